// The rectangles of what can be pointed at in this frame, by name: how recorded input finds a button or a layer.
// Names are English whatever the language ("transport/play", "palette/dense"). Remembers only the last frame.
#pragma once

#include <imgui.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace app::ui {

struct Item {
  std::string name;
  ImVec2 min, max;              // in ImGui's units
  ImVec2 shown_min, shown_max;  // what is drawn there is cut to this
  int level = 0;                // 0: in the window, 1: in what lies over it, and so on
  bool disabled = false;
  ImVec2 centre() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
};

namespace items {

// Off unless a script or a test runs: then item() costs a comparison.
void enable(bool on);
bool enabled();
void begin_frame();

}  // namespace items

// Call where the thing is drawn, with its rectangle in ImGui's units. The last one of a name counts.
void item(std::string_view name, ImVec2 min, ImVec2 max, bool disabled = false);

// It was pressed, turned or chosen by a key: what scripts use is counted.
void use_item(std::string_view name);
// All names since the start that were drawn, and those that were used; only while counting is on.
struct ItemCount {
  std::set<std::string, std::less<>> drawn, used;
};
void count_items(bool on);
const ItemCount& item_count();

std::optional<Item> find_item(std::string_view name);
const std::vector<Item>& all_items();

}  // namespace app::ui
