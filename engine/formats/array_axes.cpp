#include "engine/formats/array_axes.h"

#include <algorithm>

namespace engine {
namespace {

using Names = std::vector<std::string>;

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  return text;
}

// The array that the user names, or the first whose name is usual for it; empty when there is none.
std::string pick(const Names& names, const std::string& wanted, const Names& usual) {
  if (!wanted.empty()) return wanted;
  for (const std::string& name : usual) {
    const auto found = std::ranges::find_if(names, [&](const std::string& n) { return lower(n) == name; });
    if (found != names.end()) return *found;
  }
  return {};
}

bool is_channels(int64_t n) { return n == 1 || n == 3 || n == 4; }

}  // namespace

ArrayChoice choose_arrays(const std::vector<std::string>& names, const Params& params, bool other_file) {
  ArrayChoice choice;
  if (!other_file) {
    choice.targets =
        pick(names, get_text(params, "targets"), {"y_train", "train_y", "y", "targets", "target", "labels", "label"});
  }
  choice.inputs = pick(names, get_text(params, "inputs"),
                       {"x_train", "train_x", "x", "inputs", "input", "data", "images", "features"});
  for (const std::string& name : names) {
    if (choice.inputs.empty() && name != choice.targets) choice.inputs = name;
  }
  return choice;
}

Result<SampleAxes> plan_axes(const NpyHeader& header, const std::string& layout, const std::string& place) {
  const auto& s = header.shape;
  const size_t axes = s.size();
  const bool last =
      layout == "channels_last" || (layout == "auto" && axes == 4 && is_channels(s[3]) && !is_channels(s[1]));
  const bool grey = layout == "grey" || (layout == "auto" && axes == 3 && header.kind == 'u' && header.size == 1);
  if ((last && axes != 4) || (grey && axes != 3)) {
    return error_at(place, "The array {} does not have the axes of pictures: [rows, height, width{}].",
                    header.shape_text(), last ? ", channels" : "");
  }
  SampleAxes plan;
  plan.picture = last || grey || axes == 4;
  plan.strides = row_major(s);
  if (last) {
    plan.shape = {s[3], s[1], s[2]};
    plan.strides = {s[1] * s[2] * s[3], s[2], 1, s[1] * s[2]};
  } else if (grey) {
    plan.shape = {1, s[1], s[2]};
  } else {
    switch (axes) {
      case 1: plan.shape = {1}; break;
      case 2: plan.shape = {s[1]}; break;
      case 3: plan.shape = {s[1], s[2]}; break;
      case 4: plan.shape = {s[1], s[2], s[3]}; break;
      case 5: plan.shape = {s[1], s[2], s[3], s[4]}; break;
      default: plan.shape = {s[1], s[2], s[3], s[4], s[5]}; break;
    }
  }
  return plan;
}

}  // namespace engine
