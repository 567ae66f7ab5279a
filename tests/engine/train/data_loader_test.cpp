// Data of one experiment after the other: read once, prepared anew, stopped on the way.
#include "engine/train/data_loader.h"

#include <chrono>
#include <thread>

#include "engine/train/trainer_thread.h"
#include "tests/engine/data/inputs_of.h"
#include "tests/engine/data/loading.h"
#include "tests/engine/train/experiments.h"

namespace {

using namespace engine;
using namespace std::string_literals;

class ReadingData : public loading::Loading {
 protected:
  std::string table(const std::string& name, int rows) {
    std::string text = "a,b,label\n";
    for (int i = 0; i < rows; ++i) {
      text += std::to_string(i % 97) + "," + std::to_string((7 * i) % 31) + "," + (i % 97 > 40 ? "yes" : "no") + "\n";
    }
    return file(name, text);
  }
  static DataSpec spec(const std::string& path) {
    DataSpec data;
    data.source = {"csv", {{"path", path}}};
    return data;
  }
  static Experiment experiment(const std::string& path) {
    Experiment e = engine::testing::circle();
    e.data = spec(path);
    return e;
  }
};

TEST_F(ReadingData, AnotherSplitReadsNothing) {
  DataSpec data = spec(table("t.csv", 300));
  DataLoader loader;
  EXPECT_TRUE(loader.must_read(data));
  const auto first = loader.load(data);
  ASSERT_TRUE(first);
  data.train = 0.5;
  data.steps.clear();
  EXPECT_FALSE(loader.must_read(data));
  const auto again = loader.load(data);
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->shared, (*first)->shared) << "both preparations use one set";
  const auto anew = prepare(data);
  ASSERT_TRUE(anew);
  for (int part = 0; part < kSplits; ++part) {
    EXPECT_EQ((*again)->rows[part], (*anew)->rows[part]);
    EXPECT_TRUE(std::ranges::equal(inputs_of(**again, part).span(), inputs_of(**anew, part).span()));
    EXPECT_EQ((*again)->targets[part], (*anew)->targets[part]);
  }
}

// A step that makes another set of the rows starts from what was read, and so does the next.
TEST_F(ReadingData, StepsThatChangeTheSetStartFromTheFile) {
  DataSpec data =
      spec(file("w.csv", "a,b,y\n1,2,0.5\n2,3,1.5\n3,4,2.5\n4,5,3.5\n5,6,4.5\n6,7,5.5\n7,8,6.5\n8,9,7.5\n9,8,8.5\n"));
  data.source.params["task"] = "regress"s;
  std::vector<PreparationStep> changes;
  for (const PreparationType* type : preparations().entries()) {
    if (type->stage == PreparationStage::set) changes.push_back({{type->id, {}}, false});
  }
  ASSERT_FALSE(changes.empty());
  DataLoader loader;
  ASSERT_TRUE(loader.load(data));
  for (int round = 0; round < 2; ++round) {
    for (const PreparationStep& step : changes) {
      data.steps = {step};
      const auto kept = loader.load(data);
      const auto anew = prepare(data);
      ASSERT_EQ(kept.ok(), anew.ok()) << step.type;
      if (anew) {
        EXPECT_TRUE(std::ranges::equal((*kept)->raw.inputs.span(), (*anew)->raw.inputs.span()));
      }
      EXPECT_FALSE(loader.must_read(data)) << step.type;
    }
    data.steps.clear();
    const auto kept = loader.load(data);
    ASSERT_TRUE(kept);
    EXPECT_EQ((*kept)->raw.rows(), 9);
  }
}

// What is missing is filled with means of the training part, so another split fills in other numbers.
TEST_F(ReadingData, MissingValuesFollowTheSplit) {
  DataSpec data = spec(file("m.csv", "a,label\n1,0\n2,1\n,0\n50,1\n3,0\n80,1\n,1\n7,0\n"));
  data.source.params["missing"] = "impute"s;
  DataLoader loader;
  ASSERT_TRUE(loader.load(data));
  data.train = 0.4;
  const auto again = loader.load(data);
  const auto anew = prepare(data);
  ASSERT_TRUE(again && anew);
  EXPECT_TRUE(std::ranges::equal((*again)->raw.inputs.span(), (*anew)->raw.inputs.span()));
}

TEST_F(ReadingData, AChangedFileIsReadAgain) {
  const std::string path = table("t.csv", 300);
  const DataSpec data = spec(path);
  DataLoader loader;
  ASSERT_TRUE(loader.load(data));
  table("t.csv", 400);
  EXPECT_TRUE(loader.must_read(data));
  const auto now = loader.load(data);
  ASSERT_TRUE(now);
  EXPECT_EQ((*now)->raw.rows(), 400);
}

