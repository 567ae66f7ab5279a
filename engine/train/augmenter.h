// Takes the samples of a batch through the steps of preparation that are drawn anew every time, and those behind them;
// and through all steps where what comes out of them is not kept.
// Buffers are made once; a batch allocates nothing.
#pragma once

#include "engine/data/prepare.h"

namespace engine {

class Augmenter {
 public:
  // For batches of at most `rows`. Without such steps it is not active and costs nothing.
  void prepare(std::shared_ptr<const PreparedData> data, int64_t rows);
  bool active() const { return !steps_.empty(); }
  // out[i] = training sample picked[i] as it is seen in this epoch, for i < rows. What is drawn depends on seed, epoch
  // and sample alone.
  void load(const int32_t* picked, int64_t rows, uint64_t seed, int64_t epoch, Scalar* out);

 private:
  void draw(int64_t row, int32_t sample, uint64_t seed, int64_t epoch, Scalar* out);

  std::shared_ptr<const PreparedData> data_;
  const Tensor* from_ = nullptr;            // samples in front of the first of these steps; null: those in raw
  std::vector<const PreparedStep*> steps_;  // from the first random one on, or all
  Tensor scratch_[2];                       // for every row of a batch
};

}  // namespace engine
