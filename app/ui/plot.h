// Charts: lines with axes, histograms, ridges over time, the curve of an activation. They draw what they are given
// and answer what the pointer is at; the only state kept is the range of an axis, so that it does not jitter.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/decimate.h"
#include "app/ui/draw.h"
#include "app/ui/interact.h"

namespace app::ui {

struct Series {
  std::span<const float> y = {};    // NaN and infinities are gaps
  std::span<const float> x = {};    // ascending; empty: x_first + i * x_step
  std::span<const float> raw = {};  // drawn thin and faint behind, when given
  double x_first = 0, x_step = 1;
  Colour colour = 0;
  float width = 2;
  bool end_dot = true;
  bool dashed = false;
  std::string name = {};   // in the hover read-out
  std::string label = {};  // written at the right end, when given
};

enum class TickStyle { number, percent };

// Something that happened at a place of the x axis: a thin line, said in the read-out.
struct ChartMark {
  double x = 0;
  std::string words = {};
  Colour colour = 0;  // 0: quiet
};

struct LineChart {
  std::span<const Series> series = {};
  bool log_y = false;
  TickStyle ticks = TickStyle::number;
  // Fixed range when low < high, else it follows the data in steps.
  double y_low = 0, y_high = 0;
  bool zero_based = false;       // the range starts at 0 (linear axes)
  double x_low = 0, x_high = 0;  // fixed when low < high
  // With a fixed x range: only the samples in it are looked at. The range of y follows them, and they are drawn as fine
  // as the screen, however long the series is.
  bool stretch = false;
  std::span<const ChartMark> marks = {};
  std::string_view empty = {};   // words when there is no data
  float label_room = 0;          // width at the right for the labels of the series
  bool read_out = true;          // crosshair and values under the pointer
  std::string_view x_name = {};  // in the read-out: "Epoch"
  std::string_view hint = {};    // below it: what a click does
};

// Where the chart put things, and what is under the pointer.
struct ChartView {
  Rect plot = {};
  double x_low = 0, x_high = 1, y_low = 0, y_high = 1;
  bool log_y = false;
  bool hovered = false;
  double hover_x = 0;
  Hit pointer = {};  // on the plot
  float x_of(double x) const;
  float y_of(double y) const;
};
// `plot` is the area of the lines alone: tick labels go 6 left of it and 12 below it.
ChartView line_chart(const char* name, const Rect& plot, const LineChart& chart);
// A line without axes; between the lowest and the highest value unless low < high.
void sparkline(const Rect& r, std::span<const Series> series, double low, double high, bool log_y = false);

// Bars with heights as square roots, so that small bins are seen. `colour` of the middle of a bar in -1 .. 1.
void histogram(const Rect& r, std::span<const float> counts, const std::function<Colour(float)>& colour,
               bool base_line = true);
// Tick texts under a histogram or ridge: left, middle, right.
void three_ticks(const Rect& r, std::string_view left, std::string_view middle, std::string_view right);

// Histograms over time, newest in front and smoothed over neighbouring bins; shows about a dozen of the rows, the
// newest among them. Each row holds the same number of bins, the middle of the bins is 0.
struct Ridge {
  std::span<const std::vector<float>> rows = {};
  Colour ground = 0;  // hides the rows behind; 0: the panel's
};
void ridge_plot(const Rect& r, const Ridge& ridge);

// A function and its derivative over a histogram of its input.
struct CurvePlot {
  std::function<float(float)> f = {}, derivative = {};
  float z_limit = 4;
  float y_limit = 1.28f;
  std::span<const float> histogram = {};  // of z over -z_limit .. z_limit
  std::string formula = {};
};
void activation_plot(const char* name, const Rect& r, const CurvePlot& curve);
// The small picture of an activation in a tile or on a column.
void activation_thumb(const Rect& r, const std::function<float(float)>& f, Colour colour, float width = 2,
                      float z_limit = 3);

}  // namespace app::ui
