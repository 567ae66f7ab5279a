// A data set made of two arrays: samples, and what to predict for them. Decides what the axes mean.
#pragma once

#include "engine/core/progress.h"
#include "engine/formats/array_file.h"
#include "engine/schema/dataset_type.h"

namespace engine {

// `params` are those of the npy source. `targets` may be null: then the archive holds the targets as well, or they are
// the last column of the only array.
Result<Dataset> read_array_set(ByteSource& inputs, ByteSource* targets, const Params& params, const Progress& progress);

}  // namespace engine
