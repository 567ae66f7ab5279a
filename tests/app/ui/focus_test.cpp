// The keyboard focus where something lies over the window: it stays inside, moves by arrows, and goes back.
#include <gtest/gtest.h>

#include "app/ui/interact.h"
#include "app/ui/item_registry.h"
#include "app/ui/overlay.h"
#include "app/ui/widgets.h"
#include "tests/app/ui/ui_fixture.h"

namespace app::ui {
namespace {

class Focus : public ui_test::Ui {
 protected:
  void SetUp() override {
    Ui::SetUp();
    items::enable(true);
    show([this] {
      pressed_.clear();
      const auto one = [&](const char* name, const Rect& r) {
        if (hit(name, r).clicked) pressed_ = name;
      };
      one("below.a", {10, 10, 40, 20});
      one("below.b", {60, 10, 40, 20});
      if (!open_) return;
      const Overlay overlay("##over", just_opened_);
      just_opened_ = false;
      one("over.1", {200, 100, 40, 20});
      one("over.2", {260, 100, 40, 20});
      one("over.3", {200, 140, 40, 20});
    });
    frames(3);
  }
  void TearDown() override {
    items::enable(false);
    Ui::TearDown();
  }
  void set_open(bool open) {
    open_ = just_opened_ = open;
    frames(3);
  }

  bool open_ = false, just_opened_ = false;
  std::string pressed_;
};

TEST_F(Focus, StaysInWhatLiesOnTopAndGoesBackAfterwards) {
  key(ImGuiKey_Tab);
  frames(2);
  EXPECT_EQ(focus_name(), "below.a");
  key(ImGuiKey_Tab);
  frames(2);
  EXPECT_EQ(focus_name(), "below.b");
  set_open(true);
  key(ImGuiKey_Tab);
  frames(2);
  EXPECT_EQ(focus_name(), "over.1");
  for (const char* next : {"over.2", "over.3", "over.1"}) {
    key(ImGuiKey_Tab);
    frames(2);
    EXPECT_EQ(focus_name(), next);
  }
  set_open(false);
  EXPECT_EQ(focus_name(), "below.b");
}

TEST_F(Focus, ArrowsGoToTheNearestInTheirDirection) {
  set_open(true);
  key(ImGuiKey_Tab);
  key(ImGuiKey_RightArrow);
  frames(2);
  EXPECT_EQ(focus_name(), "over.2");
  key(ImGuiKey_DownArrow);
  frames(2);
  EXPECT_EQ(focus_name(), "over.3");
  key(ImGuiKey_UpArrow);
  frames(2);
  EXPECT_EQ(focus_name(), "over.1");
  key(ImGuiKey_LeftArrow);
  frames(2);
  EXPECT_EQ(focus_name(), "over.1") << "nothing lies there";
  set_open(false);
}

TEST_F(Focus, WhatLiesBelowHearsNothing) {
  key(ImGuiKey_Tab);
  frames(2);
  EXPECT_EQ(focus_name(), "below.a");
  set_open(true);
  EXPECT_EQ(focus_name(), "") << "its frame is not shown";
  EXPECT_TRUE(keyboard_taken());
  set_open(false);
  EXPECT_EQ(focus_name(), "below.a");
  EXPECT_FALSE(keyboard_taken());
}

// A number that is typed with the keyboard gives the focus back to its control, the next Tab goes on from there.
class TypedNumber : public ui_test::Ui {
 protected:
  void SetUp() override {
    Ui::SetUp();
    items::enable(true);
    show([this] {
      (void)stepper("units", {10, 10, 120, 28}, &units_);
      (void)slider("rate", {10, 60}, 200, "rate", &rate_, {.range = {0, 10}});
      (void)hit("behind", {10, 120, 40, 20});
    });
    frames(3);
  }
  void tab_to(const std::string& name) {
    for (int i = 0; i < 9 && focus_name() != name; ++i) {
      key(ImGuiKey_Tab);
      frames(2);
    }
    ASSERT_EQ(focus_name(), name);
  }
  void type_number(const char* digits) {
    key(ImGuiKey_Enter);
    frames(4);
    type(digits);
    frames(2);
    key(ImGuiKey_Enter);
    frames(3);
  }

  int64_t units_ = 3;
  double rate_ = 1;
};

TEST_F(TypedNumber, GivesTheFocusBack) {
  tab_to("units");
  type_number("8");
  EXPECT_EQ(units_, 8);
  EXPECT_EQ(focus_name(), "units");
  tab_to("rate");
  type_number("7");
  EXPECT_EQ(rate_, 7);
  EXPECT_EQ(focus_name(), "rate");
}

}  // namespace
}  // namespace app::ui
