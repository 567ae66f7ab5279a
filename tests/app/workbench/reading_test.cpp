// Data from files in the workbench: used, cancelled, refused, undone while it is read, dropped among others.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "app/workbench/dropped.h"
#include "app/workbench/previewer.h"
#include "app/workbench/workbench.h"
#include "tests/app/workbench/until.h"

namespace app {
namespace {

class ReadingFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("glassnet_reading_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
    ASSERT_TRUE(bench_.open(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/two_spirals.json"));
    ASSERT_TRUE(until([&] { return bench_.view().fresh; }));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string table(const std::string& name, int rows, const std::string& end = "") {
    const std::filesystem::path path = folder_ / name;
    std::ofstream out(path);
    out << "a,b,label\n";
    const char* labels[] = {"cat", "dog", "fox"};
    for (int i = 0; i < rows; ++i) out << i % 97 << ',' << (7 * i) % 31 << ',' << labels[i % 3] << '\n';
    out << end;
    return path.string();
  }
  bool until(const std::function<bool()>& done) {
    return app::until(
        bench_, [&](const View&) { return done(); }, 60);
  }
  void use(const std::string& path, int64_t classes = -1) {
    bench_.apply(action::UseData{{"csv", {{"path", path}}}, classes});
  }

  std::filesystem::path folder_;
  Workbench bench_;
};

TEST_F(ReadingFiles, UsingAFileIsOneStep) {
  const engine::Experiment before = bench_.view().experiment;
  use(table("t.csv", 200));
  ASSERT_TRUE(until([&] { return bench_.view().fresh && !bench_.view().error; }));
  EXPECT_EQ(bench_.view().data->raw.classes, 3);
  EXPECT_EQ(bench_.view().experiment.loss.type, "cross_entropy") << "loss and last layer follow the data";
  bench_.apply(action::Undo{});
  EXPECT_EQ(bench_.view().experiment, before);
  EXPECT_FALSE(bench_.view().history.can_undo());
}

TEST_F(ReadingFiles, CancelLeavesNoTrace) {
  bench_.train(30);
  ASSERT_TRUE(until([&] { return bench_.view().snapshot.step == 30 && !bench_.view().snapshot.running; }));
  const engine::Experiment before = bench_.view().experiment;
  use(table("big.csv", 800000), 3);
  ASSERT_TRUE(until([&] { return bench_.view().reading.has_value(); }));
  bench_.apply(action::CancelLoad{});
  ASSERT_TRUE(until([&] { return bench_.view().experiment == before && bench_.view().fresh; }));
  EXPECT_FALSE(bench_.view().reading);
  EXPECT_FALSE(bench_.view().history.can_undo());
  EXPECT_FALSE(bench_.view().history.can_redo());
  EXPECT_FALSE(bench_.view().modified);
  EXPECT_FALSE(bench_.view().error);
  EXPECT_EQ(bench_.view().snapshot.step, 30) << "the network is as it was";
}

TEST_F(ReadingFiles, CancelKeepsWhatWasEditedMeanwhile) {
  use(table("big.csv", 800000), 3);
  ASSERT_TRUE(until([&] { return bench_.view().reading.has_value(); }));
  engine::Experiment next = bench_.view().experiment;
  next.batch_size = 7;
  bench_.apply(action::Edit{engine::message("Batch size"), next, ""});
  bench_.apply(action::CancelLoad{});
  ASSERT_TRUE(until([&] { return bench_.view().experiment.data.source.type == "spiral" && bench_.view().fresh; }));
  EXPECT_EQ(bench_.view().experiment.batch_size, 7);
  EXPECT_FALSE(bench_.view().error);
  EXPECT_TRUE(bench_.view().info.ok());
}

TEST_F(ReadingFiles, AFileThatCannotBeReadChangesNothing) {
  const engine::Experiment before = bench_.view().experiment;
  use(table("ragged.csv", 50, "1,2\n"), 3);
  ASSERT_TRUE(until([&] { return bench_.view().data_problem.has_value() && bench_.view().fresh; }));
  EXPECT_EQ(bench_.view().data_problem->where, "ragged.csv:52:3");
  EXPECT_EQ(bench_.view().experiment, before);
  EXPECT_FALSE(bench_.view().error);
  bench_.apply(action::StepBatch{});
  EXPECT_TRUE(until([&] { return bench_.view().snapshot.step == 1; })) << "and it still trains";
  bench_.apply(action::Dismiss{});
  EXPECT_FALSE(bench_.view().data_problem);
}

TEST_F(ReadingFiles, UndoWhileAFileIsRead) {
  bench_.train(10);
  ASSERT_TRUE(until([&] { return bench_.view().snapshot.step == 10 && !bench_.view().snapshot.running; }));
  const engine::Experiment before = bench_.view().experiment;
  use(table("big.csv", 800000), 3);
  ASSERT_TRUE(until([&] { return bench_.view().reading.has_value(); }));
  bench_.apply(action::Undo{});
  ASSERT_TRUE(until([&] { return bench_.view().fresh && !bench_.view().reading; }));
  EXPECT_EQ(bench_.view().experiment, before);
  EXPECT_EQ(bench_.view().snapshot.step, 10);
}

TEST_F(ReadingFiles, AProjectWhoseFileIsGone) {
  const std::string data = table("t.csv", 100), project = (folder_ / "p.json").string();
  use(data, 3);
  ASSERT_TRUE(until([&] { return bench_.view().fresh && !bench_.view().error; }));
  ASSERT_TRUE(bench_.save(project));
  std::filesystem::rename(data, folder_ / "hidden.csv");
  ASSERT_TRUE(bench_.open(project));
  ASSERT_TRUE(until([&] { return bench_.view().error.has_value(); }));
  std::filesystem::rename(folder_ / "hidden.csv", data);
  bench_.apply(action::ReadAgain{});
  ASSERT_TRUE(until([&] { return bench_.view().fresh && !bench_.view().error; }));
  EXPECT_EQ(bench_.view().data->raw.rows(), 100);
}

TEST_F(ReadingFiles, WhatIsTakenOfSeveralDropped) {
  const std::string data = table("t.csv", 10), nothing = (folder_ / "none").string();
  const std::string project = std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/circle.json";
  const std::string noise = (folder_ / "noise.xyz").string();
  std::ofstream(noise, std::ios::binary) << "\xFF\xFE" << '\0' << "\x80";
  EXPECT_EQ(choose_dropped({noise, nothing, data}).path, data);
  EXPECT_FALSE(choose_dropped({noise, data}).project);
  EXPECT_EQ(choose_dropped({data, project}).path, project);
  EXPECT_TRUE(choose_dropped({data, project}).project);
  EXPECT_EQ(choose_dropped({noise}).path, noise);
  bench_.apply(action::Drop{{noise, data}});
  EXPECT_EQ(bench_.view().dialog, Dialog::data);
  EXPECT_EQ(bench_.view().shown_data.path, data);
  EXPECT_EQ(bench_.view().experiment.data.source.type, "spiral") << "nothing is used before it was seen";
}

TEST_F(ReadingFiles, DroppingWhileTheQuestionIsOpen) {
  engine::Experiment next = bench_.view().experiment;
  next.batch_size = 9;
  bench_.apply(action::Edit{engine::message("Batch size"), next, ""});
  bench_.apply(action::NewProject{});
  ASSERT_EQ(bench_.view().dialog, Dialog::unsaved);
  bench_.apply(action::Drop{{table("t.csv", 10)}});
  bench_.apply(action::Drop{{}});
  EXPECT_EQ(bench_.view().dialog, Dialog::unsaved) << "the question comes first";
}

TEST_F(ReadingFiles, TheNewestLookIsAnswered) {
  Previewer previewer;
  const std::string path = table("t.csv", 60);
  previewer.ask((folder_ / "none").string(), "");
  const uint64_t last = previewer.ask(path, "");
  std::optional<PreviewAnswer> answer;
  ASSERT_TRUE(until([&] {
    if (!answer) answer = previewer.take();
    return answer.has_value();
  }));
  EXPECT_EQ(answer->number, last);
  ASSERT_FALSE(answer->found.empty());
  EXPECT_EQ(answer->found[0].type->id, "csv");
  EXPECT_EQ(answer->preview.rows, 60);
}

}  // namespace
}  // namespace app
