// What the descriptors of the recurrent layers have in common: parameters, shape, cost, views.
#include <algorithm>

#include "engine/layers/recurrent.h"

namespace engine {

std::vector<ParamSpec> recurrent_params() {
  return {{.key = "units",
           .label = "Units",
           .help = "The size of the memory that goes from step to step, and of the output of each direction.",
           .default_value = int64_t{32},
           .minimum = 1,
           .maximum = 1e9,
           .step = 1},
          {.key = "return",
           .label = "Output",
           .help = "The state after the last step, for one answer per sequence; or the state after every step.",
           .default_value = std::string("last"),
           .choices = {{"last", "Last state"}, {"sequence", "Whole sequence"}}},
          {.key = "num_layers",
           .label = "Stacked layers",
           .help = "Layers on top of each other; each reads the whole sequence of the one below.",
           .default_value = int64_t{1},
           .minimum = 1,
           .maximum = 4,
           .step = 1},
          {.key = "bidirectional",
           .label = "Both directions",
           .help = "A second pass reads the sequence from its end; the outputs of both stand side by side.",
           .default_value = false},
          {.key = "bias",
           .label = "Bias",
           .help = "A number of its own that each unit adds to its sum.",
           .default_value = true},
          {.key = "dropout",
           .label = "Dropout between layers",
           .help = "The probability with which numbers between stacked layers are set to 0 in training.",
           .default_value = 0.0,
           .minimum = 0,
           .maximum = 1,
           .step = 0.05,
           .live = true}};
}

Result<Shape> recurrent_shape(const Params& params, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  if (input.rank() == 1) {
    return error(
        "This layer needs a sequence [steps, features], but gets a flat list of {}; put an embedding before it.",
        input.text());
  }
  if (input.rank() != 2) return error("This layer needs a sequence [steps, features], but gets {}.", input.text());
  const int64_t outputs = get_int(params, "units") * (get_bool(params, "bidirectional") ? 2 : 1);
  if (get_text(params, "return") == "sequence") return Shape{input[0], outputs};
  return Shape{outputs};
}

Cost recurrent_cost(int64_t gates, const Params& params, std::span<const Shape> inputs) {
  const auto units = static_cast<double>(get_int(params, "units"));
  const double directions = get_bool(params, "bidirectional") ? 2 : 1, biases = get_bool(params, "bias") ? 2 : 0;
  double parameters = 0, products = 0, kept = 0;
  for (int64_t layer = 0; layer < get_int(params, "num_layers"); ++layer) {
    const double from = layer == 0 ? static_cast<double>(inputs[0][1]) : directions * units;
    const double each = directions * static_cast<double>(gates) * units;
    parameters += each * (from + units + biases);
    products += each * (from + units);
    // xh, kept and cells, the output and its mask
    kept += directions * (from + units * (1 + static_cast<double>(gates) + 1 + 2));
  }
  // Saturates in place of overflowing: absurd sizes are still refused with a figure.
  const auto whole = [](double n) { return static_cast<int64_t>(std::min(n, 9e18)); };
  const auto steps = static_cast<double>(inputs[0][0]);
  return {whole(parameters), whole(products * steps), std::min(whole(kept * steps), int64_t{1} << 40)};
}

std::vector<ViewRef> recurrent_views() {
  return {{"h", "recurrent"},           {"activation", "output"},    {"weight_ih_l0", "matrix"},
          {"weight_hh_l0", "matrix"},   {"activation", "histogram"}, {"weight_ih_l0", "histogram"},
          {"weight_hh_l0", "histogram"}};
}

const char* recurrent_torch_missing() {
  return "PyTorch's recurrent layers return two things, so that they do not fit into nn.Sequential.";
}

}  // namespace engine
