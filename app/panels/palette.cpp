#include "app/panels/palette.h"

#include <algorithm>

#include "app/panels/panel_titles.h"
#include "app/panels/panel_words.h"
#include "app/ui/i18n.h"
#include "app/ui/terms.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kPad = 12, kTileWidth = 108, kTileHeight = 34, kColumn = 116, kRow = 38;
constexpr const char* kMenu = "palette.menu";
constexpr const char* kFavourites = "Favourites";
constexpr float kFolded = 26;  // height of a category that is folded

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
  const std::vector<Group> list = groups(c.view.settings.favourites);
  const auto open = [&](const Group& g) {
    return !words_.empty() || std::find(folded_.begin(), folded_.end(), g.category) == folded_.end();
  };
  float height = 0;
  for (const Group& g : list) height += open(g) ? 32 + kRow * static_cast<float>((g.types.size() + 1) / 2) : kFolded;
  const ui::Rect inside{c.area.x, top, c.area.w, c.area.bottom() - top - 8};
  if (list.empty()) {
    ui::empty_state(inside, ui::tr("No layer of that name"));
    return;
  }
  const ui::ScrollArea scroll("palette.list", inside, height);
  float y = scroll.y();
  const float tile_width = std::min(kTileWidth, (scroll.width() - 2 * kPad - 8) / 2);
  for (const Group& g : list) {
    const bool shows = open(g);
    heading(g.category, g.types.size(), {c.area.x + 4, y - 2, scroll.width() - 8, 20});
    y += shows ? 20 : kFolded;
    if (!shows) continue;
    for (size_t i = 0; i < g.types.size(); ++i) {
      const float x = c.area.x + kPad + (i % 2 == 1 ? std::min(kColumn, tile_width + 8) : 0);
      const ui::Rect r{x, y + kRow * static_cast<float>(i / 2), tile_width, kTileHeight};
      if (r.overlaps(inside)) tile(c, g, *g.types[i], r);
    }
    y += kRow * static_cast<float>((g.types.size() + 1) / 2) + 12;
  }
  menu(c);
}

void PalettePanel::menu(const PanelContext& c) {
  if (!menu_for_ || !ui::menu_is_open(kMenu)) return;
  const std::vector<std::string>& all = c.view.settings.favourites;
  const bool favourite = std::find(all.begin(), all.end(), menu_for_->id) != all.end();
  const ui::MenuItem items[] = {{.label = ui::tr("Append to the network"), .icon_name = "plus"},
                                {.label = ui::tr("Favourite"), .icon_name = "pin", .checked = favourite}};
  const int chosen = ui::menu(kMenu, items, 190);
  if (chosen == 0) append_layer(c, *menu_for_);
  if (chosen == 1) c.actions.push(action::SetFavourite{menu_for_->id, !favourite});
}

void PalettePanel::heading(const std::string& category, size_t count, const ui::Rect& r) {
  const auto found = std::find(folded_.begin(), folded_.end(), category);
  const bool shut = words_.empty() && found != folded_.end();
  const ui::Hit hit = ui::hit(("palette.fold." + category).c_str(), r, {.focus_radius = 6});
  const ui::Palette& colours = ui::theme();
  if (hit.hovered) ui::draw::rect_filled(r, colours.bg2, 6);
  const float width = ui::draw::text(ui::tr(category), {r.x + 8, r.mid_y()},
                                     {.size = 12, .weight = 600, .colour = hit.hovered ? colours.ink : colours.ink3});
  if (shut) {
    ui::draw::text(std::to_string(count), {r.x + 16 + width, r.mid_y()},
                   {.size = 12, .mono = true, .colour = colours.ink3});
  }
  if (hit.hovered || shut) ui::icon(shut ? "right" : "down", {r.right() - 14, r.mid_y()}, 12, colours.ink3, 2);
  if (!hit.clicked || !words_.empty()) return;
  if (shut) {
    folded_.erase(found);
  } else {
    folded_.push_back(category);
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

// By category; before them the favourites, unless words are searched for.
std::vector<PalettePanel::Group> PalettePanel::groups(const std::vector<std::string>& favourites) const {
  std::vector<Group> list;
  for (const LayerOffer& type : layer_offers()) {
    if (!matches_words({type.title, type.summary, type.category, type.id}, words_)) continue;
    const auto same = [&](const Group& g) { return g.category == type.category; };
    const auto found = std::find_if(list.begin(), list.end(), same);
    if (found != list.end()) {
      found->types.push_back(&type);
    } else {
      list.push_back({type.category, {&type}});
    }
  }
  const auto before = [](const Group& a, const Group& b) {
    return place_of_category(a.category) < place_of_category(b.category);
  };
  std::stable_sort(list.begin(), list.end(), before);
  Group first{kFavourites, {}};
  for (const std::string& id : favourites) {
    const auto offer = std::ranges::find(layer_offers(), id, &LayerOffer::id);
    if (offer != layer_offers().end()) first.types.push_back(&*offer);
  }
  if (words_.empty() && !first.types.empty()) list.insert(list.begin(), std::move(first));
  return list;
}

void PalettePanel::tile(const PanelContext& c, const Group& group, const LayerOffer& type, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const char* prefix = group.category == kFavourites ? "palette.favourite." : "palette.";
  const ui::Hit hit = ui::hit((prefix + type.id).c_str(), r);
  if (hit.right_clicked) {
    menu_for_ = &type;
    ui::open_menu(kMenu, ui::mouse());
  }
  const bool hot = gesture_.follow(c, type, hit);
  if (!hot && !hit.held) layer_tooltip(type);

  ui::draw::rect_filled(r, hot ? 0 : hit.hovered ? colours.bg3 : colours.bg2, 7);
  if (hot) {
    ui::draw::dashed_rect(r, colours.acc, 7, 1, 4, 3);
  } else {
    ui::draw::rect(r, hit.hovered ? colours.line2 : colours.line, 7);
  }
  ui::icon(type.glyph, {r.x + 18, r.mid_y()}, 20, hot ? colours.acc : colours.ink2, 1.7f);
  const ui::Text look{.size = 13, .colour = hot ? colours.acc : colours.ink, .max_width = r.w - 36, .ellipsis = true};
  std::string title = ui::tr(type.title);
  const std::string english = ui::both_terms() ? short_title(ui::english_of(title)) : std::string();
  if (!english.empty()) {
    const ui::Text below{.size = 12, .colour = colours.ink3, .max_width = r.w - 36, .ellipsis = true};
    ui::draw::text(title, {r.x + 34, r.y + 10}, look);
    ui::draw::text(english, {r.x + 34, r.y + 25}, below);
    return;
  }
  if (ui::text_width(title, look) > look.max_width) title = short_title(title);
  if (ui::text_width(title, look) <= look.max_width) {
    ui::draw::text(title, {r.x + 34, r.mid_y()}, look);
    return;
  }
  const ui::Text small{.size = 12, .colour = look.colour};  // two lines
  const float height = std::min(r.h - 2, ui::draw::text_block_height(title, r.w - 38, small));
  ui::draw::push_clip(r);
  ui::draw::text_block(title, {r.x + 34, r.mid_y() - height / 2, r.w - 38, height + 1}, small);
  ui::draw::pop_clip();
}

}  // namespace app
