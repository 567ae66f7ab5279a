// Energies: the network gives a number for each point, low where samples are. It learns by maximum likelihood, down on
// the samples and up where chains that follow its energy have come to.
#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/tasks/chains.h"
#include "engine/tasks/energy_sampler.h"
#include "engine/tasks/made_samples.h"
#include "engine/tasks/nearness.h"
#include "engine/tasks/task.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

const char* const kFromNoise = "noise";
constexpr double kMargin = 0.25;  // around the samples of the room that noise fills, a share of its width
constexpr int64_t kPaths = 48;    // chains whose way is remembered

class EnergyBased final : public Task {
 public:
  void set_params(const Params& params) override {
    sampler_.set_params(params);
    start_ = get_text(params, "start");
    wanted_ = get_int(params, "chains");
    restart_ = get_double(params, "restart");
    squares_ = get_double(params, "square_weight");
  }

  Result<TargetPlan> plan(const LossType&, const PreparedData& data, const Network& network) const override;
  int64_t rows_of(int64_t batch, const PreparedData&) const override { return 2 * batch; }
  void prepare(int64_t rows, const PreparedData& data, const Network& network) override;
  void start_again(const Network&) override { begin(); }
  void keep(CheckpointExchange& state) override {
    state.numbers("task.chains", Shape{chains_.rows(), chains_.columns()}, chains_.data());
    state.count("task.next_chain", next_, chains_.rows() - 1);
    state.numbers("task.acceptance", std::span<double>(&acceptance_, 1));
  }

  double learn(const TaskStep& s) override;
  bool measure(Network& network, const PreparedData& data, Split split, Metrics& metrics) override;
  ConstView chains() const override { return chains_.view(); }
  ConstView paths() const override {
    return moved_ > 0 ? ConstView{paths_.data(), moved_, paths_.shape()} : ConstView();
  }

 private:
  void find_room(const PreparedData& data);
  void begin();
  void noise(Scalar* x, Rng& rng) const;
  void place(ConstView batch, Rng& rng);
  void take_back(int64_t rows);
  static double mean_energy(Network& network, ConstView samples);
  double mean_energy(Network& network, const PreparedData& data, Split split, int64_t count);

  EnergySampler sampler_;
  std::string start_;
  int64_t wanted_ = 1, next_ = 0, moved_ = 0;
  double restart_ = 0, squares_ = 0, acceptance_ = 1;
  Tensor chains_, both_, paths_, room_;  // both: samples, and behind them chains that move
  std::vector<double> low_, high_;       // of the room that noise fills, by number
  MadeSamples made_;
  Nearness near_[kSplits];
  const PreparedData* seen_ = nullptr;  // what those were made of
};

Result<TargetPlan> EnergyBased::plan(const LossType&, const PreparedData& data, const Network& network) const {
  if (data.tokens()) {
    return error("The samples are words, through which no chain can move step by step; choose other data.");
  }
  const std::string& last = network.spec().nodes[static_cast<size_t>(network.output_index())].id;
  if (network.output_shape().count() != 1) {
    return error_at(last, "The network must end in one number, the energy, but ends in {}; give its last layer 1 unit.",
                    network.output_shape().text());
  }
  const NodeInfo& info = network.info().nodes[static_cast<size_t>(network.output_index())];
  if (info.type->output_range && std::isfinite(info.type->output_range(info.params).high)) {
    return error_at(last, "An energy can grow without limit; give the last layer the activation Linear.");
  }
  TargetPlan plan;
  plan.coded = plan.answer_shape = data.input_shape;
  return plan;
}

// What the chains have come to stays as long as they keep their number and size.
void EnergyBased::prepare(int64_t rows, const PreparedData& data, const Network& network) {
  sampler_.prepare(rows, network);
  both_.resize(2 * rows, data.input_shape);
  room_.resize(network.max_rows(), data.input_shape);
  if (seen_ != &data) {
    seen_ = &data;
    find_room(data);
    made_.find_classes(data, room_.data());
    for (int part = 0; part < kSplits; ++part) near_[part].look_at(data, static_cast<Split>(part));
  }
  const Shape way{sampler_.steps() + 1, data.input_shape.count()};
  if (!(paths_.shape() == way) || paths_.rows() != std::min(kPaths, rows)) {
    paths_.resize(std::min(kPaths, rows), way);
    moved_ = 0;
  }
  if (chains_.rows() == wanted_ && chains_.shape() == data.input_shape) return;
  chains_.resize(wanted_, data.input_shape);
  begin();
}

