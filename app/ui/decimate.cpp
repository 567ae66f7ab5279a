#include "app/ui/decimate.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace app::ui {
namespace {

constexpr float none = std::numeric_limits<float>::quiet_NaN();

// What is drawn of one pixel column.
struct Column {
  long index = std::numeric_limits<long>::min();
  Vec first, low, high, last;
  int count = 0;

  void add(Vec p) {
    if (count++ == 0) first = low = high = p;
    if (p.y < low.y) low = p;
    if (p.y > high.y) high = p;
    last = p;
  }
  void flush(std::vector<Vec>& out) {
    if (count > 0) out.push_back(first);
    if (count > 2) {
      const bool low_first =
          low.x < high.x || (low.x == high.x && std::abs(first.y - low.y) < std::abs(first.y - high.y));
      const Vec a = low_first ? low : high, b = low_first ? high : low;
      if (!(a == first) && !(a == last)) out.push_back(a);
      if (!(b == first) && !(b == last) && !(b == a)) out.push_back(b);
    }
    if (count > 1) out.push_back(last);
    count = 0;
  }
};

// What PlotScale does for one point, with all that is the same for every point done once.
class Mapping {
 public:
  explicit Mapping(const PlotScale& s) : s_(s), x_factor_(s.x_high > s.x_low ? 1 / (s.x_high - s.x_low) : 0) {
    const float low = along(static_cast<float>(s.y_low)), high = along(static_cast<float>(s.y_high));
    low_ = low;
    y_factor_ = high > low ? 1 / (high - low) : 0;
  }
  Vec place(double x, float y) const {
    const double t = x_factor_ > 0 ? (x - s_.x_low) * x_factor_ : 0.5;
    const float u = y_factor_ > 0 ? (along(y) - low_) * y_factor_ : 0.5f;
    return {s_.plot.x + s_.plot.w * static_cast<float>(std::clamp(t, -10.0, 11.0)),
            s_.plot.bottom() - s_.plot.h * std::clamp(u, -10.0f, 11.0f)};
  }

 private:
  float along(float v) const { return s_.log_y ? std::log2(std::max(v, 1e-30f)) : v; }

  const PlotScale& s_;
  double x_factor_;
  float low_ = 0, y_factor_ = 0;
};

double nice_up(double v, bool quarters = false) {
  const double power = std::pow(10.0, std::floor(std::log10(v)));
  for (const double k : {1.0, 2.0, 2.5, 5.0}) {
    if (k == 2.5 && !quarters) continue;
    if (k == 2.0 && quarters) continue;
    if (v <= k * power * (1 + 1e-9)) return k * power;
  }
  return 10 * power;
}
}  // namespace

float PlotScale::x_of(double x) const {
  const double t = x_high > x_low ? (x - x_low) / (x_high - x_low) : 0.5;
  return plot.x + plot.w * static_cast<float>(std::clamp(t, -10.0, 11.0));
}

float PlotScale::y_of(double y) const {
  const auto along = [&](double v) { return log_y ? std::log10(std::max(v, 1e-30)) : v; };
  const double low = along(y_low), high = along(y_high);
  const double t = high > low ? (along(y) - low) / (high - low) : 0.5;
  return plot.bottom() - plot.h * static_cast<float>(std::clamp(t, -10.0, 11.0));
}

void decimate(std::span<const float> y, std::span<const float> x, double x_first, double x_step, const PlotScale& scale,
              float columns_per_unit, std::vector<Vec>& out) {
  out.clear();
  const size_t n = x.empty() ? y.size() : std::min(x.size(), y.size());
  Column column;
  const Mapping map(scale);
  for (size_t i = 0; i < n; ++i) {
    const double at = x.empty() ? x_first + static_cast<double>(i) * x_step : static_cast<double>(x[i]);
    if (!std::isfinite(y[i]) || !std::isfinite(at)) {
      column.flush(out);
      if (!out.empty() && !std::isnan(out.back().y)) out.push_back({out.back().x, none});
      continue;
    }
    const Vec p = map.place(at, y[i]);
    const long index = std::lround(std::floor(p.x * columns_per_unit));
    if (index != column.index) {
      column.flush(out);
      column.index = index;
    }
    column.add(p);
  }
  column.flush(out);
}

