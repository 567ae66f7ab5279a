#include "engine/train/occlusion.h"

#include <algorithm>
#include <cmath>

#include "engine/train/fingerprint.h"

namespace engine {
namespace {

constexpr int64_t kMeanSamples = 256;
constexpr int64_t kMostNumbers = 1 << 20;  // of the hidden samples of one pass

}  // namespace

void chosen_outputs(const Answers& answers, const Scalar* output, std::vector<ChosenOutput>& chosen) {
  chosen.clear();
  for (int64_t e = 0; e < answers.elements; ++e) {
    const Scalar* element = answers.element(output, e);
    const int64_t predicted = answers.classes > 0 ? answers.predicted(element) : 0;
    const bool decides = answers.classes > 0 && answers.outputs == 1;
    chosen.push_back({element - output + (decides ? 0 : predicted * answers.output_stride),
                      static_cast<Scalar>(decides && predicted == 0 ? -1 : 1)});
  }
}

std::vector<int64_t> patch_places(int64_t size, int64_t patch, int64_t stride) {
  const int64_t last = std::max<int64_t>(0, size - patch);
  std::vector<int64_t> places;
  for (int64_t at = 0; at < last; at += std::max<int64_t>(1, stride)) places.push_back(at);
  places.push_back(last);
  return places;
}

void Occlusion::begin(const Trainer& trainer, ConstView sample, HidingPatch patch) {
  const bool image = sample.shape.rank() == 3;
  sample_.assign(sample.data, sample.data + sample.columns());
  input_ = sample.shape;
  patch_ = patch;
  const int64_t down = image ? input_[1] : input_.rank() == 2 ? input_[0] : input_.count();
  rows_ = patch_places(down, patch.side, patch.stride);
  columns_ = image ? patch_places(input_[2], patch.side, patch.stride) : std::vector<int64_t>{0};
  values_.assign(rows_.size() * columns_.size(), 0.0f);
  due_ = static_cast<int64_t>(values_.size());
  next_ = tried_ = 0;
  find_means(trainer);
}

// Of each channel of an image, else of each feature.
void Occlusion::find_means(const Trainer& trainer) {
  const PreparedData& data = trainer.data();
  const bool image = input_.rank() == 3;
  const int64_t features = image ? input_[0] : input_.rank() == 2 ? input_[1] : input_.count();
  means_.assign(static_cast<size_t>(features), Scalar{0});
  if (input_.rank() == 1 && data.tokens()) return;
  const int64_t rows = std::min(kMeanSamples, data.count(Split::train));
  if (rows < 1) return;
  room_.resize(rows, input_);
  const ConstView seen = data.samples(Split::train, 0, rows, room_.data());
  std::vector<double> sums(means_.size()), counts(means_.size());
  const int64_t plane = image ? input_[1] * input_[2] : 1;
  for (int64_t row = 0; row < rows; ++row) {
    for (int64_t i = 0; i < seen.columns(); ++i) {
      const auto f = static_cast<size_t>(image ? i / plane : i % features);
      const auto v = static_cast<double>(seen.row(row)[i]);
      if (!std::isfinite(v)) continue;
      sums[f] += v;
      counts[f] += 1;
    }
  }
  for (size_t f = 0; f < means_.size(); ++f) means_[f] = static_cast<Scalar>(counts[f] > 0 ? sums[f] / counts[f] : 0);
}

void Occlusion::hide(Scalar* sample, int64_t place) const {
  const auto across = static_cast<int64_t>(columns_.size());
  const int64_t top = rows_[static_cast<size_t>(place / across)], left = columns_[static_cast<size_t>(place % across)];
  if (input_.rank() == 3) {
    const int64_t bottom = std::min(input_[1], top + patch_.side), right = std::min(input_[2], left + patch_.side);
    for (int64_t c = 0; c < input_[0]; ++c) {
      for (int64_t y = top; y < bottom; ++y) {
        Scalar* line = sample + (c * input_[1] + y) * input_[2];
        std::fill(line + left, line + right, means_[static_cast<size_t>(c)]);
      }
    }
    return;
  }
  const int64_t features = input_.rank() == 2 ? input_[1] : 1, steps = input_.count() / features;
  for (int64_t t = top; t < std::min(steps, top + patch_.side); ++t) {
    for (int64_t f = 0; f < features; ++f)
      sample[t * features + f] = means_[static_cast<size_t>(input_.rank() == 2 ? f : t)];
  }
}

double Occlusion::score(const Scalar* output) const {
  double sum = 0;
  for (const ChosenOutput& c : chosen_) sum += static_cast<double>(c.sign * output[c.at]);
  return sum;
}

void Occlusion::advance(Trainer& trainer, ConstView sample, HidingPatch patch, int64_t budget) {
  patch = {std::max<int64_t>(1, patch.side), std::max<int64_t>(1, patch.stride)};
  const bool same = sample.shape == input_ && patch.side == patch_.side && patch.stride == patch_.stride &&
                    std::equal(sample_.begin(), sample_.end(), sample.data, sample.data + sample.columns());
  if (!same) begin(trainer, sample, patch);
  const auto places = static_cast<int64_t>(values_.size());
  const double print = fingerprint(trainer.network().parameters());
  if (print != print_) due_ = places;
  print_ = print;
  if (due_ == 0) return;
  const ConstView whole = trainer.probe(sample);
  chosen_outputs(trainer.answers(), whole.data, chosen_);
  const double answer = score(whole.data);
  const int64_t cost = std::max<int64_t>(1, trainer.network().info().total.multiply_adds);
  int64_t left = std::clamp<int64_t>(budget / cost, 1, due_);
  const int64_t at_once =
      std::clamp<int64_t>(kMostNumbers / std::max<int64_t>(1, input_.count()), 1, trainer.network().max_rows());
  while (left > 0) {
    const int64_t rows = std::min({left, at_once, places - next_});
    room_.resize(rows, input_);
    for (int64_t i = 0; i < rows; ++i) {
      std::copy(sample_.begin(), sample_.end(), room_.row(i));
      hide(room_.row(i), next_ + i);
    }
    const ConstView y = trainer.probe({room_.data(), rows, input_});
    for (int64_t i = 0; i < rows; ++i)
      values_[static_cast<size_t>(next_ + i)] = static_cast<float>(answer - score(y.row(i)));
    tried_ = std::min(places, tried_ + rows);
    next_ = (next_ + rows) % places;
    due_ -= rows;
    left -= rows;
  }
}

}  // namespace engine
