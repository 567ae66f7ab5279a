// Images and their labels from two IDX files as a set of data, for the source of data and for measurements.
#pragma once

#include "engine/core/progress.h"
#include "engine/formats/idx_file.h"
#include "engine/schema/dataset_type.h"

namespace engine {

// Images [items, height, width] or [items, channels, height, width] as numbers 0 .. 1, in the order of the file; labels
// [items] as classes 0 .. largest label.
Result<Dataset> read_idx_set(IdxFile& images, IdxFile& labels, const Progress& progress = {});

}  // namespace engine