void EnergyBased::find_room(const PreparedData& data) {
  const auto numbers = static_cast<size_t>(data.input_shape.count());
  low_.assign(numbers, 0.0);
  high_.assign(numbers, 0.0);
  for (int64_t row = 0; row < std::min(kSamplesLookedAt, data.count(Split::train)); ++row) {
    const ConstView sample = data.samples(Split::train, row, 1, room_.data());
    for (size_t k = 0; k < numbers; ++k) {
      const auto x = static_cast<double>(sample.data[k]);
      low_[k] = row == 0 ? x : std::min(low_[k], x);
      high_[k] = row == 0 ? x : std::max(high_[k], x);
    }
  }
  for (size_t k = 0; k < numbers; ++k) {
    const double margin = kMargin * (high_[k] - low_[k]);
    low_[k] -= margin;
    high_[k] += margin;
  }
}

void EnergyBased::begin() {
  Rng rng(kChainSeed);
  for (int64_t i = 0; i < chains_.rows(); ++i) noise(chains_.row(i), rng);
  next_ = moved_ = 0;
  acceptance_ = 1;
}

void EnergyBased::noise(Scalar* x, Rng& rng) const {
  for (size_t k = 0; k < low_.size(); ++k) x[k] = static_cast<Scalar>(rng.uniform(low_[k], high_[k]));
}

// Puts as many chains behind the samples as there are of these: where they begin.
void EnergyBased::place(ConstView batch, Rng& rng) {
  const int64_t numbers = batch.columns();
  for (int64_t i = 0; i < batch.rows; ++i) {
    Scalar* x = both_.row(batch.rows + i);
    const Scalar* from = start_ == kChainsFromData ? batch.row(i) : chains_.row((next_ + i) % chains_.rows());
    if (start_ == kFromNoise || (start_ == kChainsGoOn && rng.uniform() < restart_)) {
      noise(x, rng);
    } else {
      kernels::copy(x, from, numbers);
    }
  }
}

// Where they have come to; what is no number any more is forgotten.
void EnergyBased::take_back(int64_t rows) {
  for (int64_t i = 0; i < rows; ++i) {
    const Scalar* x = both_.row(rows + i);
    if (kernels::all_finite(x, both_.columns()))
      kernels::copy(chains_.row((next_ + i) % chains_.rows()), x, both_.columns());
  }
  next_ = (next_ + rows) % chains_.rows();
}

// L = mean E(samples) - mean E(chains) + weight (mean E(samples)^2 + mean E(chains)^2)
double EnergyBased::learn(const TaskStep& s) {
  const int64_t rows = s.batch.rows, shown = std::min(rows, paths_.rows());
  both_.resize(2 * rows, s.batch.shape);
  kernels::copy(both_.data(), s.batch.data, s.batch.count());
  place(s.batch, s.own_rng);
  acceptance_ = sampler_.walk(s.network, both_.row(rows), rows, s.own_rng, paths_.data(), shown);
  moved_ = shown;
  const ConstView energies = s.network.forward(std::as_const(both_).view(), Mode::training, &s.layer_rng);
  double cost = 0;
  for (int64_t i = 0; i < 2 * rows; ++i) {
    const auto e = static_cast<double>(energies.data[i]);
    const double sign = i < rows ? 1 : -1;
    cost += (sign * e + squares_ * e * e) / static_cast<double>(rows);
    s.d_output[i] = static_cast<Scalar>((sign + 2 * squares_ * e) / static_cast<double>(rows));
  }
  s.network.backward({s.d_output, 2 * rows, energies.shape});
  take_back(rows);
  return cost + s.network.penalty().weighted;
}

double EnergyBased::mean_energy(Network& network, ConstView samples) {
  double sum = 0;
  for (int64_t begin = 0; begin < samples.rows; begin += network.max_rows()) {
    const int64_t rows = std::min(network.max_rows(), samples.rows - begin);
    const ConstView e = network.forward({samples.row(begin), rows, samples.shape}, Mode::evaluation);
    sum += kernels::sum(e.data, rows);
  }
  return samples.rows > 0 ? sum / static_cast<double>(samples.rows) : 0;
}

