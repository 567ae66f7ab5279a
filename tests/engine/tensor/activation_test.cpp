// Activation functions against the C library in double: accuracy over the whole range, limits, derivatives, rows.
#include "engine/tensor/kernels/activation.h"

#include <functional>
#include <numbers>

#include "tests/engine/tensor/kernel_testing.h"

namespace engine::kernels {
namespace {

using Function = std::function<double(double)>;

struct Activation {
  const char* name;
  std::function<void(const Scalar*, Scalar*, int64_t)> forward;
  std::function<void(const Scalar*, const Scalar*, const Scalar*, Scalar*, int64_t)> backward;
  Function value, derivative;
};

double logistic(double x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); }
double below(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

std::vector<Activation> activations() {
  using In = const Scalar*;
  return {
      {"sigmoid", sigmoid_forward, sigmoid_backward, logistic, [](double x) { return logistic(x) * logistic(-x); }},
      {"tanh", tanh_forward, tanh_backward, [](double x) { return std::tanh(x); },
       [](double x) { return 1 - std::tanh(x) * std::tanh(x); }},
      {"relu", relu_forward, relu_backward, [](double x) { return x > 0 ? x : 0; },
       [](double x) { return x > 0 ? 1 : 0; }},
      {"leaky_relu", [](In x, Scalar* y, int64_t n) { leaky_relu_forward(x, y, n, Scalar(0.125)); },
       [](In x, In y, In dy, Scalar* dx, int64_t n) { leaky_relu_backward(x, y, dy, dx, n, Scalar(0.125)); },
       [](double x) { return x > 0 ? x : 0.125 * x; }, [](double x) { return x > 0 ? 1 : 0.125; }},
      {"elu", [](In x, Scalar* y, int64_t n) { elu_forward(x, y, n, Scalar(1.5)); },
       [](In x, In y, In dy, Scalar* dx, int64_t n) { elu_backward(x, y, dy, dx, n, Scalar(1.5)); },
       [](double x) { return x > 0 ? x : 1.5 * std::expm1(x); },
       [](double x) { return x > 0 ? 1 : 1.5 * std::exp(x); }},
      {"gelu", gelu_forward, gelu_backward, [](double x) { return below(x) == 0 ? 0 : x * below(x); },
       [](double x) {
         const double density = std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi);
         return below(x) + (density == 0 ? 0 : x * density);
       }},
      {"silu", silu_forward, silu_backward, [](double x) { return logistic(x) == 0 ? 0 : x * logistic(x); },
       [](double x) { return logistic(x) + (logistic(x) * logistic(-x) == 0 ? 0 : x * logistic(x) * logistic(-x)); }},
      {"softplus", softplus_forward, softplus_backward, [](double x) { return x > 20 ? x : std::log1p(std::exp(x)); },
       [](double x) { return x > 20 ? 1 : logistic(x); }},
      {"step", [](In x, Scalar* y, int64_t n) { step_forward(x, y, n, -1, 1); }, step_backward,
       [](double x) { return x >= 0 ? 1 : -1; }, [](double) { return 1; }},
  };
}

// Points near 0, over the usual range, and far out.
Array points(Rng& rng) {
  Array x;
  for (int i = 0; i < 20000; ++i) {
    const double sign = rng.below(2) == 1 ? 1 : -1;
    x.push_back(static_cast<Scalar>(sign * std::exp2(rng.uniform(-140, 20))));
    x.push_back(static_cast<Scalar>(rng.uniform(-110, 110)));
    x.push_back(static_cast<Scalar>(rng.uniform(-6, 6)));
  }
  return x;
}

class Activations : public EachIsa {};
GLASSNET_EACH_ISA(Activations);

TEST_P(Activations, FollowTheFormula) {
  const Array x = points(rng);
  const int64_t n = static_cast<int64_t>(x.size());
  for (const Activation& f : activations()) {
    Array y(x.size()), ones(x.size(), 1), dx(x.size());
    f.forward(x.data(), y.data(), n);
    f.backward(x.data(), y.data(), ones.data(), dx.data(), n);
    for (size_t i = 0; i < x.size(); ++i) {
      const double at = static_cast<double>(x[i]), value = f.value(at);
      const double smallest = static_cast<double>(std::numeric_limits<Scalar>::min());
      // gelu's tail is a product of two approximations, and a double rounds the square in the exponent;
      // below the normal range only the absolute error counts
      const double relative =
          (std::fabs(at) > 5 ? 12 : 4) * epsilon + 2 * at * at * std::numeric_limits<double>::epsilon();
      ASSERT_NEAR(static_cast<double>(y[i]), value, relative * std::fabs(value) + 4 * smallest) << f.name << at;
      ASSERT_NEAR(static_cast<double>(dx[i]), f.derivative(at), 4 * epsilon) << f.name << "' " << at;
    }
  }
}

// Limits (0 and Inf) exactly, the rest to the last place or so.
void expect_close(Scalar got, double expected, const char* name, Scalar x) {
  const double value = static_cast<double>(got);
  EXPECT_TRUE(value == expected || std::fabs(value - expected) <= 2 * epsilon * std::fabs(expected))
      << name << ' ' << x << ": " << value << ", expected " << expected;
}

TEST_P(Activations, SpecialValues) {
  for (const Activation& f : activations()) {
    for (const Scalar x : {nan, infinity, -infinity, Scalar(0), Scalar(-0.0), std::numeric_limits<Scalar>::max()}) {
      Scalar y = 7, dx = 7;
      const Scalar one = 1;
      f.forward(&x, &y, 1);
      f.backward(&x, &y, &one, &dx, 1);
      if (std::isnan(x)) {
        EXPECT_TRUE(std::isnan(y)) << f.name;
        continue;
      }
      expect_close(y, f.value(static_cast<double>(x)), f.name, x);
      expect_close(dx, f.derivative(static_cast<double>(x)), f.name, x);
    }
    Scalar dx = 0;
    const Scalar x = 0.5;
    f.backward(&x, &x, &nan, &dx, 1);
    EXPECT_TRUE(std::isnan(dx)) << f.name;
  }
}

// In place, at any length: the same bits as out of place, and nothing written behind the end.
TEST_P(Activations, LengthAndPlaceDoNotChangeBits) {
  const Array all = random_array(70001, rng, -5, 5), dy = random_array(70001, rng);
  for (const Activation& f : activations()) {
    Array y(all.size()), dx(all.size());
    f.forward(all.data(), y.data(), 70001);
    f.backward(all.data(), y.data(), dy.data(), dx.data(), 70001);
    for (const int64_t n : lengths()) {
      Array part(all.begin(), all.begin() + n), gradient(dy.begin(), dy.begin() + n);
      part.push_back(42);
      gradient.push_back(43);
      f.forward(part.data(), part.data(), n);
      f.backward(all.data(), part.data(), gradient.data(), gradient.data(), n);
      for (size_t i = 0; i < static_cast<size_t>(n); ++i) {
        ASSERT_EQ(part[i], y[i]) << f.name << i << " of " << n;
        ASSERT_EQ(gradient[i], dx[i]) << f.name << "' " << i << " of " << n;
      }
      ASSERT_EQ(part.back(), 42) << f.name;
      ASSERT_EQ(gradient.back(), 43) << f.name;
    }
    set_thread_count(3);
    Array other(all.size());
    f.forward(all.data(), other.data(), 70001);
    EXPECT_EQ(y, other) << f.name;
    set_thread_count(1);
  }
}

TEST_P(Activations, Softmax) {
  for (const int64_t cols : {1, 2, 3, 7, 8, 10, 16, 17, 40, 1000}) {
    for (const double reach : {1.0, 30.0, 2000.0}) {
      const int64_t rows = 5;
      const Array x = random_array(rows * cols, rng, -reach, reach), dy = random_array(rows * cols, rng);
      Array y(x.size()), dx(x.size()), log_y(x.size()), log_dx(x.size());
      softmax_forward(x.data(), y.data(), rows, cols);
      softmax_backward(x.data(), y.data(), dy.data(), dx.data(), rows, cols);
      log_softmax_forward(x.data(), log_y.data(), rows, cols);
      log_softmax_backward(x.data(), log_y.data(), dy.data(), log_dx.data(), rows, cols);
      for (size_t start = 0; start < x.size(); start += static_cast<size_t>(cols)) {
        const size_t stop = start + static_cast<size_t>(cols);
        double largest = -1e300, total = 0, inner = 0, sum = 0;
        for (size_t i = start; i < stop; ++i) largest = std::fmax(largest, static_cast<double>(x[i]));
        for (size_t i = start; i < stop; ++i) total += std::exp(static_cast<double>(x[i]) - largest);
        for (size_t i = start; i < stop; ++i) {
          inner += std::exp(static_cast<double>(x[i]) - largest) / total * static_cast<double>(dy[i]);
          sum += static_cast<double>(dy[i]);
        }
        for (size_t i = start; i < stop; ++i) {
          const double p = std::exp(static_cast<double>(x[i]) - largest) / total, d = static_cast<double>(dy[i]);
          const double log_p = static_cast<double>(x[i]) - largest - std::log(total);
          // a rounded difference of large inputs is a relative error of its exponential
          const double tolerance = (8 + reach) * epsilon;
          ASSERT_NEAR(static_cast<double>(y[i]), p, tolerance * p + 1e-37) << cols;
          ASSERT_NEAR(static_cast<double>(log_y[i]), log_p, tolerance - 2 * epsilon * log_p) << cols;
          ASSERT_NEAR(static_cast<double>(dx[i]), p * (d - inner), tolerance) << cols;
          ASSERT_NEAR(static_cast<double>(log_dx[i]), d - p * sum,
                      tolerance * (1 + std::fabs(sum) + static_cast<double>(cols) * 0.05))
              << cols;
        }
      }
    }
  }
}

TEST_P(Activations, SoftmaxSpecialValues) {
  // All equal, far below, far above, one certain, then rows that have no answer.
  const Array x = {-500, -500, 3e38f, 3e38f, -infinity, 0, nan, 1, infinity, 1, -infinity, -infinity};
  Array y(x.size()), log_y(x.size());
  softmax_forward(x.data(), y.data(), 6, 2);
  log_softmax_forward(x.data(), log_y.data(), 6, 2);
  const Array certain(y.begin(), y.begin() + 6);
  EXPECT_EQ(certain, (Array{0.5, 0.5, 0.5, 0.5, 0, 1}));
  EXPECT_EQ(log_y[4], -infinity);
  EXPECT_EQ(log_y[5], 0);
  for (size_t i = 6; i < x.size(); ++i) {
    EXPECT_TRUE(std::isnan(y[i]) || (i == 9 && y[i] == 0)) << i;
  }
}

}  // namespace
}  // namespace engine::kernels
