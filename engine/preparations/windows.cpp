// A table whose rows follow each other in time becomes windows: a sample is a stretch of rows, its target lies behind
// it.
#include <algorithm>

#include "engine/preparations/columns.h"
#include "engine/preparations/numbers.h"

namespace engine {
namespace {

constexpr int64_t kMostNumbers = int64_t{1} << 30;

struct Plan {
  int64_t length, stride, horizon, rows;  // rows: how many windows
  int64_t columns;                        // of the table
  int64_t predicted;                      // a column, or -1: the target of the table
  bool history;                           // past targets are one more input
};

Result<Plan> plan(const Params& params, const Dataset& set) {
  Plan p{get_int(params, "length"),
         get_int(params, "stride"),
         get_int(params, "horizon"),
         0,
         set.inputs.columns(),
         -1,
         false};
  const std::string& wanted = get_text(params, "predict");
  if (!wanted.empty() && wanted != set.target_name) {
    SampleFacts facts;
    facts.shape = set.inputs.shape();
    facts.names = set.input_names;
    const Result<int64_t> column = find_column(facts, wanted);
    if (!column) return column.error();
    p.predicted = *column;
  }
  p.history = get_bool(params, "history") && set.classes == 0;
  const int64_t room = set.rows() - p.length - p.horizon;
  if (room < 0) {
    return error("A window of {} rows and the {} behind it need {} rows, but the table has {}.", p.length, p.horizon,
                 p.length + p.horizon, set.rows());
  }
  p.rows = room / p.stride + 1;
  if (p.rows > kMostNumbers / (p.length * (p.columns + 1))) {
    return error("{} windows of {} numbers are too many to keep; make them shorter, or the stride longer.", p.rows,
                 p.length * (p.columns + 1));
  }
  return p;
}

// Where the values stand that the file does not have: those of the table, in every window that holds them.
std::vector<int64_t> missing_of(const Plan& p, const Dataset& set, int64_t width) {
  std::vector<int64_t> missing;
  for (int64_t w = 0; w < p.rows && !set.missing.empty(); ++w) {
    const int64_t begin = w * p.stride * p.columns, end = begin + p.length * p.columns;
    auto at = std::lower_bound(set.missing.begin(), set.missing.end(), begin);
    for (; at != set.missing.end() && *at < end; ++at) {
      const int64_t step = (*at - begin) / p.columns, column = (*at - begin) % p.columns;
      missing.push_back((w * p.length + step) * width + column);
    }
  }
  return missing;
}

Result<Dataset> change_set(const Params& params, const Dataset& set) {
  const Result<Plan> planned = plan(params, set);
  if (!planned) return planned.error();
  const Plan& p = *planned;
  const int64_t width = p.columns + p.history;
  Dataset out;
  out.inputs.resize(p.rows, {p.length, width});
  out.missing = missing_of(p, set, width);
  out.notes = set.notes;
  out.classes = p.predicted < 0 ? set.classes : 0;
  if (p.predicted < 0) out.class_names = set.class_names;
  const bool named = p.predicted >= 0 && static_cast<size_t>(p.predicted) < set.input_names.size();
  out.target_name = named ? set.input_names[static_cast<size_t>(p.predicted)] : set.target_name;
  for (int64_t w = 0; w < p.rows; ++w) {
    const int64_t first = w * p.stride, goal = first + p.length - 1 + p.horizon;
    for (int64_t t = 0; t < p.length; ++t) {
      Scalar* to = std::copy_n(set.inputs.row(first + t), p.columns, out.inputs.row(w) + t * width);
      if (p.history) *to = set.targets[static_cast<size_t>(first + t)];
    }
    if (p.predicted >= 0 &&
        std::binary_search(set.missing.begin(), set.missing.end(), goal * p.columns + p.predicted)) {
      return error("Row {} has no value in the column to predict; drop rows with missing values when loading.",
                   goal + 1);
    }
    out.targets.push_back(p.predicted < 0 ? set.targets[static_cast<size_t>(goal)] : set.inputs.row(goal)[p.predicted]);
  }
  for (int64_t i = 0; i < p.length * width; ++i) out.input_names.push_back(fmt::format("x{}", i + 1));
  out.ordered = true;
  // No row of the table is seen from both sides of a border between two parts.
  out.gap = (p.length + p.horizon - 1) / p.stride;
  return out;
}

Status suits(const Params&, const SampleFacts& facts) {
  if (facts.kind != SampleKind::numbers || facts.shape.rank() != 1 || facts.target_shape.rank() > 0) {
    return error("Windows are cut out of a table with one target; a sample here is another thing.");
  }
  if (Status plain = takes_no_categories(facts); !plain) return plain;
  if (facts.drawn) {
    return error("The points of this set were drawn in no order; windows need rows that follow each other in time.");
  }
  return {};
}

std::vector<ParamSpec> windows_params() {
  return {{.key = "length",
           .label = "Length",
           .help = "Number of past rows that the network sees.",
           .default_value = int64_t{16},
           .minimum = 1,
           .maximum = 1000,
           .step = 1},
          {.key = "stride",
           .label = "Stride",
           .help = "Rows from the beginning of one window to that of the next.",
           .default_value = int64_t{1},
           .minimum = 1,
           .maximum = 1000,
           .step = 1},
          {.key = "horizon",
           .label = "Horizon",
           .help = "How many rows behind the window the predicted value stands.",
           .default_value = int64_t{1},
           .minimum = 1,
           .maximum = 1000,
           .step = 1},
          {.key = "predict",
           .label = "Predicts",
           .help = "Name or number of the column whose later value is predicted. Empty: the target of the table.",
           .default_value = std::string()},
          {.key = "history",
           .label = "Past targets",
           .help = "The target's values within the window are one more input, where the target is a number.",
           .default_value = true}};
}

}  // namespace

const PreparationType& windows_preparation() {
  static const PreparationType type{
      .id = "windows",
      .title = "Windows",
      .category = "Rows",
      .glyph = "conv",
      .summary = "Cuts a table into stretches of rows, each with a later value to predict.",
      .formula = "sample i = rows i*stride ... i*stride + length - 1, target: horizon rows behind",
      .use_when =
          "For tables measured over time. The parts become stretches of time, and no row is seen from both sides of a "
          "border.",
      .source = "Box, Jenkins 1970, Time Series Analysis: Forecasting and Control",
      .params = windows_params(),
      .column_keys = {"predict"},
      .stage = PreparationStage::set,
      .suits = suits,
      .output_shape = [](const Params&, const SampleFacts&) { return Shape{}; },
      .change_set = change_set,
  };
  return type;
}

}  // namespace engine
