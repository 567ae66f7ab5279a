#include "engine/formats/csv_table.h"

#include <algorithm>
#include <limits>

#include "engine/formats/csv_survey.h"
#include "engine/formats/limits.h"
#include "engine/formats/set_size.h"
#include "engine/formats/utf8.h"

namespace engine {
namespace {

constexpr size_t kMostNotes = 8;  // of columns of ids

// With "auto": words are classes, and so are a few whole numbers that repeat. A column of numbers with a stray word in
// it counts as numbers, so that the word is reported.
bool is_classes(const std::string& choice, const CsvColumn& target, int64_t rows) {
  if (choice != "auto") return choice == "classify";
  const auto distinct = static_cast<int64_t>(target.values.size());
  if (target.numbers == 0) return target.texts > 0;
  if (target.numbers < rows) return distinct <= 20 && target.texts > 0;
  return target.all_whole && distinct >= 2 && distinct <= 10 && 2 * distinct <= rows;
}

class Table {
 public:
  Table(CsvSurvey& survey, const Params& params) : survey_(survey), target_(survey.columns[survey.format.target]) {
    classes_ = is_classes(get_text(params, "task"), target_, survey.rows);
    by_id_ = get_text(params, "text_columns") == "index";
  }

  Status lay_out(const std::string& file);
  Status take(const CsvReader& reader);
  Dataset set;

 private:
  Status make_classes(const std::string& file);
  int64_t place_inputs();
  void place_ids(int64_t inputs);
  Status take_field(const CsvReader& reader, size_t c, std::string_view text, Scalar* row);

