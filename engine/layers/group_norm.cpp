// Group normalisation: each sample's channels in groups; every group gets mean 0 and variance 1 over its own numbers.
#include <algorithm>

#include "engine/graph/layer.h"
#include "engine/layers/divisors.h"
#include "engine/layers/norm_params.h"
#include "engine/tensor/kernels/normalise.h"

namespace engine {
namespace {

// y = (x - mean) / sqrt(variance + eps) * weight + bias, mean and variance of the group, weight and bias of the channel
class GroupNorm final : public Layer {
 public:
  GroupNorm(const Params& params, const Shape& input)
      : channels_(input[0]),
        plane_(input.count() / input[0]),
        groups_(get_int(params, "num_groups")),
        affine_(get_bool(params, "affine")) {
    GroupNorm::set_params(params);
  }

  std::vector<ParameterSpec> parameters() const override {
    if (!affine_) return {};
    return {{.name = "weight", .shape = {channels_}, .decays = false, .unit_axis = 0},
            {.name = "bias", .shape = {channels_}, .decays = false, .unit_axis = 0}};
  }
  // mean and 1 / deviation
  std::vector<int64_t> scratch_columns() const override { return {groups_, groups_}; }
  int64_t workspace_count(int64_t max_rows) const override { return kernels::group_norm_workspace(shape(max_rows)); }

  void set_params(const Params& params) override { epsilon_ = get_double(params, "eps"); }
  void initialise(std::span<Scalar* const> params, Rng&) override {
    if (!affine_) return;
    std::fill_n(params[0], channels_, Scalar{1});
    std::fill_n(params[1], channels_, Scalar{0});
  }

  void forward(const LayerPass& pass) override {
    kernels::group_norm_forward(pass.inputs[0].data, affine_ ? pass.params[0] : nullptr,
                                affine_ ? pass.params[1] : nullptr, epsilon_, pass.output.data, pass.scratch[0],
                                pass.scratch[1], groups_, shape(pass.output.rows));
  }

  void backward(const LayerBackward& pass) override {
    const bool learns = affine_ && !pass.d_params.empty();
    kernels::group_norm_backward(pass.inputs[0].data, affine_ ? pass.params[0] : nullptr, pass.scratch[0],
                                 pass.scratch[1], pass.d_output.data, pass.d_inputs[0].data,
                                 learns ? pass.d_params[0] : nullptr, learns ? pass.d_params[1] : nullptr,
                                 pass.workspace.data(), groups_, shape(pass.output.rows));
  }

 private:
  kernels::ChannelShape shape(int64_t rows) const { return {rows, channels_, plane_}; }

  int64_t channels_, plane_, groups_;
  bool affine_;
  double epsilon_ = 0;
};

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  if (input.rank() != 1 && input.rank() != 3) {
    return error("Group normalisation needs an image or a flat list, but gets {}; take layer normalisation for steps.",
                 input.text());
  }
  const int64_t groups = get_int(params, "num_groups");
  if (input[0] % groups != 0) {
    return error("{} channels cannot be put into {} equal groups; choose one of {}.", input[0], groups,
                 divisors(input[0]));
  }
  return input;
}

}  // namespace

const LayerType& group_norm_layer() {
  static const LayerType type{
      .id = "group_norm",
      .title = "Group normalisation",
      .category = "Stabilise",
      .glyph = "batchnorm",
      .summary = "Brings groups of channels of each sample to mean 0 and variance 1.",
      .formula = "y = (x - mean) / sqrt(var + eps) * weight + bias",
      .use_when = "In convolutional networks in place of batch normalisation when the batches are small.",
      .source = "Wu and He 2018; as nn.GroupNorm of PyTorch 1.13.1.",
      .params = {{.key = "num_groups",
                  .label = "Groups",
                  .help = "How many groups of neighbouring channels there are; 1 normalises all of them together.",
                  .default_value = int64_t{1},
                  .minimum = 1,
                  .maximum = 1e6,
                  .step = 1},
                 epsilon_param(),
                 affine_param("affine")},
      .has_weights = true,
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<GroupNorm>(params, inputs[0]);
      },
      .cost =
          [](const Params& params, std::span<const Shape> inputs, const Shape& output) {
            return Cost{get_bool(params, "affine") ? 2 * inputs[0][0] : 0, 2 * output.count()};
          },
      .views = {{"activation", "normalisation"},
                {"activation", "output"},
                {"weight", "histogram"},
                {"bias", "histogram"},
                {"activation", "histogram"}},
      .torch =
          [](const Params& params, std::span<const Shape> inputs, const Shape&) {
            return fmt::format("nn.GroupNorm({}, {}, eps={}, affine={})", get_int(params, "num_groups"), inputs[0][0],
                               get_double(params, "eps"), torch_bool(get_bool(params, "affine")));
          },
  };
  return type;
}

}  // namespace engine
