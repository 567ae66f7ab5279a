// Deep Q-learning: the network says what each action is worth. It acts, keeps what it met, and learns from transitions
// drawn from there, toward values that a copy of it, renewed now and then, gives to what came next.
//   y = r + gamma Q'(s', argmax_a Q(s', a))   (double; else the maximum of Q'),   y = r where the world came to an end
#include <algorithm>

#include "engine/core/check.h"
#include "engine/tasks/replay.h"
#include "engine/tasks/value_task.h"

namespace engine {
namespace {

class Dqn final : public ValueTask {
 public:
  void set_params(const Params& params) override {
    ValueTask::set_params(params);
    double_ = get_bool(params, "double");
    room_ = get_int(params, "replay");
    warm_up_ = get_int(params, "warm_up");
    steps_ = get_int(params, "steps");
    target_every_ = get_int(params, "target_every");
  }

  void prepare(int64_t rows, const PreparedData& data, const Network& network) override {
    if (!target_ || target_->max_rows() != network.max_rows()) {
      Network::Options options;
      options.max_rows = network.max_rows();
      auto copy = Network::compile(network.spec(), network.input_shape(), options);
      CHECK(copy.ok(), "a copy of a network that runs");
      target_ = std::move(*copy);
      renew(network);
    }
    target_->take_masks(network);
    rows_ = rows;
    replay_.prepare(room_, network.input_shape());
    for (Tensor* t : {&batch_.before, &batch_.after}) t->resize(rows, network.input_shape());
    targets_.resize(static_cast<size_t>(rows));
    Acting::prepare(rows, data, network);
    report().replay_room = room_;
  }

  void start_again(const Network& network) override {
    ValueTask::start_again(network);
    replay_.clear();
    updates_ = 0;
    renew(network);
    report().replay_room = room_;
  }

  void keep(CheckpointExchange& x) override {
    ValueTask::keep(x);
    replay_.exchange(x, "task.replay", actions());
    report().replay_size = replay_.size();
    x.count("task.updates", updates_);
    x.parameters("target.", *target_, NetworkPart::whole, target_->parameters().data());
  }

  void gather(const TaskStep& s) override {
    while (replay_.size() < std::min(room_, warm_up_)) remember(s, 1);
    for (int64_t i = 0; i < steps_; ++i) remember(s, epsilon(report().steps - warm_up_));
  }

  double learn(const TaskStep& s) override {
    const int64_t rows = rows_;
    replay_.draw(rows, s.own_rng, batch_);
    const Shape& shape = s.network.input_shape();
    const ConstView after{batch_.after.data(), rows, shape};
    const ConstView values = target_->forward(after, Mode::evaluation);
    const ConstView chooser = double_ ? s.network.forward(after, Mode::evaluation) : values;
    td_targets(chooser, values, batch_.reward, batch_.terminated, gamma(), targets_);
    return toward(s, {batch_.before.data(), rows, shape}, batch_.action, targets_);
  }

  void updated(Network& network, int) override {
    if (++updates_ % target_every_ == 0) renew(network);
  }

 private:
  void renew(const Network& network) {
    if (target_) std::copy(network.parameters().begin(), network.parameters().end(), target_->parameters().begin());
  }

  // One step in the world, kept.
  void remember(const TaskStep& s, double epsilon) {
    const Move move = meet(s, epsilon, replay_.before(), replay_.after());
    replay_.add(move.action, move.outcome.reward, move.outcome.terminated);
    report().replay_size = replay_.size();
  }

  bool double_ = true;
  int64_t rows_ = 1, room_ = 1, warm_up_ = 0, steps_ = 1, target_every_ = 1, updates_ = 0;
  std::unique_ptr<Network> target_;
  Replay replay_;
  Replay::Batch batch_;
  std::vector<double> targets_;
};

std::vector<ParamSpec> params() {
  return value_params(
      "huber",
      {{.key = "double",
        .label = "Double",
        .help = "The network chooses the next action, its copy says what that is worth; else the copy does both and "
                "overrates.",
        .default_value = true,
        .live = true},
       {.key = "replay",
        .label = "Replay buffer",
        .help = "How many transitions are kept to learn from.",
        .default_value = int64_t{10000},
        .minimum = 100,
        .maximum = 50000,
        .logarithmic = true},
       {.key = "warm_up",
        .label = "Random steps first",
        .help = "Transitions in the replay buffer before the first update.",
        .default_value = int64_t{500},
        .minimum = 1,
        .maximum = 10000,
        .logarithmic = true,
        .live = true},
       {.key = "steps",
        .label = "Steps for an update",
        .help = "Steps in the world between two updates.",
        .default_value = int64_t{1},
        .minimum = 1,
        .maximum = 64,
        .step = 1,
        .live = true},
       {.key = "target_every",
        .label = "Renew the copy",
        .help = "Updates after which the target network becomes a copy of the network.",
        .default_value = int64_t{250},
        .minimum = 1,
        .maximum = 10000,
        .logarithmic = true,
        .live = true}});
}

}  // namespace

const TaskType& dqn_task() {
  using Tells = StoryLine::Tells;
  static const TaskType type{
      .id = "dqn",
      .title = "Deep Q-network",
      .summary = "Acts in a world and learns what each action is worth, from transitions that it remembers.",
      .formula = "min E L(Q(s, a) - r - gamma Q'(s', argmax_a Q(s', a)))",
      .use_when = "In a world with few actions, when every step in it is dear.",
      .source = "Mnih et al. 2015; double: van Hasselt, Guez and Silver 2016.",
      .params = params(),
      .labels = false,
      .chooses_loss = false,
      .acts = true,
      .story = {{Tells::acting, "The agent acts: what is worth most, or at random for the share epsilon."},
                {Tells::memory, "What it met goes into the replay buffer: state, action, reward, next state."},
                {Tells::samples, "A batch is drawn from the replay buffer."},
                {Tells::loss,
                 "TD error: what the action was worth, against the reward and what the target network expects next."},
                {Tells::backward, "Backward: the gradient says how each weight changes the loss."},
                {Tells::update, "The optimizer moves each weight so that the loss falls."}},
      .make = []() -> std::unique_ptr<Task> { return std::make_unique<Dqn>(); },
  };
  return type;
}

}  // namespace engine
