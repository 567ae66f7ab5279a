#include "engine/io/masks_json.h"

#include <algorithm>
#include <tuple>

namespace engine {
namespace {

constexpr size_t kMost = 100'000;  // entries of a list

bool is_index(const Json& value) {
  if (value.is_number_unsigned()) return value.get<uint64_t>() <= 1'000'000'000;
  return value.is_number_integer() && value.get<int64_t>() >= 0 && value.get<int64_t>() <= 1'000'000'000;
}

const Json* short_list(JsonFields& node, ReadLog& log, const char* key) {
  const Json* list = node.list(key);
  if (!list || list->size() <= kMost) return list;
  log.fail(node.path_of(key), message("This list has at most {} entries, not {}.", kMost, list->size()));
  return nullptr;
}

void read_units(JsonFields& node, ReadLog& log, const char* key, std::vector<int64_t>& units) {
  const Json* list = short_list(node, log, key);
  if (!list) return;
  units.clear();
  for (const Json& one : *list) {
    if (!is_index(one)) return log.fail(node.path_of(key), message("Units are numbered 0, 1, 2 and so on."));
    units.push_back(one.get<int64_t>());
  }
  std::sort(units.begin(), units.end());
  units.erase(std::unique(units.begin(), units.end()), units.end());
}

void read_weights(JsonFields& node, ReadLog& log, std::vector<HeldWeight>& weights) {
  constexpr const char* kKey = "held_weights";
  const Json* list = short_list(node, log, kKey);
  if (!list) return;
  weights.clear();
  for (const Json& one : *list) {
    const bool form = one.is_array() && one.size() == 3 && is_index(one[0]) && is_index(one[1]) && one[2].is_number();
    if (!form)
      return log.fail(node.path_of(kKey), message("A held weight is a list of unit, input and value, from 0 on."));
    weights.push_back({one[0].get<int64_t>(), one[1].get<int64_t>(), one[2].get<double>()});
  }
  const auto place = [](const HeldWeight& w) { return std::tie(w.unit, w.input); };
  std::stable_sort(weights.begin(), weights.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  const auto twice = [&](const auto& a, const auto& b) { return place(a) == place(b); };
  weights.erase(std::unique(weights.begin(), weights.end(), twice), weights.end());
}

}  // namespace

void write_masks(const Masks& masks, Json& node) {
  if (!masks.off_units.empty()) node["off_units"] = masks.off_units;
  if (!masks.off_heads.empty()) node["off_heads"] = masks.off_heads;
  if (!masks.frozen_units.empty()) node["frozen_units"] = masks.frozen_units;
  for (const HeldWeight& w : masks.weights) node["held_weights"].push_back(Json::array({w.unit, w.input, w.value}));
}

void read_masks(JsonFields& node, ReadLog& log, Masks& masks) {
  read_units(node, log, "off_units", masks.off_units);
  read_units(node, log, "off_heads", masks.off_heads);
  read_units(node, log, "frozen_units", masks.frozen_units);
  read_weights(node, log, masks.weights);
}

}  // namespace engine
