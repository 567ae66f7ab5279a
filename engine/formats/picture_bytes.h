// Bytes 0 .. 255 as numbers 0 .. 1, the form in which all pictures come.
#pragma once

#include <array>
#include <cstdint>

#include "engine/tensor/scalar.h"

namespace engine {

inline const std::array<Scalar, 256>& unit_of_byte() {
  static const std::array<Scalar, 256> table = [] {
    std::array<Scalar, 256> values{};
    for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<Scalar>(static_cast<double>(i) / 255.0);
    return values;
  }();
  return table;
}

inline void bytes_to_units(const char* bytes, int64_t count, Scalar* out) {
  const auto& table = unit_of_byte();
  for (int64_t i = 0; i < count; ++i) out[i] = table[static_cast<unsigned char>(bytes[i])];
}

}  // namespace engine
