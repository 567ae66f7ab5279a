#include "app/panels/import/table.h"

#include <algorithm>
#include <vector>

#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

using engine::ColumnUse;
using engine::PreviewColumn;
using engine::PreviewTable;

constexpr float kGutter = 44, kColumn = 116, kHead = 58, kRow = 26, kFoot = 30;

const char* use_text(ColumnUse use) {
  switch (use) {
    case ColumnUse::number: return ui::tr("Number");
    case ColumnUse::category: return ui::tr("Category");
    case ColumnUse::target: return ui::tr("Target");
    default: return ui::tr("Left out");
  }
}

ui::Colour use_colour(ColumnUse use) {
  const ui::Palette& t = ui::theme();
  switch (use) {
    case ColumnUse::number: return t.ink2;
    case ColumnUse::category: return t.grad;
    case ColumnUse::target: return t.acc;
    default: return t.dis;
  }
}

std::vector<std::string> items_of(const std::string& list) {
  std::vector<std::string> items;
  for (size_t at = 0; at <= list.size();) {
    const size_t comma = std::min(list.find(',', at), list.size());
    std::string item = list.substr(at, comma - at);
    item.erase(0, item.find_first_not_of(' '));
    if (!item.empty()) items.push_back(std::move(item));
    at = comma + 1;
  }
  return items;
}

// How the parameters call a column: by its name where that is plain and its own, else by its number.
std::string name_of_column(const PreviewTable& table, size_t c) {
  const std::string &name = table.columns[c].name, number = std::to_string(c + 1);
  const auto called = [&](const std::string& n) { return [&n](const PreviewColumn& col) { return col.name == n; }; };
  const bool plain = table.header && !name.empty() && name.size() <= 40 && name.find(',') == std::string::npos &&
                     std::ranges::count_if(table.columns, called(name)) == 1;
  const bool digits = name.find_first_not_of("0123456789") == std::string::npos;
  return plain && (!digits || name == number) ? name : number;
}

void put_in_list(engine::Params& params, const char* key, const PreviewTable& table, size_t c, bool in) {
  std::string list;
  for (const std::string& item : items_of(engine::get_text(params, key))) {
    if (item == table.columns[c].name || item == std::to_string(c + 1)) continue;
    list += (list.empty() ? "" : ", ") + item;
  }
  if (in) list += (list.empty() ? "" : ", ") + name_of_column(table, c);
  params[key] = std::move(list);
}

void set_use(const PreviewTable& table, size_t c, ColumnUse use, engine::Params& params) {
  put_in_list(params, "ignore", table, c, use == ColumnUse::left_out);
  put_in_list(params, "categorical", table, c, use == ColumnUse::category && !table.columns[c].text);
  if (use == ColumnUse::target) params["target"] = name_of_column(table, c);
}

}  // namespace

bool ImportTable::draw(const PreviewTable& table, engine::Params& params, const ui::Rect& r) {
  const auto fit = static_cast<size_t>(std::max(1.0f, (r.w - kGutter) / kColumn));
  const size_t all = table.columns.size();
  const bool paged = all > fit;
  first_ = paged ? std::min(first_, all - fit) : 0;
  const size_t count = std::min(fit, all - first_);
  const Grid g{{r.x, r.y, r.w, r.h - (paged ? kFoot : 0)},
               first_,
               count,
               std::min(1.6f * kColumn, (r.w - kGutter - 10) / static_cast<float>(count))};
  const bool changed = heads(table, params, g);
  rows(table, g);
  if (paged) pages(table, {r.x, r.bottom() - kFoot, r.w, kFoot}, fit);
  return changed;
}

void ImportTable::pages(const PreviewTable& table, const ui::Rect& r, size_t fit) {
  const size_t all = table.columns.size();
  ui::draw::hairline({r.x, r.y}, {r.right(), r.y}, ui::theme().line);
  const std::string words =
      ui::tr_fill("Columns {} to {} of {}",
                  {std::to_string(first_ + 1), std::to_string(std::min(all, first_ + fit)), std::to_string(all)});
  ui::draw::text(words, {r.mid_x(), r.mid_y()},
                 {.size = 12, .colour = ui::theme().ink3, .align = ui::Align::centre, .max_width = r.w - 90});
  const auto arrow = [&](const char* name, const char* icon, float x, bool can) {
    return ui::button(name, {x, r.y + 3, 32, 24},
                      {.icon_name = icon, .kind = ui::ButtonKind::ghost, .disabled = !can, .icon_size = 14});
  };
  if (arrow("import.columns.left", "left", r.x + 6, first_ > 0)) first_ -= std::min(first_, fit);
  if (arrow("import.columns.right", "right", r.right() - 38, first_ + fit < all)) {
    first_ = std::min(first_ + fit, all - fit);
  }
}

