// The keyboard in the grid: arrows, Tab, Enter, typing, Del, and cells to and from the clipboard.
#include <algorithm>

#include "app/panels/explorer/hand_grid.h"
#include "app/panels/explorer/hand_table.h"
#include "app/ui/chord.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

size_t stepped(size_t from, int step, size_t count) {
  if (step < 0) return from - std::min(from, static_cast<size_t>(-step));
  return std::min(from + static_cast<size_t>(step), std::max<size_t>(1, count) - 1);
}

// What was typed in this frame, without signs that only control.
std::vector<ImWchar> typed_signs() {
  std::vector<ImWchar> out;
  for (const ImWchar sign : ImGui::GetIO().InputQueueCharacters) {
    if (sign >= ' ' && sign != 127) out.push_back(sign);
  }
  return out;
}

}  // namespace

CellRange TableEditor::range() const {
  return {std::min(cursor_.row, anchor_.row), std::min(cursor_.column, anchor_.column),
          std::max(cursor_.row, anchor_.row), std::max(cursor_.column, anchor_.column)};
}

void TableEditor::move(const PanelContext& c, const Grid& g, int down, int right) {
  cursor_.row = stepped(cursor_.row, down, g.rows + 1);
  cursor_.column = stepped(cursor_.column, right, table(c).columns.size());
  if (!ui::shift_down()) anchor_ = cursor_;
}

void TableEditor::start_editing(const PanelContext& c, bool with_text) {
  if (table(c).columns.empty()) return;
  const bool typed = cursor_.row < table(c).rows.size();
  const std::string text = typed ? table(c).rows[cursor_.row][cursor_.column] : std::string();
  anchor_ = cursor_;
  editing_ = Editing{};
  editing_->text = with_text ? text : std::string();
  editing_->before = text;
}

void TableEditor::keys(const PanelContext& c, const Grid& g) {
  follow_cursor(g);
  if (std::exchange(finished_, false) || editing_ || !focused_ || ui::keyboard_taken()) return;
  using ui::Key;
  const int page = static_cast<int>(std::max<size_t>(2, g.seen_rows)) - 2;
  const struct {
    Key key;
    int down, right;
  } steps[] = {{Key::up, -1, 0},         {Key::down, 1, 0},         {Key::left, 0, -1},    {Key::right, 0, 1},
               {Key::page_up, -page, 0}, {Key::page_down, page, 0}, {Key::home, 0, -1000}, {Key::end, 0, 1000}};
  for (const auto& step : steps) {
    if (ui::key_pressed(step.key)) move(c, g, step.down, step.right);
  }
  if (ui::key_pressed(Key::tab)) {
    cursor_.column = stepped(cursor_.column, ui::shift_down() ? -1 : 1, table(c).columns.size());
    anchor_ = cursor_;
  }
  const bool clears = ui::key_pressed(Key::del, false) || ui::key_pressed(Key::backspace, false);
  if (clears) change(c, engine::message("Clear cells"), clear_cells(table(c), range()));
  if (ui::key_pressed(Key::enter, false)) {
    start_editing(c, true);
  } else if (auto signs = typed_signs(); !signs.empty() && !ui::ctrl_down() && !table(c).columns.empty()) {
    start_editing(c, false);
    editing_->queued = std::move(signs);
  }
  clipboard(c);
  follow_cursor(g);
}

void TableEditor::follow_cursor(const Grid& g) {
  if (followed_ == cursor_) return;
  followed_ = cursor_;
  if (cursor_.row < top_) top_ = cursor_.row;
  const size_t rows = std::max<size_t>(1, static_cast<size_t>(g.area.h / grid::kRow));
  if (cursor_.row >= top_ + rows) top_ = cursor_.row + 1 - rows;
  if (cursor_.column < left_) left_ = cursor_.column;
  const size_t columns = std::max<size_t>(1, static_cast<size_t>(g.area.w / grid::kColumn));
  if (cursor_.column >= left_ + columns) left_ = cursor_.column + 1 - columns;
}

void TableEditor::clipboard(const PanelContext& c) {
  const bool cut = ui::chord("Ctrl+X");
  if (cut || ui::chord("Ctrl+C")) ImGui::SetClipboardText(text_of(table(c), range()).c_str());
  if (cut) change(c, engine::message("Cut cells"), clear_cells(table(c), range()));
  if (ui::chord("Ctrl+A")) {
    anchor_ = {0, 0};
    cursor_ = {std::max<size_t>(1, table(c).rows.size()) - 1, std::max<size_t>(1, table(c).columns.size()) - 1};
  }
  if (!ui::chord("Ctrl+V")) return;
  const char* text = ImGui::GetClipboardText();
  const CellRange at = range();
  const auto fields = fields_of(text ? text : "");
  if (fields.empty()) return;
  change(c, engine::message("Paste cells"), paste_cells(table(c), at.row, at.column, fields));
}

}  // namespace app
