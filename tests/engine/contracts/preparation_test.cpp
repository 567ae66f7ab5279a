// The contract of every step of preparation, with random parameters and lopsided samples of every kind: a sentence
// where it does not suit, the shape that it announces, nothing learned from beyond the training part, the same bits
// twice.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/data/prepare.h"
#include "tests/engine/contracts/samples.h"
#include "tests/engine/data/inputs_of.h"

namespace {

using namespace engine;

Dataset random_set(int kind, Rng& rng) {
  Dataset set;
  const int rank = kind == 3 ? 1 : kind + 1;
  set.inputs.resize(40, samples::shape(rank, rng));
  for (Scalar& v : set.inputs.span()) v = static_cast<Scalar>(kind == 3 ? 1.0 : std::floor(5 * rng.normal()));
  if (kind == 3) set.vocabulary = {"", "word"};
  set.classes = static_cast<int64_t>(rng.below(4));
  for (int i = 0; i < 40; ++i) {
    set.targets.push_back(set.classes > 0 ? static_cast<Scalar>(rng.below(static_cast<uint64_t>(set.classes)))
                                          : static_cast<Scalar>(rng.normal()));
  }
  for (int64_t c = 0; c < set.inputs.columns(); ++c) set.input_names.push_back("c" + std::to_string(c + 1));
  return set;
}

// True when the step was taken and kept its word.
bool keeps_its_word(const PreparationType& type, const DataSpec& spec, const Dataset& set) {
  const std::string what = type.id + " on " + set.inputs.shape().text();
  const auto made = prepare_set(spec, set);
  if (!made) {
    EXPECT_EQ(step_of(made.error()), 0U) << what << ": " << made.error().describe();
    EXPECT_FALSE(made.error().what.empty()) << what;
    return false;
  }
  const PreparedData& data = **made;
  const PreparedStep& step = data.steps[0];
  if (step.passed_over) return false;
  const Params params = *resolve(type.params, spec.steps[0].params);
  if (type.output_shape) {
    const Shape promised = type.output_shape(params, step.before);
    EXPECT_TRUE(promised.rank() == 0 || promised == data.input_shape) << what;
  } else {
    EXPECT_EQ(step.before.shape, data.input_shape) << what;
  }
  EXPECT_EQ(step.random != nullptr, type.stage == PreparationStage::random) << what;
  EXPECT_EQ(step.fitted != nullptr, type.stage == PreparationStage::values) << what;
  for (int part = 0; part < kSplits; ++part) {
    const Tensor inputs = inputs_of(data, part);
    EXPECT_TRUE(std::ranges::all_of(inputs.span(), [](Scalar v) { return std::isfinite(v); })) << what;
  }
  const auto again = prepare_set(spec, set);
  for (int part = 0; part < kSplits; ++part) {
    EXPECT_TRUE(std::ranges::equal(inputs_of(data, part).span(), inputs_of(**again, part).span())) << what;
    EXPECT_EQ(data.targets[part], (*again)->targets[part]) << what;
  }
  std::vector<Scalar> one(static_cast<size_t>(data.input_shape.count()));
  const Tensor inputs = inputs_of(data, 0);
  for (int64_t i = 0; i < inputs.rows(); ++i) {
    data.transform(data.raw.inputs.row(data.rows[0][static_cast<size_t>(i)]), one.data());
    EXPECT_TRUE(std::equal(one.begin(), one.end(), inputs.row(i))) << what;
  }
  return true;
}

// Other samples in the validation and test part change nothing that was learned, and no training sample.
void expect_blind_beyond_training(const PreparationType& type, DataSpec spec, const Dataset& set) {
  const auto before = prepare_set(spec, set);
  if (!before || type.stage == PreparationStage::set) return;
  Dataset other = set;
  std::vector<bool> training(static_cast<size_t>(set.rows()), false);
  spec.steps[0].off = true;  // some steps leave training rows out; they are no validation rows for that
  const auto dealt = prepare_set(spec, set);
  for (const int64_t row : (*dealt)->rows[0]) training[static_cast<size_t>(row)] = true;
  for (int64_t row = 0; row < other.rows() && set.vocabulary.empty(); ++row) {
    if (training[static_cast<size_t>(row)]) continue;
    for (int64_t c = 0; c < other.inputs.columns(); ++c) other.inputs.row(row)[c] = 1000;
  }
  spec.steps[0].off = false;
  const auto after = prepare_set(spec, other);
  ASSERT_TRUE(after.ok()) << type.id << ": " << after.error().describe();
  EXPECT_TRUE(std::ranges::equal(inputs_of(**before, 0).span(), inputs_of(**after, 0).span())) << type.id;
  EXPECT_EQ((*before)->targets[0], (*after)->targets[0]) << type.id;
  if (!(*before)->steps[0].fitted) return;
  EXPECT_EQ((*before)->steps[0].fitted->learned(), (*after)->steps[0].fitted->learned()) << type.id;
}

TEST(PreparationContract, EveryStepKeepsItsWord) {
  for (const PreparationType* type : preparations().entries()) {
    int taken = 0;
    for (uint64_t seed = 0; seed < 24; ++seed) {
      Rng rng(seed, stream_of(type->id.c_str()));
      DataSpec spec;
      spec.train = 0.6;
      spec.validation = 0.25;
      spec.test = 0.15;
      spec.steps = {{{type->id, samples::params(type->params, rng)}, false}};
      const Dataset set = random_set(static_cast<int>(seed % 4), rng);
      taken += keeps_its_word(*type, spec, set);
      expect_blind_beyond_training(*type, spec, set);
    }
    EXPECT_GT(taken, 0) << type->id << " was never taken";
  }
}

TEST(PreparationContract, EveryStepHasWhatItsStageNeeds) {
  for (const PreparationType* type : preparations().entries()) {
    EXPECT_EQ(type->change_set != nullptr, type->stage == PreparationStage::set) << type->id;
    EXPECT_EQ(type->change_rows != nullptr, type->stage == PreparationStage::rows) << type->id;
    EXPECT_EQ(type->fit != nullptr, type->stage == PreparationStage::values) << type->id;
    EXPECT_EQ(type->draw != nullptr, type->stage == PreparationStage::random) << type->id;
    EXPECT_FALSE(type->glyph.empty()) << type->id;
    for (const std::string& key : type->column_keys) EXPECT_TRUE(find_param(type->params, key)) << type->id;
  }
}

// A drawn sample has the same bits for the same generator, and writes all of its numbers and none beyond.
TEST(PreparationContract, DrawsWriteTheirSampleAndNothingElse) {
  for (const PreparationType* type : preparations().entries()) {
    if (!type->draw) continue;
    for (uint64_t seed = 0; seed < 20; ++seed) {
      Rng rng(seed, stream_of(type->id.c_str()));
      SampleFacts facts;
      facts.kind = SampleKind::image;
      facts.shape = samples::shape(3, rng);
      const Params params = samples::params(type->params, rng);
      if (type->suits && !type->suits(params, facts)) continue;
      const auto step = type->draw(params, facts);
      ASSERT_TRUE(step.ok()) << type->id;
      const auto n = static_cast<size_t>(facts.shape.count());
      std::vector<Scalar> in(n), a(n + 1, -99), b(n + 1, 99);
      for (Scalar& v : in) v = static_cast<Scalar>(rng.uniform());
      Rng first(seed), second(seed);
      (*step)->apply(in.data(), a.data(), first);
      (*step)->apply(in.data(), b.data(), second);
      EXPECT_EQ(a.back(), -99) << type->id;
      EXPECT_EQ(b.back(), 99) << type->id;
      EXPECT_TRUE(std::equal(a.begin(), a.end() - 1, b.begin())) << type->id;
    }
  }
}

}  // namespace
