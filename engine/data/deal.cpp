#include "engine/data/deal.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace engine {
namespace {

using Part = std::vector<int64_t>;

Status check_parts(const DataSpec& spec) {
  for (const double part : {spec.train, spec.validation, spec.test}) {
    if (!(part >= 0 && part <= 1)) return error("Each part of the data must lie between 0 and 1, not {}.", part);
  }
  const double total = spec.train + spec.validation + spec.test;
  if (total > 1 + 1e-9) {
    return error("Training, validation and test part add up to {}; together they can be 1 at most.", total);
  }
  return {};
}

Status check_split(const DataSpec& spec, const Dataset& set) {
  if (spec.split != "stratified" && spec.split != "random" && spec.split != "time") {
    return error("There is no split \"{}\"; there is stratified, random, time.", spec.split);
  }
  if (spec.split == "random" && set.ordered) {
    return error(
        "The samples follow each other in time: at random, training would look into the future that it is judged by. "
        "Choose the split by time.");
  }
  if (spec.split == "time" && set.range > 0) {
    return error("The points of this set were drawn in no order; split them stratified or at random.");
  }
  return {};
}

bool has_classes(const Dataset& set) { return set.classes > 0 && set.target_shape.rank() == 0; }

// Such that each class is spread evenly, so that any stretch of the order holds the classes in their proportions.
void spread_classes(const Dataset& set, Part& order) {
  const auto classes = static_cast<size_t>(set.classes);
  std::vector<int64_t> size(classes, 0), seen(classes, 0);
  const auto class_of = [&](int64_t row) { return static_cast<size_t>(set.targets[static_cast<size_t>(row)]); };
  for (const int64_t row : order) ++size[class_of(row)];
  std::vector<std::tuple<double, size_t, int64_t>> keyed;
  keyed.reserve(order.size());
  for (const int64_t row : order) {
    const size_t c = class_of(row);
    const double place = (static_cast<double>(seen[c]++) + 0.5) / static_cast<double>(size[c]);
    keyed.emplace_back(place, c, row);
  }
  std::sort(keyed.begin(), keyed.end());
  std::transform(keyed.begin(), keyed.end(), order.begin(), [](const auto& k) { return std::get<2>(k); });
}

// Rows in the order in which they are dealt to the parts.
Part dealing_order(const DataSpec& spec, const Dataset& set) {
  Rng rng(spec.seed, stream_of("split"));
  Part order(static_cast<size_t>(set.rows()));
  std::iota(order.begin(), order.end(), 0);
  const std::string how = split_of(spec, set);
  if (how != "time") rng.shuffle(order);
  if (how == "stratified") spread_classes(set, order);
  return order;
}

}  // namespace

std::string split_of(const DataSpec& spec, const Dataset& set) {
  if (set.ordered || spec.split == "time") return "time";
  return has_classes(set) ? spec.split : "random";
}

Result<Parts> deal_rows(const DataSpec& spec, const Dataset& set) {
  if (Status status = check_parts(spec); !status) return status.error();
  if (Status status = check_split(spec, set); !status) return status.error();
  const Part order = dealing_order(spec, set);
  const auto n = static_cast<double>(order.size());
  const double ends[kSplits] = {spec.train, spec.train + spec.validation, spec.train + spec.validation + spec.test};
  const auto gap = static_cast<size_t>(set.ordered ? set.gap : 0);
  Parts parts;
  size_t begin = 0;
  for (int part = 0; part < kSplits; ++part) {
    const auto end = std::clamp(static_cast<size_t>(std::llround(ends[part] * n)), begin, order.size());
    const auto first = order.begin();
    parts.rows[part].assign(first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end));
    begin = std::min(end + gap, order.size());
  }
  if (parts.rows[0].empty()) {
    return error("The training part is empty: {} of {} points. Give it a larger part or make more points.", spec.train,
                 set.rows());
  }
  const int64_t answers = set.target_shape.count();
  for (const int64_t row : parts.rows[0]) {
    parts.labels.insert(parts.labels.end(), set.targets.begin() + row * answers,
                        set.targets.begin() + (row + 1) * answers);
  }
  return parts;
}

}  // namespace engine
