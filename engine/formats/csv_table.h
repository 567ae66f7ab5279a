// The values of a CSV file. It is read twice: a first time to learn what each column holds and how many rows there are,
// a second time to put the numbers where they belong, so that memory holds little besides them. Every refusal names
// line and column. Nothing is guessed: missing values, stray words and ragged lines are dealt with as the user said.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/progress.h"
#include "engine/formats/csv_format.h"
#include "engine/schema/dataset_type.h"

namespace engine {

// Why a field of that kind cannot stand in a column of numbers.
Error csv_refusal(CsvKind kind, const std::string& place, std::string_view field, const std::string& column);

// `params` are those of the csv source.
Result<Dataset> read_csv(ByteSource& source, const Params& params, const Progress& progress);

}  // namespace engine
