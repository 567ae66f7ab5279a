// How the answer to one sample changes when a patch of it is hidden, place by place (Zeiler and Fergus 2014, section
// 4.2). Worked out in slices, so that training hardly waits for it. Changes nothing of the trainer.
#pragma once

#include <vector>

#include "engine/train/trainer.h"

namespace engine {

// Where in its output a network says what it answers to a sample. Where one output decides between two classes, it
// speaks for the first by being small: its sign is then -1.
struct ChosenOutput {
  int64_t at = 0;
  Scalar sign = 1;
};
// The chosen output of each element.
void chosen_outputs(const Answers& answers, const Scalar* output, std::vector<ChosenOutput>& chosen);

// First numbers of a patch along an axis of `size`: every `stride`, and at the end, so that nothing is left out.
std::vector<int64_t> patch_places(int64_t size, int64_t patch, int64_t stride);

struct HidingPatch {
  int64_t side = 1;    // rows and columns of an image, steps of a sequence, numbers of a list
  int64_t stride = 1;  // from one place to the next
};

class Occlusion {
 public:
  // Goes on with the map of `sample` [1, input shape] for about `budget` multiply-adds. A hidden number becomes the
  // mean of its channel or feature over training samples; a hidden token becomes token 0. Another sample or patch
  // begins anew; other parameters make every place due again, and what was found before stays until its place has its
  // turn.
  void advance(Trainer& trainer, ConstView sample, HidingPatch patch, int64_t budget);

  bool finished() const { return due_ == 0; }
  bool complete() const { return !values_.empty() && tried_ == static_cast<int64_t>(values_.size()); }
  Shape shape() const { return {static_cast<int64_t>(rows_.size()), static_cast<int64_t>(columns_.size())}; }
  // Answer to the sample minus answer with that place hidden [places down, places across]; large: the place matters.
  const std::vector<float>& values() const { return values_; }

 private:
  void begin(const Trainer& trainer, ConstView sample, HidingPatch patch);
  void find_means(const Trainer& trainer);
  void hide(Scalar* sample, int64_t place) const;
  double score(const Scalar* output) const;

  std::vector<Scalar> sample_, means_;
  Shape input_;
  HidingPatch patch_;
  std::vector<int64_t> rows_, columns_;  // of the places
  std::vector<float> values_;
  int64_t next_ = 0, due_ = 0, tried_ = 0;
  double print_ = 0;  // of the parameters that `due_` counts from
  std::vector<ChosenOutput> chosen_;
  Tensor room_;
};

}  // namespace engine
