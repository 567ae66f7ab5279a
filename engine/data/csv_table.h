// A CSV text as a table of numbers with one target column. Refuses what it would have to guess: missing values, text
// where numbers belong, lines of different lengths. Every refusal names line and column. Knows nothing of classes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/schema/param.h"
#include "engine/tensor/scalar.h"

namespace engine {

enum class CsvKind { number, missing, text, not_finite, too_large };

struct CsvNumber {
  CsvKind kind;
  double value = 0;
};

// What is known before the first value is taken: columns, their names, which one is the target.
struct CsvLayout {
  std::vector<std::string> names;
  size_t target = 0;
};

struct CsvTable {
  std::string name;  // of the file
  CsvLayout layout;
  int64_t rows = 0;
  std::vector<Scalar> inputs;        // row after row, without the target
  std::vector<std::string> targets;  // as they stand in the file, without spaces around them
  std::vector<int64_t> lines;        // where the rows begin

  // "data.csv:12:3"
  std::string target_place(size_t row) const { return fmt::format("{}:{}:{}", name, lines[row], layout.target + 1); }
};

// Digits with sign, point and exponent, with spaces around them or not.
CsvNumber parse_csv_number(const std::string& field);
// Why a field of that kind cannot stand in a column of numbers.
Error csv_refusal(CsvKind kind, const std::string& place, const std::string& field, const std::string& column);

// `params` are those of the csv source: "target" and "header" are used here.
Result<CsvTable> read_csv_table(const Params& params, std::string_view text, const std::string& name);

}  // namespace engine
