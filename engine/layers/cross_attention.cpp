// Multi-head cross-attention: every step of one sequence (the query) asks all steps of another (the memory).
// Padded steps of the memory are asked by nobody.
#include "engine/layers/attention_parts.h"

namespace engine {
namespace {

// q = x W_q^T + b_q, [k v] = memory W_kv^T + b_kv; head by head c = softmax(q k^T / sqrt(width / heads)) v;
// y = c W_out^T + b_out. The three weights are one array when both sequences have the same width, as in PyTorch.
class CrossAttention final : public Layer {
 public:
  CrossAttention(const Params& params, const Shape& query, const Shape& memory)
      : queries_(query[0]),
        keys_(memory[0]),
        width_(query[1]),
        memory_width_(memory[1]),
        heads_(get_int(params, "heads")),
        bias_(get_bool(params, "bias")) {}

  std::vector<ParameterSpec> parameters() const override {
    std::vector<ParameterSpec> list;
    if (packed()) {
      list.push_back(
          {.name = "in_proj_weight", .shape = {3 * width_, width_}, .decays = true, .trained = true, .blocks = 3});
    } else {
      list.push_back({"q_proj_weight", {width_, width_}});
      list.push_back({"k_proj_weight", {width_, memory_width_}});
      list.push_back({"v_proj_weight", {width_, memory_width_}});
    }
    if (bias_) {
      list.push_back({.name = "in_proj_bias", .shape = {3 * width_}, .decays = false, .trained = true, .blocks = 3});
    }
    list.push_back({"out_proj.weight", {width_, width_}});
    if (bias_) list.push_back({"out_proj.bias", {width_}, false});
    return list;
  }
  // q; k and v side by side; attention weights; c
  std::vector<int64_t> scratch_columns() const override {
    return {queries_ * width_, keys_ * 2 * width_, heads_ * queries_ * keys_, queries_ * width_};
  }
  int64_t workspace_count(int64_t max_rows) const override {
    return max_rows * 2 * (queries_ + keys_) * width_ + kernels::attention_workspace(shape(max_rows, nullptr));
  }

  void initialise(std::span<Scalar* const> params, Rng& rng) override {
    if (packed()) {
      fill_projection_in(params[0], 3 * width_, width_, rng);
    } else {
      fill_projection_in(params[0], width_, width_, rng);
      fill_projection_in(params[1], width_, memory_width_, rng);
      fill_projection_in(params[2], width_, memory_width_, rng);
    }
    fill_projection_out(params[out()], width_, rng);
    if (!bias_) return;
    std::fill_n(params[out() - 1], 3 * width_, Scalar{0});
    std::fill_n(params[out() + 1], width_, Scalar{0});
  }

  void forward(const LayerPass& pass) override {
    const int64_t asked = pass.output.rows * queries_, answers = pass.output.rows * keys_;
    Scalar *q = pass.scratch[0], *kv = pass.scratch[1], *context = pass.scratch[3];
    const Scalar* bias = bias_ ? pass.params[out() - 1] : nullptr;
    const Scalar* memory = pass.inputs[1].data;
    project(pass.inputs[0].data, asked, width_, weight(pass.params, 0), bias, {q, width_, width_});
    for (int64_t i = 0; i < 2; ++i) {
      project(memory, answers, memory_width_, weight(pass.params, 1 + i), bias ? bias + (1 + i) * width_ : nullptr,
              {kv + i * width_, width_, 2 * width_});
    }
    kernels::attention_forward(shape(pass.output.rows, pass.lengths[1]), {q, queries_ * width_, width_},
                               {kv, keys_ * 2 * width_, 2 * width_}, {kv + width_, keys_ * 2 * width_, 2 * width_},
                               pass.scratch[2], {context, queries_ * width_, width_});
    project(context, asked, width_, pass.params[out()], bias_ ? pass.params[out() + 1] : nullptr,
            {pass.output.data, width_, width_});
  }

