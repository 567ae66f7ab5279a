#include "engine/train/augmenter.h"

#include <algorithm>

#include "engine/core/parallel.h"

namespace engine {

void Augmenter::prepare(std::shared_ptr<const PreparedData> data, int64_t rows) {
  data_ = std::move(data);
  steps_.clear();
  const bool made = data_->inputs == PreparedData::Inputs::made;
  from_ = nullptr;
  if (data_->inputs == PreparedData::Inputs::kept && data_->random()) {
    const auto acts = [](const PreparedStep& step) { return step.fitted || step.random; };
    const bool fitted_first = std::ranges::find_if(data_->steps, acts)->fitted != nullptr;
    if (fitted_first) from_ = data_->before_random.rows() > 0 ? &data_->before_random : &data_->kept[0];
  }
  int64_t widest = 0;
  for (const PreparedStep& step : data_->steps) {
    if (!step.random && !(step.fitted && (made || !steps_.empty()))) continue;
    steps_.push_back(&step);
    widest = std::max(widest, step.after.shape.count());
  }
  if (steps_.size() < 2) return;
  for (Tensor& scratch : scratch_) scratch.resize(rows, {widest});
}

void Augmenter::load(const int32_t* picked, int64_t rows, uint64_t seed, int64_t epoch, Scalar* out) {
  const int64_t width = data_->input_shape.count();
  const int64_t grain = std::max<int64_t>(1, 4096 / std::max<int64_t>(1, width));
  parallel_for(rows, grain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) draw(i, picked[i], seed, epoch, out + i * width);
  });
}

void Augmenter::draw(int64_t row, int32_t sample, uint64_t seed, int64_t epoch, Scalar* out) {
  Rng rng(seed, stream_of("augmentation", (static_cast<uint64_t>(epoch) << 32) ^ static_cast<uint64_t>(sample)));
  const Scalar* at = from_ ? from_->row(sample) : data_->raw.inputs.row(data_->rows[0][static_cast<size_t>(sample)]);
  for (size_t i = 0; i < steps_.size(); ++i) {
    Scalar* to = i + 1 == steps_.size() ? out : scratch_[i % 2].row(row);
    if (steps_[i]->random) {
      steps_[i]->random->apply(at, to, rng);
    } else {
      steps_[i]->fitted->apply(at, to);
    }
    at = to;
  }
}

}  // namespace engine
