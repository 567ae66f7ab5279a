// The sheet with the keys and gestures. Lists only what the program really does.
#include <algorithm>

#include "app/panels/top_bar.h"
#include "app/ui/i18n.h"
#include "app/ui/lint.h"
#include "app/ui/overlay.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

struct Line {
  const char* keys;
  std::string what;
};

constexpr float kWidth = 760, kRow = 26, kPad = 24;

std::vector<Line> key_lines() {
  return {{"Space", ui::tr("Play or pause")},
          {"→", ui::tr("Train on one batch")},
          {"R", ui::tr("Reset to the same starting weights")},
          {"Ctrl Z", ui::tr("Undo")},
          {"Ctrl Shift Z", ui::tr("Redo")},
          {"Ctrl S", ui::tr("Save")},
          {"Ctrl O", ui::tr("Open")},
          {"Del", ui::tr("Delete the selected layer")},
          {"Tab", ui::tr("Next control; Enter presses it")},
          {"Esc", ui::tr("Cancel a drag, close a menu")}};
}

std::vector<Line> gesture_lines() {
  return {{"", ui::tr("Drag a layer from the palette into the network")},
          {"", ui::tr("Click a layer to edit it, Shift-click for more")},
          {"", ui::tr("Drag the title of a layer to move it")},
          {"", ui::tr("Drag a number sideways, or double-click to type")},
          {"", ui::tr("Alt-click a slider for its first value")},
          {"", ui::tr("Rest on anything to read its value")},
          {"", ui::tr("Own points: click or drag in the output picture")},
          {"", ui::tr("Drop a project file on the window to open it")}};
}

void draw_keys(const std::vector<Line>& lines, float x, float y) {
  const ui::Palette& colours = ui::theme();
  for (const Line& line : lines) {
    const ui::Text look{.size = 12, .weight = 600, .mono = true, .colour = colours.ink};
    const ui::Rect key{x, y + 2, ui::text_width(line.keys, look) + 16, kRow - 4};
    ui::draw::rect_filled(key, colours.bg2, 6);
    ui::draw::rect(key, colours.line, 6);
    ui::draw::text(line.keys, {key.x + 8, key.mid_y()}, look);
    ui::draw::text(line.what, {x + 122, y + kRow / 2}, {.size = 13, .max_width = 220});
    y += kRow + 6;
  }
}

}  // namespace

void TopBar::help(const PanelContext&) {
  if (!help_) return;
  const ui::Overlay overlay("##help", help_pressed_);
  const ui::Palette& colours = ui::theme();
  const std::vector<Line> keys = key_lines(), gestures = gesture_lines();
  const ui::Vec window = ui::display_size();
  const float height = 68 + (kRow + 6) * static_cast<float>(std::max(keys.size(), gestures.size())) + kPad;
  const float width = std::min(kWidth, window.x - 32);
  const ui::Rect r{(window.x - width) / 2, std::max(60.0f, (window.y - height) / 2), width, height};
  ui::lint::uncover({0, 0, window.x, window.y});
  ui::draw::rect_filled({0, 0, window.x, window.y}, colours.veil);
  ui::draw::rect_filled(r, colours.bg1, 10);
  ui::draw::rect(r, colours.line2, 10);
  const ui::Text title{.size = 15, .weight = 600, .colour = colours.ink};
  const float right = r.x + width / 2 + 12;
  ui::draw::text(ui::tr("Keys"), {r.x + kPad, r.y + 32}, title);
  ui::draw::text(ui::tr("Gestures"), {right, r.y + 32}, title);
  draw_keys(keys, r.x + kPad, r.y + 60);
  float y = r.y + 60;
  for (const Line& line : gestures) {
    ui::draw::circle_filled({right + 4, y + kRow / 2}, 2.5f, colours.acc);
    ui::draw::text(line.what, {right + 16, y + kRow / 2}, {.size = 13, .max_width = r.right() - right - 32});
    y += kRow + 6;
  }
  const bool close = ui::button("top.help_close", {r.right() - 44, r.y + 14, 32, 32},
                                {.icon_name = "cross", .kind = ui::ButtonKind::ghost, .icon_size = 16});
  (void)ui::hit("top.help_sheet", r, {.focusable = false});
  const bool outside = ImGui::IsMouseClicked(0) && !r.contains(ui::mouse()) && !help_pressed_;
  if (close || outside || ui::key_pressed(ui::Key::escape, false)) help_ = false;
}

}  // namespace app
