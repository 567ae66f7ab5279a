#include "engine/data/csv_table.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "engine/data/csv_reader.h"

namespace engine {
namespace {

constexpr double kLargest = std::numeric_limits<float>::max();

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

// Digits with an optional sign, point and exponent: what every program writes. Hexadecimal and the like are text.
bool looks_like_number(std::string_view s) {
  size_t i = 0, digits = 0;
  const auto skip_sign = [&] { i += i < s.size() && (s[i] == '+' || s[i] == '-'); };
  const auto skip_digits = [&] {
    size_t n = 0;
    for (; i < s.size() && s[i] >= '0' && s[i] <= '9'; ++i) ++n;
    return n;
  };
  skip_sign();
  digits = skip_digits();
  if (i < s.size() && s[i] == '.') {
    ++i;
    digits += skip_digits();
  }
  if (digits == 0) return false;
  if (i < s.size() && (s[i] == 'e' || s[i] == 'E')) {
    ++i;
    skip_sign();
    if (skip_digits() == 0) return false;
  }
  return i == s.size();
}

// With "auto": the first line is a header when one of its fields is text above a number.
bool is_header(const std::string& choice, const std::vector<std::string>& first,
               const std::vector<std::string>& second) {
  if (choice != "auto") return choice == "yes";
  for (size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
    if (parse_csv_number(first[i]).kind == CsvKind::text && parse_csv_number(second[i]).kind == CsvKind::number)
      return true;
  }
  return false;
}

Result<size_t> target_column(const CsvLayout& layout, const std::string& wanted) {
  const size_t columns = layout.names.size();
  if (wanted.empty()) return columns - 1;
  const auto found = std::find(layout.names.begin(), layout.names.end(), wanted);
  if (found != layout.names.end()) return static_cast<size_t>(found - layout.names.begin());
  size_t number = 0;
  const auto [end, failed] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  const bool whole = failed == std::errc() && end == wanted.data() + wanted.size();
  if (whole && number >= 1 && number <= columns) return number - 1;
  std::string known;
  for (size_t i = 0; i < std::min<size_t>(columns, 12); ++i) {
    known += i ? ", " : "";
    known += excerpt(layout.names[i]);
  }
  if (columns > 12) known += ", ...";
  return error("There is no column \"{}\" in the file; its {} columns are {}.", excerpt(wanted), columns, known);
}

Status take_record(const CsvReader& reader, CsvTable& table) {
  const auto& fields = reader.fields();
  const CsvLayout& layout = table.layout;
  if (fields.size() != layout.names.size()) {
    return error_at(reader.where(std::min(fields.size(), layout.names.size())),
                    "This line has {} fields, but the first has {}.", fields.size(), layout.names.size());
  }
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i == layout.target) {
      table.targets.emplace_back(trimmed(fields[i]));
      table.lines.push_back(reader.line());
      if (table.targets.back().empty()) return csv_refusal(CsvKind::missing, reader.where(i), "", layout.names[i]);
      continue;
    }
    const CsvNumber parsed = parse_csv_number(fields[i]);
    if (parsed.kind != CsvKind::number) return csv_refusal(parsed.kind, reader.where(i), fields[i], layout.names[i]);
    table.inputs.push_back(static_cast<Scalar>(parsed.value));
  }
  ++table.rows;
  return {};
}

Status lay_out(const Params& params, const std::string& name, const std::vector<std::string>& first, bool header,
               CsvLayout& layout) {
  if (first.size() < 2) {
    return error_at(name,
                    "The file has only one column; it takes at least one input and a target, separated by commas.");
  }
  for (size_t i = 0; i < first.size(); ++i) {
    const std::string title(header ? trimmed(first[i]) : std::string_view());
    layout.names.push_back(title.empty() ? fmt::format("x{}", i + 1) : title);
  }
  const Result<size_t> target = target_column(layout, std::string(trimmed(get_text(params, "target"))));
  if (!target) return Error{target.error().what, name};
  layout.target = *target;
  if (!header) layout.names[layout.target] = std::string("y");
  return {};
}

}  // namespace

CsvNumber parse_csv_number(const std::string& field) {
  const std::string text(trimmed(field));
  if (text.empty()) return {CsvKind::missing};
  if (looks_like_number(text)) {
    const double value = std::strtod(text.c_str(), nullptr);
    if (!(std::abs(value) <= kLargest)) return {CsvKind::too_large};
    return {CsvKind::number, value};
  }
  std::string word;
  for (const char c : text) {
    if (c != '+' && c != '-') word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return {word == "nan" || word == "inf" || word == "infinity" ? CsvKind::not_finite : CsvKind::text};
}

Error csv_refusal(CsvKind kind, const std::string& place, const std::string& field, const std::string& column) {
  const std::string found = excerpt(trimmed(field));
  switch (kind) {
    case CsvKind::missing:
      return error_at(place, "A value of \"{}\" is missing. Fill it in or remove the line.", excerpt(column));
    case CsvKind::not_finite:
      return error_at(place, "A finite number belongs into \"{}\", but the file says \"{}\".", excerpt(column), found);
    case CsvKind::too_large:
      return error_at(place, "The number in \"{}\" is too large: {}. The largest is {}.", excerpt(column), found,
                      fmt::format("{:.2g}", kLargest));
    default: return error_at(place, "A number belongs into \"{}\", but the file says \"{}\".", excerpt(column), found);
  }
}

Result<CsvTable> read_csv_table(const Params& params, std::string_view text, const std::string& name) {
  CsvTable table;
  table.name = name;
  CsvReader reader(text, name);
  const Result<bool> any = reader.next();
  if (!any) return any.error();
  if (!*any) return error_at(name, "The file is empty.");
  const CsvReader first = reader;  // where to return to when the first line is no header
  const Result<bool> second = reader.next();
  if (!second) return second.error();
  const bool header = is_header(get_text(params, "header"), first.fields(), reader.fields());
  if (Status status = lay_out(params, name, first.fields(), header, table.layout); !status) return status.error();
  if (!header) reader = first;
  for (bool more = header ? *second : true; more;) {
    if (Status status = take_record(reader, table); !status) return status.error();
    const Result<bool> next = reader.next();
    if (!next) return next.error();
    more = *next;
  }
  if (table.rows == 0) return error_at(name, "The file has a header but no lines of data.");
  return table;
}

}  // namespace engine
