// The gated recurrent unit: one memory, which a gate mixes with what a step would put in its place.
#include "engine/layers/recurrent.h"

namespace engine {

const LayerType& gru_layer() {
  static const LayerType type{
      .id = "gru",
      .title = "GRU",
      .category = "Sequence",
      .glyph = "gru",
      .summary = "Reads a sequence step by step; two gates decide how much of its memory each step replaces.",
      .formula = "h = (1 - z) * n + z * h', n = tanh(W_in x + b_in + r * (W_hn h' + b_hn)); r, z = sigmoid(...)",
      .use_when = "In place of an LSTM, with a quarter fewer weights and often the same result.",
      .source = "Cho et al. 2014; as nn.GRU of PyTorch 1.13.1, whose reset gate acts after the product with W_hn.",
      .params = recurrent_params(),
      .units_key = "units",
      .has_weights = true,
      .infer_shape = recurrent_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return make_recurrent(kernels::Cell::gru, params, inputs[0]);
      },
      .cost = [](const Params& params, std::span<const Shape> inputs,
                 const Shape&) { return recurrent_cost(3, params, inputs); },
      .output_range =
          [](const Params&) {
            return ValueRange{-1, 1};
          },
      .views = recurrent_views(),
      .insides = [](const Params& params) { return recurrent_insides(kernels::Cell::gru, params); },
      .torch_missing = recurrent_torch_missing(),
  };
  return type;
}

}  // namespace engine
