// The controls under a real pointer and keyboard: what changes, and when an edit begins and ends.
#include "app/ui/widgets.h"

#include <cmath>

#include "app/ui/item_registry.h"
#include "app/ui/param_editor.h"
#include "tests/app/ui/ui_fixture.h"

namespace {

namespace ui = app::ui;
using ui::Change;
using ui::Rect;
using ui::Vec;

class Widgets : public ui_test::Ui {};

using Count = ui_test::ChangeCount;

TEST_F(Widgets, ButtonsClickOnReleaseOverThemOnly) {
  int clicks = 0;
  bool off = false;
  show([&] { clicks += ui::button("go", {100, 100, 80, 36}, {.label = "Go", .disabled = off}); });
  click(140, 118);
  EXPECT_EQ(clicks, 1);
  drag({140, 118}, {400, 400});
  EXPECT_EQ(clicks, 1);
  click(90, 118);
  EXPECT_EQ(clicks, 1);
  off = true;
  click(140, 118);
  EXPECT_EQ(clicks, 1);
}

TEST_F(Widgets, EveryControlIsFoundByItsName) {
  double v = 0.5;
  int64_t n = 3;
  int on = 0;
  const ui::SegmentItem items[] = {{"A"}, {"B"}};
  show([&] {
    ui::slider("rate", {10, 20}, 200, "Rate", &v, {});
    ui::stepper("units", {10, 80, 108, 28}, &n);
    ui::segmented("view", {10, 120, 200, 28}, items, &on);
  });
  for (const char* name : {"rate", "rate/value", "units", "units/plus", "units/minus", "view", "view/0", "view/1"}) {
    EXPECT_TRUE(ui::find_item(name)) << name;
  }
  EXPECT_NEAR(ui::find_item("units/plus")->centre().x, 104, 1);
}

TEST_F(Widgets, ADragOfASliderIsOneEdit) {
  double v = 0.2;
  Count count;
  show([&] { count.add(ui::track("t", {100, 100}, 200, &v, {.range = {0, 1, 0.01}})); });
  drag({140, 100}, {240, 100}, 10);
  EXPECT_NEAR(v, 0.7, 0.011);
  EXPECT_EQ(count.began, 1);
  EXPECT_EQ(count.committed, 1);
  EXPECT_GE(count.changed, 8);
  drag({240, 100}, {900, 300});
  EXPECT_EQ(v, 1);
  click(150, 100);  // beside the knob: it comes
  EXPECT_NEAR(v, 0.25, 0.011);
}

TEST_F(Widgets, ShiftDragsFinely) {
  double v = 0.5;
  show([&] { ui::track("t", {100, 100}, 200, &v, {.range = {0, 1, 0.001}}); });
  ImGui::GetIO().KeyShift = true;
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
#endif
  drag({200, 100}, {300, 100});
  EXPECT_NEAR(v, 0.55, 0.003);
}

TEST_F(Widgets, WheelAndArrowsMoveAFocusedSliderByNotches) {
  double v = 0.5;
  Count count;
  show([&] { count.add(ui::track("t", {100, 100}, 200, &v, {.range = {0, 1, 0.01}})); });
  move(200, 100);
  ImGui::GetIO().MouseWheel = 1;
  frames(1);
  EXPECT_EQ(v, 0.5) << "without focus the wheel is not for it";
  click(200, 100);
  count = {};
  ImGui::GetIO().MouseWheel = 1;
  frames(1);
  ImGui::GetIO().MouseWheel = 0;
  EXPECT_NEAR(v, 0.51, 1e-9);
  EXPECT_EQ(count.committed, 1);
  key(ImGuiKey_RightArrow);
  EXPECT_NEAR(v, 0.51, 1e-9) << "a click gives the wheel, not the arrows: those may be shortcuts";
  ui::set_focus("t");
  frames(1);
  key(ImGuiKey_RightArrow);
  EXPECT_NEAR(v, 0.52, 1e-9);
  EXPECT_TRUE(ui::focus_uses(ui::Key::left));
  key(ImGuiKey_Home);
  EXPECT_EQ(v, 0);
}

TEST_F(Widgets, ANumberIsTypedAfterADoubleClick) {
  double v = 0.2;
  Count count;
  show([&] { count.add(ui::slider("rate", {100, 100}, 200, "Rate", &v, {.range = {0, 1, 0.01}})); });
  click(295, 100);
  click(295, 100);  // double click on the number
  frames(3);
  EXPECT_TRUE(ui::keyboard_taken());
  type("0,75");
  frames(2);
  key(ImGuiKey_Enter);
  frames(2);
  EXPECT_NEAR(v, 0.75, 1e-9);
  EXPECT_EQ(count.changed, 1);
  EXPECT_FALSE(ui::keyboard_taken());
  click(295, 100);
  click(295, 100);
  frames(3);
  type("nonsense");
  frames(2);
  key(ImGuiKey_Escape);
  frames(4);
  EXPECT_NEAR(v, 0.75, 1e-9);
}

TEST_F(Widgets, LogarithmicPositionsAndValuesAgree) {
  const ui::Range range{1e-5, 1, 0, true};
  for (const double v : {1e-5, 1e-4, 0.003, 0.01, 0.3, 1.0})
    EXPECT_NEAR(ui::value_at(ui::position_of(v, range), range), v, v * 1e-9);
  EXPECT_DOUBLE_EQ(ui::value_at(0.5, {1e-4, 1, 0, true}), 0.01);
  const ui::Range with_zero{0, 0.1, 0, true};
  EXPECT_EQ(ui::value_at(0, with_zero), 0);
  EXPECT_EQ(ui::position_of(0, with_zero), 0);
  EXPECT_NEAR(ui::value_at(ui::position_of(1e-3, with_zero), with_zero), 1e-3, 1e-9);
  EXPECT_EQ(ui::value_at(std::nan(""), with_zero), 0);
  EXPECT_EQ(ui::value_at(0.3, {5, 5}), 5);
  // Decimals stay decimals: 0.3, not 0.30000000000000004.
  EXPECT_EQ(ui::value_at(0.3, {0, 1, 0.1}), 0.3);
  EXPECT_EQ(ui::value_at(0.07, {0, 1, 0.01}), 0.07);
}

TEST_F(Widgets, SteppersStepRepeatDragAndStopAtTheirEnds) {
  int64_t n = 8;
  Count count;
  show([&] { count.add(ui::stepper("units", {100, 100, 140, 32}, &n, {.minimum = 1, .maximum = 12})); });
  click(224, 116);
  EXPECT_EQ(n, 9);
  EXPECT_EQ(count.began, 1);
  EXPECT_EQ(count.committed, 1);
  click(116, 116);
  click(116, 116);
  EXPECT_EQ(n, 7);
  count = {};
  move(224, 116);
  frames(1);
  press(true);
  wait(1.5);
  press(false);
  frames(2);
  EXPECT_EQ(n, 12);
  EXPECT_EQ(count.began, 1);
  EXPECT_EQ(count.committed, 1);
  count = {};
  drag({170, 116}, {170 - 70, 116}, 20);
  EXPECT_EQ(n, 2);
  EXPECT_EQ(count.committed, 1);
}

TEST_F(Widgets, TogglesBoxesAndSegments) {
  bool bias = true, box = false;
  int view = 0;
  const ui::SegmentItem items[] = {{"A"}, {"B"}, {"C"}};
  show([&] {
    ui::toggle("bias", {100, 100}, &bias);
    ui::checkbox("box", {100, 150}, "Shuffle", &box);
    ui::segmented("view", {100, 200, 300, 30}, items, &view);
  });
  click(116, 109);
  EXPECT_FALSE(bias);
  click(108, 150);
  EXPECT_TRUE(box);
  click(350, 215);
  EXPECT_EQ(view, 2);
  ui::set_focus("view");
  frames(1);
  key(ImGuiKey_LeftArrow);
  EXPECT_EQ(view, 1);
}

TEST_F(Widgets, ParametersBecomeControlsAndEdits) {
  const std::vector<engine::ParamSpec> specs = {
      {.key = "units", .label = "Units", .default_value = int64_t{8}, .minimum = 1, .maximum = 512},
      {.key = "kind",
       .label = "Kind",
       .default_value = std::string("relu"),
       .choices = {{"relu", "ReLU"}, {"leaky", "Leaky"}}},
      {.key = "slope",
       .label = "Slope",
       .default_value = 0.01,
       .minimum = 0,
       .maximum = 1,
       .step = 0.01,
       .live = true,
       .visible_if = {"kind", {"leaky"}}},
      {.key = "bias", .label = "Bias", .default_value = true}};
  engine::Params values;
  std::vector<ui::ParamEdit> edits;
  show([&] {
    if (auto edit = ui::param_editor("p", {100, 100, 300, 400}, specs, values)) {
      values[edit->key] = edit->value;
      edits.push_back(*edit);
    }
  });
  EXPECT_FALSE(ui::find_item("p/slope"));
  EXPECT_EQ(ui::param_editor_height(specs, values), 3 * 36);
  const auto at = [](const char* name) { return ui::find_item(name)->centre(); };
  click(at("p/units/plus").x, at("p/units/plus").y);
  ASSERT_FALSE(edits.empty());
  EXPECT_EQ(edits[0].key, "units");
  EXPECT_EQ(std::get<int64_t>(edits[0].value), 9);
  EXPECT_TRUE(edits.front().began);
  EXPECT_TRUE(edits.back().committed);
  EXPECT_FALSE(edits[0].live);
  click(at("p/bias").x, at("p/bias").y);
  EXPECT_FALSE(std::get<bool>(values["bias"]));
  click(at("p/kind").x, at("p/kind").y);
  frames(2);
  click(at("p/kind/1").x, at("p/kind/1").y);
  frames(2);
  EXPECT_EQ(std::get<std::string>(values["kind"]), "leaky");
  ASSERT_TRUE(ui::find_item("p/slope"));
  edits.clear();
  const Vec knob = ui::logical(ui::find_item("p/slope")->min) + Vec{1, 10};
  drag(knob, knob + Vec{50, 0});
  ASSERT_GE(edits.size(), 2u);
  EXPECT_TRUE(edits.front().live);
  EXPECT_TRUE(edits.front().began);
  EXPECT_TRUE(edits.back().committed);
  for (size_t i = 1; i < edits.size(); ++i) EXPECT_FALSE(edits[i].began);
  EXPECT_GT(std::get<double>(values["slope"]), 0.2);
}

TEST_F(Widgets, SplittersFollowStopAndRestore) {
  float x = 256;
  Count count;
  show([&] { count.add(ui::splitter("left", {0, 60}, 800, &x, {.minimum = 216, .maximum = 360, .restore = 256})); });
  drag({256, 400}, {300, 420});
  EXPECT_FLOAT_EQ(x, 300);
  EXPECT_EQ(count.began, 1);
  EXPECT_EQ(count.committed, 1);
  drag({300, 400}, {900, 400});
  EXPECT_FLOAT_EQ(x, 360);
  click(360, 300);
  click(360, 300);
  EXPECT_FLOAT_EQ(x, 256);
}

TEST_F(Widgets, ScaledWindowsReactAtTheSameLogicalPlaces) {
  open({.width = 2400, .height = 1350, .scale = 1.5f});
  double v = 0.2;
  show([&] { ui::track("t", {100, 100}, 200, &v, {.range = {0, 1, 0.01}}); });
  drag({140, 100}, {240, 100});
  EXPECT_NEAR(v, 0.7, 0.011);
}

}  // namespace