  void backward(const LayerBackward& pass) override {
    const int64_t asked = pass.output.rows * queries_, answers = pass.output.rows * keys_;
    const bool learns = !pass.d_params.empty();
    Scalar *q = pass.scratch[0], *kv = pass.scratch[1], *context = pass.scratch[3];
    Scalar *d_context = pass.workspace.data(), *dq = d_context + asked * width_, *dkv = dq + asked * width_;
    auto* dy = const_cast<Scalar*>(pass.d_output.data);  // only read
    project_backward(context, asked, width_, pass.params[out()], {dy, width_, width_}, d_context,
                     learns ? pass.d_params[out()] : nullptr);
    const int64_t row = queries_ * width_, kv_row = keys_ * 2 * width_;
    kernels::attention_backward(shape(pass.output.rows, pass.lengths[1]), {q, row, width_}, {kv, kv_row, 2 * width_},
                                {kv + width_, kv_row, 2 * width_}, pass.scratch[2], {d_context, row, width_},
                                {dq, row, width_}, {dkv, kv_row, 2 * width_}, {dkv + width_, kv_row, 2 * width_},
                                dkv + answers * 2 * width_);
    project_backward(pass.inputs[0].data, asked, width_, weight(pass.params, 0), {dq, width_, width_},
                     pass.d_inputs[0].data, learns ? weight(pass.d_params, 0) : nullptr);
    for (int64_t i = 0; i < 2; ++i) {
      project_backward(pass.inputs[1].data, answers, memory_width_, weight(pass.params, 1 + i),
                       {dkv + i * width_, width_, 2 * width_}, pass.d_inputs[1].data,
                       learns ? weight(pass.d_params, 1 + i) : nullptr, i == 1);
    }
    if (!learns || !bias_) return;
    kernels::sum_rows(pass.d_params[out() - 1], dq, asked, width_);
    kernels::sum_rows(pass.d_params[out() - 1] + width_, dkv, answers, 2 * width_);
    kernels::sum_rows(pass.d_params[out() + 1], dy, asked, width_);
  }

  Inside inside(const LayerPass& pass, std::string_view name, int64_t row) const override {
    if (name == "attention") return attention_inside(pass.scratch[2], heads_, queries_, keys_, row);
    const Scalar* kv = pass.scratch[1] + row * keys_ * 2 * width_;
    if (name == "query") return columns_inside(pass.scratch[0] + row * queries_ * width_, queries_, width_, width_);
    if (name == "key") return columns_inside(kv, keys_, width_, 2 * width_);
    if (name == "value") return columns_inside(kv + width_, keys_, width_, 2 * width_);
    return {};
  }

 private:
  bool packed() const { return memory_width_ == width_; }
  // Place of out_proj.weight; its bias follows, and in_proj_bias stands in front of it.
  size_t out() const { return (packed() ? 1 : 3) + (bias_ ? 1 : 0); }
  // The projection of q, k or v (0, 1, 2).
  Scalar* weight(std::span<Scalar* const> params, int64_t which) const {
    return packed() ? params[0] + which * width_ * width_ : params[static_cast<size_t>(which)];
  }
  kernels::AttentionShape shape(int64_t rows, const int32_t* lengths) const {
    const int64_t size = width_ / heads_;
    const auto scale = static_cast<Scalar>(1 / std::sqrt(static_cast<double>(size)));
    return {rows, heads_, queries_, keys_, size, size, scale, false, lengths};
  }

  int64_t queries_, keys_, width_, memory_width_, heads_;
  bool bias_;
};

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  for (const Shape& shape : inputs) {
    if (shape.rank() != 2) return attention_needs_steps(shape);
  }
  if (auto e = check_heads(get_int(params, "heads"), inputs[0][1])) return *e;
  return inputs[0];
}

Cost cost(const Params& params, std::span<const Shape> inputs, const Shape&) {
  const int64_t queries = inputs[0][0], keys = inputs[1][0], width = inputs[0][1], memory = inputs[1][1];
  const int64_t biases = get_bool(params, "bias") ? 4 : 0;
  return {attention_product({2, width, width + memory}) + biases * width,
          attention_product({2, width, queries, width}) + attention_product({2, width, keys, memory}) +
              attention_cost(queries, keys, width, width),
          attention_kept(get_int(params, "heads"), queries, keys, 4 * width)};
}

}  // namespace

const LayerType& cross_attention_layer() {
  static const LayerType type{
      .id = "cross_attention",
      .title = "Cross-attention",
      .category = "Attention",
      .glyph = "attention",
      .summary = "Every step of one sequence looks at all steps of another and takes what matters to it.",
      .formula = "y = [softmax(q k^T / sqrt(d)) v] W_out^T + b_out, q = x W_q^T + b_q, [k v] = m W_kv^T + b_kv",
      .use_when = "To let a decoder read what an encoder found, as in translation.",
      .source =
          "Vaswani et al. 2017, section 3.2.3; as nn.MultiheadAttention of PyTorch 1.13.1 with batch_first, kdim and "
          "vdim of the memory and a key padding mask.",
      .params = {heads_param(4), attention_bias_param()},
      .inputs = 2,
      .ports = {"query", "memory"},
      .has_weights = true,
      .heads_key = "heads",
      .heads_weight = "out_proj.weight",
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<CrossAttention>(params, inputs[0], inputs[1]);
      },
      .cost = cost,
      .views = {{"attention", "attention"},
                {"activation", "output"},
                {"out_proj.weight", "histogram"},
                {"activation", "histogram"}},
      .insides = attention_insides,
      .torch_missing = attention_torch_missing(),
  };
  return type;
}

}  // namespace engine
