#include "app/workbench/table_edits.h"

#include <algorithm>

namespace app {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string fresh_column_name(const HandTable& table) {
  for (size_t n = 1;; ++n) {
    std::string name = "x" + std::to_string(n);
    const auto same = [&](const engine::HandColumn& c) { return c.name == name; };
    if (std::none_of(table.columns.begin(), table.columns.end(), same)) return name;
  }
}

// What spreadsheets put into quotation marks, doubled quotes inside; `at` behind the first one.
std::string quoted_field(std::string_view text, size_t& at) {
  std::string out;
  while (at < text.size()) {
    const char c = text[at++];
    if (c != '"') {
      out += c;
    } else if (at < text.size() && text[at] == '"') {
      out += text[at++];
    } else {
      break;
    }
  }
  return out;
}

void make_one_line(std::string& text) {
  for (char& c : text) {
    if ((c >= 0 && c < ' ') || c == 127) c = ' ';
  }
}

}  // namespace

HandTable set_cell(HandTable table, size_t row, size_t column, std::string text) {
  if (column >= table.columns.size()) return table;
  Rows rows = table.rows.list();
  if (row >= rows.size()) rows.resize(row + 1, std::vector<std::string>(table.columns.size()));
  rows[row][column] = std::move(text);
  table.rows = std::move(rows);
  return table;
}

HandTable clear_cells(HandTable table, const CellRange& range) {
  Rows rows = table.rows.list();
  for (size_t r = range.row; r <= range.last_row && r < rows.size(); ++r) {
    for (size_t c = range.column; c <= range.last_column && c < rows[r].size(); ++c) rows[r][c].clear();
  }
  table.rows = std::move(rows);
  return table;
}

HandTable insert_row(HandTable table, size_t before) {
  Rows rows = table.rows.list();
  const auto at = static_cast<std::ptrdiff_t>(std::min(before, rows.size()));
  rows.insert(rows.begin() + at, std::vector<std::string>(table.columns.size()));
  table.rows = std::move(rows);
  return table;
}

HandTable delete_rows(HandTable table, size_t first, size_t last) {
  Rows rows = table.rows.list();
  if (first >= rows.size()) return table;
  const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(first);
  rows.erase(begin, begin + static_cast<std::ptrdiff_t>(std::min(last + 1, rows.size()) - first));
  table.rows = std::move(rows);
  return table;
}

HandTable insert_column(HandTable table, size_t before) {
  const size_t at = std::min(before, table.columns.size());
  const auto offset = static_cast<std::ptrdiff_t>(at);
  table.columns.insert(table.columns.begin() + offset, {fresh_column_name(table), false});
  Rows rows = table.rows.list();
  for (auto& row : rows) row.insert(row.begin() + offset, std::string());
  table.rows = std::move(rows);
  const bool moves = table.columns.size() > 1 && static_cast<size_t>(table.target) >= at;
  table.target += moves;
  return table;
}

HandTable delete_column(HandTable table, size_t column) {
  if (column >= table.columns.size() || table.columns.size() == 1) return table;
  const auto offset = static_cast<std::ptrdiff_t>(column);
  table.columns.erase(table.columns.begin() + offset);
  Rows rows = table.rows.list();
  for (auto& row : rows) row.erase(row.begin() + offset);
  table.rows = std::move(rows);
  table.target = std::max<int64_t>(0, table.target - (static_cast<size_t>(table.target) >= column));
  return table;
}

HandTable rename_column(HandTable table, size_t column, std::string name) {
  if (column < table.columns.size()) table.columns[column].name = std::move(name);
  return table;
}

Rows fields_of(std::string_view text) {
  Rows lines;
  for (size_t at = 0; at < text.size();) {
    std::vector<std::string>& line = lines.emplace_back();
    while (true) {
      std::string& field = line.emplace_back();
      if (at < text.size() && text[at] == '"') field = quoted_field(text, ++at);
      const size_t end = std::min(text.find_first_of("\t\r\n", at), text.size());
      field += text.substr(at, end - at);
      make_one_line(field);
      at = end + 1;
      if (end >= text.size() || text[end] != '\t') break;
    }
    if (at - 1 < text.size() && text[at - 1] == '\r' && at < text.size() && text[at] == '\n') ++at;
  }
  return lines;
}

std::string text_of(const HandTable& table, const CellRange& range) {
  std::string out;
  for (size_t r = range.row; r <= range.last_row && r < table.rows.size(); ++r) {
    for (size_t c = range.column; c <= range.last_column && c < table.columns.size(); ++c) {
      out += c > range.column ? "\t" : "";
      const std::string& cell = table.rows[r][c];
      if (cell.find('"') == std::string::npos) {
        out += cell;
        continue;
      }
      out += '"';
      for (const char sign : cell) out += sign == '"' ? std::string("\"\"") : std::string(1, sign);
      out += '"';
    }
    out += "\n";
  }
  return out;
}

HandTable paste_cells(HandTable table, size_t row, size_t column, const Rows& fields) {
  size_t widest = 0;
  for (const auto& line : fields) widest = std::max(widest, line.size());
  while (widest > 0 && table.columns.size() < column + widest)
    table = insert_column(std::move(table), table.columns.size());
  Rows rows = table.rows.list();
  if (rows.size() < row + fields.size())
    rows.resize(row + fields.size(), std::vector<std::string>(table.columns.size()));
  for (size_t r = 0; r < fields.size(); ++r) {
    for (size_t c = 0; c < fields[r].size(); ++c) rows[row + r][column + c] = fields[r][c];
  }
  table.rows = std::move(rows);
  return table;
}

}  // namespace app
