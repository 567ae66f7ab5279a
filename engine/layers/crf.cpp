// A linear-chain conditional random field: the tags of a sequence are chosen together, by what each step says and by
// which tag may follow which. While training it hands the scores on: the loss of whole paths works with them and with
// these parameters (tasks/tag_chain).
#include <algorithm>

#include "engine/core/parallel.h"
#include "engine/graph/layer.h"
#include "engine/schema/layer_type.h"
#include "engine/tensor/kernels/chain.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

// y_t(k) = max over the paths with k at t of score(path) - max over those with another tag at t of score(path);
// y = x while training. x, y [rows, steps, tags]. Steps that do not count give 0 as answers.
class Crf final : public Layer {
 public:
  explicit Crf(const Shape& shape) : steps_(shape[0]), tags_(shape[1]) {}

  std::vector<ParameterSpec> parameters() const override {
    return {
        {"transitions", {tags_, tags_}}, {"start_transitions", {tags_}, false}, {"end_transitions", {tags_}, false}};
  }

  void initialise(std::span<Scalar* const> params, Rng& rng) override {
    const int64_t counts[] = {tags_ * tags_, tags_, tags_};
    for (size_t p = 0; p < 3; ++p) {
      for (int64_t i = 0; i < counts[p]; ++i) params[p][i] = static_cast<Scalar>(rng.uniform(-0.1, 0.1));
    }
  }

  // The tags before and behind each on the best path through it.
  std::vector<int64_t> scratch_columns() const override { return {lattice(), lattice()}; }
  int64_t workspace_count(int64_t max_rows) const override { return max_rows * lattice() * 2; }

  void forward(const LayerPass& pass) override {
    if (pass.mode == Mode::training) return kernels::copy(pass.output.data, pass.inputs[0].data, pass.output.count());
    for_rows(pass.output.rows, [&](int64_t row) {
      const kernels::Chain chain = chain_of(pass, row);
      Scalar* y = pass.output.row(row);
      std::fill(y + chain.steps * tags_, y + lattice(), Scalar{0});
      if (chain.steps > 0) kernels::chain_best(chain, y, at(pass, 0, row), at(pass, 1, row), room(pass, row));
    });
  }

  // Of the parameters: put there by the loss of the paths. An answer asks for the way back to the scores only.
  void backward(const LayerBackward& pass) override {
    if (!pass.d_params.empty()) {
      kernels::fill(pass.d_params[0], 0, tags_ * tags_);
      kernels::fill(pass.d_params[1], 0, tags_);
      kernels::fill(pass.d_params[2], 0, tags_);
    }
    const View& dx = pass.d_inputs[0];
    if (!dx) return;
    if (pass.mode == Mode::training) return kernels::copy(dx.data, pass.d_output.data, dx.count());
    kernels::fill(dx.data, 0, dx.count());
    for_rows(pass.output.rows, [&](int64_t row) {
      const kernels::Chain chain = chain_of(pass, row);
      if (chain.steps == 0) return;
      kernels::chain_best_backward(chain, pass.d_output.row(row), pass.output.row(row), at(pass, 0, row),
                                   at(pass, 1, row), room(pass, row), {.scores = dx.row(row)});
    });
  }

 private:
  int64_t lattice() const { return steps_ * tags_; }

  template <class F>
  static void for_rows(int64_t rows, const F& f) {
    parallel_for(rows, kernels::kChainRows, [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row) f(row);
    });
  }

  kernels::Chain chain_of(const LayerPass& pass, int64_t row) const {
    const int64_t steps = pass.lengths[0] ? std::clamp<int64_t>(pass.lengths[0][row], 0, steps_) : steps_;
    return {steps, tags_, pass.inputs[0].row(row), pass.params[0], pass.params[1], pass.params[2]};
  }
  Scalar* at(const LayerPass& pass, size_t scratch, int64_t row) const {
    return pass.scratch[scratch] + row * lattice();
  }
  Scalar* room(const LayerPass& pass, int64_t row) const { return pass.workspace.data() + row * 2 * lattice(); }

  int64_t steps_, tags_;
};

}  // namespace

const LayerType& crf_layer() {
  static const LayerType type{
      .id = "crf",
      .title = "CRF",
      .category = "Sequence",
      .glyph = "crf",
      .summary = "Chooses the tags of a sequence together: what each step says, and which tag may follow which.",
      .formula =
          "y_t(k) = max_{path: path_t = k} score(path) - max_{path: path_t != k} score(path); "
          "score = start + sum x_t(path_t) + sum A(path_t-1, path_t) + end",
      .use_when =
          "As the last layer, behind one linear unit for each tag, when neighbouring tags depend on each other.",
      .source = "Lafferty, McCallum and Pereira 2001; behind an LSTM: Huang, Xu and Yu 2015. Best path: Viterbi 1967.",
      .has_weights = true,
      .chains_tags = true,
      .infer_shape = [](const Params&, std::span<const Shape> inputs) -> Result<Shape> {
        if (inputs[0].rank() == 2) return inputs[0];
        return error("A CRF needs a score for each tag at each step, [steps, tags], but gets {}.", inputs[0].text());
      },
      .make = [](const Params&, std::span<const Shape>, const Shape& output) -> std::unique_ptr<Layer> {
        return std::make_unique<Crf>(output);
      },
      .cost =
          [](const Params&, std::span<const Shape>, const Shape& output) {
            const int64_t steps = output[0], tags = output[1];
            return Cost{tags * tags + 2 * tags, 2 * steps * tags * tags, 2 * steps * tags};
          },
      .views = {{"lattice", "lattice"}, {"activation", "output"}, {"activation", "histogram"}},
      .torch_missing = "PyTorch has no CRF; the package pytorch-crf has one with the same three parameters.",
  };
  return type;
}

}  // namespace engine
