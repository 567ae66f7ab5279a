// A trained network on samples of another size: the same answers where the samples agree, a sentence where it cannot.
#include "engine/train/other_size.h"

#include <gtest/gtest.h>

#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::chain;
using testing::dense;

std::shared_ptr<const PreparedData> steps_data() {
  Dataset set;
  Rng rng(3);
  set.inputs.resize(20, {5, 2});
  for (Scalar& x : set.inputs.span()) x = static_cast<Scalar>(rng.uniform(-1, 3));
  set.target_shape = {5};
  set.classes = 2;
  for (int64_t i = 0; i < 100; ++i) set.targets.push_back(set.inputs.data()[2 * i] > 1 ? 1 : 0);
  for (int i = 0; i < 10; ++i) set.input_names.push_back("x" + std::to_string(i));
  auto data = prepare_set(DataSpec{}, std::move(set));
  EXPECT_TRUE(data.ok());
  return *data;
}

TEST(OtherSize, LongerSequencesGetAnAnswerForEachStep) {
  Experiment e;
  e.network = chain({dense("a", 6, "tanh"), dense("b", 2, "linear")});
  e.loss = {"cross_entropy", {}};
  e.optimizer.params["learning_rate"] = 0.05;
  auto trainer = Trainer::create(e, nullptr, steps_data());
  ASSERT_TRUE(trainer.ok()) << trainer.error().describe();
  for (int i = 0; i < 200; ++i) ASSERT_TRUE((*trainer)->step());
  auto longer = OtherSize::create(**trainer, {8, 2});
  ASSERT_TRUE(longer.ok()) << longer.error().describe();
  EXPECT_EQ(longer->answer_shape(), (Shape{8}));
  std::vector<Scalar> raw(16), same(10);
  for (size_t i = 0; i < raw.size(); ++i) raw[i] = static_cast<Scalar>(static_cast<double>(i % 5) - 1.5);
  std::copy_n(raw.begin(), same.size(), same.begin());
  auto equal = OtherSize::create(**trainer, {5, 2});
  ASSERT_TRUE(equal.ok());
  const ConstView a = longer->forward(raw), b = equal->forward(same);
  for (int64_t i = 0; i < 10; ++i) EXPECT_EQ(a.data[i], b.data[i]) << "each step is looked at alone";
  for (int64_t step = 0; step < 8; ++step) {
    const int64_t predicted = longer->answers().predicted(longer->answers().element(a.data, step));
    EXPECT_EQ(predicted, raw[static_cast<size_t>(2 * step)] > 1 ? 1 : 0);
  }
}

TEST(OtherSize, OtherKindsAreRefused) {
  Experiment e;
  e.network = chain({dense("b", 2, "linear")});
  e.loss = {"cross_entropy", {}};
  auto trainer = Trainer::create(e, nullptr, steps_data());
  ASSERT_TRUE(trainer.ok());
  EXPECT_EQ(
      OtherSize::create(**trainer, {5, 3}).error().describe(),
      "Samples of the shape 5×3 are of another kind than those of the training, 5×2; only their length, or height "
      "and width, may differ.");
  EXPECT_FALSE(OtherSize::create(**trainer, {10}).ok());
}

}  // namespace
}  // namespace engine
