// Which stretch of the x axis a chart shows: all of it, or a part that the wheel, dragging or buttons have chosen. Its
// right end goes with the newest point, or everything stays where it is.
#pragma once

#include "app/ui/plot.h"

namespace app::ui {

class PlotZoom {
 public:
  struct Range {
    double low = 0, high = 0;
  };
  // What is shown of data that lies over low .. high.
  Range range(double low, double high) const;
  bool whole() const { return !(width_ > 0); }
  bool follows() const { return follows_; }
  void set_follows(bool on, double low, double high);
  void show_all() { *this = {}; }
  // By a factor below 1: closer. `around` stays where it is.
  void zoom(double factor, double around, double low, double high);
  void move(double by, double low, double high);
  // Wheel, dragging and double click on a chart that showed this range of data over low .. high.
  void by_pointer(const ChartView& view, double low, double high);

 private:
  void show(double from, double to, double low, double high);

  double width_ = 0;  // 0: all
  double low_ = 0;    // unless it follows
  bool follows_ = true;
};

}  // namespace app::ui
