// The plain recurrent network: each step mixes what it reads with what the step before put out.
#include <limits>

#include "engine/layers/recurrent.h"

namespace engine {
namespace {

std::vector<ParamSpec> rnn_params() {
  std::vector<ParamSpec> params = recurrent_params();
  params.insert(params.begin() + 1, {.key = "nonlinearity",
                                     .label = "Activation",
                                     .help = "What each unit makes of its sum at every step.",
                                     .default_value = std::string("tanh"),
                                     .choices = {{"tanh", "Tanh"}, {"relu", "ReLU"}}});
  return params;
}

bool is_relu(const Params& params) { return get_text(params, "nonlinearity") == "relu"; }

}  // namespace

const LayerType& rnn_layer() {
  static const LayerType type{
      .id = "rnn",
      .title = "RNN",
      .category = "Sequence",
      .glyph = "rnn",
      .summary = "Reads a sequence step by step; each step sees the input and the layer's own last output.",
      .formula = "h = f(W_ih x + b_ih + W_hh h' + b_hh)",
      .use_when = "To see how recurrence works, and why its gradients vanish; for short sequences.",
      .source = "Elman 1990; as nn.RNN of PyTorch 1.13.1.",
      .params = rnn_params(),
      .units_key = "units",
      .has_weights = true,
      .infer_shape = recurrent_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return make_recurrent(is_relu(params) ? kernels::Cell::rnn_relu : kernels::Cell::rnn_tanh, params, inputs[0]);
      },
      .cost = [](const Params& params, std::span<const Shape> inputs,
                 const Shape&) { return recurrent_cost(1, params, inputs); },
      .output_range =
          [](const Params& params) {
            return is_relu(params) ? ValueRange{0, std::numeric_limits<double>::infinity()} : ValueRange{-1, 1};
          },
      .views = recurrent_views(),
      .insides =
          [](const Params& params) {
            return recurrent_insides(is_relu(params) ? kernels::Cell::rnn_relu : kernels::Cell::rnn_tanh, params);
          },
      .torch_missing = recurrent_torch_missing(),
  };
  return type;
}

}  // namespace engine
