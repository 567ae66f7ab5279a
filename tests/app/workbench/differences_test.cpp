// What one experiment has otherwise than another, in words; and the marks and earlier trainings that are made of it.
#include "app/workbench/differences.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/workbench/edits.h"
#include "app/workbench/runs.h"
#include "engine/io/project_file.h"
#include "tests/app/workbench/until.h"

namespace app {
namespace {

engine::Experiment sample(const std::string& name) {
  return engine::load_project(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/" + name)->experiment;
}

std::string only(const engine::Experiment& from, const engine::Experiment& to) {
  const auto list = differences(from, to);
  return list.size() == 1 ? list[0].format() : "not one but " + std::to_string(list.size());
}

TEST(Differences, AreSaidInTheWordsOfTheirControls) {
  const engine::Experiment from = sample("two_spirals.json");
  EXPECT_TRUE(differences(from, from).empty());
  engine::Experiment to = from;
  to.optimizer.params["learning_rate"] = 0.5;
  EXPECT_EQ(only(from, to).substr(0, 14), "Learning rate ");
  EXPECT_EQ(only(from, to).substr(only(from, to).find("→")), "→ 0.5");
  to = from;
  to.batch_size = 7;
  EXPECT_EQ(only(from, to), "Batch size " + std::to_string(from.batch_size) + " → 7");
  to = from;
  to.network.nodes[1].params["units"] = int64_t{3};
  EXPECT_EQ(only(from, to).substr(0, 14), "Dense 1: Units");
  to = from;
  to.network.nodes[1].frozen = true;
  EXPECT_EQ(only(from, to), "Frozen: Dense 1");
  EXPECT_EQ(only(to, from), "Learns again: Dense 1");
  to = from;
  to.seed += 1;
  EXPECT_EQ(only(from, to), "Other starting weights");
  to = from;
  to.loss = {"mse", {}};
  EXPECT_NE(only(from, to).find("Loss: "), std::string::npos) << only(from, to);
  to = from;
  to.data.seed += 1;
  EXPECT_EQ(only(from, to), "Other samples or preparation");
  to = from;
  to.name = "another name";
  EXPECT_TRUE(differences(from, to).empty()) << "training does not feel it";
}

TEST(Differences, NameLayersThatCameAndWent) {
  const engine::Experiment from = sample("two_spirals.json");
  engine::Experiment to = from;
  engine::remove_node(to.network, to.network.nodes[1].id);
  const auto list = differences(from, to);
  EXPECT_TRUE(
      std::any_of(list.begin(), list.end(), [](const engine::Message& m) { return m.format() == "Removed: Dense 1"; }));
}

// A term of which this program does not know the type, as an old file may have.
TEST(Differences, PassOverWhatIsNotKnown) {
  engine::Experiment from = sample("two_spirals.json"), to = from;
  from.optimizer.type = "no such optimizer";
  to.network.nodes[1].type = "no such layer";
  (void)differences(from, to);
  (void)differences(to, from);
}

Curve curve_of(size_t points) {
  Curve curve(points);
  for (size_t i = 0; i < points; ++i) curve[i].epoch = static_cast<int64_t>(i + 1);
  return curve;
}

TEST(RunsTest, KeepsTheLastTrainingsWithTheirNumbers) {
  Runs runs;
  runs.end(curve_of(1));
  EXPECT_TRUE(runs.kept().empty()) << "one point is no curve";
  for (int i = 0; i < 20; ++i) runs.end(curve_of(3));
  EXPECT_EQ(runs.kept().size(), 12U);
  EXPECT_EQ(runs.kept().front().number, 9U);
  EXPECT_EQ(runs.number(), 21U);
  runs.show(12, false);
  runs.forget(9);
  EXPECT_EQ(runs.kept().size(), 11U);
  for (const app::Run& run : runs.kept()) EXPECT_EQ(run.shown, run.number != 12) << run.number;
}

// A drag is one mark, from where it began; one that comes back to where it began is none.
TEST(RunsTest, ADragIsOneMark) {
  const engine::Experiment from = sample("two_spirals.json");
  Runs runs;
  engine::Experiment to = from;
  to.batch_size = from.batch_size + 1;
  runs.changed(from, to, 1.5, false);
  engine::Experiment further = to;
  further.batch_size = from.batch_size + 9;
  runs.changed(to, further, 1.7, true);
  ASSERT_EQ(runs.marks().size(), 1U);
  EXPECT_EQ(runs.marks()[0].epoch, 1.5);
  EXPECT_EQ(runs.marks()[0].what.args[1], std::to_string(from.batch_size));
  runs.changed(further, from, 1.8, true);
  EXPECT_TRUE(runs.marks().empty());
  further.optimizer.params["learning_rate"] = 0.5;  // two differences at once
  runs.changed(from, further, 2, false);
  EXPECT_EQ(runs.marks().size(), 2U);
  further.batch_size += 1;
  runs.changed(from, further, 2.5, true);
  EXPECT_EQ(runs.marks().size(), 2U);
  EXPECT_EQ(runs.marks()[1].epoch, 2);
}

// Of very many only the newest are kept, and a drag is one mark also then; what was found out in the middle of it
// stays.
TEST(RunsTest, KeepsTheNewestMarks) {
  const engine::Experiment from = sample("two_spirals.json");
  engine::Experiment to = from;
  Runs runs;
  for (int i = 0; i < 250; ++i) runs.mark(i, engine::message("Diverged"));
  EXPECT_EQ(runs.marks().size(), 200U);
  for (int64_t i = 1; i < 5; ++i) {
    to.batch_size = from.batch_size + i;
    runs.changed(from, to, 300, i > 1);
    ASSERT_EQ(runs.marks().size(), i == 1 ? 200U : 200U);
    EXPECT_EQ(runs.marks()[198].what.text, "Diverged");
  }
  runs.mark(301, engine::message("Diverged"));
  to.batch_size += 1;
  runs.changed(from, to, 302, true);
  EXPECT_EQ(runs.marks()[198].epoch, 301);
}

TEST(RunsTest, OfTheRealProgram) {
  Workbench bench;
  ASSERT_TRUE(bench.open(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/two_spirals.json"));
  bench.apply(action::Play{});
  ASSERT_TRUE(until(bench, [](const View& v) { return v.curve.size() > 5; }));
  engine::Experiment next = bench.view().experiment;
  next.optimizer.params["learning_rate"] = 0.001;
  bench.apply(action::Edit{engine::message("Edit"), next, "rate"});
  ASSERT_EQ(bench.view().runs.marks().size(), 1U);
  EXPECT_GT(bench.view().runs.marks()[0].epoch, 4);
  const size_t points = bench.view().curve.size();
  ASSERT_TRUE(
      until(bench, [&](const View& v) { return v.curve.size() > points + 3 && v.curve.back().steps_per_second > 0; }));
  bench.apply(action::Reset{});
  ASSERT_TRUE(until(bench, [](const View& v) { return v.curve.empty(); }));
  ASSERT_EQ(bench.view().runs.kept().size(), 1U);
  const app::Run& run = bench.view().runs.kept()[0];
  EXPECT_GT(run.curve.size(), points);
  EXPECT_EQ(run.marks.size(), 1U);
  EXPECT_EQ(run.experiment, next);
  EXPECT_TRUE(bench.view().runs.marks().empty());
  bench.apply(action::NewProject{});
  bench.apply(action::Discard{});
  EXPECT_TRUE(bench.view().runs.kept().empty()) << "of another project";
}

}  // namespace
}  // namespace app
