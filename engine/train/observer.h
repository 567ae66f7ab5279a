// Looks at a trainer and writes down what the window wants to see: watched tensors, metrics, histograms. It never
// changes the training state. Used by the training thread and by tests.
#pragma once

#include <vector>

#include "engine/train/event.h"
#include "engine/train/occlusion.h"
#include "engine/train/snapshot.h"

namespace engine {

class Observer {
 public:
  // Prepares the inputs of the surfaces for the data of this trainer.
  void attach(Trainer& trainer);
  void watch(std::vector<Watch> watches) { watches_ = std::move(watches); }
  void set_probe(command::SetProbe probe) { probe_ = std::move(probe); }

  // Everything but revision and running. Reuses the buffers of `s`.
  void fill(Snapshot& s, Trainer& trainer);
  // Something that is watched takes more than one fill: another one gets on with it, though nothing has changed.
  bool unfinished() const;
  event::MetricPoint metric_point(Trainer& trainer, uint64_t revision, bool histograms);

 private:
  struct Grid {  // network inputs of the pixels of a surface
    int resolution = 0;
    int64_t rows = 0, columns = 0;  // of pixels
    Tensor inputs;
  };
  const Grid& grid(const Trainer& trainer, int resolution);
  void fill_tensor(WatchedTensor& t, Trainer& trainer);
  void fill_surfaces(Snapshot& s, Trainer& trainer);
  // observer_sample.cpp
  void fill_samples(Snapshot& s, Trainer& trainer);
  void fill_sample(Snapshot& s, Trainer& trainer, int64_t row);
  void fill_answer_gradients(Snapshot& s, Trainer& trainer, int64_t row);
  void fill_batches(Snapshot& s, Trainer& trainer);
  void fill_answers(Snapshot& s, Trainer& trainer);
  void fill_occlusions(Snapshot& s, Trainer& trainer);
  void answer(const Watch& watch, int node, Trainer& trainer, std::vector<float>& out, Shape& shape);
  // The sample of a row, or of the probe, in raw units; null when there is none.
  const Scalar* raw_sample(const Snapshot& s, const PreparedData& data, int64_t row) const;

  std::vector<Watch> watches_;
  command::SetProbe probe_;
  std::vector<Grid> grids_;
  Tensor sample_;                                  // one network input
  Tensor room_;                                    // network inputs of some samples, where they must be made
  std::vector<Scalar> kept_, d_output_, d_input_;  // what a look must put back, and its way back through the network
  // The newest answers of each kind, and when they were given.
  struct Answered {
    Watch watch;
    int64_t step = -1, epoch = -1;
    double print = 0;  // of the parameters that answered: weights can change without a step
    Shape shape;
    std::vector<float> values;
  };
  std::vector<Answered> answered_;
  std::vector<Occlusion> occlusions_;  // one for each that is watched
  Metrics newest_[kSplits];            // of the last measurement, in a picture or at the end of an epoch
  int64_t measured_at_ = 0;            // step
};

}  // namespace engine
