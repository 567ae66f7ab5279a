// Scaled dot-product attention alone, without projections: the arithmetic in the middle of every attention layer.
// Padded steps of the keys are asked by nobody.
#include "engine/layers/attention_parts.h"
#include "engine/layers/wires.h"

namespace engine {
namespace {

// y = softmax(q k^T / sqrt(d)) v, head by head
class ScaledDotProduct final : public Layer {
 public:
  ScaledDotProduct(const Params& params, std::span<const Shape> inputs)
      : queries_(inputs[0][0]),
        keys_(inputs[1][0]),
        width_(inputs[0][1]),
        value_width_(inputs[2][1]),
        heads_(get_int(params, "heads")),
        causal_(get_bool(params, "causal")) {}

  std::vector<int64_t> scratch_columns() const override { return {heads_ * queries_ * keys_}; }
  int64_t workspace_count(int64_t max_rows) const override {
    return kernels::attention_workspace(shape(max_rows, nullptr));
  }

  void forward(const LayerPass& pass) override {
    kernels::attention_forward(shape(pass.output.rows, pass.lengths[1]), heads(pass.inputs[0]), heads(pass.inputs[1]),
                               heads(pass.inputs[2]), pass.scratch[0],
                               {pass.output.data, pass.output.columns(), value_width_});
  }

  void backward(const LayerBackward& pass) override {
    const auto gradient = [&](size_t i) {
      const View& d = pass.d_inputs[i];
      return kernels::MutableHeads{d.data, d.columns(), d.shape.back()};
    };
    kernels::attention_backward(shape(pass.output.rows, pass.lengths[1]), heads(pass.inputs[0]), heads(pass.inputs[1]),
                                heads(pass.inputs[2]), pass.scratch[0], heads(pass.d_output), gradient(0), gradient(1),
                                gradient(2), pass.workspace.data());
  }

  Inside inside(const LayerPass& pass, std::string_view name, int64_t row) const override {
    if (name == "attention") return attention_inside(pass.scratch[0], heads_, queries_, keys_, row);
    const char* const names[] = {"query", "key", "value"};
    for (size_t i = 0; i < 3; ++i) {
      if (name == names[i]) return Inside::contiguous(pass.inputs[i].row(row), pass.inputs[i].shape);
    }
    return {};
  }

 private:
  static kernels::ConstHeads heads(const ConstView& x) { return {x.data, x.columns(), x.shape.back()}; }
  kernels::AttentionShape shape(int64_t rows, const int32_t* lengths) const {
    const int64_t size = width_ / heads_;
    const auto scale = static_cast<Scalar>(1 / std::sqrt(static_cast<double>(size)));
    return {rows, heads_, queries_, keys_, size, value_width_ / heads_, scale, causal_, lengths};
  }

  int64_t queries_, keys_, width_, value_width_, heads_;
  bool causal_;
};

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  for (const Shape& shape : inputs) {
    if (shape.rank() != 2) return attention_needs_steps(shape);
  }
  const Shape &q = inputs[0], &k = inputs[1], &v = inputs[2];
  if (q[1] != k[1]) {
    return error("Query and key must have the same width, but bring {} and {}; put a dense layer in front of one.",
                 q.text(), k.text());
  }
  if (k[0] != v[0]) {
    return error("Key and value must have the same steps, but bring {} and {}; wire both to the same sequence.",
                 k.text(), v.text());
  }
  for (const int64_t width : {q[1], v[1]}) {
    if (auto e = check_heads(get_int(params, "heads"), width)) return *e;
  }
  return Shape{q[0], v[1]};
}

}  // namespace

const LayerType& scaled_dot_product_layer() {
  static const LayerType type{
      .id = "scaled_dot_product",
      .title = "Scaled dot product",
      .category = "Attention",
      .glyph = "attention",
      .summary = "Attention without weights: queries meet keys, and each takes a mean of the values.",
      .formula = "y = softmax(q k^T / sqrt(d)) v",
      .use_when = "To build attention out of its parts, with dense layers of your own in front.",
      .source = "Vaswani et al. 2017, equation 1; as torch's scaled dot-product attention.",
      .params = {heads_param(1), causal_param()},
      .inputs = 3,
      .ports = {"query", "key", "value"},
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<ScaledDotProduct>(params, inputs);
      },
      .cost =
          [](const Params& params, std::span<const Shape> inputs, const Shape&) {
            return Cost{0, attention_cost(inputs[0][0], inputs[1][0], inputs[0][1], inputs[2][1]),
                        attention_kept(get_int(params, "heads"), inputs[0][0], inputs[1][0], 1)};
          },
      .views = {{"attention", "attention"}, {"activation", "output"}, {"activation", "histogram"}},
      .insides = attention_insides,
      .torch_missing = wires_torch_missing(),
  };
  return type;
}

}  // namespace engine
