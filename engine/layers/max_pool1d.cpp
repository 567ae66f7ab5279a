// The largest number of each window: whether a pattern is there, not where exactly.
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
  kernels::Pool pool = steps_pool(input, maximum_ranges(window, input[0]));
  return std::make_unique<PoolingLayer>(Pooling::maximum, std::move(pool), input, output, 1);
}

}  // namespace

const LayerType& max_pool1d_layer() {
  static const LayerType type{
      .id = "max_pool1d",
      .title = "Max pooling 1-D",
      .category = "Sequence",
      .glyph = "pool",
      .summary = "Keeps the largest number of each window of steps, feature by feature.",
      .formula = "y[i,f] = max over u of x[s i + d u - p, f]",
      .use_when = "After convolutions over sequences, to make them shorter.",
      .source = "As nn.MaxPool1d of PyTorch 1.13.1, with the steps first.",
      .params = pooling_params(Pooling::maximum),
      .infer_shape = infer_shape,
      .make = make,
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "pooling"}, {"activation", "output"}, {"activation", "histogram"}},
      .windowed = &maximum_windowed(),
      .torch = [](const Params& params, std::span<const Shape>,
                  const Shape&) { return pooling_torch("nn.MaxPool1d", params); },
  };
  return type;
}

}  // namespace engine
