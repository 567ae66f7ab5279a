#include "app/ui/plot_zoom.h"

#include <algorithm>
#include <cmath>

namespace app::ui {
namespace {

constexpr double kStep = 0.8;        // of one notch
constexpr double kLeastPart = 1e-6;  // of the data that can be looked at alone

}  // namespace

PlotZoom::Range PlotZoom::range(double low, double high) const {
  if (whole()) return {low, high};
  const double width = std::min(width_, high - low);
  const double from = follows_ ? high - width : std::clamp(low_, low, std::max(low, high - width));
  return {from, from + width};
}

// All of it follows by itself; held, it is a part that begins where the data does.
void PlotZoom::set_follows(bool on, double low, double high) {
  const Range now = range(low, high);
  follows_ = on;
  low_ = now.low;
  if (!on && whole()) width_ = now.high - now.low;
}

void PlotZoom::show(double from, double to, double low, double high) {
  const double most = high - low;
  if (!(most > 0) || !std::isfinite(from) || !std::isfinite(to)) return;
  const double width = std::clamp(to - from, most * kLeastPart, most);
  if (width >= most * (1 - 1e-9)) return show_all();
  width_ = width;
  low_ = std::clamp(from, low, high - width);
  follows_ = low_ + width_ >= high - width_ * 1e-9;
}

void PlotZoom::zoom(double factor, double around, double low, double high) {
  const Range now = range(low, high);
  const double at = std::clamp(around, now.low, now.high);
  show(at - (at - now.low) * factor, at + (now.high - at) * factor, low, high);
}

void PlotZoom::move(double by, double low, double high) {
  const Range now = range(low, high);
  if (!whole()) show(now.low + by, now.high + by, low, high);
}

void PlotZoom::by_pointer(const ChartView& view, double low, double high) {
  const Range now = range(low, high);
  const float wide = std::max(1.0f, view.plot.w);
  if (view.hovered && ImGui::GetIO().MouseWheel != 0) {
    const double at = now.low + (now.high - now.low) * static_cast<double>((mouse().x - view.plot.x) / wide);
    zoom(std::pow(kStep, static_cast<double>(ImGui::GetIO().MouseWheel)), at, low, high);
  }
  if (view.pointer.held && view.pointer.moved.x != 0)
    move(-static_cast<double>(view.pointer.moved.x / wide) * (now.high - now.low), low, high);
  if (view.pointer.double_clicked) show_all();
}

}  // namespace app::ui
