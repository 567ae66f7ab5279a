// Repairs that come with an error: each is tried on a network with that fault and must mend it.
#include "app/workbench/repair.h"

#include <gtest/gtest.h>

#include "app/workbench/suggest.h"
#include "app/workbench/wiring.h"
#include "engine/data/prepare.h"
#include "engine/train/trainer.h"

namespace app {
namespace {

using engine::Experiment;

Experiment of(std::vector<engine::NodeSpec> nodes, std::vector<engine::EdgeSpec> edges) {
  Experiment e;
  e.network.nodes = std::move(nodes);
  e.network.edges = std::move(edges);
  return e;
}

// The label of the repair of the first error, which must leave the network without that error.
std::string mended(const Experiment& e, const engine::Shape& input) {
  const engine::NetworkInfo info = engine::infer(e.network, input);
  if (!info.error) return "no error";
  const auto repair = offer_repair(e, info, *info.error, 2);
  if (!repair) return "no repair";
  const engine::NetworkInfo now = engine::infer(repair->value.network, input);
  EXPECT_TRUE(now.ok()) << now.error->describe();
  return repair->label.format();
}

TEST(Repair, InsertsFlattenBetweenAnImageAndADenseLayer) {
  const Experiment e =
      of({{"in", "input", "", {}, false}, {"c", "conv2d", "", {}, false}, {"d", "dense", "", {}, false}},
         {{"in", "c", 0}, {"c", "d", 0}});
  EXPECT_EQ(mended(e, {1, 12, 12}), "Insert Flatten");
}

TEST(Repair, WiresAnOpenInputToALayerThatSuits) {
  const engine::Params eight{{"units", int64_t{8}}};
  const Experiment e = of({{"in", "input", "", {}, false},
                           {"a", "dense", "", eight, false},
                           {"b", "dense", "", eight, false},
                           {"sum", "add", "", {}, false}},
                          {{"in", "a", 0}, {"a", "b", 0}, {"b", "sum", 0}});
  EXPECT_EQ(mended(e, {2}), "Wire it to Dense 1");
}

// What the trainer says of a network whose shapes fit: the repair leads to one that it takes.
std::string mended_training(Experiment e) {
  e.data.size = 60;
  const auto refused = engine::Trainer::create(e);
  if (refused.ok()) return "no error";
  const auto data = engine::prepare(e.data);
  const engine::NetworkInfo info = engine::infer(e.network, (*data)->input_shape);
  const auto repair = offer_repair(e, info, refused.error(), (*data)->raw.classes);
  if (!repair) return "no repair";
  const auto made = engine::Trainer::create(repair->value);
  EXPECT_TRUE(made.ok()) << made.error().describe();
  return repair->label.format();
}

TEST(Repair, FitsANetworkThatLearnsAnEnergy) {
  Experiment e = of({{"in", "input", "", {}, false}, {"rbm", "rbm", "", {}, false}}, {{"in", "rbm", 0}});
  e.data.source = {"circle", {}};
  e.task = {"contrastive_divergence", {}};
  EXPECT_EQ(mended_training(e), "Use normal visible units");
  e.network.nodes.insert(e.network.nodes.end() - 1, {"d", "dense", "", {{"units", int64_t{5}}}, false});
  e.network.edges = {{"in", "d", 0}, {"d", "rbm", 0}};
  e.data.steps = {{{"min_max", {}}, false}};
  EXPECT_EQ(mended_training(e), "Put an RBM there");
  e.task = {"energy_based", {}};
  e.network.nodes.pop_back();
  e.network.edges.pop_back();
  EXPECT_EQ(mended_training(e), "Use a network that fits");
}

TEST(Repair, OpensACircle) {
  const Experiment e = of({{"in", "input", "", {}, false},
                           {"a", "dense", "", {}, false},
                           {"b", "dense", "", {}, false},
                           {"c", "dense", "", {}, false}},
                          {{"in", "a", 0}, {"b", "a", 0}, {"a", "b", 0}, {"b", "c", 0}});
  const engine::NetworkInfo info = engine::infer(e.network, {2});
  ASSERT_TRUE(info.error);
  const auto repair = offer_repair(e, info, *info.error, 2);
  ASSERT_TRUE(repair);
  EXPECT_EQ(repair->value.network.edges.size(), 3U);
}

TEST(Repair, MakesAKernelSmaller) {
  const Experiment e = of({{"in", "input", "", {}, false},
                           {"c", "conv2d", "", {{"kernel_size", int64_t{9}}}, false},
                           {"f", "flatten", "", {}, false}},
                          {{"in", "c", 0}, {"c", "f", 0}});
  EXPECT_NE(mended(e, {1, 6, 6}), "no repair");
}

TEST(Suggest, AFittingNetworkForEverySourceOfData) {
  for (const engine::DatasetType* source : engine::datasets().entries()) {
    if (!source->generated) continue;
    const engine::Params params = engine::defaults(source->params);
    const engine::Shape sample = engine::known_sample_shape(*source, params);
    const auto network = suggest_network(*source, params, engine::known_sample_shape(*source, params),
                                         std::max<int64_t>(source->classes, 0));
    if (!network) continue;
    const engine::NetworkInfo info = engine::infer(*network, sample.rank() > 0 ? sample : engine::Shape{2});
    EXPECT_TRUE(info.ok()) << source->id << ": " << (info.error ? info.error->describe() : "");
  }
}

}  // namespace
}  // namespace app
