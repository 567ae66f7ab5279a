// Which instruction set the kernels run on. The fastest that this machine has is chosen when the program starts;
// the environment variable GLASSNET_ISA=base|avx2|avx512 asks for a lower one.
#pragma once

#include <string_view>
#include <vector>

namespace engine::kernels {

// Names of the instruction sets that this build has and this machine can run, slowest first; "base" is always there.
std::vector<std::string_view> available_isas();
std::string_view active_isa();
// Switches all kernels over (for tests and benchmarks). False when that one is not available.
// Must not be called while kernels run.
bool select_isa(std::string_view name);

}  // namespace engine::kernels
