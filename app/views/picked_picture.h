// The picture of numbers under a right click: where it is, and its numbers as a spreadsheet takes them. Whoever draws
// pictures offers them; whoever shows the menu asks. Shows nothing itself.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "app/ui/geometry.h"

namespace app::views {

// "1\t2\n3\t4\n": a line for each row.
std::string tab_separated(int64_t rows, int64_t columns, std::span<const float> values);

// A picture of values [rows, columns] is drawn there in this frame. Costs nothing while nobody clicks on it.
void offer_picture(const ui::Rect& r, int64_t rows, int64_t columns, std::span<const float> values);

struct PickedPicture {
  ui::Rect area;
  std::string numbers;
};
// What was clicked with the right button since the last call.
std::optional<PickedPicture> take_picked_picture();

}  // namespace app::views
