// REINFORCE: whole episodes are played, then every action becomes as much more likely as the reward that came after it
// was more than expected. The baseline is the value that the network itself learns.
//   A_t = sum_k gamma^k r_t+k - V(s_t)
#include "engine/tasks/policy_task.h"

namespace engine {
namespace {

class Reinforce final : public PolicyTask {
 public:
  void set_params(const Params& params) override {
    PolicyTask::set_params(params);
    terms_.values = get_text(params, "baseline") == "value";
  }

  // The last episode begins before the batch is full, and is played to its end.
  int64_t rows_of(int64_t batch, const PreparedData& data) const override {
    return batch + (data.raw.world ? data.raw.world->type->limit : 1) - 1;
  }

  void prepare(int64_t rows, const PreparedData& data, const Network& network) override {
    wanted_ = rows;
    const int64_t most = rows_of(rows, data);
    make_room(most, network);
    after_.resize(1, network.input_shape());
    Acting::prepare(rows, data, network);
  }

  void gather(const TaskStep& s) override {
    met_ = 0;
    while (met_ < wanted_) met_ = play(s, met_);
  }

  double learn(const TaskStep& s) override { return update(s, met_); }

 private:
  // An episode from its start to its end; gives the rows behind it.
  int64_t play(const TaskStep& s, int64_t first) {
    const Shape& shape = s.network.input_shape();
    Place& place = places()[0];
    int64_t row = first;
    for (Episode::Outcome now; !now.over(); ++row) {
      const auto i = static_cast<size_t>(row);
      see(place, s.own_rng, seen_.row(row));
      const ConstView output = s.network.forward({seen_.row(row), 1, shape}, Mode::evaluation);
      action_[i] = draw_action(output.row(0), actions(), s.own_rng);
      value_[i] = static_cast<double>(output.row(0)[actions()]);
      now = act(place, action_[i], s.own_rng, after_.data());
      reward_[i] = now.reward;
    }
    const auto at = static_cast<size_t>(first), count = static_cast<size_t>(row - first);
    discounted_returns({reward_.data() + at, count}, gamma(), {returns_.data() + at, count});
    for (size_t i = at; i < at + count; ++i) advantage_[i] = returns_[i] - (terms_.values ? value_[i] : 0);
    return row;
  }

  int64_t wanted_ = 1, met_ = 0;  // rows
  Tensor after_;
};

}  // namespace

const TaskType& reinforce_task() {
  using Tells = StoryLine::Tells;
  static const TaskType type{
      .id = "reinforce",
      .title = "REINFORCE",
      .summary = "Plays whole episodes; what was followed by more reward than expected becomes more likely.",
      .formula = "min E [-(R - V(s)) log p(a | s)] + w (V(s) - R)^2 - b H(p)",
      .use_when = "The plainest policy gradient: for short episodes, and to compare with.",
      .source = "Williams 1992; with a baseline: Sutton and Barto 2018, section 13.4.",
      .params =
          policy_params({{.key = "baseline",
                          .label = "Baseline",
                          .help = "What a return is compared with: the value that the network learns, or nothing.",
                          .default_value = std::string("value"),
                          .choices = {{"value", "Value"}, {"none", "None"}},
                          .live = true}}),
      .labels = false,
      .chooses_loss = false,
      .acts = true,
      .critic = true,
      .story = {{Tells::acting, "Whole episodes are played; actions are drawn by their probabilities."},
                {Tells::loss, "An action that was followed by more reward than expected is to become more likely."},
                {Tells::backward, "Backward: the gradient says how each weight changes the loss."},
                {Tells::update, "The optimizer moves each weight so that the loss falls."}},
      .make = []() -> std::unique_ptr<Task> { return std::make_unique<Reinforce>(); },
  };
  return type;
}

}  // namespace engine
