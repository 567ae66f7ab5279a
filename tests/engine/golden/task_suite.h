// Losses and gradients of ways of training beyond labels against PyTorch; the numbers come from tests/golden/tasks.py.
// Compiled twice, as golden_suite.h.
#pragma once

#include <memory>

#include "engine/tasks/policy.h"
#include "engine/tasks/tag_chain.h"
#include "engine/tasks/td_targets.h"
#include "engine/train/trainer.h"
#include "tests/engine/golden/values.h"
#include "tests/engine/train/experiments.h"

namespace golden {

// The second derivative in a slope penalty is a difference of gradients (tasks/gradient_penalty.h): in float its step
// is a hundredth of a unit, whose error shows in the third digit at worst; in double it is a hundred times smaller.
constexpr double kPenaltyTolerance = sizeof(Scalar) == 4 ? 2e-3 : 2e-7;
// A step is some passes behind each other, each with the rounding of float.
constexpr double kStepTolerance = sizeof(Scalar) == 4 ? 1e-5 : 1e-10;

inline std::vector<NodeSpec> dense_nodes(const json& layers) {
  std::vector<NodeSpec> nodes;
  for (const json& layer : layers) {
    const std::string name = layer["name"], activation = layer["activation"];
    nodes.push_back(engine::testing::dense(name.c_str(), layer["units"], activation.c_str()));
    if (layer["activation"] == "leaky_relu") nodes.back().params["negative_slope"] = 0.2;
  }
  return nodes;
}

inline std::vector<NodeSpec> joined(std::vector<NodeSpec> a, const NodeSpec& between, const std::vector<NodeSpec>& b) {
  a.push_back(between);
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

inline void put_node_weights(const json& weights, Network& network) {
  for (size_t i = 0; i < network.spec().nodes.size(); ++i) {
    for (const NodeParameter& p : network.node_parameters(static_cast<int>(i))) {
      const std::string name = network.spec().nodes[i].id + "." + p.spec.name;
      ASSERT_TRUE(weights.contains(name)) << name;
      put(weights[name], {network.parameters().data() + p.offset, static_cast<size_t>(p.spec.shape.count())});
    }
  }
}

// Those of the nodes that the fixture names. A sum that is exactly 0 has the rounding error of a tenth of what is
// usual in the network.
inline void compare_gradients(const Network& network, const json& want, Worst& worst, const std::string& what) {
  size_t found = 0, numbers = 0;
  double squares = 0;
  for (const json& one : want) {
    numbers += one.size();
    for (const json& number : one) squares += number.get<double>() * number.get<double>();
  }
  const double usual = std::sqrt(squares / static_cast<double>(numbers));
  for (size_t i = 0; i < network.spec().nodes.size(); ++i) {
    for (const NodeParameter& p : network.node_parameters(static_cast<int>(i))) {
      const std::string name = network.spec().nodes[i].id + "." + p.spec.name;
      if (!want.contains(name)) continue;
      ++found;
      const json& wanted = want[name];
      squares = 0;
      for (const json& number : wanted) squares += number.get<double>() * number.get<double>();
      const double scale = std::max(std::sqrt(squares / static_cast<double>(wanted.size())), 0.1 * usual);
      for (size_t k = 0; k < wanted.size(); ++k) {
        const auto got = static_cast<double>(network.gradients()[static_cast<size_t>(p.offset) + k]);
        worst.compare(got, wanted[k], scale, fmt::format("{} {}[{}]", what, name, k));
      }
    }
  }
  EXPECT_EQ(found, want.size()) << what;
}

inline std::unique_ptr<Network> network_of(std::vector<NodeSpec> nodes, const Shape& input, int64_t rows,
                                           const json& weights) {
  Network::Options options;
  options.max_rows = rows;
  auto made = Network::compile(engine::testing::chain(std::move(nodes)), input, options);
  EXPECT_TRUE(made.ok()) << made.error().describe();
  put_node_weights(weights, **made);
  return std::move(*made);
}

// A trainer whose only batch are the rows of the fixture, in their order and as they are.
inline std::unique_ptr<Trainer> trainer_of(Experiment e, const json& test, int64_t columns) {
  Dataset set;
  set.inputs.resize(test["rows"].get<int64_t>(), Shape{columns});
  put(test["x"], set.inputs.span());
  set.targets.assign(static_cast<size_t>(set.inputs.rows()), Scalar(0));
  set.classes = 0;
  e.data.train = 1;
  e.data.validation = 0;
  e.data.steps.clear();
  e.data.shuffle = false;
  e.data.split = "time";
  e.batch_size = set.inputs.rows();
  e.batch_seed = 5;
  e.regularization = {};
  auto data = prepare_set(e.data, std::move(set));
  EXPECT_TRUE(data.ok()) << data.error().describe();
  auto made = Trainer::create(e, nullptr, *data);
  EXPECT_TRUE(made.ok()) << made.error().describe();
  put_node_weights(test["weights"], (*made)->network());
  return std::move(*made);
}

inline void until(Trainer& t, Trainer::Moment moment, int update) {
  do {
    ASSERT_TRUE(t.advance());
  } while (t.moment() != moment || t.update() != update);
}

TEST(GoldenTasks, ElboOfAVariationalAutoencoder) {
  Worst worst(kStepTolerance);
  for (const json& test : load("tasks.json")) {
    if (test["kind"] != "vae") continue;
    Experiment e;
    e.task = {"reconstruction", {{"error", std::string("sample")}}};
    e.loss = {test["loss"].get<std::string>(), {}};
    e.optimizer = {"sgd", {}};
    const NodeSpec sampling{"sample", "sampling", "", {{"beta", test["beta"].get<double>()}}, false};
    e.network = engine::testing::chain(joined(dense_nodes(test["encoder"]), sampling, dense_nodes(test["decoder"])));
    const auto t = trainer_of(e, test, 6);
    until(*t, Trainer::Moment::learned, 0);
    const std::string what = "ELBO, " + e.loss.type;
    worst.compare(t->update_loss(), test["value"], 0, what);
    compare_gradients(t->network(), test["gradients"], worst, what);
  }
  worst.print("variational autoencoder");
}

// Both moves of a step: each loss, each gradient, the discriminator's update and the clipping between them.
TEST(GoldenTasks, GamesOfGeneratorAndDiscriminator) {
  Worst plain(kStepTolerance), penalised(kPenaltyTolerance);
  for (const json& test : load("tasks.json")) {
    if (test["kind"] != "gan") continue;
    const std::string game = test["game"];
    Experiment e;
    e.task = {"adversarial",
              {{"loss", game},
               {"latent", test["latent"].get<int64_t>()},
               {"latent_kind", std::string("uniform")},
               {"clip", test["clip"].get<double>()},
               {"slope_penalty", test["slope_penalty"].get<double>()}}};
    e.optimizer = {"sgd", {{"learning_rate", test["rate"].get<double>()}}};
    const NodeSpec gate{"gate", "real_or_made", "", {}, false};
    e.network = engine::testing::chain(joined(dense_nodes(test["maker"]), gate, dense_nodes(test["judge"])));
    const auto t = trainer_of(e, test, 2);
    Worst& worst = game == "wasserstein_penalty" ? penalised : plain;
    until(*t, Trainer::Moment::learned, 0);
    worst.compare(t->update_loss(), test["judge_loss"], 0, game + ", discriminator");
    compare_gradients(t->network(), test["judge_gradients"], worst, game + ", discriminator");
    until(*t, Trainer::Moment::learned, 1);
    worst.compare(t->update_loss(), test["maker_loss"], 0, game + ", generator");
    compare_gradients(t->network(), test["maker_gradients"], worst, game + ", generator");
  }
  plain.print("games");
  penalised.print("game with a slope penalty");
}

TEST(GoldenTasks, TargetsOfDeepQLearning) {
  Worst worst(kStepTolerance);
  for (const json& test : load("tasks.json")) {
    if (test["kind"] != "dqn") continue;
    const int64_t rows = test["rows"];
    const auto online = network_of(dense_nodes(test["net"]), {4}, rows, test["weights"]);
    const auto target = network_of(dense_nodes(test["net"]), {4}, rows, test["target_weights"]);
    Tensor before(rows, Shape{4}), after(rows, Shape{4});
    put(test["before"], before.span());
    put(test["after"], after.span());
    const auto reward = test["reward"].get<std::vector<double>>();
    const auto over = test["over"].get<std::vector<int32_t>>(), action = test["action"].get<std::vector<int32_t>>();
    const std::string what = fmt::format("double {}, {}", test["double"].get<bool>(), test["loss"].get<std::string>());
    std::vector<double> targets(reward.size());
    const ConstView values = target->forward(std::as_const(after).view(), Mode::evaluation);
    const ConstView chooser =
        test["double"].get<bool>() ? online->forward(std::as_const(after).view(), Mode::evaluation) : values;
    td_targets(chooser, values, reward, over, test["gamma"], targets);
    for (size_t i = 0; i < targets.size(); ++i) worst.compare(targets[i], test["targets"][i], 1, what + ", target");
    const ConstView now = online->forward(std::as_const(before).view(), Mode::training);
    std::vector<Scalar> d(static_cast<size_t>(now.count()));
    const TdStep step = td_step(now, action, targets, TdLoss{test["loss"] == "huber"}, d.data());
    worst.compare(step.cost, test["value"], 0, what);
    online->backward({d.data(), rows, now.shape});
    compare_gradients(*online, test["gradients"], worst, what);
  }
  worst.print("deep Q-learning");
}

TEST(GoldenTasks, GradientsOfPolicies) {
  Worst worst(kStepTolerance);
  for (const json& test : load("tasks.json")) {
    const std::string kind = test["kind"];
    if (kind != "reinforce" && kind != "actor_critic") continue;
    const int64_t rows = test["rows"], actions = test["actions"];
    const auto net = network_of(dense_nodes(test["net"]), {4}, rows, test["weights"]);
    Tensor seen(rows, Shape{4});
    put(test["seen"], seen.span());
    const ConstView output = net->forward(std::as_const(seen).view(), Mode::training);
    const auto reward = test["reward"].get<std::vector<double>>(), next = test["following"].get<std::vector<double>>();
    const auto action = test["action"].get<std::vector<int32_t>>();
    const auto over = test["over"].get<std::vector<uint8_t>>();
    std::vector<double> value(reward.size()), returns(reward.size()), advantage(reward.size());
    for (int64_t i = 0; i < rows; ++i) value[static_cast<size_t>(i)] = static_cast<double>(output.row(i)[actions]);
    const bool learns_value = test["learns_value"];
    if (kind == "reinforce") {
      discounted_returns(reward, test["gamma"], returns);
      for (size_t i = 0; i < value.size(); ++i) advantage[i] = returns[i] - (learns_value ? value[i] : 0);
    } else {
      generalised_advantages({reward, value, next, over, test["worlds"].get<size_t>()}, test["gamma"], test["lambda"],
                             advantage, returns);
    }
    for (size_t i = 0; i < value.size(); ++i) {
      worst.compare(returns[i], test["returns"][i], 1, kind + ", return");
      worst.compare(advantage[i], test["advantage"][i], 1, kind + ", advantage");
    }
    if (test["standardise"].get<bool>()) standardise_advantages(advantage);
    std::vector<Scalar> d(static_cast<size_t>(output.count()));
    const PolicyTerms terms{test["value_weight"], test["entropy_weight"], learns_value};
    const PolicyLoss loss = policy_loss(output, action, advantage, returns, terms, d.data());
    worst.compare(loss.whole, test["value"], 0, kind);
    net->backward({d.data(), rows, output.shape});
    compare_gradients(*net, test["gradients"], worst, kind);
  }
  worst.print("policies");
}

// Against the sum over all paths, one by one.
TEST(GoldenTasks, LikelihoodOfChainsOfTags) {
  Worst worst(kStepTolerance);
  for (const json& test : load("tasks.json")) {
    if (test["kind"] != "crf") continue;
    const int64_t rows = test["rows"], steps = test["steps"], tags = test["tags"];
    std::vector<NodeSpec> nodes = dense_nodes(test["net"]);
    nodes.push_back({"crf", "crf", "", {}, false});
    const auto net = network_of(std::move(nodes), {steps, 3}, rows, test["weights"]);
    Tensor x(rows, Shape{steps, 3}), classes(rows, Shape{steps});
    put(test["x"], x.span());
    put(test["classes"], classes.span());
    const ConstView scores = net->forward(std::as_const(x).view(), Mode::training);
    const auto chain = TagChain::of(*net);
    ASSERT_TRUE(chain);
    std::vector<Scalar> d(static_cast<size_t>(rows * steps * tags));
    worst.compare(chain->loss(*net, scores, std::as_const(classes).view(), d.data()), test["value"], 0, "paths");
    net->backward({d.data(), rows, scores.shape});
    chain->put_gradients(*net);
    compare_gradients(*net, test["gradients"], worst, "paths");
  }
  worst.print("chains of tags");
}

}  // namespace golden
