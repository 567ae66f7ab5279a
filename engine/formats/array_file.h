// The arrays in an NPY or NPZ file, by name. Knows nothing of inputs and targets.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/formats/npy_array.h"
#include "engine/formats/zip_archive.h"

namespace engine {

class ArrayFile {
 public:
  // `source` outlives the file.
  static Result<ArrayFile> open(ByteSource& source);

  // "images" for the entry images.npy; an NPY file has one array, called as the file is.
  const std::vector<std::string>& names() const { return names_; }
  // An array whose header has been read and whose values come next from `values`.
  struct Array {
    std::string name;
    NpyHeader header;
    std::unique_ptr<ByteReader> stream;  // null: values come from the file itself
    ByteReader* values = nullptr;
  };
  // One array is open at a time. `trusted`: a packed one is not unpacked once before to see that it is whole.
  Result<Array> array(const std::string& name, bool trusted = false);

 private:
  explicit ArrayFile(ByteSource& source) : source_(&source) {}

  ByteSource* source_;
  std::vector<std::string> names_;
  std::vector<ZipEntry> entries_;  // empty: the file is one array
};

}  // namespace engine
