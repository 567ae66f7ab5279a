#include "engine/formats/array_set.h"

#include <algorithm>
#include <cmath>

#include "engine/formats/array_axes.h"
#include "engine/formats/array_targets.h"
#include "engine/formats/limits.h"
#include "engine/formats/set_size.h"

namespace engine {
namespace {

Status check_array(const ArrayFile::Array& array, const std::string& file) {
  if (array.header.shape.empty()) return error_at(file, "\"{}\" is a single number, no array of samples.", array.name);
  if (array.header.count() > 0) return {};
  return error_at(file, "The array \"{}\" is empty: {}.", array.name, array.header.shape_text());
}

Result<TargetArray> read_targets(ArrayFile& file, const std::string& name, const std::string& place,
                                 ProgressMeter& meter) {
  const Result<ArrayFile::Array> array = file.array(name);
  if (!array) return array.error();
  if (Status status = check_array(*array, place); !status) return status.error();
  TargetArray targets{place, array->name, array->header.shape, array->header.is_whole(), {}};
  targets.values.resize(static_cast<size_t>(array->header.count()));
  Status status = read_npy_values(*array->values, array->header, array->name, row_major(targets.shape),
                                  targets.values.data(), meter);
  if (!status) return status.error();
  return targets;
}

Status read_inputs(ArrayFile& file, const std::string& name, const std::string& place, const Params& params,
                   Dataset& set, ProgressMeter& meter) {
  const Result<ArrayFile::Array> array = file.array(name);
  if (!array) return array.error();
  const NpyHeader& header = array->header;
  if (Status status = check_array(*array, place); !status) return status;
  const Result<SampleAxes> plan = plan_axes(header, get_text(params, "layout"), place);
  if (!plan) return plan.error();
  if (Status status = check_set_size(header.rows(), plan->shape.count(), place); !status) return status;
  set.inputs.resize(header.rows(), plan->shape);
  Status status = read_npy_values(*array->values, header, array->name, plan->strides, set.inputs.data(), meter);
  if (!status) return status;
  const std::string& scale = get_text(params, "scale");
  const bool bytes = plan->picture && header.kind == 'u' && header.size == 1;
  if (scale == "yes" || (scale == "auto" && bytes)) {
    for (Scalar& value : set.inputs.span()) value /= Scalar(255);
  }
  for (int64_t c = 1; plan->shape.rank() == 1 && c <= plan->shape[0]; ++c) {
    set.input_names.push_back(fmt::format("x{}", c));
  }
  return {};
}

// The only array is a table: its last column is the target.
Status split_last_column(const std::string& file, Dataset& set, TargetArray& targets) {
  const int64_t columns = set.inputs.columns(), rows = set.rows();
  if (set.inputs.shape().rank() != 1 || columns < 2) {
    return error_at(file, "The file holds one array, {} a sample, and no targets. Name a second file for them.",
                    set.inputs.shape().text());
  }
  targets = {file, fmt::format("x{}", columns), {rows}, true, {}};
  for (int64_t row = 0; row < rows; ++row) {  // in place: a table may fill the memory
    const Scalar* from = set.inputs.data() + row * columns;
    targets.values.push_back(from[columns - 1]);
    std::copy(from, from + columns - 1, set.inputs.data() + row * (columns - 1));
  }
  set.inputs.resize(rows, Shape{columns - 1});
  set.input_names.pop_back();
  const bool whole = std::ranges::all_of(targets.values, [](Scalar v) { return v == std::floor(v); });
  targets.whole = whole && !has_more_values(targets.values, 10);  // as in a table of text
  return {};
}

}  // namespace

Result<Dataset> read_array_set(ByteSource& inputs, ByteSource* other, const Params& params, const Progress& progress) {
  Result<ArrayFile> file = ArrayFile::open(inputs);
  if (!file) return file.error();
  const std::string& wanted = get_text(params, "targets");
  auto [x, from] = choose_arrays(file->names(), params, other != nullptr);
  if (x.empty()) return error_at(inputs.name(), "There are targets in the file, but no array of inputs.");
  if (from.empty() && !other && file->names().size() > 1) {
    return error_at(inputs.name(), "Name the array that holds the targets; the arrays are {}.",
                    fmt::format("{}", fmt::join(file->names(), ", ")));
  }
  ProgressMeter meter(progress);
  Dataset set;
  TargetArray targets;
  meter.stretch(0, 0.1);
  if (other || !from.empty()) {  // targets first: they are small and often wrong
    Result<ArrayFile> second = other ? ArrayFile::open(*other) : Result<ArrayFile>(*file);
    if (!second) return second.error();
    if (other) from = wanted.empty() ? second->names()[0] : wanted;
    Result<TargetArray> read = read_targets(*second, from, other ? other->name() : inputs.name(), meter);
    if (!read) return read.error();
    targets = std::move(*read);
  }
  meter.stretch(0.1, 1);
  if (Status status = read_inputs(*file, x, inputs.name(), params, set, meter); !status) return status.error();
  if (targets.shape.empty()) {
    if (Status status = split_last_column(inputs.name(), set, targets); !status) return status.error();
  }
  if (targets.shape[0] != set.rows()) {
    return error_at(inputs.name(), "There are {} samples, but {} targets.", set.rows(), targets.shape[0]);
  }
  Status status = set_array_targets(std::move(targets), get_text(params, "task"), set);
  if (!status) return status.error();
  return set;
}

}  // namespace engine
