// A table from a CSV file: one column is the target, all others are inputs. Decides whether the target is a class.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "engine/core/file.h"
#include "engine/data/csv_reader.h"
#include "engine/data/csv_table.h"
#include "engine/schema/dataset_type.h"

namespace engine {
namespace {

constexpr int64_t kMostBytes = int64_t{256} << 20;
constexpr size_t kMostClasses = 1000;

struct Targets {
  std::vector<std::optional<double>> numbers;
  bool all_numbers = true, any_number = false, all_whole = true;
  size_t distinct = 0;
};

Targets look_at_targets(const CsvTable& table) {
  Targets seen;
  std::map<std::string, int> texts;
  for (const std::string& text : table.targets) {
    const CsvNumber parsed = parse_csv_number(text);
    const bool number = parsed.kind == CsvKind::number;
    seen.numbers.push_back(number ? std::optional(parsed.value) : std::nullopt);
    seen.all_numbers = seen.all_numbers && number;
    seen.any_number = seen.any_number || number;
    seen.all_whole = seen.all_whole && number && parsed.value == std::floor(parsed.value);
    if (texts.size() <= kMostClasses) texts.emplace(text, 0);
  }
  seen.distinct = texts.size();
  return seen;
}

// With "auto": words are classes, and so are a few whole numbers that repeat. A column of numbers with a stray word in
// it counts as numbers, so that the word is reported.
bool is_classes(const std::string& choice, const Targets& seen, int64_t rows) {
  if (choice != "auto") return choice == "classify";
  if (!seen.any_number) return true;
  if (!seen.all_numbers) return seen.distinct <= 20;
  return seen.all_whole && seen.distinct >= 2 && seen.distinct <= 10 && static_cast<int64_t>(2 * seen.distinct) <= rows;
}

// Classes in the order of their numbers, or of their names.
Status set_classes(const CsvTable& table, const Targets& seen, const std::string& name, Dataset& set) {
  std::map<std::pair<double, std::string>, std::pair<size_t, std::string>> classes;
  const auto key = [&](size_t i) {
    return seen.all_numbers ? std::pair(*seen.numbers[i], std::string()) : std::pair(0.0, table.targets[i]);
  };
  for (size_t i = 0; i < table.targets.size(); ++i) {
    classes.emplace(key(i), std::pair(size_t{0}, table.targets[i]));
    if (classes.size() > kMostClasses) {
      return error_at(table.target_place(i), "The target has more than {} different values, too many for classes.",
                      kMostClasses);
    }
  }
  if (classes.size() < 2) {
    return error_at(name, "All lines belong to the same class, \"{}\": there is nothing to learn.",
                    excerpt(table.targets[0]));
  }
  for (auto& [unused, entry] : classes) {
    entry.first = set.class_names.size();
    set.class_names.push_back(entry.second);
  }
  for (size_t i = 0; i < table.targets.size(); ++i) {
    set.targets.push_back(static_cast<Scalar>(classes.at(key(i)).first));
  }
  set.classes = static_cast<int64_t>(classes.size());
  return {};
}

Status set_numbers(const CsvTable& table, const Targets& seen, Dataset& set) {
  for (size_t i = 0; i < table.targets.size(); ++i) {
    if (!seen.numbers[i]) {
      return csv_refusal(parse_csv_number(table.targets[i]).kind, table.target_place(i), table.targets[i],
                         table.layout.names[table.layout.target]);
    }
    set.targets.push_back(static_cast<Scalar>(*seen.numbers[i]));
  }
  return {};
}

Result<Dataset> make_csv(const DatasetRequest& request) {
  const std::string& path = get_text(request.params, "path");
  if (path.empty()) return error("Choose a CSV file.");
  const Result<std::string> bytes = read_file(path, kMostBytes);
  if (!bytes) return bytes.error();
  const std::string name = file_name_of(path);
  const Result<std::string_view> text = checked_text(*bytes, name);
  if (!text) return text.error();
  const Result<CsvTable> read = read_csv_table(request.params, *text, name);
  if (!read) return read.error();
  const CsvTable& table = *read;

  Dataset set;
  const auto columns = static_cast<int64_t>(table.layout.names.size()) - 1;
  set.inputs.resize(table.rows, Shape{columns});
  std::copy(table.inputs.begin(), table.inputs.end(), set.inputs.data());
  set.input_names = table.layout.names;
  set.input_names.erase(set.input_names.begin() + static_cast<std::ptrdiff_t>(table.layout.target));
  set.target_name = table.layout.names[table.layout.target];
  const Targets seen = look_at_targets(table);
  const bool classes = is_classes(get_text(request.params, "task"), seen, table.rows);
  if (Status status = classes ? set_classes(table, seen, name, set) : set_numbers(table, seen, set); !status) {
    return status.error();
  }
  return set;
}

}  // namespace

const DatasetType& csv_dataset() {
  static const DatasetType type{
      .id = "csv",
      .title = "CSV file",
      .category = "Files",
      .summary = "A table of numbers. One column is the target: a class or a number.",
      .params = {{.key = "path",
                  .label = "File",
                  .help = "The CSV file: UTF-8, fields separated by commas.",
                  .default_value = std::string(),
                  .is_path = true},
                 {.key = "target",
                  .label = "Target column",
                  .help = "Name or number of the column to predict. Empty: the last one.",
                  .default_value = std::string()},
                 {.key = "header",
                  .label = "Header",
                  .help = "Whether the first line holds the names of the columns.",
                  .default_value = std::string("auto"),
                  .choices = {{"auto", "Automatic"}, {"yes", "Yes"}, {"no", "No"}}},
                 {.key = "task",
                  .label = "Task",
                  .help = "Whether the target is a class or a number.",
                  .default_value = std::string("auto"),
                  .choices = {{"auto", "Automatic"}, {"classify", "Classes"}, {"regress", "Numbers"}}}},
      .generated = false,
      .dimensions = 0,
      .classes = -1,
      .make = make_csv,
  };
  return type;
}

}  // namespace engine
