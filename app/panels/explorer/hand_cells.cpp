// The cells of the table: drawn as far as they are seen, chosen and dragged over by the pointer, typed into.
#include <algorithm>
#include <cmath>

#include "app/panels/explorer/hand_grid.h"
#include "app/panels/explorer/hand_table.h"
#include "app/ui/i18n.h"
#include "app/ui/inline_edit.h"
#include "app/ui/widgets.h"
#include "engine/formats/utf8.h"

namespace app {
namespace {

constexpr const char *kGrid = "hand.grid", *kCell = "hand.cell";

}  // namespace

void TableEditor::cells(const PanelContext& c, const Grid& g) {
  const ui::Palette& colours = ui::theme();
  const HandTable& now = table(c);
  const size_t columns = std::min(now.columns.size(), g.first_column + g.seen_columns);
  ui::draw::push_clip({g.area.x - grid::kNumbers, g.area.y, g.area.w + grid::kNumbers, g.area.h});
  for (size_t row = g.first_row; row < std::min(g.rows, g.first_row + g.seen_rows); ++row) {
    const float y = g.area.y + grid::kRow * static_cast<float>(row - g.first_row);
    const bool typed = row < now.rows.size();
    ui::draw::text(std::to_string(row + 1), {g.area.x - 10, y + grid::kRow / 2},
                   {.size = 12, .mono = true, .colour = typed ? colours.ink3 : colours.dis, .align = ui::Align::right});
    for (size_t column = g.first_column; column < columns; ++column) {
      const float x = g.area.x + grid::kColumn * static_cast<float>(column - g.first_column);
      cell(c, g, {row, column}, {x, y, grid::kColumn, grid::kRow});
    }
    ui::draw::hairline({g.area.x - grid::kNumbers, y + grid::kRow - 1}, {g.area.right(), y + grid::kRow - 1},
                       colours.line);
  }
  ui::draw::pop_clip();
}

void TableEditor::cell(const PanelContext& c, const Grid& g, const Cell& at, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const HandTable& now = table(c);
  ui::draw::hairline({r.right(), r.y}, {r.right(), r.bottom()}, colours.line);
  const bool here = at == cursor_;
  const auto bad = std::find_if(bad_.begin(), bad_.end(),
                                [&](const engine::BadCell& b) { return b.row == at.row && b.column == at.column; });
  if (bad != bad_.end()) {
    ui::draw::rect_filled(r.inset(1), ui::with_alpha(colours.err, 0.22f));
    if (r.contains(ui::mouse()) && g.area.contains(ui::mouse())) {
      ui::tooltip_at(fmt::format("{}:{}", at.row, at.column), ui::mouse(), {.text = ui::tr(bad->why)});
    }
  }
  if (range().contains(at.row, at.column) && !(cursor_ == anchor_)) {
    ui::draw::rect_filled(r, ui::with_alpha(colours.acc, 0.14f));
  }
  if (here && editing_) {
    editing(c, r);
    return;
  }
  if (at.row < now.rows.size()) {
    const std::string& text = now.rows[at.row][at.column];
    ui::draw::text(text, {r.x + 8, r.mid_y()},
                   {.size = 13, .colour = colours.ink, .max_width = r.w - 14, .ellipsis = true});
  }
  if (here) ui::draw::rect(r.grown(0.5f), focused_ ? colours.acc : colours.line2, 2, 2);
}

void TableEditor::pointer(const PanelContext& c, const Grid& g) {
  const ui::Hit hit = ui::hit(kGrid, g.area, {.wheel = true, .types = true, .focus_radius = 4});
  focused_ = hit.focused || editing_;
  const float notches = hit.hovered ? ImGui::GetIO().MouseWheel : 0;
  if (notches != 0) {
    const auto step = static_cast<std::ptrdiff_t>(std::lround(-3 * notches));
    const bool across = ui::shift_down();
    const size_t count = across ? table(c).columns.size() : g.rows;
    size_t& first = across ? left_ : top_;
    const auto most = static_cast<std::ptrdiff_t>(count) - (across ? 1 : 4);
    const auto wanted = static_cast<std::ptrdiff_t>(first) + (across ? (step > 0) - (step < 0) : step);
    first = static_cast<size_t>(std::clamp<std::ptrdiff_t>(wanted, 0, std::max<std::ptrdiff_t>(0, most)));
  }
  const ui::Vec m = ui::mouse();
  const float x = std::max(0.0f, m.x - g.area.x), y = std::max(0.0f, m.y - g.area.y);
  Cell under{g.first_row + static_cast<size_t>(y / grid::kRow),
             g.first_column + static_cast<size_t>(x / grid::kColumn)};
  under.row = std::min(under.row, g.rows - 1);
  under.column = std::min(under.column, std::max<size_t>(1, table(c).columns.size()) - 1);
  if (hit.pressed) {
    if (editing_ && !(under == cursor_)) finish(c, 0, 0);
    if (!(editing_ && under == cursor_)) {
      cursor_ = under;
      if (!ui::shift_down()) anchor_ = under;
    }
  } else if (hit.held && std::hypot(hit.drag.x, hit.drag.y) > 4) {
    cursor_ = under;
  }
  if (hit.double_clicked) start_editing(c, true);
}

// The cell that is typed into.
void TableEditor::editing(const PanelContext& c, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  ui::draw::rect_filled(r, colours.bg1, 2);
  ui::draw::rect(r.grown(0.5f), colours.acc, 2, 2);
  // The caret arrives a frame or two after it was asked for. What is typed until then is kept back, so that no sign
  // overtakes another.
  auto& signs = ImGui::GetIO().InputQueueCharacters;
  if (!editing_->active) {
    editing_->queued.insert(editing_->queued.end(), signs.begin(), signs.end());
    signs.resize(0);
  } else if (!editing_->queued.empty()) {
    editing_->queued.insert(editing_->queued.end(), signs.begin(), signs.end());
    signs.resize(0);
    for (const ImWchar sign : editing_->queued) signs.push_back(sign);
    editing_->queued.clear();
  }
  const ui::EditBox box =
      ui::edit_box(kCell, r.inset(8, 0), &editing_->text, {.size = 13, .colour = colours.ink}, editing_->frames == 0);
  editing_->active = box.active;
  const int frames = ++editing_->frames;
  ui::request_frame();
  if (box.cancelled) {
    editing_.reset();
    finished_ = true;
    return;
  }
  const bool tab = ui::key_pressed(ui::Key::tab, false), enter = ui::key_pressed(ui::Key::enter, false);
  const bool ended = frames > 3 && !box.active;
  if (!ended && !tab && !enter) return;
  for (const ImWchar sign : editing_->queued) engine::append_utf8(editing_->text, sign);  // the caret came too late
  const int back = ui::shift_down() ? -1 : 1;
  finish(c, enter ? back : 0, tab ? back : 0);
}

// Takes the text that was typed, and goes on from there.
void TableEditor::finish(const PanelContext& c, int down, int right) {
  const Editing done = *std::exchange(editing_, std::nullopt);
  finished_ = true;
  if (done.text != done.before) {
    change(c, engine::message("Edit a cell"), set_cell(table(c), cursor_.row, cursor_.column, done.text));
  }
  if (down == 0 && right == 0) return;
  const size_t columns = table(c).columns.size();
  if (down != 0) cursor_.row = down < 0 && cursor_.row == 0 ? 0 : cursor_.row + static_cast<size_t>(down);
  if (right > 0 && cursor_.column + 1 >= columns) {
    cursor_ = {cursor_.row + 1, 0};
  } else if (right != 0 && !(right < 0 && cursor_.column == 0)) {
    cursor_.column += static_cast<size_t>(right);
  }
  anchor_ = cursor_;
}

}  // namespace app
