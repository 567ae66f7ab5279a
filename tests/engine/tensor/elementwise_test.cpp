// Elementwise passes, row broadcasts and reductions against plain loops in double.
#include "engine/tensor/kernels/elementwise.h"

#include <functional>

#include "tests/engine/tensor/kernel_testing.h"

namespace engine::kernels {
namespace {

class Elementwise : public EachIsa {
 protected:
  // kernel(y, x, n) must give f(y, x) in each element, and leave what lies behind the array alone.
  void expect_map(const std::function<void(Scalar*, const Scalar*, int64_t)>& kernel,
                  const std::function<double(double, double)>& f) {
    for (const int64_t n : lengths()) {
      const Array x = random_array(n, rng, -3, 3);
      Array y = random_array(n + 1, rng, -3, 3);
      const Array before = y;
      kernel(y.data(), x.data(), n);
      for (size_t i = 0; i < x.size(); ++i) {
        const double expected = f(static_cast<double>(before[i]), static_cast<double>(x[i]));
        ASSERT_NEAR(static_cast<double>(y[i]), expected, 10 * epsilon) << i << " of " << n;
      }
      ASSERT_EQ(y.back(), before.back()) << n;
    }
  }
};
GLASSNET_EACH_ISA(Elementwise);

TEST_P(Elementwise, Maps) {
  expect_map([](Scalar* y, const Scalar*, int64_t n) { fill(y, Scalar(1.5), n); }, [](double, double) { return 1.5; });
  expect_map([](Scalar* y, const Scalar* x, int64_t n) { copy(y, x, n); }, [](double, double x) { return x; });
  expect_map([](Scalar* y, const Scalar* x, int64_t n) { add(y, y, x, n); }, [](double y, double x) { return y + x; });
  expect_map([](Scalar* y, const Scalar* x, int64_t n) { multiply(y, x, y, n); },
             [](double y, double x) { return y * x; });
  expect_map([](Scalar* y, const Scalar* x, int64_t n) { axpy(y, Scalar(-0.5), x, n); },
             [](double y, double x) { return y - 0.5 * x; });
  expect_map([](Scalar* y, const Scalar*, int64_t n) { scale(y, Scalar(0.25), n); },
             [](double y, double) { return 0.25 * y; });
  expect_map([](Scalar* y, const Scalar*, int64_t n) { clip(y, Scalar(1.25), n); },
             [](double y, double) { return std::fmin(std::fmax(y, -1.25), 1.25); });
  expect_map([](Scalar* y, const Scalar* x, int64_t n) { add_penalty_gradient(y, x, Scalar(0.5), Scalar(0.25), n); },
             [](double y, double x) { return y + 0.5 * (x > 0) - 0.5 * (x < 0) + 0.25 * x; });
}

TEST_P(Elementwise, SpecialValues) {
  Array y = {nan, infinity, -infinity, 0};
  clip(y.data(), 2, 4);
  EXPECT_TRUE(std::isnan(y[0]));
  EXPECT_EQ(y[1], 2);
  EXPECT_EQ(y[2], -2);
  Array g(3), w = {0, Scalar(-0.0), 5};
  add_penalty_gradient(g.data(), w.data(), 1, 0, 3);
  EXPECT_EQ(g, (Array{0, 0, 1}));
}

TEST_P(Elementwise, Rows) {
  for (const int64_t rows : {0, 1, 3, 64}) {
    for (const int64_t cols : {1, 2, 7, 8, 16, 19, 100, 1000}) {
      const Array x = random_array(rows * cols, rng), bias = random_array(cols, rng);
      Array y = x, sums = bias, fresh(bias.size(), nan);
      add_row_bias(y.data(), bias.data(), rows, cols);
      sum_rows(sums.data(), x.data(), rows, cols, 1);
      sum_rows(fresh.data(), x.data(), rows, cols);
      for (size_t j = 0; j < bias.size(); ++j) {
        double sum = 0;
        for (size_t i = 0; i < static_cast<size_t>(rows); ++i) {
          const size_t at = i * bias.size() + j;
          sum += static_cast<double>(x[at]);
          ASSERT_EQ(y[at], x[at] + bias[j]);
        }
        ASSERT_NEAR(static_cast<double>(fresh[j]), sum, 100 * epsilon);
        ASSERT_NEAR(static_cast<double>(sums[j]), sum + static_cast<double>(bias[j]), 100 * epsilon);
      }
    }
  }
}

TEST_P(Elementwise, GatherRows) {
  for (const int64_t cols : {1, 2, 7, 33, 784}) {
    const Array x = random_array(50 * cols, rng);
    std::vector<int32_t> indices(100);
    for (int32_t& index : indices) index = static_cast<int32_t>(rng.below(50));
    Array y(100 * static_cast<size_t>(cols));
    gather_rows(y.data(), x.data(), indices.data(), 100, cols);
    for (size_t i = 0; i < indices.size(); ++i) {
      for (size_t j = 0; j < static_cast<size_t>(cols); ++j) {
        const size_t from = static_cast<size_t>(indices[i]) * static_cast<size_t>(cols) + j;
        ASSERT_EQ(y[i * static_cast<size_t>(cols) + j], x[from]);
      }
    }
  }
}

TEST_P(Elementwise, Reductions) {
  for (const int64_t n : lengths()) {
    const Array a = random_array(n, rng, -2, 3), b = random_array(n, rng);
    double total = 0, absolute = 0, squares = 0, product = 0, largest = 0;
    for (size_t i = 0; i < a.size(); ++i) {
      const double x = static_cast<double>(a[i]);
      total += x;
      absolute += std::fabs(x);
      squares += x * x;
      product += x * static_cast<double>(b[i]);
      largest = std::fmax(largest, std::fabs(x));
    }
    const double tolerance = 20 * epsilon * (1 + squares);
    EXPECT_NEAR(sum(a.data(), n), total, tolerance) << n;
    EXPECT_NEAR(sum_abs(a.data(), n), absolute, tolerance) << n;
    EXPECT_NEAR(sum_squares(a.data(), n), squares, tolerance) << n;
    EXPECT_NEAR(dot(a.data(), b.data(), n), product, tolerance) << n;
    EXPECT_EQ(static_cast<double>(max_abs(a.data(), n)), largest) << n;
    EXPECT_TRUE(all_finite(a.data(), n)) << n;
  }
}

TEST_P(Elementwise, FindsWhatIsNotFinite) {
  for (const int64_t n : lengths()) {
    for (const Scalar bad : {nan, infinity, -infinity}) {
      if (n == 0) continue;
      Array x = random_array(n, rng);
      x[rng.below(static_cast<uint64_t>(n))] = bad;
      EXPECT_FALSE(all_finite(x.data(), n)) << n;
      if (std::isnan(bad)) {
        EXPECT_TRUE(std::isnan(max_abs(x.data(), n))) << n;
      } else {
        EXPECT_EQ(max_abs(x.data(), n), infinity) << n;
      }
    }
  }
  const Array large(100, std::numeric_limits<Scalar>::max());
  EXPECT_TRUE(all_finite(large.data(), 100));
}

TEST_P(Elementwise, ThreadsDoNotChangeBits) {
  const int64_t n = 3'000'001;
  const Array x = random_array(n, rng), y = random_array(n, rng);
  const auto results = [&] {
    Array z = y, rows(1001);
    axpy(z.data(), Scalar(0.3), x.data(), n);
    sum_rows(rows.data(), x.data(), 2000, 1001);
    rows.push_back(z[static_cast<size_t>(n) - 1]);
    for (const double value : {sum(z.data(), n), sum_squares(x.data(), n), dot(x.data(), y.data(), n)}) {
      rows.push_back(static_cast<Scalar>(value));
    }
    return rows;
  };
  const Array one = results();
  for (const int threads : {2, 4}) {
    set_thread_count(threads);
    EXPECT_EQ(one, results()) << threads;
  }
}

}  // namespace
}  // namespace engine::kernels
