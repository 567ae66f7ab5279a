// Edits of sets made by hand: classes, sentences, cells, the brush, and how the network follows them.
#include <gtest/gtest.h>

#include <cmath>

#include "app/workbench/brush.h"
#include "app/workbench/edits.h"
#include "app/workbench/labelled_edits.h"
#include "app/workbench/sentence_lines.h"
#include "app/workbench/table_edits.h"

namespace {

using app::CellRange;
using app::HandTable;
using engine::Experiment;
using engine::Sentence;
using Rows = std::vector<std::vector<std::string>>;
using Sentences = engine::LabelledSet<Sentence>;

Sentences three_classes() { return {{"a", "b", "c"}, {{"x", 0}, {"y", 1}, {"z", 2}, {"w", 1}}}; }

TEST(LabelledEdits, DeletingAClassTakesItsSamplesAlong) {
  const Sentences set = app::delete_class(three_classes(), 1);
  EXPECT_EQ(set.classes, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(set.items.list(), (std::vector<Sentence>{{"x", 0}, {"z", 1}}));
  EXPECT_EQ(app::class_counts(three_classes()), (std::vector<int64_t>{1, 2, 1}));
}

TEST(LabelledEdits, ItemsAreAddedChangedAndDeleted) {
  Sentences set = app::add_items(three_classes(), {{"v", 0}});
  EXPECT_EQ(set.items.size(), 5U);
  set = app::set_item(set, 4, {"v", 2});
  EXPECT_EQ(set.items[4].label, 2);
  set = app::delete_item(set, 0);
  EXPECT_EQ(set.items[0].text, "y");
  EXPECT_TRUE(app::delete_item(set, 9) == set);
}

TEST(LabelledEdits, FreshNamesAreFree) {
  EXPECT_EQ(app::fresh_class_name({}), "A");
  EXPECT_EQ(app::fresh_class_name({"B", "A", "D"}), "C");
  std::vector<std::string> all;
  for (int i = 0; i < 60; ++i) {
    const std::string name = app::fresh_class_name(all);
    EXPECT_EQ(std::count(all.begin(), all.end(), name), 0) << name;
    all.push_back(name);
  }
}

TEST(SentenceLines, OneALine) {
  const auto lines = app::sentences_of("  one \r\n\n two\tb\nthree\tdoes not exist\n四\ta", {"a", "b"}, 1);
  EXPECT_EQ(lines, (std::vector<Sentence>{{"one", 1}, {"two", 1}, {"three does not exist", 1}, {"四", 0}}));
  EXPECT_TRUE(app::sentences_of(" \n\t\n", {"a"}, 0).empty());
}

HandTable small_table() { return {{{"x"}, {"y"}}, 1, {{"1", "2"}, {"3", "4"}}}; }

TEST(TableEdits, CellsBelowTheLastRowAddRows) {
  const HandTable table = app::set_cell(small_table(), 3, 1, "9");
  EXPECT_EQ(table.rows.list(), (Rows{{"1", "2"}, {"3", "4"}, {"", ""}, {"", "9"}}));
  EXPECT_TRUE(app::set_cell(small_table(), 0, 7, "9") == small_table());
}

TEST(TableEdits, TheTargetStaysTheSameColumn) {
  HandTable table = app::insert_column(small_table(), 0);
  EXPECT_EQ(table.target, 2);
  EXPECT_EQ(table.columns[0].name, "x1");
  EXPECT_EQ(table.rows[0], (std::vector<std::string>{"", "1", "2"}));
  EXPECT_EQ(app::insert_column(small_table(), 2).target, 1);
  table = app::delete_column(table, 0);
  EXPECT_TRUE(table == small_table());
  EXPECT_EQ(app::delete_column(small_table(), 1).target, 0);
  EXPECT_EQ(app::delete_column(small_table(), 0).target, 0);
  EXPECT_EQ(app::delete_column(app::delete_column(small_table(), 0), 0).columns.size(), 1U);
}

TEST(TableEdits, RowsComeAndGo) {
  EXPECT_EQ(app::insert_row(small_table(), 1).rows.list(), (Rows{{"1", "2"}, {"", ""}, {"3", "4"}}));
  EXPECT_EQ(app::delete_rows(small_table(), 0, 0).rows.list(), (Rows{{"3", "4"}}));
  EXPECT_TRUE(app::delete_rows(small_table(), 0, 9).rows.empty());
  EXPECT_TRUE(app::delete_rows(small_table(), 5, 9) == small_table());
  EXPECT_EQ(app::clear_cells(small_table(), {0, 1, 1, 1}).rows.list(), (Rows{{"1", ""}, {"3", ""}}));
}

// As LibreOffice and Excel put them on the clipboard.
TEST(TableEdits, TextOfSpreadsheets) {
  EXPECT_EQ(app::fields_of("1\t2\r\n3\t\r\n"), (Rows{{"1", "2"}, {"3", ""}}));
  EXPECT_EQ(app::fields_of("\"a\"\"b\tc\"\td\n\"two\nlines\"\t"), (Rows{{"a\"b c", "d"}, {"two lines", ""}}));
  EXPECT_EQ(app::fields_of("a"), (Rows{{"a"}}));
  EXPECT_TRUE(app::fields_of("").empty());
  const HandTable table{{{"x"}, {"y"}}, 1, {{"1", "a\"b"}, {"3", ""}}};
  const std::string text = app::text_of(table, {0, 0, 1, 1});
  EXPECT_EQ(text, "1\t\"a\"\"b\"\n3\t\n");
  EXPECT_EQ(app::fields_of(text), table.rows.list());
}

TEST(TableEdits, PastingMakesRoom) {
  const HandTable table = app::paste_cells(small_table(), 1, 1, {{"7", "8"}, {"9"}});
  EXPECT_EQ(table.columns.size(), 3U);
  EXPECT_EQ(table.target, 1);
  EXPECT_EQ(table.rows.list(), (Rows{{"1", "2", ""}, {"3", "7", "8"}, {"", "9", ""}}));
}

TEST(Brush, StaysInsideItsRadiusAndComesAgain) {
  for (const bool soft : {true, false}) {
    const app::Brush brush{.radius = 0.5, .points = 4000, .soft = soft};
    engine::Rng rng(3), same(3);
    std::vector<engine::HandPoint> points, again;
    app::dab(brush, 1, -2, 1, rng, points);
    app::dab(brush, 1, -2, 1, same, again);
    ASSERT_EQ(points.size(), 4000U);
    EXPECT_EQ(points, again);
    double square = 0;
    for (const engine::HandPoint& p : points) {
      const double distance = std::hypot(p.x - 1, p.y + 2);
      EXPECT_LT(distance, 0.5001);
      EXPECT_EQ(p.target, 1);
      square += distance * distance / 4000;
    }
    // The mean square distance: R^2 / 2 over a disc; of a normal cloud with deviation R / 2, cut off at R,
    // R^2 / 2 * (1 - 2 e^-2 / (1 - e^-2)).
    const double cut = std::exp(-2.0), expected = soft ? 0.125 * (1 - 2 * cut / (1 - cut)) : 0.125;
    EXPECT_NEAR(square, expected, 0.006);
  }
}

Experiment start() {
  Experiment e;
  e.network.nodes = {{"input1", "input", "", {}, false},
                     {"dense1", "dense", "", {{"units", int64_t{1}}, {"activation", std::string("linear")}}, false}};
  e.network.edges = {{"input1", "dense1", 0}};
  return e;
}

int64_t outputs(const Experiment& e) {
  const engine::NodeSpec* out = engine::output_node(e.network);
  return engine::get_int(out->params, "units");
}

TEST(HandMadeEdits, OutputFollowsTheClasses) {
  Experiment e = app::set_source(start(), "drawings");
  EXPECT_EQ(e.data.hand.drawings.classes.size(), 2U);
  EXPECT_EQ(outputs(e), 1);
  EXPECT_EQ(e.loss.type, "bce_with_logits");
  EXPECT_TRUE(engine::infer(e.network, {1, 28, 28}).ok());
  engine::HandMade hand = e.data.hand;
  hand.drawings.classes.push_back("third");
  e = app::set_hand_made(e, hand);
  EXPECT_EQ(outputs(e), 3);
  EXPECT_EQ(e.loss.type, "cross_entropy");
  hand.drawings = app::delete_class(hand.drawings, 0);
  e = app::set_hand_made(e, hand);
  EXPECT_EQ(outputs(e), 1);
  EXPECT_EQ(e.loss.type, "bce_with_logits");
}

TEST(HandMadeEdits, ATableDecidesByItsTarget) {
  Experiment e = app::set_source(start(), "table");
  engine::HandMade hand = e.data.hand;
  ASSERT_EQ(hand.table.columns.size(), 3U);
  hand.table.rows = {{"1", "2", "0.5"}, {"2", "3", "0.75"}};
  e = app::set_hand_made(e, hand);
  EXPECT_EQ(e.loss.type, "mse");
  hand.table.rows = {{"1", "2", "red"}, {"2", "3", "green"}, {"3", "3", "blue"}};
  e = app::set_hand_made(e, hand);
  EXPECT_EQ(e.loss.type, "cross_entropy");
  EXPECT_EQ(outputs(e), 3);
}

// A network for pictures gives way to one that reads words, and that to one for numbers.
TEST(HandMadeEdits, EachSourceGetsANetworkThatReadsIt) {
  Experiment e = app::set_source(start(), "drawings");
  e = app::set_source(e, "sentences");
  EXPECT_TRUE(engine::infer(e.network, {16}).ok());
  EXPECT_EQ(e.network.nodes[1].type, "embedding");
  e = app::set_source(e, "table");
  EXPECT_TRUE(engine::infer(e.network, {2}).ok());
  EXPECT_EQ(e.network.nodes[1].type, "dense");
}

}  // namespace
