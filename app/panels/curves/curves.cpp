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

// Lines of the layers: the last one has the full colour, those before it fade towards the panel.
ui::Colour layer_colour(size_t index, size_t count) {
  const float back = 0.12f * static_cast<float>(count - 1 - index);
  return ui::mix(ui::theme().grad, ui::theme().bg1, std::min(0.7f, back));
}

}  // namespace

ui::Colour run_colour(uint64_t number) { return ui::theme().category[number % 10]; }

void CurvesPanel::follow(const PanelContext& c) {
  quantities_ = quantities_of(c.view.curve);
  for (const Quantity& q : quantities_) present_[q.id].follow(c.view.curve, q);
  const Quantity& shown = quantity(c);
  present_[shown.id].smooth(static_cast<float>(smoothing_));
  std::erase_if(kept_, [&](const auto& entry) {
    return std::none_of(c.view.runs.kept().begin(), c.view.runs.kept().end(),
                        [&](const Run& run) { return run.number == entry.first; });
  });
  for (const Run& run : c.view.runs.kept()) {
    RunLines& lines = kept_[run.number];
    lines.follow(run.curve, shown);
    lines.smooth(static_cast<float>(smoothing_));
  }
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

bool CurvesPanel::two_parts() const {
  return std::any_of(quantities_.begin(), quantities_.end(), [&](const Quantity& q) {
    const RunLines::Line* val = q.metric ? present_.at(q.id).find("val") : nullptr;
    return val && std::any_of(val->raw.begin(), val->raw.end(), [](float v) { return std::isfinite(v); });
  });
}

void CurvesPanel::controls(const PanelContext& c, const ui::Rect& r) {
  const Quantity& shown = quantity(c);
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
  look.on = log_ && shown.positive;
  look.disabled = !shown.positive;
  look.tip = ui::tr("Logarithmic axis: equal ratios are equal steps");
  if (button("curves.log", 40, look)) log_ = !log_;
  if (shown.metric && two_parts()) {
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

void CurvesPanel::add_run(const RunLines& run, std::string name, ui::Colour colour,
                          std::vector<ui::Series>& series) const {
  const bool present = colour == 0;
  for (const RunLines::Line& l : run.lines()) {
    const bool val = l.name == "val";
    if (run.lines().size() == 2 && run.find("val") && two_parts() &&
        ((parts_ == kTrain && val) || (parts_ == kVal && !val)))
      continue;
    ui::Series s{.y = l.smooth, .x = run.epoch()};
    s.colour = present ? (val ? ui::theme().val : ui::theme().ink) : colour;
    s.dashed = !present && val;
    s.end_dot = present;
    s.width = present ? 2.0f : 1.5f;
    if (smoothing_ > 0 && present) s.raw = l.raw;
    s.name = name + (val ? ui::tr("val") : ui::tr("train"));
    series.push_back(std::move(s));
  }
}

void CurvesPanel::add_lines(const PanelContext& c, std::vector<ui::Series>& series) const {
  const Quantity& shown = quantity(c);
  const RunLines& present = present_.at(shown.id);
  if (shown.of_layers) {  // of the present training alone: layers of others are other layers
    for (size_t i = 0; i < present.lines().size(); ++i) {
      const RunLines::Line& l = present.lines()[i];
      ui::Series s{.y = l.smooth, .x = present.epoch(), .colour = layer_colour(i, present.lines().size())};
      s.end_dot = false;
      s.name = node_name(c.view.experiment.network, l.name);
      s.label = "L" + std::to_string(i + 1);
      series.push_back(std::move(s));
    }
    return;
  }
  for (const Run& run : c.view.runs.kept()) {
    if (run.shown)
      add_run(kept_.at(run.number), ui::tr_fill("Training {}", {std::to_string(run.number)}) + ", ",
              run_colour(run.number), series);
  }
  add_run(present, "", 0, series);
  if (!shown.metric) {
    for (ui::Series& s : series) s.name = s.name.substr(0, s.name.find(','));
    series.back().name = ui::tr(shown.title);
  }
}

void CurvesPanel::chart(const PanelContext& c, const ui::Rect& r) {
  const Quantity& shown = quantity(c);
  const Extent e = extent(c);
  const ui::PlotZoom::Range range = zoom_.range(e.low, e.high);
  std::vector<ui::Series> series;
  add_lines(c, series);
  std::vector<ui::ChartMark> marks;
  for (const CurveMark& mark : c.view.runs.marks()) marks.push_back({mark.epoch, ui::tr(mark.what), ui::theme().acc});
  ui::LineChart chart{.series = series, .log_y = log_ && shown.positive};
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
