// The fully connected layer: every unit sees every input. Its activation function is part of it, as in textbooks.
#include <algorithm>

#include "engine/graph/layer.h"
#include "engine/layers/activation_choice.h"
#include "engine/layers/initializer_choice.h"
#include "engine/schema/layer_type.h"
#include "engine/tensor/kernels/elementwise.h"
#include "engine/tensor/kernels/gemm.h"

namespace engine {
namespace {

// z = x W^T + b, y = f(z). x [rows, inputs], W [units, inputs], b [units]; a list of steps is so many more rows.
class Dense final : public Layer {
 public:
  Dense(const Params& params, const Shape& input, const Shape& output)
      : inputs_(input.back()),
        units_(output.back()),
        columns_(output.count()),
        bias_(get_bool(params, "bias")),
        initializer_(ChosenInitializer::from(params)) {
    Dense::set_params(params);
  }

  std::vector<ParameterSpec> parameters() const override {
    std::vector<ParameterSpec> list{{.name = "weight", .shape = {units_, inputs_}, .unit_axis = 0}};
    if (bias_) list.push_back({.name = "bias", .shape = {units_}, .decays = false, .unit_axis = 0});
    return list;
  }

  // z and its gradient.
  std::vector<int64_t> scratch_columns() const override { return {columns_, columns_}; }

  void set_params(const Params& params) override { activation_ = ChosenActivation::from(params, "activation"); }

  void initialise(std::span<Scalar* const> params, Rng& rng) override {
    const FanInOut fan{inputs_, units_, activation_.type->init_gain};
    initializer_.fill(fan, rng, {params[0], static_cast<size_t>(units_ * inputs_)},
                      bias_ ? std::span<Scalar>{params[1], static_cast<size_t>(units_)} : std::span<Scalar>{});
  }

  void forward(const LayerPass& pass) override {
    const int64_t rows = row_count(pass);
    Scalar* z = pass.scratch[0];
    const Scalar* x = pass.inputs[0].data;
    const Scalar* weight = pass.params[0];
    if (bias_) {
      kernels::gemm_bias(false, true, rows, units_, inputs_, x, inputs_, weight, inputs_, pass.params[1], z, units_);
    } else {
      kernels::gemm(false, true, rows, units_, inputs_, x, inputs_, weight, inputs_, 0, z, units_);
    }
    activation_.type->forward(z, pass.output.data, rows, units_, activation_.a);
  }

  // dz = dy f'(z); dW = dz^T x; db = sum over rows of dz; dx = dz W
  void backward(const LayerBackward& pass) override {
    const int64_t rows = row_count(pass);
    Scalar* dz = pass.scratch[1];
    activation_.type->backward(pass.scratch[0], pass.output.data, pass.d_output.data, dz, rows, units_, activation_.a);
    if (!pass.d_params.empty()) {
      const Scalar* x = pass.inputs[0].data;
      kernels::gemm(true, false, units_, inputs_, rows, dz, units_, x, inputs_, 0, pass.d_params[0], inputs_);
      if (bias_) kernels::sum_rows(pass.d_params[1], dz, rows, units_);
    }
    const View& dx = pass.d_inputs[0];
    if (dx)
      kernels::gemm(false, false, rows, inputs_, units_, dz, units_, pass.params[0], inputs_, 0, dx.data, inputs_);
  }

  ConstView pre_activation(const LayerPass& pass) const override {
    return {pass.scratch[0], pass.output.rows, pass.output.shape};
  }

 private:
  int64_t row_count(const LayerPass& pass) const { return pass.output.rows * (columns_ / units_); }

  int64_t inputs_, units_, columns_;
  bool bias_;
  ChosenActivation activation_;
  ChosenInitializer initializer_;
};

std::vector<ParamSpec> dense_params() {
  std::vector<ParamSpec> params{{.key = "units",
                                 .label = "Units",
                                 .help = "The number of neurons, which is the number of outputs.",
                                 .default_value = int64_t{8},
                                 .minimum = 1,
                                 .maximum = 1e9,
                                 .step = 1}};
  for (ParamSpec& spec : activation_params("activation", "Activation", "What each unit makes of its sum.", "relu")) {
    params.push_back(std::move(spec));
  }
  params.push_back({.key = "bias",
                    .label = "Bias",
                    .help = "A number of its own that each unit adds to its sum.",
                    .default_value = true});
  for (ParamSpec& spec : initializer_params()) params.push_back(std::move(spec));
  return params;
}

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  const int64_t units = get_int(params, "units");
  if (input.rank() == 1) return Shape{units};
  if (input.rank() == 2) return Shape{input[0], units};
  if (input.rank() == 3) {
    return error(
        "A dense layer needs a flat list of numbers (or a list of steps), but gets the image {}; insert a flatten "
        "layer "
        "before it.",
        input.text());
  }
  return error("A dense layer needs a flat list of numbers (or a list of steps), but gets {}.", input.text());
}

// Saturates in place of overflowing: the product of absurd sizes is still refused with a figure.
int64_t product(std::initializer_list<int64_t> factors) {
  double result = 1;
  for (const int64_t f : factors) result *= static_cast<double>(f);
  return static_cast<int64_t>(std::min(result, 9e18));
}

Cost cost(const Params& params, std::span<const Shape> inputs, const Shape& output) {
  const int64_t steps = inputs[0].rank() == 2 ? inputs[0][0] : 1;
  const int64_t units = output.back(), fan_in = inputs[0].back();
  return {product({units, fan_in + (get_bool(params, "bias") ? 1 : 0)}), product({steps, units, fan_in})};
}

std::string torch(const Params& params, std::span<const Shape> inputs, const Shape& output) {
  const std::string function = ChosenActivation::torch(params, "activation");
  if (function.empty()) return "";
  const char* bias = get_bool(params, "bias") ? "" : ", bias=False";
  const std::string linear = fmt::format("nn.Linear({}, {}{})", inputs[0].back(), output.back(), bias);
  return function == "nn.Identity()" ? linear : linear + "\n" + function;
}

}  // namespace

const LayerType& dense_layer() {
  static const LayerType type{
      .id = "dense",
      .title = "Dense",
      .category = "Basic",
      .glyph = "dense",
      .summary = "Every unit weighs all inputs, adds them up and applies its activation.",
      .formula = "y = f(x W^T + b)",
      .use_when = "As the basic layer for points and tables, and at the end of most networks.",
      .source =
          "Rumelhart et al. 1986; as nn.Linear of PyTorch 1.13.1 followed by the activation. Biases start as 0 "
          "unless the starting weights are PyTorch's default.",
      .params = dense_params(),
      .units_key = "units",
      .has_weights = true,
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape& output) -> std::unique_ptr<Layer> {
        return std::make_unique<Dense>(params, inputs[0], output);
      },
      .cost = cost,
      .output_range = [](const Params& params) { return activation_range(params, "activation"); },
      .views = {{"weight", "contributions"},
                {"weight", "matrix"},
                {"activation", "output"},
                {"weight", "histogram"},
                {"bias", "histogram"},
                {"pre_activation", "histogram"},
                {"activation", "histogram"},
                {"activation", "warp"}},
      .torch = torch,
      .torch_missing = activation_torch_missing(),
  };
  return type;
}

}  // namespace engine
