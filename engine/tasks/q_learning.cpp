// Q-learning as it was first: after every step the value of the action taken moves toward what followed. With one input
// for each state and one layer without bias the weights are the table, and SGD is its rule:
//   Q(s, a) += rate (r + gamma max_a Q(s', a) - Q(s, a))
#include "engine/tasks/value_task.h"

namespace engine {
namespace {

class QLearning final : public ValueTask {
 public:
  void prepare(int64_t rows, const PreparedData& data, const Network& network) override {
    rows_ = rows;
    before_.resize(rows, network.input_shape());
    after_.resize(rows, network.input_shape());
    for (std::vector<double>* list : {&reward_, &targets_}) list->resize(static_cast<size_t>(rows));
    for (std::vector<int32_t>* list : {&taken_, &terminated_}) list->resize(static_cast<size_t>(rows));
    Acting::prepare(rows, data, network);
  }

  void gather(const TaskStep& s) override {
    for (int64_t i = 0; i < rows_; ++i) {
      const Move move = meet(s, epsilon(report().steps), before_.row(i), after_.row(i));
      const auto at = static_cast<size_t>(i);
      taken_[at] = move.action;
      reward_[at] = move.outcome.reward;
      terminated_[at] = move.outcome.terminated;
    }
  }

  double learn(const TaskStep& s) override {
    const Shape& shape = s.network.input_shape();
    const ConstView next = s.network.forward({after_.data(), rows_, shape}, Mode::evaluation);
    td_targets(next, next, reward_, terminated_, gamma(), targets_);
    return toward(s, {before_.data(), rows_, shape}, taken_, targets_);
  }

 private:
  int64_t rows_ = 1;
  Tensor before_, after_;
  std::vector<int32_t> taken_, terminated_;
  std::vector<double> reward_, targets_;
};

}  // namespace

const TaskType& q_learning_task() {
  using Tells = StoryLine::Tells;
  static const TaskType type{
      .id = "q_learning",
      .title = "Q-learning",
      .summary = "Acts in a world; after every batch of steps the value of each action moves toward what followed.",
      .formula = "Q(s, a) += rate (r + gamma max Q(s', a') - Q(s, a))",
      .use_when = "In a small world, with a table: one input for each state, one layer without bias, SGD.",
      .source = "Watkins 1989; Sutton and Barto 2018, section 6.5.",
      .params = value_params("squared"),
      .labels = false,
      .chooses_loss = false,
      .acts = true,
      .story = {{Tells::acting, "The agent acts: what is worth most, or at random for the share epsilon."},
                {Tells::loss, "TD error: what the action was worth, against the reward and the best that comes next."},
                {Tells::backward, "Backward: the gradient says how each weight changes the loss."},
                {Tells::update, "The optimizer moves each weight so that the loss falls."}},
      .make = []() -> std::unique_ptr<Task> { return std::make_unique<QLearning>(); },
  };
  return type;
}

}  // namespace engine
