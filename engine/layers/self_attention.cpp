// Multi-head self-attention: every step asks all steps of the same sequence and takes a weighted mean of their answers.
// Padded steps are asked by nobody.
#include "engine/layers/attention_parts.h"

namespace engine {
namespace {

// [q k v] = x W_in^T + b_in; head by head c = softmax(q k^T / sqrt(width / heads)) v; y = c W_out^T + b_out
class SelfAttention final : public Layer {
 public:
  SelfAttention(const Params& params, const Shape& input)
      : steps_(input[0]),
        width_(input[1]),
        heads_(get_int(params, "heads")),
        causal_(get_bool(params, "causal")),
        bias_(get_bool(params, "bias")) {}

  std::vector<ParameterSpec> parameters() const override {
    std::vector<ParameterSpec> list{
        {.name = "in_proj_weight", .shape = {3 * width_, width_}, .decays = true, .trained = true, .blocks = 3}};
    if (bias_) {
      list.push_back({.name = "in_proj_bias", .shape = {3 * width_}, .decays = false, .trained = true, .blocks = 3});
    }
    list.push_back({"out_proj.weight", {width_, width_}});
    if (bias_) list.push_back({"out_proj.bias", {width_}, false});
    return list;
  }
  // q, k and v; attention weights; c
  std::vector<int64_t> scratch_columns() const override {
    return {steps_ * 3 * width_, heads_ * steps_ * steps_, steps_ * width_};
  }
  int64_t workspace_count(int64_t max_rows) const override {
    return max_rows * steps_ * 4 * width_ + kernels::attention_workspace(shape(max_rows, nullptr));
  }

  void initialise(std::span<Scalar* const> params, Rng& rng) override {
    fill_projection_in(params[0], 3 * width_, width_, rng);
    fill_projection_out(params[bias_ ? 2 : 1], width_, rng);
    if (!bias_) return;
    std::fill_n(params[1], 3 * width_, Scalar{0});
    std::fill_n(params[3], width_, Scalar{0});
  }

  void forward(const LayerPass& pass) override {
    const int64_t rows = pass.output.rows * steps_;
    Scalar *qkv = pass.scratch[0], *context = pass.scratch[2];
    project(pass.inputs[0].data, rows, width_, pass.params[0], bias_ ? pass.params[1] : nullptr,
            {qkv, 3 * width_, 3 * width_});
    kernels::attention_forward(shape(pass.output.rows, pass.lengths[0]), part(qkv, 0), part(qkv, 1), part(qkv, 2),
                               pass.scratch[1], {context, steps_ * width_, width_});
    project(context, rows, width_, pass.params[bias_ ? 2 : 1], bias_ ? pass.params[3] : nullptr,
            {pass.output.data, width_, width_});
  }

  void backward(const LayerBackward& pass) override {
    const int64_t rows = pass.output.rows * steps_;
    const bool learns = !pass.d_params.empty();
    const size_t out = bias_ ? 2 : 1;
    Scalar *qkv = pass.scratch[0], *context = pass.scratch[2];
    Scalar *d_context = pass.workspace.data(), *d_qkv = d_context + rows * width_, *rest = d_qkv + rows * 3 * width_;
    auto* dy = const_cast<Scalar*>(pass.d_output.data);  // only read
    project_backward(context, rows, width_, pass.params[out], {dy, width_, width_}, d_context,
                     learns ? pass.d_params[out] : nullptr);
    kernels::attention_backward(shape(pass.output.rows, pass.lengths[0]), part(qkv, 0), part(qkv, 1), part(qkv, 2),
                                pass.scratch[1], {d_context, steps_ * width_, width_}, part(d_qkv, 0), part(d_qkv, 1),
                                part(d_qkv, 2), rest);
    project_backward(pass.inputs[0].data, rows, width_, pass.params[0], {d_qkv, 3 * width_, 3 * width_},
                     pass.d_inputs[0].data, learns ? pass.d_params[0] : nullptr);
    if (!learns || !bias_) return;
    kernels::sum_rows(pass.d_params[1], d_qkv, rows, 3 * width_);
    kernels::sum_rows(pass.d_params[3], dy, rows, width_);
  }

  Inside inside(const LayerPass& pass, std::string_view name, int64_t row) const override {
    if (name == "attention") return attention_inside(pass.scratch[1], heads_, steps_, steps_, row);
    const Scalar* qkv = pass.scratch[0] + row * steps_ * 3 * width_;
    if (name == "query") return columns_inside(qkv, steps_, width_, 3 * width_);
    if (name == "key") return columns_inside(qkv + width_, steps_, width_, 3 * width_);
    if (name == "value") return columns_inside(qkv + 2 * width_, steps_, width_, 3 * width_);
    return {};
  }

 private:
  kernels::AttentionShape shape(int64_t rows, const int32_t* lengths) const {
    const int64_t size = width_ / heads_;
    const auto scale = static_cast<Scalar>(1 / std::sqrt(static_cast<double>(size)));
    return {rows, heads_, steps_, steps_, size, size, scale, causal_, lengths};
  }
  // q, k or v (0, 1, 2) out of what lies side by side.
  kernels::MutableHeads part(Scalar* qkv, int64_t which) const {
    return {qkv + which * width_, steps_ * 3 * width_, 3 * width_};
  }

  int64_t steps_, width_, heads_;
  bool causal_, bias_;
};

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  if (inputs[0].rank() != 2) return attention_needs_steps(inputs[0]);
  if (auto e = check_heads(get_int(params, "heads"), inputs[0][1])) return *e;
  return inputs[0];
}

Cost cost(const Params& params, std::span<const Shape> inputs, const Shape&) {
  const int64_t steps = inputs[0][0], width = inputs[0][1], bias = get_bool(params, "bias") ? 1 : 0;
  return {attention_product({4, width, width + bias}),
          attention_product({4, steps, width, width}) + attention_cost(steps, steps, width, width),
          attention_kept(get_int(params, "heads"), steps, steps, 3 * width)};
}

}  // namespace

const LayerType& self_attention_layer() {
  static const LayerType type{
      .id = "self_attention",
      .title = "Self-attention",
      .category = "Attention",
      .glyph = "attention",
      .summary = "Every step looks at all steps of the sequence and takes what matters to it.",
      .formula = "y = [softmax(q k^T / sqrt(d)) v] W_out^T + b_out, [q k v] = x W_in^T + b_in",
      .use_when = "For sequences in which distant steps belong together; behind a positional encoding.",
      .source =
          "Vaswani et al. 2017, equation 1 and section 3.2.2; as nn.MultiheadAttention of PyTorch 1.13.1 with "
          "batch_first and a key padding mask.",
      .params = {heads_param(4), causal_param(), attention_bias_param()},
      .has_weights = true,
      .heads_key = "heads",
      .heads_weight = "out_proj.weight",
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<SelfAttention>(params, inputs[0]);
      },
      .cost = cost,
      .views = {{"attention", "attention"},
                {"activation", "output"},
                {"in_proj_weight", "matrix"},
                {"in_proj_weight", "histogram"},
                {"out_proj.weight", "histogram"},
                {"activation", "histogram"}},
      .insides = attention_insides,
      .torch_missing = attention_torch_missing(),
  };
  return type;
}

}  // namespace engine
