// Two networks against each other: a generator makes samples out of random numbers, a discriminator tells them from
// real ones. Both lie in one network, divided by a gate. The generator learns from the discriminator's gradient alone.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/ziggurat.h"
#include "engine/tasks/games.h"
#include "engine/tasks/gradient_penalty.h"
#include "engine/tasks/made_samples.h"
#include "engine/tasks/task.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

const char *const kDiscriminatorOnly = "discriminator", *const kGeneratorOnly = "generator";
constexpr uint64_t kLookSeed = 7;    // of the codes that are looked at, always the same
constexpr int64_t kMeasured = 1024;  // made samples of one measurement
constexpr size_t kQuantiles = 1024;
// Standard normal quantiles at (i + 1/2) / kQuantiles.
const std::array<double, kQuantiles>& normal_quantiles() {
  static const std::array<double, kQuantiles> table = [] {
    std::array<double, kQuantiles> q{};
    for (size_t i = 0; i < kQuantiles; ++i) {
      const double wanted = (static_cast<double>(i) + 0.5) / kQuantiles;
      double low = -6, high = 6;
      for (int k = 0; k < 60; ++k) {
        const double middle = (low + high) / 2;
        (std::erfc(-middle / std::sqrt(2.0)) / 2 < wanted ? low : high) = middle;
      }
      q[i] = low;
    }
    return q;
  }();
  return table;
}

class Adversarial final : public Task {
 public:
  void set_params(const Params& params) override {
    game_ = &game_of(get_text(params, "loss"));
    clip_ = get_double(params, "clip");
    slope_weight_ = get_double(params, "slope_penalty");
    latent_ = get_int(params, "latent");
    uniform_ = get_text(params, "latent_kind") == "uniform";
    judge_steps_ = get_int(params, "discriminator_steps");
    maker_steps_ = get_int(params, "generator_steps");
    judge_rate_ = get_double(params, "discriminator_rate");
    const std::string& who = get_text(params, "moves");
    judges_ = who != kGeneratorOnly;
    makes_ = who != kDiscriminatorOnly;
  }

  void only(NetworkPart part) override { only_ = part; }

  Result<TargetPlan> plan(const LossType&, const PreparedData& data, const Network& network) const override {
    if (data.tokens()) {
      return error("The samples are words, which no generator can come closer to step by step; choose other data.");
    }
    if (network.gate() < 0) {
      return error(
          "The network has no layer \"Real or made\" that every wire leads through; put one where the made sample is "
          "complete, with the generator in front of it and the discriminator behind.");
    }
    const auto at = [&](int node) { return network.spec().nodes[static_cast<size_t>(node)].id; };
    const NodeInfo& gate = network.info().nodes[static_cast<size_t>(network.gate())];
    if (!(*gate.output == data.input_shape)) {
      return error_at(at(network.gate()), "The generator makes samples of the shape {}, but the data has {}.",
                      gate.output->text(), data.input_shape.text());
    }
    if (network.output_shape().count() != 1) {
      return error_at(at(network.output_index()),
                      "The discriminator must end in one number, the verdict, but ends in {}; give its last layer 1 "
                      "unit.",
                      network.output_shape().text());
    }
    const NodeInfo& last = network.info().nodes[static_cast<size_t>(network.output_index())];
    if (!game_->bounded && last.type->output_range && std::isfinite(last.type->output_range(last.params).high)) {
      return error_at(at(network.output_index()),
                      "This loss wants a verdict without limits; give the discriminator's last layer the activation "
                      "Linear.");
    }
    TargetPlan plan;
    plan.coded = plan.answer_shape = data.input_shape;
    return plan;
  }

  int64_t rows_of(int64_t batch, const PreparedData&) const override { return 2 * batch; }

  void prepare(int64_t rows, const PreparedData& data, const Network& network) override {
    codes_.resize(network.max_rows(), network.input_shape());
    mixed_.resize(2 * rows, data.input_shape);
    room_.resize(network.max_rows(), data.input_shape);
    if (game_->penalises) slopes_.prepare(rows, network);
    made_.find_classes(data, room_.data());
    find_plane(data);
  }

  int phases(int64_t step) const override {
    const bool turn = !judges() || (step + 1) % judge_steps_ == 0;
    return (judges() ? 1 : 0) + (makes() && turn ? static_cast<int>(maker_steps_) : 0);
  }
  NetworkPart part(int phase) const override { return judging(phase) ? NetworkPart::behind : NetworkPart::front; }
  double rate_factor(NetworkPart part) const override { return part == NetworkPart::behind ? judge_rate_ : 1; }

