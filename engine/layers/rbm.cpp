// A restricted Boltzmann machine: hidden units that say how probable each of them is for what comes in, and that can
// make it up again. By itself it is learnt by contrastive divergence (tasks/boltzmann); in any other network it is a
// dense layer of sigmoids.
#include <algorithm>

#include "engine/graph/layer.h"
#include "engine/layers/initializer_choice.h"
#include "engine/schema/layer_type.h"
#include "engine/tensor/kernels/activation.h"
#include "engine/tensor/kernels/elementwise.h"
#include "engine/tensor/kernels/gemm.h"

namespace engine {
namespace {

// z = v W^T + c, y = p(h = 1 | v) = sigmoid(z). v [rows, inputs], W [units, inputs], c "bias" [units]; the passes have
// no use for b "visible_bias" [inputs].
class Rbm final : public Layer {
 public:
  Rbm(const Params& params, int64_t inputs, int64_t units)
      : inputs_(inputs), units_(units), initializer_(ChosenInitializer::from(params)) {}

  std::vector<ParameterSpec> parameters() const override {
    return {{.name = "weight", .shape = {units_, inputs_}, .unit_axis = 0},
            {.name = "bias", .shape = {units_}, .decays = false, .unit_axis = 0},
            {.name = "visible_bias", .shape = {inputs_}, .decays = false}};
  }

  // z and its gradient.
  std::vector<int64_t> scratch_columns() const override { return {units_, units_}; }

  void initialise(std::span<Scalar* const> params, Rng& rng) override {
    initializer_.fill({inputs_, units_, 1}, rng, {params[0], static_cast<size_t>(units_ * inputs_)},
                      {params[1], static_cast<size_t>(units_)});
    std::fill_n(params[2], inputs_, Scalar{0});
  }

  void forward(const LayerPass& pass) override {
    const int64_t rows = pass.output.rows;
    kernels::gemm_bias(false, true, rows, units_, inputs_, pass.inputs[0].data, inputs_, pass.params[0], inputs_,
                       pass.params[1], pass.scratch[0], units_);
    kernels::sigmoid_forward(pass.scratch[0], pass.output.data, rows * units_);
  }

  // dz = dy y (1 - y); dW = dz^T v; dc = sum over rows of dz; db = 0; dv = dz W
  void backward(const LayerBackward& pass) override {
    const int64_t rows = pass.output.rows;
    Scalar* dz = pass.scratch[1];
    kernels::sigmoid_backward(pass.scratch[0], pass.output.data, pass.d_output.data, dz, rows * units_);
    if (!pass.d_params.empty()) {
      kernels::gemm(true, false, units_, inputs_, rows, dz, units_, pass.inputs[0].data, inputs_, 0, pass.d_params[0],
                    inputs_);
      kernels::sum_rows(pass.d_params[1], dz, rows, units_);
      kernels::fill(pass.d_params[2], 0, inputs_);
    }
    const View& dv = pass.d_inputs[0];
    if (dv)
      kernels::gemm(false, false, rows, inputs_, units_, dz, units_, pass.params[0], inputs_, 0, dv.data, inputs_);
  }

  ConstView pre_activation(const LayerPass& pass) const override {
    return {pass.scratch[0], pass.output.rows, pass.output.shape};
  }

 private:
  int64_t inputs_, units_;
  ChosenInitializer initializer_;
};

std::vector<ParamSpec> rbm_params() {
  std::vector<ParamSpec> params{
      {.key = "units",
       .label = "Units",
       .help = "The number of hidden units, each of which looks for one thing in the input.",
       .default_value = int64_t{64},
       .minimum = 1,
       .maximum = 1e9,
       .step = 1},
      {.key = "visible",
       .label = "Visible units",
       .help = "What the input is taken for: numbers from 0 to 1 that are the chances of a 1, or any numbers around a "
               "mean, with standard deviation 1.",
       .default_value = std::string("binary"),
       .choices = {{"binary", "0 or 1"}, {"gaussian", "Normal"}}}};
  for (ParamSpec& spec : initializer_params()) {
    if (spec.key == "initializer") spec.default_value = std::string("normal");
    if (spec.key == "init_std") spec.default_value = 0.01;
    params.push_back(std::move(spec));
  }
  return params;
}

int64_t whole(double n) { return static_cast<int64_t>(std::min(n, 9e18)); }

}  // namespace

const LayerType& rbm_layer() {
  static const LayerType type{
      .id = "rbm",
      .title = "RBM",
      .category = "Generate",
      .glyph = "dense",
      .summary = "Hidden units that say how probable each is for the input, and from which the input is made up again.",
      .formula =
          "p(h = 1 | v) = sigmoid(W v + c), p(v = 1 | h) = sigmoid(W^T h + b); "
          "E(v, h) = -h^T W v - c^T h - b^T v",
      .use_when =
          "To learn features of the samples, and to make new ones, without labels: with contrastive divergence.",
      .source =
          "Smolensky 1986; Hinton 2002; normal visible units: Hinton and Salakhutdinov 2006. Weights start small: "
          "Hinton 2010, section 8.",
      .params = rbm_params(),
      .units_key = "units",
      .has_weights = true,
      .models_input = true,
      .infer_shape = [](const Params& params, std::span<const Shape> inputs) -> Result<Shape> {
        if (inputs[0].rank() == 1) return Shape{get_int(params, "units")};
        return error("An RBM needs a flat list of numbers, but gets {}; insert a flatten layer before it.",
                     inputs[0].text());
      },
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape& output) -> std::unique_ptr<Layer> {
        return std::make_unique<Rbm>(params, inputs[0].count(), output.count());
      },
      .cost =
          [](const Params&, std::span<const Shape> inputs, const Shape& output) {
            const auto v = static_cast<double>(inputs[0].count()), h = static_cast<double>(output.count());
            return Cost{whole(v * h + v + h), whole(v * h)};
          },
      .output_range =
          [](const Params&) {
            return ValueRange{0, 1};
          },
      .views = {{"weight", "filters"},
                {"weight", "contributions"},
                {"weight", "matrix"},
                {"visible_bias", "matrix"},
                {"activation", "output"},
                {"weight", "histogram"},
                {"bias", "histogram"},
                {"visible_bias", "histogram"},
                {"pre_activation", "histogram"},
                {"activation", "histogram"}},
      .torch =
          [](const Params&, std::span<const Shape> inputs, const Shape& output) {
            return fmt::format("nn.Linear({}, {})\nnn.Sigmoid()", inputs[0].count(), output.count());
          },
  };
  return type;
}

}  // namespace engine
