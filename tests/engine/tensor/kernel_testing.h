// What the kernel tests share: random arrays, and a fixture that runs a test on every instruction set of this machine.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/parallel.h"
#include "engine/core/rng.h"
#include "engine/tensor/kernels/isa.h"
#include "engine/tensor/scalar.h"

namespace engine::kernels {

constexpr double epsilon = std::numeric_limits<Scalar>::epsilon();
constexpr Scalar infinity = std::numeric_limits<Scalar>::infinity();
constexpr Scalar nan = std::numeric_limits<Scalar>::quiet_NaN();

using Array = std::vector<Scalar>;

inline Array random_array(int64_t n, Rng& rng, double low = -1, double high = 1) {
  Array values(static_cast<size_t>(n));
  for (Scalar& value : values) value = static_cast<Scalar>(rng.uniform(low, high));
  return values;
}

// Lengths around the widths of vectors and of the pieces for threads.
inline std::vector<int64_t> lengths() {
  return {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 100, 255, 1000, 4097, 70001};
}

class EachIsa : public testing::TestWithParam<std::string_view> {
 protected:
  void SetUp() override { ASSERT_TRUE(select_isa(GetParam())); }
  void TearDown() override {
    set_thread_count(1);
    select_isa(available_isas().back());
  }
  Rng rng{20260101};
};

#define GLASSNET_EACH_ISA(suite)                                                               \
  INSTANTIATE_TEST_SUITE_P(Isa, suite, testing::ValuesIn(::engine::kernels::available_isas()), \
                           [](const testing::TestParamInfo<std::string_view>& one) { return std::string(one.param); })

}  // namespace engine::kernels
