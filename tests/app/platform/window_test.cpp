// The hidden window: what is drawn can be read back, fonts are baked in the size that was asked for, heat maps reach
// the screen, and a script's pointer and keys reach ImGui. Needs a display, as tests/run starts one.
#include "app/platform/window.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "app/platform/fonts.h"
#include "app/platform/heatmap_atlas.h"
#include "app/platform/script_player.h"

namespace {

using namespace app::platform;  // NOLINT: everything here is about it

struct PlatformWindow : testing::Test {
  void SetUp() override {
    WindowOptions options;
    options.width = 400;
    options.height = 300;
    options.scale = 1;
    options.visible = false;
    options.scripted = true;
    std::string problem;
    window = Window::open(options, &problem);
    ASSERT_TRUE(window) << problem;
    fonts.build(requests, 1, {});
    window->upload_fonts();
  }

  void frame(const std::function<void()>& draw) {
    window->poll_events();
    ASSERT_TRUE(window->begin_frame());
    draw();
    window->end_frame({0, 0, 0, 1});
  }

  static ImU32 pixel(const Picture& picture, int x, int y) {
    const auto at =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x)) * 4;
    return IM_COL32(picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2], picture.rgba[at + 3]);
  }

  const std::vector<FontRequest> requests = {{14, 500}, {14, 600}, {30, 700, true, false}};
  Fonts fonts;
  std::unique_ptr<Window> window;
};

TEST_F(PlatformWindow, ReadsBackWhatIsDrawn) {
  frame([] { ImGui::GetBackgroundDrawList()->AddRectFilled({10, 20}, {30, 40}, IM_COL32(255, 128, 0, 255)); });
  const Picture picture = window->capture();
  EXPECT_EQ(picture.width, 400);
  EXPECT_EQ(picture.height, 300);
  EXPECT_EQ(pixel(picture, 20, 30), IM_COL32(255, 128, 0, 255));
  EXPECT_EQ(pixel(picture, 20, 10), IM_COL32(0, 0, 0, 255));
  EXPECT_EQ(pixel(picture, 20, 45), IM_COL32(0, 0, 0, 255)) << "the first row is on top";
}

TEST_F(PlatformWindow, ResizesItsPicture) {
  window->resize(640, 480);
  frame([] { EXPECT_EQ(ImGui::GetIO().DisplaySize.x, 640); });
  EXPECT_EQ(window->capture().height, 480);
}

TEST_F(PlatformWindow, BakesFontsOnceForTheSameWish) {
  EXPECT_FALSE(fonts.build(requests, 1, {}));
  const char32_t more[] = {U'网', U'络'};
  EXPECT_TRUE(fonts.build(requests, 1, more));
  EXPECT_FALSE(fonts.build(requests, 1, more));
  EXPECT_FALSE(fonts.build(requests, 1, {})) << "glyphs that are there stay";
  EXPECT_TRUE(fonts.build(requests, 2, {}));
  fonts.want("plain text");
  EXPECT_FALSE(fonts.build(requests, 2, {}));
  fonts.want("Zürich 数据.csv\xFF\xC3");
  EXPECT_TRUE(fonts.build(requests, 2, {}));
  window->upload_fonts();
}

TEST_F(PlatformWindow, FontSizesAreThoseOfTheEm) {
  for (float scale : {1.0f, 2.0f}) {
    fonts.build(requests, scale, {});
    window->upload_fonts();
    // A digit of JetBrains Mono is 0.6 em wide; stand-ins are near that.
    const BakedFont& digits = fonts.fonts()[2];
    frame([&] {
      const float width = digits.face->CalcTextSizeA(digits.draw_size, 1e6f, 0, "0000000000").x;
      EXPECT_NEAR(width, 10 * 0.6f * 30 * scale, 10 * scale);
    });
  }
}

