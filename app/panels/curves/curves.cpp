#include "app/panels/curves/curves.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kPad = 12, kHeader = 40, kControls = 44, kQuantities = 176, kRuns = 204, kSmoothing = 170;
constexpr float kLeastChart = 380;  // beside the list of trainings
constexpr double kMostSmoothing = 0.99;

}  // namespace

void CurvesPanel::follow(const PanelContext& c) {
  const Present present{c.view.path, c.view.runs.number(), c.view.curve.empty() ? 0 : c.view.curve.front().revision};
  if (!(zoomed_ == present)) zoom_.show_all();
  zoomed_ = present;
  quantities_ = quantities_of(c.view.curve);
  for (const Quantity& q : quantities_) present_[q.id].follow(c.view.curve, q);
  const auto gone = [&](const auto& entry) {
    return std::none_of(c.view.runs.kept().begin(), c.view.runs.kept().end(),
                        [&](const Run& run) { return run.number == entry.first; });
  };
  std::erase_if(kept_, gone);
  std::erase_if(others_, gone);
  const Quantity& shown = quantity(c);
  present_[shown.id].smooth(static_cast<float>(smoothing_));
  two_parts_ = present_[shown.id].has_numbers("train") && present_[shown.id].has_numbers("val");
  for (const Run& run : c.view.runs.kept()) {
    RunLines& lines = kept_[run.number];
    lines.follow(run.curve, shown);
    lines.smooth(static_cast<float>(smoothing_));
    two_parts_ = two_parts_ || (run.shown && lines.has_numbers("train") && lines.has_numbers("val"));
  }
}

// Where the wish for it makes sense: nothing that is shown lies below 0.
bool CurvesPanel::logarithmic(const PanelContext& c) const {
  const Quantity& shown = quantity(c);
  if (!shown.spans_decades || present_.at(shown.id).goes_below_zero()) return false;
  return std::none_of(c.view.runs.kept().begin(), c.view.runs.kept().end(),
                      [&](const Run& run) { return run.shown && kept_.at(run.number).goes_below_zero(); });
}

const Quantity& CurvesPanel::quantity(const PanelContext& c) const {
  for (const Quantity& q : quantities_) {
    if (q.id == c.view.curves.quantity) return q;
  }
  return quantities_.front();
}

CurvesPanel::Extent CurvesPanel::extent(const PanelContext& c) const {
  Extent e;
  bool any = false;
  const auto include = [&](const RunLines& lines) {
    if (lines.epoch().empty()) return;
    const double low = static_cast<double>(lines.epoch().front()), high = static_cast<double>(lines.epoch().back());
    e.low = any ? std::min(e.low, low) : low;
    e.high = any ? std::max(e.high, high) : high;
    any = true;
  };
  include(present_.at(quantity(c).id));
  for (const Run& run : c.view.runs.kept()) {
    if (run.shown) include(kept_.at(run.number));
  }
  if (!(e.high > e.low)) e.high = e.low + 1;
  return e;
}

void CurvesPanel::draw(const PanelContext& c) {
  const ui::Surface surface("curves", c.area);
  ui::panel(c.area);
  follow(c);
  const bool closed = header(c);
  const float top = c.area.y + kHeader, bottom = c.area.bottom() - kPad;
  quantity_list(c, {c.area.x + kPad, top, kQuantities, bottom - top});
  ui::Rect body{c.area.x + kPad + kQuantities + kPad, top, 0, bottom - top};
  body.w = c.area.right() - kPad - body.x;
  if (body.w > kLeastChart + kRuns) {
    run_list(c, {body.right() - kRuns, top, kRuns, body.h});
    body.w -= kRuns + kPad;
  }
  controls(c, {body.x, body.y, body.w, kControls});
  chart(c, {body.x, body.y + kControls, body.w, body.h - kControls});
  const bool escape = ui::key_pressed(ui::Key::escape, false) && !ui::keyboard_taken() && c.view.dialog == Dialog::none;
  if (closed || escape) c.actions.push(action::OpenCurves{false, {}});
}

bool CurvesPanel::header(const PanelContext& c) {
  const float title = ui::panel_header(c.area, "pulse", ui::tr("Curves"));
  const char* words = ui::tr("Smoothing");
  const float wide = ui::text_width(words, {.size = 13}), x = c.area.right() - 60 - kSmoothing;
  if (x - wide > title + 24) {
    ui::draw::text(words, {x - 10, c.area.y + 20}, {.size = 13, .colour = ui::theme().ink2, .align = ui::Align::right});
    ui::slider_row(
        "curves.smoothing", {x, c.area.y + 8, kSmoothing, 24}, &smoothing_,
        {.range = {0, kMostSmoothing, 0.01},
         .reset = 0.6,
         .has_reset = true,
         .tip = ui::tr("Each point is mixed with those before it; the values themselves stay behind it, pale.")});
  }
  return ui::button("curves.close", {c.area.right() - 38, c.area.y + 6, 28, 28},
                    {.icon_name = "cross",
                     .kind = ui::ButtonKind::ghost,
                     .icon_size = 15,
                     .radius = 6,
                     .tip = ui::tr("Back to the network (Esc)")});
}

