#include "app/panels/log.h"

#include <algorithm>

#include "app/ui/i18n.h"
#include "app/ui/sheet.h"
#include "app/ui/widgets.h"
#include "app/workbench/file_times.h"

namespace app {

void LogPanel::draw(const PanelContext& c) {
  if (c.view.dialog != Dialog::log) {
    frames_ = 0;
    return;
  }
  const ui::Palette& colours = ui::theme();
  const ui::Sheet sheet("log", ui::tr("Messages"), ui::middle_card(640, 440), frames_);
  const ui::Rect r = sheet.inside();
  if (c.view.notices.empty()) ui::empty_state(r, ui::tr("Nothing has been said yet"));
  const ui::ScrollArea scroll("log.list", r, height_);
  float y = scroll.y();
  for (auto n = c.view.notices.rbegin(); n != c.view.notices.rend(); ++n) {  // the newest on top
    const bool error = n->kind == Notice::Kind::error, warning = n->kind == Notice::Kind::warning;
    const ui::Text look{.size = 13, .colour = colours.ink};
    const float room = scroll.width() - 160;
    const std::string words = ui::tr(n->text);
    const float height = std::max(20.0f, ui::draw::text_block_height(words, room, look));
    const ui::Rect line{r.x, y, scroll.width(), height + 14};
    if (line.overlaps(r)) {
      ui::icon(error || warning ? "warn" : "info", {line.x + 10, line.y + 16}, 16,
               error     ? colours.err
               : warning ? colours.warn
                         : colours.acc);
      ui::draw::text(time_text(n->time), {line.x + 26, line.y + 16},
                     {.size = 12, .mono = true, .colour = colours.ink3});
      ui::draw::text_block(words, {line.x + 152, line.y + 7, room, height + 1}, look);
    }
    y += line.h;
  }
  height_ = y - scroll.y();
  if (sheet.closed()) c.actions.push(action::Dismiss{});
}

}  // namespace app
