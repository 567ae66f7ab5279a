#include "app/frame_overlay.h"

#include <fmt/format.h>

#include "app/ui/draw.h"
#include "app/ui/theme.h"

namespace app {

void draw_frame_overlay(const platform::FrameStats& stats, double steps_per_second) {
  const std::string words =
      fmt::format("{:.2f} ms  p99 {:.2f} ms  {:.0f} frames/s  {} vertices  {:.0f} steps/s", stats.median_ms,
                  stats.p99_ms, stats.frames_per_second, ImGui::GetIO().MetricsRenderVertices, steps_per_second);
  const ui::Vec size = ui::display_size();
  const ui::Rect box{size.x / 2 - 220, size.y - 34, 440, 26};
  ui::draw::rect_filled(box, ui::theme().bg0, 6);
  ui::draw::text(words, box.centre(), {.size = 12, .mono = true, .align = ui::Align::centre});
}

}  // namespace app
