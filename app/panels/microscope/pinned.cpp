// Two samples side by side: the one that was pinned stays while another is chosen or drawn. Both pictures show the same
// unit, head or place, and one colour stands for the same number in both.
#include <algorithm>

#include "app/panels/microscope/microscope.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kHead = 24, kGap = 16, kLeastWidth = 300;
constexpr const char* kNames[] = {"pinned", "shown"};
constexpr const char* kMenus[] = {"microscope.menu.pinned", "microscope.menu"};

}  // namespace

// Keeps the sample that is shown, or lets it go; returns its left edge.
float MicroscopePanel::pin_button(const Opened& o, ui::Vec at) {
  const int64_t pinned = pinned_row(o.c.view);
  const ui::Rect r{at.x - 26, at.y - 12, 26, 24};
  const bool can = pinned >= 0 || o.row >= 0;
  const char* tip = pinned >= 0 ? ui::tr("Let the pinned sample go")
                    : can       ? ui::tr("Pin this sample: it stays beside the next one that you choose or draw")
                                : ui::tr("Samples of the data can be pinned; yours is then shown beside them");
  if (ui::button("microscope.pin", r,
                 {.icon_name = "pin", .on = pinned >= 0, .disabled = !can, .icon_size = 14, .radius = 6, .tip = tip}))
    pin_row(o.c.view, pinned >= 0 ? -1 : o.row);
  return r.x - 10;
}

Look& MicroscopePanel::beside_of(const LookType& type) {
  std::unique_ptr<Look>& look = beside_[type.kind];
  if (!look) look = type.make();
  return *look;
}

void MicroscopePanel::draw_pair(const Opened& o, const LookType& type, Look& look, const ui::Rect& area) {
  Opened other = o;
  other.row = pinned_row(o.c.view);
  const bool beside = (area.w - kGap) / 2 >= kLeastWidth;
  ui::Rect left = area, right = area;
  if (beside) {
    left.w = right.w = (area.w - kGap) / 2;
    right.x = left.right() + kGap;
    ui::draw::hairline({left.right() + kGap / 2, area.y}, {left.right() + kGap / 2, area.bottom()}, ui::theme().line2);
  } else {
    left.h = right.h = (area.h - kGap) / 2;
    right.y = left.bottom() + kGap;
    ui::draw::hairline({area.x, left.bottom() + kGap / 2}, {area.right(), left.bottom() + kGap / 2}, ui::theme().line2);
  }
  if (half_head(other, true, {left.x, left.y, left.w, kHead})) pin_row(o.c.view, -1);
  half_head(o, false, {right.x, right.y, right.w, kHead});
  for (ui::Rect* half : {&left, &right}) *half = {half->x, half->y + kHead, half->w, half->h - kHead};
  draw_half(0, other, beside_of(type), left);
  draw_half(1, o, look, right);
  close_by_key(o.c, &look);
}

// What is chosen in the half that the pointer or the keyboard was in last is chosen in both, also what moves by itself.
void MicroscopePanel::draw_half(int side, const Opened& o, Look& look, const ui::Rect& area) {
  if (area.w < 60 || area.h < 40) return;
  const ui::NameScope names(kNames[side]);
  const views::PairedRanges::Side ranges(ranges_, side);
  look.select(selected_);
  look.draw(o, area);
  menu(kMenus[side], o, look, area);
  if (area.contains(ui::mouse()) || names.focused()) leader_ = side;
  if (leader_ == side) selected_ = look.selection();
}

// Which sample it is, and its answer where that is a class; true: the pinned one is to go.
bool MicroscopePanel::half_head(const Opened& o, bool pinned, const ui::Rect& r) const {
  const ui::Palette& t = ui::theme();
  const float y = r.y + 10;
  std::string words =
      o.row < 0 ? std::string(ui::tr("Your sample")) : ui::tr_fill("Sample {}", {ui::format_count(o.row + 1)});
  const engine::Dataset* raw = o.data ? &o.data->raw : nullptr;
  if (raw && o.row >= 0 && o.row < raw->rows() && raw->classes > 0 && raw->target_shape.rank() == 0)
    words += " · " + ui::tr_name(o.data->class_name(static_cast<int64_t>(raw->targets[static_cast<size_t>(o.row)])));
  if (pinned) ui::icon("pin", {r.x + 8, y}, 13, t.acc);
  ui::draw::text(words, {r.x + (pinned ? 22 : 4), y},
                 {.size = 13, .weight = 600, .colour = t.ink, .max_width = r.w - 56, .ellipsis = true});
  if (!pinned) return false;
  return ui::button("microscope.unpin", {r.right() - 24, r.y - 1, 22, 22},
                    {.icon_name = "cross",
                     .kind = ui::ButtonKind::ghost,
                     .icon_size = 12,
                     .radius = 6,
                     .tip = ui::tr("Let the pinned sample go")});
}

}  // namespace app
