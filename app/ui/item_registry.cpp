#include "app/ui/item_registry.h"

#include <algorithm>

namespace app::ui {
namespace {

bool enabled_ = false;
std::vector<Item> items_;

}  // namespace

namespace items {

void enable(bool on) { enabled_ = on; }
bool enabled() { return enabled_; }
void begin_frame() { items_.clear(); }

}  // namespace items

void item(std::string_view name, ImVec2 min, ImVec2 max) {
  if (enabled_) items_.push_back({std::string(name), min, max});
}

std::optional<Item> find_item(std::string_view name) {
  const auto found = std::find_if(items_.rbegin(), items_.rend(), [&](const Item& i) { return i.name == name; });
  if (found == items_.rend()) return std::nullopt;
  return *found;
}

const std::vector<Item>& all_items() { return items_; }

}  // namespace app::ui
