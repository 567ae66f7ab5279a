#include "app/panels/data/data.h"

#include <algorithm>

#include "app/panels/panel_sets.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kThumb = 50, kPitch = 58, kRowY = 42, kControls = 96;

}  // namespace

void DataPanel::draw(const PanelContext& c) {
  const ui::Surface surface("data", c.area);
  ui::panel(c.area);
  header(c);
  sources(c);
  take_asked_set(c);
  controls(c, {c.area.x, c.area.y + kControls, c.area.w, c.area.h - kControls - 4});
}

void DataPanel::header(const PanelContext& c) {
  ui::panel_header(c.area, "data", ui::tr("Data"));
  const float y = c.area.y + 6;
  float x = c.area.right() - 8;
  const auto small = [&](const char* name, const char* icon, bool on, const char* tip) {
    x -= 32;
    return ui::button(name, {x, y, 28, 28},
                      {.icon_name = icon, .kind = ui::ButtonKind::ghost, .on = on, .icon_size = 16, .tip = tip});
  };
  const Explorer& page = c.view.explorer;
  const bool sets = page.open && page.page == "sets", looks = page.open && !sets;
  if (small("data.open", "open", false, ui::tr("Open data from a file or folder, or drop it on the window"))) {
    ask_for_any_set();
  }
  if (small("data.look", "eye", looks, ui::tr("All samples, columns and plots of this set (D)"))) {
    c.actions.push(action::Explore{!looks, sets ? "samples" : ""});
  }
  if (small("data.all", "grid", sets, ui::tr("All sets of data, with pictures"))) {
    c.actions.push(sets ? action::Explore{false, "samples"} : action::Explore{true, "sets"});
  }
}

// The source in use is always among those shown: it comes to the front of the row when it was not. The row begins with
// others of its kind.
void DataPanel::follow_row(const std::string& now, size_t count) {
  const std::vector<const engine::DatasetType*>& all = sources_in_order();
  const auto is_now = [&](const engine::DatasetType* t) { return t->id == now; };
  const auto chosen = std::find_if(all.begin(), all.end(), is_now);
  const auto shown = std::find_if(row_.begin(), row_.end(), is_now);
  if (shown == row_.end()) {
    if (chosen != all.end()) row_.insert(row_.begin(), *chosen);
  } else if (shown >= row_.begin() + static_cast<std::ptrdiff_t>(count)) {
    std::rotate(row_.begin(), shown, shown + 1);
  }
  const auto add = [&](const engine::DatasetType* type) {
    if (row_.size() < count && std::find(row_.begin(), row_.end(), type) == row_.end()) row_.push_back(type);
  };
  const size_t from = chosen == all.end() ? 0 : static_cast<size_t>(chosen - all.begin());
  for (size_t i = 0; i < all.size(); ++i) {
    const engine::DatasetType* next = all[(from + i) % all.size()];
    if (next->category == all[from]->category) add(next);
  }
  for (const engine::DatasetType* type : all) add(type);
  row_.resize(std::min(row_.size(), count));
}

void DataPanel::sources(const PanelContext& c) {
  const auto count = static_cast<size_t>(std::max(1.0f, (c.area.w - 24 + kPitch - kThumb) / kPitch));
  follow_row(c.view.experiment.data.source.type, count);
  for (size_t i = 0; i < row_.size(); ++i) {
    source(c, *row_[i], {c.area.x + 12 + kPitch * static_cast<float>(i), c.area.y + kRowY, kThumb, kThumb});
  }
}

void DataPanel::source(const PanelContext& c, const engine::DatasetType& type, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const ui::Hit hit = ui::hit(("data." + type.id).c_str(), r);
  ui::tooltip({.title = ui::tr(type.title), .text = ui::tr(type.summary)});
  const bool chosen = c.view.experiment.data.source.type == type.id;
  ui::draw::rect_filled(r, colours.cv, 6);
  previews_.draw(type, c.view.experiment.data.hand, r);
  ui::draw::rect(r, hit.hovered ? colours.line2 : colours.line, 6);
  if (chosen) ui::draw::selection_ring(r, 6);
  if (hit.clicked && !chosen) choose_set(c, type);
}

}  // namespace app
