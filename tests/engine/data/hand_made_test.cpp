// Sets made by hand: drawings, sentences and a table as data, their limits, and what happens while they are empty.
#include "engine/data/hand_made.h"

#include <gtest/gtest.h>

#include "engine/data/prepare.h"
#include "engine/data/table_cells.h"
#include "engine/formats/limits.h"
#include "engine/formats/utf8.h"

namespace {

using engine::Dataset;
using engine::HandMade;
using engine::Params;
using engine::Result;
using engine::Scalar;
using engine::Shape;
using engine::Status;
namespace limits = engine::limits;

Result<Dataset> make(const char* id, const HandMade& hand, const Params& given = {}) {
  const engine::DatasetType* type = engine::datasets().find(id);
  const Result<Params> params = engine::resolve(type->params, given);
  if (!params) return params.error();
  return type->make({*params, 0, 0, 0, hand});
}

std::string refusal(const Result<Dataset>& set) { return set.ok() ? "(accepted)" : set.error().describe(); }
std::string refusal(const Status& status) { return status.ok() ? "(accepted)" : status.error().describe(); }

engine::Drawing drawing(int64_t label, int channels, int height, int width, std::vector<uint8_t> pixels) {
  return {label, std::make_shared<const engine::DrawnPicture>(
                     engine::DrawnPicture{channels, height, width, std::move(pixels)})};
}
engine::Drawing grey(int64_t label, int side) {
  return drawing(label, 1, side, side, std::vector<uint8_t>(static_cast<size_t>(side * side), 255));
}

TEST(HandMade, CopiesShareTheirMemory) {
  HandMade hand;
  hand.points = {{1, 2, 0}};
  const HandMade copy = hand;
  EXPECT_TRUE(copy.points.same_as(hand.points));
  std::vector<engine::HandPoint> more = hand.points.list();
  more.push_back({3, 4, 1});
  hand.points = std::move(more);
  EXPECT_EQ(copy.points.size(), 1U);
  EXPECT_FALSE(copy == hand);
  hand.points = {{1, 2, 0}};
  EXPECT_TRUE(copy == hand);
}

TEST(HandMade, NothingIsNoError) {
  for (const char* id : {"points", "drawings", "sentences", "table"}) {
    SCOPED_TRACE(id);
    EXPECT_EQ(engine::datasets().find(id)->made_by_hand(HandMade{}), 0);
    const auto set = make(id, {});
    ASSERT_TRUE(set.ok()) << refusal(set);
    EXPECT_EQ(set->rows(), 0);
    engine::DataSpec spec;
    spec.source = {id, {}};
    const auto prepared = engine::prepare(spec);
    ASSERT_FALSE(prepared.ok());
    EXPECT_EQ(prepared.error(), engine::no_samples());
  }
}

TEST(Drawings, ArePicturesOfTheirClass) {
  HandMade hand;
  hand.drawings = {{"cat", "dog", "owl"}, {drawing(2, 1, 8, 8, std::vector<uint8_t>(64, 51)), grey(0, 8)}};
  const auto set = make("drawings", hand, {{"width", int64_t{8}}, {"height", int64_t{8}}});
  ASSERT_TRUE(set.ok()) << refusal(set);
  EXPECT_EQ(set->inputs.shape(), (Shape{1, 8, 8}));
  EXPECT_EQ(set->classes, 3);
  EXPECT_EQ(set->class_names, (std::vector<std::string>{"cat", "dog", "owl"}));
  EXPECT_EQ(set->targets, (std::vector<Scalar>{2, 0}));
  EXPECT_NEAR(static_cast<double>(set->inputs.row(0)[5]), 0.2, 1e-6);
  EXPECT_EQ(set->inputs.row(1)[63], Scalar(1));
}

// Averages of squares of pixels, computed by hand; colours to grey as everywhere (0.299, 0.587, 0.114).
TEST(Drawings, OtherSizesAreScaled) {
  HandMade hand;
  std::vector<uint8_t> half(16 * 16, 0);
  for (size_t i = 0; i < half.size(); i += 16) std::fill_n(half.begin() + static_cast<std::ptrdiff_t>(i), 8, 255);
  hand.drawings = {{"a", "b"}, {drawing(0, 1, 16, 16, half)}};
  const auto set =
      make("drawings", hand, {{"width", int64_t{8}}, {"height", int64_t{8}}, {"colours", std::string("colour")}});
  ASSERT_TRUE(set.ok()) << refusal(set);
  EXPECT_EQ(set->inputs.shape(), (Shape{3, 8, 8}));
  for (const int64_t plane : {0, 64, 128}) {
    EXPECT_NEAR(static_cast<double>(set->inputs.row(0)[plane]), 1, 1e-5);
    EXPECT_NEAR(static_cast<double>(set->inputs.row(0)[plane + 63]), 0, 1e-5);
  }
  std::vector<uint8_t> red(3 * 64, 0);
  std::fill_n(red.begin(), 64, 255);
  hand.drawings.items = {drawing(0, 3, 8, 8, red)};
  const auto colour =
      make("drawings", hand, {{"width", int64_t{8}}, {"height", int64_t{8}}, {"colours", std::string("colour")}});
  ASSERT_TRUE(colour.ok());
  EXPECT_EQ(colour->inputs.row(0)[0], Scalar(1));
  EXPECT_EQ(colour->inputs.row(0)[64], Scalar(0));
}

TEST(Drawings, LimitsHold) {
  HandMade hand;
  hand.drawings = {{"a"}, {grey(0, static_cast<int>(limits::drawing_side.value))}};
  EXPECT_TRUE(check_hand_made(hand).ok());
  hand.drawings.items = {grey(0, static_cast<int>(limits::drawing_side.value) + 1)};
  EXPECT_EQ(refusal(check_hand_made(hand)),
            "drawings.items[0]: A drawing is 1 to 128 pixels wide and high, not 129 by 129.");
  hand.drawings.items = {drawing(0, 2, 1, 1, {1, 2})};
  EXPECT_EQ(refusal(check_hand_made(hand)), "drawings.items[0]: A drawing has 1 channel or 3, not 2.");
  hand.drawings.items = {drawing(0, 1, 2, 2, {1, 2, 3})};
  EXPECT_EQ(refusal(check_hand_made(hand)), "drawings.items[0]: A drawing of that size has 4 pixels, not 3.");
  hand.drawings.items = {grey(0, 1), {0, nullptr}};
  EXPECT_FALSE(check_hand_made(hand).ok());
  hand.drawings.items = {grey(1, 1)};
  EXPECT_EQ(refusal(check_hand_made(hand)), "drawings.items[0]: There is no class 1: the set has 1, counted from 0.");

  std::vector<engine::Drawing> many(static_cast<size_t>(limits::drawings.value), grey(0, 1));
  hand.drawings.items = many;
  EXPECT_TRUE(check_hand_made(hand).ok());
  many.push_back(grey(0, 1));
  hand.drawings.items = many;
  EXPECT_EQ(refusal(check_hand_made(hand)), "drawings.items: At most 10000 have room here, not 10001.");

  many.assign(static_cast<size_t>(limits::drawing_bytes.value / (128 * 128)), grey(0, 128));
  hand.drawings.items = many;
  EXPECT_TRUE(check_hand_made(hand).ok());
  many.push_back(grey(0, 1));
  hand.drawings.items = many;
  EXPECT_EQ(refusal(check_hand_made(hand)), "drawings.items: At most 6291456 bytes have room here, not 6291457.");
}

TEST(HandMade, NamesOfClassesTellThemApart) {
  HandMade hand;
  hand.sentences.classes = {"good", "good"};
  EXPECT_EQ(refusal(check_hand_made(hand)), "sentences.classes[1]: Two have the name \"good\".");
  hand.sentences.classes = {"good", " "};
  EXPECT_EQ(refusal(check_hand_made(hand)), "sentences.classes[1]: A name is one line of text with at least one sign.");
  hand.sentences.classes = {std::string(100, 'a')};
  EXPECT_TRUE(check_hand_made(hand).ok());
  hand.sentences.classes = {std::string(101, 'a')};
  EXPECT_EQ(refusal(check_hand_made(hand)), "sentences.classes[0]: A name has at most 100 bytes, not 101.");
  hand.sentences.classes.clear();
  for (int i = 0; i < 100; ++i) hand.sentences.classes.push_back(std::to_string(i));
  EXPECT_TRUE(check_hand_made(hand).ok());
  hand.sentences.classes.emplace_back("x");
  EXPECT_EQ(refusal(check_hand_made(hand)), "sentences.classes: At most 100 have room here, not 101.");
}

TEST(HandMade, PointsHaveALimit) {
  std::vector<engine::HandPoint> points(20000);
  EXPECT_TRUE(engine::check_points(points).ok());
  points.emplace_back();
  HandMade hand;
  hand.points = points;
  EXPECT_EQ(refusal(make("points", hand)), "points: At most 20000 have room here, not 20001.");
}

TEST(Sentences, AreTokensPaddedAtTheEnd) {
  HandMade hand;
  hand.sentences = {{"en", "zh"}, {{"The cat, the dog", 0}, {"你好 the", 1}}};
  const auto set = make("sentences", hand, {{"steps", int64_t{6}}});
  ASSERT_TRUE(set.ok()) << refusal(set);
  EXPECT_EQ(set->inputs.shape(), Shape{6});
  EXPECT_EQ(set->targets, (std::vector<Scalar>{0, 1}));
  EXPECT_EQ(set->vocabulary, (std::vector<std::string>{"·", "[?]", "the", "cat", ",", "dog", "你", "好"}));
  EXPECT_EQ(std::vector<Scalar>(set->inputs.row(0), set->inputs.row(0) + 6), (std::vector<Scalar>{2, 3, 4, 2, 5, 0}));
  EXPECT_EQ(std::vector<Scalar>(set->inputs.row(1), set->inputs.row(1) + 6), (std::vector<Scalar>{6, 7, 2, 0, 0, 0}));
  const auto cut = make("sentences", hand, {{"steps", int64_t{4}}, {"tokens", std::string("character")}});
  ASSERT_TRUE(cut.ok());
  ASSERT_EQ(cut->notes.size(), 1U);
  EXPECT_EQ(cut->notes[0].format(), "2 of 2 texts have more than 4 tokens and are cut off.");
}

TEST(Utf8, CodePointsBecomeBytes) {
  for (const std::string text : {"a", "é", "层", "😀", "\x7F", "\u07FF", "\u0800", "\uFFFD"}) {
    std::string again;
    engine::append_utf8(again, engine::utf8_code_point(text, 0, text.size()));
    EXPECT_EQ(again, text);
  }
}

TEST(Sentences, LimitsHold) {
  HandMade hand;
  hand.sentences = {{"a"}, {{std::string(2000, 'x'), 0}}};
  EXPECT_TRUE(check_hand_made(hand).ok());
  hand.sentences.items = {{std::string(2001, 'x'), 0}};
  EXPECT_EQ(refusal(check_hand_made(hand)), "sentences.items[0]: A sentence has at most 2000 bytes, not 2001.");
  for (const std::string bad : {"", " ", "a\nb", "\x01", "\xFF"}) {
    hand.sentences.items = {{bad, 0}};
    EXPECT_EQ(refusal(check_hand_made(hand)),
              "sentences.items[0]: A sentence is one line of text with at least one sign.");
  }
  hand.sentences.items = {{"a", 1}};
  EXPECT_FALSE(check_hand_made(hand).ok());
  std::vector<engine::Sentence> many(10000, {"x", 0});
  hand.sentences.items = many;
  EXPECT_TRUE(check_hand_made(hand).ok());
  many.push_back({"x", 0});
  hand.sentences.items = many;
  EXPECT_EQ(refusal(check_hand_made(hand)), "sentences.items: At most 10000 have room here, not 10001.");
  many.assign(1024, {std::string(1024, 'x'), 0});
  hand.sentences.items = many;
  EXPECT_TRUE(check_hand_made(hand).ok());
  many.push_back({"x", 0});
  hand.sentences.items = many;
  EXPECT_EQ(refusal(check_hand_made(hand)), "sentences.items: At most 1048576 bytes have room here, not 1048577.");
}

HandMade table(std::vector<engine::HandColumn> columns, int64_t target, std::vector<std::vector<std::string>> rows) {
  HandMade hand;
  hand.table = {std::move(columns), target, std::move(rows)};
  return hand;
}

TEST(Table, NumbersWordsAndTarget) {
  const HandMade hand = table({{"size, m2"}, {"price"}, {"town"}, {"rooms", true}}, 1,
                              {{"50", "100.5", "Bonn", "2"}, {"", "", "", ""}, {"70", "140", "Köln", "3"}});
  const auto set = make("table", hand);
  ASSERT_TRUE(set.ok()) << refusal(set);
  EXPECT_EQ(set->rows(), 2);
  EXPECT_EQ(set->classes, 0);
  EXPECT_EQ(set->target_name, "price");
  EXPECT_EQ(set->input_names, (std::vector<std::string>{"size, m2", "town=Bonn", "town=Köln", "rooms=2", "rooms=3"}));
  EXPECT_EQ(set->targets, (std::vector<Scalar>{100.5, 140}));
  EXPECT_EQ(std::vector<Scalar>(set->inputs.row(1), set->inputs.row(1) + 5), (std::vector<Scalar>{70, 0, 1, 0, 1}));
}

TEST(Table, ClassesByWordsOrByChoice) {
  HandMade hand = table({{"x"}, {"kind"}}, 1, {{"1", "b"}, {"2", "a"}, {"3", "b"}});
  auto set = make("table", hand);
  ASSERT_TRUE(set.ok()) << refusal(set);
  EXPECT_EQ(set->class_names, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(set->targets, (std::vector<Scalar>{1, 0, 1}));
  hand = table({{"x"}, {"kind", true}}, 1, {{"1", "10"}, {"2", "9"}});
  set = make("table", hand);
  ASSERT_TRUE(set.ok()) << refusal(set);
  EXPECT_EQ(set->class_names, (std::vector<std::string>{"9", "10"}));
  hand = table({{"x"}, {"kind"}}, 1, {{"1", "a"}, {"2", "a"}});
  EXPECT_EQ(refusal(make("table", hand)),
            "table: All lines belong to the same class, \"a\": there is nothing to learn.");
}

TEST(Table, MissingCellsFollowTheRule) {
  const HandMade hand = table({{"x"}, {"y"}}, 1, {{"1", "10"}, {"", "20"}, {"3", ""}, {"5", "50"}});
  const auto drop = make("table", hand), impute = make("table", hand, {{"missing", std::string("impute")}});
  ASSERT_TRUE(drop.ok() && impute.ok()) << refusal(drop) << refusal(impute);
  EXPECT_EQ(drop->rows(), 2);
  EXPECT_EQ(impute->rows(), 3);
  EXPECT_EQ(impute->missing, std::vector<int64_t>{1});
  EXPECT_EQ(refusal(make("table", hand, {{"missing", std::string("refuse")}})),
            "table:2:1: A value of \"x\" is missing. Fill it in or remove the line.");
}

TEST(Table, BadCellsAreNamed) {
  const HandMade hand = table({{"x"}, {"y"}}, 1, {{"1", "10"}, {"two", "20"}, {"3", "nan"}, {"1e99", "1,5"}});
  const Params params = engine::defaults(engine::datasets().find("table")->params);
  const auto bad = engine::bad_cells(hand.table, params);
  ASSERT_EQ(bad.size(), 4U);
  EXPECT_EQ(bad[0].why.format(), "A number belongs into \"x\", not \"two\".");
  EXPECT_EQ(bad[1].row, 2U);
  EXPECT_EQ(bad[1].column, 1U);
  EXPECT_EQ(bad[3].why.format(), "A number belongs into \"y\", not \"1,5\".");
  EXPECT_EQ(refusal(make("table", hand)), "table:2:1: A number belongs into \"x\", not \"two\".");
  Params comma = params;
  comma["decimal"] = std::string("comma");
  EXPECT_EQ(engine::bad_cells(hand.table, comma).size(), 3U);
}

TEST(Table, TextIsCsv) {
  const HandMade hand = table({{"a \"b\""}, {"c,d"}}, 1, {{"1", "x"}, {"", ""}, {"\"", ","}});
  EXPECT_EQ(engine::csv_text(hand.table, true), "\"a \"\"b\"\"\",\"c,d\"\n1,x\n\"\"\"\",\",\"\n");
}

TEST(Table, LimitsHold) {
  std::vector<engine::HandColumn> columns;
  for (int i = 0; i < 100; ++i) columns.push_back({std::to_string(i)});
  HandMade hand = table(columns, 99, {});
  EXPECT_TRUE(check_hand_made(hand).ok());
  hand.table.target = 100;
  EXPECT_EQ(refusal(check_hand_made(hand)), "table.target: There is no column 100: the table has 100.");
  columns.push_back({"x"});
  hand = table(columns, 0, {});
  EXPECT_EQ(refusal(check_hand_made(hand)), "table.columns: At most 100 have room here, not 101.");
  hand = table({{"a"}, {"b"}}, 0, std::vector<std::vector<std::string>>(25000, {"", ""}));
  EXPECT_TRUE(check_hand_made(hand).ok());
  hand = table({{"a"}, {"b"}}, 0, std::vector<std::vector<std::string>>(25001, {"", ""}));
  EXPECT_EQ(refusal(check_hand_made(hand)), "table.rows: At most 50000 have room here, not 50002.");
  hand = table({{"a"}, {"b"}}, 0, {{"1", std::string(200, 'x')}});
  EXPECT_TRUE(check_hand_made(hand).ok());
  hand = table({{"a"}, {"b"}}, 0, {{"1", std::string(201, 'x')}});
  EXPECT_EQ(refusal(check_hand_made(hand)), "table.rows[0][1]: A cell has at most 200 bytes, not 201.");
  hand = table({{"a"}, {"b"}}, 0, {{"1"}});
  EXPECT_EQ(refusal(check_hand_made(hand)), "table.rows[0]: This row has 1 cells, but there are 2 columns.");
  hand = table({{"a"}, {"b"}}, 0, {{"1", "a\tb"}});
  EXPECT_EQ(refusal(check_hand_made(hand)), "table.rows[0][1]: A cell holds one line of text.");
  hand = table({{"a"}, {"a"}}, 0, {});
  EXPECT_EQ(refusal(check_hand_made(hand)), "table.columns[1]: Two have the name \"a\".");
  std::vector<std::vector<std::string>> full(5242, {std::string(200, 'x')});
  full.push_back({std::string(176, 'x')});  // 1048576 bytes
  hand = table({{"a"}}, 0, full);
  EXPECT_TRUE(check_hand_made(hand).ok());
  full.back()[0] += 'x';
  hand = table({{"a"}}, 0, full);
  EXPECT_EQ(refusal(check_hand_made(hand)), "table.rows: At most 1048576 bytes have room here, not 1048577.");
}

}  // namespace
