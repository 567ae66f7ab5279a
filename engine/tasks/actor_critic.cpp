// Advantage actor-critic: several worlds are played for a few steps each, then policy and value learn from how much
// better it went than the value said. Generalised advantages, backwards from the last step:
//   delta_t = r_t + gamma V(s_t+1) - V(s_t),   A_t = delta_t + gamma lambda A_t+1,   R_t = A_t + V(s_t)
// The value of a state behind the end of the world is 0; behind a cut it is V of what was seen last.
#include <algorithm>

#include "engine/tasks/policy_task.h"

namespace engine {
namespace {

class ActorCritic final : public PolicyTask {
 public:
  void set_params(const Params& params) override {
    PolicyTask::set_params(params);
    lambda_ = get_double(params, "lambda");
    worlds_ = get_int(params, "worlds");
  }

  int64_t rows_of(int64_t batch, const PreparedData&) const override { return std::max(batch, worlds_); }

  void prepare(int64_t rows, const PreparedData& data, const Network& network) override {
    steps_ = std::max<int64_t>(1, rows / worlds_);
    make_room(steps_ * worlds_, network);
    after_.resize(worlds_, network.input_shape());
    outcomes_.resize(static_cast<size_t>(steps_ * worlds_));
    next_.resize(outcomes_.size());
    over_.resize(outcomes_.size());
    Acting::prepare(rows, data, network);
  }

  void gather(const TaskStep& s) override {
    for (int64_t t = 0; t < steps_; ++t) play(s, t);
  }

  double learn(const TaskStep& s) override {
    const ConstView last =
        s.network.forward({see_all(s, after_.data()), worlds_, s.network.input_shape()}, Mode::evaluation);
    for (int64_t w = 0; w < worlds_; ++w) {
      const Episode::Outcome& end = outcomes_[at(steps_ - 1, w)];
      if (!end.over()) next_[at(steps_ - 1, w)] = static_cast<double>(last.row(w)[actions()]);
    }
    for (size_t i = 0; i < over_.size(); ++i) over_[i] = outcomes_[i].over();
    generalised_advantages({reward_, value_, next_, over_, static_cast<size_t>(worlds_)}, gamma(), lambda_, advantage_,
                           returns_);
    return update(s, steps_ * worlds_);
  }

 private:
  int64_t worlds() const override { return worlds_; }
  size_t at(int64_t step, int64_t world) const { return static_cast<size_t>(step * worlds_ + world); }

  const Scalar* see_all(const TaskStep& s, Scalar* room) {
    for (Place& place : places()) {
      see(place, s.own_rng, room);
      room += s.network.input_shape().count();
    }
    return room - worlds_ * s.network.input_shape().count();
  }

  // One step in each world.
  void play(const TaskStep& s, int64_t t) {
    const Shape& shape = s.network.input_shape();
    const int64_t first = t * worlds_;
    see_all(s, seen_.row(first));
    const ConstView output = s.network.forward({seen_.row(first), worlds_, shape}, Mode::evaluation);
    for (int64_t w = 0; w < worlds_; ++w) {
      const auto i = at(t, w);
      action_[i] = draw_action(output.row(w), actions(), s.own_rng);
      value_[i] = static_cast<double>(output.row(w)[actions()]);
      if (t > 0 && !outcomes_[at(t - 1, w)].over()) next_[at(t - 1, w)] = value_[i];
    }
    for (int64_t w = 0; w < worlds_; ++w) {
      const auto i = at(t, w);
      outcomes_[i] = act(places()[static_cast<size_t>(w)], action_[i], s.own_rng, after_.row(w));
      reward_[i] = outcomes_[i].reward;
      next_[i] = 0;
      if (outcomes_[i].cut_off) {
        next_[i] =
            static_cast<double>(s.network.forward({after_.row(w), 1, shape}, Mode::evaluation).row(0)[actions()]);
      }
    }
  }

  double lambda_ = 0.95;
  int64_t worlds_ = 8, steps_ = 1;
  Tensor after_;  // [worlds, input shape]
  std::vector<Episode::Outcome> outcomes_;
  std::vector<double> next_;  // value of what came next
  std::vector<uint8_t> over_;
};

}  // namespace

const TaskType& actor_critic_task() {
  using Tells = StoryLine::Tells;
  static const TaskType type{
      .id = "actor_critic",
      .title = "Actor-critic",
      .summary = "Acts in several worlds at once; what went better than the value said becomes more likely.",
      .formula = "min E [-A log p(a | s)] + w (V(s) - R)^2 - b H(p)",
      .use_when = "When steps in the world are cheap; learns a policy and its value together.",
      .source = "Mnih et al. 2016 (A2C); generalised advantages: Schulman et al. 2016.",
      .params = policy_params({{.key = "lambda",
                                .label = "Lambda",
                                .help = "1: advantages by what was truly got; 0: by one step and the value.",
                                .default_value = 0.95,
                                .minimum = 0,
                                .maximum = 1,
                                .step = 0.01,
                                .live = true},
                               {.key = "worlds",
                                .label = "Worlds at once",
                                .help = "Each is played for its part of the batch.",
                                .default_value = int64_t{8},
                                .minimum = 1,
                                .maximum = 64,
                                .step = 1}}),
      .labels = false,
      .chooses_loss = false,
      .acts = true,
      .critic = true,
      .story = {{Tells::acting, "Some steps are played in every world; actions are drawn by their probabilities."},
                {Tells::loss,
                 "An action that went better than the value said is to become more likely; the value learns too."},
                {Tells::backward, "Backward: the gradient says how each weight changes the loss."},
                {Tells::update, "The optimizer moves each weight so that the loss falls."}},
      .make = []() -> std::unique_ptr<Task> { return std::make_unique<ActorCritic>(); },
  };
  return type;
}

}  // namespace engine
