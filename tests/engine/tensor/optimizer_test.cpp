// Optimizer kernels against the formulas of PyTorch 1.13 in double, ten steps each.
#include "engine/tensor/kernels/optimizer.h"

#include <functional>

#include "tests/engine/tensor/kernel_testing.h"

namespace engine::kernels {
namespace {

struct Weight {
  double w = 0, first = 0, second = 0;
};

class Optimizers : public EachIsa {
 protected:
  // kernel(w, g, first, second, n, t) and the same on one weight, formula(weight, g, t).
  void expect_steps(const std::function<void(Scalar*, const Scalar*, Scalar*, Scalar*, int64_t, int64_t)>& kernel,
                    const std::function<void(Weight&, double, int64_t)>& formula) {
    for (const int64_t n : {1, 5, 16, 37, 20000}) {
      Array w = random_array(n + 1, rng), first(w.size()), second(w.size());
      std::vector<Weight> expected(w.size());
      for (size_t i = 0; i < w.size(); ++i) expected[i].w = static_cast<double>(w[i]);
      for (int64_t t = 1; t <= 10; ++t) {
        // away from 0: where a gradient and the decay cancel, its sign is rounding
        Array g = random_array(n, rng);
        for (Scalar& one : g) one += one < 0 ? Scalar(-0.3) : Scalar(0.3);
        kernel(w.data(), g.data(), first.data(), second.data(), n, t);
        for (size_t i = 0; i < g.size(); ++i) formula(expected[i], static_cast<double>(g[i]), t);
      }
      for (size_t i = 0; i < w.size(); ++i) ASSERT_NEAR(static_cast<double>(w[i]), expected[i].w, 60 * epsilon) << i;
    }
  }
};
GLASSNET_EACH_ISA(Optimizers);

TEST_P(Optimizers, Sgd) {
  for (const bool nesterov : {false, true}) {
    for (const double momentum : {0.0, 0.8}) {
      for (const double decay : {0.0, 0.05}) {
        expect_steps(
            [=](Scalar* w, const Scalar* g, Scalar* b, Scalar*, int64_t n, int64_t) {
              sgd(w, g, momentum == 0 ? nullptr : b, n,
                  {.learning_rate = 0.1, .momentum = momentum, .weight_decay = decay, .nesterov = nesterov});
            },
            [=](Weight& x, double g, int64_t t) {
              double d = g + decay * x.w;
              if (momentum != 0) {
                x.first = t == 1 ? d : momentum * x.first + d;
                d = nesterov ? d + momentum * x.first : x.first;
              }
              x.w -= 0.1 * d;
            });
      }
    }
  }
}

TEST_P(Optimizers, Adagrad) {
  expect_steps(
      [](Scalar* w, const Scalar* g, Scalar* s, Scalar*, int64_t n, int64_t t) {
        adagrad(w, g, s, n, {.learning_rate = 0.1, .learning_rate_decay = 0.2, .weight_decay = 0.1, .t = t});
      },
      [](Weight& x, double g, int64_t t) {
        const double d = g + 0.1 * x.w;
        x.first += d * d;
        x.w -= 0.1 / (1 + static_cast<double>(t - 1) * 0.2) * d / (std::sqrt(x.first) + 1e-10);
      });
}

TEST_P(Optimizers, Rmsprop) {
  for (const double momentum : {0.0, 0.7}) {
    expect_steps(
        [=](Scalar* w, const Scalar* g, Scalar* s, Scalar* b, int64_t n, int64_t) {
          rmsprop(w, g, s, momentum == 0 ? nullptr : b, n,
                  {.learning_rate = 0.01, .alpha = 0.9, .momentum = momentum, .weight_decay = 0.1});
        },
        [=](Weight& x, double g, int64_t) {
          const double d = g + 0.1 * x.w;
          x.first = 0.9 * x.first + (1 - 0.9) * d * d;
          x.second = momentum * x.second + d / (std::sqrt(x.first) + 1e-8);
          x.w -= 0.01 * x.second;
        });
  }
}

TEST_P(Optimizers, AdamAndAdamw) {
  for (const bool decoupled : {false, true}) {
    expect_steps(
        [=](Scalar* w, const Scalar* g, Scalar* m, Scalar* v, int64_t n, int64_t t) {
          const AdamStep step{.learning_rate = 0.01, .beta1 = 0.8, .beta2 = 0.95, .weight_decay = 0.1, .t = t};
          decoupled ? adamw(w, g, m, v, n, step) : adam(w, g, m, v, n, step);
        },
        [=](Weight& x, double g, int64_t t) {
          const double d = decoupled ? g : g + 0.1 * x.w;
          if (decoupled) x.w *= 1 - 0.01 * 0.1;
          x.first = 0.8 * x.first + (1 - 0.8) * d;
          x.second = 0.95 * x.second + (1 - 0.95) * d * d;
          const double steps = static_cast<double>(t);
          const double denominator = std::sqrt(x.second) / std::sqrt(1 - std::pow(0.95, steps)) + 1e-8;
          x.w -= 0.01 / (1 - std::pow(0.8, steps)) * x.first / denominator;
        });
  }
}

TEST_P(Optimizers, NothingToLearnChangesNothing) {
  Array w = {1, -2, 3}, g(3), m(3), v(3);
  const Array before = w;
  adam(w.data(), g.data(), m.data(), v.data(), 3, {});
  adagrad(w.data(), g.data(), m.data(), 3, {});
  rmsprop(w.data(), g.data(), v.data(), nullptr, 3, {});
  sgd(w.data(), g.data(), nullptr, 3, {});
  EXPECT_EQ(w, before);
}

TEST_P(Optimizers, ThreadsDoNotChangeBits) {
  const Array g = random_array(100001, rng), start = random_array(100001, rng);
  Array one;
  for (const int threads : {1, 2, 4}) {
    set_thread_count(threads);
    Array w = start, m(w.size()), v(w.size());
    for (int64_t t = 1; t <= 3; ++t) adam(w.data(), g.data(), m.data(), v.data(), 100001, {.t = t});
    if (threads == 1) one = w;
    EXPECT_EQ(w, one) << threads;
  }
}

}  // namespace
}  // namespace engine::kernels
