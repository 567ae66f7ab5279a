// A transformer that judges short texts: token ids, one pre-norm encoder block, the mean of the steps, two classes.
#include "engine/cli/workloads.h"
#include "engine/core/rng.h"
#include "engine/graph/insert_block.h"

namespace cli {
namespace {

using engine::Scalar;

constexpr int64_t kWords = 256, kSteps = 32, kWidth = 64;

// Texts of class 1 use the upper half of the vocabulary a little more often.
engine::Dataset texts(int64_t rows) {
  engine::Dataset set = empty_set(rows, engine::Shape{kSteps}, 2);
  for (int64_t i = 0; i < kWords; ++i) set.vocabulary.push_back(fmt::format("word{}", i));
  engine::Rng rng(kWorkloadSeed);
  for (int64_t i = 0; i < rows; ++i) {
    const bool upper = rng.below(2) == 1;
    set.targets[static_cast<size_t>(i)] = upper ? 1 : 0;
    for (int64_t t = 0; t < kSteps; ++t) {
      const auto word = static_cast<int64_t>(rng.below(kWords));
      const bool shifted = rng.uniform() < 0.2 && upper;
      set.inputs.row(i)[t] = static_cast<Scalar>(shifted ? word % 128 + 128 : word);
    }
  }
  return set;
}

engine::Result<PreparedWorkload> transformer() {
  engine::NetworkSpec network = chain_of({{"embedding", {{"num_embeddings", kWords}, {"embedding_dim", kWidth}}},
                                          {"positional_encoding", {{"kind", std::string("learned")}}},
                                          {"mean_over_time", {}},
                                          {"dense", {{"units", int64_t{2}}, {"activation", std::string("linear")}}}});
  const std::string position = network.nodes[2].id, mean = network.nodes[3].id;
  const auto block = engine::insert_block(network, *engine::blocks().find("transformer_encoder"), {}, position, mean,
                                          engine::Shape{kSteps, kWidth});
  if (!block) return block.error();
  return classifier(std::move(network), texts(2048), 32);
}

}  // namespace

std::vector<Workload> attention_workloads() {
  return {{"W8", "attention block, seq 32, width 64, Adam", 32, transformer}};
}

}  // namespace cli
