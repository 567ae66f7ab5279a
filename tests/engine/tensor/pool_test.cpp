// Max pooling over windows of 2 x 2, which has vector code of its own, against the plain loops; and NaN.
#include "engine/tensor/kernels/pool.h"

#include "tests/engine/tensor/kernel_testing.h"

namespace engine::kernels {
namespace {

std::vector<PoolRange> pairs(int64_t count) {
  std::vector<PoolRange> ranges;
  for (int64_t i = 0; i < count; ++i) ranges.push_back({2 * i, 2 * i + 2, 1, 0, 1});
  return ranges;
}

struct Pooled {
  Array y, which, dx;
};

// With quick = false the same windows are named by another width, which the vector code does not take.
Pooled run(int64_t planes, int64_t rows, int64_t cols, const Array& x, const Array& dy, bool quick) {
  const int64_t height = rows / 2, width = cols / 2, window = quick ? 2 : 3;
  const Pool pool(planes, rows, cols, pairs(height), pairs(width), {rows * cols, cols, 1}, {height * width, width, 1});
  Pooled p{Array(dy.size(), nan), Array(dy.size(), nan), Array(x.size(), nan)};
  pool.maximum(x.data(), p.y.data(), p.which.data(), window);
  pool.maximum_backward(dy.data(), p.which.data(), p.dx.data(), window);
  return p;
}

class PoolKernels : public EachIsa {};
GLASSNET_EACH_ISA(PoolKernels);

TEST_P(PoolKernels, TwoByTwoIsThePlainMaximum) {
  for (int64_t rows = 2; rows < 8; ++rows) {
    for (int64_t cols = 2; cols < 75; ++cols) {
      const int64_t outputs = 3 * (rows / 2) * (cols / 2);
      Array x = random_array(3 * rows * cols, rng);
      for (Scalar& v : x) v = std::round(v * 4);  // equal numbers: the first one wins
      const Array dy = random_array(outputs, rng);
      const Pooled quick = run(3, rows, cols, x, dy, true), plain = run(3, rows, cols, x, dy, false);
      ASSERT_EQ(quick.y, plain.y) << rows << "x" << cols;
      ASSERT_EQ(quick.dx, plain.dx) << rows << "x" << cols;
    }
  }
}

TEST_P(PoolKernels, NanIsTheMaximum) {
  for (size_t place = 0; place < 4; ++place) {
    Array x{1, 2, 3, 4};
    x[place] = nan;
    const Pooled p = run(1, 2, 2, x, {5}, true);
    EXPECT_TRUE(std::isnan(p.y[0]));
    for (size_t i = 0; i < 4; ++i) EXPECT_EQ(p.dx[i], i == place ? 5 : 0);
  }
}

}  // namespace
}  // namespace engine::kernels
