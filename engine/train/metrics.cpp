#include "engine/train/metrics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace engine {
namespace {

enum Index {
  kLoss,
  kAccuracy,
  kSequence,
  kTopK,
  kPrecision,
  kRecall,
  kF1,
  kIou,
  kPerplexity,
  kMae,
  kRmse,
  kR2,
  kCount
};

const std::array<MetricType, kCount>& types() {
  static const std::array<MetricType, kCount> all{{
      {"loss", "Loss", &Metrics::loss, false, false},
      {"accuracy", "Accuracy", &Metrics::accuracy, true, true},
      {"sequence_accuracy", "Whole sequences", &Metrics::sequence_accuracy, true, true},
      {"top_k", "Top-k accuracy", &Metrics::top_k, true, true},
      {"precision", "Precision", &Metrics::precision, true, true},
      {"recall", "Recall", &Metrics::recall, true, true},
      {"f1", "F1", &Metrics::f1, true, true},
      {"iou", "Intersection over union", &Metrics::iou, true, true},
      {"perplexity", "Perplexity", &Metrics::perplexity, false, false},
      {"mae", "Mean absolute error", &Metrics::mae, false, false},
      {"rmse", "Root mean squared error", &Metrics::rmse, false, false},
      {"r2", "R²", &Metrics::r2, true, false},
  }};
  return all;
}

uint32_t bit(Index i) { return uint32_t{1} << static_cast<unsigned>(i); }

uint32_t offered_for(const Answers& answers, const Shape& target, bool likelihood, int64_t k) {
  if (answers.classes == 0) return bit(kLoss) | bit(kMae) | bit(kRmse) | bit(kR2);
  uint32_t bits = bit(kLoss) | bit(kAccuracy) | bit(kPrecision) | bit(kRecall) | bit(kF1);
  if (k > 0) bits |= bit(kTopK);
  if (target.rank() == 1) bits |= bit(kSequence) | (likelihood ? bit(kPerplexity) : 0);
  if (target.rank() == 2) bits |= bit(kIou);
  return bits;
}

double ratio(int64_t a, int64_t b) { return b > 0 ? static_cast<double>(a) / static_cast<double>(b) : 0; }

}  // namespace

std::span<const MetricType> metric_types() { return types(); }

const MetricType* find_metric(std::string_view id) {
  for (const MetricType& type : types()) {
    if (type.id == id) return &type;
  }
  return nullptr;
}

std::optional<double> metric_value(const Metrics& metrics, std::string_view id) {
  for (size_t i = 0; i < kCount; ++i) {
    if (types()[i].id == id && metrics.offers(i)) return metrics.*types()[i].value;
  }
  return std::nullopt;
}

std::string known_metrics(const Metrics& metrics) {
  std::string known;
  for (size_t i = 0; i < kCount; ++i) {
    if (metrics.offers(i)) known += (known.empty() ? "" : ", ") + types()[i].id;
  }
  return known;
}

bool metric_reaches(std::string_view id, double value, double wanted) {
  const MetricType* type = find_metric(id);
  return type && type->higher_is_better ? value >= wanted : value <= wanted;
}

void MetricsSum::plan(const Answers& answers, const Shape& target_shape, bool likelihood) {
  answers_ = answers;
  k_ = answers.outputs >= 20 ? 5 : answers.outputs >= 4 ? 3 : 0;
  if (answers.classes == 0) k_ = 0;
  offered_ = offered_for(answers, target_shape, likelihood, k_);
  const auto classes = static_cast<size_t>(answers.classes);
  for (auto* counts : {&hits_, &truths_, &guesses_}) counts->assign(classes, 0);
  squares_.assign(answers.classes == 0 ? static_cast<size_t>(answers.elements) : 0, 0.0);
}

void MetricsSum::start() {
  samples_ = counted_ = right_ = right_samples_ = among_k_ = 0;
  loss_ = weight_ = absolute_ = 0;
  for (auto* counts : {&hits_, &truths_, &guesses_}) std::fill(counts->begin(), counts->end(), 0);
  std::fill(squares_.begin(), squares_.end(), 0.0);
}

