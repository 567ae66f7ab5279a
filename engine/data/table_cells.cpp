#include "engine/data/table_cells.h"

#include <algorithm>

#include "engine/formats/csv_format.h"
#include "engine/formats/csv_table.h"
#include "engine/formats/utf8.h"

namespace engine {
namespace {

bool is_empty(const std::string& cell) { return trimmed(cell).empty(); }

void add_field(const std::string& text, std::string& out) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  out += '"';
}

Message reason(CsvKind kind, const std::string& cell, const std::string& column) {
  if (kind == CsvKind::missing || kind == CsvKind::too_large) return csv_refusal(kind, "", cell, column).what;
  return message("A number belongs into \"{}\", not \"{}\".", excerpt(column), excerpt(trimmed(cell)));
}

// Whether a column holds numbers, so that a word in it is a mistake.
bool holds_numbers(const HandTable& table, const Params& params, size_t c) {
  if (table.columns[c].words) return false;
  const bool target = static_cast<int64_t>(c) == table.target;
  const std::string& task = get_text(params, "task");
  if (target && task != "auto") return task == "regress";
  const bool comma = get_text(params, "decimal") == "comma";
  size_t numbers = 0, words = 0;
  for (const auto& row : table.rows) {
    const CsvKind kind = parse_csv_number(row[c], comma).kind;
    numbers += kind == CsvKind::number;
    words += kind == CsvKind::text;
  }
  return target ? numbers > words : numbers > 0;
}

}  // namespace

std::vector<size_t> filled_rows(const HandTable& table) {
  std::vector<size_t> filled;
  for (size_t r = 0; r < table.rows.size(); ++r) {
    if (!std::ranges::all_of(table.rows[r], is_empty)) filled.push_back(r);
  }
  return filled;
}

std::vector<BadCell> bad_cells(const HandTable& table, const Params& params) {
  const bool refuse = get_text(params, "missing") == "refuse", comma = get_text(params, "decimal") == "comma";
  std::vector<bool> numbers;
  for (size_t c = 0; c < table.columns.size(); ++c) numbers.push_back(holds_numbers(table, params, c));
  std::vector<BadCell> bad;
  for (const size_t r : filled_rows(table)) {
    for (size_t c = 0; c < table.columns.size(); ++c) {
      const std::string& cell = table.rows[r][c];
      const CsvKind kind = parse_csv_number(cell, comma).kind;
      const bool missing = kind == CsvKind::missing;
      if (missing ? !refuse : !numbers[c] || kind == CsvKind::number) continue;
      bad.push_back({r, c, reason(kind, cell, table.columns[c].name)});
    }
  }
  return bad;
}

std::string csv_text(const HandTable& table, bool names) {
  std::string out;
  const auto add_line = [&](size_t count, const auto& text_of) {
    for (size_t c = 0; c < count; ++c) {
      out += c > 0 ? "," : "";
      add_field(text_of(c), out);
    }
    out += "\n";
  };
  const size_t columns = table.columns.size();
  if (names) add_line(columns, [&](size_t c) { return table.columns[c].name; });
  for (const size_t r : filled_rows(table)) add_line(columns, [&](size_t c) { return table.rows[r][c]; });
  return out;
}

}  // namespace engine