  double learn(const TaskStep& s) override { return judging(s.phase) ? judge(s) : make(s); }

  void updated(Network& network, int phase) override {
    if (!judging(phase) || !game_->clips) return;
    for (size_t i = 0; i < network.spec().nodes.size(); ++i) {
      const int node = static_cast<int>(i);
      if (network.part_of(node) != NetworkPart::behind) continue;
      for (const NodeParameter& p : network.node_parameters(node)) {
        if (p.spec.trained) kernels::clip(network.parameters().data() + p.offset, Scalar(clip_), p.spec.shape.count());
      }
    }
  }

  ConstView look(Network& network, ConstView samples, Rng* rng) override {
    const Mode mode = rng ? Mode::training : Mode::evaluation;
    Rng own(kLookSeed);
    network.forward_part(NetworkPart::front, look_codes(samples, own), mode, rng);
    return network.forward_part(NetworkPart::behind, samples, mode, rng);
  }

  bool measure(Network& network, const PreparedData& data, Split split, Metrics& m) override;

 private:
  bool judges() const { return only_ == NetworkPart::whole ? judges_ : only_ == NetworkPart::behind; }
  bool makes() const { return only_ == NetworkPart::whole ? makes_ : only_ == NetworkPart::front; }
  bool judging(int phase) const { return judges() && phase == 0; }

  // Real and made samples are judged in one pass.
  double judge(const TaskStep& s) {
    const int64_t rows = s.batch.rows, numbers = s.batch.count();
    const ConstView made =
        s.network.forward_part(NetworkPart::front, draw_codes(rows, s.own_rng), Mode::training, &s.layer_rng);
    kernels::copy(mixed_.data(), made.data, numbers);
    kernels::copy(mixed_.data() + numbers, s.batch.data, numbers);
    double penalty = 0;
    if (game_->penalises) {
      penalty = slopes_.learn(s.network, s.batch, mixed_.data(), slope_weight_, s.d_output, s.own_rng);
    }
    const ConstView verdicts = s.network.forward_part(NetworkPart::behind, {mixed_.data(), 2 * rows, s.batch.shape},
                                                      Mode::training, &s.layer_rng);
    const double cost = price(game_->made, verdicts.data, rows, s.d_output) +
                        price(game_->real, verdicts.data + rows, rows, s.d_output + rows);
    s.network.backward_behind({s.d_output, 2 * rows, verdicts.shape}, true, false);
    if (game_->penalises) slopes_.add(s.network);
    return cost + penalty;
  }

  double make(const TaskStep& s) {
    const int64_t rows = s.batch.rows;
    const ConstView made =
        s.network.forward_part(NetworkPart::front, draw_codes(rows, s.own_rng), Mode::training, &s.layer_rng);
    const ConstView verdicts = s.network.forward_part(NetworkPart::behind, made, Mode::training, &s.layer_rng);
    const double cost = price(game_->passing, verdicts.data, rows, s.d_output);
    s.network.backward_behind({s.d_output, rows, verdicts.shape}, false, true);
    s.network.backward_front();
    return cost;
  }

  // Mean cost of so many verdicts, and its gradient unless null.
  static double price(Verdict (*of)(double), const Scalar* s, int64_t rows, Scalar* d) {
    double sum = 0;
    for (int64_t i = 0; i < rows; ++i) {
      const Verdict v = of(static_cast<double>(s[i]));
      sum += v.cost;
      if (d) d[i] = static_cast<Scalar>(v.slope / static_cast<double>(rows));
    }
    return rows > 0 ? sum / static_cast<double>(rows) : 0;
  }

  ConstView draw_codes(int64_t rows, Rng& rng) {
    for (Scalar& z : std::span(codes_.data(), static_cast<size_t>(rows * codes_.columns()))) {
      z = static_cast<Scalar>(uniform_ ? rng.uniform(-1, 1) : ziggurat_normal(rng));
    }
    return {codes_.data(), rows, codes_.shape()};
  }

