// The contract of every layer: shapes, errors in place of crashes, the same bytes for the same seed, no influence of
// one sample on another, and nothing written that nobody asked for. Gradients: tests/engine_double.
#include <gtest/gtest.h>

#include <cstring>

#include "engine/core/parallel.h"
#include "engine/graph/network.h"
#include "tests/engine/contracts/layer_rig.h"

namespace {

using namespace engine;
using rig::LayerRig;
using rig::random_rig;

constexpr uint64_t kLayers = 40;  // random ones of each type

std::vector<const LayerType*> running_layers() {
  std::vector<const LayerType*> found;
  for (const LayerType* type : layers().entries()) {
    if (type->inputs > 0) found.push_back(type);
  }
  return found;
}

bool same_bytes(std::span<const Scalar> a, std::span<const Scalar> b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

bool same_bytes(const std::vector<Tensor>& a, const std::vector<Tensor>& b) {
  bool same = a.size() == b.size();
  for (size_t i = 0; same && i < a.size(); ++i) same = same_bytes(a[i].span(), b[i].span());
  return same;
}

Scalar max_magnitude(const Tensor& t) {
  Scalar largest = 0;
  for (const Scalar x : t.span()) largest = std::max(largest, std::fabs(x));
  return largest;
}

// Everything that a pass forward and backward leaves behind.
void expect_same_bytes(LayerRig& a, LayerRig& b, const std::string& what = "") {
  EXPECT_TRUE(same_bytes(a.output().span(), b.output().span())) << what << " output";
  EXPECT_TRUE(same_bytes(a.d_inputs(), b.d_inputs())) << what << " gradients of inputs";
  EXPECT_TRUE(same_bytes(a.d_weights(), b.d_weights())) << what << " gradients of weights";
  EXPECT_TRUE(same_bytes(a.weights(), b.weights())) << what << " weights";
}

// input -> layer, as a network.
NetworkSpec network_of(const LayerType& type, const Params& params) {
  NetworkSpec net;
  net.nodes = {{"in", "input", "", {}, false}, {"layer", type.id, "", params, false}};
  const Result<Params> resolved = resolve(type.params, params);
  const int ports = resolved ? input_count(type, *resolved) : type.inputs;
  for (int port = 0; port < ports; ++port) net.edges.push_back({"in", "layer", port});
  return net;
}

class LayerContract : public testing::TestWithParam<const LayerType*> {
 protected:
  const LayerType& type() const { return *GetParam(); }
};

TEST_P(LayerContract, ProducesTheShapeThatItPromised) {
  constexpr Scalar kUntouched = 12345;
  for (uint64_t seed = 1; seed <= kLayers; ++seed) {
    const auto rig = random_rig(type(), seed);
    ASSERT_TRUE(rig) << "no random shape fits";
    std::ranges::fill(rig->output().span(), kUntouched);
    for (Tensor& d : rig->d_inputs()) std::ranges::fill(d.span(), kUntouched);
    for (Tensor& w : rig->d_weights()) std::ranges::fill(w.span(), kUntouched);
    rig->forward();
    rig->backward();
    const auto untouched = [&](const Tensor& t) { return std::ranges::count(t.span(), kUntouched); };
    EXPECT_EQ(untouched(rig->output()), 0) << "every output is written";
    for (const Tensor& d : rig->d_inputs()) EXPECT_EQ(untouched(d), 0) << "every gradient of an input is written";
    const std::vector<ParameterSpec> specs = rig->layer().parameters();
    for (size_t i = 0; i < specs.size(); ++i) {
      const Tensor& d = rig->d_weights()[i];
      EXPECT_EQ(untouched(d), specs[i].trained ? 0 : d.shape().count()) << "gradients of trained weights are written";
    }
    for (const Scalar y : rig->output().span()) ASSERT_TRUE(std::isfinite(y));
  }
}

TEST_P(LayerContract, CostCountsItsParameters) {
  bool learns = false;
  for (uint64_t seed = 1; seed <= kLayers; ++seed) {
    const auto rig = random_rig(type(), seed);
    int64_t count = 0;
    for (const ParameterSpec& spec : rig->layer().parameters()) count += spec.trained ? spec.shape.count() : 0;
    const Cost cost = type().cost(rig->params(), rig->shapes(), rig->output_shape());
    EXPECT_EQ(cost.parameters, count);
    EXPECT_GE(cost.multiply_adds, 0);
    EXPECT_TRUE(type().has_weights || count == 0);
    learns = learns || count > 0;
  }
  EXPECT_EQ(type().has_weights, learns);
}

TEST_P(LayerContract, WrongShapesGiveAnErrorOrALayerThatRuns) {
  Rng rng(3);
  for (int rank = 0; rank <= 4; ++rank) {
    for (uint64_t seed = 0; seed < 20; ++seed) {
      const Shape shape = samples::shape(rank, rng);
      const Params params = *resolve(type().params, samples::params(type().params, rng));
      const std::vector<Shape> inputs(static_cast<size_t>(input_count(type(), params)), shape);
      const Result<Shape> output = type().infer_shape(params, inputs);
      if (!output) {
        EXPECT_FALSE(output.error().what.empty());
        const auto built = Network::compile(network_of(type(), params), shape, {});
        ASSERT_FALSE(built.ok());
        EXPECT_EQ(built.error().where, "layer");
        continue;
      }
      LayerRig rig(type(), params, inputs, 2, seed);
      rig.forward();
      rig.backward();
    }
  }
}

TEST_P(LayerContract, SameSeedSameBytes) {
  for (uint64_t seed = 1; seed <= kLayers; ++seed) {
    const auto a = random_rig(type(), seed), b = random_rig(type(), seed);
    for (LayerRig* rig : {a.get(), b.get()}) {
      rig->forward();
      rig->backward();
    }
    expect_same_bytes(*a, *b);
    // And the starting weights come back.
    const auto fresh = random_rig(type(), seed);
    for (Tensor& w : a->weights()) std::ranges::fill(w.span(), Scalar{3});
    a->initialise(seed);
    EXPECT_TRUE(same_bytes(a->weights(), fresh->weights()));
  }
}

TEST_P(LayerContract, SameBytesOnAnyNumberOfThreads) {
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    const auto one = random_rig(type(), seed, {.large = true});
    ASSERT_TRUE(one) << "no large shape fits";
    set_thread_count(1);
    one->forward();
    one->backward();
    for (const int threads : {2, 4}) {
      const auto more = random_rig(type(), seed, {.large = true});
      set_thread_count(threads);
      more->forward();
      more->backward();
      set_thread_count(1);
      expect_same_bytes(*one, *more, std::to_string(threads) + " threads:");
    }
  }
}

TEST_P(LayerContract, SamplesDoNotSeeEachOtherInEvaluation) {
  for (uint64_t seed = 1; seed <= kLayers; ++seed) {
    const auto batch = random_rig(type(), seed);
    batch->forward(Mode::evaluation);
    const std::vector<Shape> shapes = batch->shapes();
    LayerRig single(type(), batch->params(), shapes, 1, seed);
    for (int64_t row = 0; row < batch->rows(); ++row) {
      for (size_t i = 0; i < shapes.size(); ++i) {
        std::copy_n(batch->inputs()[i].row(row), shapes[i].count(), single.inputs()[i].data());
      }
      single.take_lengths(*batch, row);
      single.forward(Mode::evaluation);
      for (int64_t k = 0; k < batch->output_shape().count(); ++k) {
        const Scalar want = batch->output().row(row)[k];
        EXPECT_NEAR(single.output().data()[k], want, 1e-5 * std::max(Scalar{1}, std::fabs(want)));
      }
    }
  }
}

TEST_P(LayerContract, WritesNoGradientThatNobodyAskedFor) {
  for (uint64_t seed = 1; seed <= kLayers; ++seed) {
    const auto full = random_rig(type(), seed), frozen = random_rig(type(), seed), first = random_rig(type(), seed);
    for (LayerRig* rig : {full.get(), frozen.get(), first.get()}) rig->forward();
    full->backward();
    frozen->backward(true, false);
    first->backward(false, true);
    EXPECT_TRUE(same_bytes(full->d_inputs(), frozen->d_inputs()));
    EXPECT_TRUE(same_bytes(full->d_weights(), first->d_weights()));
    for (const Tensor& d : frozen->d_weights()) EXPECT_EQ(max_magnitude(d), 0);
    for (const Tensor& d : first->d_inputs()) EXPECT_EQ(max_magnitude(d), 0);
  }
}

// A live parameter that changes while training is as if the layer had been made with it.
TEST_P(LayerContract, LiveParametersTakeEffectAtOnce) {
  for (uint64_t seed = 1; seed <= kLayers; ++seed) {
    const auto changed = random_rig(type(), seed);
    Rng rng(seed, 5);
    Params params = changed->params();
    for (const ParamSpec& spec : type().params) {
      if (spec.live) params[spec.key] = samples::value(spec, rng);
    }
    const std::vector<Shape> shapes = changed->shapes();
    LayerRig made(type(), params, shapes, changed->rows(), seed);
    made.take_lengths(*changed);
    changed->layer().set_params(params);
    for (size_t i = 0; i < made.weights().size(); ++i) made.weights()[i] = changed->weights()[i];
    for (LayerRig* rig : {changed.get(), &made}) {
      rig->forward();
      rig->backward();
    }
    expect_same_bytes(*changed, made);
  }
}

TEST_P(LayerContract, RunsInANetwork) {
  for (uint64_t seed = 1; seed <= kLayers; ++seed) {
    const auto rig = random_rig(type(), seed, {.equal_wires = true});
    ASSERT_TRUE(rig) << "no equal shapes fit";
    const auto built = Network::compile(network_of(type(), rig->params()), rig->inputs()[0].shape(), {.seed = seed});
    ASSERT_TRUE(built.ok()) << built.error().describe();
    EXPECT_EQ((*built)->output_shape(), rig->output_shape());
    Rng rng(seed);
    const ConstView output = (*built)->forward(rig->inputs()[0].view(), Mode::training, &rng);
    (*built)->backward({rig->d_output().data(), output.rows, output.shape});
    EXPECT_EQ((*built)->first_non_finite(), -1);
  }
}

TEST_P(LayerContract, AbsurdSizesAreRefusedWithAFigure) {
  for (const ParamSpec& spec : type().params) {
    if (spec.key != type().units_key) continue;
    for (const int64_t size : {int64_t{1'000'000'000}, int64_t{1} << 62}) {
      const auto built = Network::compile(network_of(type(), {{spec.key, size}}), Shape{1000}, {});
      ASSERT_FALSE(built.ok()) << size << " " << spec.key;
      EXPECT_FALSE(built.error().what.args.empty()) << built.error().describe();
    }
    // As wide as it may be, twice: more weights than any integer of a careless estimate can count in bytes.
    NetworkSpec net = network_of(type(), {{spec.key, static_cast<int64_t>(spec.maximum)}});
    insert_between(net, {"", type().id, "", {{spec.key, static_cast<int64_t>(spec.maximum)}}, false}, "in", "layer");
    const auto built = Network::compile(net, Shape{1000}, {});
    ASSERT_FALSE(built.ok());
    EXPECT_FALSE(built.error().what.args.empty()) << built.error().describe();
  }
}

TEST_P(LayerContract, ExportsToPyTorchOrSaysWhyNot) {
  if (!type().torch) {
    EXPECT_FALSE(type().torch_missing.empty());
    return;
  }
  for (uint64_t seed = 1; seed <= kLayers; ++seed) {
    const auto rig = random_rig(type(), seed);
    const std::string text = type().torch(rig->params(), rig->shapes(), rig->output_shape());
    EXPECT_FALSE(text.empty() && type().torch_missing.empty());
    EXPECT_TRUE(text.empty() || text.starts_with("nn.")) << text;
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
  }
}

TEST_P(LayerContract, NamesItsViews) {
  EXPECT_FALSE(type().views.empty());
  EXPECT_FALSE(type().glyph.empty());
  for (const ViewRef& view : type().views) EXPECT_FALSE(view.name.empty() || view.view_kind.empty());
  EXPECT_TRUE(type().ports.empty() || static_cast<int>(type().ports.size()) == type().inputs);
  EXPECT_TRUE(type().units_key.empty() || find_param(type().params, type().units_key));
}

INSTANTIATE_TEST_SUITE_P(Catalog, LayerContract, testing::ValuesIn(running_layers()),
                         [](const auto& test) { return test.param->id; });

}  // namespace
