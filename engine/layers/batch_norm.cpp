// Batch normalisation: in training each feature, or each channel of an image, gets mean 0 and variance 1 over the whole
// batch; in evaluation the running averages of both stand in for the batch's.
// A batch with a single value per channel has no variance: it is normalised as in evaluation and leaves the averages
// alone (PyTorch refuses it, but the last batch of an epoch may be that small).
#include <algorithm>
#include <cmath>

#include "engine/graph/layer.h"
#include "engine/layers/norm_params.h"
#include "engine/tensor/kernels/normalise.h"

namespace engine {
namespace {

// y = (x - mean) / sqrt(variance + eps) * weight + bias
class BatchNorm final : public Layer {
 public:
  // Channels come first in an image and last in a list of steps, where every step is a sample more.
  BatchNorm(const Params& params, const Shape& input)
      : channels_(input.rank() == 2 ? input[1] : input[0]),
        plane_(input.rank() == 3 ? input[1] * input[2] : 1),
        lists_(input.rank() == 2 ? input[0] : 1),
        affine_(get_bool(params, "affine")) {
    BatchNorm::set_params(params);
  }

  std::vector<ParameterSpec> parameters() const override {
    std::vector<ParameterSpec> list;
    if (affine_)
      list = {{.name = "weight", .shape = {channels_}, .decays = false, .unit_axis = 0},
              {.name = "bias", .shape = {channels_}, .decays = false, .unit_axis = 0}};
    list.push_back({"running_mean", {channels_}, false, false});
    list.push_back({"running_var", {channels_}, false, false});
    return list;
  }
  // mean and 1 / deviation that the pass used; the same for all rows, so only the first row is.
  std::vector<int64_t> scratch_columns() const override { return {channels_, channels_}; }
  int64_t workspace_count(int64_t) const override { return 5 * channels_; }

  void set_params(const Params& params) override {
    epsilon_ = get_double(params, "eps");
    momentum_ = get_double(params, "momentum");
  }
  void initialise(std::span<Scalar* const> params, Rng&) override {
    std::fill_n(params[running_mean()], channels_, Scalar{0});
    std::fill_n(params[running_variance()], channels_, Scalar{1});
    if (!affine_) return;
    std::fill_n(params[0], channels_, Scalar{1});
    std::fill_n(params[1], channels_, Scalar{0});
  }

  void forward(const LayerPass& pass) override {
    const kernels::ChannelShape all = shape(pass);
    Scalar *mean = pass.scratch[0], *rstd = pass.scratch[1];
    if (uses_batch(pass)) {
      kernels::channel_moments(pass.inputs[0].data, all, mean, rstd);
      remember(pass, mean, rstd, all.values());
    } else {
      std::copy_n(pass.params[running_mean()], channels_, mean);
      std::copy_n(pass.params[running_variance()], channels_, rstd);
    }
    Scalar *factor = pass.workspace.data(), *offset = factor + channels_;
    for (int64_t c = 0; c < channels_; ++c) {
      rstd[c] = static_cast<Scalar>(1 / std::sqrt(static_cast<double>(rstd[c]) + epsilon_));
      factor[c] = rstd[c] * weight(pass, c);
      offset[c] = (affine_ ? pass.params[1][c] : Scalar{0}) - mean[c] * factor[c];
    }
    kernels::channel_affine(pass.output.data, pass.inputs[0].data, factor, offset, all);
  }

  // With n = (x - mean) rstd, over m values: dw = sum dy n; db = sum dy;
  // dx = weight rstd (dy - db / m - n dw / m), and weight rstd dy where the running averages were used.
  void backward(const LayerBackward& pass) override {
    const kernels::ChannelShape all = shape(pass);
    const Scalar *mean = pass.scratch[0], *rstd = pass.scratch[1];
    Scalar *sum = pass.workspace.data(), *product = sum + channels_;
    const bool learns = affine_ && !pass.d_params.empty();
    if (learns || uses_batch(pass)) {
      kernels::channel_sums(pass.inputs[0].data, mean, pass.d_output.data, all, sum, product);
    }
    for (int64_t c = 0; learns && c < channels_; ++c) {
      pass.d_params[0][c] = product[c] * rstd[c];
      pass.d_params[1][c] = sum[c];
    }
    if (!pass.d_inputs[0]) return;
    Scalar *a = product + channels_, *b = a + channels_, *offset = b + channels_;
    const auto values = static_cast<Scalar>(all.values());
    for (int64_t c = 0; c < channels_; ++c) {
      a[c] = rstd[c] * weight(pass, c);
      b[c] = uses_batch(pass) ? -a[c] * rstd[c] * rstd[c] * product[c] / values : Scalar{0};
      offset[c] = uses_batch(pass) ? -a[c] * sum[c] / values - b[c] * mean[c] : Scalar{0};
    }
    kernels::channel_combine(pass.d_inputs[0].data, pass.inputs[0].data, pass.d_output.data, a, b, offset, all);
  }

