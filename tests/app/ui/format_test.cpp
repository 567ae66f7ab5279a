// Numbers as the window shows them, and what a user may type.
#include "app/ui/format.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace {

using namespace app::ui;

constexpr double inf = std::numeric_limits<double>::infinity();

TEST(Format, ThreeFiguresAndARealMinus) {
  EXPECT_EQ(format_number(0.1942), "0.194");
  EXPECT_EQ(format_number(0.0291), "0.029");
  EXPECT_EQ(format_number(0.01), "0.010");
  EXPECT_EQ(format_number(1.0), "1.00");
  EXPECT_EQ(format_number(12.34), "12.3");
  EXPECT_EQ(format_number(141.2), "141");
  EXPECT_EQ(format_number(9.996), "10.0");
  EXPECT_EQ(format_number(0.9996), "1.00");
  EXPECT_EQ(format_number(999.6), "1000");
  EXPECT_EQ(format_number(-3.331), "−3.33");
  EXPECT_EQ(format_number(0), "0");
  EXPECT_EQ(format_number(-0.0), "0");
  EXPECT_EQ(format_number(72000), "72 000");
  EXPECT_EQ(format_number(184, 6), "184.000");
}

TEST(Format, SmallAndLargeHaveExponents) {
  EXPECT_EQ(format_number(0.0041), "4.1e−3");
  EXPECT_EQ(format_number(0.00996), "0.010");
  EXPECT_EQ(format_number(-1.2e-9), "−1.2e−9");
  EXPECT_EQ(format_number(3.4e38), "3.4e38");
  EXPECT_EQ(format_exponent(0.01, 0), "1e−2");
}

TEST(Format, WhatIsNoNumberHasANameOnEveryPath) {
  const double nan = std::nan("");
  for (const auto f : {+[](double v) { return format_number(v); }, +[](double v) { return format_fixed(v, 2); },
                       +[](double v) { return format_short(v); }, +[](double v) { return format_tick_log(v); },
                       +[](double v) { return format_signed(v); }, +[](double v) { return format_tick(v, 0.1); }}) {
    EXPECT_EQ(f(nan), "NaN");
    EXPECT_EQ(f(inf), "∞");
    EXPECT_EQ(f(-inf), "−∞");
  }
  EXPECT_EQ(format_percent(nan), "NaN");
}

TEST(Format, SignsPercentAndCounts) {
  EXPECT_EQ(format_signed(3.33), "+3.33");
  EXPECT_EQ(format_signed(-0.029), "−0.029");
  EXPECT_EQ(format_signed(0), "0");
  EXPECT_EQ(format_percent(0.925), "92.5%");
  EXPECT_EQ(format_percent(1, 0), "100%");
  EXPECT_EQ(format_fixed(-0.0004, 2), "0.00");
  EXPECT_EQ(format_count(9999), "9999");
  EXPECT_EQ(format_count(-1234567), "−1 234 567");
  EXPECT_EQ(format_short(1234), "1.2k");
  EXPECT_EQ(format_short(12345), "12k");
  EXPECT_EQ(format_short(3.4e6), "3.4M");
  EXPECT_EQ(format_short(184), "184");
  EXPECT_EQ(format_short(0), "0");
}

TEST(Format, TicksShowNoMoreThanTheirStep) {
  EXPECT_EQ(format_tick(0.2, 0.2), "0.2");
  EXPECT_EQ(format_tick(0.25, 0.05), "0.25");
  EXPECT_EQ(format_tick(1e-17, 0.2), "0");
  EXPECT_EQ(format_tick(-50, 10), "−50");
  EXPECT_EQ(format_tick(2e6, 1e6), "2.0M");
  EXPECT_EQ(format_tick(2e-5, 1e-5), "2.0e−5");
  EXPECT_EQ(format_tick_log(0.1), "0.1");
  EXPECT_EQ(format_tick_log(0.001), "1e−3");
  EXPECT_EQ(format_tick_log(1), "1");
}

TEST(Format, ReadsWhatPeopleType) {
  double v = 0;
  EXPECT_TRUE(parse_number(" −0,5 ", &v));
  EXPECT_DOUBLE_EQ(v, -0.5);
  EXPECT_TRUE(parse_number("1e-3", &v));
  EXPECT_DOUBLE_EQ(v, 1e-3);
  EXPECT_TRUE(parse_number("1.2e−2", &v));
  EXPECT_DOUBLE_EQ(v, 1.2e-2);
  EXPECT_TRUE(parse_number("20%", &v));
  EXPECT_DOUBLE_EQ(v, 0.2);
  EXPECT_TRUE(parse_number(format_count(1234567), &v));
  EXPECT_DOUBLE_EQ(v, 1234567);
  for (const char* bad : {"", "%", "abc", "1.2.3", "nan", "inf", "1e999", "0x10", "--1"})
    EXPECT_FALSE(parse_number(bad, &v)) << bad;
}

}  // namespace
