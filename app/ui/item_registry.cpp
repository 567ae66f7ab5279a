#include "app/ui/item_registry.h"

#include <algorithm>

#include "app/ui/interact_internal.h"

namespace app::ui {
namespace {

bool enabled_ = false;
std::vector<Item> items_;
bool counting_ = false;
ItemCount count_;

}  // namespace

namespace items {

void enable(bool on) { enabled_ = on; }
bool enabled() { return enabled_; }
void begin_frame() { items_.clear(); }

}  // namespace items

void item(std::string_view name, ImVec2 min, ImVec2 max, bool disabled) {
  if (!enabled_) return;
  const ImDrawList& list = *ImGui::GetWindowDrawList();
  items_.push_back({std::string(name), min, max, list.GetClipRectMin(), list.GetClipRectMax(), level_now(), disabled});
  if (counting_ && count_.drawn.find(name) == count_.drawn.end()) count_.drawn.emplace(name);
}

void use_item(std::string_view name) {
  if (counting_ && count_.used.find(name) == count_.used.end()) count_.used.emplace(name);
}

void count_items(bool on) { counting_ = on; }
const ItemCount& item_count() { return count_; }

std::optional<Item> find_item(std::string_view name) {
  const auto found = std::find_if(items_.rbegin(), items_.rend(), [&](const Item& i) { return i.name == name; });
  if (found == items_.rend()) return std::nullopt;
  return *found;
}

const std::vector<Item>& all_items() { return items_; }

}  // namespace app::ui
