// Wires that the user draws and takes off: what is refused and why, and what an edit leaves behind.
#include "app/workbench/wiring.h"

#include <gtest/gtest.h>

#include "app/workbench/edits.h"
#include "engine/graph/infer.h"

namespace app {
namespace {

using engine::Experiment;

// input -> a -> b -> c
Experiment chain() {
  Experiment e;
  e.network.nodes = {{"input1", "input", "", {}, false},
                     {"a", "dense", "", {}, false},
                     {"b", "dense", "", {}, false},
                     {"c", "dense", "", {}, false}};
  e.network.edges = {{"input1", "a", 0}, {"a", "b", 0}, {"b", "c", 0}};
  return e;
}

std::string reason(const Experiment& e, const char* from, const char* to, int port = -1) {
  const auto refused = refuse_wire(e.network, from, to, port);
  return refused ? refused->format() : "";
}

TEST(Wiring, RefusesWhatCannotBe) {
  const Experiment e = chain();
  EXPECT_EQ(reason(e, "c", "a"), "This wire would close a circle.");
  EXPECT_EQ(reason(e, "b", "b", 0), "This wire would close a circle.");
  EXPECT_EQ(reason(e, "a", "b", 0), "This wire is already there.");
  EXPECT_EQ(reason(e, "a", "b"), "This wire is already there.");
  EXPECT_NE(reason(e, "c", "input1"), "");
  EXPECT_NE(reason(e, "nobody", "c"), "");
  EXPECT_EQ(reason(e, "a", "c", 0), "");
}

TEST(Wiring, TakesThePlaceOfTheWireThatEndedThere) {
  const Experiment e = add_wire(chain(), "a", "c", 0);
  ASSERT_EQ(e.network.edges.size(), 3U);
  EXPECT_EQ(e.network.edges.back(), (engine::EdgeSpec{"a", "c", 0}));
  EXPECT_EQ(remove_wire(e, "c", 0).network.edges.size(), 2U);
}

TEST(Wiring, ANewLayerBehindALayerLeavesTheOutputWhereItIs) {
  std::string id;
  const Experiment e = add_behind(chain(), "dense", "a", id);
  ASSERT_NE(e.network.find(id), nullptr);
  EXPECT_EQ(engine::output_node(e.network)->id, "c");
  const engine::NetworkInfo info = engine::infer(e.network, {2});
  ASSERT_TRUE(info.error);
  EXPECT_EQ(info.error->where, id);
}

TEST(Wiring, LayersWithAnyNumberOfWiresOfferOneMore) {
  for (const engine::LayerType* type : engine::layers().entries()) {
    if (type->inputs_key.empty()) continue;
    Experiment e = chain();
    e.network.nodes.push_back({"sum", type->id, "", {}, false});
    const int ports = ports_of(*e.network.find("sum"));
    for (int port = 0; port < ports; ++port) e = add_wire(std::move(e), "a", "sum", port);
    EXPECT_EQ(free_port(e.network, "sum"), ports) << type->id;
    e = add_wire(std::move(e), "b", "sum", -1);
    EXPECT_EQ(ports_of(*e.network.find("sum")), ports + 1) << type->id;
    e = set_node_param(std::move(e), "sum", type->inputs_key, int64_t{ports});
    for (const engine::EdgeSpec& w : e.network.edges) EXPECT_TRUE(w.to != "sum" || w.port < ports) << type->id;
  }
}

}  // namespace
}  // namespace app
