// What lies over the window and who gets the keys: lists, menus, tooltips, questions, focus, typing and scrolling.
#include "app/ui/item_registry.h"
#include "app/ui/widgets.h"
#include "tests/app/ui/ui_fixture.h"

namespace {

namespace ui = app::ui;

class Overlays : public ui_test::Ui {};

using Count = ui_test::ChangeCount;

TEST_F(Overlays, ADropdownOpensChoosesAndBlocksWhatLiesBelow) {
  const std::string items[] = {"Xavier", "He", "zeros"};
  int on = 0, changes = 0, clicks = 0;
  show([&] {
    changes += ui::dropdown("init", {100, 100, 140, 32}, items, &on);
    clicks += ui::button("below", {100, 150, 140, 60}, {.label = "Below"});
  });
  click(170, 116);
  frames(2);
  ASSERT_TRUE(ui::menu_is_open("init"));
  EXPECT_TRUE(ui::keyboard_taken());
  const auto row = ui::find_item("init/1");
  ASSERT_TRUE(row);
  click(row->centre().x, row->centre().y);
  EXPECT_EQ(on, 1);
  EXPECT_EQ(changes, 1);
  EXPECT_EQ(clicks, 0);
  EXPECT_FALSE(ui::menu_is_open("init"));
  click(170, 116);
  frames(2);
  click(600, 600);  // elsewhere closes it
  frames(2);
  EXPECT_FALSE(ui::menu_is_open("init"));
  EXPECT_EQ(on, 1);
  click(170, 116);
  frames(2);
  key(ImGuiKey_DownArrow);
  key(ImGuiKey_Enter);
  EXPECT_EQ(on, 2);
  click(170, 180);
  EXPECT_EQ(clicks, 1);
}

TEST_F(Overlays, MenusSkipWhatIsDisabled) {
  const ui::MenuItem items[] = {{.label = "Duplicate", .disabled = true},
                                {.label = "Delete", .shortcut = "Del", .danger = true}};
  int chosen = -1;
  show([&] {
    if (const int now = ui::menu("layer", items); now >= 0) chosen = now;
  });
  ui::open_menu("layer", {1590, 890});  // near the corner: it is moved into the window
  frames(3);
  const auto row = ui::find_item("layer/0");
  ASSERT_TRUE(row);
  EXPECT_LT(row->max.x, 1600);
  EXPECT_LT(row->max.y, 900);
  click(row->centre().x, row->centre().y);
  EXPECT_EQ(chosen, -1);
  key(ImGuiKey_DownArrow);
  key(ImGuiKey_Enter);
  EXPECT_EQ(chosen, 1);
  ui::open_menu("layer", {100, 100});
  frames(3);
  key(ImGuiKey_Escape);
  EXPECT_FALSE(ui::menu_is_open("layer"));
}

TEST_F(Overlays, TabWalksAndEnterPresses) {
  int a = 0, b = 0;
  show([&] {
    a += ui::button("a", {100, 100, 80, 36}, {.label = "A"});
    b += ui::button("b", {200, 100, 80, 36}, {.label = "B"});
  });
  key(ImGuiKey_Tab);
  EXPECT_TRUE(ui::has_focus("a"));
  key(ImGuiKey_Tab);
  EXPECT_TRUE(ui::has_focus("b"));
  key(ImGuiKey_Enter);
  EXPECT_EQ(a, 0);
  EXPECT_EQ(b, 1);
  key(ImGuiKey_Tab);
  EXPECT_TRUE(ui::has_focus("a"));
  key(ImGuiKey_Escape);
  EXPECT_FALSE(ui::has_focus("a"));
}

TEST_F(Overlays, TooltipsWaitAndFade) {
  show([&] { ui::button("go", {100, 100, 80, 36}, {.label = "Go", .tip = "What it does"}); });
  const auto vertices = [] { return ImGui::GetForegroundDrawList()->VtxBuffer.Size; };
  move(140, 118);
  frames(2);
  EXPECT_EQ(vertices(), 0);
  EXPECT_LT(ui::seconds_to_next_frame(), 0.4) << "a sleeping window wakes up for it";
  wait(0.2);
  EXPECT_EQ(vertices(), 0);
  wait(0.3);
  EXPECT_GT(vertices(), 0);
  move(600, 600);
  frames(1);
  EXPECT_EQ(vertices(), 0);
  frames(1);
  EXPECT_GT(ui::seconds_to_next_frame(), 1) << "nothing moves: the window may sleep";
}

TEST_F(Overlays, TextFieldsTakeTheKeyboard) {
  std::string words = "spiral";
  Count count;
  show([&] { count.add(ui::text_field("name", {100, 100, 200, 28}, &words)); });
  EXPECT_FALSE(ui::keyboard_taken());
  click(150, 114);
  frames(1);
  EXPECT_TRUE(ui::keyboard_taken());
  type("X");
  frames(1);
  key(ImGuiKey_Enter);
  frames(1);
  EXPECT_NE(words.find('X'), std::string::npos);
  EXPECT_EQ(count.began, 1);
  EXPECT_EQ(count.committed, 1);
}

TEST_F(Overlays, AreasScrollAndWhatIsScrolledAwayCannotBeHit) {
  int clicks = 0;
  show([&] {
    const ui::ScrollArea area("list", {100, 100, 200, 100}, 300);
    clicks += ui::button("last", {100, area.y() + 260, 180, 36}, {.label = "Last"});
  });
  click(190, 378);  // where it is without the clip
  EXPECT_EQ(clicks, 0);
  move(150, 150);
  frames(1);
  for (int i = 0; i < 6; ++i) {
    ImGui::GetIO().MouseWheel = -1;
    frames(1);
  }
  ImGui::GetIO().MouseWheel = 0;
  frames(2);
  click(190, 178);
  EXPECT_EQ(clicks, 1);
}

TEST_F(Overlays, AQuestionStopsEverythingUntilItIsAnswered) {
  const std::string answers[] = {"Save", "Do not save", "Cancel"};
  int chosen = -1, clicks = 0;
  show([&] {
    clicks += ui::button("go", {100, 100, 80, 36}, {.label = "Go"});
    if (const int now = ui::question("unsaved", "Save the changes?", "They would be lost.", answers); now >= 0)
      chosen = now;
  });
  ui::open_question("unsaved");
  frames(3);
  EXPECT_TRUE(ui::keyboard_taken());
  click(140, 118);
  EXPECT_EQ(clicks, 0);
  const auto item = ui::find_item("unsaved/1");
  ASSERT_TRUE(item);
  click(item->centre().x, item->centre().y);
  EXPECT_EQ(chosen, 1);
  ui::open_question("unsaved");
  frames(3);
  key(ImGuiKey_Escape);
  EXPECT_EQ(chosen, 2);
}

}  // namespace
