// The long short-term memory: a cell that keeps, adds and shows what gates let through.
#include "engine/layers/recurrent.h"

namespace engine {

const LayerType& lstm_layer() {
  static const LayerType type{
      .id = "lstm",
      .title = "LSTM",
      .category = "Sequence",
      .glyph = "lstm",
      .summary = "Reads a sequence step by step and keeps a memory behind three gates: what to forget, add and show.",
      .formula =
          "c = f * c' + i * g, h = o * tanh(c); i, f, o = sigmoid(W_ih x + b_ih + W_hh h' + b_hh), g = tanh(...)",
      .use_when = "For sequences in which something early matters much later: text, series, signals.",
      .source = "Hochreiter and Schmidhuber 1997, Gers et al. 2000 (forget gate); as nn.LSTM of PyTorch 1.13.1.",
      .params = recurrent_params(),
      .units_key = "units",
      .has_weights = true,
      .infer_shape = recurrent_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return make_recurrent(kernels::Cell::lstm, params, inputs[0]);
      },
      .cost = [](const Params& params, std::span<const Shape> inputs,
                 const Shape&) { return recurrent_cost(4, params, inputs); },
      .output_range =
          [](const Params&) {
            return ValueRange{-1, 1};
          },
      .views = recurrent_views(),
      .insides = [](const Params& params) { return recurrent_insides(kernels::Cell::lstm, params); },
      .torch_missing = recurrent_torch_missing(),
  };
  return type;
}

}  // namespace engine
