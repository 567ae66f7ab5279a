// The program without its window: actions in, state out, with the real training thread.
#include "app/workbench/workbench.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "app/workbench/edits.h"
#include "tests/app/workbench/until.h"

namespace app {
namespace {

namespace fs = std::filesystem;

class WorkbenchTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(bench.open(sample("two_spirals.json"))); }

  static std::string sample(const std::string& name) {
    return std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/" + name;
  }
  bool until(const std::function<bool(const View&)>& done) { return app::until(bench, done); }
  void edit(engine::Experiment next, const std::string& key = "") {
    bench.apply(action::Edit{engine::message("Edit"), std::move(next), key});
  }

  Workbench bench;
};

TEST_F(WorkbenchTest, PlayTrainsAndPauseStops) {
  EXPECT_FALSE(bench.view().playing) << "opens paused";
  bench.apply(action::Play{});
  ASSERT_TRUE(until([](const View& v) { return v.curve.size() > 20 && v.fresh; }));
  EXPECT_TRUE(bench.view().playing);
  bench.apply(action::Pause{});
  EXPECT_TRUE(until([](const View& v) { return !v.snapshot.running; }));
}

TEST_F(WorkbenchTest, TheDoctorSpeaksOfTheEnd) {
  bench.apply(action::Play{});
  const auto spoken = [](const View& v) { return v.diagnosis.kind != engine::Diagnosis::Kind::none; };
  ASSERT_TRUE(until(spoken));
  const size_t then = bench.view().curve.size();
  ASSERT_TRUE(until([&](const View& v) { return v.curve.size() > 2 * then; }));
  bench.apply(action::Pause{});
  ASSERT_TRUE(until([](const View& v) { return !v.snapshot.running; }));
  bench.update();
  const View v = bench.view();
  EXPECT_EQ(v.diagnosis.text.format(), engine::diagnose(v.experiment, v.curve, std::nullopt).text.format());
}

TEST_F(WorkbenchTest, ResetClearsTheCurvesAndKeepsTheExperiment) {
  const engine::Experiment before = bench.view().experiment;
  bench.apply(action::StepEpoch{});
  ASSERT_TRUE(until([](const View& v) { return v.curve.size() == 1; }));
  bench.apply(action::Reset{});
  ASSERT_TRUE(until([](const View& v) { return v.curve.empty() && v.snapshot.step == 0; }));
  EXPECT_EQ(bench.view().experiment, before);
}

TEST_F(WorkbenchTest, EditsUndoAndRedo) {
  const engine::Experiment before = bench.view().experiment;
  engine::Experiment next = before;
  next.batch_size = 5;
  edit(next);
  EXPECT_TRUE(bench.view().modified);
  bench.apply(action::Undo{});
  EXPECT_EQ(bench.view().experiment, before);
  EXPECT_FALSE(bench.view().modified);
  bench.apply(action::Redo{});
  EXPECT_EQ(bench.view().experiment, next);
}

TEST_F(WorkbenchTest, TrainingGoesOnThroughLiveEditsAndRebuilds) {
  bench.apply(action::Play{});
  ASSERT_TRUE(until([](const View& v) { return v.snapshot.epoch > 5; }));
  edit(set_units(bench.view().experiment, bench.view().experiment.network.nodes[1].id, 5));
  const int64_t epoch = bench.view().snapshot.epoch;
  ASSERT_TRUE(until([&](const View& v) { return v.fresh && v.snapshot.epoch > epoch + 5; }));
  EXPECT_TRUE(bench.view().playing);
  EXPECT_GT(bench.view().curve.size(), 5u) << "the curves go on";
}

TEST_F(WorkbenchTest, AnErrorPausesUntilItIsMended) {
  bench.apply(action::Play{});
  ASSERT_TRUE(until([](const View& v) { return v.snapshot.epoch > 1; }));
  engine::Experiment broken = bench.view().experiment;
  broken.network.nodes[1].params["units"] = int64_t{0};
  edit(broken);
  ASSERT_TRUE(until([](const View& v) { return v.error.has_value(); }));
  EXPECT_FALSE(bench.view().playing);
  EXPECT_EQ(bench.view().error->where, broken.network.nodes[1].id);
  bench.apply(action::Undo{});
  ASSERT_TRUE(until([](const View& v) { return !v.error && v.playing && v.snapshot.running; }));
}

