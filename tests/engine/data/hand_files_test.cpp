// Sets made by hand, written to files and read again by the sources of files: the same samples come back.
#include "engine/formats/hand_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "engine/core/file.h"
#include "engine/schema/dataset_type.h"

namespace {

namespace fs = std::filesystem;
using engine::Dataset;
using engine::HandMade;

class HandFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              (std::string("glassnet_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string written(const std::string& name, const std::string& bytes) const {
    const std::string path = (folder_ / name).string();
    EXPECT_TRUE(engine::replace_file(path, bytes).ok());
    return path;
  }
  static Dataset read(const std::string& source, engine::Params params) {
    const engine::DatasetType* type = engine::datasets().find(source);
    const auto resolved = engine::resolve(type->params, params);
    EXPECT_TRUE(resolved.ok());
    const HandMade nothing;
    auto set = type->make({*resolved, 0, 0, 0, nothing});
    EXPECT_TRUE(set.ok()) << (set.ok() ? "" : set.error().what.format());
    return set.ok() ? std::move(*set) : Dataset{};
  }

  fs::path folder_;
};

TEST_F(HandFiles, PointsOfClassesComeBack) {
  const std::vector<engine::HandPoint> points{{0.1, -2.5, 1}, {1e-7, 3, 0}, {123456.75, 0, 1}};
  const Dataset set = read("csv", {{"path", written("points.csv", engine::points_as_csv(points, true))}});
  ASSERT_EQ(set.rows(), 3);
  EXPECT_EQ(set.classes, 2);
  EXPECT_EQ(set.class_names, (std::vector<std::string>{"class 0", "class 1"}));
  EXPECT_EQ(set.input_names, (std::vector<std::string>{"x1", "x2"}));
  for (size_t i = 0; i < points.size(); ++i) {
    EXPECT_EQ(set.inputs.row(static_cast<int64_t>(i))[0], static_cast<engine::Scalar>(points[i].x));
    EXPECT_EQ(set.inputs.row(static_cast<int64_t>(i))[1], static_cast<engine::Scalar>(points[i].y));
    EXPECT_EQ(set.targets[i], static_cast<engine::Scalar>(points[i].target));
  }
}

TEST_F(HandFiles, PointsOfNumbersComeBack) {
  const std::vector<engine::HandPoint> points{{0.1, -2.5, 0.3}, {2, 3, -1.0 / 3}, {1, 0, 5}};
  const Dataset set = read("csv", {{"path", written("points.csv", engine::points_as_csv(points, false))}});
  ASSERT_EQ(set.rows(), 3);
  EXPECT_EQ(set.classes, 0);
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(set.targets[i], static_cast<engine::Scalar>(points[i].target));
}

TEST_F(HandFiles, ATableComesBackWithWhatHasToBeQuoted) {
  engine::HandTable table;
  table.columns = {{"size, cm", false}, {"kind", true}, {"says \"yes\"", true}};
  table.rows = std::vector<std::vector<std::string>>{
      {"1.5", "a,b", "line\nbreak"}, {"-2", "quote \" in", "plain"}, {"7", " padded ", "line\nbreak"}};
  const std::string path = written("table.csv", engine::table_as_csv(table));
  const Dataset set = read("csv", {{"path", path}, {"header", std::string("yes")}});
  ASSERT_EQ(set.rows(), 3);
  EXPECT_EQ(set.target_name, "says \"yes\"");
  std::vector<std::string> names = set.class_names;
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (std::vector<std::string>{"line\nbreak", "plain"}));
  EXPECT_EQ(set.input_names[0], "size, cm");
  EXPECT_EQ(set.inputs.row(1)[0], engine::Scalar{-2});
}

TEST_F(HandFiles, SentencesComeBack) {
  const engine::LabelledSet<engine::Sentence> typed{{"good", "坏"}, {{"all \"fine\" here", 0}, {"不好\tat all", 1}}};
  const std::string path = written("sentences.jsonl", engine::sentences_as_jsonl(typed));
  const Dataset set = read("text", {{"path", path}});
  ASSERT_EQ(set.rows(), 2);
  ASSERT_EQ(set.class_names.size(), 2U);
  EXPECT_EQ(set.class_names[static_cast<size_t>(set.targets[0])], "good");
  EXPECT_EQ(set.class_names[static_cast<size_t>(set.targets[1])], "坏");
  const auto text_of = [&](int64_t row) {
    std::string text;
    for (int64_t i = 0; i < set.inputs.columns(); ++i) {
      const auto id = static_cast<size_t>(set.inputs.row(row)[i]);
      if (id > 0) text += set.vocabulary[id];
    }
    return text;
  };
  EXPECT_EQ(text_of(0), "all \"fine\" here");
}

