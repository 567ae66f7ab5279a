// Restricted Boltzmann machines: each learns to make what comes into it more probable than what it makes up itself, by
// a few rounds of Gibbs sampling from the samples (contrastive divergence) or from chains that go on for ever
// (persistent).
#include <algorithm>
#include <optional>
#include <utility>

#include "engine/core/ziggurat.h"
#include "engine/tasks/boltzmann.h"
#include "engine/tasks/chains.h"
#include "engine/tasks/task.h"
#include "engine/tensor/kernels/elementwise.h"
#include "engine/tensor/kernels/gemm.h"

namespace engine {
namespace {

// A number of the training samples that is no probability, if there is one. Scaled samples of the other parts may lie a
// little outside.
std::optional<double> outside_unit(const PreparedData& data) {
  Tensor room(1, data.input_shape);
  for (int64_t row = 0; row < std::min(kSamplesLookedAt, data.count(Split::train)); ++row) {
    for (const Scalar x : data.samples(Split::train, row, 1, room.data()).span()) {
      if (!(x >= 0 && x <= 1)) return static_cast<double>(x);
    }
  }
  return std::nullopt;
}

const std::string& id_of(const Network& network, int node) {
  return network.spec().nodes[static_cast<size_t>(node)].id;
}

std::string title_of(const Network& network, int node) {
  const NodeTitle t = node_title(network.spec(), id_of(network, node));
  return t.number > 0 ? t.title + " " + std::to_string(t.number) : t.title;
}

class ContrastiveDivergence final : public Task {
 public:
  void set_params(const Params& params) override {
    rounds_ = get_int(params, "steps");
    persistent_ = get_text(params, "start") == kChainsGoOn;
    wanted_ = get_int(params, "chains");
    draws_ = get_bool(params, "draw");
  }

  Result<TargetPlan> plan(const LossType&, const PreparedData& data, const Network& network) const override;
  void prepare(int64_t rows, const PreparedData& data, const Network& network) override;
  void start_again(const Network&) override {
    for (Machine& m : machines_) begin(m);
  }
  void keep(CheckpointExchange& state) override {
    for (Machine& m : machines_) {
      if (persistent_) state.numbers("task.chains." + m.id, Shape{m.chains.rows(), m.at.visible}, m.chains.data());
    }
  }

  double learn(const TaskStep& s) override {
    s.network.forward(s.batch, Mode::training, &s.layer_rng);
    double error = 0;
    for (Machine& m : machines_) {
      if (!m.learns) continue;
      const Boltzmann machine = m.at.machine(s.network.parameters());
      const ConstView input = s.network.activation(m.at.source);
      error += rebuilt(machine, input, s.network.activation(m.at.node)) / learning_;
      if (!s.network.frozen(m.at.node)) move(m, machine, input, s);
    }
    return error;
  }

  bool measure(Network& network, const PreparedData& data, Split split, Metrics& metrics) override;
  ConstView chains() const override {
    return machines_.empty() ? ConstView() : std::as_const(machines_.front().chains).view();
  }

 private:
  struct Machine {
    BoltzmannNode at;
    std::string id;
    bool learns = true;
    Tensor chains;  // [chains, visible]; starting from the data: where the last batch has come to
  };

  // Noise, the same every time.
  static void begin(Machine& m) {
    Rng rng(kChainSeed, static_cast<uint64_t>(m.at.node));
    for (Scalar& x : m.chains.span()) x = static_cast<Scalar>(m.at.gaussian ? ziggurat_normal(rng) : rng.below(2));
  }

  // Mean squared error of what the hidden units, as probable as they are, make up again.
  double rebuilt(const Boltzmann& machine, ConstView input, ConstView hidden) {
    machine.visible_given(hidden.data, input.rows, visible_.data());
    double sum = 0;
    for (int64_t i = 0; i < input.count(); ++i) {
      const double off = static_cast<double>(visible_.data()[i]) - static_cast<double>(input.data[i]);
      sum += off * off;
    }
    return sum / static_cast<double>(input.count());
  }

