#include "app/panels/history.h"

#include "app/ui/i18n.h"
#include "app/ui/sheet.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kRow = 30;
constexpr const char* kList = "history.list";

}  // namespace

void HistoryPanel::draw(const PanelContext& c) {
  if (c.view.dialog != Dialog::history) {
    frames_ = 0;
    return;
  }
  const ui::Sheet sheet("history", ui::tr("History of edits"), ui::card_below({188, 8, 292, 36}, 340, 460), frames_,
                        false);
  list(c, sheet.inside());
  if (sheet.closed()) c.actions.push(action::Dismiss{});
}

void HistoryPanel::list(const PanelContext& c, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const History& history = c.view.history;
  const size_t count = history.size();
  const auto top_of = [&](size_t step) { return kRow * static_cast<float>(count - 1 - step); };
  if (frames_ == 1 || shown_ != history.place()) {
    shown_ = history.place();
    ui::scroll_to(kList, top_of(shown_), top_of(shown_) + kRow, r.h);
  }
  const ui::ScrollArea scroll(kList, r, kRow * static_cast<float>(count));
  for (size_t i = 0; i < count; ++i) {
    const size_t step = count - 1 - i;
    const ui::Rect line{r.x, scroll.y() + kRow * static_cast<float>(i), scroll.width(), kRow};
    if (!line.overlaps(r)) continue;
    const ui::Hit hit = ui::hit(("history." + std::to_string(step)).c_str(), line, {.focus_radius = 6});
    const bool now = step == history.place(), undone = step > history.place();
    if (now || hit.hovered) ui::draw::rect_filled(line, now ? colours.bg3 : colours.bg2, 6);
    const ui::Vec dot{line.x + 14, line.mid_y()};
    if (now) {
      ui::draw::circle_filled(dot, 5, colours.acc);
    } else {
      ui::draw::circle(dot, 4, undone ? colours.dis : colours.ink3, 1.5f);
    }
    const bool saved = history.saved_place() == static_cast<std::ptrdiff_t>(step);
    float room = line.w - 40;
    if (saved) {
      const ui::Text look{.size = 12, .colour = colours.ink3, .align = ui::Align::right};
      room -= ui::draw::text(ui::tr("in the file"), {line.right() - 10, line.mid_y()}, look) + 12;
    }
    const std::string words = step == 0 ? ui::tr("Opened") : ui::tr(history.label(step));
    ui::draw::text(words, {line.x + 30, line.mid_y()},
                   {.size = 13, .colour = undone ? colours.ink3 : colours.ink, .max_width = room, .ellipsis = true});
    if (hit.clicked) c.actions.push(action::GoTo{step});
  }
}

}  // namespace app