bool ImportTable::heads(const PreviewTable& table, engine::Params& params, const Grid& g) {
  const ui::Palette& colours = ui::theme();
  const ui::Rect gutter{g.area.x, g.area.y, kGutter, kHead};
  const ui::Hit hit = ui::hit("import.header", gutter.inset(4), {.focus_radius = 6});
  ui::tooltip(table.header ? ui::tr("The first line holds the names of the columns. Click to take it as data.")
                           : ui::tr("The first line is data. Click to take it as the names of the columns."));
  if (hit.hovered) ui::draw::rect_filled(gutter.inset(4), colours.bg2, 6);
  ui::icon("text", gutter.centre(), 18, table.header ? colours.acc : colours.ink3, 1.8f);
  bool changed = false;
  if (hit.clicked) {
    size_t target = 0;
    while (target + 1 < table.columns.size() && table.columns[target].use != ColumnUse::target) ++target;
    params["header"] = std::string(table.header ? "no" : "yes");
    params["target"] = std::to_string(target + 1);
    params["categorical"] = params["ignore"] = std::string();
    changed = true;
  }
  for (size_t i = 0; i < g.count; ++i) {
    const ui::Rect r{g.area.x + kGutter + g.width * static_cast<float>(i), g.area.y, g.width, kHead};
    changed = head(table, g.first + i, params, r) || changed;
  }
  ui::draw::hairline({g.area.x, g.area.y + kHead}, {g.area.right(), g.area.y + kHead}, colours.line);
  return changed;
}

bool ImportTable::head(const PreviewTable& table, size_t c, engine::Params& params, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const PreviewColumn& column = table.columns[c];
  const std::string name = "import.column." + std::to_string(c + 1);
  const ui::Rect role{r.x + 4, r.y + 28, r.w - 8, 24};
  ui::draw::text(column.name, {r.x + 8, r.y + 15},
                 {.size = 13, .weight = 600, .colour = colours.ink, .max_width = r.w - 12, .ellipsis = true});
  const ui::Hit hit = ui::hit(name.c_str(), role, {.focus_radius = 6});
  ui::Tip tip{.title = column.name, .text = ui::tr("What this column is used for. Click to change it.")};
  if (column.missing > 0) tip.rows.push_back({.label = ui::tr("missing"), .value = std::to_string(column.missing)});
  if (column.distinct > 0) {
    tip.rows.push_back({.label = ui::tr("different values"), .value = std::to_string(column.distinct)});
  }
  ui::tooltip(tip);
  ui::draw::rect_filled(role, hit.hovered ? colours.bg3 : colours.bg2, 6);
  ui::draw::text(use_text(column.use), {role.x + 8, role.mid_y()},
                 {.size = 12, .weight = 600, .colour = use_colour(column.use), .max_width = role.w - 26});
  ui::icon("down", {role.right() - 11, role.mid_y()}, 10, colours.ink3);
  if (column.missing > 0) ui::draw::circle_filled({r.right() - 10, r.y + 12}, 3, colours.warn);
  if (hit.clicked) ui::open_menu(name.c_str(), {role.x, role.bottom() + 2});
  if (!ui::menu_is_open(name.c_str())) return false;
  const ColumnUse uses[] = {ColumnUse::number, ColumnUse::category, ColumnUse::target, ColumnUse::left_out};
  const bool target = column.use == ColumnUse::target;  // another column must become it first
  std::vector<ui::MenuItem> items;
  for (const ColumnUse use : uses) {
    const bool words = use == ColumnUse::number && column.text;
    items.push_back({.label = use_text(use),
                     .disabled = words || (target && use != ColumnUse::target),
                     .checked = use == column.use});
  }
  const int chosen = ui::menu(name.c_str(), items);
  if (chosen < 0 || uses[chosen] == column.use) return false;
  set_use(table, c, uses[chosen], params);
  return true;
}

void ImportTable::rows(const PreviewTable& table, const Grid& g) {
  const ui::Palette& colours = ui::theme();
  const ui::Rect inside{g.area.x, g.area.y + kHead + 1, g.area.w, g.area.h - kHead - 1};
  const ui::ScrollArea scroll("import.rows", inside, kRow * static_cast<float>(table.rows.size()));
  for (size_t row = 0; row < table.rows.size(); ++row) {
    const float y = scroll.y() + kRow * static_cast<float>(row);
    if (y + kRow < inside.y || y > inside.bottom()) continue;
    const auto& cells = table.rows[row];
    const bool ragged = cells.size() != table.columns.size();
    ui::draw::text(
        std::to_string(row + 1), {g.area.x + kGutter - 10, y + kRow / 2},
        {.size = 12, .mono = true, .colour = ragged ? colours.err : colours.ink3, .align = ui::Align::right});
    for (size_t i = 0; i < g.count; ++i) {
      const size_t c = g.first + i;
      const ui::Rect r{g.area.x + kGutter + g.width * static_cast<float>(i), y, g.width, kRow};
      const bool here = c < cells.size();
      if (!here || cells[c].missing) ui::draw::rect_filled(r.inset(2), ui::with_alpha(colours.warn, 0.22f), 4);
      if (!here) continue;
      const bool out = table.columns[c].use == ColumnUse::left_out;
      const bool number = table.columns[c].use == ColumnUse::number;
      const ui::Text look{.size = 12,
                          .mono = number,
                          .colour = out ? colours.dis : colours.ink2,
                          .align = number ? ui::Align::right : ui::Align::left,
                          .max_width = r.w - 16,
                          .ellipsis = true};
      ui::draw::text(cells[c].text, {number ? r.right() - 10 : r.x + 8, r.mid_y()}, look);
    }
  }
}

}  // namespace app
