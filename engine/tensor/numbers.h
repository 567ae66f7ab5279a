// Numbers: a vector of Scalars that starts on a cache line, and a large one on large pages where the system has them,
// so that passes over it seldom wait for the translation of addresses. Otherwise a std::vector.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

#include "engine/tensor/scalar.h"

namespace engine {

template <class T>
struct LargeAllocator {
  using value_type = T;
  static constexpr size_t kLine = 64, kLargePage = size_t{1} << 21;

  LargeAllocator() = default;
  template <class Other>
  LargeAllocator(const LargeAllocator<Other>&) {}  // NOLINT: implicit, as the standard wants it

  static std::align_val_t alignment(size_t n) {
    return std::align_val_t{n * sizeof(T) >= 2 * kLargePage ? kLargePage : kLine};
  }
  T* allocate(size_t n) {
    void* memory = ::operator new(n * sizeof(T), alignment(n));
#ifdef __linux__
    if (n * sizeof(T) >= 2 * kLargePage) madvise(memory, n * sizeof(T) / kLargePage * kLargePage, MADV_HUGEPAGE);
#endif
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, size_t n) { ::operator delete(memory, alignment(n)); }
  bool operator==(const LargeAllocator&) const { return true; }
};

using Numbers = std::vector<Scalar, LargeAllocator<Scalar>>;

}  // namespace engine
