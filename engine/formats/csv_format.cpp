#include "engine/formats/csv_format.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "engine/formats/csv_reader.h"
#include "engine/formats/utf8.h"

namespace engine {
namespace {

constexpr double kLargest = std::numeric_limits<float>::max();
constexpr size_t kSampleLines = 100;
constexpr int64_t kSampleBytes = int64_t{64} << 10;

using Records = std::vector<std::vector<std::string>>;

// Digits with an optional sign, decimal sign and exponent: what every program writes. Hexadecimal and the like are
// text. `magnitude`: the power of ten of the first digit that is not zero, roughly.
bool looks_like_number(std::string_view s, int64_t& magnitude) {
  size_t i = 0, digits = 0;
  const auto skip_sign = [&] { i += i < s.size() && (s[i] == '+' || s[i] == '-'); };
  const auto is_digit = [&] { return i < s.size() && s[i] >= '0' && s[i] <= '9'; };
  bool leading = true;
  skip_sign();
  for (; is_digit(); ++i, ++digits) {
    leading = leading && s[i] == '0';
    magnitude += !leading;
  }
  if (i < s.size() && s[i] == '.') {
    for (++i; is_digit(); ++i, ++digits) {
      leading = leading && s[i] == '0';
      magnitude -= leading;
    }
  }
  if (digits == 0) return false;
  if (i < s.size() && (s[i] == 'e' || s[i] == 'E')) {
    ++i;
    const bool negative = i < s.size() && s[i] == '-';
    skip_sign();
    int64_t exponent = 0;
    const size_t first = i;
    for (; is_digit(); ++i) exponent = std::min<int64_t>(exponent * 10 + (s[i] - '0'), 1'000'000'000);
    if (i == first) return false;
    magnitude += negative ? -exponent : exponent;
  }
  return i == s.size();
}

bool is_number(std::string_view field, bool decimal_comma) {
  return parse_csv_number(field, decimal_comma).kind == CsvKind::number;
}

// The first records when `delimiter` is the right one; what is wrong in them is left to the real reading.
Records first_records(ByteSource& source, char delimiter) {
  source.seek(0);
  CsvReader reader(source, delimiter);
  Records records;
  while (records.size() <= kSampleLines) {
    const Result<bool> more = reader.next();
    if (!more || !*more) break;
    records.emplace_back(reader.fields().begin(), reader.fields().end());
  }
  source.seek(0);
  return records;
}

// Fields of the most common line, and how many lines have as many.
std::pair<size_t, size_t> common_width(const Records& records) {
  std::map<size_t, size_t> lines;
  for (const auto& record : records) ++lines[record.size()];
  std::pair<size_t, size_t> best{1, 0};
  for (const auto& [width, count] : lines) {
    if (count > best.second) best = {width, count};
  }
  return best;
}

// The delimiter that cuts all lines into the same number of fields, or the most of them. A comma stands in many texts,
// so the others win against it.
char detect_delimiter(ByteSource& source) {
  char best = ',';
  double best_share = 0;
  for (const char candidate : {'\t', ';', '|', ','}) {
    const Records records = first_records(source, candidate);
    const auto [width, count] = common_width(records);
    const double share = width < 2 ? 0 : static_cast<double>(count) / static_cast<double>(records.size());
    if (share <= best_share) continue;
    best = candidate;
    best_share = share;
  }
  return best;
}

// The first line is a header when one of its fields is text above a number. In a table without numbers it is one when
// none of its fields comes again below while others do repeat.
bool detect_header(const Records& records, bool decimal_comma) {
  if (records.size() < 2) return false;
  bool any_number = false, repeats = false;
  const auto& first = records[0];
  for (size_t c = 0; c < std::min(first.size(), records[1].size()); ++c) {
    const bool below = is_number(records[1][c], decimal_comma);
    if (below && parse_csv_number(first[c], decimal_comma).kind == CsvKind::text) return true;
    any_number = any_number || below || is_number(first[c], decimal_comma);
  }
  if (any_number) return false;
  for (size_t c = 0; c < first.size(); ++c) {
    std::set<std::string_view> seen;
    for (size_t r = 1; r < records.size() && c < records[r].size(); ++r) {
      if (records[r][c] == first[c]) return false;
      repeats = !seen.insert(records[r][c]).second || repeats;
    }
  }
  return repeats;
}

Result<size_t> find_column(const std::vector<std::string>& names, const std::string& wanted) {
  const size_t columns = names.size();
  const auto found = std::find(names.begin(), names.end(), wanted);
  if (found != names.end()) return static_cast<size_t>(found - names.begin());
  size_t number = 0;
  const auto [end, failed] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  const bool whole = failed == std::errc() && end == wanted.data() + wanted.size();
  if (whole && number >= 1 && number <= columns) return number - 1;
  std::string known;
  for (size_t i = 0; i < std::min<size_t>(columns, 12); ++i) {
    known += i ? ", " : "";
    known += excerpt(names[i]);
  }
  if (columns > 12) known += ", ...";
  return error("There is no column \"{}\" in the file; its {} columns are {}.", excerpt(wanted), columns, known);
}

// What the first lines say of each column, corrected by the lists that the user has given.
Status assign_uses(const Params& params, const std::string& name, CsvFormat& format) {
  format.uses.assign(format.names.size(), CsvUse::number);
  for (size_t c = 0; c < format.names.size(); ++c) {
    const auto holds_text = [&](const auto& record) {
      return c < record.size() && parse_csv_number(record[c], format.decimal_comma).kind == CsvKind::text;
    };
    const auto holds_number = [&](const auto& record) {
      return c < record.size() && is_number(record[c], format.decimal_comma);
    };
    const bool text = std::ranges::any_of(format.sample, holds_text);
    if (text && std::ranges::none_of(format.sample, holds_number)) format.uses[c] = CsvUse::category;
  }
  for (const auto& [key, use] : {std::pair("categorical", CsvUse::category), std::pair("ignore", CsvUse::left_out)}) {
    for (const std::string& wanted : listed(get_text(params, key))) {
      const Result<size_t> column = find_column(format.names, wanted);
      if (!column) return Error{column.error().what, name};
      format.uses[*column] = use;
    }
  }
  if (format.uses[format.target] == CsvUse::left_out) {
    return error_at(name, "The column \"{}\" cannot be left out: it is the target.",
                    excerpt(format.names[format.target]));
  }
  format.uses[format.target] = CsvUse::target;
  return {};
}

Status name_columns(const Params& params, const std::string& name, const std::vector<std::string>& first,
                    CsvFormat& format) {
  if (first.size() < 2) {
    return error_at(name,
                    "The file has only one column; it takes at least one input and a target. Check the delimiter.");
  }
  for (size_t i = 0; i < first.size(); ++i) {
    const std::string title(format.header ? trimmed(first[i]) : std::string_view());
    format.names.push_back(title.empty() ? fmt::format("x{}", i + 1) : title);
  }
  const std::string wanted(trimmed(get_text(params, "target")));
  const Result<size_t> target = wanted.empty() ? format.names.size() - 1 : find_column(format.names, wanted);
  if (!target) return Error{target.error().what, name};
  format.target = *target;
  if (!format.header) format.names[format.target] = std::string("y");
  return {};
}

// The reader's own complaint about the first record, which first_records has swallowed.
Error why_empty(ByteSource& source, char delimiter) {
  CsvReader reader(source, delimiter);
  const Result<bool> more = reader.next();
  return more ? error_at(source.name(), "The file is empty.") : more.error();
}

}  // namespace

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

CsvNumber parse_csv_number(std::string_view field, bool decimal_comma) {
  std::string_view text = trimmed(field);
  if (text.empty()) return {CsvKind::missing};
  std::string with_point;
  if (const size_t comma = text.find(','); decimal_comma && comma < text.size() && text.find('.') > text.size()) {
    with_point = text;
    with_point[comma] = '.';
    text = with_point;
  }
  int64_t magnitude = 0;
  if (looks_like_number(text, magnitude)) {
    double value = 0;
    const size_t plus = text[0] == '+';
    const auto [end, failed] = std::from_chars(text.data() + plus, text.data() + text.size(), value);
    if (failed == std::errc::result_out_of_range) value = magnitude > 0 ? HUGE_VAL : 0;
    if (!(std::abs(value) <= kLargest)) return {CsvKind::too_large};
    return {CsvKind::number, value};
  }
  if (text.size() > 9) return {CsvKind::text};
  std::string word;
  for (const char c : text) {
    if (c != '+' && c != '-') word += static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  }
  return {word == "nan" || word == "inf" || word == "infinity" ? CsvKind::not_finite : CsvKind::text};
}

std::vector<std::string> listed(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    if (const std::string_view item = trimmed(text.substr(0, comma)); !item.empty()) items.emplace_back(item);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return items;
}

Result<CsvFormat> detect_csv_format(ByteSource& source, const Params& params) {
  CsvFormat format;
  const std::string& delimiter = get_text(params, "delimiter");
  const std::map<std::string, char> known{{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"bar", '|'}};
  // The sample is cut off in the middle of a line, so it is read from a source that ends with a whole one.
  std::string head(static_cast<size_t>(std::min(source.size(), kSampleBytes)), '\0');
  source.seek(0);
  const Result<size_t> got = source.read(head);
  if (!got) return got.error();
  source.seek(0);
  if (static_cast<int64_t>(*got) < source.size()) head.resize(std::max(head.rfind('\n') + 1, size_t{0}));
  ByteSource sampled(head, source.name());
  ByteSource& sample = head.empty() ? source : sampled;
  format.delimiter = known.contains(delimiter) ? known.at(delimiter) : detect_delimiter(sample);
  const std::string& decimal = get_text(params, "decimal");
  format.decimal_comma = decimal == "comma" || (decimal == "auto" && format.delimiter == ';');
  format.sample = first_records(sample, format.delimiter);
  if (format.sample.empty()) return why_empty(source, format.delimiter);
  const std::string& header = get_text(params, "header");
  format.header = header == "auto" ? detect_header(format.sample, format.decimal_comma) : header == "yes";
  if (Status status = name_columns(params, source.name(), format.sample[0], format); !status) return status.error();
  if (format.header) format.sample.erase(format.sample.begin());
  if (format.sample.size() > kSampleLines) format.sample.resize(kSampleLines);
  if (Status status = assign_uses(params, source.name(), format); !status) return status.error();
  return format;
}

}  // namespace engine
