// Whether a set of so many rows can be kept in memory, asked before the memory is.
#pragma once

#include <string>

#include "engine/core/result.h"
#include "engine/formats/limits.h"

namespace engine {

inline Status check_set_size(int64_t rows, int64_t numbers_each, const std::string& where) {
  if (numbers_each <= 0 || rows <= limits::values.value / numbers_each) return {};
  return error_at(where, "{} samples of {} numbers are too many to keep; at most {} fit. Make fewer or smaller ones.",
                  rows, numbers_each, limits::values.value / numbers_each);
}

}  // namespace engine
