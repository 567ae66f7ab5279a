// Networks that end in a CRF: what is learned from, what is refused, and that the chain helps.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "engine/graph/network.h"
#include "engine/train/trainer.h"
#include "tests/engine/train/experiments.h"

namespace {

using engine::Experiment;
using engine::NodeSpec;
using engine::Split;
using engine::Trainer;
namespace small = engine::testing;

// Word by word: nothing but the chain sees a neighbour.
Experiment tagger(bool chain) {
  Experiment e;
  e.data.source = {"word_tags", {}};
  e.data.size = 400;
  e.data.noise = 0;
  std::vector<NodeSpec> nodes{
      {"embedding1",
       "embedding",
       "",
       {{"num_embeddings", int64_t{70}}, {"embedding_dim", int64_t{8}}, {"padding_idx", int64_t{0}}},
       false},
      small::dense("dense1", 10, "linear")};
  if (chain) nodes.push_back({"crf1", "crf", "", {}, false});
  e.network = small::chain(nodes);
  e.loss = {"cross_entropy", {}};
  e.optimizer = {"adam", {{"learning_rate", 0.03}}};
  e.batch_size = 20;
  return e;
}

std::unique_ptr<Trainer> create(const Experiment& e) {
  auto made = Trainer::create(e);
  EXPECT_TRUE(made.ok()) << made.error().describe();
  return made.ok() ? std::move(*made) : nullptr;
}

TEST(ChainOfTags, KnowsMoreThanTheWordsAlone) {
  double accuracy[2] = {};
  for (const bool chain : {false, true}) {
    const auto trainer = create(tagger(chain));
    ASSERT_NE(trainer, nullptr);
    while (trainer->epoch() < 12) ASSERT_TRUE(trainer->step());
    const engine::Metrics m = trainer->evaluate(Split::validation);
    accuracy[chain] = m.accuracy;
    EXPECT_NEAR(m.perplexity, std::exp(m.loss), 1e-9);
  }
  EXPECT_LT(accuracy[0], 0.9);
  EXPECT_GT(accuracy[1], 0.97);
}

// The loss of training and that of a look are the same number before anything has moved.
TEST(ChainOfTags, LearnsFromTheLossThatIsShown) {
  Experiment e = tagger(true);
  e.batch_size = 400;
  e.data.train = 1;
  e.data.validation = e.data.test = 0;
  const auto trainer = create(e);
  ASSERT_NE(trainer, nullptr);
  const double before = trainer->evaluate(Split::train).loss;
  ASSERT_TRUE(trainer->step());
  EXPECT_NEAR(trainer->batch_loss(), before, 1e-5 * before);
}

TEST(ChainOfTags, AllWeightsMoveAndFrozenOnesStay) {
  Experiment e = tagger(true);
  for (const bool frozen : {false, true}) {
    e.network.nodes.back().frozen = frozen;
    const auto trainer = create(e);
    ASSERT_NE(trainer, nullptr);
    const auto& net = trainer->network();
    const std::vector<engine::Scalar> start(net.parameters().begin(), net.parameters().end());
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(trainer->step());
    for (const char* id : {"embedding1", "dense1", "crf1"}) {
      for (const engine::NodeParameter& p : net.node_parameters(net.find(id))) {
        double moved = 0;
        for (int64_t i = 0; i < p.spec.shape.count(); ++i) {
          const auto at = static_cast<size_t>(p.offset + i);
          moved += std::abs(static_cast<double>(net.parameters()[at] - start[at]));
        }
        EXPECT_EQ(moved > 0, !(frozen && std::string(id) == "crf1")) << id << " " << p.spec.name;
      }
    }
  }
}

TEST(ChainOfTags, OtherDataIsRefusedInWords) {
  Experiment e = tagger(true);
  e.data.source = {"reviews", {}};
  EXPECT_NE(Trainer::create(e).error().describe().find("each step"), std::string::npos);
  e.data.source = {"masked_words", {{"steps", int64_t{22}}}};
  EXPECT_NE(Trainer::create(e).error().describe().find("leaves some out"), std::string::npos);
  e = tagger(true);
  e.network.nodes[2].params["units"] = int64_t{7};
  EXPECT_NE(Trainer::create(e).error().describe().find("among 7 tags"), std::string::npos);
}

TEST(ChainOfTags, OtherPlacesAndLossesAreRefusedInWords) {
  Experiment e = tagger(true);
  e.loss = {"kl_divergence", {}};
  EXPECT_NE(Trainer::create(e).error().describe().find("cross-entropy"), std::string::npos);
  e.loss = {"cross_entropy", {{"label_smoothing", 0.1}}};
  EXPECT_NE(Trainer::create(e).error().describe().find("cross-entropy as it is"), std::string::npos);
  e = tagger(true);
  e.network =
      small::chain({e.network.nodes[1], e.network.nodes[2], e.network.nodes[3], small::dense("dense2", 10, "linear")});
  const auto made = Trainer::create(e);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().where, "crf1");
}

// Training sees the scores themselves, an answer is a path.
TEST(ChainOfTags, AnswersAreWholePaths) {
  const auto trainer = create(tagger(true));
  ASSERT_NE(trainer, nullptr);
  const auto& data = trainer->data();
  engine::Tensor room(1, data.input_shape);
  const engine::ConstView y = trainer->probe(data.samples(Split::validation, 0, 1, room.data()));
  const int64_t steps = y.shape[0], tags = y.shape[1];
  for (int64_t t = 0; t < steps; ++t) {
    const bool counts = data.targets[1][static_cast<size_t>(t)] >= 0;
    const auto row = std::span(y.data + t * tags, static_cast<size_t>(tags));
    EXPECT_EQ(std::ranges::count_if(row, [](engine::Scalar v) { return v > 0; }), counts ? 1 : 0);
    EXPECT_EQ(std::ranges::all_of(row, [](engine::Scalar v) { return v == 0; }), !counts);
  }
}

}  // namespace
