// Takes a set through the steps of its preparation, one after the other. Every error names its step.
#pragma once

#include "engine/data/prepare.h"

namespace engine {

struct ResolvedStep {
  const PreparationType* type = nullptr;  // null: off
  Params params;
  size_t place = 0;  // in the spec

  Error failed(const Error& what) const;  // the same error with the step's name
};

// The steps of the spec with their parameters, or what is wrong with one of them.
Result<std::vector<ResolvedStep>> resolve_steps(const DataSpec& spec);
// The steps of the stage `set`. Sets data.steps up.
Status change_set(const std::vector<ResolvedStep>& steps, Dataset& set, PreparedData& data);
// All others, in their order: rows and labels change in `parts`, fitted steps go into `data`, with input_shape and
// feature_names. `data.raw` is there.
Status run_steps(const std::vector<ResolvedStep>& steps, uint64_t seed, Parts& parts, PreparedData& data);

}  // namespace engine
