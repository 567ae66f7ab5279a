// The largest value of each feature among all steps that count.
#include "engine/core/parallel.h"
#include "engine/graph/layer.h"
#include "engine/layers/time_pooling.h"

namespace engine {
namespace {

// y_f = max over the steps that count of x_tf; 0 when none does. The first of several largest gets the gradient.
class MaxOverTime final : public Layer {
 public:
  explicit MaxOverTime(const Shape& input) : steps_(input[0]), features_(input[1]) {}

  // The step that had the largest value; -1: none counted.
  std::vector<int64_t> scratch_columns() const override { return {features_}; }

  void forward(const LayerPass& pass) override {
    parallel_for(pass.output.rows, samples_of_piece(steps_ * features_), [&](int64_t begin, int64_t end) {
      for (int64_t r = begin; r < end; ++r) {
        const Scalar* x = pass.inputs[0].row(r);
        Scalar *y = pass.output.row(r), *winner = pass.scratch[0] + r * features_;
        const int64_t count = counted_steps(pass, r, steps_);
        for (int64_t f = 0; f < features_; ++f) {
          y[f] = count > 0 ? x[f] : Scalar{0};
          winner[f] = count > 0 ? Scalar{0} : Scalar{-1};
        }
        for (int64_t t = 1; t < count; ++t) {
          x += features_;
          for (int64_t f = 0; f < features_; ++f) {
            const bool larger = x[f] > y[f] || x[f] != x[f];  // NaN wins
            y[f] = larger ? x[f] : y[f];
            winner[f] = larger ? static_cast<Scalar>(t) : winner[f];
          }
        }
      }
    });
  }

  void backward(const LayerBackward& pass) override {
    const View& dx = pass.d_inputs[0];
    if (!dx) return;
    parallel_for(dx.rows, samples_of_piece(steps_ * features_), [&](int64_t begin, int64_t end) {
      for (int64_t r = begin; r < end; ++r) {
        std::fill_n(dx.row(r), steps_ * features_, Scalar{0});
        const Scalar *dy = pass.d_output.row(r), *winner = pass.scratch[0] + r * features_;
        for (int64_t f = 0; f < features_; ++f) {
          if (winner[f] >= 0) dx.row(r)[static_cast<int64_t>(winner[f]) * features_ + f] = dy[f];
        }
      }
    });
  }

 private:
  int64_t steps_, features_;
};

}  // namespace

const LayerType& max_over_time_layer() {
  static const LayerType type{
      .id = "max_over_time",
      .title = "Max over time",
      .category = "Sequence",
      .glyph = "max_over_time",
      .summary = "The largest value of each feature among all steps.",
      .formula = "y = max_t x_t",
      .use_when = "To find out whether something occurs anywhere in a sequence.",
      .source = "torch.max over the steps; padded steps do not count.",
      .infer_shape = infer_time_pooling,
      .make = [](const Params&, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<MaxOverTime>(inputs[0]);
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch_missing = time_pooling_torch_missing(),
  };
  return type;
}

}  // namespace engine
