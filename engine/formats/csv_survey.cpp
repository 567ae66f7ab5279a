#include "engine/formats/csv_survey.h"

#include <algorithm>
#include <cmath>

#include "engine/formats/csv_table.h"
#include "engine/formats/limits.h"
#include "engine/formats/utf8.h"

namespace engine {
namespace {

// All distinct texts that may be kept at a time: those of the target and those that one-hot columns could be made of.
const int64_t kMostTexts = limits::csv_columns.value + limits::classes.value;

class Survey {
 public:
  Survey(CsvSurvey& survey, const Params& params, std::string file)
      : survey_(survey), file_(std::move(file)), columns_(survey.columns), texts_(get_text(params, "text_columns")) {
    const std::vector<std::string> named = listed(get_text(params, "categorical"));
    for (size_t c = 0; c < columns_.size(); ++c) {
      const auto meant = [&](const auto& n) { return n == survey.format.names[c] || n == std::to_string(c + 1); };
      forced_.push_back(std::ranges::any_of(named, meant));
    }
  }

  Status take(const CsvReader& reader);
  Status finish();

 private:
  Status take_field(const CsvReader& reader, size_t c, std::string_view text);
  Status keep_text(const CsvReader& reader, size_t c, std::string_view text, int64_t most);
  void forget_texts(CsvColumn& column) {
    kept_ -= static_cast<int64_t>(column.values.size());
    column.values.clear();
    column.too_many_at.clear();
  }
  Status finish_input(size_t c);

