// What a source of data that reads from disk knows of paths: whether a file or folder is one of its own, and what the
// first look at it shows. It answers for itself; data/recognise.h asks all of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/schema/data_preview.h"
#include "engine/schema/dataset_type.h"

namespace engine {

// A bounded look at a path: the first bytes of a file, or names in a folder and in the folders in it.
struct PathLook {
  struct Entry {
    std::string name;  // "cats", "cats/tom.png"
    bool folder = false;
  };
  std::string path;  // UTF-8
  std::string name;  // the last part of it
  bool folder = false;
  int64_t size = 0;            // bytes of a file
  std::string head;            // its first bytes, at most kHeadBytes
  std::vector<Entry> entries;  // of a folder, in the order of their names
  static constexpr size_t kHeadBytes = size_t{64} << 10;
  static constexpr size_t kMostEntries = 2000;

  bool whole() const { return static_cast<int64_t>(head.size()) == size; }
  // The end of the name in lower case, ".csv"; empty when it has none.
  std::string extension() const;
  bool ends_with(std::string_view end) const;  // of the name, whatever its case
  const Entry* find(std::string_view name) const;
};

// What a source says of a path.
struct Claim {
  double sure = 0;  // 0: it cannot read this; 1: nobody else can
  Params params;    // what follows from what was seen; the path is among them
  Message refusal;  // with sure = 0: it knows the kind of file and says what to do
};

struct PathParam {
  std::string key;                      // of the parameter
  std::vector<std::string> extensions;  // ".csv"; empty: any file
  bool folder = false;                  // a folder will do
};

struct FileSource {
  std::vector<PathParam> paths;   // the first is the one that recognise() fills
  std::vector<std::string> main;  // keys of parameters that the first look is about, in the order of their importance
  Claim (*recognise)(const PathLook& look);
  // Quick and bounded, whatever the size of the file; `request.progress` stops it.
  Result<DataPreview> (*preview)(const DatasetRequest& request);
};

}  // namespace engine
