// What an answer loses when a patch is hidden, against passes of samples in which the patch was hidden by hand.
#include "engine/train/occlusion.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <thread>

#include "engine/train/observer.h"
#include "engine/train/trainer_thread.h"
#include "tests/engine/data/inputs_of.h"
#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::chain;
using testing::circle;
using testing::dense;

constexpr int64_t kPatch = 7, kStride = 4;

Experiment digits() {
  Experiment e;
  e.data.source = {"digits", {}};
  e.data.size = 60;
  e.data.steps = {{{"standardise", {}}, false}};
  e.network = chain({{"conv", "conv2d", "", {{"out_channels", int64_t{3}}, {"kernel_size", int64_t{5}}}, false},
                     {"flat", "flatten", "", {}, false},
                     dense("out", 10, "linear")});
  e.loss = {"cross_entropy", {}};
  e.batch_size = 10;
  return e;
}

// The answer to `x` with the given numbers hidden behind `fill`.
double answer_without(Trainer& t, Tensor x, const std::vector<int64_t>& hidden, Scalar fill, int64_t answer) {
  for (const int64_t i : hidden) x.data()[i] = fill;
  return static_cast<double>(t.probe(x.view()).data[answer]);
}

TEST(PatchPlaces, LeaveNothingOut) {
  EXPECT_EQ(patch_places(10, 3, 3), (std::vector<int64_t>{0, 3, 6, 7}));
  EXPECT_EQ(patch_places(9, 3, 3), (std::vector<int64_t>{0, 3, 6}));
  EXPECT_EQ(patch_places(3, 8, 2), (std::vector<int64_t>{0}));
  EXPECT_EQ(patch_places(3, 1, 0), (std::vector<int64_t>{0, 1, 2}));
}

TEST(Occlusion, OfAnImageIsWhatHidingByHandGives) {
  auto t = Trainer::create(digits());
  ASSERT_TRUE(t.ok());
  for (int i = 0; i < 12; ++i) ASSERT_TRUE((*t)->step());
  Observer observer;
  observer.attach(**t);
  observer.watch({{"input1", Watched::occlusion, kPatch, 5, "", kStride}});
  Snapshot s;
  for (int i = 0; i < 100 && (i == 0 || observer.unfinished()); ++i) observer.fill(s, **t);
  const WatchedTensor* map = s.find("input1", Watched::occlusion);
  ASSERT_NE(map, nullptr);
  const auto places = patch_places(28, kPatch, kStride);
  ASSERT_EQ(map->shape, (Shape{static_cast<int64_t>(places.size()), static_cast<int64_t>(places.size())}));
  const Tensor seen = inputs_of((*t)->data(), 0);
  double mean = 0;
  for (const Scalar v : seen.span()) mean += static_cast<double>(v) / static_cast<double>(seen.span().size());
  Tensor x(1, (*t)->data().input_shape);
  (*t)->data().transform((*t)->data().raw.inputs.row(5), x.data());
  const int64_t answer = (*t)->answers().predicted((*t)->probe(x.view()).data);
  const double whole = answer_without(**t, x, {}, 0, answer);
  double largest = 0;
  for (size_t r = 0; r < places.size(); ++r) {
    for (size_t c = 0; c < places.size(); ++c) {
      std::vector<int64_t> hidden;
      for (int64_t y = 0; y < kPatch; ++y) {
        for (int64_t k = 0; k < kPatch; ++k) hidden.push_back((places[r] + y) * 28 + places[c] + k);
      }
      const double loss = whole - answer_without(**t, x, hidden, static_cast<Scalar>(mean), answer);
      EXPECT_NEAR(static_cast<double>(map->values[r * places.size() + c]), loss, 1e-4);
      largest = std::max(largest, std::abs(loss));
    }
  }
  EXPECT_GT(largest, 0.01);
}

TEST(Occlusion, OfAListHidesOneFeature) {
  auto t = Trainer::create(circle());
  for (int i = 0; i < 30; ++i) ASSERT_TRUE((*t)->step());
  Observer observer;
  observer.attach(**t);
  observer.watch({{"input1", Watched::occlusion, 1, 3}});
  Snapshot s;
  observer.fill(s, **t);
  const WatchedTensor* map = s.find("input1", Watched::occlusion);
  ASSERT_EQ(map->shape, (Shape{2, 1}));
  EXPECT_FALSE(observer.unfinished());
  Tensor x(1, {2});
  (*t)->data().transform((*t)->data().raw.inputs.row(3), x.data());
  const Tensor seen = inputs_of((*t)->data(), 0);
  const double sign = (*t)->answers().predicted((*t)->probe(x.view()).data) == 0 ? -1 : 1;
  for (int64_t f = 0; f < 2; ++f) {
    double mean = 0;
    for (int64_t i = 0; i < seen.rows(); ++i)
      mean += static_cast<double>(seen.row(i)[f]) / static_cast<double>(seen.rows());
    const double loss =
        sign * (answer_without(**t, x, {}, 0, 0) - answer_without(**t, x, {f}, static_cast<Scalar>(mean), 0));
    EXPECT_NEAR(static_cast<double>(map->values[static_cast<size_t>(f)]), loss, 1e-4);
  }
}

TEST(Occlusion, GoesOnInSlicesAndAnewWithOtherWeights) {
  auto t = Trainer::create(digits());
  const Tensor seen = inputs_of((*t)->data(), 0);
  const ConstView x{seen.row(0), 1, seen.shape()};
  Occlusion slices, whole;
  whole.advance(**t, x, {kPatch, kStride}, int64_t{1} << 40);
  ASSERT_TRUE(whole.complete());
  slices.advance(**t, x, {kPatch, kStride}, 1);
  EXPECT_FALSE(slices.complete());
  for (int i = 0; !slices.finished(); ++i) {
    ASSERT_LT(i, 100);
    slices.advance(**t, x, {kPatch, kStride}, 1);
  }
  ASSERT_TRUE(slices.complete());
  for (size_t i = 0; i < whole.values().size(); ++i) EXPECT_NEAR(slices.values()[i], whole.values()[i], 1e-5);
  ASSERT_TRUE((*t)->step());
  slices.advance(**t, x, {kPatch, kStride}, 1);
  EXPECT_FALSE(slices.finished());
  EXPECT_TRUE(slices.complete());  // what was found before stays for now
  slices.advance(**t, x, {kPatch + 1, kStride}, 1);
  EXPECT_FALSE(slices.complete());
}

// At rest nothing calls for another picture but the map itself.
TEST(Occlusion, IsFinishedByAThreadThatRests) {
  TrainerThread thread;
  thread.post(command::SetWatches{{{"input1", Watched::occlusion, 2, 5, "", 1}}});
  thread.post(command::Load{digits(), 1, true});
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  bool there = false;
  while (!there && std::chrono::steady_clock::now() < limit) {
    thread.take_snapshot();
    const WatchedTensor* map = thread.snapshot().find("input1", Watched::occlusion);
    there = map && map->values.size() == 27 * 27;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_TRUE(there);
}

}  // namespace
}  // namespace engine