TEST_F(PlatformWindow, DrawsHeatMapsAndUploadsOnlyChanges) {
  ColourTable table;
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = IM_COL32(i, 0, 255 - i, 255);
  Colouring colouring;
  colouring.table = &table;
  HeatmapAtlas atlas;
  atlas.layout(16, 16, 5);
  const std::vector<float> low(256, -1.0f), high(256, 1.0f);
  EXPECT_TRUE(atlas.update(0, low.data(), 16, 16, colouring));
  EXPECT_TRUE(atlas.update(1, high.data(), 16, 16, colouring));
  EXPECT_FALSE(atlas.update(1, high.data(), 16, 16, colouring));
  EXPECT_FALSE(atlas.update(5, high.data(), 16, 16, colouring)) << "there is no such tile";
  EXPECT_EQ(atlas.uploads(), 2u);
  frame([&] {
    for (int i = 0; i < 2; ++i) {
      const TileImage image = atlas.image(i);
      const float x = static_cast<float>(i) * 100;
      ImGui::GetBackgroundDrawList()->AddImage(image.texture, {x, 0}, {x + 64, 64}, image.uv0, image.uv1);
    }
  });
  const Picture picture = window->capture();
  for (int d : {0, 32, 63}) {  // up to the very edge: nothing of the neighbour shines in
    EXPECT_EQ(pixel(picture, d, d), IM_COL32(0, 0, 255, 255));
    EXPECT_EQ(pixel(picture, 100 + d, d), IM_COL32(255, 0, 0, 255));
  }
}

// Fills that lie in and over each other, round, translucent and opaque, with text between and clipped.
void draw_layers(const BakedFont& font) {
  ImDrawList& list = *ImGui::GetBackgroundDrawList();
  list.AddRectFilled({0, 0}, {400, 300}, IM_COL32(18, 25, 38, 255));
  list.AddText(font.face, font.draw_size, {20, 20}, IM_COL32_WHITE, "covered");
  list.AddRectFilled({10, 10}, {390, 290}, IM_COL32(40, 60, 90, 255), 10);
  list.AddRectFilled({30, 30}, {200, 250}, IM_COL32(120, 150, 200, 60), 12);
  list.AddText(font.face, font.draw_size, {40, 40}, IM_COL32_WHITE, "seen");
  list.PushClipRect({100, 100}, {220, 220});
  list.AddRectFilled({50, 50}, {380, 280}, IM_COL32(200, 90, 20, 255), 20);
  list.AddCircleFilled({200, 200}, 60, IM_COL32(90, 200, 20, 255));
  list.PopClipRect();
  list.AddRectFilledMultiColor({230, 30}, {380, 200}, IM_COL32(255, 0, 0, 255), IM_COL32(0, 255, 0, 0),
                               IM_COL32(0, 0, 255, 255), IM_COL32_WHITE);
  list.AddBezierCubic({20, 280}, {150, 20}, {250, 280}, {380, 20}, IM_COL32(80, 160, 255, 180), 3);
}

TEST_F(PlatformWindow, SplittingFillsDoesNotChangeThePicture) {
  if (!window->draws_in_software()) GTEST_SKIP() << "a real GPU draws as ImGui says";
  frame([&] { draw_layers(fonts.fonts()[1]); });
  EXPECT_GE(window->split_fills(), 5);
  const Picture split = window->capture();

  window.reset();
  fonts = Fonts();
  WindowOptions options;
  options.width = 400;
  options.height = 300;
  options.scale = 1;
  options.visible = options.split_fills = false;
  std::string problem;
  window = Window::open(options, &problem);
  ASSERT_TRUE(window) << problem;
  fonts.build(requests, 1, {});
  window->upload_fonts();
  frame([&] { draw_layers(fonts.fonts()[1]); });
  EXPECT_EQ(window->split_fills(), 0);
  const Picture plain = window->capture();

  ASSERT_EQ(split.rgba.size(), plain.rgba.size());
  int worst = 0;
  for (std::size_t i = 0; i < plain.rgba.size(); ++i) worst = std::max(worst, std::abs(split.rgba[i] - plain.rgba[i]));
  EXPECT_LE(worst, 2) << "colours may round differently, no more";
}

