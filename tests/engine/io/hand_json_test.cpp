// Sets made by hand in project files: pixels as base64, refusals with their path, and the largest sets in one file.
#include "engine/io/hand_json.h"

#include <gtest/gtest.h>

#include "engine/formats/limits.h"
#include "engine/io/base64.h"
#include "engine/io/project_file.h"

namespace {

namespace limits = engine::limits;

std::vector<uint8_t> bytes(std::string_view text) { return {text.begin(), text.end()}; }

// The examples of RFC 4648, section 10.
TEST(Base64, ExamplesOfTheStandard) {
  const std::pair<const char*, const char*> examples[] = {{"", ""},
                                                          {"f", "Zg=="},
                                                          {"fo", "Zm8="},
                                                          {"foo", "Zm9v"},
                                                          {"foob", "Zm9vYg=="},
                                                          {"fooba", "Zm9vYmE="},
                                                          {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : examples) {
    EXPECT_EQ(engine::to_base64(bytes(plain)), coded);
    EXPECT_EQ(engine::from_base64(coded), bytes(plain));
  }
  std::vector<uint8_t> all;
  for (int v = 0; v < 256; ++v) all.push_back(static_cast<uint8_t>(v));
  EXPECT_EQ(engine::from_base64(engine::to_base64(all)), all);
}

TEST(Base64, RefusesWhatIsNone) {
  for (const char* bad : {"Z", "Zg", "Zg=", "Zg==Zg==", "Z===", "====", "Zh==", "Zm9=", "Zm 9", "Zm9\xC3", "=Zm9"}) {
    EXPECT_FALSE(engine::from_base64(bad)) << bad;
  }
}

std::string refusal(const std::string& data) {
  const std::string text = R"({"format": "glassnet project", "version": 1, "data": )" + data + "}";
  const auto project = engine::parse_project(text, "x.json");
  return project.ok() ? "(accepted)" : project.error().describe();
}

TEST(HandJson, RefusalsNameThePath) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"drawings": []})", "x.json: data.drawings: This must be an object, not a list."},
      {R"({"drawings": {"classes": [1]}})", "x.json: data.drawings.classes[0]: This must be text, not a whole number."},
      {R"({"drawings": {"classes": ["a"], "items": [3]}})",
       "x.json: data.drawings.items[0]: An object belongs here, not a whole number."},
      {R"({"drawings": {"classes": ["a"], "items": [{"class": 0, "pixels": "AA=="}]}})",
       "x.json: data.drawings.items[0].shape: A shape is a list of three whole numbers: channels, height, width."},
      {R"({"drawings": {"classes": ["a"], "items": [{"class": 0, "shape": [1, 1, 1], "pixels": "A"}]}})",
       "x.json: data.drawings.items[0].pixels: The pixels must be written as base64."},
      {R"({"drawings": {"classes": ["a"], "items": [{"class": 0, "shape": [1, 1, 2], "pixels": "AA=="}]}})",
       "x.json: data.drawings.items[0]: A drawing of that size has 2 pixels, not 1."},
      {R"({"drawings": {"classes": ["a"], "items": [{"class": 0, "shape": [1, -1, 99999999999999], "pixels": ""}]}})",
       "x.json: data.drawings.items[0]: A drawing is 1 to 128 pixels wide and high, not 1000000 by 1000000."},
      {R"({"drawings": {"classes": ["a"], "items": [{"class": 7, "shape": [1, 1, 1], "pixels": "AA=="}]}})",
       "x.json: data.drawings.items[0]: There is no class 7: the set has 1, counted from 0."},
      {R"({"sentences": {"classes": ["a"], "items": [{"class": 0, "text": 5}]}})",
       "x.json: data.sentences.items[0].text: This must be text, not 5."},
      {R"({"sentences": {"classes": ["a"], "items": [{"class": 0, "text": "a\nb"}]}})",
       "x.json: data.sentences.items[0]: A sentence is one line of text with at least one sign."},
      {R"({"table": {"columns": [{"name": "a"}, {"name": "a"}]}})",
       "x.json: data.table.columns[1]: Two have the name \"a\"."},
      {R"({"table": {"columns": [{"name": "a"}], "rows": [1]}})",
       "x.json: data.table.rows[0]: A row is a list of cells."},
      {R"({"table": {"columns": [{"name": "a"}], "rows": [["1", "2"]]}})",
       "x.json: data.table.rows[0]: This row has 2 cells, but there are 1 columns."},
      {R"({"table": {"columns": [{"name": "a"}], "rows": [[1]]}})",
       "x.json: data.table.rows[0][0]: This must be text, not a whole number."},
      {R"({"table": {"columns": [], "target": -1}})",
       "x.json: data.table.target: There is no column -1: the table has 0."},
  };
  for (const auto& [data, expected] : cases) EXPECT_EQ(refusal(data), expected) << data;
  EXPECT_EQ(
      refusal(R"({"drawings": {"classes": ["a"], "items": [{"class": 0, "shape": [1, 1, 1], "pixels": "AA=="}]}})"),
      "(accepted)");
}

