// A column of a flat set by its name or number.
#pragma once

#include <string>

#include "engine/schema/preparation_type.h"

namespace engine {

// The index of the column `wanted` (a name, else a number from 1), or an error that lists some.
Result<int64_t> find_column(const SampleFacts& facts, const std::string& wanted);

inline Status takes_columns(const Params&, const SampleFacts& facts) {
  if (facts.kind == SampleKind::numbers && facts.shape.rank() == 1) return {};
  return error("This step is for sets with columns, each with a meaning of its own; a sample here is another thing.");
}

}  // namespace engine
