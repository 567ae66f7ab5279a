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

inline constexpr std::array table{&file_bytes,     &values,     &line_bytes,     &csv_columns,
                                  &csv_categories, &classes,    &picture_side,   &picture_bytes,
                                  &picture_files,  &expansion,  &expansion_free, &progressive_bytes,
                                  &zip_entries,    &vocabulary, &json_depth};

// Whether `unpacked` bytes are more than a packed file of `packed` bytes may become.
constexpr bool expands_too_far(int64_t unpacked, int64_t packed) {
  return unpacked > expansion_free.value && unpacked > expansion.value * packed;
}

}  // namespace limits
}  // namespace engine
