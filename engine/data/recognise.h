// A file or folder -> the sources that can read it, best first, with the parameters that follow from what was seen.
// Each source answers for itself (schema/file_source.h); here they are only asked. Looks at the first 64 KiB of a file
// and at a bounded number of names in a folder, whatever their size.
#pragma once

#include <string>
#include <vector>

#include "engine/schema/file_source.h"

namespace engine {

struct Recognised {
  const DatasetType* type = nullptr;
  double sure = 0;  // 0 .. 1
  Params params;    // the path is among them; others have their defaults
};

// What lies at a path (UTF-8), or why that cannot be said: nothing there, not readable, no file and no folder.
Result<PathLook> look_at(const std::string& path);

// Never empty: where no source reads it, the error says what to do. Reads nothing more.
Result<std::vector<Recognised>> recognise(const PathLook& look);
Result<std::vector<Recognised>> recognise(const std::string& path);

}  // namespace engine
