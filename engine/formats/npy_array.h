// One array in NumPy's NPY format (versions 1 to 3): its header, and its values as Scalars in any order of the axes.
// Reads numbers only: text, structures and pickled Python objects are refused.
#pragma once

#include <string>
#include <vector>

#include "engine/core/progress.h"
#include "engine/formats/byte_source.h"
#include "engine/tensor/scalar.h"

namespace engine {

struct NpyHeader {
  char kind = 'f';   // 'f' float, 'i' integer, 'u' unsigned, 'b' boolean
  int64_t size = 4;  // bytes of an element
  bool big_endian = false;
  bool fortran = false;  // the first axis runs fastest
  std::vector<int64_t> shape;

  int64_t count() const;
  int64_t rows() const { return shape.empty() ? 0 : shape[0]; }
  bool is_whole() const { return kind != 'f'; }
  std::string shape_text() const;  // "(60000, 28, 28)"
};

// Reads up to the first value.
Result<NpyHeader> read_npy_header(ByteReader& reader);

// Reads all values of the array into `out`: element (i, j, ...) lands at i * strides[0] + j * strides[1] + ...
// `name` is the array's in messages. Refuses what is not finite or too large for a Scalar.
Status read_npy_values(ByteReader& reader, const NpyHeader& header, const std::string& name,
                       const std::vector<int64_t>& strides, Scalar* out, ProgressMeter& meter);

// Strides of a row-major array of that shape.
std::vector<int64_t> row_major(const std::vector<int64_t>& shape);

}  // namespace engine
