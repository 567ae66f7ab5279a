// A project that is saved while it trains goes on where it was, with its curves.
#include <gtest/gtest.h>

#include <filesystem>

#include "app/workbench/kept_curve.h"
#include "app/workbench/workbench.h"
#include "tests/app/workbench/until.h"

namespace app {
namespace {

class KeptTraining : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();  // tests run side by side
    file_ = (std::filesystem::path(::testing::TempDir()) / ("kept_training_" + name + ".json")).string();
    ASSERT_TRUE(bench_.open(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/two_spirals.json"));
  }
  void TearDown() override { std::filesystem::remove(file_); }
  static bool trained(Workbench& bench, int64_t steps) {
    return until(bench, [steps](const View& v) { return v.fresh && !v.snapshot.running && v.snapshot.step == steps; });
  }

  std::string file_;
  Workbench bench_;
};

TEST_F(KeptTraining, GoesOnWhereItWas) {
  bench_.train(500);
  ASSERT_TRUE(trained(bench_, 500));
  ASSERT_TRUE(bench_.save(file_));
  const size_t points = bench_.view().curve.size();
  ASSERT_GT(points, 10U);

  Workbench again;
  ASSERT_TRUE(again.open(file_));
  ASSERT_TRUE(trained(again, 500)) << "it is where it was, and rests";
  ASSERT_EQ(again.view().curve.size(), points);
  for (size_t i = 0; i < points; ++i) {
    EXPECT_EQ(again.view().curve[i].epoch, bench_.view().curve[i].epoch);
    EXPECT_EQ(again.view().curve[i].train.loss, bench_.view().curve[i].train.loss);
    EXPECT_EQ(again.view().curve[i].validation.accuracy, bench_.view().curve[i].validation.accuracy);
    EXPECT_EQ(again.view().curve[i].gradient_norms, bench_.view().curve[i].gradient_norms);
  }
  EXPECT_EQ(again.view().snapshot.validation.loss, bench_.view().snapshot.validation.loss);

  bench_.train(300);
  again.train(300);
  ASSERT_TRUE(trained(bench_, 800));
  ASSERT_TRUE(trained(again, 800));
  EXPECT_EQ(again.view().snapshot.train.loss, bench_.view().snapshot.train.loss);
  EXPECT_EQ(again.view().curve.back().validation.loss, bench_.view().curve.back().validation.loss);
  EXPECT_GT(again.view().curve.size(), points) << "the curves go on";
}

TEST_F(KeptTraining, StepsBeyondTheFileAreUnsaved) {
  EXPECT_FALSE(bench_.view().modified);
  bench_.train(50);
  ASSERT_TRUE(trained(bench_, 50));
  EXPECT_FALSE(bench_.view().modified) << "a file without a training is not asked about";
  ASSERT_TRUE(bench_.save(file_));
  EXPECT_FALSE(bench_.view().modified);
  bench_.train(50);
  ASSERT_TRUE(trained(bench_, 100));
  EXPECT_TRUE(bench_.view().modified);
  bench_.apply(action::Quit{});
  EXPECT_FALSE(bench_.quit_wanted()) << "asks first";
  ASSERT_TRUE(bench_.save(file_));
  EXPECT_FALSE(bench_.view().modified);
  ASSERT_TRUE(bench_.open(file_));
  EXPECT_FALSE(bench_.view().modified);
  ASSERT_TRUE(trained(bench_, 100));
  EXPECT_FALSE(bench_.view().modified);
}

TEST_F(KeptTraining, ResetForgetsIt) {
  bench_.train(100);
  ASSERT_TRUE(trained(bench_, 100));
  ASSERT_TRUE(bench_.save(file_));
  bench_.apply(action::Reset{});
  ASSERT_TRUE(trained(bench_, 0));
  const double start = bench_.view().snapshot.validation.loss;
  ASSERT_TRUE(bench_.open(file_));
  ASSERT_TRUE(trained(bench_, 100));
  bench_.apply(action::Reset{});
  ASSERT_TRUE(trained(bench_, 0));
  EXPECT_EQ(bench_.view().snapshot.validation.loss, start);
  EXPECT_TRUE(bench_.view().curve.empty());
  ASSERT_TRUE(bench_.save(file_));
  Workbench again;
  ASSERT_TRUE(again.open(file_));
  ASSERT_TRUE(trained(again, 0));
}

TEST_F(KeptTraining, IsThereAgainWhenTheDataIs) {
  const std::string table = (std::filesystem::path(::testing::TempDir()) / "kept_table.csv").string();
  const auto write = [&] {
    std::string text = "a,b,y\n";
    for (int i = 0; i < 60; ++i)
      text += std::to_string(i) + "," + std::to_string(i % 7) + "," + std::to_string(i * 2.5) + "\n";
    FILE* f = std::fopen(table.c_str(), "w");
    ASSERT_TRUE(f);
    std::fputs(text.c_str(), f);
    std::fclose(f);
  };
  write();
  bench_.apply(action::UseData{{"csv", {{"path", table}}}, 0});
  ASSERT_TRUE(until(bench_, [](const View& v) { return v.fresh && !v.error && v.data && v.data->raw.rows() == 60; }));
  bench_.train(40);
  ASSERT_TRUE(trained(bench_, 40));
  ASSERT_TRUE(bench_.save(file_));
  std::filesystem::remove(table);
  Workbench again;
  ASSERT_TRUE(again.open(file_));
  ASSERT_TRUE(until(again, [](const View& v) { return v.error.has_value(); }));
  ASSERT_TRUE(again.save(file_)) << "what was trained stays in the file";
  write();
  again.apply(action::ReadAgain{});
  EXPECT_TRUE(trained(again, 40));
  std::filesystem::remove(table);
}

TEST(KeptCurve, IsThinnedAndReadWithCare) {
  std::vector<engine::event::MetricPoint> curve(5000);
  for (size_t i = 0; i < curve.size(); ++i) {
    curve[i].epoch = curve[i].step = static_cast<int64_t>(i) + 1;
    curve[i].train.offered = 1;
    curve[i].train.loss = 1.0 / static_cast<double>(i + 1);
  }
  const auto kept = curve_of(with_curve(R"({"other": 1})", curve));
  ASSERT_FALSE(kept.empty());
  EXPECT_LE(kept.size(), 401U);
  EXPECT_EQ(kept.front().epoch, 1);
  EXPECT_EQ(kept.back().epoch, 5000);
  EXPECT_EQ(kept.back().train.loss, 1.0 / 5000);
  EXPECT_NE(with_curve(R"({"other": 1})", curve).find("\"other\""), std::string::npos);
  EXPECT_EQ(with_curve(with_curve("{}", curve), {}), "{}");
  for (const char* bad :
       {"", "[]", R"({"curve": 5})", R"({"curve": {"epoch": [1, 2]}})",
        R"({"curve": {"epoch": [1, 2], "step": [5, 4]}})", R"({"curve": {"epoch": [1e300], "step": [1]}})"}) {
    EXPECT_TRUE(curve_of(bad).empty()) << bad;
  }
  const auto odd =
      curve_of(R"({"curve": {"epoch": [1], "step": [1], "train": {"values": {"loss": ["x"]}}, "gradients": [1, {}]}})");
  ASSERT_EQ(odd.size(), 1U);
  EXPECT_TRUE(std::isnan(odd[0].train.loss));
}

}  // namespace
}  // namespace app
