// What the curves of a training can show: its losses and scores, the learning rate, the speed, the size of the
// gradients; and the lines of one of them. Draws nothing.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/ui/decimate.h"
#include "app/workbench/runs.h"

namespace app {

struct Quantity {
  std::string id, title;                       // title: English
  const engine::MetricType* metric = nullptr;  // of the training and the validation part
  bool of_layers = false;                      // a line for each layer
  bool spans_decades = false;                  // a logarithmic axis suits it, where it has no number below 0
};
// Those that some point of the curve has; loss first.
std::vector<Quantity> quantities_of(const Curve& curve);
// A number of it as it is written.
std::string quantity_text(const Quantity& quantity, double value);

// The lines of one quantity over the epochs of one training. Grows with the curve; starts again when that does.
class RunLines {
 public:
  struct Line {
    std::string name;  // "train", "val", or the id of a layer
    std::vector<float> raw;
    ui::SmoothedSeries smoothing;
    std::span<const float> smooth;  // see smooth()
    ui::SeriesDigest digest;        // of raw
  };
  void follow(const Curve& curve, const Quantity& quantity);
  // Exponential smoothing, 0: none.
  void smooth(float keep);

  const std::vector<float>& epoch() const { return epoch_; }
  const std::vector<Line>& lines() const { return lines_; }
  const Line* find(std::string_view name) const;
  bool has_numbers(std::string_view name) const;
  bool goes_below_zero() const;

 private:
  void add(const engine::event::MetricPoint& p, const Quantity& quantity);
  Line& line(const std::string& name);

  std::vector<float> epoch_;
  std::vector<Line> lines_;
  std::string of_;
  int64_t first_step_ = -1;
  uint64_t first_revision_ = 0;
};

}  // namespace app
