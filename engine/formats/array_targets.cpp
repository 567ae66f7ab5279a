#include "engine/formats/array_targets.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/formats/limits.h"

namespace engine {
namespace {

bool is_whole(Scalar value) { return value == std::floor(value); }

// Rows of zeros with a single one.
bool is_one_hot(const TargetArray& targets) {
  const int64_t width = targets.shape.size() == 2 ? targets.shape[1] : 0;
  if (width < 2 || width > limits::classes.value) return false;
  for (size_t begin = 0; begin < targets.values.size(); begin += static_cast<size_t>(width)) {
    int64_t ones = 0;
    for (size_t i = begin; i < begin + static_cast<size_t>(width); ++i) {
      if (targets.values[i] != 0 && targets.values[i] != 1) return false;
      ones += targets.values[i] == 1;
    }
    if (ones != 1) return false;
  }
  return true;
}

void set_one_hot(const TargetArray& targets, Dataset& set) {
  set.classes = targets.shape[1];
  for (auto row = targets.values.begin(); row != targets.values.end(); row += targets.shape[1]) {
    set.targets.push_back(static_cast<Scalar>(std::find(row, row + targets.shape[1], Scalar(1)) - row));
  }
}

// 0 .. k-1 are taken as they are. Other values become classes in their order, and give them their names.
Status set_classes(const TargetArray& targets, Dataset& set) {
  std::set<Scalar> distinct;
  for (const Scalar value : targets.values) {
    distinct.insert(value);
    if (static_cast<int64_t>(distinct.size()) > limits::classes.value) {
      return error_at(targets.file, "The target has more than {} different values, too many for classes.",
                      limits::classes.value);
    }
  }
  if (distinct.size() < 2) {
    return error_at(targets.file, "All targets in \"{}\" are the same: there is nothing to learn.", targets.name);
  }
  const bool plain = std::ranges::all_of(distinct, is_whole) && *distinct.begin() >= 0 &&
                     *distinct.rbegin() < static_cast<Scalar>(limits::classes.value);
  set.classes = plain ? static_cast<int64_t>(*distinct.rbegin()) + 1 : static_cast<int64_t>(distinct.size());
  set.targets = targets.values;
  if (plain) return {};
  for (const Scalar value : distinct) set.class_names.push_back(fmt::format("{:g}", static_cast<double>(value)));
  for (Scalar& value : set.targets) {
    value = static_cast<Scalar>(std::distance(distinct.begin(), distinct.find(value)));
  }
  return {};
}

// A class for each step [rows, steps] or pixel [rows, height, width]; -1 does not count.
Status set_dense_classes(const TargetArray& targets, Dataset& set) {
  Scalar largest = 0;
  for (const Scalar value : targets.values) {
    if (!is_whole(value) || value < -1 || value >= static_cast<Scalar>(limits::classes.value)) {
      return error_at(targets.file,
                      "A class in \"{}\" is {}; classes are whole numbers from 0 to {}, and -1 does not count.",
                      targets.name, static_cast<double>(value), limits::classes.value - 1);
    }
    largest = std::max(largest, value);
  }
  set.classes = std::max<int64_t>(2, static_cast<int64_t>(largest) + 1);
  return {};
}

}  // namespace

bool has_more_values(std::span<const Scalar> values, size_t most) {
  std::set<Scalar> distinct;
  for (const Scalar value : values) {
    distinct.insert(value);
    if (distinct.size() > most) return true;
  }
  return false;
}

Status set_array_targets(TargetArray targets, const std::string& task, Dataset& set) {
  set.target_name = targets.name;
  if (targets.shape.size() == 2 && targets.shape[1] == 1) targets.shape.pop_back();
  const size_t axes = targets.shape.size();
  if (axes > 3) {
    return error_at(targets.file,
                    "The targets \"{}\" have {} axes; they are [rows], [rows, steps] or [rows, height, width].",
                    targets.name, axes);
  }
  const bool classes = task == "classify" || (task == "auto" && targets.whole);
  if (task != "regress" && is_one_hot(targets)) {
    set_one_hot(targets, set);
    return {};
  }
  if (axes == 1 && classes) {
    const auto most = static_cast<size_t>(limits::classes.value);
    const bool few = task == "classify" || !has_more_values(targets.values, most);
    if (few) return set_classes(targets, set);
  }
  if (axes == 2) set.target_shape = {targets.shape[1]};
  if (axes == 3) set.target_shape = {targets.shape[1], targets.shape[2]};
  if (axes > 1 && classes) {
    if (Status status = set_dense_classes(targets, set); !status) return status;
  } else if (axes == 3) {
    return error_at(targets.file,
                    "The targets \"{}\" are pictures of numbers; only a class for each pixel can be learned.",
                    targets.name);
  }
  set.targets = std::move(targets.values);
  return {};
}

}  // namespace engine