  CsvSurvey& survey_;
  std::string file_;
  std::vector<CsvColumn>& columns_;
  std::string texts_;         // what becomes of columns of text: "one_hot", "index", "leave_out", "refuse"
  std::vector<bool> forced_;  // the user says that it holds categories
  int64_t kept_ = 0;
};

Status Survey::take(const CsvReader& reader) {
  const auto& fields = reader.fields();
  const size_t columns = survey_.format.names.size();
  if (fields.size() != columns) {
    return error_at(reader.where(std::min(fields.size(), columns)), "This line has {} fields, but the first has {}.",
                    fields.size(), columns);
  }
  ++survey_.lines;
  if (survey_.is_dropped(fields)) return {};
  ++survey_.rows;
  for (size_t c = 0; c < columns; ++c) {
    if (survey_.format.uses[c] == CsvUse::left_out) continue;
    if (Status status = take_field(reader, c, trimmed(fields[c])); !status) return status;
  }
  return {};
}

Status Survey::take_field(const CsvReader& reader, size_t c, std::string_view text) {
  CsvColumn& column = columns_[c];
  const bool target = survey_.format.uses[c] == CsvUse::target;
  const CsvNumber parsed = survey_.parse(text);
  const auto remember = [&](CsvOddity& odd) {
    if (!odd.any()) odd = {parsed.kind, reader.where(c), excerpt(text)};
  };
  switch (parsed.kind) {
    case CsvKind::missing:
      ++column.missing;
      if (survey_.missing != "refuse") return {};
      return csv_refusal(CsvKind::missing, reader.where(c), "", survey_.format.names[c]);
    case CsvKind::number:
      ++column.numbers;
      column.all_whole = column.all_whole && parsed.value == std::floor(parsed.value);
      if (target || forced_[c]) return keep_text(reader, c, text, limits::classes.value);
      if (column.numbers == 1) forget_texts(column);
      return {};
    case CsvKind::text:
      ++column.texts;
      remember(column.word);
      break;
    default: remember(column.not_finite);
  }
  if (!target && column.numbers > 0 && !forced_[c]) return {};
  return keep_text(reader, c, text, target ? limits::classes.value : limits::csv_categories.value);
}

Status Survey::keep_text(const CsvReader& reader, size_t c, std::string_view text, int64_t most) {
  CsvColumn& column = columns_[c];
  if (!column.too_many_at.empty() || column.values.contains(text)) return {};
  if (static_cast<int64_t>(column.values.size()) == most) {
    column.too_many_at = reader.where(c);
    return {};
  }
  column.values.emplace(text, 0);
  if (++kept_ <= kMostTexts) return {};
  return error_at(reader.where(c), "The columns of text hold more than {} different values. Leave some of them out.",
                  kMostTexts);
}

Status Survey::finish_input(size_t c) {
  CsvColumn& column = columns_[c];
  const std::string& name = survey_.format.names[c];
  CsvUse& use = survey_.format.uses[c];
  const bool number = !forced_[c] && (column.numbers > 0 || column.texts == 0);
  if (number) {
    use = CsvUse::number;
    for (const CsvOddity* odd : {&column.word, &column.not_finite}) {
      if (odd->any()) return csv_refusal(odd->kind, odd->place, odd->text, name);
    }
    if (column.numbers > 0) return {};
    return error_at(file_, "The column \"{}\" is empty. Leave it out.", excerpt(name));
  }
  const bool taken = forced_[c] || texts_ == "one_hot" || texts_ == "index";
  use = taken ? CsvUse::category : CsvUse::left_out;
  if (use == CsvUse::left_out && texts_ == "refuse") {
    return csv_refusal(CsvKind::text, column.word.place, column.word.text, name);
  }
  if (use == CsvUse::left_out || column.too_many_at.empty()) return {};
  return error_at(column.too_many_at, "The column \"{}\" has more than {} different values. Leave it out.",
                  excerpt(name), limits::csv_categories.value);
}

Status Survey::finish() {
  if (survey_.lines == 0) return error_at(file_, "The file has a header but no lines of data.");
  if (survey_.rows == 0)
    return error_at(file_, "No line is left: in each of the {} lines a value is missing.", survey_.lines);
  for (size_t c = 0; c < columns_.size(); ++c) {
    const CsvUse use = survey_.format.uses[c];
    if (use == CsvUse::left_out || use == CsvUse::target) continue;
    if (Status status = finish_input(c); !status) return status;
  }
  for (CsvColumn& column : columns_) {
    int64_t number = 0;
    for (auto& [text, index] : column.values) index = number++;
  }
  return {};
}

}  // namespace

CsvNumber CsvSurvey::parse(std::string_view field) const {
  if (!missing_words.empty() && std::ranges::find(missing_words, trimmed(field)) != missing_words.end()) {
    return {CsvKind::missing};
  }
  return parse_csv_number(field, format.decimal_comma);
}

bool CsvSurvey::is_dropped(const std::vector<std::string_view>& fields) const {
  if (missing == "refuse") return false;
  const auto absent = [&](size_t c) {
    const std::string_view text = trimmed(fields[c]);
    return text.empty() || std::ranges::find(missing_words, text) != missing_words.end();
  };
  if (missing == "impute") return absent(format.target);
  for (size_t c = 0; c < fields.size(); ++c) {
    if (format.uses[c] != CsvUse::left_out && absent(c)) return true;
  }
  return false;
}

Result<CsvSurvey> survey_csv(ByteSource& source, const Params& params, ProgressMeter& meter) {
  Result<CsvFormat> format = detect_csv_format(source, params);
  if (!format) return format.error();
  CsvSurvey survey;
  survey.format = std::move(*format);
  survey.columns.resize(survey.format.names.size());
  survey.missing = get_text(params, "missing");
  survey.missing_words = listed(get_text(params, "missing_words"));
  Survey taking(survey, params, source.name());
  CsvReader reader(source, survey.format.delimiter);
  for (bool header = survey.format.header;; header = false) {
    const Result<bool> more = reader.next();
    if (!more) return more.error();
    if (!*more) break;
    if (header) continue;
    if (Status status = taking.take(reader); !status) return status.error();
    if (survey.lines % 256 != 0) continue;
    if (Status status = meter.reach(reader.progress()); !status) return status.error();
  }
  if (Status status = taking.finish(); !status) return status.error();
  source.seek(0);
  return survey;
}

}  // namespace engine
