#include "app/panels/curves/quantities.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/ui/format.h"

namespace app {
namespace {

using engine::event::MetricPoint;

constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

float number(double v) { return std::isfinite(v) ? static_cast<float>(v) : kGap; }

// Of all points together: Metrics::offered.
uint32_t offered(const Curve& curve) {
  uint32_t all = 0;
  for (const MetricPoint& p : curve) {
    if (p.train.samples > 0) all |= p.train.offered;
    if (p.validation.samples > 0) all |= p.validation.offered;
  }
  return all;
}

}  // namespace

std::vector<Quantity> quantities_of(const Curve& curve) {
  std::vector<Quantity> list;
  const auto types = engine::metric_types();
  const engine::Metrics any{.offered = offered(curve)};
  for (size_t i = 0; i < types.size(); ++i) {
    if (i > 0 && !any.offers(i)) continue;
    list.push_back({types[i].id, types[i].title, &types[i], false, !types[i].share && !types[i].higher_is_better});
  }
  list.push_back({"learning_rate", "Learning rate", nullptr, false, true});
  list.push_back({"speed", "Steps per second", nullptr, false, true});
  list.push_back({"gradients", "Gradient size", nullptr, true, true});
  return list;
}

std::string quantity_text(const Quantity& q, double v) {
  if (!std::isfinite(v)) return "–";
  if (q.metric && q.metric->share) return ui::format_percent(v);
  if (q.id == "speed") return ui::format_short(v);
  return ui::format_number(v);
}

RunLines::Line& RunLines::line(const std::string& name) {
  for (Line& l : lines_) {
    if (l.name == name) return l;
  }
  lines_.push_back({name, std::vector<float>(epoch_.size() - 1, kGap), {}, {}, {}});
  return lines_.back();
}

const RunLines::Line* RunLines::find(std::string_view name) const {
  for (const Line& l : lines_) {
    if (l.name == name) return &l;
  }
  return nullptr;
}

void RunLines::add(const MetricPoint& p, const Quantity& q) {
  epoch_.push_back(static_cast<float>(p.epoch));
  const auto of = [&](const engine::Metrics& m) {
    return m.samples > 0 ? number(engine::metric_value(m, q.id).value_or(kGap)) : kGap;
  };
  if (q.metric) {
    line("train").raw.push_back(of(p.train));
    line("val").raw.push_back(of(p.validation));
  } else if (q.of_layers) {
    for (const auto& [id, norm] : p.gradient_norms) line(id).raw.push_back(number(static_cast<double>(norm)));
  } else {
    line("train").raw.push_back(q.id != "speed"          ? number(p.learning_rate)
                                : p.steps_per_second > 0 ? number(p.steps_per_second)
                                                         : kGap);
  }
  for (Line& l : lines_) l.raw.resize(epoch_.size(), kGap);  // layers come and go
}

void RunLines::follow(const Curve& curve, const Quantity& q) {
  const bool same = of_ == q.id && !curve.empty() && !epoch_.empty() && curve[0].step == first_step_ &&
                    curve[0].revision == first_revision_ && curve.size() >= epoch_.size();
  if (!same) {
    of_ = q.id;
    epoch_.clear();
    lines_.clear();
    if (curve.empty()) return;
    first_step_ = curve[0].step;
    first_revision_ = curve[0].revision;
  }
  for (size_t i = epoch_.size(); i < curve.size(); ++i) add(curve[i], q);
  for (Line& l : lines_) l.digest.update(l.raw, epoch_);
}

bool RunLines::has_numbers(std::string_view name) const {
  const Line* l = find(name);
  return l && !std::isnan(l->digest.low());
}

bool RunLines::goes_below_zero() const {
  return std::any_of(lines_.begin(), lines_.end(), [](const Line& l) { return l.digest.low() < 0; });
}

void RunLines::smooth(float keep) {
  for (Line& l : lines_) l.smooth = keep > 0 ? l.smoothing.update(l.raw, keep) : std::span<const float>(l.raw);
}

}  // namespace app
