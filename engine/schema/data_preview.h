// What the first look at a file of data shows before it is read as a whole: a few rows, pictures, arrays or lines, and
// the shapes that follow from them as far as they are known. Data only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/tensor/tensor.h"

namespace engine {

// How a column of a table is used.
enum class ColumnUse { number, category, target, left_out };

struct PreviewColumn {
  std::string name;
  ColumnUse use = ColumnUse::number;
  bool text = false;     // its first lines hold words and no number
  bool forced = false;   // the user has said so
  int64_t missing = 0;   // in the lines that were looked at
  int64_t distinct = 0;  // different texts among them; 0 where they are not counted
};

struct PreviewCell {
  std::string text;
  bool missing = false;
};

struct PreviewTable {
  bool header = false;  // the first line holds names
  std::vector<PreviewColumn> columns;
  std::vector<std::vector<PreviewCell>> rows;  // the first lines; one that is too short or too long is as it stands
  bool any_missing = false;
};

struct PreviewClass {
  std::string name;
  int64_t count = -1;  // -1: not counted
};

struct PreviewPictures {
  std::vector<PreviewClass> classes;
  bool more = false;            // there may be more of each class than was counted
  Tensor samples;               // [count, channels, height, width], 0 .. 1
  std::vector<int64_t> labels;  // of the samples: indices into classes; -1: none
};

struct PreviewArray {
  std::string name, shape, type;  // "images", "(60000, 28, 28)", "uint8"
  enum class Role { none, inputs, targets } role = Role::none;
};

struct PreviewLine {
  int64_t number = 0;
  std::string label;
  std::vector<std::string> tokens;
};

// Which of the parts is filled depends on the source.
struct DataPreview {
  std::optional<PreviewTable> table;
  std::optional<PreviewPictures> pictures;
  std::vector<PreviewArray> arrays;
  std::vector<PreviewLine> lines;

  // What the set will be. `whole`: all of it was looked at; else rows, classes and tokens are those seen so far.
  bool whole = true;
  int64_t rows = -1;     // -1: not known
  Shape input, target;   // of one sample; rank 0: not known, or one target
  int64_t classes = -1;  // 0: numbers; -1: not known
  int64_t vocabulary = 0;

  std::optional<Error> problem;  // why the file cannot be used like this, though there is something to show
  std::vector<Message> notes;
};

}  // namespace engine