  // dW = <h v>_model - <h v>_data with the probabilities of h, and the same of c and b.
  void move(Machine& m, const Boltzmann& machine, ConstView input, const TaskStep& s) {
    kernels::copy(visible_.data(), input.data, input.count());
    if (draws_ && !machine.gaussian) machine.draw_visible(visible_.data(), input.rows, s.own_rng);
    if (!persistent_) {
      m.chains.resize(input.rows, Shape{machine.visible});
      kernels::copy(m.chains.data(), visible_.data(), input.count());
    }
    const int64_t rows = m.chains.rows();
    for (int64_t k = 0; k < rounds_; ++k) machine.round(m.chains.data(), rows, hidden_.data(), s.own_rng);
    const auto put = [&](const Scalar* v, int64_t n, Scalar share, Scalar beta) {
      Scalar* to = s.network.gradients().data();
      machine.hidden_given(v, n, hidden_.data());
      kernels::scale(hidden_.data(), share, n * machine.hidden);
      kernels::gemm(true, false, machine.hidden, machine.visible, n, hidden_.data(), machine.hidden, v, machine.visible,
                    beta, to + m.at.weight, machine.visible);
      kernels::sum_rows(to + m.at.bias, hidden_.data(), n, machine.hidden, beta);
      kernels::sum_rows(sums_.data(), v, n, machine.visible);
      if (beta == 0) kernels::fill(to + m.at.visible_bias, 0, machine.visible);
      kernels::axpy(to + m.at.visible_bias, share, sums_.data(), machine.visible);
    };
    put(visible_.data(), input.rows, Scalar(-1) / static_cast<Scalar>(input.rows), 0);
    put(m.chains.data(), rows, Scalar(1) / static_cast<Scalar>(rows), 1);
  }

  // Sums of the free energies of the machines that learn, the mean over the first `count` samples of a part.
  struct Sums {
    double error = 0, energy = 0;
  };
  Sums sum(Network& network, const PreparedData& data, Split split, int64_t count);

