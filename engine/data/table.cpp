// A small table that the user has typed, read by the rules of CSV files. Rows without any cell are passed over.
#include <algorithm>
#include <charconv>

#include "engine/core/file.h"
#include "engine/data/hand_made.h"
#include "engine/data/table_cells.h"
#include "engine/formats/csv_table.h"
#include "engine/formats/hand_files.h"

namespace engine {
namespace {

// The names that a CSV file without a header gets are put right: "x3=red" is the third column.
void name_inputs(const HandTable& table, Dataset& set) {
  for (std::string& name : set.input_names) {
    size_t number = 0;
    const char* end = std::from_chars(name.data() + 1, name.data() + name.size(), number).ptr;
    name = table.columns[number - 1].name + name.substr(static_cast<size_t>(end - name.data()));
  }
  set.target_name = table.columns[static_cast<size_t>(table.target)].name;
}

Params csv_params(const Params& given, const HandTable& table) {
  std::string words;
  for (size_t c = 0; c < table.columns.size(); ++c) {
    const bool counts = table.columns[c].words && static_cast<int64_t>(c) != table.target;
    if (counts) words += fmt::format("{},", c + 1);
  }
  Params params = given;
  params["target"] = std::to_string(table.target + 1);
  params["categorical"] = words;
  for (const char* empty : {"ignore", "missing_words"}) params[empty] = std::string();
  params["header"] = std::string("no");
  params["delimiter"] = std::string("comma");
  params["text_columns"] = std::string("one_hot");
  const bool target_words = !table.columns.empty() && table.columns[static_cast<size_t>(table.target)].words;
  if (target_words) params["task"] = std::string("classify");
  return params;
}

// A row counts when it has what it needs by the rule for missing values.
int64_t whole_rows(const HandTable& table, const Params& params) {
  const std::string& rule = get_text(params, "missing");
  const auto empty = [](const std::string& cell) { return cell.find_first_not_of(" \t") == std::string::npos; };
  return std::ranges::count_if(filled_rows(table), [&](size_t r) {
    const auto& row = table.rows[r];
    if (rule == "drop") return std::ranges::none_of(row, empty);
    return rule == "refuse" || !empty(row[static_cast<size_t>(table.target)]);
  });
}

Result<Dataset> make_table(const DatasetRequest& request) {
  const HandTable& table = request.hand.table;
  if (Status status = check_table(table); !status) return status.error();
  // One row has nothing to be compared with: still as good as empty.
  if (table.columns.empty() || whole_rows(table, request.params) < 2) return Dataset{};
  if (table.columns.size() < 2) return error("A table has at least two columns: an input and the target.");
  const std::vector<BadCell> bad = bad_cells(table, request.params);
  if (!bad.empty()) return Error{bad[0].why, fmt::format("table:{}:{}", bad[0].row + 1, bad[0].column + 1)};
  const std::string text = csv_text(table, false);
  ByteSource source(text, "table");
  Result<Dataset> set = read_csv(source, csv_params(request.params, table), request.progress);
  if (set) name_inputs(table, *set);
  return set;
}

int64_t count_classes(const HandMade& hand, const Params& params) {
  const Result<Dataset> set = make_table({params, 0, 0, 0, hand});
  return set && set->rows() > 0 ? set->classes : -1;
}

}  // namespace

const DatasetType& table_dataset() {
  static const DatasetType type{
      .id = "table",
      .title = "Own table",
      .category = "By hand",
      .summary = "A small table that you type or paste. One column is the target: a class or a number.",
      .params = {{.key = "task",
                  .label = "Task",
                  .help = "Whether the target is a class or a number.",
                  .default_value = std::string("auto"),
                  .choices = {{"auto", "Automatic"}, {"classify", "Classes"}, {"regress", "Numbers"}}},
                 {.key = "missing",
                  .label = "Missing values",
                  .help = "Filling in puts the mean of the training part in the place of a number, and no category in "
                          "the place of a text; lines without a target are dropped.",
                  .default_value = std::string("drop"),
                  .choices = {{"refuse", "Refuse"}, {"drop", "Drop the line"}, {"impute", "Fill in"}}},
                 {.key = "decimal",
                  .label = "Decimal sign",
                  .help = "What separates the decimals of a number.",
                  .default_value = std::string("point"),
                  .choices = {{"point", "Point"}, {"comma", "Comma"}}}},
      .generated = false,
      .dimensions = 0,
      .classes = -1,
      .made_by_hand = [](const HandMade& hand) { return static_cast<int64_t>(filled_rows(hand.table).size()); },
      .classes_by_hand = count_classes,
      .begin_by_hand =
          [](HandMade& hand) {
            if (hand.table.columns.empty()) hand.table = {{{"x1"}, {"x2"}, {"y"}}, 2, {}};
          },
      .export_by_hand = {"table.csv", ".csv",
                         [](const HandMade& hand, const Params&, const std::string& path) {
                           return replace_file(path, table_as_csv(hand.table));
                         }},
      .make = make_table,
  };
  return type;
}

}  // namespace engine