std::vector<double> linear_ticks(double low, double high, int most, double* step_out, bool quarters) {
  std::vector<double> ticks;
  if (!std::isfinite(low) || !std::isfinite(high) || !(high > low) || most < 1) return ticks;
  double step = nice_up((high - low) / most, quarters);
  const auto count = [&](double s) { return std::floor(high / s + 1e-9) - std::ceil(low / s - 1e-9) + 1; };
  while (count(step) > most) step = nice_up(step * 1.5, quarters);
  if (step_out) *step_out = step;
  for (double k = std::ceil(low / step - 1e-9); k * step <= high + step * 1e-9; ++k) {
    ticks.push_back(std::abs(k) < 0.5 ? 0.0 : k * step);
  }
  return ticks;
}

std::vector<double> log_ticks(double low, double high, int most) {
  std::vector<double> ticks;
  if (!(low > 0) || !std::isfinite(high) || !(high > low) || most < 1) return ticks;
  const double first = std::floor(std::log10(low) + 1e-9), last = std::ceil(std::log10(high) - 1e-9);
  const auto add = [&](double v) {
    if (v >= low * (1 - 1e-9) && v <= high * (1 + 1e-9)) ticks.push_back(v);
  };
  // Over many decades some powers of ten; over few as many figures between them as fit.
  const double powers = std::floor(std::log10(high) + 1e-9) - std::ceil(std::log10(low) - 1e-9) + 1;
  if (powers > most) {
    const double every = std::ceil(powers / most);
    for (double p = std::floor(std::log10(high) + 1e-9); p >= first; p -= every) add(std::pow(10.0, p));
    std::reverse(ticks.begin(), ticks.end());
    return ticks;
  }
  const std::vector<double> figures[] = {{1, 2, 5}, {1, 3}, {1}};
  for (const auto& set : figures) {
    ticks.clear();
    for (double p = first; p <= last; ++p) {
      for (const double k : set) add(k * std::pow(10.0, p));
    }
    if (ticks.size() <= static_cast<size_t>(most)) break;
  }
  return ticks.size() >= 2 ? ticks : linear_ticks(low, high, most);
}

void SeriesDigest::Block::add(double at, float v) {
  if (!std::isfinite(v)) {
    gap = true;
    gap_at = at;
    return;
  }
  if (!any) low = high = first = {at, v};
  if (v < low.y) low = {at, v};
  if (v > high.y) high = {at, v};
  last = {at, v};
  any = true;
}

void SeriesDigest::Block::join(const Block& next) {
  if (next.gap) {
    gap = true;
    gap_at = next.gap_at;
  }
  if (!next.any) return;
  if (!any) {
    const bool had_gap = gap;
    const double where = gap_at;
    *this = next;
    gap = gap || had_gap;
    if (!next.gap) gap_at = where;
    return;
  }
  if (next.low.y < low.y) low = next.low;
  if (next.high.y > high.y) high = next.high;
  last = next.last;
}

void SeriesDigest::update(std::span<const float> y, std::span<const float> x, double x_first, double x_step) {
  const size_t n = x.empty() ? y.size() : std::min(x.size(), y.size());
  const auto same = [](float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); };
  const bool grown = n >= seen_ && seen_ > 0 && same(y[0], first_y_) && same(y[seen_ - 1], last_y_) &&
                     x_first == x_first_ && x_step == x_step_ && x.empty() == implicit_x_;
  if (!grown) {
    blocks_.clear();
    size_ = 1;
    seen_ = 0;
  }
  for (size_t i = seen_; i < n; ++i) {
    if (i % size_ == 0) {
      if (blocks_.size() == most_blocks) halve();
      if (i % size_ == 0) blocks_.emplace_back();
    }
    blocks_.back().add(x.empty() ? x_first + static_cast<double>(i) * x_step : static_cast<double>(x[i]), y[i]);
  }
  if (n > 0 && (n != seen_ || !grown)) {
    first_y_ = y[0];
    last_y_ = y[n - 1];
    seen_ = n;
    x_first_ = x_first;
    x_step_ = x_step;
    implicit_x_ = x.empty();
    write_points();
  } else if (n == 0) {
    seen_ = 0;
    write_points();
  }
}