 private:
  // Places among the parameters; weight and bias, where there are any, are the first two.
  size_t running_mean() const { return affine_ ? 2 : 0; }
  size_t running_variance() const { return running_mean() + 1; }
  kernels::ChannelShape shape(const LayerPass& pass) const { return {pass.output.rows * lists_, channels_, plane_}; }
  bool uses_batch(const LayerPass& pass) const { return pass.mode == Mode::training && shape(pass).values() > 1; }
  Scalar weight(const LayerPass& pass, int64_t c) const { return affine_ ? pass.params[0][c] : Scalar{1}; }

  // running = (1 - momentum) running + momentum batch, with the unbiased variance.
  void remember(const LayerPass& pass, const Scalar* mean, const Scalar* variance, int64_t values) const {
    const double unbiased = static_cast<double>(values) / static_cast<double>(values - 1);
    const auto move = [&](Scalar& running, double batch) {
      running = static_cast<Scalar>((1 - momentum_) * static_cast<double>(running) + momentum_ * batch);
    };
    for (int64_t c = 0; c < channels_; ++c) {
      move(pass.params[running_mean()][c], static_cast<double>(mean[c]));
      move(pass.params[running_variance()][c], static_cast<double>(variance[c]) * unbiased);
    }
  }

  int64_t channels_, plane_, lists_;
  bool affine_;
  double epsilon_ = 0, momentum_ = 0;
};

Result<Shape> infer_shape(const Params&, std::span<const Shape> inputs) {
  if (inputs[0].rank() >= 1 && inputs[0].rank() <= 3) return inputs[0];
  return error("Batch normalisation needs a list, a list of steps or an image, but gets {}; remove it.",
               inputs[0].text());
}

std::string torch(const Params& params, std::span<const Shape> inputs, const Shape&) {
  if (inputs[0].rank() == 2) return "";
  return fmt::format("nn.BatchNorm{}({}, eps={}, momentum={}, affine={})", inputs[0].rank() == 3 ? "2d" : "1d",
                     inputs[0][0], get_double(params, "eps"), get_double(params, "momentum"),
                     torch_bool(get_bool(params, "affine")));
}

}  // namespace

const LayerType& batch_norm_layer() {
  static const LayerType type{
      .id = "batch_norm",
      .title = "Batch normalisation",
      .category = "Stabilise",
      .glyph = "batchnorm",
      .summary = "Brings each feature or channel to mean 0 and variance 1 over the batch.",
      .formula = "y = (x - mean) / sqrt(var + eps) * weight + bias",
      .use_when = "Between the layers of deep networks: signals neither fade nor grow, and larger rates work.",
      .source =
          "Ioffe and Szegedy 2015; as nn.BatchNorm1d and nn.BatchNorm2d of PyTorch 1.13.1. A batch with one value per "
          "channel is treated as in evaluation.",
      .params = {epsilon_param(),
                 {.key = "momentum",
                  .label = "Momentum",
                  .help = "How much of each batch goes into the running mean and variance that evaluation uses.",
                  .default_value = 0.1,
                  .minimum = 0,
                  .maximum = 1,
                  .step = 0.01,
                  .live = true},
                 affine_param("affine")},
      .has_weights = true,
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<BatchNorm>(params, inputs[0]);
      },
      .cost =
          [](const Params& params, std::span<const Shape> inputs, const Shape& output) {
            const int64_t channels = inputs[0].rank() == 2 ? inputs[0][1] : inputs[0][0];
            return Cost{get_bool(params, "affine") ? 2 * channels : 0, 2 * output.count()};
          },
      .views = {{"activation", "normalisation"},
                {"activation", "output"},
                {"weight", "histogram"},
                {"bias", "histogram"},
                {"running_mean", "histogram"},
                {"running_var", "histogram"},
                {"activation", "histogram"}},
      .torch = torch,
      .torch_missing = "PyTorch normalises a list of steps with the features first, which takes two lines around it.",
  };
  return type;
}

}  // namespace engine
