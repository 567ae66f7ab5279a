// One class against the rest: ROC, precision over recall, calibration.
#include <algorithm>
#include <cmath>

#include "app/panels/microscope/answers.h"
#include "app/panels/microscope/scores.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr int kBins = 10;

struct Square {
  ui::Rect r;
  ui::Vec at(double x, double y) const {
    return {r.x + r.w * static_cast<float>(x), r.bottom() - r.h * static_cast<float>(y)};
  }
};

Square frame(const ui::Rect& r, std::string_view title, std::string_view figure, std::string_view across,
             std::string_view up) {
  const ui::Palette& t = ui::theme();
  const float side = std::min(r.w - 40, r.h - 78);
  const Square s{{r.x + 34, r.y + 44, side, side}};
  ui::draw::text(title, {r.x, r.y + 10},
                 {.size = 13, .weight = 600, .colour = t.ink, .max_width = r.w - 76, .ellipsis = true});
  ui::draw::text(figure, {r.right() - 6, r.y + 10},
                 {.size = 14, .weight = 700, .mono = true, .colour = t.ink, .align = ui::Align::right});
  ui::draw::rect_filled(s.r, t.cv, 4);
  for (const double v : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    ui::draw::hairline(s.at(0, v), s.at(1, v), t.line);
    ui::draw::hairline(s.at(v, 0), s.at(v, 1), t.line);
    if (v != 0 && v != 0.5 && v != 1) continue;
    const std::string tick = v == 0.5 ? "0.5" : v == 0 ? "0" : "1";
    ui::draw::text(tick, s.at(v, 0) + ui::Vec{0, 12},
                   {.size = 12, .mono = true, .colour = t.ink3, .align = ui::Align::centre});
    ui::draw::text(tick, s.at(0, v) - ui::Vec{6, 0},
                   {.size = 12, .mono = true, .colour = t.ink3, .align = ui::Align::right});
  }
  ui::draw::text(across, {s.r.mid_x(), s.r.bottom() + 28},
                 {.size = 12, .colour = t.ink3, .align = ui::Align::centre, .max_width = r.w, .ellipsis = true});
  ui::draw::text(up, {r.x, r.y + 30}, {.size = 12, .colour = t.ink3, .max_width = r.w, .ellipsis = true});
  return s;
}

void draw_curve(const char* name, const Square& s, const ScoreCurve& c, const char* x_name, const char* y_name) {
  const ui::Palette& t = ui::theme();
  std::vector<ui::Vec> points;
  const size_t step = std::max<size_t>(1, c.x.size() / 600);
  for (size_t i = 0; i < c.x.size(); i += step)
    points.push_back(s.at(static_cast<double>(c.x[i]), static_cast<double>(c.y[i])));
  if (!c.x.empty()) points.push_back(s.at(static_cast<double>(c.x.back()), static_cast<double>(c.y.back())));
  ui::draw::polyline(points, t.pos, 2.5f);
  if (!s.r.contains(ui::mouse()) || !ImGui::IsWindowHovered() || c.x.empty()) return;
  size_t best = 0;
  float nearest = 1e9f;
  for (size_t i = 0; i < c.x.size(); ++i) {
    const ui::Vec d = s.at(static_cast<double>(c.x[i]), static_cast<double>(c.y[i])) - ui::mouse();
    if (d.x * d.x + d.y * d.y >= nearest) continue;
    nearest = d.x * d.x + d.y * d.y;
    best = i;
  }
  ui::draw::circle_filled(s.at(static_cast<double>(c.x[best]), static_cast<double>(c.y[best])), 4, t.acc);
  ui::tooltip_at(
      name + std::to_string(best), ui::mouse(),
      {.rows = {{x_name, ui::format_fixed(static_cast<double>(c.x[best]), 3), 0},
                {y_name, ui::format_fixed(static_cast<double>(c.y[best]), 3), 0},
                {ui::tr("threshold"),
                 std::isfinite(c.threshold[best]) ? ui::format_fixed(static_cast<double>(c.threshold[best]), 3) : "–",
                 0}},
       .rows_in_line = false});
}

void draw_calibration(const Square& s, const Calibration& c) {
  const ui::Palette& t = ui::theme();
  ui::draw::dashed_line(s.at(0, 0), s.at(1, 1), t.line2, 1.5f, 6, 5);
  int64_t most = 1;
  for (const Calibration::Bin& b : c.bins) most = std::max(most, b.count);
  for (size_t i = 0; i < c.bins.size(); ++i) {
    const Calibration::Bin& b = c.bins[i];
    if (b.count == 0) continue;
    const double left = static_cast<double>(i) / static_cast<double>(c.bins.size()),
                 right = static_cast<double>(i + 1) / static_cast<double>(c.bins.size());
    const ui::Rect bar{s.at(left, b.was).x + 1, s.at(left, b.was).y, s.at(right, 0).x - s.at(left, 0).x - 2,
                       s.r.bottom() - s.at(left, b.was).y};
    ui::draw::rect_filled(
        bar, ui::with_alpha(t.pos, 0.25f + 0.65f * static_cast<float>(b.count) / static_cast<float>(most)), 2);
    ui::draw::circle_filled(s.at(b.said, b.was), 3.5f, t.ink);
    const ui::Rect column{bar.x, s.r.y, bar.w, s.r.h};
    if (!column.contains(ui::mouse()) || !ImGui::IsWindowHovered()) continue;
    ui::tooltip_at("calibration" + std::to_string(i), ui::mouse(),
                   {.rows = {{ui::tr("said"), ui::format_percent(b.said), 0},
                             {ui::tr("was"), ui::format_percent(b.was), 0},
                             {"n", ui::format_count(b.count), 0}},
                    .rows_in_line = false});
  }
}

}  // namespace

void draw_score_curves(const Opened&, const Judged& j, const ui::Rect& area, int which) {
  std::vector<float> score;
  std::vector<unsigned char> positive;
  j.against_rest(which, score, positive);
  const ScoreCurve roc = roc_of(score, positive), pr = precision_recall_of(score, positive);
  if (roc.x.empty()) {
    return ui::empty_state(area, ui::tr("This part has only samples of one kind: there is nothing to compare."));
  }
  const Calibration calibration = calibration_of(score, positive, kBins);
  const float w = area.w / 3;
  const Square a = frame({area.x, area.y, w - 8, area.h}, "ROC", "AUC " + ui::format_fixed(roc.area, 3),
                         ui::tr("false alarms →"), ui::tr("found ↑"));
  ui::draw::dashed_line(a.at(0, 0), a.at(1, 1), ui::theme().line2, 1.5f, 6, 5);
  draw_curve("roc", a, roc, ui::tr("false alarms"), ui::tr("found"));
  const Square b = frame({area.x + w, area.y, w - 8, area.h}, ui::tr("Precision and recall"),
                         "AP " + ui::format_fixed(pr.area, 3), ui::tr("recall →"), ui::tr("precision ↑"));
  draw_curve("pr", b, pr, ui::tr("recall"), ui::tr("precision"));
  const Square c = frame({area.x + 2 * w, area.y, w - 8, area.h}, ui::tr("Calibration"),
                         "ECE " + ui::format_fixed(calibration.error, 3), ui::tr("said →"), ui::tr("was right ↑"));
  draw_calibration(c, calibration);
}

}  // namespace app
