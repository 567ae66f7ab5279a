// Edits of a table made by hand, and its cells as the text that spreadsheets exchange. Pure: from one table to the
// next.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/schema/hand_made.h"

namespace app {

using engine::HandTable;

struct CellRange {
  size_t row = 0, column = 0, last_row = 0, last_column = 0;  // both ends belong to it
  bool contains(size_t r, size_t c) const { return r >= row && r <= last_row && c >= column && c <= last_column; }
  bool operator==(const CellRange&) const = default;
};

// A cell below the last row adds the rows that it takes.
HandTable set_cell(HandTable table, size_t row, size_t column, std::string text);
HandTable clear_cells(HandTable table, const CellRange& range);
HandTable insert_row(HandTable table, size_t before);
HandTable delete_rows(HandTable table, size_t first, size_t last);
// An empty column with a fresh name; the target stays where it is.
HandTable insert_column(HandTable table, size_t before);
// Not the last one. Where the target goes, its neighbour on the left takes its place.
HandTable delete_column(HandTable table, size_t column);
HandTable rename_column(HandTable table, size_t column, std::string name);

// Lines of fields that tabs separate (a field with a tab, a quotation mark or a line break stands in quotation marks),
// as spreadsheets copy them. Signs that a cell cannot hold become spaces.
std::vector<std::vector<std::string>> fields_of(std::string_view text);
std::string text_of(const HandTable& table, const CellRange& range);
// Puts the fields into the cells from that one on; rows and columns are added where there are none.
HandTable paste_cells(HandTable table, size_t row, size_t column, const std::vector<std::vector<std::string>>& fields);

}  // namespace app
