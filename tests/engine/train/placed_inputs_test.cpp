// Where the numbers lie that the network sees: in the set itself, kept, or made anew for every batch. Wherever they
// lie, they are the same numbers, and training sees the same bits.
#include <gtest/gtest.h>

#include <cstring>

#include "engine/core/parallel.h"
#include "engine/core/rng.h"
#include "engine/train/trainer.h"
#include "tests/engine/data/inputs_of.h"
#include "tests/engine/train/experiments.h"

namespace {

using namespace engine;
using Inputs = PreparedData::Inputs;
using Prepared = std::shared_ptr<const PreparedData>;

constexpr int64_t kManyRows = 70000, kColumns = 64;  // more than is kept freely

Dataset set_of(int64_t rows) {
  Dataset set;
  set.inputs.resize(rows, Shape{kColumns});
  Rng rng(4);
  for (Scalar& v : set.inputs.span()) v = static_cast<Scalar>(rng.uniform(-1, 3));
  for (int64_t row = 0; row < rows; ++row) set.targets.push_back(static_cast<Scalar>(row % 3));
  set.classes = 3;
  return set;
}

DataSpec spec_of(std::vector<PreparationStep> steps) {
  DataSpec spec;
  spec.train = 0.5;
  spec.validation = 0.25;
  spec.test = 0.25;
  spec.steps = std::move(steps);
  return spec;
}

const PreparationStep kStandardise{{"standardise", {}}, false}, kMinMax{{"min_max", {}}, false},
    kNoise{{"noise", {{"deviation", 0.3}}}, false}, kWhiten{{"whiten", {}}, false};

Prepared prepared(std::vector<PreparationStep> steps, int64_t rows) {
  const auto data = prepare_set(spec_of(std::move(steps)), set_of(rows));
  EXPECT_TRUE(data.ok()) << data.error().describe();
  return *data;
}

TEST(PlacedInputs, KeptOnlyWhereAStepChangesThemAndTheyAreFew) {
  EXPECT_EQ(prepared({}, 4096)->inputs, Inputs::kept) << "at most 1 MiB";
  EXPECT_EQ(prepared({}, 4100)->inputs, Inputs::raw);
  EXPECT_EQ(prepared({kNoise}, 4100)->inputs, Inputs::raw) << "what is drawn is never kept";
  EXPECT_EQ(prepared({kStandardise}, 300)->inputs, Inputs::kept);
  const Prepared many = prepared({kStandardise}, kManyRows);
  EXPECT_EQ(many->inputs, Inputs::made);
  for (const Tensor& kept : many->kept) EXPECT_EQ(kept.rows(), 0);
  EXPECT_EQ(prepared({kStandardise, kNoise, kMinMax}, kManyRows)->before_random.rows(), 0);
  const PreparationStep few{{"derived_features", {{"features", std::string("x1, x2*x3")}}}, false};
  EXPECT_EQ(prepared({few}, kManyRows)->inputs, Inputs::kept) << "less than half of the set";
  const PreparationStep all{{"whiten", {{"kind", std::string("zca")}}}, false};
  EXPECT_EQ(prepared({all}, kManyRows)->inputs, Inputs::kept) << "it takes long to make them";
}

TEST(PlacedInputs, AreTheSameNumbersWhereverTheyLie) {
  for (const int64_t rows : {int64_t{600}, int64_t{5000}, kManyRows}) {
    for (const auto& steps : {std::vector<PreparationStep>{}, {kStandardise}, {kMinMax, kNoise, kStandardise}}) {
      const Prepared data = prepared(steps, rows);
      std::vector<Scalar> one(kColumns), room(3 * kColumns), picked(2 * kColumns);
      for (int part = 0; part < kSplits; ++part) {
        const auto split = static_cast<Split>(part);
        const ConstView three = data->samples(split, 40, 3, room.data());
        const int32_t which[] = {42, 40};
        data->gather(split, which, 2, picked.data());
        for (int64_t i = 0; i < 3; ++i) {
          data->transform(data->raw.inputs.row(data->rows[part][static_cast<size_t>(40 + i)]), one.data());
          EXPECT_TRUE(std::equal(one.begin(), one.end(), three.row(i)));
        }
        EXPECT_TRUE(std::equal(picked.begin(), picked.begin() + kColumns, three.row(2)));
        EXPECT_TRUE(std::equal(picked.begin() + kColumns, picked.end(), three.row(0)));
      }
    }
  }
}

std::vector<Scalar> trained(const Prepared& data, int threads) {
  set_thread_count(threads);
  Experiment e;
  using engine::testing::chain, engine::testing::dense;
  e.network = chain({dense("a", 9, "tanh"), dense("b", 3, "linear")});
  e.loss = {"cross_entropy", {}};
  e.batch_size = 700;
  auto trainer = Trainer::create(e, nullptr, data);
  EXPECT_TRUE(trainer.ok()) << trainer.error().describe();
  for (int i = 0; i < 4; ++i) (*trainer)->step();
  const std::span<const Scalar> weights = (*trainer)->network().parameters();
  std::vector<Scalar> all(weights.begin(), weights.end());
  all.push_back(static_cast<Scalar>((*trainer)->evaluate(Split::validation).loss));
  all.push_back(static_cast<Scalar>((*trainer)->class_report(Split::test).lines[1].f1));
  set_thread_count(1);
  return all;
}

// A set of what the steps have made trains without steps as the first set does with them.
TEST(PlacedInputs, TrainingSeesTheSameBits) {
  for (const int64_t rows : {int64_t{5000}, kManyRows}) {
    for (const auto& steps : {std::vector<PreparationStep>{kStandardise}, {kStandardise, kMinMax}}) {
      const Prepared data = prepared(steps, rows);
      Dataset made = set_of(rows);
      for (int64_t row = 0; row < rows; ++row) data->transform(data->raw.inputs.row(row), made.inputs.row(row));
      const auto plain = prepare_set(spec_of({}), std::move(made));
      ASSERT_TRUE(plain.ok());
      ASSERT_EQ((*plain)->inputs, Inputs::raw);
      const std::vector<Scalar> expected = trained(*plain, 1);
      for (const int threads : {1, 2, 4}) {
        const std::vector<Scalar> got = trained(data, threads);
        ASSERT_EQ(got.size(), expected.size());
        EXPECT_EQ(std::memcmp(got.data(), expected.data(), got.size() * sizeof(Scalar)), 0) << rows << " " << threads;
      }
    }
  }
}

// Steps around one that is drawn draw the same, whether anything in front of it is kept or not.
TEST(PlacedInputs, DrawnStepsSeeTheSameSamples) {
  Augmenter augmenter;
  std::vector<Scalar> few(2 * kColumns), many(2 * kColumns), once(kColumns);
  const Prepared data = prepared({kStandardise, kNoise, kMinMax}, kManyRows);
  ASSERT_EQ(data->inputs, Inputs::made);
  auto kept = std::make_shared<PreparedData>(*data);
  kept->inputs = Inputs::kept;
  kept->kept[0] = inputs_of(*data, 0);
  kept->before_random.resize(data->count(Split::train), data->shape_behind(1));
  for (int64_t i = 0; i < kept->before_random.rows(); ++i) {
    data->transform_part(1, data->raw.inputs.row(data->rows[0][static_cast<size_t>(i)]), kept->before_random.row(i));
  }
  const int32_t picked[] = {17, 3};
  augmenter.prepare(data, 2);
  augmenter.load(picked, 2, 5, 1, many.data());
  augmenter.prepare(kept, 2);
  augmenter.load(picked, 2, 5, 1, few.data());
  EXPECT_EQ(many, few);
  data->transform(data->raw.inputs.row(data->rows[0][17]), once.data());
  EXPECT_FALSE(std::equal(once.begin(), once.end(), many.begin())) << "noise is drawn";
}

// An input that cannot be computed with is named, also where nothing is kept.
TEST(PlacedInputs, EveryInputIsFinite) {
  for (const int64_t rows : {int64_t{300}, kManyRows}) {
    for (const auto& steps : {std::vector<PreparationStep>{}, {kMinMax}}) {
      Dataset set = set_of(rows);
      set.inputs.row(rows - 1)[2] = std::numeric_limits<Scalar>::infinity();
      const auto data = prepare_set(spec_of(steps), std::move(set));
      ASSERT_FALSE(data.ok());
      if (steps.empty()) {
        EXPECT_EQ(data.error().describe(),
                  "The input 3 of point " + std::to_string(rows) + " is too large to compute with.");
      }
    }
  }
}

}  // namespace
