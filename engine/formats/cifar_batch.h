// The binary batches of CIFAR-10 and CIFAR-100: records of one or two labels and 3 x 32 x 32 bytes, plane after plane.
// Knows nothing of folders.
#pragma once

#include <vector>

#include "engine/core/progress.h"
#include "engine/formats/byte_source.h"
#include "engine/schema/dataset_type.h"

namespace engine {

struct CifarLayout {
  int64_t labels = 1;       // bytes before the pixels
  int64_t label_index = 0;  // which of them counts
  int64_t classes = 10;
  int64_t record() const { return labels + kPixels; }
  static constexpr int64_t kPixels = 3 * 32 * 32;
};

// How many records the file holds, or why it holds none.
Result<int64_t> count_cifar_records(const ByteSource& source, const CifarLayout& layout);
// Reads all records into the rows of `set` that begin at `row`; the set has room for them.
Status read_cifar_batch(ByteSource& source, const CifarLayout& layout, int64_t row, Dataset& set, ProgressMeter& meter);

}  // namespace engine