  CsvSurvey& survey_;
  CsvColumn& target_;
  bool classes_;
  bool by_id_ = false;                // categories are numbers for an embedding, not one-hot
  std::vector<int64_t> first_input_;  // by column of the file
  int64_t row_ = 0;
};

// Classes in the order of their numbers, or of their names. "1" and "1.0" are one class.
Status Table::make_classes(const std::string& file) {
  if (!target_.too_many_at.empty()) {
    return error_at(target_.too_many_at, "The target has more than {} different values, too many for classes.",
                    limits::classes.value);
  }
  const bool numbers = target_.texts == 0 && !target_.not_finite.any();
  std::map<std::pair<double, std::string>, std::vector<std::string>> classes;
  for (const auto& [text, unused] : target_.values) {
    const double value = numbers ? survey_.parse(text).value : 0;
    classes[{value, numbers ? std::string() : text}].push_back(text);
  }
  if (classes.size() < 2) {
    return error_at(file, "All lines belong to the same class, \"{}\": there is nothing to learn.",
                    excerpt(target_.values.empty() ? "" : target_.values.begin()->first));
  }
  for (const auto& [unused, texts] : classes) {
    for (const std::string& text : texts) target_.values[text] = set.classes;
    set.class_names.push_back(texts[0]);
    ++set.classes;
  }
  return {};
}

// Gives each column of the file its inputs, as far as they are numbers or one-hot, and returns how many there are.
int64_t Table::place_inputs() {
  int64_t inputs = 0;
  for (size_t c = 0; c < survey_.columns.size(); ++c) {
    const CsvColumn& column = survey_.columns[c];
    const std::string& name = survey_.format.names[c];
    first_input_.push_back(inputs);
    if (survey_.format.uses[c] == CsvUse::number) {
      set.input_names.push_back(name);
      ++inputs;
    } else if (survey_.format.uses[c] == CsvUse::category && !by_id_) {
      inputs += static_cast<int64_t>(column.values.size());
      if (inputs > limits::csv_columns.value) break;
      for (const auto& [text, unused] : column.values) set.input_names.push_back(name + "=" + text);
    }
    if (inputs > limits::csv_columns.value) break;
  }
  return inputs;
}

// Ids stand behind the `inputs` others, so that one slice holds these.
void Table::place_ids(int64_t inputs) {
  for (size_t c = 0; c < survey_.columns.size(); ++c) {
    if (survey_.format.uses[c] != CsvUse::category) continue;
    first_input_[c] = inputs;
    set.id_columns.push_back(inputs++);
    set.input_names.push_back(survey_.format.names[c]);
    if (set.notes.size() == kMostNotes) continue;
    const std::string name = excerpt(survey_.format.names[c]);
    const size_t values = survey_.columns[c].values.size();
    set.notes.push_back(message("Input {} holds the numbers 0 to {} of \"{}\"; its embedding needs a vocabulary of {}.",
                                inputs, values - 1, name, values));
  }
}

Status Table::lay_out(const std::string& file) {
  const int64_t plain = place_inputs();
  if (plain > limits::csv_columns.value) {
    return error_at(file, "With its columns of text the table has more than {} columns. Leave some of them out.",
                    limits::csv_columns.value);
  }
  if (by_id_) place_ids(plain);
  const int64_t inputs = plain + static_cast<int64_t>(set.id_columns.size());
  int64_t missing = 0;
  for (size_t c = 0; c < survey_.columns.size(); ++c) {
    if (survey_.format.uses[c] == CsvUse::number) missing += survey_.columns[c].missing;
  }
  if (inputs == 0) return error_at(file, "No column is left as an input.");
  if (Status status = check_set_size(survey_.rows, inputs, file); !status) return status;
  set.target_name = survey_.format.names[survey_.format.target];
  if (classes_) {
    if (Status status = make_classes(file); !status) return status;
  } else {
    for (const CsvOddity* odd : {&target_.word, &target_.not_finite}) {
      if (odd->any()) return csv_refusal(odd->kind, odd->place, odd->text, set.target_name);
    }
  }
  set.inputs.resize(survey_.rows, Shape{inputs});
  set.targets.reserve(static_cast<size_t>(survey_.rows));
  set.missing.reserve(static_cast<size_t>(missing));
  if (const int64_t dropped = survey_.lines - survey_.rows; dropped > 0) {
    set.notes.push_back(message("{} of {} lines were left out because a value is missing.", dropped, survey_.lines));
  }
  if (missing > 0) set.notes.push_back(message("{} missing values are filled in.", missing));
  return {};
}

Status Table::take_field(const CsvReader& reader, size_t c, std::string_view text, Scalar* row) {
  const CsvUse use = survey_.format.uses[c];
  if (use == CsvUse::left_out) return {};
  const bool by_text = use == CsvUse::category || (use == CsvUse::target && classes_);
  const CsvNumber parsed = by_text ? CsvNumber{CsvKind::text} : survey_.parse(text);
  if (!by_text && parsed.kind == CsvKind::number) {
    if (use == CsvUse::target) {
      set.targets.push_back(static_cast<Scalar>(parsed.value));
    } else {
      row[first_input_[c]] = static_cast<Scalar>(parsed.value);
    }
    return {};
  }
  if (!by_text) {
    set.missing.push_back(row_ * set.inputs.columns() + first_input_[c]);
    return {};
  }
  const auto& values = survey_.columns[c].values;
  const auto found = values.find(text);
  if (use == CsvUse::target) {
    if (found == values.end()) return error_at(reader.where(c), "The file changed while it was read.");
    set.targets.push_back(static_cast<Scalar>(found->second));
  } else if (by_id_) {  // a missing category is none of them
    row[first_input_[c]] = found == values.end() ? Scalar(-1) : static_cast<Scalar>(found->second);
  } else if (found != values.end()) {
    row[first_input_[c] + found->second] = 1;
  }
  return {};
}

Status Table::take(const CsvReader& reader) {
  const auto& fields = reader.fields();
  const bool fits = fields.size() == first_input_.size();
  if (fits && survey_.is_dropped(fields)) return {};
  if (!fits || row_ == set.rows()) return error_at(reader.where(0), "The file changed while it was read.");
  for (size_t c = 0; c < fields.size(); ++c) {
    if (Status status = take_field(reader, c, trimmed(fields[c]), set.inputs.row(row_)); !status) return status;
  }
  ++row_;
  return {};
}

}  // namespace

Error csv_refusal(CsvKind kind, const std::string& place, std::string_view field, const std::string& column) {
  const std::string found = excerpt(trimmed(field));
  switch (kind) {
    case CsvKind::missing:
      return error_at(place, "A value of \"{}\" is missing. Fill it in or remove the line.", excerpt(column));
    case CsvKind::not_finite:
      return error_at(place, "A finite number belongs into \"{}\", but the file says \"{}\".", excerpt(column), found);
    case CsvKind::too_large:
      return error_at(place, "The number in \"{}\" is too large: {}. The largest is {}.", excerpt(column), found,
                      fmt::format("{:.2g}", std::numeric_limits<float>::max()));
    default: return error_at(place, "A number belongs into \"{}\", but the file says \"{}\".", excerpt(column), found);
  }
}

Result<Dataset> read_csv(ByteSource& source, const Params& params, const Progress& progress) {
  ProgressMeter meter(progress);
  meter.stretch(0, 0.5);
  Result<CsvSurvey> survey = survey_csv(source, params, meter);
  if (!survey) return survey.error();
  Table table(*survey, params);
  if (Status status = table.lay_out(source.name()); !status) return status.error();
  meter.stretch(0.5, 1);
  CsvReader reader(source, survey->format.delimiter);
  int64_t lines = 0;
  for (bool header = survey->format.header;; header = false) {
    const Result<bool> more = reader.next();
    if (!more) return more.error();
    if (!*more) break;
    if (header) continue;
    if (Status status = table.take(reader); !status) return status.error();
    if (++lines % 256 != 0) continue;
    if (Status status = meter.reach(reader.progress()); !status) return status.error();
  }
  if (static_cast<int64_t>(table.set.targets.size()) != table.set.rows()) {
    return error_at(source.name(), "The file changed while it was read.");
  }
  return std::move(table.set);
}

}  // namespace engine
