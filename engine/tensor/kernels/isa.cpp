// Chooses the instruction set when the program starts.
#include "engine/tensor/kernels/isa.h"

#include <cstdlib>

#include "engine/tensor/kernels/table.h"

#define GLASSNET_DECLARE(isa)                                              \
  namespace engine::kernels::isa {                                         \
  extern const GemmTable gemm_table;                                       \
  extern const ElementwiseTable elementwise_table;                         \
  extern const ActivationTable activation_table;                           \
  extern const OptimizerTable optimizer_table;                             \
  extern const RecurrentTable recurrent_table;                             \
  extern const NormaliseTable normalise_table;                             \
  extern const AttentionTable attention_table;                             \
  extern const ConvTable conv_table;                                       \
  extern const PoolTable pool_table;                                       \
  static constexpr KernelTable table = {.name = #isa,                      \
                                        .gemm = &gemm_table,               \
                                        .elementwise = &elementwise_table, \
                                        .activation = &activation_table,   \
                                        .optimizer = &optimizer_table,     \
                                        .recurrent = &recurrent_table,     \
                                        .normalise = &normalise_table,     \
                                        .attention = &attention_table,     \
                                        .conv = &conv_table,               \
                                        .pool = &pool_table};              \
  }

GLASSNET_DECLARE(base)
#ifdef GLASSNET_HAVE_AVX2
GLASSNET_DECLARE(avx2)
#endif
#ifdef GLASSNET_HAVE_AVX512
GLASSNET_DECLARE(avx512)
#endif

namespace engine::kernels {

constinit const KernelTable* active_table = &base::table;

namespace {

// Slowest first.
std::vector<const KernelTable*> available_tables() {
  std::vector<const KernelTable*> tables = {&base::table};
#ifdef GLASSNET_HAVE_AVX2
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) tables.push_back(&avx2::table);
#endif
#ifdef GLASSNET_HAVE_AVX512
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("avx512f") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")) {
    tables.push_back(&avx512::table);
  }
#endif
  return tables;
}

[[maybe_unused]] const bool selected = [] {
  active_table = available_tables().back();
  const char* wanted = std::getenv("GLASSNET_ISA");
  return wanted != nullptr && select_isa(wanted);
}();

}  // namespace

std::vector<std::string_view> available_isas() {
  std::vector<std::string_view> names;
  for (const KernelTable* table : available_tables()) names.emplace_back(table->name);
  return names;
}

std::string_view active_isa() { return active().name; }

bool select_isa(std::string_view name) {
  for (const KernelTable* table : available_tables()) {
    if (name != table->name) continue;
    active_table = table;
    return true;
  }
  return false;
}

}  // namespace engine::kernels
