// The numbers that tell how good a network is, and their names.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace engine {

struct Metrics {
  double loss = 0;  // mean over what counts, regularization not included
  // Of classes, 0..1. Precision, recall, F1 and intersection over union are the plain means over the classes that
  // occur in targets or predictions. Elements of class -1 do not count.
  double accuracy = 0;           // of the elements: samples, steps or pixels
  double sequence_accuracy = 0;  // samples of which every element is right
  double top_k = 0;              // the class is among the k largest outputs
  double precision = 0, recall = 0, f1 = 0, iou = 0;
  double perplexity = 0;  // exp(loss)
  // Of numbers, in units of the target. R2 is the plain mean over the numbers of a sample; of a
  // reconstruction it is pooled: 1 - all squared errors / all variance.
  double mae = 0, rmse = 0, r2 = 0;
  // Where layers add to the loss: it without them, and the KL divergence that they add, before its weight.
  double reconstruction = 0, kl = 0;
  int64_t kl_dimensions = 0;  // numbers of a code that `kl` is the sum over
  // Of a generator and its discriminator, whose loss is `loss`.
  double generator = 0;                   // the generator's loss
  double real_score = 0, fake_score = 0;  // mean verdict on real samples and on made ones
  double spread = 0;                      // of made samples: their standard deviation over that of the real ones
  double modes = 0;                       // classes of the data that made samples reach
  int64_t mode_count = 0;                 // of them all; 0: the data does not say
  // Of an agent, mean over episodes: of the last ones of training, or played by the greedy policy. `loss` is then
  // that of the last update, or the negative return.
  double episode_return = 0, episode_length = 0;
  // Of an energy that is low where samples are: its means over samples and over where the chains are, and how much
  // higher it is than over training samples. Share of the proposed steps that the chains took. Share of the chains that
  // are as near to samples as samples are to each other, and of the samples that have a chain so near.
  double energy = 0, chain_energy = 0, energy_gap = 0, acceptance = 0, near_samples = 0, near_chains = 0;
  int64_t samples = 0;
  int64_t k = 0;         // of top_k
  uint32_t offered = 0;  // which of metric_types() make sense here: bit i for entry i

  bool offers(size_t index) const { return (offered >> index & 1) != 0; }
};

// Places in metric_types(), for Metrics::offered.
enum class MetricIndex {
  loss,
  accuracy,
  sequence,
  top_k,
  precision,
  recall,
  f1,
  iou,
  perplexity,
  mae,
  rmse,
  r2,
  reconstruction,
  kl,
  generator,
  real_score,
  fake_score,
  spread,
  modes,
  episode_return,
  episode_length,
  energy,
  chain_energy,
  energy_gap,
  acceptance,
  near_samples,
  near_chains,
  count,
};
inline uint32_t offer(MetricIndex i) { return uint32_t{1} << static_cast<unsigned>(i); }

struct MetricType {
  std::string id;     // "top_k": as targets name it, in the files and on the command line
  std::string title;  // "Top-k accuracy"
  double Metrics::*value;
  bool higher_is_better;
  bool share;  // 0..1, shown as a percentage
};

// Loss first, then in the order in which they are shown.
std::span<const MetricType> metric_types();
const MetricType* find_metric(std::string_view id);
// The value of a metric that makes sense for these measurements, or none.
std::optional<double> metric_value(const Metrics& metrics, std::string_view id);
// "loss, accuracy, f1": what there is.
std::string known_metrics(const Metrics& metrics);
// Whether `value` of that metric is as good as `wanted`.
bool metric_reaches(std::string_view id, double value, double wanted);

}  // namespace engine
