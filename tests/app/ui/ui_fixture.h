// A Dear ImGui context without a window for tests of app/ui: the real fonts, a pointer and keys that a test moves.
#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <functional>
#include <string>

#include "app/platform/picture.h"
#include "app/ui/interact.h"

namespace ui_test {

struct Screen {
  int width = 1600, height = 900;
  float scale = 1;
  bool real_fonts = false;  // Inter and JetBrains Mono as the program bakes them; else ImGui's own, which is quick
  std::u32string extra_characters = {};  // besides those of the translations
};

// How often a control reported what, over many frames.
struct ChangeCount {
  int began = 0, changed = 0, committed = 0;
  void add(const app::ui::Change& c) {
    began += c.began;
    changed += c.changed;
    committed += c.committed;
  }
};

class Ui : public testing::Test {
 protected:
  void SetUp() override { open({}); }
  void TearDown() override { close(); }

  void open(const Screen& screen);
  void close();
  // One frame with everything that `draw` draws in one surface as large as the window.
  void frame(const std::function<void()>& draw);
  app::platform::Picture picture() const;  // of the last frame

  void move(float x, float y);  // the pointer, in logical pixels, before the next frame
  void press(bool down);        // its left button
  void press_key(int imgui_key, bool down);
  void type(const char* text);

  // Scenes: what show() was given is drawn in every frame of the gestures below.
  void show(const std::function<void()>& draw);
  void frames(int n);
  void click(float x, float y);
  void drag(app::ui::Vec from, app::ui::Vec to, int steps = 8);
  void key(int imgui_key);
  void wait(double seconds) { frames(static_cast<int>(seconds * 60) + 1); }

  Screen screen_;
  double time_ = 0;

 private:
  ImGuiContext* context_ = nullptr;
  std::function<void()> scene_;
};

}  // namespace ui_test
