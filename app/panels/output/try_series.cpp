// Trying a series: the window that the network sees is bent with the mouse. Forecasts of the series itself are fed
// back.
#include <algorithm>
#include <cmath>

#include "app/panels/output/try.h"
#include "app/ui/i18n.h"
#include "app/ui/series_editor.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr int64_t kRows = 2000;        // looked at for the range
constexpr int64_t kComparedRows = 40;  // of windows and targets

// The feature that a set of windows forecasts: what stands in the next window right behind the end of this one. -1: the
// target is something else. Windows may begin several steps apart.
int64_t forecast_feature(const engine::Dataset& raw) {
  const engine::Shape& shape = raw.inputs.shape();
  const int64_t steps = shape[0], features = shape[1], answers = std::max<int64_t>(1, raw.target_shape.count());
  if (raw.classes > 0 || raw.rows() < 3 || !raw.ordered) return -1;
  const int64_t rows = std::min(kComparedRows, raw.rows() - 1);
  for (int64_t stride = 1; stride <= steps; ++stride) {
    for (int64_t f = 0; f < features; ++f) {
      bool same = true;
      for (int64_t row = 0; row < rows && same; ++row) {
        same =
            raw.inputs.row(row + 1)[(steps - stride) * features + f] == raw.targets[static_cast<size_t>(row * answers)];
      }
      if (same) return f;
    }
  }
  return -1;
}

}  // namespace

void TryPads::fit_series(const View& view) {
  const engine::Dataset& raw = view.snapshot.data->raw;
  if (raw.inputs.shape().rank() != 2) return;
  low_ = INFINITY;
  high_ = -INFINITY;
  const int64_t step = std::max<int64_t>(1, raw.rows() / kRows);
  for (int64_t row = 0; row < raw.rows(); row += step) {
    for (int64_t i = 0; i < raw.inputs.columns(); ++i) {
      const auto v = static_cast<double>(raw.inputs.row(row)[i]);
      if (!std::isfinite(v)) continue;
      low_ = std::min(low_, v);
      high_ = std::max(high_, v);
    }
  }
  if (!(high_ > low_)) {
    low_ = std::isfinite(low_) ? low_ - 1 : 0;
    high_ = low_ + 2;
  }
  const double margin = (high_ - low_) * 0.1;
  low_ -= margin;
  high_ += margin;
  target_feature_ = forecast_feature(raw);
  feature_ = std::max<int64_t>(0, target_feature_);
}

// The forecast becomes the newest step of the window, and the oldest goes.
void TryPads::go_on_series(const PanelContext& c, const Answer& a) {
  if (more_ <= 0 || !a.newest) return;
  const float next = a.one->values[0];
  if (!std::isfinite(next) || c.view.divergence) {
    more_ = 0;
    return;
  }
  --more_;
  ahead_.push_back(next);
  sample_.erase(sample_.begin());
  sample_.push_back(static_cast<engine::Scalar>(next));
}

void TryPads::draw_series(const PanelContext& c, const ui::Rect& area) {
  const int64_t steps = shape_[0], features = shape_[1];
  float y = head(c, area, ui::tr("Bend the curve; the answer follows."), true);
  const bool feeds = target_feature_ >= 0, alone = feeds && features == 1;
  if (features > 1) {
    (void)ui::stepper("output.try.feature", {area.x, y, 150, 28}, &feature_,
                      {.minimum = 0,
                       .maximum = static_cast<double>(features - 1),
                       .step = 1,
                       .text = ui::tr_fill("feature {}", {std::to_string(feature_ + 1)})});
    feature_ = std::clamp<int64_t>(feature_, 0, features - 1);
    y += 36;
  }
  const Answer a = look(c);
  std::vector<float> next = ahead_;
  const bool says_numbers = a.one && c.view.snapshot.data->raw.classes == 0;
  if (feeds && feature_ == target_feature_ && says_numbers)
    next.insert(next.end(), a.one->values.begin(), a.one->values.end());
  for (float& v : next) v = std::isfinite(v) ? v : 0;
  const ui::Rect plot{area.x, y, area.w, std::min(200.0f, (area.bottom() - y) * 0.55f)};
  const ui::SeriesLook look_of{.low = low_,
                               .high = high_,
                               .steps = steps,
                               .features = features,
                               .feature = feature_,
                               .next = next,
                               .room = alone ? std::max<int64_t>(count_ + 1, static_cast<int64_t>(next.size())) : 0};
  if (window_.size() != sample_.size()) window_ = sample_;
  if (ui::series_editor("output.try.series", plot, window_, look_of)) {
    sample_ = window_;
    ahead_.clear();
    more_ = 0;
  }
  ready_ = !sample_.empty();
  float top = plot.bottom() + 12;
  if (alone) {
    if (writes_on(c, {area.x, top, area.w, 28}, ui::tr("How many steps to forecast"))) {
      sample_ = window_;
      ahead_.clear();
      more_ = count_;
    } else {
      go_on_series(c, a);
    }
    top += 40;
  }
  draw_answer(c, a, {area.x, top, area.w, area.bottom() - top}, true);
}

}  // namespace app
