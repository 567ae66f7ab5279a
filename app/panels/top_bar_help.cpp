// The sheet with the keys and gestures. Lists only what the program really does.
#include <algorithm>

#include "app/panels/top_bar.h"
#include "app/ui/i18n.h"
#include "app/ui/lint.h"
#include "app/ui/overlay.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kWidth = 800, kRow = 28, kCap = 22, kPad = 24;

// What one thing is called, with all the keys that do it.
struct KeyLine {
  std::vector<std::string> chords;
  std::string what;
};

std::vector<KeyLine> grouped(const std::vector<TopBar::Key>& keys) {
  std::vector<KeyLine> lines;
  for (const TopBar::Key& key : keys) {
    const auto same = [&](const KeyLine& line) { return line.what == key.what; };
    const auto found = std::find_if(lines.begin(), lines.end(), same);
    if (found != lines.end()) {
      found->chords.push_back(key.chord);
    } else {
      lines.push_back({{key.chord}, key.what});
    }
  }
  return lines;
}

std::vector<std::string> gestures() {
  return {ui::tr("Drag a layer from the palette into the network"),
          ui::tr("Click a layer to edit it, Shift-click for more"),
          ui::tr("Drag the title of a layer to move it"),
          ui::tr("Drag a number sideways, or double-click to type"),
          ui::tr("Alt-click a slider for its first value"),
          ui::tr("Rest on anything to read its value"),
          ui::tr("Own points: click or drag in the output picture"),
          ui::tr("Drop a project file on the window to open it"),
          ui::tr("Tab walks through the controls, Enter presses"),
          ui::tr("Esc cancels a drag and closes a menu")};
}

void draw_keys(const std::vector<KeyLine>& lines, float x, float y) {
  const ui::Palette& colours = ui::theme();
  const ui::Text look{.size = 12, .weight = 600, .mono = true, .colour = colours.ink};
  for (const KeyLine& line : lines) {
    float left = x;
    for (const std::string& chord : line.chords) {
      const ui::Rect cap{left, y + (kRow - kCap) / 2, ui::text_width(chord, look) + 14, kCap};
      ui::draw::rect_filled(cap, colours.bg2, 6);
      ui::draw::rect(cap, colours.line, 6);
      ui::draw::text(chord, {cap.x + 7, cap.mid_y()}, look);
      left = cap.right() + 4;
    }
    ui::draw::text(ui::tr(line.what), {x + 180, y + kRow / 2}, {.size = 13, .max_width = 220});
    y += kRow;
  }
}

}  // namespace

void TopBar::help() {
  if (!help_) return;
  const ui::Overlay overlay("##help", help_pressed_);
  const ui::Palette& colours = ui::theme();
  const std::vector<KeyLine> keys = grouped(keys_);
  const std::vector<std::string> moves = gestures();
  const ui::Vec window = ui::display_size();
  const float height = 60 + kRow * static_cast<float>(std::max(keys.size(), moves.size())) + kPad;
  const float width = std::min(kWidth, window.x - 32);
  const ui::Rect r{(window.x - width) / 2, std::max(8.0f, (window.y - height) / 2), width, height};
  ui::lint::uncover({0, 0, window.x, window.y});
  ui::draw::rect_filled({0, 0, window.x, window.y}, colours.veil);
  ui::draw::rect_filled(r, colours.bg1, 10);
  ui::draw::rect(r, colours.line2, 10);
  const ui::Text title{.size = 15, .weight = 600, .colour = colours.ink};
  const float right = r.x + width / 2 + 36;
  ui::draw::text(ui::tr("Keys"), {r.x + kPad, r.y + 30}, title);
  ui::draw::text(ui::tr("Gestures"), {right, r.y + 30}, title);
  draw_keys(keys, r.x + kPad, r.y + 52);
  float y = r.y + 52;
  for (const std::string& move : moves) {
    ui::draw::circle_filled({right + 4, y + kRow / 2}, 2.5f, colours.acc);
    ui::draw::text(move, {right + 16, y + kRow / 2}, {.size = 13, .max_width = r.right() - right - 32});
    y += kRow;
  }
  const bool close = ui::button("top.help_close", {r.right() - 44, r.y + 12, 32, 32},
                                {.icon_name = "cross", .kind = ui::ButtonKind::ghost, .icon_size = 16});
  (void)ui::hit("top.help_sheet", r, {.focusable = false});
  const bool outside = ImGui::IsMouseClicked(0) && !r.contains(ui::mouse()) && !help_pressed_;
  if (close || outside || ui::key_pressed(ui::Key::escape, false)) help_ = false;
}

}  // namespace app