double EnergyBased::mean_energy(Network& network, const PreparedData& data, Split split, int64_t count) {
  double sum = 0;
  for (int64_t begin = 0; begin < count; begin += network.max_rows()) {
    const int64_t rows = std::min(network.max_rows(), count - begin);
    sum += mean_energy(network, data.samples(split, begin, rows, room_.data())) * static_cast<double>(rows);
  }
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

bool EnergyBased::measure(Network& network, const PreparedData& data, Split split, Metrics& m) {
  m.samples = data.count(split);
  if (m.samples == 0) return true;
  const ConstView made = std::as_const(chains_).view();
  m.energy = mean_energy(network, data, split, m.samples);
  m.chain_energy = mean_energy(network, made);
  m.loss = m.energy - m.chain_energy;
  m.offered = offer(MetricIndex::loss) | offer(MetricIndex::energy) | offer(MetricIndex::chain_energy);
  if (split != Split::train) {
    m.energy_gap = m.energy - mean_energy(network, data, Split::train, compared_samples(data, split));
    m.offered |= offer(MetricIndex::energy_gap);
  }
  if (sampler_.proposes()) {
    m.acceptance = acceptance_;
    m.offered |= offer(MetricIndex::acceptance);
  }
  Nearness& near = near_[static_cast<int>(split)];
  if (near.known()) {
    const Nearness::Shares shares = near.compare(made);
    m.near_samples = shares.chains;
    m.near_chains = shares.samples;
    m.offered |= offer(MetricIndex::near_samples) | offer(MetricIndex::near_chains);
  }
  made_.start();
  made_.add_made(made);
  m.mode_count = made_.classes();
  m.modes = static_cast<double>(made_.reached());
  if (m.mode_count > 0) m.offered |= offer(MetricIndex::modes);
  return true;
}

std::vector<ParamSpec> energy_params() {
  std::vector<ParamSpec> all = EnergySampler::params();
  all.push_back({.key = "start",
                 .label = "Chains start",
                 .help =
                     "Where they were before (persistent), from noise each time (short runs), or at the samples of the "
                     "batch (contrastive divergence).",
                 .default_value = std::string(kChainsGoOn),
                 .choices = {{kChainsGoOn, "Go on"}, {kFromNoise, "From noise"}, {kChainsFromData, "At the samples"}},
                 .live = true});
  all.push_back(
      {.key = "chains",
       .label = "Chains",
       .help = "How many chains are kept. A step moves as many as the batch has samples, one after the other.",
       .default_value = int64_t{256},
       .minimum = 16,
       .maximum = 4096,
       .step = 1,
       .live = true});
  all.push_back({.key = "restart",
                 .label = "From noise again",
                 .help = "Share of the chains that start from noise instead of going on.",
                 .default_value = 0.05,
                 .minimum = 0,
                 .maximum = 1,
                 .step = 0.01,
                 .live = true,
                 .visible_if = {"start", {kChainsGoOn}}});
  all.push_back({.key = "square_weight",
                 .label = "Weight of the squares",
                 .help = "How much the squares of all energies count in the loss, so that the energies stay near 0.",
                 .default_value = 0.01,
                 .minimum = 0,
                 .maximum = 10,
                 .step = 0.01,
                 .live = true});
  return all;
}

}  // namespace

const TaskType& energy_based_task() {
  using Tells = StoryLine::Tells;
  static const TaskType type{
      .id = "energy_based",
      .title = "Energy",
      .summary =
          "The network gives each point an energy, low where the samples are; chains that follow it make samples.",
      .formula = "min mean E(x) - mean E(chains) + a mean E^2, p(x) = exp(-E(x)) / Z",
      .use_when = "Without labels: to learn how samples are distributed, and to draw new ones.",
      .source =
          "Tieleman 2008; Du and Mordatch 2019; short runs: Nijkamp et al. 2019; Metropolis et al. 1953; MALA: Roberts "
          "and Tweedie 1996.",
      .params = energy_params(),
      .labels = false,
      .chooses_loss = false,
      .energy = EnergySource::output,
      .story = {{Tells::samples, "A batch of samples is drawn from the training data."},
                {Tells::forward, "Chains walk toward low energy; the network gives samples and chains their energy."},
                {Tells::loss, "The loss is the energy of the samples less that of the chains."},
                {Tells::backward, "Backward: the gradient says how each weight changes the loss."},
                {Tells::update, "The weights move: the samples' energy falls, that of the chains rises."}},
      .make = []() -> std::unique_ptr<Task> { return std::make_unique<EnergyBased>(); },
  };
  return type;
}

}  // namespace engine
