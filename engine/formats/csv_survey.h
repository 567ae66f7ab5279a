// The first reading of a CSV file: what each column holds and how many rows there are. Keeps no values, only the
// distinct texts of columns that hold categories.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/core/progress.h"
#include "engine/formats/csv_format.h"
#include "engine/formats/csv_reader.h"

namespace engine {

// A value that may turn out to be wrong, and where it stands.
struct CsvOddity {
  CsvKind kind = CsvKind::number;
  std::string place, text;
  bool any() const { return !place.empty(); }
};

struct CsvColumn {
  int64_t numbers = 0, texts = 0, missing = 0;
  bool all_whole = true;
  std::map<std::string, int64_t, std::less<>> values;  // distinct texts, numbered once the reading is over
  std::string too_many_at;                             // where one distinct value too many stood
  CsvOddity word, not_finite;                          // the first of each
};

struct CsvSurvey {
  CsvFormat format;  // `uses` are final
  std::vector<CsvColumn> columns;
  std::vector<std::string> missing_words;
  std::string missing;  // "refuse", "drop", "impute"
  int64_t lines = 0, rows = 0;

  // What stands in the field, missing words included.
  CsvNumber parse(std::string_view field) const;
  // Whether a line with these fields is no row, because something that it needs is missing.
  bool is_dropped(const std::vector<std::string_view>& fields) const;
};

Result<CsvSurvey> survey_csv(ByteSource& source, const Params& params, ProgressMeter& meter);

}  // namespace engine