void CurvesPanel::controls(const PanelContext& c, const ui::Rect& r) {
  const Extent e = extent(c);
  const float y = r.y + 4;
  float x = r.x;
  const ui::Button small{.size = 12, .icon_size = 14, .radius = 6};
  const auto button = [&](const char* name, float width, ui::Button look) {
    const bool pressed = ui::button(name, {x, y, width, 28}, look);
    x += width + 6;
    return pressed;
  };
  ui::Button look = small;
  look.label = ui::tr("log");
  look.on = log_ && logarithmic(c);
  look.disabled = !logarithmic(c);
  look.tip = ui::tr("Logarithmic axis: equal ratios are equal steps");
  if (button("curves.log", 40, look)) log_ = !log_;
  if (two_parts_) {
    const ui::SegmentItem items[] = {{.label = ui::tr("train")}, {.label = ui::tr("val")}, {.label = ui::tr("both")}};
    ui::segmented("curves.parts", {x, y, 168, 28}, items, &parts_);
    x += 174;
  }
  float right = r.right();
  const auto at_right = [&](const char* name, const char* icon, const char* tip, bool on, bool disabled) {
    right -= 28;
    ui::Button b = small;
    b.icon_name = icon;
    b.on = on;
    b.disabled = disabled;
    b.tip = tip;
    const bool pressed = ui::button(name, {right, y, 28, 28}, b);
    right -= 6;
    return pressed;
  };
  const ui::PlotZoom::Range range = zoom_.range(e.low, e.high);
  const double around = zoom_.follows() ? range.high : (range.low + range.high) / 2;
  if (at_right("curves.fit", "fit", ui::tr("All of it (double click)"), false, zoom_.whole())) zoom_.show_all();
  if (at_right("curves.closer", "plus", ui::tr("Closer (wheel)"), false, false))
    zoom_.zoom(0.64, around, e.low, e.high);
  if (at_right("curves.wider", "minus", ui::tr("Wider (wheel)"), false, zoom_.whole()))
    zoom_.zoom(1 / 0.64, around, e.low, e.high);
  const bool follows = zoom_.follows();
  if (at_right("curves.follow", follows ? "play" : "lock",
               follows ? ui::tr("Goes with the newest point. Click: hold this stretch.")
                       : ui::tr("Holds this stretch. Click: go with the newest point."),
               follows, false))
    zoom_.set_follows(!follows, e.low, e.high);
}

void CurvesPanel::add_run(const Quantity& q, const RunLines& run, const std::string& earlier, ui::Colour colour,
                          std::vector<ui::Series>& series) const {
  const bool present = earlier.empty();
  for (const RunLines::Line& l : run.lines()) {
    const bool val = l.name == "val";
    if (two_parts_ && parts_ == (val ? kTrain : kVal)) continue;
    ui::Series s{.y = l.smooth, .x = run.epoch()};
    s.colour = present ? (val ? ui::theme().val : ui::theme().ink) : colour;
    s.dashed = !present && val;
    s.end_dot = present;
    s.width = present ? 2.0f : 1.5f;
    if (smoothing_ > 0 && present) s.raw = l.raw;
    const std::string word = !q.metric ? ui::tr(q.title) : ui::tr(val ? "val" : "train");
    s.name = present ? word : earlier + ", " + word;
    series.push_back(std::move(s));
  }
}

void CurvesPanel::add_lines(const PanelContext& c, std::vector<ui::Series>& series) const {
  const Quantity& shown = quantity(c);
  const RunLines& present = present_.at(shown.id);
  if (shown.of_layers) {  // of the present training alone: layers of others are other layers
    for (size_t i = 0; i < present.lines().size(); ++i) {
      const RunLines::Line& l = present.lines()[i];
      ui::Series s{.y = l.smooth, .x = present.epoch()};
      s.colour = ui::fading_colour(ui::theme().grad, i, present.lines().size());
      s.end_dot = false;
      s.name = node_name(c.view.experiment.network, l.name);
      s.label = "L" + std::to_string(i + 1);
      series.push_back(std::move(s));
    }
    return;
  }
  for (const Run& run : c.view.runs.kept()) {
    if (!run.shown) continue;
    add_run(shown, kept_.at(run.number), ui::tr_fill("Training {}", {std::to_string(run.number)}),
            run_colour(run.number), series);
  }
  add_run(shown, present, "", 0, series);
}

// Of the present training and of those that are laid over it.
void CurvesPanel::add_marks(const PanelContext& c, const ui::PlotZoom::Range& range,
                            std::vector<ui::ChartMark>& marks) const {
  const auto add = [&](const std::vector<CurveMark>& of, ui::Colour colour) {
    for (const CurveMark& mark : of) {
      if (mark.epoch >= range.low && mark.epoch <= range.high) marks.push_back({mark.epoch, ui::tr(mark.what), colour});
    }
  };
  for (const Run& run : c.view.runs.kept()) {
    if (run.shown && !quantity(c).of_layers) add(run.marks, run_colour(run.number));
  }
  add(c.view.runs.marks(), ui::theme().acc);
}

void CurvesPanel::chart(const PanelContext& c, const ui::Rect& r) {
  const Quantity& shown = quantity(c);
  const Extent e = extent(c);
  const ui::PlotZoom::Range range = zoom_.range(e.low, e.high);
  std::vector<ui::Series> series;
  add_lines(c, series);
  std::vector<ui::ChartMark> marks;
  add_marks(c, range, marks);
  ui::LineChart chart{.series = series, .log_y = log_ && logarithmic(c)};
  chart.x_low = range.low;
  chart.x_high = range.high;
  chart.stretch = true;
  chart.marks = marks;
  chart.empty = ui::tr("Press Play: the curves start here.");
  chart.x_name = ui::tr("Epoch");
  chart.label_room = shown.of_layers ? 26.0f : 0.0f;
  if (shown.metric && shown.metric->share) chart.ticks = ui::TickStyle::percent;
  const ui::Rect plot{r.x + 46, r.y + 8, r.w - 58, r.h - 36};
  zoom_.by_pointer(ui::line_chart("curves.chart", plot, chart), e.low, e.high);
}

}  // namespace app
