// The choice of the instruction set, and that all of them agree.
#include "engine/tensor/kernels/isa.h"

#include "engine/tensor/kernels/gemm.h"
#include "tests/engine/tensor/kernel_testing.h"

namespace engine::kernels {
namespace {

TEST(Isa, BaseIsAlwaysThere) {
  EXPECT_EQ(available_isas().front(), "base");
  EXPECT_FALSE(select_isa("abacus"));
}

TEST(Isa, SelectSwitches) {
  for (const std::string_view name : available_isas()) {
    EXPECT_TRUE(select_isa(name));
    EXPECT_EQ(active_isa(), name);
  }
}

TEST(Isa, AllAgree) {
  Rng rng(1);
  const Array a = random_array(40 * 50, rng), b = random_array(50 * 60, rng);
  Array first;
  for (const std::string_view name : available_isas()) {
    select_isa(name);
    Array c(40 * 60);
    gemm(false, false, 40, 60, 50, a.data(), 50, b.data(), 60, 0, c.data(), 60);
    if (first.empty()) first = c;
    for (size_t i = 0; i < c.size(); ++i) EXPECT_NEAR(c[i], first[i], 100 * epsilon) << name;
  }
}

}  // namespace
}  // namespace engine::kernels
