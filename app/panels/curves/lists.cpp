// The lists beside the large chart: what can be shown, and the trainings with what happened on the way.
#include <algorithm>
#include <cmath>

#include "app/panels/curves/curves.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/differences.h"

namespace app {
namespace {

constexpr float kQuantityRow = 50, kRunRow = 52, kLine = 34;
constexpr size_t kMostDifferences = 4;

double newest(const RunLines& lines) {
  const RunLines::Line* val = lines.find("val");
  if (val && !val->raw.empty() && std::isfinite(val->raw.back())) return static_cast<double>(val->raw.back());
  if (lines.lines().empty() || lines.lines().back().raw.empty()) return NAN;
  const RunLines::Line* train = lines.find("train");
  return static_cast<double>((train ? train : &lines.lines().back())->raw.back());
}

std::string training_words(const engine::Experiment& e) {
  const engine::OptimizerType* type = engine::optimizers().find(e.optimizer.type);
  if (!type) return "";
  const auto params = engine::resolve(type->params, e.optimizer.params);
  return ui::tr(type->title) + (params ? " " + ui::format_number(engine::get_double(*params, "learning_rate")) : "");
}

}  // namespace

void CurvesPanel::quantity_list(const PanelContext& c, const ui::Rect& r) {
  const ui::ScrollArea scroll("curves.quantities", r, kQuantityRow * static_cast<float>(quantities_.size()));
  for (size_t i = 0; i < quantities_.size(); ++i) {
    const ui::Rect row{r.x, scroll.y() + kQuantityRow * static_cast<float>(i), scroll.width(), kQuantityRow - 4};
    if (row.overlaps(r)) quantity_row(c, quantities_[i], row);
  }
}

void CurvesPanel::quantity_row(const PanelContext& c, const Quantity& q, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const bool on = q.id == quantity(c).id;
  const ui::Hit h = ui::hit(ui::name_of("curves.quantity", q.id.c_str()), r, {.focus_radius = 8});
  ui::draw::rect_filled(r, on ? ui::with_alpha(t.acc, 0.12f) : h.hovered ? t.bg3 : t.bg2, 8);
  ui::draw::rect(r, on ? t.acc : t.line, 8, on ? 2.0f : 1.0f);
  const RunLines& lines = present_.at(q.id);
  const std::string value = quantity_text(q, newest(lines));
  const float wide = ui::text_width(value, {.size = 13, .weight = 600, .mono = true});
  ui::draw::text(ui::tr(q.title), {r.x + 10, r.y + 14},
                 {.size = 13, .weight = 600, .colour = t.ink, .max_width = r.w - wide - 28, .ellipsis = true});
  ui::draw::text(value, {r.right() - 10, r.y + 14},
                 {.size = 13, .weight = 600, .mono = true, .colour = t.ink2, .align = ui::Align::right});
  std::vector<ui::Series> small;
  float low = NAN, high = NAN;
  const bool log = q.spans_decades && log_ && !lines.goes_below_zero();
  for (const RunLines::Line& l : lines.lines()) {
    const ui::Colour colour = q.of_layers ? t.grad : l.name == "val" ? t.val : t.ink2;
    small.push_back({.y = l.digest.y(), .x = l.digest.x(), .colour = colour, .width = 1.2f});
    const float least = log ? l.digest.low_positive() : l.digest.low();
    low = !(least >= low) && !std::isnan(least) ? least : low;
    high = !(l.digest.high() <= high) && !std::isnan(l.digest.high()) ? l.digest.high() : high;
  }
  const ui::Rect line{r.x + 10, r.y + 26, r.w - 20, r.h - 32};
  ui::sparkline(line, small, static_cast<double>(low), static_cast<double>(high), log);
  if (h.clicked) c.actions.push(action::OpenCurves{true, q.id});
}

void CurvesPanel::run_list(const PanelContext& c, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const ui::Text head{.size = 13, .weight = 600, .colour = t.ink2};
  const auto& runs = c.view.runs.kept();
  ui::draw::text(ui::tr("Trainings"), {r.x + 4, r.y + 14}, head);
  const float rows = kRunRow * static_cast<float>(runs.size() + 1);
  const float room = std::min(rows, r.h * 0.55f);
  const ui::Rect list{r.x, r.y + 28, r.w, room};
  {
    const ui::ScrollArea scroll("curves.runs", list, rows);
    present_row(c, {r.x, scroll.y(), scroll.width(), kRunRow - 4});
    for (size_t i = 0; i < runs.size(); ++i) {  // the newest on top
      const ui::Rect row{r.x, scroll.y() + kRunRow * static_cast<float>(runs.size() - i), scroll.width(), kRunRow - 4};
      if (row.overlaps(list)) run_row(c, runs[i], row);
    }
  }
  const float top = list.bottom() + 12;
  ui::draw::text(ui::tr("What happened"), {r.x + 4, top + 10}, head);
  mark_list(c, {r.x, top + 24, r.w, r.bottom() - top - 24});
}

void CurvesPanel::present_row(const PanelContext& c, const ui::Rect& r) const {
  const ui::Palette& t = ui::theme();
  ui::draw::rect_filled(r, t.bg2, 8);
  ui::legend_key({r.x + 12, r.y + 15}, t.ink);
  ui::draw::text(ui::tr_fill("Training {}, now", {std::to_string(c.view.runs.number())}), {r.x + 36, r.y + 15},
                 {.size = 13, .weight = 600, .colour = t.ink, .max_width = r.w - 46, .ellipsis = true});
  ui::draw::text(training_words(c.view.experiment), {r.x + 36, r.y + 34},
                 {.size = 12, .colour = t.ink3, .max_width = r.w - 46, .ellipsis = true});
}

const std::vector<engine::Message>& CurvesPanel::others(const PanelContext& c, const Run& run) {
  Others& known = others_[run.number];
  if (known.changes != c.view.history.changes())
    known = {c.view.history.changes(), differences(run.experiment, c.view.experiment)};
  return known.list;
}

// How it was set up, what it came to, and what has changed since.
void CurvesPanel::run_tip(const PanelContext& c, const Run& run, const std::vector<engine::Message>& changed) const {
  ui::Tip tip{.title = ui::tr_fill("Training {}", {std::to_string(run.number)}),
              .text = training_words(run.experiment)};
  tip.rows_in_line = false;
  const RunLines& lines = kept_.at(run.number);
  const Quantity& shown = quantity(c);
  if (!lines.epoch().empty() && !shown.of_layers)
    tip.rows.push_back({ui::tr(shown.title), quantity_text(shown, newest(lines)), 0});
  if (!changed.empty()) tip.rows.push_back({"", ui::tr("From then to now:"), 0});
  for (size_t i = 0; i < std::min(changed.size(), kMostDifferences); ++i)
    tip.rows.push_back({"", ui::tr(changed[i]), 0});
  ui::tooltip(tip);
}

void CurvesPanel::run_row(const PanelContext& c, const Run& run, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const std::string number = std::to_string(run.number);
  const ui::Rect bin{r.right() - 30, r.y + 4, 24, 24};
  const ui::Hit forget = ui::hit(ui::name_of("curves.forget", number.c_str()), bin, {.focus_radius = 6});
  ui::tooltip(ui::tr("Forget this training"));
  if (forget.clicked) c.actions.push(action::ForgetRun{run.number});
  const ui::Hit h = ui::hit(ui::name_of("curves.run", number.c_str()), r, {.focus_radius = 8});
  ui::draw::rect_filled(r, h.hovered ? t.bg3 : t.bg2, 8);
  ui::icon(run.shown ? "eye" : "ban", {r.x + 20, r.y + 15}, 15, run.shown ? run_colour(run.number) : t.ink3);
  ui::icon("trash", bin.centre(), 13, forget.hovered ? t.ink : t.ink3);
  ui::draw::text(ui::tr_fill("Training {}", {number}), {r.x + 36, r.y + 15},
                 {.size = 13,
                  .weight = 600,
                  .colour = run.shown ? run_colour(run.number) : t.ink3,
                  .max_width = r.w - 76,
                  .ellipsis = true});
  const std::vector<engine::Message>& changed = others(c, run);
  const std::string words = changed.empty() ? ui::tr("set up like the present one") : ui::tr(changed.front());
  ui::draw::text(words, {r.x + 36, r.y + 34}, {.size = 12, .colour = t.ink3, .max_width = r.w - 46, .ellipsis = true});
  if (h.hovered) run_tip(c, run, changed);
  if (h.clicked) c.actions.push(action::ShowRun{run.number, !run.shown});
}

void CurvesPanel::mark_list(const PanelContext& c, const ui::Rect& r) const {
  const ui::Palette& t = ui::theme();
  const auto& marks = c.view.runs.marks();
  if (marks.empty()) {
    ui::draw::text_block(ui::tr("Edits while training are marked in the curves and listed here."),
                         {r.x + 4, r.y, r.w - 8, r.h}, {.size = 12, .colour = t.ink3});
    return;
  }
  const ui::ScrollArea scroll("curves.marks", r, kLine * static_cast<float>(marks.size()));
  for (size_t i = 0; i < marks.size(); ++i) {
    const CurveMark& mark = marks[marks.size() - 1 - i];
    const ui::Rect line{r.x, scroll.y() + kLine * static_cast<float>(i), scroll.width(), kLine - 4};
    if (!line.overlaps(r)) continue;
    ui::draw::circle_filled({line.x + 8, line.y + 8}, 3.5f, t.acc);
    ui::draw::text(ui::tr(mark.what), {line.x + 20, line.y + 8},
                   {.size = 12, .colour = t.ink2, .max_width = line.w - 24, .ellipsis = true});
    ui::draw::text(ui::tr_fill("Epoch {}", {ui::format_number(mark.epoch, 4)}), {line.x + 20, line.y + 22},
                   {.size = 12, .mono = true, .colour = t.ink3});
  }
}

}  // namespace app