  // With two numbers a code, points of the data's plane stand for the quantiles of the codes: pictures of the
  // generator's layers are then maps of all codes, and a grid of points gives codes as they are distributed.
  ConstView look_codes(ConstView samples, Rng& rng) {
    if (!plane_ || latent_ != 2) return draw_codes(samples.rows, rng);
    for (int64_t i = 0; i < samples.rows; ++i) {
      for (int k = 0; k < 2; ++k) {
        const double share = (static_cast<double>(samples.row(i)[k]) - low_[k]) / (high_[k] - low_[k]);
        const auto at = static_cast<size_t>(std::clamp(share * kQuantiles, 0.0, kQuantiles - 1.0));
        codes_.row(i)[k] = static_cast<Scalar>(uniform_ ? 2 * share - 1 : normal_quantiles()[at]);
      }
    }
    return {codes_.data(), samples.rows, codes_.shape()};
  }

  void find_plane(const PreparedData& data) {
    plane_ = data.plane() && data.range > 0 && data.input_shape == Shape{2};
    if (!plane_) return;
    const Scalar corners[2][2] = {{Scalar(data.low[0]), Scalar(data.low[1])},
                                  {Scalar(data.high[0]), Scalar(data.high[1])}};
    Scalar out[2];
    for (int side = 0; side < 2; ++side) {
      data.transform(corners[side], out);
      for (int k = 0; k < 2; ++k) (side == 0 ? low_ : high_)[k] = static_cast<double>(out[k]);
    }
    plane_ = high_[0] > low_[0] && high_[1] > low_[1];
  }

  const Game* game_ = nullptr;
  GradientPenalty slopes_;
  double clip_ = 0, slope_weight_ = 0, judge_rate_ = 1;
  bool uniform_ = false, plane_ = false, judges_ = true, makes_ = true;
  NetworkPart only_ = NetworkPart::whole;
  int64_t latent_ = 2, judge_steps_ = 1, maker_steps_ = 1;
  Tensor codes_, mixed_, room_;
  MadeSamples made_;
  double low_[2] = {0, 0}, high_[2] = {0, 0};
};

bool Adversarial::measure(Network& network, const PreparedData& data, Split split, Metrics& m) {
  m.samples = data.count(split);
  if (m.samples == 0) return true;
  const auto score = [&](ConstView verdicts) {
    double sum = 0;
    for (int64_t i = 0; i < verdicts.rows; ++i) sum += game_->score(static_cast<double>(verdicts.data[i]));
    return sum;
  };
  double real_cost = 0, made_cost = 0;
  made_.start();
  for (int64_t begin = 0; begin < m.samples; begin += network.max_rows()) {
    const int64_t rows = std::min(network.max_rows(), m.samples - begin);
    const ConstView real = data.samples(split, begin, rows, room_.data());
    made_.add_real(real);
    const ConstView verdicts = network.forward_part(NetworkPart::behind, real, Mode::evaluation);
    real_cost += price(game_->real, verdicts.data, rows, nullptr) * static_cast<double>(rows);
    m.real_score += score(verdicts);
  }
  Rng rng(kLookSeed);
  for (int64_t begin = 0; begin < kMeasured; begin += network.max_rows()) {
    const int64_t rows = std::min(network.max_rows(), kMeasured - begin);
    const ConstView made = network.forward_part(NetworkPart::front, draw_codes(rows, rng), Mode::evaluation);
    made_.add_made(made);
    const ConstView verdicts = network.forward_part(NetworkPart::behind, made, Mode::evaluation);
    made_cost += price(game_->made, verdicts.data, rows, nullptr) * static_cast<double>(rows);
    m.generator += price(game_->passing, verdicts.data, rows, nullptr) * static_cast<double>(rows);
    m.fake_score += score(verdicts);
  }
  m.real_score /= static_cast<double>(m.samples);
  m.fake_score /= kMeasured;
  m.generator /= kMeasured;
  m.loss = real_cost / static_cast<double>(m.samples) + made_cost / kMeasured;
  m.spread = made_.spread();
  m.offered = offer(MetricIndex::loss) | offer(MetricIndex::generator) | offer(MetricIndex::real_score) |
              offer(MetricIndex::fake_score) | offer(MetricIndex::spread);
  m.mode_count = made_.classes();
  if (m.mode_count > 0) m.offered |= offer(MetricIndex::modes);
  m.modes = static_cast<double>(made_.reached());
  return true;
}

}  // namespace

