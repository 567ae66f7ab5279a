#include "app/panels/explorer/hand_table.h"

#include <algorithm>

#include "app/panels/explorer/hand_grid.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "engine/schema/dataset_type.h"

namespace app {
namespace {

constexpr float kTools = 32, kSummary = 26;
constexpr size_t kSpareRows = 30;  // empty ones below the last

}  // namespace

bool TableEditor::change(const PanelContext& c, engine::Message label, HandTable next) {
  engine::HandMade hand = c.view.experiment.data.hand;
  hand.table = std::move(next);
  return push(c, std::move(label), std::move(hand));
}

void TableEditor::look_for_mistakes(const PanelContext& c) {
  const engine::DatasetType* type = engine::datasets().find(source());
  const auto params = engine::resolve(type->params, c.view.experiment.data.source.params);
  if (!params) return;
  const HandTable& now = table(c);
  if (checked_.rows.same_as(now.rows) && checked_params_ == *params && checked_ == now) return;
  checked_ = now;
  checked_params_ = *params;
  bad_ = engine::bad_cells(now, *params);
}

TableEditor::Grid TableEditor::layout(const ui::Rect& r) const {
  Grid g;
  g.area = {r.x + grid::kNumbers, r.y + grid::kHead, r.w - grid::kNumbers, r.h - grid::kHead};
  g.first_row = top_;
  g.first_column = left_;
  g.seen_rows = static_cast<size_t>(std::max(0.0f, g.area.h / grid::kRow)) + 1;
  g.seen_columns = static_cast<size_t>(std::max(0.0f, g.area.w / grid::kColumn)) + 1;
  return g;
}

void TableEditor::draw(const PanelContext& c, const ui::Rect& r) {
  look_for_mistakes(c);
  const HandTable& now = table(c);
  const size_t columns = now.columns.size();
  cursor_.column = std::min(cursor_.column, std::max<size_t>(1, columns) - 1);
  anchor_.column = std::min(anchor_.column, std::max<size_t>(1, columns) - 1);
  left_ = std::min(left_, std::max<size_t>(1, columns) - 1);
  tools(c, {r.x, r.y, r.w, kTools});
  summary(c, {r.x, r.bottom() - kSummary, r.w, kSummary});
  const ui::Rect place{r.x, r.y + kTools + 8, r.w, r.h - kTools - kSummary - 16};
  ui::draw::rect_filled(place, ui::theme().cv, 6);
  Grid g = layout(place);
  g.rows = std::max(now.rows.size() + kSpareRows, cursor_.row + 1);
  ui::draw::push_clip(place);
  heads(c, g, {place.x, place.y, place.w, grid::kHead});
  cells(c, g);
  pointer(c, g);
  ui::draw::pop_clip();
  ui::draw::rect(place, focused_ ? ui::theme().line2 : ui::theme().line, 6);
  keys(c, g);
}

void TableEditor::tools(const PanelContext& c, const ui::Rect& r) {
  const HandTable& now = table(c);
  float x = r.x;
  const auto tool = [&](const char* name, const char* icon, const char* label, bool can, const char* tip) {
    const std::string word = label;
    const float w = 40 + ui::text_width(word, {.size = 13});
    const bool pressed =
        ui::button(name, {x, r.y, w, r.h},
                   {.icon_name = icon, .label = word, .disabled = !can, .size = 13, .icon_size = 14, .tip = tip});
    x += w + 6;
    return pressed;
  };
  const CellRange chosen = range();
  const bool in_rows = chosen.row < now.rows.size();
  if (tool("hand.add_row", "plus", ui::tr("Row"), true, ui::tr("An empty row above the chosen one"))) {
    change(c, engine::message("Add a row"), insert_row(now, std::min(cursor_.row, now.rows.size())));
  }
  if (tool("hand.add_column", "plus", ui::tr("Column"), true, ui::tr("An empty column behind the last one"))) {
    change(c, engine::message("Add a column"), insert_column(now, now.columns.size()));
  }
  if (tool("hand.delete_rows", "trash", ui::tr("Rows"), in_rows, ui::tr("Delete the chosen rows"))) {
    change(c, engine::message("Delete rows"), delete_rows(now, chosen.row, chosen.last_row));
    anchor_ = cursor_ = {chosen.row, cursor_.column};
  }
  if (tool("hand.copy", "copy", ui::tr("Copy"), in_rows, ui::tr("Copy the chosen cells (Ctrl+C)"))) {
    ImGui::SetClipboardText(text_of(now, chosen).c_str());
  }
  if (tool("hand.paste", "input", ui::tr("Paste"), true, ui::tr("Paste cells from a spreadsheet (Ctrl+V)"))) {
    const char* text = ImGui::GetClipboardText();
    const auto fields = fields_of(text ? text : "");
    if (!fields.empty()) {
      change(c, engine::message("Paste cells"), paste_cells(now, cursor_.row, cursor_.column, fields));
    }
  }
}

// What is not in order, or how large the table is.
void TableEditor::summary(const PanelContext& c, const ui::Rect& r) {
  const HandTable& now = table(c);
  if (has_problem()) {
    problem_line(r);
    return;
  }
  if (bad_.empty()) {
    const std::string words = ui::tr_fill("Rows: {}, columns: {}. Click the name of a column for more.",
                                          {ui::format_count(static_cast<int64_t>(engine::filled_rows(now).size())),
                                           ui::format_count(static_cast<int64_t>(now.columns.size()))});
    ui::draw::text(words, {r.x, r.mid_y()}, {.size = 13, .colour = ui::theme().ink3, .max_width = r.w});
    return;
  }
  const engine::BadCell& first = bad_.front();
  const std::string words = ui::tr_fill("Row {}: {}", {std::to_string(first.row + 1), ui::tr(first.why)});
  ui::icon("warn", {r.x + 9, r.mid_y()}, 16, ui::theme().err, 2);
  ui::draw::text(words, {r.x + 24, r.mid_y()},
                 {.size = 13, .colour = ui::theme().err, .max_width = r.w - 24, .ellipsis = true});
}

std::unique_ptr<HandEditor> make_table_editor() { return std::make_unique<TableEditor>(); }

}  // namespace app