TEST_F(ReadingData, ProgressNeverFallsAndStops) {
  const DataSpec data = spec(table("t.csv", 60000));
  DataLoader loader;
  double last = 0;
  int told = 0;
  ASSERT_TRUE(loader.load(data, [&](double part) {
    EXPECT_GE(part, last);
    EXPECT_LE(part, 1);
    last = part;
    ++told;
    return true;
  }));
  EXPECT_GT(told, 3);
  DataLoader other;
  const auto stopped = other.load(data, [](double part) { return part < 0.3; });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().describe(), "Loading was cancelled.");
  EXPECT_TRUE(other.must_read(data));
}

// Preparing what was read is told and stopped as the reading is, at every step of it.
TEST_F(ReadingData, PreparingStops) {
  DataSpec data = spec(table("t.csv", 4000));
  for (const char* id : {"standardise", "min_max", "whiten", "standardise"}) data.steps.push_back({{id, {}}, false});
  DataLoader loader;
  std::vector<double> told;
  ASSERT_TRUE(loader.load(data, [&](double part) {
    told.push_back(part);
    return true;
  }));
  EXPECT_TRUE(std::ranges::is_sorted(told));
  EXPECT_LE(told.back(), 1);
  EXPECT_GT(std::ranges::count_if(told, [](double part) { return part > kReadingPart; }), 6);
  for (const double end : told) {
    DataLoader other;
    const auto stopped = other.load(data, [&](double part) { return part < end; });
    ASSERT_FALSE(stopped) << end;
    EXPECT_EQ(stopped.error().describe(), "Loading was cancelled.") << end << ": no fault of a step";
    EXPECT_TRUE(other.must_read(data)) << "nothing is kept";
  }
  data.train = 0.5;  // prepared anew without reading
  const auto stopped = loader.load(data, [](double) { return false; });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().describe(), "Loading was cancelled.");
  EXPECT_FALSE(loader.must_read(data)) << "what was read is still there";
}

TEST_F(ReadingData, ListingAFolderStops) {
  const std::string png = loading::text_of_file(loading::golden("pictures/round/grey.png"));
  for (int i = 0; i < 600; ++i) {
    file((i % 2 ? "pictures/a/" : "pictures/b/") + std::to_string(i) + ".png", i < 20 ? png : "");
  }
  const auto folder = [&](const Progress& progress) {
    return loading::load("image_folder", {{"path", (folder_ / "pictures").string()}}, progress);
  };
  int asked = 0;
  const auto stopped = folder([&](double) { return ++asked < 1; });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().describe(), "Loading was cancelled.");
  EXPECT_EQ(asked, 1) << "while listing: the empty files were not come to";
}

// The window's side of a training thread.
struct Window {
  TrainerThread thread;
  std::vector<Event> events;

  template <class E>
  int count() const {
    return static_cast<int>(std::ranges::count_if(events, [](const Event& e) { return std::holds_alternative<E>(e); }));
  }
  template <class E>
  bool wait_for(int times = 1) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < limit) {
      std::vector<Event> fresh;
      thread.take_events(fresh);
      thread.take_snapshot();
      for (Event& e : fresh) events.push_back(std::move(e));
      if (count<E>() >= times) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
  }
};

TEST_F(ReadingData, CancelKeepsWhatWasThere) {
  Window w;
  w.thread.post(command::Load{engine::testing::circle(), 1, true});
  w.thread.post(command::Step{20, 0});
  ASSERT_TRUE(w.wait_for<event::Paused>());
  w.thread.post(command::Load{experiment(table("big.csv", 600000)), 2, true});
  ASSERT_TRUE(w.wait_for<event::Reading>());
  w.thread.post(command::CancelLoad{});
  ASSERT_TRUE(w.wait_for<event::ReadingCancelled>());
  EXPECT_EQ(w.count<event::Failed>(), 0);
  w.thread.post(command::Load{engine::testing::circle(), 3, false});
  ASSERT_TRUE(w.wait_for<event::Loaded>(2));
  while (w.thread.snapshot().revision != 3) w.wait_for<event::Loaded>(2);
  EXPECT_EQ(w.thread.snapshot().step, 20) << "the network trains on from where it was";
}

