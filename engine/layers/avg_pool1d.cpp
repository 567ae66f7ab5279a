// The mean of each window.
#include "engine/layers/pooling.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  if (Status steps = check_steps(input); !steps) return steps.error();
  const Window window = pooling_window(params);
  if (Status padding = check_pooling(window, {}); !padding) return padding.error();
  Result<Shape> output = windows_of_sequence(input, window, input[1]);
  if (!output) return output;
  if (Status seen = check_pooling(window, {input[0]}); !seen) return seen.error();
  return output;
}

std::unique_ptr<Layer> make(const Params& params, std::span<const Shape> inputs, const Shape& output) {
  const Shape& input = inputs[0];
  const Window window = pooling_window(params);
  const bool counts = get_bool(params, "count_include_pad");
  kernels::Pool pool = steps_pool(input, mean_ranges(window, input[0], counts));
  return std::make_unique<PoolingLayer>(Pooling::mean, std::move(pool), input, output, 1);
}

}  // namespace

const LayerType& avg_pool1d_layer() {
  static const LayerType type{
      .id = "avg_pool1d",
      .title = "Average pooling 1-D",
      .category = "Sequence",
      .glyph = "pool",
      .summary = "Keeps the mean of each window of steps, feature by feature.",
      .formula = "y[i,f] = mean over u of x[s i + u - p, f]",
      .use_when = "To smooth and shorten sequences.",
      .source = "As nn.AvgPool1d of PyTorch 1.13.1, with the steps first.",
      .params = pooling_params(Pooling::mean),
      .infer_shape = infer_shape,
      .make = make,
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "pooling"}, {"activation", "output"}, {"activation", "histogram"}},
      .windowed = &mean_windowed(),
      .torch = [](const Params& params, std::span<const Shape>,
                  const Shape&) { return pooling_torch("nn.AvgPool1d", params); },
  };
  return type;
}

}  // namespace engine
