// Small experiments that the tests of training share.
#pragma once

#include "engine/graph/experiment.h"

namespace engine::testing {

inline NodeSpec dense(const char* id, int64_t units, const char* activation) {
  return {id, "dense", "", {{"units", units}, {"activation", std::string(activation)}}, false};
}

// input -> the given layers in a chain.
inline NetworkSpec chain(std::vector<NodeSpec> nodes) {
  NetworkSpec net;
  net.nodes = {{"input1", "input", "", {}, false}};
  for (NodeSpec& node : nodes) {
    net.edges.push_back({net.nodes.back().id, node.id, 0});
    net.nodes.push_back(std::move(node));
  }
  return net;
}

// Two rings, told apart by 2-6-4-1 with tanh.
inline Experiment circle() {
  Experiment e;
  e.data.source = {"circle", {}};
  e.data.size = 200;
  e.network = chain({dense("dense1", 6, "tanh"), dense("dense2", 4, "tanh"), dense("dense3", 1, "linear")});
  e.optimizer = {"adam", {{"learning_rate", 0.02}}};
  e.batch_size = 16;
  return e;
}

// Digits through all steps of augmentation, with a fitted one in front of them and one behind.
inline Experiment augmented_digits() {
  Experiment e;
  e.data.source = {"digits", {}};
  e.data.size = 120;
  e.data.steps = {{{"standardise", {}}, false}};
  for (const char* id : {"flip", "shift", "rotate", "crop", "noise", "cutout"})
    e.data.steps.push_back({{id, {}}, false});
  e.data.steps.push_back({{"min_max", {}}, false});
  e.network =
      chain({{"flatten1", "flatten", "", {}, false}, dense("dense1", 16, "relu"), dense("dense2", 10, "linear")});
  e.loss = {"cross_entropy", {}};
  e.optimizer = {"adam", {{"learning_rate", 0.01}}};
  e.batch_size = 25;
  return e;
}

}  // namespace engine::testing
