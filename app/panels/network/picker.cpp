#include "app/panels/network/picker.h"

#include <algorithm>

#include "app/panels/panel_words.h"
#include "app/ui/i18n.h"
#include "app/ui/popover.h"
#include "app/ui/widgets.h"
#include "app/workbench/wiring.h"
#include "engine/schema/layer_type.h"

namespace app::network {
namespace {

constexpr const char* kName = "network.picker";
constexpr float kWidth = 240, kHeight = 320, kRow = 30;

}  // namespace

void LayerPicker::open(const std::string& from, ui::Vec at) {
  from_ = from;
  words_.clear();
  opened_ = true;
  lit_ = 0;
  ui::open_popover(kName, {at.x, at.y - 8, 16, 16});
}

void LayerPicker::choose(const PanelContext& context, const std::string& type) {
  std::string id;
  const engine::LayerType* layer = engine::layers().find(type);
  engine::Experiment next = add_behind(context.view.experiment, type, from_, id);
  push_edit(context, engine::message("Add {}", ui::tr(layer ? layer->title : type)), std::move(next));
  context.actions.push(action::Select{Selection{{id}}});
  ui::close_popover();
}

void LayerPicker::draw(const PanelContext& context) {
  if (!ui::popover_is_open(kName)) return;
  std::vector<const engine::LayerType*> list;
  for (const engine::LayerType* type : engine::layers().entries()) {
    if (type->inputs > 0 && matches_words({type->title, type->summary, type->category}, words_)) list.push_back(type);
  }
  const ui::Popover card(kName, {kWidth, kHeight});
  const ui::Rect& r = card.area();
  (void)ui::text_field("network.picker.words", {r.x + 10, r.y + 10, r.w - 20, 32}, &words_,
                       {.icon_name = "search", .hint = ui::tr("Name of a layer"), .focus_now = opened_});
  opened_ = false;
  const int count = static_cast<int>(list.size());
  if (ui::key_pressed(ui::Key::down, true)) ++lit_;
  if (ui::key_pressed(ui::Key::up, true)) --lit_;
  lit_ = std::clamp(lit_, 0, std::max(0, count - 1));
  const ui::Rect inside{r.x + 4, r.y + 50, r.w - 8, r.h - 56};
  if (list.empty()) return ui::empty_state(inside, ui::tr("No layer of that name"));
  const bool enter = ui::key_pressed(ui::Key::enter, false);
  const ui::ScrollArea scroll("network.picker.list", inside, kRow * static_cast<float>(count));
  for (int i = 0; i < count; ++i) {
    const engine::LayerType& type = *list[static_cast<size_t>(i)];
    const ui::Rect row{inside.x + 4, scroll.y() + kRow * static_cast<float>(i), scroll.width() - 8, kRow};
    if (!row.overlaps(inside)) continue;
    const ui::Hit hit = ui::hit(("network.picker." + type.id).c_str(), row, {.focusable = false});
    ui::tooltip({.title = ui::tr(type.title), .text = ui::tr(type.summary)});
    if (hit.hovered || i == lit_) ui::draw::rect_filled(row, ui::theme().bg3, 6);
    ui::icon(type.glyph, {row.x + 16, row.mid_y()}, 18, ui::theme().ink2, 1.7f);
    ui::draw::text(ui::tr(type.title), {row.x + 34, row.mid_y()},
                   {.size = 13, .colour = ui::theme().ink, .max_width = row.w - 40, .ellipsis = true});
    if (hit.clicked || (enter && i == lit_)) return choose(context, type.id);
  }
}

}  // namespace app::network
