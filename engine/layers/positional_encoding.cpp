// Tells a network that sees all steps at once which step is which: adds a pattern of its own to each.
#include <cmath>

#include "engine/core/parallel.h"
#include "engine/graph/layer.h"
#include "engine/schema/layer_type.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

// y = x + P. Sinusoidal: P[t, 2i] = sin(t / 10000^(2i / F)), P[t, 2i + 1] = cos of the same; learned: P is a weight.
class PositionalEncoding final : public Layer {
 public:
  PositionalEncoding(const Params& params, const Shape& shape)
      : learned_(get_text(params, "kind") == "learned"), steps_(shape[0]), features_(shape[1]) {
    if (learned_) return;
    table_.resize(static_cast<size_t>(steps_ * features_));
    for (int64_t t = 0; t < steps_; ++t) {
      for (int64_t k = 0; k < features_; ++k) {
        const double exponent = static_cast<double>(k / 2 * 2) / static_cast<double>(features_);
        const double angle = static_cast<double>(t) / std::pow(10000.0, exponent);
        table_[static_cast<size_t>(t * features_ + k)] =
            static_cast<Scalar>(k % 2 == 0 ? std::sin(angle) : std::cos(angle));
      }
    }
  }

  std::vector<ParameterSpec> parameters() const override {
    if (!learned_) return {};
    return {{.name = "weight", .shape = {steps_, features_}, .decays = false, .unit_axis = 1}};
  }

  // Small beside an embedding: normal with deviation 0.02, as BERT and GPT-2.
  void initialise(std::span<Scalar* const> params, Rng& rng) override {
    if (!learned_) return;
    for (int64_t i = 0; i < steps_ * features_; ++i) params[0][i] = static_cast<Scalar>(0.02 * rng.normal());
  }

  void forward(const LayerPass& pass) override {
    const Scalar* position = learned_ ? pass.params[0] : table_.data();
    const int64_t n = steps_ * features_;
    parallel_for(pass.output.rows, 16, [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row) {
        const Scalar* x = pass.inputs[0].row(row);
        Scalar* y = pass.output.row(row);
        for (int64_t i = 0; i < n; ++i) y[i] = x[i] + position[i];
      }
    });
  }

  void backward(const LayerBackward& pass) override {
    if (pass.d_inputs[0]) kernels::copy(pass.d_inputs[0].data, pass.d_output.data, pass.d_output.count());
    if (!pass.d_params.empty() && learned_) {
      kernels::sum_rows(pass.d_params[0], pass.d_output.data, pass.d_output.rows, steps_ * features_);
    }
  }

 private:
  bool learned_;
  int64_t steps_, features_;
  std::vector<Scalar> table_;
};

}  // namespace

const LayerType& positional_encoding_layer() {
  static const LayerType type{
      .id = "positional_encoding",
      .title = "Positional encoding",
      .category = "Sequence",
      .glyph = "positional",
      .summary = "Adds to every step a pattern that tells its place in the sequence.",
      .formula = "y = x + P, P[t, 2i] = sin(t / 10000^(2i/F)), P[t, 2i+1] = cos(t / 10000^(2i/F))",
      .use_when = "Behind an embedding and before attention, which by itself does not know the order of the steps.",
      .source = "Vaswani et al. 2017, section 3.5; learned: Gehring et al. 2017.",
      .params = {{.key = "kind",
                  .label = "Kind",
                  .help = "Waves of many lengths, or a vector for each place that is trained like other weights.",
                  .default_value = std::string("sinusoidal"),
                  .choices = {{"sinusoidal", "Sinusoidal"}, {"learned", "Learned"}}}},
      .has_weights = true,
      .infer_shape = [](const Params&, std::span<const Shape> inputs) -> Result<Shape> {
        if (inputs[0].rank() == 2) return inputs[0];
        return error("A positional encoding needs a sequence [steps, features], but gets {}.", inputs[0].text());
      },
      .make = [](const Params& params, std::span<const Shape>, const Shape& output) -> std::unique_ptr<Layer> {
        return std::make_unique<PositionalEncoding>(params, output);
      },
      .cost =
          [](const Params& params, std::span<const Shape>, const Shape& output) {
            return Cost{get_text(params, "kind") == "learned" ? output.count() : 0, 0};
          },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch_missing = "PyTorch has no layer for positions.",
  };
  return type;
}

}  // namespace engine
