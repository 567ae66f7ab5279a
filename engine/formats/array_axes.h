// Which of several arrays are the samples and which the targets, and what the axes of a sample mean.
#pragma once

#include <string>
#include <vector>

#include "engine/formats/npy_array.h"
#include "engine/schema/param.h"
#include "engine/tensor/shape.h"

namespace engine {

struct ArrayChoice {
  std::string inputs, targets;  // names; empty: there is none
};

// By the parameters of the npy source, or by usual names. `other_file`: the targets come from a file of their own.
ArrayChoice choose_arrays(const std::vector<std::string>& names, const Params& params, bool other_file);

// How the axes of a sample lie in the file and in the set.
struct SampleAxes {
  Shape shape;                   // of one sample, as the network sees it
  std::vector<int64_t> strides;  // of the file's axes in the set
  bool picture = false;
};

// `layout` is the parameter of the npy source; `place` stands in the message. The array has one axis at least.
Result<SampleAxes> plan_axes(const NpyHeader& header, const std::string& layout, const std::string& place);

}  // namespace engine
