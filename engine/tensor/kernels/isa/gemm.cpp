// Matrix product on one thread, for one instruction set.
#include "engine/tensor/kernels/isa/vec.h"

namespace engine::kernels::GLASSNET_ISA {
namespace {

void gemm(const GemmCall& call) {
  for (int64_t i = 0; i < call.m; ++i) {
    for (int64_t j = 0; j < call.n; ++j) {
      Scalar sum = call.accumulate ? call.c[i * call.ldc + j] : 0;
      if (call.bias != nullptr) sum += call.bias[j];
      for (int64_t p = 0; p < call.k; ++p) {
        sum += call.a[i * call.a_row + p * call.a_col] * call.b[p * call.b_row + j * call.b_col];
      }
      call.c[i * call.ldc + j] = sum;
    }
  }
}

}  // namespace

extern const GemmTable gemm_table;
constinit const GemmTable gemm_table = {gemm};

}  // namespace engine::kernels::GLASSNET_ISA
