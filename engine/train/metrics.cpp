#include "engine/train/metrics.h"

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

uint32_t offered_for(const Answers& answers, const Shape& target, const MetricsSum::Kind& kind, int64_t k) {
  const uint32_t layers = kind.penalty ? offer(MetricIndex::reconstruction) | offer(MetricIndex::kl) : 0;
  if (answers.classes == 0)
    return layers | offer(MetricIndex::loss) | offer(MetricIndex::mae) | offer(MetricIndex::rmse) |
           offer(MetricIndex::r2);
  uint32_t bits = layers | offer(MetricIndex::loss) | offer(MetricIndex::accuracy) | offer(MetricIndex::precision) |
                  offer(MetricIndex::recall) | offer(MetricIndex::f1);
  if (k > 0) bits |= offer(MetricIndex::top_k);
  if (target.rank() == 1) bits |= offer(MetricIndex::sequence) | (kind.likelihood ? offer(MetricIndex::perplexity) : 0);
  if (target.rank() == 2) bits |= offer(MetricIndex::iou);
  return bits;
}

double ratio(int64_t a, int64_t b) { return b > 0 ? static_cast<double>(a) / static_cast<double>(b) : 0; }

}  // namespace

void MetricsSum::plan(const Answers& answers, const Shape& target_shape, const Kind& kind) {
  answers_ = answers;
  k_ = answers.outputs >= 20 ? 5 : answers.outputs >= 4 ? 3 : 0;
  if (answers.classes == 0) k_ = 0;
  offered_ = offered_for(answers, target_shape, kind, k_);
  pooled_ = kind.pooled;
  const auto classes = static_cast<size_t>(answers.classes);
  for (auto* counts : {&hits_, &truths_, &guesses_}) counts->assign(classes, 0);
  for (auto* sums : {&squares_, &means_, &variances_})
    sums->assign(answers.classes == 0 ? static_cast<size_t>(answers.elements) : 0, 0.0);
}

void MetricsSum::start() {
  samples_ = counted_ = right_ = right_samples_ = among_k_ = 0;
  loss_ = weight_ = absolute_ = 0;
  penalty_ = {};
  for (auto* counts : {&hits_, &truths_, &guesses_}) std::fill(counts->begin(), counts->end(), 0);
  for (auto* sums : {&squares_, &means_, &variances_}) std::fill(sums->begin(), sums->end(), 0.0);
}

void MetricsSum::add(ConstView output, const Scalar* targets, double loss, double weight, const Penalty& penalty) {
  samples_ += output.rows;
  penalty_.value += penalty.value * static_cast<double>(output.rows);
  penalty_.weighted += penalty.weighted * static_cast<double>(output.rows);
  penalty_.dimensions = penalty.dimensions;
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
      const auto target = static_cast<double>(*targets++);
      const double off = answers_.number(row[e]) - target;
      const auto at = static_cast<size_t>(e);
      absolute_ += std::abs(off);
      squares_[at] += off * off;
      if (!pooled_) continue;
      means_[at] += target;
      variances_[at] += target * target;
    }
  }
}

Metrics MetricsSum::finish(std::span<const Scalar> targets) {
  Metrics m;
  m.samples = samples_;
  m.offered = offered_;
  m.k = k_;
  if (samples_ == 0) return m;
  m.reconstruction = weight_ > 0 ? loss_ / weight_ : 0;
  m.kl = penalty_.value / static_cast<double>(samples_);
  m.kl_dimensions = penalty_.dimensions;
  m.loss = m.reconstruction + penalty_.weighted / static_cast<double>(samples_);
  m.perplexity = (m.offered & offer(MetricIndex::perplexity)) != 0 ? std::exp(m.reconstruction) : 0;
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

void MetricsSum::find_variances(std::span<const Scalar> targets) {
  const auto n = static_cast<double>(samples_);
  const size_t columns = squares_.size();
  if (pooled_) {
    for (size_t c = 0; c < columns; ++c) variances_[c] = std::max(0.0, variances_[c] - means_[c] * means_[c] / n);
    return;
  }
  for (size_t i = 0; i + columns <= targets.size(); i += columns) {
    for (size_t c = 0; c < columns; ++c) means_[c] += static_cast<double>(targets[i + c]);
  }
  for (double& mean : means_) mean /= n;
  for (size_t i = 0; i + columns <= targets.size(); i += columns) {
    for (size_t c = 0; c < columns; ++c) {
      const double off = static_cast<double>(targets[i + c]) - means_[c];
      variances_[c] += off * off;
    }
  }
}

void MetricsSum::finish_numbers(Metrics& m, std::span<const Scalar> targets) {
  find_variances(targets);
  const auto columns = static_cast<double>(squares_.size());
  double square = 0, variance = 0;
  for (size_t c = 0; c < squares_.size(); ++c) {
    square += squares_[c];
    variance += variances_[c];
    m.r2 += (variances_[c] > 0 ? 1 - squares_[c] / variances_[c] : 0) / columns;
  }
  if (pooled_) m.r2 = variance > 0 ? 1 - square / variance : 0;
  const double count = static_cast<double>(samples_) * columns;
  m.mae = absolute_ / count;
  m.rmse = std::sqrt(square / count);
}

}  // namespace engine
