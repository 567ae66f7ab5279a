// The pads to draw, type and bend on, under a real pointer and keyboard.
#include "app/ui/draw_pad.h"

#include <algorithm>
#include <numeric>

#include "app/ui/series_editor.h"
#include "app/ui/token_line.h"
#include "tests/app/ui/ui_fixture.h"

namespace {

namespace ui = app::ui;
using ui::Rect;

class DrawPad : public ui_test::Ui {
 protected:
  void open_pad(int channels, int side) {
    pad_.set_size(channels, side, side);
    show([this] {
      count_.add(pad_.paper("pad", {100, 100, 280, 280}));
      count_.add(pad_.tools("pad", {100, 390, 280, 62}));
    });
  }
  float ink() {
    const std::vector<float>& p = pad_.pixels();
    return std::accumulate(p.begin(), p.end(), 0.0f);
  }
  void right_button(bool down) { ImGui::GetIO().MouseDown[1] = down; }

  ui::DrawPad pad_;
  ui_test::ChangeCount count_;
};

TEST_F(DrawPad, DrawsWhereThePointerPasses) {
  open_pad(1, 28);
  drag({150, 240}, {330, 240});
  EXPECT_EQ(count_.began, 1);
  EXPECT_EQ(count_.committed, 1);
  EXPECT_GE(count_.changed, 5);
  EXPECT_GT(pad_.pixels()[14 * 28 + 14], 0.5f);  // ten device pixels for each of the picture
  EXPECT_FLOAT_EQ(pad_.pixels()[4 * 28 + 14], 0);
}

TEST_F(DrawPad, TheRightButtonErasesAndDelClears) {
  open_pad(1, 28);
  drag({150, 240}, {330, 240});
  const float before = ink();
  move(240, 240);
  frames(1);
  right_button(true);
  frames(2);
  right_button(false);
  frames(2);
  EXPECT_LT(ink(), before);
  EXPECT_GT(ink(), 0);
  EXPECT_TRUE(ui::focus_edits());
  key(ImGuiKey_Delete);
  EXPECT_TRUE(pad_.empty());
  click(331, 404);  // the undo button
  EXPECT_FALSE(pad_.empty());
}

TEST_F(DrawPad, TheFitIsOfferedAndCanBeSwitchedOff) {
  open_pad(1, 28);
  pad_.offer_fit({});
  drag({110, 110}, {110, 200});  // in the corner
  EXPECT_GT(pad_.pixels()[14 * 28 + 14], 0.5f);
  const uint64_t version = pad_.version();
  click(108, 438);
  EXPECT_NE(pad_.version(), version);
  EXPECT_FLOAT_EQ(pad_.pixels()[14 * 28 + 14], 0);
}

TEST_F(DrawPad, AnyShapeCanBeDrawnInto) {
  open_pad(3, 32);
  drag({150, 240}, {330, 240});
  EXPECT_EQ(pad_.pixels().size(), 3u * 32 * 32);
  EXPECT_GT(ink(), 0);
  pad_.set_size(1, 3, 60);
  EXPECT_TRUE(pad_.empty());
  drag({110, 240}, {370, 240});
  EXPECT_EQ(pad_.pixels().size(), 180u);
  EXPECT_GT(ink(), 0);
}

TEST_F(DrawPad, ClickedTokensAreTold) {
  const ui::TypedToken tokens[] = {{"good", 3, true}, {"zzz", -1, true}, {" ", 4, false}};
  int last = -1, clicked = -1;
  float height = 0;
  show([&] {
    height = ui::token_chips("chips", {100, 100, 300, 200}, tokens, &clicked);
    if (clicked >= 0) last = clicked;
  });
  click(110, 112);
  EXPECT_EQ(last, 0);
  EXPECT_FLOAT_EQ(height, 24);
}

TEST_F(DrawPad, ACurveIsBentOnlyWhereThePointerPasses) {
  std::vector<float> values(20, 0.0f);
  ui_test::ChangeCount count;
  show([&] {
    count.add(ui::series_editor("curve", {100, 100, 450, 224}, values, {.low = -1, .high = 1, .steps = 20}));
  });
  drag({300, 112}, {400, 112});
  EXPECT_EQ(count.began, 1);
  EXPECT_EQ(count.committed, 1);
  EXPECT_FLOAT_EQ(values[0], 0);
  EXPECT_FLOAT_EQ(values[19], 0);
  for (int t = 9; t <= 12; ++t) EXPECT_FLOAT_EQ(values[static_cast<size_t>(t)], 1) << t;
}

}  // namespace
