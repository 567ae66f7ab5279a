// A table from a CSV or TSV file: one column is the target, the others are inputs. The reading itself is csv_table.
#include "engine/data/csv_file.h"
#include "engine/formats/csv_table.h"
#include "engine/formats/limits.h"

namespace engine {
namespace {

Result<Dataset> make_csv(const DatasetRequest& request) {
  const std::string& path = get_text(request.params, "path");
  if (path.empty()) return error("Choose a CSV file.");
  Result<ByteSource> source = ByteSource::open(path, limits::file_bytes.value);
  if (!source) return source.error();
  return read_csv(*source, request.params, request.progress);
}

std::vector<ParamSpec> csv_params() {
  return {
      {.key = "path",
       .label = "File",
       .help = "The table: UTF-8, one sample a line, fields separated by commas, semicolons, tabs or bars.",
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
       .choices = {{"auto", "Automatic"}, {"classify", "Classes"}, {"regress", "Numbers"}}},
      {.key = "delimiter",
       .label = "Delimiter",
       .help = "What separates the fields of a line.",
       .default_value = std::string("auto"),
       .choices = {{"auto", "Automatic"},
                   {"comma", "Comma"},
                   {"semicolon", "Semicolon"},
                   {"tab", "Tab"},
                   {"bar", "Vertical bar"}}},
      {.key = "decimal",
       .label = "Decimal sign",
       .help = "What separates the decimals of a number. Automatic: a comma counts where semicolons separate fields.",
       .default_value = std::string("auto"),
       .choices = {{"auto", "Automatic"}, {"point", "Point"}, {"comma", "Comma"}}},
      {.key = "text_columns",
       .label = "Columns of text",
       .help =
           "What becomes of inputs that hold text. One-hot: one input of 0 or 1 for each of their values. Number: one "
           "input with the number of the value, 0, 1, ..., behind all other inputs, for an embedding: wire a slice, an "
           "embedding and a flatten layer behind the input, and concatenate them with a slice of the rest.",
       .default_value = std::string("one_hot"),
       .choices = {{"one_hot", "One-hot"},
                   {"index", "Number for an embedding"},
                   {"leave_out", "Leave out"},
                   {"refuse", "Refuse"}}},
      {.key = "categorical",
       .label = "Categories",
       .help = "Names or numbers of columns that hold categories although they look like numbers, separated by commas.",
       .default_value = std::string()},
      {.key = "ignore",
       .label = "Left out",
       .help = "Names or numbers of columns that are no inputs, separated by commas.",
       .default_value = std::string()},
      {.key = "missing",
       .label = "Missing values",
       .help = "Filling in puts the mean of the training part in the place of a number, and no category in the place "
               "of a text; lines without a target are dropped.",
       .default_value = std::string("refuse"),
       .choices = {{"refuse", "Refuse"}, {"drop", "Drop the line"}, {"impute", "Fill in"}}},
      {.key = "missing_words",
       .label = "Means missing",
       .help = "Words that stand for a missing value, separated by commas, such as NA, ?",
       .default_value = std::string()}};
}

}  // namespace

const DatasetType& csv_dataset() {
  static const DatasetType type{
      .id = "csv",
      .title = "CSV file",
      .category = "Files",
      .summary = "A table of numbers and words. One column is the target: a class or a number.",
      .params = csv_params(),
      .generated = false,
      .dimensions = 0,
      .classes = -1,
      .file = &csv_file(),
      .make = make_csv,
  };
  return type;
}

}  // namespace engine
