// A table with one row of numbers for each word (token id). Not a dense layer on one-hot vectors, though it computes
// the same: the row is looked up, and only rows that were read have a gradient.
#include <algorithm>

#include "engine/core/parallel.h"
#include "engine/graph/layer.h"
#include "engine/schema/layer_type.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

// y_t = weight[x_t]. x [rows, steps] token ids, weight [num_embeddings, embedding_dim], y [rows, steps, embedding_dim].
// The padding, and what is no id of the table (too large, negative, not a number), gives zeros, and nothing learns from
// it.
class Embedding final : public Layer {
 public:
  Embedding(const Params& params, const Shape& input)
      : words_(get_int(params, "num_embeddings")),
        columns_(get_int(params, "embedding_dim")),
        padding_(get_int(params, "padding_idx")),
        steps_(input.count()) {}

  std::vector<ParameterSpec> parameters() const override {
    return {{.name = "weight", .shape = {words_, columns_}, .unit_axis = 1}};
  }

  // Normal with deviation 1, the row of the padding 0: PyTorch's.
  void initialise(std::span<Scalar* const> params, Rng& rng) override {
    for (int64_t i = 0; i < words_ * columns_; ++i) params[0][i] = static_cast<Scalar>(rng.normal());
    if (padding_ >= 0) std::fill_n(params[0] + padding_ * columns_, columns_, Scalar{0});
  }

  void forward(const LayerPass& pass) override {
    const Scalar* x = pass.inputs[0].data;
    const Scalar* weight = pass.params[0];
    Scalar* y = pass.output.data;
    parallel_for(pass.output.rows * steps_, std::max<int64_t>(1, kGrain / columns_), [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        const int64_t word = word_of(x[i]);
        if (word < 0) {
          std::fill_n(y + i * columns_, columns_, Scalar{0});
        } else {
          std::copy_n(weight + word * columns_, columns_, y + i * columns_);
        }
      }
    });
  }

  // d_weight[x_t] += dy_t, in the order of the tokens. Ids have no gradient.
  void backward(const LayerBackward& pass) override {
    const View& dx = pass.d_inputs[0];
    if (dx) kernels::fill(dx.data, 0, dx.count());
    if (pass.d_params.empty()) return;
    const Scalar* x = pass.inputs[0].data;
    const Scalar* dy = pass.d_output.data;
    Scalar* d_weight = pass.d_params[0];
    kernels::fill(d_weight, 0, words_ * columns_);
    const int64_t count = pass.output.rows * steps_;
    parallel_for(columns_, kColumns, [&](int64_t begin, int64_t end) {
      for (int64_t i = 0; i < count; ++i) {
        const int64_t word = word_of(x[i]);
        if (word < 0) continue;
        Scalar* to = d_weight + word * columns_;
        const Scalar* from = dy + i * columns_;
        for (int64_t k = begin; k < end; ++k) to[k] += from[k];
      }
    });
  }

  // With a padding token, the tokens before the trailing ones count.
  bool makes_lengths() const override { return padding_ >= 0; }
  void lengths(const LayerPass& pass, std::span<int32_t> out) const override {
    for (size_t row = 0; row < out.size(); ++row) {
      const Scalar* x = pass.inputs[0].data + static_cast<int64_t>(row) * steps_;
      int64_t length = steps_;
      while (length > 0 && nearest(x[length - 1]) == padding_) --length;
      out[row] = static_cast<int32_t>(length);
    }
  }

 private:
  static constexpr int64_t kGrain = 1 << 14, kColumns = 32;

  // The row to look up; -1: none.
  int64_t word_of(Scalar x) const {
    const int64_t word = nearest(x);
    return word == padding_ ? -1 : word;
  }
  // The nearest whole number, or -1 when that is no row of the table.
  int64_t nearest(Scalar x) const {
    if (!(x > Scalar(-0.5) && x < static_cast<Scalar>(words_) - Scalar(0.5))) return -1;
    return static_cast<int64_t>(x + Scalar(0.5));
  }

  int64_t words_, columns_, padding_, steps_;
};

std::vector<ParamSpec> embedding_params() {
  return {{.key = "num_embeddings",
           .label = "Vocabulary",
           .help = "The number of different tokens. A token with a larger number is an unknown word: all zeros.",
           .default_value = int64_t{256},
           .minimum = 1,
           .maximum = 1e9,
           .step = 1},
          {.key = "embedding_dim",
           .label = "Dimensions",
           .help = "How many numbers stand for each token.",
           .default_value = int64_t{32},
           .minimum = 1,
           .maximum = 1e9,
           .step = 1},
          {.key = "padding_idx",
           .label = "Padding token",
           .help = "The token that fills up short sequences. Its vector stays 0, and steps at the end that hold it do "
                   "not count. -1: there is none.",
           .default_value = int64_t{-1},
           .minimum = -1,
           .maximum = 1e9,
           .step = 1}};
}

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  const int64_t words = get_int(params, "num_embeddings"), padding = get_int(params, "padding_idx");
  if (inputs[0].rank() != 1) {
    return error("An embedding needs a list of token ids [steps], but gets {}.", inputs[0].text());
  }
  if (padding >= words) {
    return error("The padding token {} is not among the {} tokens, which count from 0.", padding, words);
  }
  return Shape{inputs[0][0], get_int(params, "embedding_dim")};
}

}  // namespace

const LayerType& embedding_layer() {
  static const LayerType type{
      .id = "embedding",
      .title = "Embedding",
      .category = "Sequence",
      .glyph = "embedding",
      .summary = "Looks up a vector of its own for every token; training moves words of similar use together.",
      .formula = "y_t = W[x_t]",
      .use_when = "As the first layer wherever the input is text, characters or other symbols.",
      .source = "Bengio et al. 2003; as nn.Embedding of PyTorch 1.13.1, except that unknown tokens give zeros.",
      .params = embedding_params(),
      .reads_tokens = true,
      .units_key = "embedding_dim",
      .has_weights = true,
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<Embedding>(params, inputs[0]);
      },
      .cost =
          [](const Params& params, std::span<const Shape>, const Shape&) {
            const double count = static_cast<double>(get_int(params, "num_embeddings")) *
                                 static_cast<double>(get_int(params, "embedding_dim"));
            return Cost{static_cast<int64_t>(std::min(count, 9e18)), 0};
          },
      .views = {{"weight", "embedding"},
                {"weight", "matrix"},
                {"weight", "histogram"},
                {"activation", "output"},
                {"activation", "histogram"}},
      .torch = [](const Params& params, std::span<const Shape>, const Shape&) -> std::string {
        const int64_t padding = get_int(params, "padding_idx");
        return fmt::format("nn.Embedding({}, {}{})", get_int(params, "num_embeddings"),
                           get_int(params, "embedding_dim"),
                           padding < 0 ? "" : fmt::format(", padding_idx={}", padding));
      },
  };
  return type;
}

}  // namespace engine
