// The code of a variational autoencoder: a normal distribution for each number, from which training draws by
// z = mean + sigma * eps (the reparameterisation), so that gradients reach mean and sigma. Adds to the loss how far
// these distributions are from the standard normal one.
#include <algorithm>
#include <cmath>

#include "engine/core/check.h"
#include "engine/core/ziggurat.h"
#include "engine/graph/layer.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

constexpr const char* kInputs = "inputs";

class Sampling final : public Layer {
 public:
  Sampling(const Params& params, int64_t columns, size_t wires) : columns_(columns), wires_(wires) {
    set_params(params);
  }

  void set_params(const Params& params) override { beta_ = get_double(params, "beta"); }

  // eps and sigma of every number.
  std::vector<int64_t> scratch_columns() const override { return {columns_, columns_}; }

  void forward(const LayerPass& pass) override {
    const int64_t n = pass.output.count();
    Scalar *eps = pass.scratch[0], *sigma = pass.scratch[1];
    if (pass.mode == Mode::evaluation) {
      std::fill_n(eps, n, Scalar{0});
    } else {
      CHECK(pass.rng, "training needs random numbers");
      draw(*pass.rng, eps, n);
    }
    for (int64_t row = 0; row < pass.output.rows; ++row) {
      const Scalar *mean = mean_of(pass, row), *log_variance = log_variance_of(pass, row);
      const int64_t at = row * columns_;
      for (int64_t k = 0; k < columns_; ++k) {
        sigma[at + k] = std::exp(log_variance[k] / 2);
        pass.output.data[at + k] = mean[k] + sigma[at + k] * eps[at + k];
      }
    }
  }

  // With KL = mean over the rows of sum((mean^2 + sigma^2 - 1 - log sigma^2) / 2):
  //   dmean = dz + beta mean / rows,  dlog_variance = dz sigma eps / 2 + beta (sigma^2 - 1) / (2 rows)
  void backward(const LayerBackward& pass) override {
    // In evaluation only the way of the answer is asked for.
    const double rows = static_cast<double>(pass.output.rows);
    const auto weight = static_cast<Scalar>(pass.mode == Mode::training ? beta_ / rows : 0);
    const Scalar *eps = pass.scratch[0], *sigma = pass.scratch[1], *dz = pass.d_output.data;
    const bool both = wires_ == 1;
    const View &first = pass.d_inputs[0], &second = pass.d_inputs[wires_ - 1];
    for (int64_t row = 0; row < pass.output.rows; ++row) {
      const Scalar* mean = mean_of(pass, row);
      Scalar* d_mean = first ? first.row(row) : nullptr;
      Scalar* d_log_variance = second ? second.row(row) + (both ? columns_ : 0) : nullptr;
      const int64_t at = row * columns_;
      for (int64_t k = 0; d_mean && k < columns_; ++k) d_mean[k] = dz[at + k] + weight * mean[k];
      for (int64_t k = 0; d_log_variance && k < columns_; ++k) {
        const Scalar s = sigma[at + k];
        d_log_variance[k] = (dz[at + k] * s * eps[at + k] + weight * (s * s - 1)) / 2;
      }
    }
  }

  bool has_penalty() const override { return true; }

  Penalty penalty(const LayerPass& pass) const override {
    double sum = 0;
    for (int64_t row = 0; row < pass.output.rows; ++row) {
      const Scalar *mean = mean_of(pass, row), *log_variance = log_variance_of(pass, row);
      const Scalar* sigma = pass.scratch[1] + row * columns_;
      for (int64_t k = 0; k < columns_; ++k) {
        const auto m = static_cast<double>(mean[k]), s = static_cast<double>(sigma[k]);
        sum += (m * m + s * s - 1 - static_cast<double>(log_variance[k])) / 2;
      }
    }
    const double value = pass.output.rows > 0 ? sum / static_cast<double>(pass.output.rows) : 0;
    return {value, beta_ * value, columns_};
  }

 private:
  const Scalar* mean_of(const LayerPass& pass, int64_t row) const { return pass.inputs[0].row(row); }
  const Scalar* log_variance_of(const LayerPass& pass, int64_t row) const {
    return wires_ == 1 ? pass.inputs[0].row(row) + columns_ : pass.inputs[1].row(row);
  }

  // In the order of the elements: the same on any number of threads.
  static void draw(Rng& rng, Scalar* eps, int64_t n) {
    for (int64_t i = 0; i < n; ++i) eps[i] = static_cast<Scalar>(ziggurat_normal(rng));
  }

  double beta_ = 1;
  int64_t columns_;  // of the code
  size_t wires_;
};

// One wire brings means and log-variances, one behind the other along the first dimension; two wires bring one each.
Result<Shape> infer_shape(const Params&, std::span<const Shape> inputs) {
  Shape shape = inputs[0];
  if (shape.rank() != 1 && shape.rank() != 3) {
    return error(
        "Sampling takes a list of numbers or the channels of a picture, but the input has the shape {}; insert flatten "
        "and a dense layer in front.",
        shape.text());
  }
  if (inputs.size() == 2) {
    if (inputs[1] == shape) return shape;
    return error("Means and log-variances must have the same shape, but they have {} and {}.", shape.text(),
                 inputs[1].text());
  }
  if (shape[0] % 2 != 0) {
    return error(
        "Sampling takes an even count, means first and then as many log-variances, but the input has {}; give the "
        "layer in front {} units.",
        shape[0], shape[0] + 1);
  }
  shape[0] /= 2;
  return shape;
}

}  // namespace

const LayerType& sampling_layer() {
  static const LayerType type{
      .id = "sampling",
      .title = "Sampling",
      .category = "Generate",
      .glyph = "noise",
      .summary = "Draws a code from a normal distribution whose mean and spread the layers in front have found.",
      .formula =
          "z = mean + exp(log_variance / 2) eps, eps ~ N(0, 1); z = mean in evaluation; "
          "loss += beta KL(N(mean, variance) || N(0, 1))",
      .use_when = "In the middle of an autoencoder, so that codes in between also mean something.",
      .source = "Kingma and Welling 2014, equations 7 and 10; beta: Higgins et al. 2017.",
      .params = {{.key = kInputs,
                  .label = "Wires",
                  .help = "One wire brings means and, behind them, as many log-variances; two wires bring one each.",
                  .default_value = int64_t{1},
                  .minimum = 1,
                  .maximum = 2,
                  .step = 1},
                 {.key = "beta",
                  .label = "Weight of the KL divergence",
                  .help = "How much it counts beside the reconstruction error that codes stay near the standard normal "
                          "distribution.",
                  .default_value = 1.0,
                  .minimum = 0,
                  .maximum = 100,
                  .step = 0.1,
                  .live = true}},
      .inputs = 1,
      .inputs_key = kInputs,
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape& output) -> std::unique_ptr<Layer> {
        return std::make_unique<Sampling>(params, output.count(), inputs.size());
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch_missing =
          "PyTorch has no module that draws a code; in a model's forward it is mean + torch.exp(log_variance / 2) * "
          "torch.randn_like(mean).",
  };
  return type;
}

}  // namespace engine
