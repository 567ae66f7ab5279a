// What stands in the cells of a table made by hand, by the rules of CSV files: which cells are wrong and why, and the
// whole as CSV text. Makes no data set.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/schema/hand_made.h"
#include "engine/schema/param.h"

namespace engine {

struct BadCell {
  size_t row = 0, column = 0;
  Message why;
};

// `params` are those of the table source. In the order of the rows.
std::vector<BadCell> bad_cells(const HandTable& table, const Params& params);

// Rows whose cells are not all empty.
std::vector<size_t> filled_rows(const HandTable& table);

// The filled rows after RFC 4180, each field in quotation marks where it needs them; the names first if asked for.
std::string csv_text(const HandTable& table, bool names);

}  // namespace engine
