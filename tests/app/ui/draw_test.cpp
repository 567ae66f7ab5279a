// The guard of the drawing layer under every bad number, the lint, and where pixels land.
#include "app/ui/draw.h"

#include <cmath>
#include <functional>
#include <limits>

#include "app/ui/icons.h"
#include "app/ui/lint.h"
#include "app/ui/overlay.h"
#include "app/ui/plot.h"
#include "app/ui/type.h"
#include "app/ui/widgets.h"
#include "tests/app/ui/ui_fixture.h"

namespace {

namespace ui = app::ui;
using ui::Rect;
using ui::Vec;

class Draw : public ui_test::Ui {
 protected:
  // Every vertex of the frame is a number near the window, and none is missing its index.
  void expect_sane_vertices() {
    const ImDrawData& data = *ImGui::GetDrawData();
    for (int i = 0; i < data.CmdListsCount; ++i) {
      for (const ImDrawVert& v : data.CmdLists[i]->VtxBuffer) {
        ASSERT_TRUE(std::isfinite(v.pos.x) && std::isfinite(v.pos.y));
        ASSERT_LT(std::abs(v.pos.x) + std::abs(v.pos.y), 1e6f);
      }
    }
  }
};

constexpr float nan_ = std::numeric_limits<float>::quiet_NaN();
constexpr float inf_ = std::numeric_limits<float>::infinity();
constexpr float big_ = 3.4e38f;

// Each call once for each of its numbers made bad; `n` says which.
using Call = std::function<void(const std::function<float(float)>&)>;

std::vector<std::pair<const char*, Call>> all_calls() {
  using N = const std::function<float(float)>&;
  const ui::Colour c = ui::theme().pos;
  const auto rect = [](N n) { return Rect{n(10), n(20), n(30), n(40)}; };
  const auto at = [](N n) { return Vec{n(50), n(60)}; };
  return {
      {"rect_filled", [=](N n) { ui::draw::rect_filled(rect(n), c, n(4)); }},
      {"rect", [=](N n) { ui::draw::rect(rect(n), c, n(4), n(2)); }},
      {"dashed_rect", [=](N n) { ui::draw::dashed_rect(rect(n), c, n(4), n(2), n(5), n(3)); }},
      {"line",
       [=](N n) {
         ui::draw::line(at(n), at(n) + Vec{5, 5}, c, n(2));
       }},
      {"hairline",
       [=](N n) {
         ui::draw::hairline(at(n), at(n) + Vec{5, 0}, c);
       }},
      {"dashed_line",
       [=](N n) {
         ui::draw::dashed_line(at(n), {n(90), n(80)}, c, n(2), n(5), n(3));
       }},
      {"bezier",
       [=](N n) {
         ui::draw::bezier(at(n), at(n), {n(1), n(2)}, {n(3), n(4)}, c, n(2));
       }},
      {"dashed_bezier",
       [=](N n) {
         ui::draw::dashed_bezier(at(n), at(n), {n(1), n(2)}, {n(3), n(4)}, c, n(2), n(4), n(3));
       }},
      {"polyline",
       [=](N n) {
         ui::draw::polyline({at(n), {n(70), n(80)}, {n(90), n(10)}, {5, 5}}, c, n(2));
       }},
      {"polyline closed",
       [=](N n) {
         ui::draw::polyline({at(n), {n(70), n(80)}, {n(90), n(10)}}, c, n(2), true);
       }},
      {"dashed_polyline",
       [=](N n) {
         const Vec p[] = {at(n), {n(70), n(80)}, {20, 20}, {90, 20}};
         ui::draw::dashed_polyline(p, c, n(2), n(4), n(3));
       }},
      {"polygon",
       [=](N n) {
         ui::draw::polygon({at(n), {n(70), n(80)}, {n(90), n(10)}}, c);
       }},
      {"area",
       [=](N n) {
         const Vec p[] = {at(n), {n(70), n(80)}, {90, 20}, {95, 25}};
         ui::draw::area(p, n(100), c);
       }},
      {"circle_filled", [=](N n) { ui::draw::circle_filled(at(n), n(8), c); }},
      {"circle", [=](N n) { ui::draw::circle(at(n), n(8), c, n(2)); }},
      {"arc", [=](N n) { ui::draw::arc(at(n), n(8), n(0), n(2), c, n(2)); }},
      {"arrow_head", [=](N n) { ui::draw::arrow_head(at(n), n(1), n(8), c); }},
      {"image",
       [=](N n) {
         ui::draw::image(ImGui::GetIO().Fonts->TexID, rect(n), {n(0), n(0)}, {n(1), n(1)});
       }},
      {"image_rounded",
       [=](N n) {
         ui::draw::image_rounded(ImGui::GetIO().Fonts->TexID, rect(n), n(6), {n(0), n(0)}, {n(1), n(1)});
       }},
      {"gradient", [=](N n) { ui::draw::gradient(rect(n), ui::Map::div, n(4)); }},
      {"shadow", [=](N n) { ui::draw::shadow(rect(n), n(8), n(1)); }},
      {"focus_ring", [=](N n) { ui::draw::focus_ring(rect(n), n(8)); }},
      {"selection_ring", [=](N n) { ui::draw::selection_ring(rect(n), n(8)); }},
      {"dot_grid",
       [=](N n) {
         ui::draw::dot_grid({n(0), n(0), n(200), n(200)}, n(8), n(24), {n(2), n(2)});
       }},
      {"text",
       [=](N n) {
         ui::draw::text("Words 1.5", at(n), {.size = n(14), .max_width = n(20), .ellipsis = true, .halo = c});
       }},
      {"text_up", [=](N n) { ui::draw::text_up("Words", at(n), {.size = n(14)}); }},
      {"text_block", [=](N n) { ui::draw::text_block("some words in a row", rect(n), {.size = n(14)}); }},
      {"clip",
       [=](N n) {
         ui::draw::push_clip(rect(n));
         ui::draw::rect_filled({12, 22, 5, 5}, c);
         ui::draw::pop_clip();
       }},
      {"icon", [=](N n) { ui::icon("attention", at(n), n(24), c, n(2)); }},
      {"panel", [=](N n) { ui::panel(rect(n)); }},
      {"track", [=](N n) { ui::draw_track(at(n), n(100), n(0.5f)); }},
      {"chip", [=](N n) { ui::chip(at(n), n(24), "chip"); }},
      {"number_block", [=](N n) { ui::number_block(at(n), "Loss", "0.1", {.key = c, .room = n(100)}); }},
      {"legend",
       [=](N n) {
         for (int kind = 0; kind < 4; ++kind) ui::legend_key(at(n), c, static_cast<ui::KeyKind>(kind));
       }},
      {"empty_state", [=](N n) { ui::empty_state(rect(n), "Nothing", n(13)); }},
      {"hit", [=](N n) { ui::hit("bad", rect(n), {.reach = n(2)}); }},
      {"button", [=](N n) { ui::button("button", rect(n), {.icon_name = "play", .label = "Play"}); }},
      {"banner",
       [=](N n) {
         ui::banner("banner", {n(10), n(10), n(400), n(36)},
                    {.title = "A", .words = "B", .action = "C", .opacity = n(1)});
       }},
      {"slider",
       [=](N n) {
         double value = static_cast<double>(n(0.5f));
         ui::slider("slider", at(n), n(100), "Noise", &value,
                    {.range = {static_cast<double>(n(0)), static_cast<double>(n(1))}});
       }},
      {"log slider",
       [=](N n) {
         double value = static_cast<double>(n(0.5f));
         ui::slider("slider2", {10, 10}, 100, "Rate", &value,
                    {.range = {static_cast<double>(n(1e-5f)), static_cast<double>(n(1)), 0, true}});
       }},
      {"stepper",
       [=](N n) {
         double value = static_cast<double>(n(3));
         ui::stepper("stepper", rect(n), &value, {.minimum = -5, .maximum = 5, .step = 0.5});
       }},
      {"segmented",
       [=](N n) {
         const ui::SegmentItem items[] = {{"A", {}, {}, n(20)}, {"B"}};
         int on = 0;
         ui::segmented("segmented", rect(n), items, &on);
       }},
      {"dropdown",
       [=](N n) {
         const std::string items[] = {"A", "B"};
         int on = 0;
         ui::dropdown("dropdown", rect(n), items, &on);
       }},
      {"text_field",
       [=](N n) {
         std::string words = "words";
         ui::text_field("field", rect(n), &words);
       }},
      {"line_chart",
       [=](N n) {
         const float y[] = {n(1), n(2), 3, n(4)}, raw[] = {1, n(2), 3, n(4)};
         const ui::Series s{.y = y, .raw = raw, .colour = c, .label = "L"};
         const ui::Series x{.y = y, .x = raw, .colour = c, .dashed = true};
         const ui::Series both[] = {s, x};
         ui::line_chart("chart", {n(100), n(100), n(300), n(100)},
                        {.series = both, .y_low = static_cast<double>(n(0)), .y_high = static_cast<double>(n(5))});
         ui::line_chart("chart log", {100, 100, 300, 100}, {.series = both, .log_y = true});
         ui::line_chart("chart auto", {100, 100, 300, 100}, {.series = both});
         ui::sparkline({n(10), n(10), n(100), n(20)}, both, static_cast<double>(n(0)), static_cast<double>(n(5)));
       }},
      {"histogram",
       [=](N n) {
         const float counts[] = {n(1), 0, n(5), -1};
         ui::histogram({n(10), n(10), n(100), n(50)}, counts, [&](float) { return c; });
         ui::three_ticks(rect(n), "a", "b", "c");
       }},
      {"ridge",
       [=](N n) {
         const std::vector<std::vector<float>> rows = {{n(1), 2, n(3)}, {1, n(2), 1}, {}};
         ui::ridge_plot({n(10), n(10), n(100), n(90)}, {.rows = rows});
       }},
      {"activation",
       [=](N n) {
         const float counts[] = {n(1), 2, n(3)};
         ui::activation_plot("curve", {n(10), n(10), n(200), n(90)},
                             {.f = [&](float z) { return n(z); },
                              .derivative = [&](float) { return n(1); },
                              .z_limit = n(4),
                              .y_limit = n(1),
                              .histogram = counts,
                              .formula = "f"});
         ui::activation_thumb(
             rect(n), [&](float z) { return n(z); }, c, n(2), n(3));
       }},
  };
}

TEST_F(Draw, SurvivesEveryBadNumberInEveryPlace) {
  for (const float bad : {nan_, inf_, -inf_, big_, -big_, 0.0f, -1.0f, 1e-40f}) {
    for (const auto& named : all_calls()) {
      const Call& call = named.second;
      SCOPED_TRACE(std::string(named.first) + " with " + std::to_string(bad));
      int places = 0;
      frame([&] { call([&](float v) { return ++places, v; }); });
      for (int place = 0; place < std::min(places, 24); ++place) {
        frame([&] {
          int i = 0;
          call([&](float v) { return i++ == place ? bad : v; });
        });
        ASSERT_NO_FATAL_FAILURE(expect_sane_vertices());
      }
      frame([&] { call([&](float) { return bad; }); });
      ASSERT_NO_FATAL_FAILURE(expect_sane_vertices());
    }
  }
}

TEST_F(Draw, ABadPointLeavesAGapAndNoMore) {
  const auto vertices = [&](std::vector<Vec> points) {
    frame([&] { ui::draw::polyline(points, ui::theme().ink, 2); });
    return ImGui::GetDrawData()->TotalVtxCount;
  };
  const int whole = vertices({{10, 10}, {20, 12}, {30, 14}, {40, 16}, {50, 18}});
  const int gap = vertices({{10, 10}, {20, 12}, {nan_, 14}, {40, 16}, {50, 18}});
  EXPECT_GT(whole, 0);
  EXPECT_GT(gap, whole / 2);
  EXPECT_LT(gap, whole);
}

// A peak between two points of a long curve has the line's full width up to its end.
TEST_F(Draw, LongCurvesKeepTheirPeaks) {
  std::vector<Vec> points;
  for (int i = 0; i < 600; ++i) points.push_back({10 + 0.5f * static_cast<float>(i), i == 300 ? 20.0f : 150.0f});
  frame([&] { ui::draw::polyline(points, ui::theme().ink, 4); });
  const ImDrawData& data = *ImGui::GetDrawData();
  int left = 0, right = 0;
  for (int i = 0; i < data.CmdListsCount; ++i) {
    for (const ImDrawVert& v : data.CmdLists[i]->VtxBuffer) {
      if (std::abs(v.pos.y - 20) > 0.5f) continue;
      left += v.pos.x < 160 - 1;
      right += v.pos.x > 160 + 1;
    }
  }
  EXPECT_GT(left, 0);
  EXPECT_GT(right, 0);
}

TEST_F(Draw, FramesLieOnWholePixelsAtEveryScale) {
  for (const float scale : {1.0f, 1.25f, 1.5f, 2.0f}) {
    open({.width = 200, .height = 200, .scale = scale});
    frame([&] { ui::draw::hairline({10, 10.3f}, {50, 10.3f}, ui::theme().ink); });
    const auto p = picture();
    const int x = static_cast<int>(20 * scale);
    int full = 0, partial = 0;
    for (int y = 0; y < p.height; ++y) {
      const int red = p.rgba[static_cast<size_t>((y * p.width + x) * 4)];
      full += red == 0xF3;
      partial += red != 0xF3 && red != 0x09;
    }
    EXPECT_EQ(full, std::max(1, static_cast<int>(std::lround(scale)))) << scale;
    EXPECT_EQ(partial, 0) << scale;
  }
}

TEST_F(Draw, TextStandsOnItsBaseline) {
  open({.width = 200, .height = 100, .real_fonts = true});
  for (const bool mono : {false, true}) {
    for (const int size : {12, 13, 14, 15}) {
      frame([&] {
        ui::draw::text("HHH", {20, 50}, {.size = static_cast<float>(size), .mono = mono, .colour = ui::theme().ink});
      });
      const auto p = picture();
      int lowest = 0, highest = p.height;
      for (int y = 0; y < p.height; ++y) {
        for (int x = 0; x < p.width; ++x) {
          if (p.rgba[static_cast<size_t>((y * p.width + x) * 4)] < 0x80) continue;
          lowest = std::max(lowest, y);
          highest = std::min(highest, y);
        }
      }
      const int baseline = static_cast<int>(std::lround(50 + 0.36f * static_cast<float>(size)));
      EXPECT_EQ(lowest, baseline - 1) << size << (mono ? " mono" : "");
      EXPECT_NEAR(lowest - highest + 1, 0.73f * static_cast<float>(size), 1.1f);
    }
  }
}

TEST_F(Draw, EllipsisOnlyWhenAskedAndOnWholeCharacters) {
  float asked = 0, plain = 0;
  frame([&] {
    plain = ui::draw::text("a very long name of a project", {10, 10}, {.max_width = 60});
    asked = ui::draw::text("a very long name of a project", {10, 40}, {.max_width = 60, .ellipsis = true});
  });
  EXPECT_GT(plain, 60);
  EXPECT_LE(asked, 61);
}

TEST_F(Draw, TextBlocksBreakAtSpacesAndBetweenChineseCharacters) {
  frame([&] {
    const float line = 1.35f * 14;
    EXPECT_NEAR(ui::draw::text_block_height("one two three", 1000), line, 0.01f);
    EXPECT_GE(ui::draw::text_block_height("one two three four five six", 60), 2 * line - 0.01f);
    EXPECT_NEAR(ui::draw::text_block_height("one\ntwo", 1000), 2 * line, 0.01f);
    EXPECT_GT(ui::draw::text_block_height("averyveryverylongwordwithoutanyspace", 50), 2 * line);
    EXPECT_NEAR(ui::draw::text_block_height("", 50), 0, 0.01f);
  });
}

class Lint : public ui_test::Ui {
 protected:
  std::vector<std::string> look(const std::function<void()>& draw) {
    ui::lint::enable(true);
    frame(draw);
    return ui::lint::findings();
  }
};

TEST_F(Lint, FindsWhatIsWrong) {
  const auto found = look([] {
    ui::draw::text("too wide for its box", {100, 100}, {.max_width = 20});
    ui::draw::text("tiny", {100, 200}, {.size = 10});
    ui::draw::text("below", {300, 300});
    ui::draw::text("above", {305, 303});
    ui::draw::text("gone", {1590, 400});
  });
  ASSERT_EQ(found.size(), 4u);
  EXPECT_NE(found[0].find("overflow \"too wide"), std::string::npos);
  EXPECT_NE(found[1].find("small \"tiny\""), std::string::npos);
  EXPECT_NE(found[2].find("off-screen \"gone\""), std::string::npos);
  EXPECT_NE(found[3].find("overlap \"below\" x \"above\""), std::string::npos);
}

TEST_F(Lint, OverlaysAndClippedTextDoNotCount) {
  const auto found = look([] {
    ui::draw::text("under the menu", {300, 300});
    ui::lint::uncover({290, 280, 200, 60});
    ui::draw::text("in the menu", {300, 300});
    ui::draw::push_clip({600, 600, 10, 10});
    ui::draw::text("scrolled away", {300, 300}, {.max_width = 2});
    ui::draw::pop_clip();
    ui::draw::text("the title of a list", {300, 400});
    ui::draw::push_clip({290, 410, 200, 100});
    ui::draw::text("a row that is half below it", {300, 408});
    ui::draw::pop_clip();
  });
  EXPECT_TRUE(found.empty()) << found.front();
}

TEST_F(Lint, WhatIsDrawnLaterBelowAMenuOfACardDoesNotShow) {
  const auto found = look([] {
    const ui::Overlay card("##card", true);
    ui::lint::uncover({200, 200, 400, 400});
    {
      const ui::Overlay menu("##menu", true);
      ui::lint::uncover({290, 280, 200, 60});
      ui::draw::text("in the menu", {300, 300});
    }
    ui::draw::text("in the card", {300, 300});
    ui::draw::text("above", {300, 400});
    ui::draw::text("below", {302, 402});
  });
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NE(found[0].find("overlap \"above\" x \"below\""), std::string::npos);
}

TEST_F(Draw, EveryIconDrawsInsideItsBoxAndUnknownOnesDrawADot) {
  for (const std::string_view name : ui::icon_names()) {
    frame([&] { ui::icon(name, {100, 100}, 48, ui::theme().ink, 2); });
    const ImDrawData& data = *ImGui::GetDrawData();
    int inside = 0;
    for (int i = 0; i < data.CmdListsCount; ++i) {
      for (const ImDrawVert& v : data.CmdLists[i]->VtxBuffer) {
        EXPECT_NEAR(v.pos.x, 100, 27) << name;
        EXPECT_NEAR(v.pos.y, 100, 27) << name;
        ++inside;
      }
    }
    EXPECT_GT(inside, 3) << name;
  }
  for (const char* layer :
       {"input", "dense", "activation", "flatten", "reshape", "conv", "pool", "embedding", "position", "rnn", "lstm",
        "gru", "attention", "dropout", "batchnorm", "layernorm", "add", "concat", "output"}) {
    EXPECT_TRUE(ui::has_icon(layer)) << layer;
  }
  EXPECT_FALSE(ui::has_icon("no such icon"));
  frame([&] { ui::icon("no such icon", {100, 100}, 24, ui::theme().ink); });
  EXPECT_GT(ImGui::GetDrawData()->TotalVtxCount, 0);
}

TEST_F(Draw, MissingCharactersAreRemembered) {
  open({.width = 200, .height = 100, .real_fonts = true});
  frame([] { ui::draw::text("名前 𠀀 ok", {10, 50}); });
  const auto& missing = ui::missing_characters();
  EXPECT_TRUE(std::find(missing.begin(), missing.end(), U'𠀀') != missing.end());
}

}  // namespace