  int64_t rounds_ = 1, wanted_ = 64;
  bool persistent_ = false, draws_ = true, were_persistent_ = false;
  double learning_ = 1;  // machines that learn
  std::vector<Machine> machines_;
  Tensor visible_, hidden_, sums_, room_;
};

// What comes into a machine with visible units that are 0 or 1 must be probabilities.
Status suits(const Network& network, const BoltzmannNode& machine, const PreparedData& data) {
  int node = machine.source;
  while (true) {
    const NodeInfo& info = network.info().nodes[static_cast<size_t>(node)];
    if (info.type->output_range) {
      const ValueRange range = info.type->output_range(info.params);
      if (range.low >= 0 && range.high <= 1) return {};
      return error_at(id_of(network, machine.node),
                      "The visible units are 0 or 1, but {} gives other numbers; choose normal visible units.",
                      title_of(network, node));
    }
    const auto wire =
        std::ranges::find_if(network.spec().edges, [&](const EdgeSpec& e) { return e.to == id_of(network, node); });
    if (wire == network.spec().edges.end()) break;
    node = network.find(wire->from);
  }
  const std::optional<double> wrong = outside_unit(data);
  if (!wrong) return {};
  return error_at(id_of(network, machine.node),
                  "The visible units are 0 or 1, but the samples hold {}; choose normal visible units, or bring the "
                  "samples between 0 and 1 in the preparation.",
                  fmt::format("{:.3g}", *wrong));
}

Result<TargetPlan> ContrastiveDivergence::plan(const LossType&, const PreparedData& data,
                                               const Network& network) const {
  if (data.tokens()) {
    return error("The samples are words, which are no numbers that units could have; choose other data.");
  }
  const std::vector<BoltzmannNode> found = boltzmann_nodes(network);
  if (found.empty()) {
    return error_at(id_of(network, network.output_index()),
                    "Contrastive divergence teaches machines that model their input, but the network has none; put an "
                    "RBM in place of its layers.");
  }
  for (size_t i = 0; i < network.spec().nodes.size(); ++i) {
    const int node = static_cast<int>(i);
    const LayerType& type = *network.info().nodes[i].type;
    const bool learns = !type.models_input && !network.frozen(node) && !network.node_parameters(node).empty();
    if (!learns) continue;
    return error_at(id_of(network, node),
                    "{} does not learn by contrastive divergence; remove or freeze it, or put an RBM in its place.",
                    title_of(network, node));
  }
  for (const BoltzmannNode& machine : found) {
    if (machine.gaussian) continue;
    if (Status status = suits(network, machine, data); !status) return status.error();
  }
  TargetPlan plan;
  plan.answers.elements = network.output_shape().count();
  plan.coded = plan.answer_shape = data.input_shape;
  return plan;
}

// What the chains have come to stays as long as they keep their number and size.
void ContrastiveDivergence::prepare(int64_t rows, const PreparedData& data, const Network& network) {
  std::vector<BoltzmannNode> found = boltzmann_nodes(network);
  const int64_t chains = persistent_ ? wanted_ : rows;
  int64_t visible = 1, hidden = 1;
  machines_.resize(found.size());
  learning_ = 0;
  for (size_t i = 0; i < found.size(); ++i) {
    Machine& m = machines_[i];
    m.at = std::move(found[i]);
    m.id = id_of(network, m.at.node);
    m.learns = !network.frozen(m.at.node);
    learning_ += m.learns ? 1 : 0;
    visible = std::max(visible, m.at.visible);
    hidden = std::max(hidden, m.at.hidden);
    const bool other = were_persistent_ != persistent_ || m.chains.columns() != m.at.visible ||
                       (persistent_ ? m.chains.rows() != chains : m.chains.rows() == 0);
    if (!other) continue;
    m.chains.resize(chains, Shape{m.at.visible});
    begin(m);
  }
  were_persistent_ = persistent_;
  if (learning_ == 0) {  // all are frozen: shown as they are
    for (Machine& m : machines_) m.learns = true;
    learning_ = static_cast<double>(machines_.size());
  }
  const int64_t most = std::max({rows, chains, network.max_rows()});
  visible_.resize(most, Shape{visible});
  hidden_.resize(most, Shape{hidden});
  sums_.resize(1, Shape{visible});
  room_.resize(network.max_rows(), data.input_shape);
}

ContrastiveDivergence::Sums ContrastiveDivergence::sum(Network& network, const PreparedData& data, Split split,
                                                       int64_t count) {
  Sums sums;
  for (int64_t begin = 0; begin < count; begin += network.max_rows()) {
    const int64_t rows = std::min(network.max_rows(), count - begin);
    const double share = static_cast<double>(rows) / static_cast<double>(count);
    network.forward(data.samples(split, begin, rows, room_.data()), Mode::evaluation);
    for (const Machine& m : machines_) {
      if (!m.learns) continue;
      const Boltzmann machine = m.at.machine(network.parameters());
      const ConstView input = network.activation(m.at.source);
      sums.error += share * rebuilt(machine, input, network.activation(m.at.node)) / learning_;
      sums.energy += share * machine.free_energy(input.data, rows, hidden_.data());
    }
  }
  return sums;
}

bool ContrastiveDivergence::measure(Network& network, const PreparedData& data, Split split, Metrics& m) {
  m.samples = data.count(split);
  if (m.samples == 0) return true;
  const Sums own = sum(network, data, split, m.samples);
  m.loss = own.error;
  m.energy = own.energy;
  for (const Machine& machine : machines_) {
    if (!machine.learns) continue;
    m.chain_energy += machine.at.machine(network.parameters())
                          .free_energy(machine.chains.data(), machine.chains.rows(), hidden_.data());
  }
  m.offered = offer(MetricIndex::loss) | offer(MetricIndex::energy) | offer(MetricIndex::chain_energy);
  const int64_t compared = compared_samples(data, split);
  if (split == Split::train || compared == 0) return true;
  m.energy_gap = own.energy - sum(network, data, Split::train, compared).energy;
  m.offered |= offer(MetricIndex::energy_gap);
  return true;
}

}  // namespace

const TaskType& contrastive_divergence_task() {
  using Tells = StoryLine::Tells;
  static const TaskType type{
      .id = "contrastive_divergence",
      .title = "Contrastive divergence",
      .summary = "A restricted Boltzmann machine learns to make up samples like those of the data by Gibbs sampling.",
      .formula = "dW = <h v^T>_data - <h v^T>_model",
      .use_when = "For an RBM, without labels: to learn features and to make new samples.",
      .source = "Hinton 2002; persistent chains: Tieleman 2008; free energies compared: Hinton 2010, section 6.",
      .params = {{.key = "steps",
                  .label = "Gibbs rounds",
                  .help =
                      "How many times hidden and visible units are drawn in turn before the chain is looked at: the "
                      "k of CD-k.",
                  .default_value = int64_t{1},
                  .minimum = 1,
                  .maximum = 100,
                  .step = 1,
                  .live = true},
                 {.key = "start",
                  .label = "Chains start",
                  .help = "At the samples of each batch (CD), or where they were in the step before (persistent, PCD).",
                  .default_value = std::string(kChainsFromData),
                  .choices = {{kChainsFromData, "At the samples"}, {kChainsGoOn, "Go on"}},
                  .live = true},
                 {.key = "chains",
                  .label = "Chains",
                  .help = "How many chains go on through all of training: the fantasy particles.",
                  .default_value = int64_t{64},
                  .minimum = 1,
                  .maximum = 1024,
                  .step = 1,
                  .live = true,
                  .visible_if = {"start", {kChainsGoOn}}},
                 {.key = "draw",
                  .label = "Draw the samples",
                  .help =
                      "Numbers between 0 and 1 are the chances of a 1, drawn anew for each batch. Otherwise they are "
                      "taken as they are.",
                  .default_value = true,
                  .live = true}},
      .labels = false,
      .chooses_loss = false,
      .energy = EnergySource::units,
      .story = {{Tells::samples, "A batch of samples is drawn; they are put on the visible units."},
                {Tells::forward, "The hidden units answer with their probabilities."},
                {Tells::loss, "Gibbs rounds draw hidden and visible units in turn; shown: how well samples come back."},
                {Tells::backward, "What occurs together in the samples, less what occurs together in the chains."},
                {Tells::update, "The weights move: the samples become more probable, the chains' states less."}},
      .make = []() -> std::unique_ptr<Task> { return std::make_unique<ContrastiveDivergence>(); },
  };
  return type;
}

}  // namespace engine
