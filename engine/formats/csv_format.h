// What must be known of a CSV file before its values mean anything: delimiter, header, decimal sign, names of the
// columns. Each is guessed from the first lines unless the user has said it. Takes no values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/byte_source.h"
#include "engine/schema/param.h"

namespace engine {

enum class CsvKind { number, missing, text, not_finite, too_large };

struct CsvNumber {
  CsvKind kind;
  double value = 0;
};

// Digits with sign, point and exponent, with spaces around them or not. With `decimal_comma` a comma does as well.
CsvNumber parse_csv_number(std::string_view field, bool decimal_comma = false);
// Without spaces and tabs around it.
std::string_view trimmed(std::string_view text);

// How a column is used.
enum class CsvUse { number, category, target, left_out };

struct CsvFormat {
  char delimiter = ',';
  bool header = false;
  bool decimal_comma = false;
  std::vector<std::string> names;                // of the columns
  size_t target = 0;                             // index of the column to predict
  std::vector<CsvUse> uses;                      // by column; as far as the first lines tell
  std::vector<std::vector<std::string>> sample;  // the first lines of data, at most 100
};

// `params` are those of the csv source. Leaves `source` at its start.
Result<CsvFormat> detect_csv_format(ByteSource& source, const Params& params);

// "NA, ?" -> {"NA", "?"}
std::vector<std::string> listed(std::string_view text);

}  // namespace engine