// Cancelled while a step is fitted: whitening 1000 columns takes a second or more.
TEST_F(ReadingData, CancelEndsThePreparation) {
  std::string text;
  for (int row = 0; row < 300; ++row) {
    for (int c = 0; c < 1000; ++c) text += std::to_string((row * 31 + c * c * 7) % 101) + ",";
    text += std::to_string(row % 2) + "\n";
  }
  Window w;
  w.thread.post(command::Load{engine::testing::circle(), 1, true});
  w.thread.post(command::Step{20, 0});
  ASSERT_TRUE(w.wait_for<event::Paused>());
  Experiment e = experiment(file("wide.csv", text));
  e.data.steps = {{{"whiten", {}}, false}};
  w.thread.post(command::Load{e, 2, true});
  const auto preparing = [&] {
    const auto* reading = w.events.empty() ? nullptr : std::get_if<event::Reading>(&w.events.back());
    return reading && reading->part > kReadingPart + 0.01;
  };
  for (int i = 2; !preparing(); ++i) ASSERT_TRUE(w.wait_for<event::Reading>(i));
  w.thread.post(command::CancelLoad{});
  ASSERT_TRUE(w.wait_for<event::ReadingCancelled>());
  EXPECT_EQ(w.count<event::Failed>(), 0);
  EXPECT_EQ(w.count<event::Loaded>(), 1);
}

// A preparation without reading ends when another is wanted, and what the first was to begin afresh begins afresh.
TEST_F(ReadingData, ANewerLoadEndsAPreparation) {
  Window w;
  w.thread.post(command::Load{engine::testing::circle(), 1, true});
  w.thread.post(command::Step{20, 0});
  ASSERT_TRUE(w.wait_for<event::Paused>());
  Experiment e = engine::testing::circle();
  e.data.size = 200000;
  w.thread.post(command::Load{e, 2, true});
  e.data.size = 300;
  w.thread.post(command::Load{e, 3, false});
  ASSERT_TRUE(w.wait_for<event::Loaded>(2));
  while (w.thread.snapshot().revision != 3) w.wait_for<event::Loaded>(2);
  EXPECT_EQ(w.thread.snapshot().step, 0);
  EXPECT_EQ(w.count<event::Failed>() + w.count<event::ReadingCancelled>(), 0);
}

TEST_F(ReadingData, ANewerLoadAndQuitEndAReading) {
  const std::string big = table("big.csv", 600000);
  const auto begin = std::chrono::steady_clock::now();
  {
    Window w;
    w.thread.post(command::Load{experiment(big), 1, true});
    w.thread.post(command::Load{engine::testing::circle(), 2, true});  // perhaps taken together with the first
    ASSERT_TRUE(w.wait_for<event::Loaded>());
    EXPECT_EQ(std::get<event::Loaded>(w.events.back()).revision, 2u);
    EXPECT_EQ(w.count<event::ReadingCancelled>(), 1);
    w.thread.post(command::Load{experiment(big), 3, true});
    ASSERT_TRUE(w.wait_for<event::Reading>(2));
  }  // quits in the middle of the reading
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  RecordProperty("seconds", std::to_string(seconds.count()));
}

// Other edits while the file is read wait for it and do not read it again.
TEST_F(ReadingData, EditsMeanwhileReadNothingAgain) {
  Window w;
  Experiment e = experiment(table("t.csv", 100000));
  w.thread.post(command::Load{e, 1, true});
  e.batch_size = 64;
  w.thread.post(command::Load{e, 2, false});
  e.data.train = 0.6;
  w.thread.post(command::Load{e, 3, false});
  ASSERT_TRUE(w.wait_for<event::Loaded>(2));
  const bool left_out = std::get<event::Loaded>(w.events.back()).revision == 3u;  // the edit in between, mostly
  ASSERT_TRUE(left_out || w.wait_for<event::Loaded>(3));
  double last = 0;
  for (const Event& event : w.events) {
    const auto* reading = std::get_if<event::Reading>(&event);
    if (!reading) continue;
    EXPECT_EQ(reading->revision, 1u) << "only the first load reads";
    EXPECT_GE(reading->part, last);
    last = reading->part;
  }
}

TEST_F(ReadingData, AFileThatCannotBeReadSaysSo) {
  Window w;
  w.thread.post(command::Load{experiment(file("bad.csv", "a,b\n1,2\n3\n")), 1, true});
  ASSERT_TRUE(w.wait_for<event::Failed>());
  const auto& failed = std::get<event::Failed>(w.events.back());
  EXPECT_TRUE(failed.of_data);
  EXPECT_EQ(failed.error.describe(), "bad.csv:3:2: This line has 1 fields, but the first has 2.");
}

}  // namespace