// A scene of many parts; each has a place, a form and a colour of its own that may change from frame to frame.
struct Scene {
  explicit Scene(unsigned seed) : random(seed), parts(60) {
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = IM_COL32(i, 128, 255 - i, 255);
    atlas.layout(16, 16, 6);
    for (int i = 0; i < 6; ++i) paint(i);
    for (Part& part : parts) part = any();
  }
  struct Part {
    float x, y, w, h;
    ImU32 colour;
    int kind;
  };
  float number(float low, float high) { return std::uniform_real_distribution<float>(low, high)(random); }
  Part any() {
    return {number(-30, 380),
            number(-30, 280),
            number(2, 90),
            number(2, 60),
            static_cast<ImU32>(random()) | 0x40000000u,
            static_cast<int>(random() % 5)};
  }
  void paint(int tile) {
    std::vector<float> values(256);
    for (float& v : values) v = number(-1, 1);
    Colouring colouring;
    colouring.table = &table;
    atlas.update(tile, values.data(), 16, 16, colouring);
  }
  void change(int count) {
    for (int i = 0; i < count; ++i) {
      parts[random() % parts.size()] = any();
      if (i % 2 == 0) paint(static_cast<int>(random() % 6));
    }
  }
  void draw(const BakedFont& font) {
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    list.AddRectFilled({0, 0}, {400, 300}, IM_COL32(18, 25, 38, 255));
    for (const Part& p : parts) {
      const ImVec2 a(p.x, p.y), b(p.x + p.w, p.y + p.h);
      list.PushClipRect({p.x + 0.3f * p.w, p.y - 3.7f}, {b.x + 4.4f, b.y - 0.2f * p.h}, true);
      if (p.kind == 0) list.AddRectFilled(a, b, p.colour, 6);
      if (p.kind == 1) list.AddText(font.face, font.draw_size, a, p.colour, "many words");
      if (p.kind == 2) list.AddLine(a, b, p.colour, 2.5f);
      list.PopClipRect();
      const TileImage image = atlas.image(static_cast<int>(p.colour % 6));
      if (p.kind == 3) list.AddImage(image.texture, a, b, image.uv0, image.uv1);
      if (p.kind == 4) list.AddCircle(a, p.w / 2, p.colour, 0, 1.5f);
    }
  }

  std::mt19937 random;
  std::vector<Part> parts;
  ColourTable table;
  HeatmapAtlas atlas;
};

TEST_F(PlatformWindow, DrawingOnlyWhatChangedGivesTheSamePicture) {
  if (!window->draws_in_software()) GTEST_SKIP() << "a real GPU draws all of every frame";
  Scene scene(7);
  const BakedFont& font = fonts.fonts()[1];
  frame([&] { scene.draw(font); });
  EXPECT_EQ(window->redrawn(), 1);
  frame([&] { scene.draw(font); });
  EXPECT_EQ(window->redrawn(), 0) << "nothing has changed";
  for (int i = 0; i < 60; ++i) {
    scene.change(i % 4);
    frame([&] { scene.draw(font); });
    const float drawn = window->redrawn();
    const Picture changes = window->capture();
    if (i % 20 == 0) window->resize(400, 300 + i);
    window->redraw_all();
    frame([&] { scene.draw(font); });
    ASSERT_EQ(window->redrawn(), 1);
    const Picture whole = window->capture();
    if (whole.rgba.size() != changes.rgba.size()) continue;
    int worst = 0;
    for (std::size_t k = 0; k < whole.rgba.size(); ++k) {
      worst = std::max(worst, std::abs(whole.rgba[k] - changes.rgba[k]));
    }
    ASSERT_LE(worst, 2) << "frame " << i << ", of which " << drawn << " was drawn";
    if (i % 4 == 0) {
      EXPECT_LT(drawn, 0.01f);
    }
  }
}

