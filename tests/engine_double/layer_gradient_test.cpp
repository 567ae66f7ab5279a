// Every layer with every choice it offers: gradients of inputs and weights against central differences in double
// precision. Kinks are excluded by looking for them, never by the tolerance.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <optional>
#include <tuple>

#include "engine/schema/activation_type.h"
#include "tests/engine/contracts/layer_rig.h"

namespace {

using namespace engine;
using rig::LayerRig;

constexpr int kShapes = 60;  // random shapes for each layer, and at least kShapesEach for each choice
constexpr int kShapesEach = 8;
constexpr double kTolerance = 1e-7;  // relative; see relative_error
constexpr size_t kNumbers = 120;     // of one layer, and at least kEach of each tensor
constexpr size_t kEach = 6;
constexpr double kStep = 1e-3;  // of the five-point rule, whose error is kStep^4 f''''' / 30

// Values before the activation, where each function may have a kink: 0 (ReLU and its kin), 20 (softplus).
struct Signs {
  std::vector<int> pieces;
  explicit Signs(const ConstView& z) {
    for (int64_t i = 0; z && i < z.count(); ++i) {
      pieces.push_back((z.data[i] > 0 ? 1 : 0) + (z.data[i] > 20 ? 1 : 0));
    }
  }
  bool operator==(const Signs&) const = default;
};

struct Tally {
  double worst = 0;
  int64_t checked = 0, skipped = 0;
};

// Against the larger of the two, and no less than a thousandth of the largest gradient of the same tensor: below that
// the rounding of the sum shows, not the derivative.
double relative_error(double a, double b, double largest) {
  return std::fabs(a - b) / std::max({std::fabs(a), std::fabs(b), 1e-3 * largest, 1e-12});
}

// Gradients that have nearly vanished on their way back drown in the rounding of the outputs, whose differences are
// divided by the step: the smallest that differences can tell to the tolerance.
double smallest_resolved(LayerRig& rig) {
  double size = 0;
  for (size_t k = 0; k < rig.output().span().size(); ++k) {
    size = std::max(size, std::fabs(static_cast<double>(rig.output().span()[k] * rig.d_output().span()[k])));
  }
  size = std::max(size, std::fabs(rig.penalty().weighted));
  return size * std::numeric_limits<double>::epsilon() / kStep / kTolerance;
}

// The derivative of sum(output d_output) and of what the layer adds to the loss by one number, by the five-point rule; nothing when a kink that the layer's
// values before the activation show lies on the way.
std::optional<double> difference(LayerRig& rig, Scalar& x, double step) {
  const Scalar old = x;
  const auto at = [&](double offset) {
    x = old + offset;
    rig.forward();
    return std::tuple(rig.output(), Signs(rig.pre_activation()), rig.penalty().weighted);
  };
  const auto [f2, s2, p2] = at(2 * step);
  const auto [f1, s1, p1] = at(step);
  const auto [g1, t1, q1] = at(-step);
  const auto [g2, t2, q2] = at(-2 * step);
  x = old;
  if (!(s2 == t2)) return std::nullopt;
  double sum = (8 * (p1 - q1) - (p2 - q2)) / (12 * step);  // differences first, then the sum: outputs that do not change add no rounding
  for (size_t k = 0; k < f1.span().size(); ++k) {
    const double slope = 8 * (f1.span()[k] - g1.span()[k]) - (f2.span()[k] - g2.span()[k]);
    sum += slope / (12 * step) * rig.d_output().span()[k];
  }
  return sum;
}

// Which numbers of a tensor are looked at: all of a small one, else as many at random.
std::vector<size_t> picked(size_t count, size_t wanted, Rng& rng) {
  std::vector<size_t> all(count);
  for (size_t i = 0; i < count; ++i) all[i] = i;
  if (count <= wanted) return all;
  for (size_t i = 0; i < wanted; ++i) std::swap(all[i], all[i + rng.below(count - i)]);
  all.resize(wanted);
  return all;
}

// Checks d against the derivative of the objective by x, one number after the other.
void check(LayerRig& rig, Tensor& x, const Tensor& d, const std::string& what, size_t wanted, Rng& rng, Tally& tally) {
  double largest = 1e3 * smallest_resolved(rig);
  for (const Scalar g : d.span()) largest = std::max(largest, std::fabs(static_cast<double>(g)));
  for (const size_t i : picked(x.span().size(), wanted, rng)) {
    std::optional<double> numeric = difference(rig, x.span()[i], kStep);
    double step = kStep;
    if (numeric && relative_error(d.span()[i], *numeric, largest) > kTolerance) {
      step /= 8;  // where two nearly equal numbers are brought to variance 1, the function bends sharply
      numeric = difference(rig, x.span()[i], step);
    }
    // A wide and a narrow step agree wherever the function is smooth; where they do not, a maximum has changed hands.
    const bool kink =
        !numeric || (relative_error(d.span()[i], *numeric, largest) > kTolerance &&
                     relative_error(*difference(rig, x.span()[i], step / 2), *numeric, largest) > kTolerance / 10);
    if (kink) {
      ++tally.skipped;
      continue;
    }
    const double error = relative_error(d.span()[i], *numeric, largest);
    tally.worst = std::max(tally.worst, error);
    ++tally.checked;
    ASSERT_LE(error, kTolerance) << what << "[" << i << "]: backward says " << d.span()[i] << ", differences "
                                 << *numeric;
  }
}

void check_layer(const LayerType& type, const Params& fixed, const std::string& name, int first, int shapes,
                 Tally& tally) {
  for (int n = first; n < first + shapes; ++n) {
    const auto rig = rig::random_rig(type, static_cast<uint64_t>(n + 1), {.fixed = fixed});
    ASSERT_TRUE(rig) << name << ": no random shape fits";
    Rng rng(static_cast<uint64_t>(n), 5);
    const std::vector<ParameterSpec> specs = rig->layer().parameters();
    for (size_t i = 0; i < specs.size(); ++i) {  // also where weights start as zeros
      if (specs[i].trained) samples::fill(rig->weights()[i].span(), -1, 1, rng);
    }
    rig->forward();
    rig->backward();
    // The differences run forward again, which must not disturb what they are compared with.
    const std::vector<Tensor> d_inputs = rig->d_inputs(), d_weights = rig->d_weights();
    const size_t wanted = std::max(kEach, kNumbers / (d_inputs.size() + d_weights.size()));
    for (size_t i = 0; i < d_inputs.size() && !type.reads_tokens; ++i) {
      check(*rig, rig->inputs()[i], d_inputs[i], name + " input", wanted, rng, tally);
    }
    for (size_t i = 0; i < d_weights.size(); ++i) {
      if (specs[i].trained)
        check(*rig, rig->weights()[i], d_weights[i], name + " " + specs[i].name, wanted, rng, tally);
    }
    if (testing::Test::HasFatalFailure()) return;
  }
}

// The step passes gradients straight through: there is nothing to differentiate. See StepPassesGradientsStraight.
bool is_step(const ParamSpec& spec, const std::string& choice) {
  const ActivationType* type = activations().find(choice);
  return choice == "step" && type && !spec.choices.empty() && spec.choices.size() == activations().entries().size();
}

class LayerGradient : public testing::TestWithParam<const LayerType*> {};

TEST_P(LayerGradient, MatchesCentralDifferences) {
  const LayerType& type = *GetParam();
  Tally tally;
  std::vector<std::pair<std::string, Params>> variants;
  for (const ParamSpec& spec : type.params) {
    for (const Choice& choice : spec.choices) {
      if (is_step(spec, choice.id) || spec.key == "initializer") continue;  // the weights are drawn here
      Params fixed{{spec.key, choice.id}};
      for (const ParamSpec& other : type.params) {  // a step must not come in by chance
        if (other.key == spec.key || other.choices.size() != activations().entries().size()) continue;
        if (activations().find(other.choices[0].id)) fixed[other.key] = std::string("tanh");
      }
      variants.emplace_back(type.id + " " + spec.key + " = " + choice.id, fixed);
    }
  }
  if (variants.empty()) variants.emplace_back(type.id, Params{});
  const int shapes = std::max(kShapesEach, kShapes / static_cast<int>(variants.size()) + 1);
  int first = 0;
  for (const auto& [name, fixed] : variants) {
    check_layer(type, fixed, name, first, shapes, tally);
    if (HasFatalFailure()) return;
    first += shapes;
  }
  RecordProperty("worst_relative_error", std::to_string(tally.worst));
  std::printf("%s: %lld numbers, worst relative error %.2e, %lld at a kink\n", type.id.c_str(),
              static_cast<long long>(tally.checked), tally.worst, static_cast<long long>(tally.skipped));
  EXPECT_GT(tally.checked, 100);
  EXPECT_LT(tally.skipped * 20, tally.checked) << "too much was left out";
}

std::vector<const LayerType*> layers_with_backward() {
  std::vector<const LayerType*> found;
  for (const LayerType* type : layers().entries()) {
    if (type->inputs > 0) found.push_back(type);
  }
  return found;
}

INSTANTIATE_TEST_SUITE_P(Catalog, LayerGradient, testing::ValuesIn(layers_with_backward()),
                         [](const auto& test) { return test.param->id; });

// The training signal of the perceptron rule: backward as if the step were the identity.
TEST(DenseGradient, StepPassesGradientsStraight) {
  const LayerType& dense = *layers().find("dense");
  const auto step = rig::random_rig(dense, 5, {.fixed = {{"activation", std::string("step")}}});
  const auto linear = rig::random_rig(dense, 5, {.fixed = {{"activation", std::string("linear")}}});
  for (LayerRig* rig : {step.get(), linear.get()}) {
    rig->forward();
    rig->backward();
  }
  for (size_t i = 0; i < step->d_weights().size(); ++i) {
    EXPECT_TRUE(std::ranges::equal(step->d_weights()[i].span(), linear->d_weights()[i].span()));
  }
  EXPECT_TRUE(std::ranges::equal(step->d_inputs()[0].span(), linear->d_inputs()[0].span()));
  for (const Scalar y : step->output().span()) EXPECT_TRUE(y == 1 || y == -1);
}

}  // namespace
