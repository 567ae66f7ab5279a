// A column of categories as numbers goes the way that its help names: input, slice, embedding, flatten, concatenate.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/rng.h"
#include "engine/train/trainer.h"
#include "tests/engine/data/inputs_of.h"
#include "tests/engine/data/loading.h"

namespace {

using namespace loading;
using namespace std::string_literals;

class EmbeddedCategories : public Loading {};

// In each town another sign of the size decides: neither column tells anything without the other.
std::string towns_table() {
  const std::vector<std::string> towns{"Oslo", "Rome", "Lima", "Cairo", "Delhi", "Quito"};
  engine::Rng rng(5);
  std::string text = "town,size,far,large\n";
  for (int i = 0; i < 600; ++i) {
    const uint64_t town = rng.below(towns.size());
    const double size = 100 + 30 * rng.normal();
    const bool above = size > 100;
    text += fmt::format("{},{:.3f},{:.3f},{}\n", towns[town], size, rng.uniform(-1, 1),
                        above == (town % 2 == 0) ? "yes" : "no");
  }
  return text;
}

engine::Experiment experiment(const std::string& path) {
  engine::Experiment e;
  e.data.source = {"csv", {{"path", path}, {"text_columns", "index"s}}};
  e.network.nodes = {
      {"input", "input", "", {}, false},
      {"numbers", "slice", "", {{"start", int64_t{0}}, {"length", int64_t{2}}}, false},
      {"town", "slice", "", {{"start", int64_t{2}}, {"length", int64_t{1}}}, false},
      {"embedding", "embedding", "", {{"num_embeddings", int64_t{6}}, {"embedding_dim", int64_t{3}}}, false},
      {"flatten", "flatten", "", {}, false},
      {"concatenate", "concatenate", "", {}, false},
      {"dense1", "dense", "", {{"units", int64_t{12}}, {"activation", "tanh"s}}, false},
      {"output", "dense", "", {{"units", int64_t{1}}, {"activation", "linear"s}}, false}};
  e.network.edges = {{"input", "numbers", 0},      {"input", "town", 0},          {"town", "embedding", 0},
                     {"embedding", "flatten", 0},  {"numbers", "concatenate", 0}, {"flatten", "concatenate", 1},
                     {"concatenate", "dense1", 0}, {"dense1", "output", 0}};
  e.optimizer = {"adam", {{"learning_rate", 0.02}}};
  return e;
}

TEST_F(EmbeddedCategories, AreNeverStandardised) {
  const engine::Experiment e = experiment(file("towns.csv", towns_table()));
  const auto data = engine::prepare(e.data);
  ASSERT_TRUE(data.ok()) << data.error().describe();
  EXPECT_EQ((*data)->raw.id_columns, (std::vector<int64_t>{2}));
  double sum = 0, square = 0;
  const engine::Tensor inputs = inputs_of(**data, 0);
  const auto n = static_cast<double>(inputs.rows());
  for (int64_t i = 0; i < inputs.rows(); ++i) {
    const auto id = static_cast<double>(inputs.row(i)[2]), size = static_cast<double>(inputs.row(i)[0]);
    EXPECT_TRUE(id == std::floor(id) && id >= 0 && id < 6) << id;
    sum += size / n;
    square += size * size / n;
  }
  EXPECT_NEAR(sum, 0, 1e-5);
  EXPECT_NEAR(square, 1, 1e-4) << "the other columns are standardised";
}

// Two columns of which one holds ids are no plane: no derived features, no picture of the plane.
TEST_F(EmbeddedCategories, TwoColumnsAreNoPlane) {
  engine::DataSpec spec;
  spec.source = {"csv", {{"path", file("two.csv", "a,b,y\nu,1,0\nv,2,1\nu,3,1\nv,4,0\n")}, {"text_columns", "index"s}}};
  spec.train = 1;
  spec.validation = 0;
  engine::set_features(spec, {"x1"});
  const auto data = engine::prepare(spec);
  ASSERT_TRUE(data.ok()) << data.error().describe();
  EXPECT_FALSE((*data)->plane());
  EXPECT_EQ((*data)->range, 0);
  EXPECT_EQ((*data)->input_shape, engine::Shape{2});
}

TEST_F(EmbeddedCategories, AreLearned) {
  const auto trainer = engine::Trainer::create(experiment(file("towns.csv", towns_table())));
  ASSERT_TRUE(trainer.ok()) << trainer.error().describe();
  while ((*trainer)->epoch() < 40 && (*trainer)->step()) {
  }
  EXPECT_GE((*trainer)->evaluate(engine::Split::validation).accuracy, 0.93);
}

}  // namespace
