// The mean of all steps that count: one list of features out of a list of steps.
#include <algorithm>

#include "engine/core/parallel.h"
#include "engine/graph/layer.h"
#include "engine/layers/time_pooling.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

// y = sum over the steps that count of x_t / their number; 0 when none does
class MeanOverTime final : public Layer {
 public:
  explicit MeanOverTime(const Shape& input) : steps_(input[0]), features_(input[1]) {}

  void forward(const LayerPass& pass) override {
    const Scalar* x = pass.inputs[0].data;
    Scalar* y = pass.output.data;
    parallel_for(pass.output.rows, samples_of_piece(steps_ * features_), [&](int64_t begin, int64_t end) {
      for (int64_t r = begin; r < end; ++r) {
        const int64_t count = counted_steps(pass, r, steps_);
        kernels::sum_rows(y + r * features_, x + r * steps_ * features_, count, features_);
        kernels::scale(y + r * features_, share(count), features_);
      }
    });
  }

  void backward(const LayerBackward& pass) override {
    const View& dx = pass.d_inputs[0];
    if (!dx) return;
    const Scalar* dy = pass.d_output.data;
    parallel_for(dx.rows, samples_of_piece(steps_ * features_), [&](int64_t begin, int64_t end) {
      for (int64_t r = begin; r < end; ++r) {
        const int64_t count = counted_steps(pass, r, steps_);
        Scalar* first = dx.row(r);
        std::fill_n(first, steps_ * features_, Scalar{0});
        for (int64_t t = 0; t < count; ++t) {
          kernels::axpy(first + t * features_, share(count), dy + r * features_, features_);
        }
      }
    });
  }

 private:
  static Scalar share(int64_t count) { return count > 0 ? Scalar{1} / static_cast<Scalar>(count) : Scalar{0}; }

  int64_t steps_, features_;
};

}  // namespace

const LayerType& mean_over_time_layer() {
  static const LayerType type{
      .id = "mean_over_time",
      .title = "Mean over time",
      .category = "Sequence",
      .glyph = "mean_over_time",
      .summary = "The mean of all steps.",
      .formula = "y = sum_t x_t / T",
      .use_when = "Behind attention or a recurrent layer, to judge a whole sequence by all its steps.",
      .source = "torch.mean over the steps; padded steps do not count.",
      .infer_shape = infer_time_pooling,
      .make = [](const Params&, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<MeanOverTime>(inputs[0]);
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch_missing = time_pooling_torch_missing(),
  };
  return type;
}

}  // namespace engine