TEST_F(WorkbenchTest, AnotherSourceStartsAgain) {
  bench.apply(action::StepEpoch{});
  ASSERT_TRUE(until([](const View& v) { return v.curve.size() == 1; }));
  edit(set_source(bench.view().experiment, "circle"));
  ASSERT_TRUE(until([](const View& v) { return v.fresh && v.curve.empty() && v.snapshot.step == 0; }));
}

TEST_F(WorkbenchTest, AFailedOpenLosesNothing) {
  const engine::Experiment before = bench.view().experiment;
  const fs::path bad = fs::temp_directory_path() / "glassnet_bad_project.json";
  std::ofstream(bad) << "{ \"format\": ";
  EXPECT_FALSE(bench.open(bad.string()));
  EXPECT_EQ(bench.view().experiment, before);
  ASSERT_FALSE(bench.view().notices.empty());
  EXPECT_EQ(bench.view().notices.back().kind, Notice::Kind::error);
  fs::remove(bad);
}

TEST_F(WorkbenchTest, SavesAndOpensAgain) {
  engine::Experiment next = bench.view().experiment;
  next.batch_size = 11;
  edit(next);
  const fs::path file = fs::temp_directory_path() / "glassnet_saved_project.json";
  bench.apply(action::SaveProjectAs{file.string()});
  EXPECT_FALSE(bench.view().modified);
  Workbench other;
  ASSERT_TRUE(other.open(file.string()));
  EXPECT_EQ(other.view().experiment, next);
  fs::remove(file);
}

// What comes with the program is the same for the next class: saving asks for another place.
TEST_F(WorkbenchTest, SamplesStayAsTheyAre) {
  const fs::path folder = fs::temp_directory_path() / "glassnet_samples_of_a_test";
  fs::create_directories(folder);
  const fs::path file = folder / "sample.json", other = fs::temp_directory_path() / "glassnet_not_a_sample.json";
  fs::copy_file(sample("two_spirals.json"), file, fs::copy_options::overwrite_existing);
  ASSERT_TRUE(bench.open(file.string()));
  bench.keep_samples(folder.string());
  engine::Experiment next = bench.view().experiment;
  next.batch_size = 11;
  edit(next);
  const auto size = fs::file_size(file);
  bench.apply(action::SaveProject{});
  EXPECT_EQ(bench.view().dialog, Dialog::save_as);
  bench.apply(action::SaveProjectAs{file.string()});
  EXPECT_TRUE(bench.view().modified);
  EXPECT_EQ(bench.view().notices.back().kind, Notice::Kind::error);
  EXPECT_EQ(fs::file_size(file), size);
  bench.apply(action::SaveProjectAs{other.string()});
  EXPECT_FALSE(bench.view().modified);
  bench.apply(action::SaveProject{});
  EXPECT_EQ(bench.view().dialog, Dialog::none) << "it has a place of its own now";
  fs::remove(other);
  fs::remove_all(folder);
}

TEST_F(WorkbenchTest, UnsavedWorkIsAskedAbout) {
  engine::Experiment next = bench.view().experiment;
  next.batch_size = 11;
  edit(next);
  bench.apply(action::Quit{});
  EXPECT_EQ(bench.view().dialog, Dialog::unsaved);
  EXPECT_FALSE(bench.quit_wanted());
  bench.apply(action::Dismiss{});
  EXPECT_EQ(bench.view().dialog, Dialog::none);
  EXPECT_EQ(bench.view().experiment, next);
  bench.apply(action::Quit{});
  bench.apply(action::Discard{});
  EXPECT_TRUE(bench.quit_wanted());
}

TEST_F(WorkbenchTest, DivergenceOffersARemedyThatWorks) {
  ASSERT_TRUE(bench.open(sample("linear_regression.json")));
  engine::Experiment wild = bench.view().experiment;
  wild.optimizer = {"sgd", {{"learning_rate", 10.0}}};
  edit(wild);
  bench.apply(action::Play{});
  ASSERT_TRUE(until([](const View& v) { return v.divergence.has_value(); }));
  EXPECT_FALSE(bench.view().playing);
  ASSERT_EQ(bench.view().diagnosis.kind, engine::Diagnosis::Kind::diverged);
  bench.apply(action::ApplyRemedy{});
  ASSERT_TRUE(until([](const View& v) { return !v.divergence && v.fresh && v.snapshot.step == 0; }));
  EXPECT_LT(std::get<double>(bench.view().experiment.optimizer.params.at("learning_rate")), 10.0);
}

}  // namespace
}  // namespace app
