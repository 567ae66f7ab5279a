// Which control a sweep clicks next, from lists of controls as a frame would draw them.
#include <gtest/gtest.h>

#include "app/platform/script_sweep.h"

namespace {

using app::platform::ScriptItem;
using app::platform::Sweep;
using Act = app::platform::Sweep::Act;

ScriptItem item(const char* name, float y = 100, int level = 0) {
  return {name, {10, y}, {30, y + 20}, {0, 0}, {500, 500}, level};
}

class Sweeping : public testing::Test {
 protected:
  Sweep::Counts before;
  Sweep sweep{"data.", {"data.all"}, before};
};

TEST_F(Sweeping, ClicksEveryControlOnceAndLeavesOthersAlone) {
  const std::vector<ScriptItem> items = {item("data.b"), item("data.a"), item("top.menu"), item("data.all"),
                                         item("data.card/card")};
  EXPECT_EQ(sweep.next(items, 0, false).name, "data.b");
  const Sweep::Step second = sweep.next(items, 0, false);
  EXPECT_EQ(second.name, "data.a");
  EXPECT_EQ(second.at.x, 20);
  EXPECT_EQ(second.at.y, 110);
  EXPECT_EQ(sweep.next(items, 0, false).act, Act::done);
  EXPECT_EQ(sweep.clicked(), 2);
}

TEST_F(Sweeping, WhatComesUpLastIsClickedFirst) {
  std::vector<ScriptItem> items = {item("data.kind"), item("data.size")};
  EXPECT_EQ(sweep.next(items, 0, false).name, "data.kind");
  items.push_back(item("data.noise"));
  EXPECT_EQ(sweep.next(items, 0, false).name, "data.noise");
  EXPECT_EQ(sweep.next(items, 0, false).name, "data.size");
}

TEST_F(Sweeping, OpensAMenuAgainForEachOfItsEntries) {
  const std::vector<ScriptItem> closed = {item("data.kind")};
  const std::vector<ScriptItem> open = {item("data.kind"), item("data.kind/0", 130, 1), item("data.kind/1", 160, 1),
                                        item("other", 190, 1)};
  EXPECT_EQ(sweep.next(closed, 0, false).name, "data.kind");
  EXPECT_EQ(sweep.next(open, 1, false).name, "data.kind/0");
  EXPECT_EQ(sweep.next(closed, 0, false).name, "data.kind");
  EXPECT_EQ(sweep.next(open, 1, false).name, "data.kind/1");
  EXPECT_EQ(sweep.next(closed, 0, false).act, Act::done);
}

TEST_F(Sweeping, ClosesWhatHoldsNothingForItAndLeavesFields) {
  EXPECT_EQ(sweep.next({item("data.path")}, 0, false).name, "data.path");
  EXPECT_EQ(sweep.next({item("data.path")}, 0, true).act, Act::escape) << "the field has the caret";
  EXPECT_EQ(sweep.next({item("file.up", 100, 1)}, 1, false).act, Act::escape);
  EXPECT_EQ(sweep.next({item("data.path")}, 0, false).act, Act::done);
}

TEST_F(Sweeping, SaysWhenItsPartOfTheWindowIsGone) {
  EXPECT_EQ(sweep.next({item("data.a", 100, 1), item("data.b", 130, 1)}, 1, false).name, "data.a");
  EXPECT_EQ(sweep.next({item("top.menu")}, 0, false).act, Act::gone) << "the click has closed it";
  EXPECT_EQ(sweep.next({item("data.a", 100, 1), item("data.b", 130, 1)}, 1, false).name, "data.b");
}

TEST_F(Sweeping, TurnsTheWheelForWhatLiesBelow) {
  ScriptItem below = item("data.below", 600);
  const Sweep::Step step = sweep.next({below}, 0, false);
  EXPECT_EQ(step.act, Act::wheel);
  EXPECT_LT(step.notches, 0);
  EXPECT_EQ(step.at.y, 250);
  below.min.y -= 200;
  below.max.y -= 200;
  EXPECT_EQ(sweep.next({below}, 0, false).act, Act::click);
  EXPECT_EQ(sweep.next({item("data.stuck", 900)}, 0, false).act, Act::wheel);
  EXPECT_EQ(sweep.next({item("data.stuck", 900)}, 0, false).act, Act::wheel) << "it did not move: given up";
  EXPECT_EQ(sweep.next({item("data.stuck", 900)}, 0, false).act, Act::done);
}

TEST_F(Sweeping, TurnsListsToTheirEnd) {
  EXPECT_EQ(sweep.next({item("data.list/scroll")}, 0, false).act, Act::click);
  const Sweep::Step turned = sweep.next({item("data.list/scroll")}, 0, false);
  EXPECT_EQ(turned.act, Act::wheel);
  EXPECT_LT(turned.notches, 0);
  EXPECT_EQ(sweep.next({item("data.list/scroll", 130), item("data.below")}, 0, false).name, "data.below");
  EXPECT_EQ(sweep.next({item("data.list/scroll", 130)}, 0, false).act, Act::wheel);
  EXPECT_EQ(sweep.next({item("data.list/scroll", 130)}, 0, false).act, Act::done) << "it is at its end";
}

TEST_F(Sweeping, TriesOtherPlacesWhereAClickDidNotArrive) {
  const std::vector<ScriptItem> items = {item("data.wide")};
  const Sweep::Step first = sweep.next(items, 0, false);
  sweep.missed(first.name);
  const Sweep::Step second = sweep.next(items, 0, false);
  EXPECT_EQ(second.act, Act::click);
  EXPECT_NE(second.at.x, first.at.x);
  for (int i = 0; i < 3; ++i) {
    sweep.missed(first.name);
    sweep.next(items, 0, false);
  }
  EXPECT_EQ(sweep.next(items, 0, false).act, Act::done) << "four places are enough";
}

TEST_F(Sweeping, SomeOfAKindAreEnough) {
  std::vector<ScriptItem> items;
  for (int i = 0; i < 50; ++i) items.push_back(item(("data.row" + std::to_string(i)).c_str()));
  while (sweep.next(items, 0, false).act == Act::click) {
  }
  EXPECT_EQ(sweep.clicked(), 10);
  Sweep second{"data.row0", {}, before}, third{"data.row0", {}, before};
  EXPECT_EQ(second.next(items, 0, false).act, Act::click);
  EXPECT_EQ(third.next(items, 0, false).act, Act::done) << "two sweeps of a script have clicked it";
}

}  // namespace