const TaskType& adversarial_task() {
  using Tells = StoryLine::Tells;
  constexpr int kGenerator = 0, kDiscriminator = 1;  // of the parts
  static const TaskType type{
      .id = "adversarial",
      .title = "Adversarial",
      .summary =
          "A generator makes samples out of random numbers, a discriminator tells them from real ones; each learns "
          "from the other.",
      .formula = "min_G max_D E log D(x) + E log(1 - D(G(z)))",
      .use_when = "To make samples like those of the data, without labels.",
      .source =
          "Goodfellow et al. 2014; least squares: Mao et al. 2017; Wasserstein: Arjovsky et al. 2017; slope "
          "penalty: Gulrajani et al. 2017.",
      .params = {{.key = "loss",
                  .label = "Game",
                  .help = "What both networks want: cross-entropy, least squares, or a distance between distributions.",
                  .default_value = std::string(kNonSaturating),
                  .choices = game_choices(),
                  .live = true},
                 {.key = "latent",
                  .label = "Numbers of a code",
                  .help = "How many random numbers the generator makes a sample of.",
                  .default_value = int64_t{2},
                  .minimum = 1,
                  .maximum = 512,
                  .step = 1},
                 {.key = "latent_kind",
                  .label = "Drawn from",
                  .help = "Standard normal, or even between -1 and 1.",
                  .default_value = std::string("normal"),
                  .choices = {{"normal", "Normal"}, {"uniform", "Uniform"}},
                  .live = true},
                 {.key = "moves",
                  .label = "Who learns",
                  .help = "Both in turn, or one of them while the other stands still: to see what each move does.",
                  .default_value = std::string("both"),
                  .choices = {{"both", "Both in turn"},
                              {kDiscriminatorOnly, "Discriminator only"},
                              {kGeneratorOnly, "Generator only"}},
                  .live = true},
                 {.key = "discriminator_steps",
                  .label = "Discriminator steps",
                  .help = "The generator moves only after so many moves of the discriminator.",
                  .default_value = int64_t{1},
                  .minimum = 1,
                  .maximum = 20,
                  .step = 1,
                  .live = true},
                 {.key = "generator_steps",
                  .label = "Generator steps",
                  .help = "How many moves the generator then makes.",
                  .default_value = int64_t{1},
                  .minimum = 1,
                  .maximum = 20,
                  .step = 1,
                  .live = true},
                 {.key = "discriminator_rate",
                  .label = "Rate factor",
                  .help = "The discriminator's learning rate, as a multiple of the generator's.",
                  .default_value = 1.0,
                  .minimum = 0.1,
                  .maximum = 10,
                  .logarithmic = true,
                  .live = true},
                 {.key = "clip",
                  .label = "Clip weights",
                  .help = "The discriminator's weights stay between minus this and this.",
                  .default_value = 0.01,
                  .minimum = 0.001,
                  .maximum = 1,
                  .logarithmic = true,
                  .live = true,
                  .visible_if = {"loss", {kWasserstein}}},
                 {.key = "slope_penalty",
                  .label = "Slope penalty",
                  .help = "How much the critic pays where its slope between real and made samples is not one. About 1 "
                          "for points, 10 for pictures.",
                  .default_value = 1.0,
                  .minimum = 0.1,
                  .maximum = 100,
                  .logarithmic = true,
                  .live = true,
                  .visible_if = {"loss", {kSlopeWasserstein}}}},
      .labels = false,
      .chooses_loss = false,
      .parts = {"Generator", "Discriminator"},
      .story = {{Tells::forward, "The generator makes samples out of random numbers.", kGenerator, kDiscriminator},
                {Tells::forward, "The discriminator judges real samples and made ones.", kDiscriminator,
                 kDiscriminator},
                {Tells::loss, "Its loss is high where it takes one for the other.", -1, kDiscriminator},
                {Tells::backward, "The gradient goes back through the discriminator, no further.", kDiscriminator,
                 kDiscriminator},
                {Tells::update, "The discriminator's weights move; the generator's stand still.", kDiscriminator,
                 kDiscriminator},
                {Tells::forward, "The generator makes new samples, and the discriminator judges them.", -1, kGenerator},
                {Tells::loss, "The generator's loss is high where its samples are seen through.", -1, kGenerator},
                {Tells::backward, "The gradient comes through the discriminator to the made samples: the arrows.",
                 kDiscriminator, kGenerator},
                {Tells::backward, "It goes on through the generator to each of its weights.", kGenerator, kGenerator},
                {Tells::update, "The generator's weights move; the discriminator's stand still.", kGenerator,
                 kGenerator}},
      .input_shape = [](const Params& params, const Shape&) { return Shape{get_int(params, "latent")}; },
      .make = []() -> std::unique_ptr<Task> { return std::make_unique<Adversarial>(); },
  };
  return type;
}

}  // namespace engine
