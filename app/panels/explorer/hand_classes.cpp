#include "app/panels/explorer/hand_classes.h"

#include <algorithm>

#include "app/ui/chord.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/inline_edit.h"
#include "app/ui/widgets.h"
#include "app/workbench/labelled_edits.h"

namespace app {
namespace {

constexpr float kHeight = 30, kGap = 6, kMostName = 180;
constexpr const char* kEdit = "hand.class_name";

std::string chip_name(size_t k) { return "hand.class" + std::to_string(k); }

}  // namespace

void ClassChips::take_keys(size_t count) {
  key_ = -1;
  for (size_t k = 0; k < std::min<size_t>(9, count); ++k) {
    const char digit[] = {static_cast<char>('1' + k), '\0'};
    ui::claim(digit);
    if (ui::chord(digit)) key_ = static_cast<int>(k);
  }
  if (key_ >= 0) chosen_ = key_;
}

ClassChips::Wish ClassChips::draw(const ui::Rect& r, const std::vector<std::string>& classes,
                                  const std::vector<int64_t>& counts) {
  Wish wish;
  if (name_next_ > 0 && classes.size() > classes_before_) {  // the new one has arrived
    named_ = classes.size() - 1;
    chosen_ = static_cast<int>(named_);
    ui::start_inline_edit(kEdit, classes[named_]);
    name_next_ = 0;
  }
  name_next_ = std::max(0, name_next_ - 1);
  classes_before_ = classes.size();
  take_keys(classes.size());
  chosen_ = std::clamp(chosen_, 0, std::max(0, static_cast<int>(classes.size()) - 1));
  ui::Vec at{r.x, r.y + 4};
  const auto room_for = [&](float w) {
    if (at.x > r.x && at.x + w > r.right()) at = {r.x, at.y + kRow};
  };
  for (size_t k = 0; k < classes.size(); ++k) {
    const float name = std::min(kMostName, ui::text_width(classes[k], {.size = 13, .weight = 600}));
    const float w = 30 + name + 12 + ui::text_width(ui::format_count(counts[k]), {.size = 12, .mono = true}) + 12;
    room_for(w);
    const Wish here = chip({at.x, at.y, w, kHeight}, k, classes[k], counts[k], classes.size());
    if (here.kind != Wish::Kind::none) wish = here;
    at.x += w + kGap;
  }
  const std::string add = ui::tr("Class");
  const float w = 44 + ui::text_width(add, {.size = 13});
  room_for(w);
  if (ui::button("hand.add_class", {at.x, at.y, w, kHeight},
                 {.icon_name = "plus", .label = add, .size = 13, .icon_size = 14, .tip = ui::tr("One more class")})) {
    name_next_ = 4;
    wish = {Wish::Kind::add, classes.size(), fresh_class_name(classes)};
  }
  height_ = at.y + kRow - 4 - r.y;
  return wish;
}

ClassChips::Wish ClassChips::chip(const ui::Rect& r, size_t k, const std::string& name, int64_t count, size_t classes) {
  const ui::Palette& colours = ui::theme();
  Wish wish;
  if (named_ == k && ui::inline_edit_open(kEdit)) {
    std::string entered;
    const ui::Text look{.size = 13, .weight = 600, .colour = colours.ink};
    if (ui::inline_edit(kEdit, r, look, &entered)) wish = {Wish::Kind::rename, k, entered};
    return wish;
  }
  const bool chosen = static_cast<int>(k) == chosen_;
  const ui::Hit hit = ui::hit(chip_name(k).c_str(), r);
  ui::tooltip(ui::tr("Click or key 1 to 9: choose. Double click: rename. Right click: more."));
  ui::draw::rect_filled(r, hit.hovered || chosen ? colours.bg3 : colours.bg2, 8);
  ui::draw::rect(r, colours.line, 8);
  if (chosen) ui::draw::selection_ring(r.inset(1), 8);
  ui::draw::circle_filled({r.x + 15, r.mid_y()}, 5.5f,
                          ui::class_colour(static_cast<int>(k), std::max(2, static_cast<int>(classes))));
  ui::draw::text(name, {r.x + 28, r.mid_y()},
                 {.size = 13, .weight = 600, .colour = colours.ink, .max_width = kMostName, .ellipsis = true});
  ui::draw::text(ui::format_count(count), {r.right() - 12, r.mid_y()},
                 {.size = 12, .mono = true, .colour = colours.ink3, .align = ui::Align::right});
  if (hit.clicked) chosen_ = static_cast<int>(k);
  if (hit.double_clicked) {
    named_ = k;
    ui::start_inline_edit(kEdit, name);
  }
  if (hit.right_clicked) {
    named_ = k;
    ui::open_menu("hand.class_menu", {r.x, r.bottom() + 4});
  }
  return named_ == k ? menu(k, name) : wish;
}

ClassChips::Wish ClassChips::menu(size_t k, const std::string& name) {
  const ui::MenuItem items[] = {{.label = ui::tr("Rename"), .icon_name = "pencil"},
                                {.label = ui::tr("Delete with its samples"), .icon_name = "trash", .danger = true}};
  const int chosen = ui::menu("hand.class_menu", items);
  if (chosen == 0) ui::start_inline_edit(kEdit, name);
  return chosen == 1 ? Wish{Wish::Kind::remove, k, name} : Wish{};
}

}  // namespace app
