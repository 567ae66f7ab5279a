// Ten thousand networks that nobody would draw: random layers with random parameters, wired at random, some of it
// broken on purpose. Each trains a step, or is refused with a sentence at one of its layers; none crashes or dawdles.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "engine/train/trainer.h"
#include "tests/engine/contracts/samples.h"

namespace {

using namespace engine;

constexpr int kGraphs = 10000;
constexpr int64_t kRows = 7;
constexpr int64_t kMostBytes = int64_t{24} << 20;  // larger ones are planned, but not built

struct Data {
  std::string name;
  std::shared_ptr<const PreparedData> set;
  std::vector<std::string> losses;
};

Data data_of(const std::string& name, const Shape& input, bool tokens, const Shape& target, int64_t classes,
             std::vector<std::string> losses) {
  Rng rng(stream_of(name.c_str()));
  Dataset set;
  set.inputs = samples::tensor(kRows, input, rng);
  if (tokens) {
    for (Scalar& x : set.inputs.span()) x = static_cast<Scalar>(rng.below(5));
    set.vocabulary = {"a", "b", "c", "d", "e"};
  }
  set.target_shape = target;
  set.classes = classes;
  for (int64_t i = 0; i < kRows * target.count(); ++i) {
    set.targets.push_back(static_cast<Scalar>(
        classes > 0 ? static_cast<double>(rng.below(static_cast<uint64_t>(classes))) : rng.normal()));
  }
  for (int64_t i = 0; i < input.count(); ++i) set.input_names.push_back("x" + std::to_string(i + 1));
  DataSpec spec;
  spec.steps.clear();
  auto prepared = prepare_set(spec, std::move(set));
  EXPECT_TRUE(prepared.ok()) << prepared.error().describe();
  return {name, *prepared, std::move(losses)};
}

const std::vector<Data>& all_data() {
  static const std::vector<std::string> classify{"cross_entropy", "bce_with_logits", "mse", "kl_divergence", "hinge"};
  static const std::vector<std::string> regress{"mse", "mae", "huber", "cosine"};
  static const std::vector<Data> all{
      data_of("flat", {4}, false, {}, 3, classify),
      data_of("two classes", {3}, false, {}, 2, classify),
      data_of("number", {5}, false, {}, 0, regress),
      data_of("vector", {5}, false, {3}, 0, regress),
      data_of("sequence", {6, 2}, false, {}, 3, classify),
      data_of("steps", {6, 3}, false, {6}, 3, {"cross_entropy", "kl_divergence"}),
      data_of("tokens", {6}, true, {}, 2, classify),
      data_of("token steps", {5}, true, {5}, 5, {"cross_entropy"}),
      data_of("pictures", {2, 7, 6}, false, {}, 3, classify),
      data_of("masks", {1, 6, 5}, false, {6, 5}, 2, {"cross_entropy", "bce_with_logits"}),
  };
  return all;
}

template <class T>
const T& any(const std::vector<T>& list, Rng& rng) {
  return list[rng.below(list.size())];
}

// Mostly small and legal; now and then far too large, too small, or of the wrong kind.
ParamValue random_value(const ParamSpec& spec, Rng& rng) {
  if (rng.below(100) == 0) {
    const ParamValue wild[] = {int64_t{-1}, int64_t{0},         int64_t{1} << 40, 1e30, -0.5, std::string("nonsense"),
                               true,        int64_t{1000000000}};
    return wild[rng.below(std::size(wild))];
  }
  if (std::holds_alternative<int64_t>(spec.default_value)) {  // small numbers fit together more often
    const auto low = static_cast<int64_t>(spec.minimum);
    return std::min(low + static_cast<int64_t>(rng.below(4)), static_cast<int64_t>(spec.maximum));
  }
  return samples::value(spec, rng);
}

NodeSpec random_node(const std::string& id, Rng& rng) {
  const LayerType* type = any(layers().entries(), rng);
  while (type->inputs == 0) type = any(layers().entries(), rng);
  NodeSpec node{id, type->id, "", {}, rng.below(20) == 0};
  for (const ParamSpec& spec : type->params) {
    if (rng.below(3) > 0) node.params[spec.key] = random_value(spec, rng);
  }
  return node;
}

// A last layer that fits more often than not.
NodeSpec last_node(const PreparedData& data, Rng& rng) {
  const int64_t outputs = data.raw.classes > 0 ? data.raw.classes : data.raw.target_shape.count();
  const Params params{{"units", outputs + static_cast<int64_t>(rng.below(8) == 0)},
                      {"activation", std::string("linear")}};
  return {"last", "dense", "", params, false};
}

// Puts the node behind those that are there: its first wire mostly comes from the one before.
void wire(NetworkSpec& net, NodeSpec node, Rng& rng) {
  const LayerType& type = *layers().find(node.type);
  const Result<Params> params = resolve(type.params, node.params);
  const int ports = params ? std::min(input_count(type, *params), 8) : 1;
  const size_t before = net.nodes.size();
  for (int port = 0; port < ports; ++port) {
    const size_t from = port == 0 && rng.below(20) > 0 ? before - 1 : rng.below(before);
    if (rng.below(150) > 0) net.edges.push_back({net.nodes[from].id, node.id, port});
  }
  net.nodes.push_back(std::move(node));
}

// The same with several nodes to choose from, so that long networks are not all broken.
void add_random(NetworkSpec& net, const std::string& id, const PreparedData& data, Rng& rng) {
  for (int tries = 0; tries < 6; ++tries) {
    NetworkSpec longer = net;
    wire(longer, random_node(id, rng), rng);
    const bool fine = infer(longer, data.input_shape).nodes.back().output.has_value();
    if (fine || tries == 5 || rng.below(12) == 0) {
      net = std::move(longer);
      return;
    }
  }
}

NetworkSpec random_network(const PreparedData& data, Rng& rng) {
  NetworkSpec net;
  net.nodes.push_back({"input", "input", "", {}, false});
  const uint64_t count = 1 + rng.below(6);
  for (uint64_t i = 0; i < count; ++i) add_random(net, "n" + std::to_string(i), data, rng);
  const auto shape = infer(net, data.input_shape).nodes.back().output;
  const bool joins = layers().find("flatten") && data.raw.target_shape.rank() == 0 && shape && shape->rank() > 1;
  if (joins && rng.below(5) > 0) wire(net, {"flat", "flatten", "", {}, false}, rng);
  if (rng.below(8) > 0) wire(net, last_node(data, rng), rng);
  // Tags of a sequence can be chained behind their scores, and nowhere else.
  if (data.raw.classes > 0 && data.raw.target_shape.rank() == 1 && rng.below(6) == 0)
    wire(net, {"chain", "crf", "", {}, false}, rng);
  if (rng.below(80) == 0) net.edges.push_back({any(net.nodes, rng).id, any(net.nodes, rng).id, 0});  // perhaps a circle
  if (rng.below(100) == 0) net.nodes[rng.below(net.nodes.size())].type = "flux_capacitor";
  return net;
}

Experiment random_experiment(const Data& data, Rng& rng) {
  Experiment e;
  e.network = random_network(*data.set, rng);
  e.loss = {any(data.losses, rng), {}};
  e.optimizer = {any(optimizers().entries(), rng)->id, {}};
  e.schedule = {any(schedules().entries(), rng)->id, {}};
  e.batch_size = static_cast<int64_t>(1 + rng.below(5));
  e.regularization.clip_norm = rng.below(2) == 0 ? 1 : 0;
  return e;
}

// "trained", or what stood in the way (of the kinds that are counted). Failures of the test name the graph.
std::string outcome(const Experiment& e, const Data& data) {
  const NetworkInfo info = infer(e.network, data.set->input_shape);
  if (info.ok()) {
    const int64_t bytes = estimate_memory(e, info, kRows).total();
    if (bytes > kMostBytes && bytes <= kMemoryLimit) return "large";
  }
  const auto t = Trainer::create(e, nullptr, data.set);
  if (t.ok()) {
    EXPECT_TRUE(info.ok());
    for (int i = 0; i < 2; ++i) {
      if ((*t)->step()) continue;
      EXPECT_NE(e.network.find((*t)->divergence()->node), nullptr);
      return "diverged";
    }
    (*t)->evaluate(Split::validation);
    return "trained";
  }
  const bool memory = t.error().describe().find(" MB") != std::string::npos;
  EXPECT_TRUE(memory || e.network.find(t.error().where)) << t.error().describe();
  EXPECT_FALSE(t.error().what.empty());
  return memory ? "too large" : "refused";
}

TEST(RandomGraphs, EachTrainsOrIsRefusedAtALayer) {
  std::map<std::string, int> counts;
  std::map<std::string, int> trained_layers;
  double slowest = 0;
  for (int n = 0; n < kGraphs; ++n) {
    Rng rng(static_cast<uint64_t>(n), 77);
    const Data& data = any(all_data(), rng);
    const Experiment e = random_experiment(data, rng);
    std::string text = data.name + ", " + e.loss.type + ":";
    for (const NodeSpec& node : e.network.nodes) text += " " + node.id + "=" + node.type;
    SCOPED_TRACE("graph " + std::to_string(n) + ", " + text);
    const auto start = std::chrono::steady_clock::now();
    const std::string end = outcome(e, data);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    slowest = std::max(slowest, seconds);
    ++counts[end];
    if (end != "trained") continue;
    for (const NodeSpec& node : e.network.nodes) ++trained_layers[node.type];
    if (testing::Test::HasFailure() && n > 100) break;
  }
  for (const auto& [end, count] : counts) std::printf("%s: %d\n", end.c_str(), count);
  std::printf("slowest: %.0f ms\n", slowest * 1e3);
  EXPECT_GT(counts["trained"], kGraphs / 20);
  EXPECT_GT(counts["refused"], kGraphs / 20);
  for (const LayerType* type : layers().entries()) {
    EXPECT_GT(trained_layers[type->id], 0) << type->id << " never took part in a network that trained";
  }
}

}  // namespace