void SeriesDigest::halve() {
  for (size_t i = 0; i < most_blocks / 2; ++i) {
    Block joined = blocks_[2 * i];
    joined.join(blocks_[2 * i + 1]);
    blocks_[i] = joined;
  }
  blocks_.resize(most_blocks / 2);
  size_ *= 2;
}

void SeriesDigest::write_points() {
  x_.clear();
  y_.clear();
  low_ = high_ = low_positive_ = none;
  const auto put = [&](Sample s) {
    x_.push_back(static_cast<float>(s.x));
    y_.push_back(s.y);
  };
  for (const Block& b : blocks_) {
    if (b.any) {
      const bool low_first = b.low.x <= b.high.x;
      put(b.first);
      if (b.low.x > b.first.x || b.high.x > b.first.x) {
        const Sample one = low_first ? b.low : b.high, two = low_first ? b.high : b.low;
        if (one.x > b.first.x && one.x < b.last.x) put(one);
        if (two.x > b.first.x && two.x < b.last.x && two.x > one.x) put(two);
      }
      if (b.last.x > b.first.x) put(b.last);
      if (!(b.low.y >= low_)) low_ = b.low.y;
      if (!(b.high.y <= high_)) high_ = b.high.y;
      // A block that reaches below zero hides its smallest positive value; its highest is close enough for an axis.
      const float positive = b.low.y > 0 ? b.low.y : b.high.y;
      if (positive > 0 && !(positive >= low_positive_)) low_positive_ = positive;
    }
    if (b.gap) put({b.gap_at, none});
  }
}

std::span<const float> SmoothedSeries::update(std::span<const float> values, float keep) {
  const size_t done = out_.size();
  const auto same = [](float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); };
  if (keep != keep_ || done > values.size() ||
      (done > 0 && !(same(values[0], first_) && same(values[done - 1], last_)))) {
    out_.clear();
    state_ = none;
    keep_ = keep;
  }
  for (size_t i = out_.size(); i < values.size(); ++i) {
    const float v = values[i];
    if (std::isfinite(v)) state_ = std::isnan(state_) ? v : keep * state_ + (1 - keep) * v;
    out_.push_back(std::isfinite(v) ? state_ : none);
  }
  if (!values.empty()) {
    first_ = values.front();
    last_ = values.back();
  }
  return out_;
}

bool StepRange::follow(double data_low, double data_high, bool log, bool zero_based, double time) {
  if (!std::isfinite(data_low) || !std::isfinite(data_high) || data_low > data_high) return false;
  if (log && !(data_high > 0)) return false;
  // The range that would suit the data now.
  double low, high;
  if (log) {
    data_low = std::max(data_low, data_high * 1e-9);
    const double decades = std::max(0.3, std::log10(data_high / data_low));
    const double round_to = decades > 1.5 ? 1 : 0.5;
    low = std::pow(10.0, std::floor(std::log10(data_low) / round_to - 0.02) * round_to);
    high = std::pow(10.0, std::ceil(std::log10(data_high) / round_to + 0.02) * round_to);
  } else {
    if (zero_based) data_low = std::min(data_low, 0.0);
    const double span = std::max(data_high - data_low, std::max(1e-9, std::abs(data_high) * 1e-6));
    const double grain = nice_up(span / 4);
    low = std::floor(data_low / grain + 1e-9) * grain;
    high = std::ceil(data_high / grain - 1e-9) * grain;
    if (high <= low) high = low + grain;
  }
  const bool first = !set_ || log != log_;
  const bool outside = data_low < low_ * (log ? 1 - 1e-9 : 1) || data_high > high_;
  const auto size = [&](double a, double b) { return log ? std::log10(b / a) : b - a; };
  const bool roomy = !first && size(low, high) < 0.5 * size(low_, high_);
  if (roomy && !roomy_) roomy_since_ = time;
  roomy_ = roomy;
  const bool shrink = roomy && time - roomy_since_ > 1;
  if (!first && !outside && !shrink) return false;
  if (!first && outside && !shrink) {  // growing keeps what was there: the axis does not wander
    low = std::min(low, low_);
    high = std::max(high, high_);
  }
  const bool changed = first || low != low_ || high != high_;
  low_ = low;
  high_ = high;
  set_ = true;
  log_ = log;
  roomy_ = false;
  return changed;
}

}  // namespace app::ui
