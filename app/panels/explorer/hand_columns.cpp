// The names of the columns: what they hold, which one is the target, and a menu for each.
#include <algorithm>

#include "app/panels/explorer/hand_grid.h"
#include "app/panels/explorer/hand_table.h"
#include "app/ui/i18n.h"
#include "app/ui/inline_edit.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr const char *kEdit = "hand.column_name", *kMenu = "hand.column_menu";

}  // namespace

void TableEditor::heads(const PanelContext& c, const Grid& g, const ui::Rect& r) {
  ui::draw::rect_filled(r, ui::theme().bg2, 6, ui::draw::corners_top);
  const size_t last = std::min(table(c).columns.size(), g.first_column + g.seen_columns);
  for (size_t column = g.first_column; column < last; ++column) {
    head(c, column, {g.area.x + grid::kColumn * static_cast<float>(column - g.first_column), r.y, grid::kColumn, r.h});
  }
  column_menu(c);
}

void TableEditor::head(const PanelContext& c, size_t column, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const engine::HandColumn& here = table(c).columns[column];
  const bool target = static_cast<int64_t>(column) == table(c).target;
  if (named_ == column && ui::inline_edit_open(kEdit)) {
    std::string entered;
    if (ui::inline_edit(kEdit, r.inset(2), {.size = 13, .weight = 600, .colour = colours.ink}, &entered)) {
      change(c, engine::message("Rename a column"), rename_column(table(c), column, entered));
    }
    return;
  }
  const ui::Hit hit = ui::hit(("hand.column" + std::to_string(column)).c_str(), r, {.focus_radius = 2});
  ui::tooltip(target ? ui::tr("The target: what the network predicts. Click for more.")
                     : ui::tr("An input. Click for more."));
  if (hit.hovered) ui::draw::rect_filled(r, colours.bg3);
  ui::draw::hairline({r.right(), r.y}, {r.right(), r.bottom()}, colours.line);
  const float icon = target || here.words ? 20 : 0;
  if (icon > 0) ui::icon(target ? "target" : "text", {r.x + 15, r.mid_y()}, 14, target ? colours.acc : colours.ink3, 2);
  ui::draw::text(here.name, {r.x + 8 + icon, r.mid_y()},
                 {.size = 13,
                  .weight = 600,
                  .colour = target ? colours.acc : colours.ink,
                  .max_width = r.w - 30 - icon,
                  .ellipsis = true});
  ui::icon("down", {r.right() - 13, r.mid_y()}, 12, colours.ink3, 2);
  if (hit.double_clicked) {
    named_ = column;
    ui::start_inline_edit(kEdit, here.name);
  } else if (hit.clicked || hit.right_clicked) {
    menu_for_ = column;
    ui::open_menu(kMenu, {r.x, r.bottom()});
  }
}

void TableEditor::column_menu(const PanelContext& c) {
  const HandTable& now = table(c);
  if (!ui::menu_is_open(kMenu) || menu_for_ >= now.columns.size()) return;
  const bool target = static_cast<int64_t>(menu_for_) == now.target;
  const ui::MenuItem items[] = {
      {.label = ui::tr("Target"), .icon_name = "target", .disabled = target, .checked = target},
      {.label = ui::tr("Holds categories"), .icon_name = "text", .checked = now.columns[menu_for_].words},
      {.label = ui::tr("Rename"), .icon_name = "pencil", .separator_before = true},
      {.label = ui::tr("Insert before"), .icon_name = "plus"},
      {.label = ui::tr("Insert behind"), .icon_name = "plus"},
      {.label = ui::tr("Delete"),
       .icon_name = "trash",
       .disabled = now.columns.size() == 1,
       .danger = true,
       .separator_before = true}};
  HandTable next = now;
  switch (ui::menu(kMenu, items)) {
    case 0:
      next.target = static_cast<int64_t>(menu_for_);
      change(c, engine::message("Choose the target"), std::move(next));
      break;
    case 1:
      next.columns[menu_for_].words = !next.columns[menu_for_].words;
      change(c, engine::message("Choose what a column holds"), std::move(next));
      break;
    case 2:
      named_ = menu_for_;
      ui::start_inline_edit(kEdit, now.columns[menu_for_].name);
      break;
    case 3: change(c, engine::message("Add a column"), insert_column(std::move(next), menu_for_)); break;
    case 4: change(c, engine::message("Add a column"), insert_column(std::move(next), menu_for_ + 1)); break;
    case 5: change(c, engine::message("Delete a column"), delete_column(std::move(next), menu_for_)); break;
    default: break;
  }
}

}  // namespace app
