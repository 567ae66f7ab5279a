// Matrix products against sums in double: shapes, transposes, what must not be touched, and the promise of equal bits.
#include "engine/tensor/kernels/gemm.h"

#include <algorithm>
#include <array>

#include "tests/engine/tensor/kernel_testing.h"

namespace engine::kernels {
namespace {

struct Case {
  bool transpose_a, transpose_b;
  int64_t m, n, k;
  int64_t spare = 0;  // unused elements at the end of each stored row
  enum Kind { replace, add, with_bias } kind = replace;

  int64_t lda() const { return (transpose_a ? m : k) + spare; }
  int64_t ldb() const { return (transpose_b ? k : n) + spare; }
  int64_t ldc() const { return n + spare; }
};

struct Operands {
  Array a, b, bias, c;
  Operands(const Case& x, Rng& rng)
      : a(random_array((x.transpose_a ? x.k : x.m) * x.lda(), rng)),
        b(random_array((x.transpose_b ? x.n : x.k) * x.ldb(), rng)),
        bias(random_array(x.n, rng)),
        c(random_array(x.m * x.ldc(), rng)) {}
};

void run(const Case& x, Operands& o) {
  if (x.kind == Case::with_bias) {
    gemm_bias(x.transpose_a, x.transpose_b, x.m, x.n, x.k, o.a.data(), x.lda(), o.b.data(), x.ldb(), o.bias.data(),
              o.c.data(), x.ldc());
  } else {
    gemm(x.transpose_a, x.transpose_b, x.m, x.n, x.k, o.a.data(), x.lda(), o.b.data(), x.ldb(),
         x.kind == Case::add ? 1 : 0, o.c.data(), x.ldc());
  }
}

double reference(const Case& x, const Operands& o, const Array& before, int64_t i, int64_t j) {
  double sum = 0;
  if (x.kind == Case::add) sum = before[static_cast<size_t>(i * x.ldc() + j)];
  if (x.kind == Case::with_bias) sum = o.bias[static_cast<size_t>(j)];
  for (int64_t p = 0; p < x.k; ++p) {
    sum += static_cast<double>(o.a[static_cast<size_t>(x.transpose_a ? p * x.lda() + i : i * x.lda() + p)]) *
           static_cast<double>(o.b[static_cast<size_t>(x.transpose_b ? j * x.ldb() + p : p * x.ldb() + j)]);
  }
  return sum;
}

void expect_right(const Case& x, Rng& rng) {
  Operands o(x, rng);
  if (x.kind == Case::replace) std::fill(o.c.begin(), o.c.end(), nan);
  const Array before = o.c;
  run(x, o);
  const double tolerance = 2 * epsilon * (1 + static_cast<double>(x.k));
  for (int64_t i = 0; i < x.m; ++i) {
    for (int64_t j = 0; j < x.ldc(); ++j) {
      const size_t at = static_cast<size_t>(i * x.ldc() + j);
      const std::string where = std::to_string(x.m) + "x" + std::to_string(x.n) + "x" + std::to_string(x.k) + " at " +
                                std::to_string(i) + "," + std::to_string(j);
      if (j < x.n) {
        ASSERT_NEAR(static_cast<double>(o.c[at]), reference(x, o, before, i, j), tolerance) << where;
      } else {
        ASSERT_TRUE(o.c[at] == before[at] || std::isnan(before[at])) << "wrote past the row, " << where;
      }
    }
  }
}

class Gemm : public EachIsa {};
GLASSNET_EACH_ISA(Gemm);

TEST_P(Gemm, RandomShapes) {
  for (int i = 0; i < 600; ++i) {
    const uint64_t most = i % 10 == 0 ? 90 : 20;
    const Case x{rng.below(2) == 1,
                 rng.below(2) == 1,
                 static_cast<int64_t>(rng.below(most)),
                 static_cast<int64_t>(rng.below(most)),
                 static_cast<int64_t>(rng.below(i % 10 == 0 ? 600 : 40)),
                 static_cast<int64_t>(rng.below(4)),
                 static_cast<Case::Kind>(rng.below(3))};
    expect_right(x, rng);
    if (HasFatalFailure()) return;
  }
}

TEST_P(Gemm, ShapesOfDenseLayers) {
  for (const auto& [m, n, k] : {std::array<int64_t, 3>{10, 8, 2}, {10, 1, 8}, {1, 8, 10}, {64, 128, 784}}) {
    expect_right({false, true, m, n, k, 0, Case::with_bias}, rng);
    expect_right({true, false, n, k, m, 0, Case::add}, rng);
    expect_right({false, false, m, k, n}, rng);
  }
}

TEST_P(Gemm, NoInnerDimensionLeavesBiasOrZeros) {
  expect_right({false, false, 5, 7, 0}, rng);
  expect_right({false, true, 5, 7, 0, 1, Case::with_bias}, rng);
  expect_right({true, false, 40, 70, 0, 0, Case::add}, rng);
}

TEST_P(Gemm, NanAndInfPropagate) {
  for (const int64_t size : {3, 40}) {
    const Case x{false, true, size, size, size};
    Operands o(x, rng);
    o.a[static_cast<size_t>(1 * size + 2)] = nan;                               // row 1
    o.b[static_cast<size_t>(2 * size)] = infinity;                              // column 2
    for (int64_t p = 0; p < size; ++p) o.a[static_cast<size_t>(p * size)] = 0;  // 0 * Inf
    run(x, o);
    for (int64_t i = 0; i < size; ++i) {
      for (int64_t j = 0; j < size; ++j) {
        EXPECT_EQ(std::isnan(o.c[static_cast<size_t>(i * size + j)]), i == 1 || j == 2) << i << ',' << j;
      }
    }
  }
}

// The same bits on any number of threads.
TEST_P(Gemm, ThreadsDoNotChangeBits) {
  for (const Case& x : {Case{false, true, 250, 300, 65, 1}, Case{true, false, 600, 130, 300, 0, Case::add},
                        Case{false, false, 33, 2000, 40, 0, Case::with_bias}, Case{true, true, 300, 90, 700}}) {
    Operands first(x, rng);
    Operands again = first;
    run(x, first);
    for (const int threads : {2, 4}) {
      set_thread_count(threads);
      Operands other = again;
      run(x, other);
      EXPECT_EQ(first.c, other.c) << threads;
    }
    set_thread_count(1);
  }
}

// A row of C has the same bits whether it is computed alone or in a batch.
TEST_P(Gemm, BatchesDoNotChangeBits) {
  for (const bool transpose_b : {false, true}) {
    const Case x{false, transpose_b, 37, 45, 300, 0, Case::with_bias};
    Operands o(x, rng);
    run(x, o);
    for (int64_t i = 0; i < x.m; ++i) {
      Array row(static_cast<size_t>(x.n));
      gemm_bias(false, transpose_b, 1, x.n, x.k, o.a.data() + i * x.lda(), x.lda(), o.b.data(), x.ldb(), o.bias.data(),
                row.data(), x.n);
      EXPECT_TRUE(std::equal(row.begin(), row.end(), o.c.begin() + i * x.n)) << i;
    }
  }
}

}  // namespace
}  // namespace engine::kernels
