#include "app/panels/palette.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "app/panels/panel_words.h"
#include "app/ui/drag.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/edits.h"
#include "engine/schema/layer_type.h"

namespace app {
namespace {

constexpr float kPad = 12, kTileWidth = 108, kTileHeight = 34, kColumn = 116, kRow = 38;
constexpr float kDragAfter = 4;  // the pointer has moved so far: a drag, not a click

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// The place of a category in the palette; those that nobody has thought of come last.
size_t place_of(const std::string& category) {
  static const std::vector<std::string> order{"Basic", "Image", "Sequence", "Stabilise"};
  return static_cast<size_t>(std::find(order.begin(), order.end(), category) - order.begin());
}

bool matches(const engine::LayerType& type, const std::string& words) {
  if (words.empty()) return true;
  for (const std::string& text : {type.title, ui::tr(type.title), type.summary, ui::tr(type.summary)}) {
    if (lower(text).find(lower(words)) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

void PalettePanel::draw(const PanelContext& c) {
  const ui::Surface surface("palette", c.area);
  ui::panel(c.area);
  header(c.area);
  float top = c.area.y + 42;
  if (searching_) {
    search(c.area);
    top += 40;
  }
  const std::vector<Group> list = groups();
  float height = 0;
  for (const Group& g : list) height += 32 + kRow * static_cast<float>((g.types.size() + 1) / 2);
  const ui::Rect inside{c.area.x, top, c.area.w, c.area.bottom() - top - 8};
  if (list.empty()) {
    ui::empty_state(inside, ui::tr("No layer of that name"));
    return;
  }
  const ui::ScrollArea scroll("palette.list", inside, height);
  float y = scroll.y();
  const float tile_width = std::min(kTileWidth, (scroll.width() - 2 * kPad - 8) / 2);
  for (const Group& g : list) {
    ui::draw::text(ui::tr(g.category), {c.area.x + kPad, y + 8},
                   {.size = 12, .weight = 600, .colour = ui::theme().ink3});
    y += 20;
    for (size_t i = 0; i < g.types.size(); ++i) {
      const float x = c.area.x + kPad + (i % 2 == 1 ? std::min(kColumn, tile_width + 8) : 0);
      tile(c, *g.types[i], {x, y + kRow * static_cast<float>(i / 2), tile_width, kTileHeight});
    }
    y += kRow * static_cast<float>((g.types.size() + 1) / 2) + 12;
  }
}

void PalettePanel::header(const ui::Rect& area) {
  const ui::Palette& colours = ui::theme();
  ui::panel_header(area, "layers", ui::tr("Layers"));
  ui::draw::text(ui::tr("drag into net"), {area.right() - 32, area.y + 20},
                 {.size = 13, .colour = colours.ink3, .align = ui::Align::right, .max_width = 110});
  const ui::Rect r{area.right() - 30, area.y + 8, 24, 24};
  const ui::Hit hit = ui::hit("palette.search", r, {.focus_radius = 6});
  ui::tooltip(ui::tr("Find a layer"));
  if (hit.hovered) ui::draw::rect_filled(r, colours.bg2, 6);
  ui::icon("search", {area.right() - 19, area.y + 20}, 16, searching_ ? colours.acc : colours.ink3, 2);
  search_opened_ = hit.clicked && !searching_;
  if (!hit.clicked) return;
  searching_ = !searching_;
  words_.clear();
}

void PalettePanel::search(const ui::Rect& area) {
  const ui::Rect r{area.x + kPad, area.y + 42, area.w - 2 * kPad, 32};
  (void)ui::text_field("palette.words", r, &words_,
                       {.icon_name = "search", .hint = ui::tr("Name of a layer"), .focus_now = search_opened_});
  if (!ImGui::IsItemDeactivated() || !ui::key_pressed(ui::Key::escape, false)) return;
  searching_ = false;
  words_.clear();
}

std::vector<PalettePanel::Group> PalettePanel::groups() const {
  std::vector<Group> list;
  for (const engine::LayerType* type : engine::layers().entries()) {
    if (type->inputs == 0 || !matches(*type, words_)) continue;  // the input is there already
    const auto same = [&](const Group& g) { return g.category == type->category; };
    const auto found = std::find_if(list.begin(), list.end(), same);
    if (found != list.end()) {
      found->types.push_back(type);
    } else {
      list.push_back({type->category, {type}});
    }
  }
  const auto before = [](const Group& a, const Group& b) { return place_of(a.category) < place_of(b.category); };
  std::stable_sort(list.begin(), list.end(), before);
  return list;
}

void PalettePanel::tile(const PanelContext& c, const engine::LayerType& type, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const ui::Hit hit = ui::hit(("palette." + type.id).c_str(), r);
  ui::LayerDrag& drag = ui::layer_drag();
  const bool hot = drag.active && drag.type == type.id;
  if (hit.pressed) dragging_.clear();
  if (hit.held && !hot && dragging_.empty() && std::hypot(hit.drag.x, hit.drag.y) > kDragAfter) {
    drag = {.active = true, .type = type.id};
    dragging_ = type.id;
  }
  if (hot && hit.held && (ui::key_pressed(ui::Key::escape, false) || ImGui::IsMouseClicked(1))) drag.cancelled = true;
  if (hit.released && dragging_ == type.id) {
    if (hot && !drag.cancelled) drag.dropped = true;
    dragging_.clear();
  } else if (hit.clicked) {
    append(c, type);
  }
  if (!hot && !hit.held) {
    ui::tooltip({.title = ui::tr(type.title),
                 .text = ui::tr(type.summary) + "\n" + ui::tr(type.use_when),
                 .rows = {{.label = "", .value = type.formula}}});
  }

  ui::draw::rect_filled(r, hot ? 0 : hit.hovered ? colours.bg3 : colours.bg2, 7);
  if (hot) {
    ui::draw::dashed_rect(r, colours.acc, 7, 1, 4, 3);
  } else {
    ui::draw::rect(r, hit.hovered ? colours.line2 : colours.line, 7);
  }
  ui::icon(type.glyph, {r.x + 18, r.mid_y()}, 20, hot ? colours.acc : colours.ink2, 1.7f);
  ui::draw::text(ui::tr(type.title), {r.x + 34, r.mid_y()},
                 {.size = 13, .colour = hot ? colours.acc : colours.ink, .max_width = r.w - 36});
}

// A click or Enter puts the layer before the last one.
void PalettePanel::append(const PanelContext& c, const engine::LayerType& type) {
  const Gap gap = append_gap(c.view.experiment.network);
  std::string id;
  push_edit(c, engine::message("Add {}", ui::tr(type.title)), insert_layer(c.view.experiment, type.id, gap, id));
  c.actions.push(action::Select{{{id}}});
}

}  // namespace app
