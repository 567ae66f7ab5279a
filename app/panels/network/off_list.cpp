#include "app/panels/network/off_list.h"

#include <algorithm>

#include "app/panels/panel_masks.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/popover.h"
#include "app/ui/widgets.h"

namespace app::network {
namespace {

constexpr const char* kName = "network.off";
constexpr float kWidth = 340, kRow = 32, kMostHeight = 288;

}  // namespace

float OffList::button(const PanelContext& context, ui::Vec at, float room) {
  parts_ = masked_parts(context.view.experiment.network, context.view.info);
  if (parts_.empty()) return 0;
  const std::string words = masked_summary(parts_), count = ui::format_count(static_cast<long long>(parts_.size()));
  const auto width = [](const std::string& label) { return 40 + ui::text_width(label, {.size = 13, .weight = 500}); };
  const bool fits = width(words) <= room;
  const ui::Rect r{at.x, at.y - 13, std::min(room, width(fits ? words : count)), 26};
  if (ui::button(kName, r,
                 {.icon_name = "ban",
                  .label = fits ? words : count,
                  .on = ui::popover_is_open(kName),
                  .size = 13,
                  .icon_size = 14,
                  .radius = 6,
                  .colour = ui::theme().warn,
                  .tip = words}))
    ui::open_popover(kName, r);
  return r.w + 10;
}

void OffList::draw(const PanelContext& context) {
  if (!ui::popover_is_open(kName)) return;
  if (parts_.empty()) return ui::close_popover();
  const float content = kRow * static_cast<float>(parts_.size()), height = std::min(content, kMostHeight);
  const ui::Popover card(kName, {kWidth, height + 124});
  const ui::Rect& r = card.area();
  const ui::Palette& t = ui::theme();
  ui::draw::text(masked_summary(parts_), {r.x + 12, r.y + 20},
                 {.size = 14, .weight = 600, .colour = t.ink, .max_width = r.w - 24, .ellipsis = true});
  ui::draw::text(ui::tr("Part of the project; training goes on as it was."), {r.x + 12, r.y + 42},
                 {.size = 13, .colour = t.ink3, .max_width = r.w - 24});
  const ui::Rect inside{r.x + 8, r.y + 60, r.w - 16, height};
  {
    const ui::ScrollArea scroll(kName, inside, content);
    for (size_t i = 0; i < parts_.size(); ++i) {
      const ui::Rect row{inside.x + 4, scroll.y() + kRow * static_cast<float>(i), scroll.width() - 8, kRow};
      if (!row.overlaps(inside)) continue;
      const std::string words = masked_words(context.view, parts_[i]);
      ui::draw::text(words, {row.x, row.mid_y()}, {.size = 13, .max_width = row.w - 36, .ellipsis = true});
      const ui::Button look{
          .icon_name = "undo", .kind = ui::ButtonKind::ghost, .icon_size = 14, .tip = ui::tr("Restore")};
      if (ui::button(ui::name_of("network.off.restore", static_cast<long long>(i)),
                     {row.right() - 28, row.y + 2, 28, 28}, look))
        push_edit(context, engine::message("Restore {}", node_name(context.view.experiment.network, parts_[i].node)),
                  let_go(context.view.experiment, parts_[i]));
    }
  }
  if (ui::button(
          "network.off.all", {r.x + 12, r.bottom() - 48, r.w - 24, 36},
          {.icon_name = "undo", .label = ui::tr("Restore all"), .kind = ui::ButtonKind::primary, .icon_size = 16}))
    push_edit(context, engine::message("Restore all"), clear_masks(context.view.experiment));
}

}  // namespace app::network
