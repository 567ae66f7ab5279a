#include "app/views/picked_picture.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace app::views {
namespace {

std::optional<PickedPicture> picked_;

}  // namespace

std::string tab_separated(int64_t rows, int64_t columns, std::span<const float> values) {
  std::string out;
  const int64_t count = std::min(rows * columns, static_cast<int64_t>(values.size()));
  for (int64_t i = 0; i < count; ++i) {
    fmt::format_to(std::back_inserter(out), "{:.9g}{}", values[static_cast<size_t>(i)],
                   (i + 1) % columns == 0 ? '\n' : '\t');
  }
  return out;
}

void offer_picture(const ui::Rect& r, int64_t rows, int64_t columns, std::span<const float> values) {
  if (!ImGui::IsMouseClicked(1) || !r.contains(ui::mouse())) return;
  if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) return;
  picked_ = PickedPicture{r, tab_separated(rows, columns, values)};
}

std::optional<PickedPicture> take_picked_picture() { return std::exchange(picked_, std::nullopt); }

}  // namespace app::views
