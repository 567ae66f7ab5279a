// The sheet with the keys and gestures. Lists only what the program really does.
#include <algorithm>
#include <span>

#include "app/panels/keys.h"
#include "app/ui/i18n.h"
#include "app/ui/sheet.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kWidth = 1140, kRow = 28, kCap = 22, kPad = 24, kText = 172;

// What one thing is called, with all the keys that do it.
struct KeyLine {
  std::vector<std::string> chords;
  std::string what;
};

std::vector<KeyLine> grouped(const std::vector<KeysPanel::Key>& keys) {
  std::vector<KeyLine> lines;
  for (const KeysPanel::Key& key : keys) {
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

void draw_keys(std::span<const KeyLine> lines, float x, float y, float width) {
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
    ui::draw::text(ui::tr(line.what), {x + kText, y + kRow / 2}, {.size = 13, .max_width = width - kText});
    y += kRow;
  }
}

}  // namespace

KeysPanel::KeysPanel(std::vector<Key> keys) : keys_(std::move(keys)) {}

void KeysPanel::draw(const PanelContext& c) {
  if (c.view.dialog != Dialog::keys) {
    frames_ = 0;
    return;
  }
  const std::vector<KeyLine> keys = grouped(keys_);
  const std::vector<std::string> moves = gestures();
  const size_t half = (keys.size() + 1) / 2;
  const float height = 92 + kRow * static_cast<float>(std::max(half, moves.size())) + kPad;
  const ui::Sheet sheet("keys", ui::tr("Keys and gestures"), ui::middle_card(kWidth, height), frames_);
  const ui::Rect& r = sheet.card();
  const ui::Text title{.size = 15, .weight = 600, .colour = ui::theme().ink};
  const float width = (r.w - 2 * kPad - 48) * 0.345f, last = r.w - 2 * kPad - 48 - 2 * width, top = r.y + 92;
  const float column[] = {r.x + kPad, r.x + kPad + width + 24, r.x + kPad + 2 * (width + 24)};
  ui::draw::text(ui::tr("Keys"), {column[0], r.y + 68}, title);
  ui::draw::text(ui::tr("Gestures"), {column[2], r.y + 68}, title);
  const std::span<const KeyLine> lines(keys);
  draw_keys(lines.first(half), column[0], top, width);
  draw_keys(lines.subspan(half), column[1], top, width);
  float y = top;
  for (const std::string& move : moves) {
    ui::draw::circle_filled({column[2] + 4, y + kRow / 2}, 2.5f, ui::theme().acc);
    ui::draw::text(move, {column[2] + 16, y + kRow / 2}, {.size = 13, .max_width = last - 16});
    y += kRow;
  }
  if (sheet.closed()) c.actions.push(action::Dismiss{});
}

}  // namespace app
