// Every limit of what is read from disk, in one table: loaders take their figures from here and from nowhere else, and
// `glassnet-cli limits` prints it. A file beyond a limit is refused with the figure; nothing is cut off silently.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace engine {

struct Limit {
  std::string_view id;
  int64_t value;
  std::string_view unit;
  std::string_view what;
};

namespace limits {

inline constexpr Limit file_bytes{"file_bytes", int64_t{2} << 30, "bytes", "a table, text, array or batch file"};
inline constexpr Limit values{"values", int64_t{1} << 30, "numbers", "a data set in memory"};
inline constexpr Limit line_bytes{"line_bytes", 1 << 20, "bytes", "a line of a table or of JSONL"};
inline constexpr Limit csv_columns{"csv_columns", 10000, "columns", "a table, before and after one-hot encoding"};
inline constexpr Limit csv_categories{"csv_categories", 1000, "values", "a column of categories"};
inline constexpr Limit classes{"classes", 1000, "classes", "the target"};
inline constexpr Limit picture_side{"picture_side", 8192, "pixels", "width and height of a picture"};
inline constexpr Limit picture_bytes{"picture_bytes", int64_t{256} << 20, "bytes", "the file of one picture"};
inline constexpr Limit picture_files{"picture_files", 1000000, "files", "a folder of pictures"};
inline constexpr Limit expansion{"expansion", 200, "times", "what a packed file or picture grows to"};
inline constexpr Limit expansion_free{"expansion_free", 16 << 20, "bytes", "growth below this is never refused"};
inline constexpr Limit progressive_bytes{"progressive_bytes", 64 << 20, "bytes",
                                         "coefficients of a progressive JPEG, beside 3 times its file"};
inline constexpr Limit zip_entries{"zip_entries", 10000, "arrays", "an NPZ file"};
inline constexpr Limit vocabulary{"vocabulary", 50000, "tokens", "the vocabulary of a text"};
inline constexpr Limit json_depth{"json_depth", 64, "levels", "brackets within brackets in a line of JSONL"};
inline constexpr Limit hand_points{"hand_points", 20000, "points", "a set of points made by hand"};
inline constexpr Limit hand_classes{"hand_classes", 100, "classes", "a set made by hand"};
inline constexpr Limit hand_name_bytes{"hand_name_bytes", 100, "bytes", "the name of a class or column made by hand"};
inline constexpr Limit drawings{"drawings", 10000, "pictures", "a set of drawings"};
inline constexpr Limit drawing_side{"drawing_side", 128, "pixels", "width and height of a drawing"};
inline constexpr Limit drawing_bytes{"drawing_bytes", 6 << 20, "bytes", "the pixels of all drawings of a set"};
inline constexpr Limit sentences{"sentences", 10000, "sentences", "a set of sentences made by hand"};
inline constexpr Limit sentence_bytes{"sentence_bytes", 2000, "bytes", "a sentence made by hand"};
inline constexpr Limit sentences_bytes{"sentences_bytes", 1 << 20, "bytes", "all sentences of a set"};
inline constexpr Limit table_columns{"table_columns", 100, "columns", "a table made by hand"};
inline constexpr Limit table_cells{"table_cells", 50000, "cells", "a table made by hand"};
inline constexpr Limit table_cell_bytes{"table_cell_bytes", 200, "bytes", "a cell of a table made by hand"};
inline constexpr Limit table_bytes{"table_bytes", 1 << 20, "bytes", "all cells of a table made by hand"};
inline constexpr Limit project_bytes{"project_bytes", 64 << 20, "bytes", "a project file"};
inline constexpr Limit training_bytes{"training_bytes", 40 << 20, "bytes",
                                      "the state of training, kept with a project"};

inline constexpr std::array table{
    &file_bytes,    &values,        &line_bytes,       &csv_columns, &csv_categories, &classes,
    &picture_side,  &picture_bytes, &picture_files,    &expansion,   &expansion_free, &progressive_bytes,
    &zip_entries,   &vocabulary,    &json_depth,       &hand_points, &hand_classes,   &hand_name_bytes,
    &drawings,      &drawing_side,  &drawing_bytes,    &sentences,   &sentence_bytes, &sentences_bytes,
    &table_columns, &table_cells,   &table_cell_bytes, &table_bytes, &project_bytes,  &training_bytes};

// Whether `unpacked` bytes are more than a packed file of `packed` bytes may become.
constexpr bool expands_too_far(int64_t unpacked, int64_t packed) {
  return unpacked > expansion_free.value && unpacked > expansion.value * packed;
}

}  // namespace limits
}  // namespace engine
