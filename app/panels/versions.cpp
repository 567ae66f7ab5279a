#include "app/panels/versions.h"

#include "app/panels/panel_words.h"
#include "app/ui/i18n.h"
#include "app/ui/sheet.h"
#include "app/ui/widgets.h"
#include "app/workbench/file_times.h"

namespace app {
namespace {

constexpr float kRow = 48;

std::string name_of(const LostWork& work) {
  if (!work.name.empty()) return ui::tr(work.name);
  return work.path.empty() ? ui::tr("Untitled") : last_part(work.path);
}

// What a row says, and a place for its buttons at the right.
void words(const ui::Rect& r, const std::string& title, const std::string& below, float room) {
  const ui::Palette& colours = ui::theme();
  ui::draw::rect_filled(r, colours.bg2, 8);
  ui::draw::text(title, {r.x + 14, r.y + 16},
                 {.size = 14, .weight = 600, .colour = colours.ink, .max_width = room, .ellipsis = true});
  ui::draw::text(below, {r.x + 14, r.y + 34},
                 {.size = 12, .colour = colours.ink3, .max_width = room, .ellipsis = true});
}

}  // namespace

void VersionsPanel::draw(const PanelContext& c) {
  if (c.view.dialog == Dialog::versions) {
    versions(c);
  } else if (c.view.dialog == Dialog::lost) {
    lost(c);
  } else {
    frames_ = 0;
  }
}

void VersionsPanel::versions(const PanelContext& c) {
  const ui::Sheet sheet("versions", ui::tr("Earlier versions"), ui::middle_card(520, 480), frames_);
  const ui::Rect r = sheet.inside();
  const std::vector<Version>& list = c.view.versions;
  if (list.empty()) {
    ui::empty_state(r, c.view.path.empty() ? ui::tr("The project has not been saved yet.")
                                           : ui::tr("There are none: a version is kept each time you save."));
  }
  const ui::ScrollArea scroll("versions.list", r, (kRow + 8) * static_cast<float>(list.size()));
  for (size_t i = 0; i < list.size(); ++i) {
    const ui::Rect line{r.x, scroll.y() + (kRow + 8) * static_cast<float>(i), scroll.width(), kRow};
    if (!line.overlaps(r)) continue;
    words(line, time_text(list[i].time), i == 0 ? ui::tr("as it was saved last") : last_part(c.view.path),
          line.w - 140);
    const std::string name = "versions." + std::to_string(i);
    if (ui::button(name.c_str(), {line.right() - 112, line.y + 8, 100, 32}, {.label = ui::tr("Restore"), .size = 13}))
      c.actions.push(action::RestoreVersion{i});
  }
  if (sheet.closed()) c.actions.push(action::Dismiss{});
}

void VersionsPanel::lost(const PanelContext& c) {
  const std::vector<LostWork>& list = c.view.lost;
  const float height = 132 + (kRow + 8) * static_cast<float>(list.size());
  const ui::Sheet sheet("lost", ui::tr("Work that was not saved"), ui::middle_card(600, height), frames_);
  const ui::Rect r = sheet.inside();
  ui::draw::text_block(ui::tr("Glassnet ended before this was saved. Nothing of it is lost: open it, or delete it."),
                       {r.x, r.y, r.w, 40}, {.size = 13});
  const ui::Rect rows{r.x, r.y + 46, r.w, r.h - 46};
  const ui::ScrollArea scroll("lost.list", rows, (kRow + 8) * static_cast<float>(list.size()));
  for (size_t i = 0; i < list.size(); ++i) {
    const ui::Rect line{r.x, scroll.y() + (kRow + 8) * static_cast<float>(i), scroll.width(), kRow};
    if (!line.overlaps(rows)) continue;
    words(line, name_of(list[i]), time_text(list[i].time) + "  " + last_part(list[i].path), line.w - 240);
    const std::string open = "lost.open." + std::to_string(i), forget = "lost.forget." + std::to_string(i);
    if (ui::button(open.c_str(), {line.right() - 112, line.y + 8, 100, 32},
                   {.label = ui::tr("Open"), .kind = ui::ButtonKind::primary, .size = 13}))
      c.actions.push(action::Recover{i});
    if (ui::button(forget.c_str(), {line.right() - 220, line.y + 8, 100, 32}, {.label = ui::tr("Delete"), .size = 13}))
      c.actions.push(action::Forget{i});
  }
  if (sheet.closed()) c.actions.push(action::Dismiss{});  // it is asked again at the next start
}

}  // namespace app
