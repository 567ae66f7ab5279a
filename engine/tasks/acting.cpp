#include "engine/tasks/acting.h"

#include <algorithm>
#include <utility>

namespace engine {
namespace {

constexpr uint64_t kMeasureSeed = 11;

}  // namespace

void Acting::set_params(const Params& params) {
  gamma_ = get_double(params, "gamma");
  measured_count_ = get_int(params, "measured");
}

Result<TargetPlan> Acting::plan(const LossType&, const PreparedData& data, const Network& network) const {
  if (!data.raw.world) {
    return error("This way of training acts in a world, but the data is none; choose one of the worlds under Data.");
  }
  const int64_t wanted = static_cast<int64_t>(data.raw.world->type->actions.size()) + (critic() ? 1 : 0);
  const int64_t given = network.output_shape().count();
  const std::string& last = network.spec().nodes[static_cast<size_t>(network.output_index())].id;
  if (given != wanted && critic()) {
    return error_at(last,
                    "The network ends in {} numbers, but needs {}: a score for each action, and what the state is "
                    "worth.",
                    given, wanted);
  }
  if (given != wanted) {
    return error_at(last, "The network ends in {} numbers, but needs {}: what each action is worth.", given, wanted);
  }
  TargetPlan plan;
  plan.answers.elements = wanted;
  plan.answer_shape = plan.coded = Shape{wanted};
  return plan;
}

void Acting::prepare(int64_t, const PreparedData& data, const Network& network) {
  const bool other = world_ != data.raw.world;
  world_ = data.raw.world;
  data_ = &data;
  actions_ = static_cast<int64_t>(world_->type->actions.size());
  raw_.resize(static_cast<size_t>(data.raw.inputs.columns()));
  seen_.resize(network.max_rows(), network.input_shape());
  if (other || static_cast<int64_t>(measured_.size()) != measured_count_) {
    measured_.clear();
    measured_.reserve(static_cast<size_t>(measured_count_));
    for (int64_t i = 0; i < measured_count_; ++i) measured_.emplace_back(*world_);
    measured_rng_.resize(measured_.size());
    active_.reserve(measured_.size());
  }
  if (other) {
    places_.clear();
    for (int64_t i = 0; i < worlds(); ++i) places_.emplace_back(*world_);
    start_again(network);
  }
}

void Acting::start_again(const Network&) {
  for (Place& place : places_) place.running = false;
  report_ = {};
  report_.returns.assign(ActingReport::kReturns, 0.0f);
  lengths_.assign(static_cast<size_t>(ActingReport::kMean), 0.0f);
  last_loss_ = 0;
}

void Acting::keep(CheckpointExchange& x) {
  ActingReport& r = report_;
  x.count("task.steps", r.steps);
  x.count("task.episodes", r.episodes);
  x.numbers("task.returns", std::span<float>(r.returns));
  x.numbers("task.lengths", std::span<float>(lengths_));
  const std::pair<const char*, double*> means[] = {
      {"mean_return", &r.mean_return}, {"mean_length", &r.mean_length}, {"epsilon", &r.epsilon}};
  for (const auto& [name, value] : means) x.numbers(std::string("task.") + name, std::span<double>(value, 1));
  // Of the last step, which may be the one that diverged.
  const std::pair<const char*, double*> last[] = {
      {"td_error", &r.td_error}, {"entropy", &r.entropy}, {"loss", &last_loss_}};
  for (const auto& [name, value] : last) x.number(std::string("task.") + name, *value);
  for (size_t i = 0; i < places_.size(); ++i) {
    const std::string name = "task.world" + std::to_string(i + 1);
    x.flag(name + ".running", places_[i].running);
    if (places_[i].running) places_[i].episode.exchange(x, name);
  }
}

void Acting::look(const Episode& episode, Scalar* seen) {
  episode.observe(raw_.data());
  data_->transform(raw_.data(), seen);
}

void Acting::see(Place& place, Rng& rng, Scalar* seen) {
  if (!place.running) place.episode.start(rng);
  place.running = true;
  look(place.episode, seen);
}

Episode::Outcome Acting::act(Place& place, int action, Rng& rng, Scalar* seen) {
  const Episode::Outcome now = place.episode.step(action, rng);
  ++report_.steps;
  look(place.episode, seen);
  if (!now.over()) return now;
  place.running = false;
  end_episode(place.episode);
  return now;
}

void Acting::end_episode(const Episode& episode) {
  const int64_t at = report_.episodes++;
  report_.returns[static_cast<size_t>(at) % ActingReport::kReturns] = static_cast<float>(episode.total());
  lengths_[static_cast<size_t>(at % ActingReport::kMean)] = static_cast<float>(episode.steps());
  const int64_t count = std::min(report_.episodes, ActingReport::kMean);
  double total = 0, steps = 0;
  for (int64_t i = 0; i < count; ++i) {
    total += static_cast<double>(report_.returns[static_cast<size_t>(at - i) % ActingReport::kReturns]);
    steps += static_cast<double>(lengths_[static_cast<size_t>((at - i) % ActingReport::kMean)]);
  }
  report_.mean_return = total / static_cast<double>(count);
  report_.mean_length = steps / static_cast<double>(count);
}

int Acting::greedy(const Scalar* outputs) const {
  return static_cast<int>(std::max_element(outputs, outputs + actions_) - outputs);
}

bool Acting::measure(Network& network, const PreparedData&, Split split, Metrics& m) {
  m.offered = offer(MetricIndex::episode_return) | offer(MetricIndex::episode_length);
  if (split == Split::train) {
    m.offered |= offer(MetricIndex::loss);
    m.samples = std::max<int64_t>(1, std::min(report_.episodes, ActingReport::kMean));
    m.loss = last_loss_;
    m.episode_return = report_.mean_return;
    m.episode_length = report_.mean_length;
    return true;
  }
  if (split == Split::test) return true;
  active_.clear();
  for (size_t i = 0; i < measured_.size(); ++i) {
    measured_rng_[i] = Rng(kMeasureSeed, i);
    measured_[i].episode.start(measured_rng_[i]);
    active_.push_back(static_cast<int32_t>(i));
  }
  while (!active_.empty()) {
    size_t kept = 0;
    for (size_t begin = 0; begin < active_.size();) {
      const auto rows = std::min<int64_t>(network.max_rows(), static_cast<int64_t>(active_.size() - begin));
      for (int64_t i = 0; i < rows; ++i) {
        look(measured_[static_cast<size_t>(active_[begin + static_cast<size_t>(i)])].episode, seen_.row(i));
      }
      const ConstView answers = network.forward({seen_.data(), rows, network.input_shape()}, Mode::evaluation);
      for (int64_t i = 0; i < rows; ++i) {
        const int32_t which = active_[begin + static_cast<size_t>(i)];
        const auto at = static_cast<size_t>(which);
        if (!measured_[at].episode.step(greedy(answers.row(i)), measured_rng_[at]).over()) active_[kept++] = which;
      }
      begin += static_cast<size_t>(rows);
    }
    active_.resize(kept);
  }
  m.samples = static_cast<int64_t>(measured_.size());
  for (Place& place : measured_) {
    m.episode_return += place.episode.total() / static_cast<double>(m.samples);
    m.episode_length += static_cast<double>(place.episode.steps()) / static_cast<double>(m.samples);
  }
  m.loss = -m.episode_return;
  return true;
}

ParamSpec gamma_param() {
  return {.key = "gamma",
          .label = "Discount",
          .help = "What a reward is worth when it comes one step later.",
          .default_value = 0.99,
          .minimum = 0,
          .maximum = 1,
          .step = 0.01,
          .live = true};
}

ParamSpec measured_param() {
  return {.key = "measured",
          .label = "Episodes to measure",
          .help = "How many episodes the greedy policy plays at the end of an epoch; they are the validation.",
          .default_value = int64_t{100},
          .minimum = 1,
          .maximum = 500,
          .step = 1,
          .live = true};
}

}  // namespace engine
