// What an array of targets means: classes, numbers, or a class for each step or pixel.
#pragma once

#include "engine/formats/npy_array.h"
#include "engine/schema/dataset_type.h"

namespace engine {

struct TargetArray {
  std::string file, name;
  std::vector<int64_t> shape;  // the rows first
  bool whole = true;           // made of integers
  std::vector<Scalar> values;  // row-major
};

// Whether there are more than `most` different values.
bool has_more_values(std::span<const Scalar> values, size_t most);

// Fills targets, target_shape, classes and class_names. `task`: "auto", "classify", "regress".
Status set_array_targets(TargetArray targets, const std::string& task, Dataset& set);

}  // namespace engine
