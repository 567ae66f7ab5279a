// Q-learning as it was first: after every step the value of the action taken moves toward what followed. With one input
// for each state and one layer without bias the weights are the table, and SGD is its rule:
//   Q(s, a) += rate (r + gamma max_a Q(s', a) - Q(s, a))
#include <algorithm>
#include <cmath>

#include "engine/tasks/acting.h"
#include "engine/tasks/exploration.h"
#include "engine/tasks/td_loss.h"

namespace engine {
namespace {

class QLearning final : public Acting {
 public:
  void set_params(const Params& params) override {
    Acting::set_params(params);
    exploration_.set_params(params);
    loss_.huber = get_text(params, "loss") == "huber";
  }

  void prepare(int64_t rows, const PreparedData& data, const Network& network) override {
    rows_ = rows;
    before_.resize(rows, network.input_shape());
    after_.resize(rows, network.input_shape());
    actions_taken_.resize(static_cast<size_t>(rows));
    outcomes_.resize(static_cast<size_t>(rows));
    Acting::prepare(rows, data, network);
  }

  void start_again(const Network& network) override {
    Acting::start_again(network);
    report().epsilon = exploration_.epsilon(0);
  }

  double learn(const TaskStep& s) override {
    const Shape& shape = s.network.input_shape();
    const int64_t rows = rows_;
    for (int64_t i = 0; i < rows; ++i) meet(s, i);
    ConstView q = s.network.forward({after_.data(), rows, shape}, Mode::evaluation);
    for (int64_t i = 0; i < rows; ++i) {
      Episode::Outcome& o = outcomes_[static_cast<size_t>(i)];
      if (!o.terminated) o.reward += gamma() * static_cast<double>(q.row(i)[greedy(q.row(i))]);
    }
    q = s.network.forward({before_.data(), rows, shape}, Mode::training, &s.layer_rng);
    std::fill_n(s.d_output, q.count(), Scalar(0));
    double cost = 0, size = 0;
    for (int64_t i = 0; i < rows; ++i) {
      const int64_t action = actions_taken_[static_cast<size_t>(i)];
      const double off = static_cast<double>(q.row(i)[action]) - outcomes_[static_cast<size_t>(i)].reward;
      cost += loss_.cost(off);
      size += std::fabs(off);
      s.d_output[i * q.columns() + action] = static_cast<Scalar>(loss_.slope(off) / static_cast<double>(rows));
    }
    s.network.backward({s.d_output, rows, q.shape});
    report().td_error = size / static_cast<double>(rows);
    return last_loss_ = cost / static_cast<double>(rows) + s.network.penalty().weighted;
  }

 private:
  void meet(const TaskStep& s, int64_t row) {
    Place& place = places()[0];
    see(place, s.own_rng, before_.row(row));
    const double epsilon = report().epsilon = exploration_.epsilon(report().steps);
    int& action = actions_taken_[static_cast<size_t>(row)];
    if (epsilon > 0 && s.own_rng.uniform() < epsilon) {
      action = static_cast<int>(s.own_rng.below(static_cast<uint64_t>(actions())));
    } else {
      action = greedy(s.network.forward({before_.row(row), 1, s.network.input_shape()}, Mode::evaluation).row(0));
    }
    outcomes_[static_cast<size_t>(row)] = act(place, action, s.own_rng, after_.row(row));
  }

  Exploration exploration_;
  TdLoss loss_;
  int64_t rows_ = 1;
  Tensor before_, after_;
  std::vector<int> actions_taken_;
  std::vector<Episode::Outcome> outcomes_;  // the reward becomes the target
};

std::vector<ParamSpec> params() {
  std::vector<ParamSpec> all{TdLoss::param("squared"), gamma_param()};
  for (ParamSpec& spec : Exploration::params(5000)) all.push_back(std::move(spec));
  all.push_back(measured_param());
  return all;
}

}  // namespace

const TaskType& q_learning_task() {
  static const TaskType type{
      .id = "q_learning",
      .title = "Q-learning",
      .summary = "Acts in a world; after every batch of steps the value of each action moves toward what followed.",
      .formula = "Q(s, a) += rate (r + gamma max Q(s', a') - Q(s, a))",
      .use_when = "In a small world, with a table: one input for each state, one layer without bias, SGD.",
      .source = "Watkins 1989; Sutton and Barto 2018, section 6.5.",
      .params = params(),
      .labels = false,
      .chooses_loss = false,
      .acts = true,
      .make = []() -> std::unique_ptr<Task> { return std::make_unique<QLearning>(); },
  };
  return type;
}

}  // namespace engine
