#include "app/panels/charts_series.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/panels/panel_words.h"

namespace app {
namespace {

constexpr float kKeep = 0.6f, kKeepGradient = 0.75f;
constexpr float kGap = std::numeric_limits<float>::quiet_NaN();
constexpr size_t kMostRows = 12;
constexpr int kBins = 48;

float number(double v) { return std::isfinite(v) ? static_cast<float>(v) : kGap; }

const engine::event::WeightHistogram* histogram_of(const engine::event::MetricPoint& p, const std::string& node) {
  for (const auto& h : p.weights) {
    if (h.node == node && h.high > h.low && !h.counts.empty()) return &h;
  }
  return nullptr;
}

// Spreads the counts over kBins bins of -limit .. limit.
std::vector<float> rebinned(const engine::event::WeightHistogram& h, double limit) {
  std::vector<float> bins(kBins, 0.0f);
  const double width = (h.high - h.low) / static_cast<double>(h.counts.size());
  for (size_t i = 0; i < h.counts.size(); ++i) {
    constexpr int kPieces = 4;  // of a bin, so that none is lost between two new ones
    for (int piece = 0; piece < kPieces; ++piece) {
      const double at = h.low + width * (static_cast<double>(i) + (piece + 0.5) / kPieces);
      const int bin = static_cast<int>((at / limit + 1) / 2 * kBins);
      if (bin >= 0 && bin < kBins) bins[static_cast<size_t>(bin)] += h.counts[i] / kPieces;
    }
  }
  return bins;
}

}  // namespace

void SmoothLine::clear() {
  raw.clear();
  smooth.clear();
  low = 0;
}

void SmoothLine::add(float value, float keep) {
  const float before = smooth.empty() ? kGap : smooth.back();
  const float next = std::isfinite(before) && std::isfinite(value) ? keep * before + (1 - keep) * value : value;
  if (std::isfinite(next)) low = smooth.empty() ? next : std::min(low, next);
  raw.push_back(value);
  smooth.push_back(next);
}

void CurveSeries::clear() {
  epoch.clear();
  for (SmoothLine* line : {&train_loss, &validation_loss, &train_score, &validation_score}) line->clear();
  gradients.clear();
}

void CurveSeries::follow(const std::vector<engine::event::MetricPoint>& curve, const engine::MetricType* wanted) {
  const bool same_start = !curve.empty() && !epoch.empty() && curve[0].step == first_step_ &&
                          curve[0].revision == first_revision_ && wanted == score_;
  if (!same_start || curve.size() < epoch.size()) {
    clear();
    score_ = wanted;
    if (curve.empty()) return;
    first_step_ = curve[0].step;
    first_revision_ = curve[0].revision;
  }
  for (size_t i = epoch.size(); i < curve.size(); ++i) add(curve[i]);
}

void CurveSeries::add(const engine::event::MetricPoint& p) {
  const auto score = [&](const engine::Metrics& m) {
    return m.samples > 0 && score_ ? number(m.*score_->value) : kGap;
  };
  const auto loss = [](const engine::Metrics& m) {
    return m.samples > 0 ? number(engine::metric_value(m, "loss").value_or(kGap)) : kGap;
  };
  const size_t before = epoch.size();
  epoch.push_back(static_cast<float>(p.epoch));
  train_loss.add(loss(p.train), kKeep);
  validation_loss.add(loss(p.validation), kKeep);
  train_score.add(score(p.train), kKeep);
  validation_score.add(score(p.validation), kKeep);
  // Layers come and go: each line has a gap where its layer was not there.
  std::vector<Node> now;
  for (const auto& [id, norm] : p.gradient_norms) {
    const auto same = [&](const Node& n) { return n.id == id; };
    const auto found = std::find_if(gradients.begin(), gradients.end(), same);
    Node node = found != gradients.end() ? std::move(*found) : Node{id, {}};
    if (found != gradients.end()) gradients.erase(found);
    if (node.norm.raw.empty()) {
      node.norm.raw.assign(before, kGap);
      node.norm.smooth.assign(before, kGap);
    }
    node.norm.add(number(static_cast<double>(norm)), kKeepGradient);
    now.push_back(std::move(node));
  }
  gradients = std::move(now);
}

void WeightRows::follow(const std::vector<engine::event::MetricPoint>& curve, const std::string& node) {
  const int64_t start = curve.empty() ? -1 : curve[0].step;
  if (node != node_ || start != first_step_ || curve.size() < seen_) {
    node_ = node;
    first_step_ = start;
    seen_ = 0;
    found_.clear();
    rows.clear();
  }
  const size_t before = found_.size();
  for (; seen_ < curve.size(); ++seen_) {
    if (histogram_of(curve[seen_], node)) found_.push_back(seen_);
  }
  if (found_.size() == before) return;
  double most = 0;
  for (const size_t i : found_) {
    const auto* h = histogram_of(curve[i], node);
    most = std::max({most, std::abs(h->low), std::abs(h->high)});
  }
  limit = round_limit(most);
  first_epoch = curve[found_.front()].epoch;
  last_epoch = curve[found_.back()].epoch;
  rows.clear();
  const size_t count = std::min(kMostRows, found_.size());
  for (size_t i = 0; i < count; ++i) {
    const size_t at = count > 1 ? i * (found_.size() - 1) / (count - 1) : 0;
    rows.push_back(rebinned(*histogram_of(curve[found_[at]], node), limit));
  }
}

}  // namespace app
