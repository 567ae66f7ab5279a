// Looking at a trainer from outside: metrics, predictions, statistics. Nothing here changes what training does.
#include <algorithm>
#include <cmath>

#include "engine/tensor/kernels/elementwise.h"
#include "engine/train/trainer.h"

namespace engine {

Metrics Trainer::evaluate(Split split) {
  const int part = static_cast<int>(split);
  if (part == epoch_part_) return epoch_metrics_;
  Metrics own;
  if (task_->measure(*network_, *data_, split, own)) return own;
  return evaluate_first(split, data_->count(split));
}

Metrics Trainer::evaluate_first(Split split, int64_t most) {
  const int part = static_cast<int>(split);
  const bool labels = task_type_->labels;
  const std::vector<Scalar>& targets = data_->targets[part];
  const int64_t count = std::min(most, data_->count(split));
  sum_.start();
  for (int64_t begin = 0; begin < count; begin += network_->max_rows()) {
    const int64_t rows = std::min(network_->max_rows(), count - begin);
    const ConstView input = samples(split, begin, rows);
    const ConstView output = network_->forward(input, Mode::evaluation);
    const ConstView wanted = labels ? ConstView(targets_[part].row(begin), rows, targets_[part].shape()) : input;
    const double loss = task_->loss(loss_, output, wanted, nullptr);
    const double weight = loss_.type->weight ? loss_.type->weight(loss_.params, wanted) : static_cast<double>(rows);
    sum_.add(output, labels ? targets.data() + begin * answers().elements : input.data, loss, weight,
             network_->penalty());
  }
  const size_t of_targets = labels ? static_cast<size_t>(count * answers().elements) : targets.size();
  return sum_.finish(std::span(targets).first(std::min(targets.size(), of_targets)));
}

ClassReport Trainer::class_report(Split split) {
  ClassReport report;
  const auto classes = static_cast<size_t>(answers().classes);
  if (classes == 0) return report;
  report.confusion.assign(classes, std::vector<int64_t>(classes, 0));
  const int part = static_cast<int>(split);
  std::vector<double> predicted;
  for (int64_t begin = 0; begin < data_->count(split); begin += network_->max_rows()) {
    add_predictions(samples(split, begin, std::min(network_->max_rows(), data_->count(split) - begin)), predicted);
  }
  for (size_t i = 0; i < predicted.size(); ++i) {
    const auto truth = static_cast<int64_t>(data_->targets[part][i]);
    if (truth < 0 || truth >= answers().classes) continue;
    ++report.confusion[static_cast<size_t>(truth)][static_cast<size_t>(predicted[i])];
  }
  const auto share = [](int64_t a, int64_t b) { return b > 0 ? static_cast<double>(a) / static_cast<double>(b) : 0; };
  for (size_t c = 0; c < classes; ++c) {
    int64_t truths = 0, guesses = 0;
    for (size_t k = 0; k < classes; ++k) {
      truths += report.confusion[c][k];
      guesses += report.confusion[k][c];
    }
    const int64_t hits = report.confusion[c][c];
    report.lines.push_back({truths, share(hits, guesses), share(hits, truths), share(2 * hits, truths + guesses),
                            share(hits, truths + guesses - hits)});
  }
  return report;
}

ConstView Trainer::probe(ConstView input, Rng* rng) { return task_->look(*network_, input, rng); }

void Trainer::predict(ConstView input, std::vector<double>& out) {
  out.clear();
  for (int64_t begin = 0; begin < input.rows; begin += network_->max_rows()) {
    add_predictions({input.row(begin), std::min(network_->max_rows(), input.rows - begin), input.shape}, out);
  }
}

// Of as many samples as the network takes at once.
void Trainer::add_predictions(ConstView input, std::vector<double>& out) {
  const Answers& a = answers();
  const ConstView y = task_->look(*network_, input);
  for (int64_t i = 0; i < y.rows; ++i) {
    for (int64_t e = 0; e < a.elements; ++e) {
      const Scalar* at = a.element(y.row(i), e);
      out.push_back(a.classes > 0 ? static_cast<double>(a.predicted(at)) : a.number(*at));
    }
  }
}

// Those that do not lie in memory as the network sees them are put into the batch.
ConstView Trainer::samples(Split split, int64_t begin, int64_t rows) {
  batch_.resize(rows, data_->input_shape);
  batch_there_ = false;
  return data_->samples(split, begin, rows, batch_.data());
}

MemoryEstimate Trainer::memory() const { return estimate_memory(experiment_, network_->info(), data_->raw.rows()); }

NodeStatistics Trainer::statistics(int node) const {
  NodeStatistics s;
  for (const NodeParameter& p : network_->node_parameters(node)) {
    const int64_t n = p.spec.shape.count();
    s.weight_norm += kernels::sum_squares(network_->parameters().data() + p.offset, n);
    s.gradient_norm += kernels::sum_squares(network_->gradients().data() + p.offset, n);
  }
  s.weight_norm = std::sqrt(s.weight_norm);
  s.gradient_norm = std::sqrt(s.gradient_norm);
  return s;
}

}  // namespace engine