void MetricsSum::add(ConstView output, const Scalar* targets, double loss, double weight) {
  samples_ += output.rows;
  if (weight > 0) loss_ += loss * weight;
  weight_ += weight;
  if (answers_.classes > 0) {
    add_classes(output, targets);
  } else {
    add_numbers(output, targets);
  }
}

void MetricsSum::add_classes(ConstView output, const Scalar* targets) {
  for (int64_t i = 0; i < output.rows; ++i) {
    bool all_right = true;
    for (int64_t e = 0; e < answers_.elements; ++e) {
      const auto truth = static_cast<int64_t>(*targets++);
      if (truth < 0 || truth >= answers_.classes) continue;
      const Scalar* at = answers_.element(output.row(i), e);
      const int64_t guess = answers_.predicted(at);
      ++counted_;
      ++truths_[static_cast<size_t>(truth)];
      ++guesses_[static_cast<size_t>(guess)];
      if (guess == truth) {
        ++right_;
        ++hits_[static_cast<size_t>(truth)];
      } else {
        all_right = false;
      }
      if (k_ == 0) continue;
      int64_t better = 0;
      const Scalar own = at[truth * answers_.output_stride];
      for (int64_t k = 0; k < answers_.outputs; ++k) better += at[k * answers_.output_stride] > own ? 1 : 0;
      among_k_ += better < k_ ? 1 : 0;
    }
    right_samples_ += all_right ? 1 : 0;
  }
}

void MetricsSum::add_numbers(ConstView output, const Scalar* targets) {
  for (int64_t i = 0; i < output.rows; ++i) {
    const Scalar* row = output.row(i);
    for (int64_t e = 0; e < answers_.elements; ++e) {
      const double off = static_cast<double>(row[e]) - static_cast<double>(*targets++);
      absolute_ += std::abs(off);
      squares_[static_cast<size_t>(e)] += off * off;
    }
  }
}

Metrics MetricsSum::finish(std::span<const Scalar> targets) const {
  Metrics m;
  m.samples = samples_;
  m.offered = offered_;
  m.k = k_;
  if (samples_ == 0) return m;
  m.loss = weight_ > 0 ? loss_ / weight_ : 0;
  m.perplexity = m.offers(kPerplexity) ? std::exp(m.loss) : 0;
  if (answers_.classes > 0) {
    finish_classes(m);
  } else {
    finish_numbers(m, targets);
  }
  return m;
}

void MetricsSum::finish_classes(Metrics& m) const {
  m.accuracy = ratio(right_, counted_);
  m.sequence_accuracy = ratio(right_samples_, samples_);
  m.top_k = ratio(among_k_, counted_);
  double occurring = 0;
  for (size_t c = 0; c < hits_.size(); ++c) {
    if (truths_[c] + guesses_[c] == 0) continue;
    occurring += 1;
    m.precision += ratio(hits_[c], guesses_[c]);
    m.recall += ratio(hits_[c], truths_[c]);
    m.f1 += ratio(2 * hits_[c], truths_[c] + guesses_[c]);
    m.iou += ratio(hits_[c], truths_[c] + guesses_[c] - hits_[c]);
  }
  if (occurring == 0) return;
  for (double* mean : {&m.precision, &m.recall, &m.f1, &m.iou}) *mean /= occurring;
}

void MetricsSum::finish_numbers(Metrics& m, std::span<const Scalar> targets) const {
  const auto n = static_cast<double>(samples_);
  const auto columns = squares_.size();
  double square = 0;
  for (size_t c = 0; c < columns; ++c) {
    double mean = 0, variance = 0;
    for (size_t i = c; i < targets.size(); i += columns) mean += static_cast<double>(targets[i]);
    mean /= n;
    for (size_t i = c; i < targets.size(); i += columns) {
      const double off = static_cast<double>(targets[i]) - mean;
      variance += off * off;
    }
    square += squares_[c];
    m.r2 += (variance > 0 ? 1 - squares_[c] / variance : 0) / static_cast<double>(columns);
  }
  const double count = n * static_cast<double>(columns);
  m.mae = absolute_ / count;
  m.rmse = std::sqrt(square / count);
}

}  // namespace engine
