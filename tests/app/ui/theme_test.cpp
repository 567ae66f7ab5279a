// Colours: readable contrasts, and colour maps that pass through their stops and run straight in OKLab between them.
#include "app/ui/theme.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace {

using namespace app::ui;

unsigned rgb(Colour c) {
  return ((c >> IM_COL32_R_SHIFT) & 255) << 16 | ((c >> IM_COL32_G_SHIFT) & 255) << 8 | ((c >> IM_COL32_B_SHIFT) & 255);
}

TEST(Theme, BodyTextIsReadableOnEveryGround) {
  for (const ThemeName name : {ThemeName::dark, ThemeName::light, ThemeName::contrast}) {
    const Palette& p = palette(name);
    for (const Colour ground : {p.bg1, p.cv, p.bg2}) {
      for (const Colour text : {p.ink, p.ink2, p.ink3, p.acc, p.pos, p.neg, p.grad, p.val, p.err}) {
        EXPECT_GT(contrast(text, ground), 4.4f) << static_cast<int>(name);
      }
      EXPECT_GT(contrast(p.line2, ground), 2.9f);
    }
    EXPECT_GT(contrast(p.acc_ink, p.acc), 4.5f);
    EXPECT_GT(contrast(p.warn_ink, p.warn_fill), 4.5f);
    for (const Colour text :
         {p.tip_ink, p.tip_ink2, p.tip_ink3, p.tip_pos, p.tip_neg, p.tip_grad, p.tip_val, p.tip_acc}) {
      EXPECT_GT(contrast(text, p.tip_bg), 4.4f);
    }
    for (const Colour category : p.category) EXPECT_GT(contrast(category, p.bg1), 3);
  }
}

TEST(Theme, ContrastsAreThoseOfTheDesign) {
  const Palette& d = palette(ThemeName::dark);
  EXPECT_NEAR(contrast(d.ink, d.bg1), 16.3, 0.06);
  EXPECT_NEAR(contrast(d.ink3, d.cv), 7.3, 0.06);
  EXPECT_NEAR(contrast(d.acc_ink, d.acc), 9.5, 0.06);
}

TEST(Theme, HighContrastIsMoreThanTheOthers) {
  const Palette& p = palette(ThemeName::contrast);
  for (const Colour ground : {p.bg1, p.cv, p.bg2}) {
    for (const Colour text : {p.ink, p.ink2, p.ink3}) EXPECT_GT(contrast(text, ground), 12);
    for (const Colour text : {p.acc, p.pos, p.neg, p.grad, p.val, p.err}) EXPECT_GT(contrast(text, ground), 7);
    EXPECT_GT(contrast(p.line, ground), 4.5f);
  }
}

TEST(Theme, MapsPassThroughTheirStops) {
  EXPECT_EQ(rgb(lut(Map::div, ThemeName::dark)[0]), 0xFFC27Au);
  EXPECT_EQ(rgb(lut(Map::div, ThemeName::dark)[255]), 0x8CCBFFu);
  EXPECT_EQ(rgb(lut(Map::seq, ThemeName::light)[255]), 0x08306Bu);
  EXPECT_EQ(rgb(lut(Map::gray, ThemeName::dark)[0]), 0x05080Du);
  EXPECT_EQ(rgb(lut(Map::land, ThemeName::light)[0]), 0xFFFFFFu);
  // The middle stop lies between entries 127 and 128; both are within a step of it.
  for (const int i : {127, 128}) {
    const unsigned c = rgb(lut(Map::div, ThemeName::dark)[static_cast<size_t>(i)]);
    EXPECT_NEAR(c >> 16, 0x14, 3);
    EXPECT_NEAR((c >> 8) & 255, 0x1B, 3);
    EXPECT_NEAR(c & 255, 0x28, 3);
  }
}

// Lightness in OKLab, from the definition, not from the code under test.
double lightness(Colour colour) {
  const auto linear = [](unsigned v) {
    const double s = v / 255.0;
    return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
  };
  const unsigned c = rgb(colour);
  const double r = linear(c >> 16), g = linear((c >> 8) & 255), b = linear(c & 255);
  return 0.2104542553 * std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) +
         0.7936177850 * std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) -
         0.0040720468 * std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
}

// Those of high contrast begin at black, where bytes are too coarse to tell.
TEST(Theme, MapsAreStraightInOklabBetweenStops) {
  for (const ThemeName name : {ThemeName::dark, ThemeName::light}) {
    for (const Map map : {Map::div, Map::surf, Map::seq, Map::errseq, Map::land}) {
      const Lut& table = lut(map, name);
      for (int piece = 0; piece < 4; ++piece) {
        const int from = (piece * 255 + 3) / 4, to = (piece + 1) * 255 / 4;
        const double a = lightness(table[static_cast<size_t>(from)]), b = lightness(table[static_cast<size_t>(to)]);
        for (int i = from; i <= to; ++i) {
          const double straight = a + (b - a) * (i - from) / (to - from);
          EXPECT_NEAR(lightness(table[static_cast<size_t>(i)]), straight, 0.008)
              << static_cast<int>(map) << " at " << i;
        }
      }
    }
  }
}

TEST(Theme, HelpersTakeWhatIsNoNumber) {
  const float nan = std::nanf("");
  EXPECT_EQ(map_colour(Map::div, nan), lut(Map::div)[128]);
  EXPECT_EQ(map_colour(Map::seq, nan), lut(Map::seq)[0]);
  EXPECT_EQ(map_colour(Map::seq, std::numeric_limits<float>::infinity()), lut(Map::seq)[255]);
  EXPECT_EQ(with_alpha(theme().ink, nan) >> IM_COL32_A_SHIFT, 0u);
  EXPECT_EQ(mix(theme().ink, theme().bg0, nan), theme().ink);
  EXPECT_EQ(class_colour(-7, 10), class_colour(3, 10));
  EXPECT_EQ(class_colour(1, 2), theme().point[1]);
}

}  // namespace
