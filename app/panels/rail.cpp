#include "app/panels/rail.h"

#include <algorithm>

#include "app/panels/panel_sets.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kTile = 36, kPitch = 40, kGroupGap = 9;

// By category, in the order of the palette.
std::vector<const LayerOffer*> in_order() {
  std::vector<const LayerOffer*> list;
  for (const LayerOffer& offer : layer_offers()) list.push_back(&offer);
  std::stable_sort(list.begin(), list.end(), [](const LayerOffer* a, const LayerOffer* b) {
    return place_of_category(a->category) < place_of_category(b->category);
  });
  return list;
}

// Brings the folded column back.
void unfold_button(const PanelContext& c, const char* name, const char* icon, const char* tip,
                   Fold Arrangement::*column) {
  const float width = std::min(kTile, c.area.w - 4);
  if (!ui::button(name, {c.area.mid_x() - width / 2, c.area.y + 8, width, 32},
                  {.icon_name = icon, .kind = ui::ButtonKind::ghost, .icon_size = 16, .tip = tip})) {
    return;
  }
  Arrangement next = c.view.settings.arrangement;
  next.*column = Fold::open;
  c.actions.push(action::Arrange{next});
}

}  // namespace

void RailPanel::draw(const PanelContext& c) {
  take_asked_set(c);  // the Data card, which does this else, is not there
  const ui::Surface surface("rail", c.area);
  ui::panel(c.area);
  const float x = c.area.mid_x() - kTile / 2;
  unfold_button(c, "rail.open", "right", ui::tr("Show data and layers ([)"), &Arrangement::left);
  ui::draw::hairline({c.area.x + 8, c.area.y + 46}, {c.area.right() - 8, c.area.y + 46}, ui::theme().line);
  if (ui::button("rail.data", {x, c.area.y + 54, kTile, kTile},
                 {.icon_name = "data", .on = c.view.explorer.open, .tip = ui::tr("Look at the data")}))
    c.actions.push(action::Explore{!c.view.explorer.open, ""});
  ui::draw::hairline({c.area.x + 8, c.area.y + 98}, {c.area.right() - 8, c.area.y + 98}, ui::theme().line);
  layers(c, {c.area.x, c.area.y + 102, c.area.w, c.area.h - 108});
}

void RailPanel::layers(const PanelContext& c, const ui::Rect& r) {
  static const std::vector<const LayerOffer*> list = in_order();
  float height = 0;
  for (size_t i = 0; i < list.size(); ++i)
    height += kPitch + (i > 0 && list[i]->category != list[i - 1]->category ? kGroupGap : 0);
  const ui::ScrollArea scroll("rail.list", r, height + 4);
  float y = scroll.y() + 4;
  for (size_t i = 0; i < list.size(); ++i) {
    if (i > 0 && list[i]->category != list[i - 1]->category) {
      ui::draw::hairline({r.x + 8, y + 2}, {r.right() - 8, y + 2}, ui::theme().line);
      y += kGroupGap;
    }
    const ui::Rect t{r.mid_x() - kTile / 2, y, kTile, kTile};
    if (t.overlaps(r)) tile(c, *list[i], t);
    y += kPitch;
  }
}

void RailPanel::tile(const PanelContext& c, const LayerOffer& offer, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const ui::Hit hit = ui::hit(("palette." + offer.id).c_str(), r);
  const bool hot = gesture_.follow(c, offer, hit);
  if (!hot && !hit.held) layer_tooltip(offer);
  // The layers that are selected on the canvas are lit.
  bool lit = false;
  for (const std::string& id : c.view.selection.nodes) {
    const engine::NodeSpec* node = c.view.experiment.network.find(id);
    lit = lit || (node && node->type == offer.id);
  }
  ui::draw::rect_filled(r, hot ? 0 : hit.hovered ? colours.bg3 : colours.bg2, 8);
  ui::draw::rect(r, lit ? colours.acc : hit.hovered ? colours.line2 : colours.line, 8, lit ? 2 : 1);
  ui::icon(offer.glyph, r.centre(), 22, hot || lit ? colours.acc : colours.ink2, 1.8f);
}

void RightRailPanel::draw(const PanelContext& c) {
  const ui::Surface surface("right_rail", c.area);
  ui::panel(c.area);
  unfold_button(c, "right_rail.open", "left", ui::tr("Show output and inspector (])"), &Arrangement::right);
}

}  // namespace app