// Written by Python's json and base64.
TEST(HandJson, ReadsWhatPythonWrote) {
  const auto project = engine::load_project(std::string(GLASSNET_SOURCE_DIR) + "/tests/engine/io/files/hand_made.json");
  ASSERT_TRUE(project.ok()) << project.error().describe();
  EXPECT_TRUE(project->warnings.empty());
  const engine::HandMade& hand = project->experiment.data.hand;
  EXPECT_EQ(hand.points.list(), (std::vector<engine::HandPoint>{{1, 2, 0}, {-0.5, 1e-3, 3}}));
  ASSERT_EQ(hand.drawings.items.size(), 2U);
  const engine::DrawnPicture& first = *hand.drawings.items[0].picture;
  EXPECT_EQ(hand.drawings.classes[1], "层");
  EXPECT_EQ(hand.drawings.items[0].label, 1);
  EXPECT_EQ(first.height, 3);
  EXPECT_EQ(first.width, 2);
  EXPECT_EQ(first.pixels, (std::vector<uint8_t>{0, 37, 74, 111, 148, 185}));
  EXPECT_EQ(hand.drawings.items[1].picture->pixels.back(), 11 * 37 % 256);
  EXPECT_EQ(hand.sentences.items[1], (engine::Sentence{"不好", 1}));
  EXPECT_TRUE(hand.table.columns[1].words);
  EXPECT_EQ(hand.table.target, 2);
  EXPECT_EQ(hand.table.rows[3], (std::vector<std::string>{"5", "Ulm", "6"}));
}

// The largest set of each kind at once, written as wastefully as JSON can.
TEST(HandJson, TheLargestSetsFitIntoOneFile) {
  engine::Experiment e;
  const auto whole = static_cast<size_t>(limits::drawings.value);
  const auto picture =
      std::make_shared<const engine::DrawnPicture>(engine::DrawnPicture{1, 28, 28, std::vector<uint8_t>(784, 255)});
  const auto dot = std::make_shared<const engine::DrawnPicture>(engine::DrawnPicture{1, 1, 1, {255}});
  const auto full = static_cast<size_t>(limits::drawing_bytes.value - limits::drawings.value) / 783;
  std::vector<engine::Drawing> drawings(full, {0, picture});
  drawings.resize(whole, {0, dot});
  e.data.hand.drawings = {{"a"}, std::move(drawings)};
  e.data.hand.points = std::vector<engine::HandPoint>(static_cast<size_t>(limits::hand_points.value),
                                                      {-0.12345678901234567, -0.12345678901234567, 1});
  const auto sentences = static_cast<size_t>(limits::sentences.value);
  e.data.hand.sentences = {{"a"}, std::vector<engine::Sentence>(sentences, {std::string(104, '"'), 0})};
  e.data.hand.table.columns.assign(20, {});
  for (size_t c = 0; c < 20; ++c) e.data.hand.table.columns[c].name = std::to_string(c);
  e.data.hand.table.rows =
      std::vector<std::vector<std::string>>(2500, std::vector<std::string>(20, std::string(20, '"')));
  const auto text = engine::project_text(e, "{}");
  ASSERT_TRUE(text.ok()) << text.error().describe();
  EXPECT_LT(text->size(), size_t{16} << 20);
  const auto back = engine::parse_project(*text, "x.json");
  ASSERT_TRUE(back.ok()) << back.error().describe();
  EXPECT_TRUE(back->experiment == e);
}

}  // namespace
