// The files of a set of the MNIST family: which belong together, and what the idx source knows of paths.
#pragma once

#include "engine/formats/idx_file.h"
#include "engine/schema/file_source.h"

namespace engine {

struct IdxPair {
  IdxFile images, labels;
};

// Opens the files that the parameters of the idx source name: the images, and the labels given or found beside them.
Result<IdxPair> open_idx_pair(const Params& params);
// The shape of one image [channels, height, width], or why the two do not belong together.
Result<Shape> idx_image_shape(const IdxFile& images, const IdxFile& labels);

const FileSource& idx_file_source();

}  // namespace engine