// A button at a known place and a text field: counts what a script does to them.
struct Playground {
  int clicks = 0, undone = 0;
  char text[32] = "";
  std::string dropped;
  void draw(Window& window) {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({400, 300});
    ImGui::Begin("play", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
    ImGui::SetCursorPos({100, 100});
    if (ImGui::Button("press", {80, 40})) ++clicks;
    ImGui::SetCursorPos({100, 200});
    ImGui::InputText("##field", text, sizeof text);
    if (!ImGui::GetIO().WantTextInput && chord_pressed("Ctrl+Z")) ++undone;
    ImGui::End();
    for (std::string& path : window.take_dropped_files()) dropped = std::move(path);
  }
};

TEST_F(PlatformWindow, ScriptsMoveThePointerAndTheKeys) {
  Playground playground;
  ScriptHost host;
  host.item_centre = [](std::string_view name) -> std::optional<ImVec2> {
    if (name == "button") return ImVec2(140, 120);
    return std::nullopt;
  };
  host.items = [] { return std::vector<ScriptItem>{{"button", {}, {}, {}, {}, 0}}; };
  host.variable = [&](std::string_view name) -> std::optional<std::string> {
    if (name == "clicks") return std::to_string(playground.clicks);
    if (name == "text") return std::string(playground.text);
    if (name == "undone") return std::to_string(playground.undone);
    if (name == "dropped") return playground.dropped;
    return std::nullopt;
  };
  host.set = [](const std::string&, const std::string&) { return false; };
  host.screenshot = [](const std::string&) { return true; };
  host.scale = [] { return 1.0f; };
  const auto play = [&](const char* text) {
    ScriptPlayer player(parse_script(text, "s"), "s", *window, host);
    for (int i = 0; i < 1000 && player.step(); ++i) frame([&] { playground.draw(*window); });
    return player.problem();
  };
  EXPECT_EQ(play("wait frames 2\nclick button\nexpect clicks == 1\ndouble_click 140 120\nexpect clicks == 3\n"), "");
  EXPECT_EQ(play("move 10 10\npress\nmove button\nrelease\nwait frames 2\nexpect clicks == 3\n"), "")
      << "pressed elsewhere";
  EXPECT_EQ(play("key Ctrl+Z\nexpect undone == 1\nkey Z\nkey Ctrl+Shift+Z\nexpect undone == 1\n"), "");
  EXPECT_EQ(play("click 110 210\ntype \"naïve 1\"\nexpect text == \"naïve 1\"\n"), "");
  EXPECT_EQ(play("drop /tmp/a.json\nexpect dropped == /tmp/a.json\n"), "");
  EXPECT_EQ(play("wait clicks >= 3\nwait clicks == 9 within 0.01\n"), "s:2: waited 0 s for clicks == 9, but it is 3");
  EXPECT_EQ(play("\nclick nothing\n"), "s:2: nothing on the screen is named 'nothing'; there are: button");
  EXPECT_EQ(play("expect speed == 1\n"), "s:1: there is no variable 'speed'");
}

TEST_F(PlatformWindow, MeasuresItsOwnTime) {
  for (int i = 0; i < 5; ++i) frame([] {});
  const FrameStats stats = window->timer().stats();
  EXPECT_EQ(stats.frames, 5u);
  EXPECT_GT(stats.median_ms, 0);
  EXPECT_LE(stats.median_ms, stats.p99_ms);
  EXPECT_LE(stats.p99_ms, stats.worst_ms);
}

TEST(Pictures, RefuseAPathThatCannotBeWritten) {
  Picture picture{1, 1, {1, 2, 3, 4}};
  std::string problem;
  EXPECT_FALSE(save_png(picture, "/proc/nowhere/a.png", &problem));
  EXPECT_NE(problem, "");
}

}  // namespace
