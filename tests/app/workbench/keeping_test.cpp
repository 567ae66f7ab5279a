// What outlives the program: settings, work that was not saved, versions.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <thread>

#include "app/workbench/file_lock.h"
#include "app/workbench/workbench.h"
#include "engine/io/project_file.h"

namespace app {
namespace {

namespace fs = std::filesystem;

std::string sample(const std::string& name) {
  return std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/" + name + ".json";
}

class Keeping : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() /
             ("glassnet_keeping_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder);
    fs::create_directories(folder);
  }
  void TearDown() override { fs::remove_all(folder); }

  std::string state() const { return (folder / "state").string(); }
  std::string file(const char* name) const { return (folder / name).string(); }
  static void edit(Workbench& bench, int64_t batch) {
    engine::Experiment next = bench.view().experiment;
    next.batch_size = batch;
    bench.apply(action::Edit{engine::message("Edit"), std::move(next), ""});
    bench.update();
  }

  fs::path folder;
};

TEST_F(Keeping, SettingsGoThroughTheirText) {
  Settings s;
  s.language = Language::chinese;
  s.theme = ThemeKind::contrast;
  s.scale = 1.35;
  s.reduce_motion = true;
  s.both_terms = true;
  s.gallery_at_start = false;
  s.arrangement = {Fold::shut, Fold::open, Fold::shut, 300, 420, 150, 333};
  keep_arrangement(s, "/a");
  add_recent(s, "/a");
  add_recent(s, "/b");
  add_recent(s, "/a");
  EXPECT_EQ(s.recent, (std::vector<std::string>{"/a", "/b"}));
  set_favourite(s, "dense", true);
  set_favourite(s, "conv2d", true);
  set_favourite(s, "lstm", true);
  set_favourite(s, "conv2d", false);
  EXPECT_EQ(s.favourites, (std::vector<std::string>{"dense", "lstm"}));
  EXPECT_EQ(parse_settings(settings_text(s)), s);
}

TEST_F(Keeping, HostileSettingsFallBackFieldByField) {
  for (const char* text : {"", "{", "[]", "null", "{\"scale\": \"big\"}", "{\"recent\": 3}", "\xff\xfe"}) {
    EXPECT_EQ(parse_settings(text), Settings{}) << text;
  }
  const Settings s = parse_settings(
      R"({"scale": 99, "theme": "pink", "language": "zh", "recent": ["/x", 7], "arrangement": {"left_width": -5}})");
  EXPECT_EQ(s.scale, 1);
  EXPECT_EQ(s.theme, ThemeKind::dark);
  EXPECT_EQ(s.language, Language::chinese);
  EXPECT_EQ(s.recent, std::vector<std::string>{"/x"});
  EXPECT_EQ(s.arrangement, Arrangement{});
}

TEST_F(Keeping, ALockIsHeldOnceAndEndsWithItsOwner) {
  const std::string path = file("a.lock");
  FileLock second;
  {
    FileLock first;
    ASSERT_TRUE(first.take(path));
    EXPECT_FALSE(second.take(path));
  }
  EXPECT_TRUE(second.take(path));
}

TEST_F(Keeping, UnsavedWorkIsFoundByTheNextProgram) {
  engine::Experiment last;
  {
    Workbench bench;
    bench.remember_in(state());
    EXPECT_TRUE(bench.view().lost.empty());
    ASSERT_TRUE(bench.open(sample("two_spirals")));
    edit(bench, 7);
    edit(bench, 9);
    last = bench.view().experiment;
  }  // ends without saving
  Workbench next;
  next.remember_in(state());
  ASSERT_EQ(next.view().lost.size(), 1U);
  EXPECT_EQ(next.view().lost[0].experiment, last);
  EXPECT_EQ(next.view().lost[0].path, sample("two_spirals"));
  EXPECT_GT(next.view().lost[0].time, 1700000000);
  next.apply(action::Recover{0});
  EXPECT_EQ(next.view().experiment, last);
  EXPECT_TRUE(next.view().modified) << "it lies in no file of the user";
  EXPECT_EQ(next.view().path, sample("two_spirals"));
  EXPECT_TRUE(next.view().lost.empty());
}

TEST_F(Keeping, WorkOfAProgramThatStillRunsIsNotOffered) {
  Workbench running;
  running.remember_in(state());
  ASSERT_TRUE(running.open(sample("xor")));
  edit(running, 7);
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  const auto written = [&] {
    for (const auto& entry : fs::directory_iterator(folder / "state" / "recovery")) {
      if (entry.path().extension() == ".json") return true;
    }
    return false;
  };
  while (!written() && std::chrono::steady_clock::now() < limit)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_TRUE(written()) << "by itself, a few seconds after the change";
  Workbench other;
  other.remember_in(state());
  EXPECT_TRUE(other.view().lost.empty());
}

TEST_F(Keeping, SavedAndDiscardedWorkIsNotOffered) {
  {
    Workbench bench;
    bench.remember_in(state());
    ASSERT_TRUE(bench.open(sample("xor")));
    edit(bench, 7);
    ASSERT_TRUE(bench.save(file("mine.json")));
    bench.update();
  }
  {
    Workbench bench;
    bench.remember_in(state());
    EXPECT_TRUE(bench.view().lost.empty()) << "it was saved";
    ASSERT_TRUE(bench.open(sample("xor")));
    edit(bench, 7);
    bench.apply(action::Quit{});
    bench.apply(action::Discard{});
    EXPECT_TRUE(bench.quit_wanted());
  }
  Workbench bench;
  bench.remember_in(state());
  EXPECT_TRUE(bench.view().lost.empty()) << "it was thrown away on purpose";
}

TEST_F(Keeping, LostWorkCanBeDeletedAndABrokenFileIsLeftAlone) {
  {
    Workbench bench;
    bench.remember_in(state());
    ASSERT_TRUE(bench.open(sample("xor")));
    edit(bench, 7);
  }
  std::ofstream(folder / "state" / "recovery" / "broken.json") << "{ \"format\"";
  {
    Workbench bench;
    bench.remember_in(state());
    ASSERT_EQ(bench.view().lost.size(), 1U);
    bench.apply(action::Show{Dialog::lost});
    bench.apply(action::Forget{0});
    EXPECT_EQ(bench.view().dialog, Dialog::none);
  }
  Workbench bench;
  bench.remember_in(state());
  EXPECT_TRUE(bench.view().lost.empty());
  EXPECT_TRUE(fs::exists(folder / "state" / "recovery" / "broken.json"));
}

TEST_F(Keeping, TheLastTenVersionsCanBeRestored) {
  Workbench bench;
  bench.remember_in(state());
  ASSERT_TRUE(bench.open(sample("xor")));
  for (int64_t i = 1; i <= 13; ++i) {
    edit(bench, i);
    ASSERT_TRUE(bench.save(file("mine.json")));
  }
  ASSERT_TRUE(bench.save(file("mine.json")));  // nothing new: no version of its own
  bench.apply(action::Show{Dialog::versions});
  ASSERT_EQ(bench.view().versions.size(), kMostVersions);
  for (size_t i = 0; i < kMostVersions; ++i) {
    const auto project = engine::load_project(bench.view().versions[i].file);
    ASSERT_TRUE(project);
    EXPECT_EQ(project->experiment.batch_size, 13 - static_cast<int64_t>(i)) << "newest first";
  }
  bench.apply(action::RestoreVersion{9});
  EXPECT_EQ(bench.view().experiment.batch_size, 4);
  EXPECT_TRUE(bench.view().modified);
  bench.apply(action::Undo{});
  EXPECT_EQ(bench.view().experiment.batch_size, 13) << "restoring is an edit";
}

TEST_F(Keeping, RecentFilesAreThoseOfTheUser) {
  Workbench bench;
  bench.keep_samples(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects");
  bench.remember_in(state());
  bench.apply(action::OpenProject{sample("xor")});
  EXPECT_TRUE(bench.view().settings.recent.empty()) << "samples are in the gallery anyway";
  ASSERT_TRUE(bench.save(file("mine.json")));
  ASSERT_EQ(bench.view().settings.recent.size(), 1U);
  bench.apply(action::ForgetRecent{bench.view().settings.recent[0]});
  EXPECT_TRUE(bench.view().settings.recent.empty());
}

TEST_F(Keeping, SettingsAreThereAgain) {
  {
    Workbench bench;
    bench.remember_in(state());
    bench.apply(action::SetTheme{ThemeKind::contrast});
    bench.apply(action::SetScale{1.5});
    bench.apply(action::SetScale{99});  // refused
  }
  Workbench bench;
  bench.remember_in(state());
  EXPECT_EQ(bench.view().theme, ThemeKind::contrast);
  EXPECT_EQ(bench.view().settings.scale, 1.5);
}

TEST_F(Keeping, EachProjectHasItsWindow) {
  Workbench bench;
  bench.keep_samples(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects");
  bench.remember_in(state());
  bench.apply(action::OpenProject{sample("xor")});
  ASSERT_TRUE(bench.save(file("wide.json")));
  Arrangement wide;
  wide.left = Fold::shut;
  wide.right_width = 500;
  bench.apply(action::Arrange{wide});
  ASSERT_TRUE(bench.save(file("usual.json")));
  EXPECT_EQ(bench.view().settings.arrangement, wide) << "a new project is as the one before";
  bench.apply(action::Arrange{{}});
  bench.apply(action::OpenProject{file("wide.json")});
  EXPECT_EQ(bench.view().settings.arrangement, wide);
  bench.apply(action::OpenProject{file("usual.json")});
  EXPECT_EQ(bench.view().settings.arrangement, Arrangement{});
  ASSERT_TRUE(bench.save(file("wide.json")));
  EXPECT_EQ(bench.view().settings.arrangement, Arrangement{}) << "saving over another moves nothing";
}

TEST_F(Keeping, AFolderThatCannotBeMadeStopsNothing) {
  std::ofstream(folder / "state") << "a file where the folder would be";
  Workbench bench;
  bench.remember_in(state());
  ASSERT_TRUE(bench.open(sample("xor")));
  edit(bench, 7);
  EXPECT_TRUE(bench.save(file("mine.json")));
}

TEST_F(Keeping, UndoGoesOnAfterSavingAndOpening) {
  {
    Workbench bench;
    bench.remember_in(state());
    ASSERT_TRUE(bench.open(sample("xor")));
    for (int64_t i = 1; i <= 3; ++i) edit(bench, 100 + i);
    ASSERT_TRUE(bench.save(file("mine.json")));
  }
  Workbench bench;
  bench.remember_in(state());
  ASSERT_TRUE(bench.open(file("mine.json")));
  EXPECT_FALSE(bench.view().modified);
  EXPECT_EQ(bench.view().experiment.batch_size, 103);
  ASSERT_TRUE(bench.view().history.can_undo());
  EXPECT_EQ(bench.view().history.undo_label().text, "Edit");
  bench.apply(action::Undo{});
  EXPECT_EQ(bench.view().experiment.batch_size, 102);
  EXPECT_TRUE(bench.view().modified);
}

TEST_F(Keeping, UndoOfAFileThatWasChangedElsewhereIsNotUsed) {
  Workbench bench;
  bench.remember_in(state());
  ASSERT_TRUE(bench.open(sample("xor")));
  edit(bench, 101);
  ASSERT_TRUE(bench.save(file("mine.json")));
  engine::Experiment other = bench.view().experiment;
  other.batch_size = 77;
  ASSERT_TRUE(engine::save_project(file("mine.json"), other));
  ASSERT_TRUE(bench.open(file("mine.json")));
  EXPECT_EQ(bench.view().experiment.batch_size, 77);
  EXPECT_FALSE(bench.view().history.can_undo());
}

TEST_F(Keeping, HistoryGoesToAnyStep) {
  Workbench bench;
  ASSERT_TRUE(bench.open(sample("xor")));
  const int64_t first = bench.view().experiment.batch_size;
  for (int64_t i = 1; i <= 5; ++i) edit(bench, 100 + i);
  bench.apply(action::GoTo{2});
  EXPECT_EQ(bench.view().experiment.batch_size, 102);
  EXPECT_TRUE(bench.view().history.can_redo());
  bench.apply(action::GoTo{0});
  EXPECT_EQ(bench.view().experiment.batch_size, first);
  EXPECT_FALSE(bench.view().modified);
  bench.apply(action::GoTo{99});
  EXPECT_EQ(bench.view().history.place(), 0U);
  bench.apply(action::GoTo{5});
  EXPECT_EQ(bench.view().experiment.batch_size, 105);
}

}  // namespace
}  // namespace app