TEST_F(HandFiles, EverySetMadeByHandCanBeKept) {
  for (const engine::DatasetType* type : engine::datasets().entries()) {
    EXPECT_EQ(type->made_by_hand != nullptr, type->export_by_hand.write != nullptr) << type->id;
    if (type->made_by_hand) {
      EXPECT_TRUE(type->export_by_hand.name.ends_with(type->export_by_hand.extension)) << type->id;
    }
  }
}

TEST_F(HandFiles, PointsAreKeptByTheirTask) {
  const engine::DatasetType* type = engine::datasets().find("points");
  HandMade hand;
  hand.points = std::vector<engine::HandPoint>{{0.5, 1, 1}, {2, 3, 0}};
  const std::string path = (folder_ / "points.csv").string();
  for (const auto& [task, heading] : {std::pair{"classify", "x1,x2,class\n"}, std::pair{"regress", "x1,x2,y\n"}}) {
    const auto params = engine::resolve(type->params, {{"task", std::string(task)}});
    ASSERT_TRUE(params.ok());
    ASSERT_TRUE(type->export_by_hand.write(hand, *params, path).ok());
    const auto bytes = engine::read_file(path, 1 << 10);
    ASSERT_TRUE(bytes.ok());
    EXPECT_TRUE(bytes->starts_with(heading)) << *bytes;
  }
}

engine::Drawing drawing(int64_t label, int channels, uint8_t first) {
  engine::DrawnPicture picture{channels, 3, 4, {}};
  for (int i = 0; i < channels * 12; ++i) picture.pixels.push_back(static_cast<uint8_t>(first + 5 * i));
  return {label, std::make_shared<const engine::DrawnPicture>(std::move(picture))};
}

TEST_F(HandFiles, DrawingsComeBack) {
  for (const int channels : {1, 3}) {
    const engine::LabelledSet<engine::Drawing> drawn{
        {"cats", "dogs"}, {drawing(0, channels, 0), drawing(1, channels, 40), drawing(0, channels, 70)}};
    const std::string folder = (folder_ / ("pictures" + std::to_string(channels))).string();
    const engine::Status status = engine::write_drawings(drawn, folder);
    ASSERT_TRUE(status.ok()) << status.error().what.format();
    const Dataset set = read("image_folder", {{"path", folder},
                                              {"width", int64_t{4}},
                                              {"height", int64_t{3}},
                                              {"colour", std::string(channels == 1 ? "grey" : "colour")}});
    ASSERT_EQ(set.rows(), 3);
    EXPECT_EQ(set.class_names, (std::vector<std::string>{"cats", "dogs"}));
    int found = 0;
    for (const engine::Drawing& d : drawn.items) {
      for (int64_t row = 0; row < 3; ++row) {
        bool same = static_cast<int64_t>(set.targets[static_cast<size_t>(row)]) == d.label;
        for (size_t i = 0; same && i < d.picture->pixels.size(); ++i) {
          const double value = static_cast<double>(set.inputs.row(row)[i]) * 255;
          same = std::abs(value - static_cast<double>(d.picture->pixels[i])) < 0.5;
        }
        found += same ? 1 : 0;
      }
    }
    EXPECT_EQ(found, 3) << "every drawing is found once";
  }
}

TEST_F(HandFiles, FoldersHaveNamesThatEverySystemTakes) {
  const engine::LabelledSet<engine::Drawing> drawn{{"a/b", "a_b", "..", "a:b"},
                                                   {drawing(0, 1, 0), drawing(1, 1, 1), drawing(2, 1, 2)}};
  ASSERT_TRUE(engine::write_drawings(drawn, (folder_ / "set").string()).ok());
  for (const char* name : {"a_b", "a_b_2", "_._", "a_b_3"}) {
    EXPECT_TRUE(fs::is_directory(folder_ / "set" / name)) << name;
  }
  EXPECT_FALSE(fs::exists(folder_ / "0001.png"));
}

TEST_F(HandFiles, AFolderThatHoldsSomethingIsRefused) {
  written("precious.txt", "keep me");
  const engine::Status status = engine::write_drawings({{"a"}, {drawing(0, 1, 0)}}, folder_.string());
  ASSERT_FALSE(status.ok());
  EXPECT_NE(status.error().what.format().find("choose a new folder"), std::string::npos);
  EXPECT_TRUE(fs::exists(folder_ / "precious.txt"));
  EXPECT_FALSE(fs::exists(folder_ / "a"));
}

}  // namespace
