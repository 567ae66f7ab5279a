// Which files are tables, and the first lines of one.
#include "engine/data/csv_file.h"

#include <algorithm>
#include <array>

#include "engine/formats/csv_survey.h"
#include "engine/formats/csv_table.h"
#include "engine/formats/head.h"
#include "engine/formats/limits.h"
#include "engine/formats/utf8.h"

namespace engine {

const DatasetType& csv_dataset();

namespace {

constexpr int64_t kPreviewBytes = int64_t{256} << 10;
constexpr size_t kMostCells = 20000;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  return out;
}

// The column that is called as targets are; the last one where none is.
size_t likely_target(const CsvFormat& format) {
  static constexpr std::array usual{"target", "label", "class", "y", "species", "outcome"};
  for (const char* name : usual) {
    const auto found = std::ranges::find_if(format.names, [&](const std::string& n) { return lower(n) == name; });
    if (format.header && found != format.names.end()) return static_cast<size_t>(found - format.names.begin());
  }
  return format.target;
}

const char* delimiter_id(char delimiter) {
  return delimiter == ';' ? "semicolon" : delimiter == '\t' ? "tab" : delimiter == '|' ? "bar" : "comma";
}

void add_format(const PathLook& look, Claim& claim) {
  const std::string_view head = look.whole() ? std::string_view(look.head) : whole_lines(look.head);
  ByteSource source(head, look.name);
  const Result<CsvFormat> format = detect_csv_format(source, defaults(csv_dataset().params));
  if (!format) return;
  const bool one_line = format->sample.size() < 2 && !format->header;
  if (one_line && !look.whole()) return;  // lines so long tell too little here
  claim.params["delimiter"] = std::string(delimiter_id(format->delimiter));
  claim.params["header"] = std::string(format->header ? "yes" : "no");
  const size_t target = likely_target(*format);
  const std::string& name = format->names[target];
  const bool once = std::ranges::count(format->names, name) == 1;
  claim.params["target"] = format->header && once ? name : std::to_string(target + 1);
}

// How much a text without a name that tells looks like a table: the share of lines with as many fields as the first,
// a little less when none of them is a number.
double regularity(const PathLook& look) {
  ByteSource source(look.whole() ? std::string_view(look.head) : whole_lines(look.head), look.name);
  const Result<CsvFormat> format = detect_csv_format(source, defaults(csv_dataset().params));
  if (!format || format->sample.size() < 2) return 0;
  const size_t width = format->names.size();
  const auto regular = std::ranges::count_if(format->sample, [&](const auto& line) { return line.size() == width; });
  const bool numbers = std::ranges::any_of(format->sample[0], [&](const auto& field) {
    return parse_csv_number(field, format->decimal_comma).kind == CsvKind::number;
  });
  return static_cast<double>(regular) / static_cast<double>(format->sample.size()) * (numbers ? 1 : 0.7);
}

Claim recognise(const PathLook& look) {
  Claim claim;
  if (look.folder) return claim;
  const std::string end = look.extension();
  static constexpr std::array sheets{".xlsx", ".xls", ".ods", ".numbers"};
  if (std::ranges::find(sheets, end) != sheets.end()) {
    claim.refusal = message("This is a workbook. Save its sheet as CSV (UTF-8) and open that.");
    return claim;
  }
  const bool named = end == ".csv" || end == ".tsv" || end == ".tab";
  const bool text = looks_like_text(look.head, look.whole());
  if (named) {
    claim.sure = text ? 0.9 : 0.5;
  } else if (text && end != ".jsonl" && end != ".ndjson" && end != ".json") {
    const double regular = regularity(look);
    claim.sure = regular < 0.6 ? 0 : regular < 0.9 ? 0.2 : 0.7;
  }
  if (claim.sure == 0) return claim;
  claim.params["path"] = look.path;
  if (text) add_format(look, claim);
  return claim;
}

ColumnUse use_of(CsvUse use) {
  switch (use) {
    case CsvUse::category: return ColumnUse::category;
    case CsvUse::target: return ColumnUse::target;
    case CsvUse::left_out: return ColumnUse::left_out;
    default: return ColumnUse::number;
  }
}

bool is_named(const Params& params, const char* key, const std::string& name, size_t column) {
  const std::vector<std::string> named = listed(get_text(params, key));
  return std::ranges::any_of(named, [&](const auto& n) { return n == name || n == std::to_string(column + 1); });
}

// Takes note of the first lines as they stand. `survey` may be null: then nothing more than these is known.
PreviewTable make_table(const CsvFormat& format, const CsvSurvey* survey, const Params& params) {
  PreviewTable table;
  table.header = format.header;
  const auto words = listed(get_text(params, "missing_words"));
  const auto absent = [&](const std::string& text) {
    return trimmed(text).empty() || std::ranges::find(words, trimmed(text)) != words.end();
  };
  for (size_t c = 0; c < format.names.size(); ++c) {
    PreviewColumn column;
    column.name = excerpt(format.names[c]);
    column.use = use_of(survey ? survey->format.uses[c] : format.uses[c]);
    column.forced = is_named(params, "categorical", format.names[c], c);
    const auto field = [&](const auto& line) { return c < line.size() ? line[c] : std::string(); };
    const auto kind = [&](const auto& line) { return parse_csv_number(field(line), format.decimal_comma).kind; };
    const auto& lines = format.sample;
    column.text = std::ranges::any_of(lines, [&](const auto& l) { return kind(l) == CsvKind::text; }) &&
                  std::ranges::none_of(lines, [&](const auto& l) { return kind(l) == CsvKind::number; });
    if (survey) {
      column.missing = survey->columns[c].missing;
      column.distinct = static_cast<int64_t>(survey->columns[c].values.size());
    } else {
      column.missing = std::ranges::count_if(lines, [&](const auto& l) { return c < l.size() && absent(l[c]); });
    }
    table.any_missing = table.any_missing || column.missing > 0;
    table.columns.push_back(std::move(column));
  }
  const size_t most = std::max<size_t>(5, kMostCells / std::max<size_t>(1, format.names.size()));
  for (const auto& line : format.sample) {
    if (table.rows.size() == most) break;
    auto& row = table.rows.emplace_back();
    for (const std::string& field : line) row.push_back({excerpt(trimmed(field)), absent(field)});
  }
  return table;
}

// Without what the user has said of columns, which may be what is wrong.
Result<CsvFormat> plain_format(ByteSource& source, Params params) {
  for (const char* key : {"target", "categorical", "ignore"}) params[key] = std::string();
  return detect_csv_format(source, params);
}

// An error that stands at a line of the file stays one, however much more there is to read.
bool has_line(const Error& e, const std::string& file) { return e.where.size() > file.size(); }

Result<DataPreview> preview(const DatasetRequest& request) {
  const std::string& path = get_text(request.params, "path");
  if (path.empty()) return error("Choose a CSV file.");
  Result<ByteSource> file = ByteSource::open(path, limits::file_bytes.value);
  if (!file) return file.error();
  const Result<Head> head = read_head(*file, kPreviewBytes);
  if (!head) return head.error();
  ByteSource source(head->bytes, file->name());
  DataPreview preview;
  preview.whole = head->whole;
  Result<CsvFormat> format = detect_csv_format(source, request.params);
  if (!format) {
    preview.problem = format.error();
    format = plain_format(source, request.params);
    if (!format) return format.error();
    preview.table = make_table(*format, nullptr, request.params);
    return preview;
  }
  Params lenient = request.params;
  lenient["missing"] = std::string("impute");
  const Progress nobody;
  ProgressMeter meter(nobody);
  const Result<CsvSurvey> survey = survey_csv(source, lenient, meter);
  preview.table = make_table(*format, survey ? &*survey : nullptr, request.params);
  source.seek(0);
  const Result<Dataset> set = read_csv(source, request.params, {});
  if (!set) {
    if (head->whole || has_line(set.error(), file->name())) preview.problem = set.error();
    return preview;
  }
  preview.rows = set->rows();
  preview.input = set->inputs.shape();
  preview.classes = set->classes;
  preview.notes = set->notes;
  return preview;
}

}  // namespace

const FileSource& csv_file() {
  static const FileSource file{.paths = {{"path", {".csv", ".tsv", ".tab", ".txt", ".data", ".dat"}}},
                               .main = {"delimiter", "header", "task", "missing", "text_columns"},
                               .recognise = recognise,
                               .preview = preview};
  return file;
}

}  // namespace engine
