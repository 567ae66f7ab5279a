// Scripts of recorded input: what is read, what is refused and with which words.
#include <gtest/gtest.h>

#include "app/platform/script.h"

namespace {

using app::platform::holds;
using app::platform::parse_script;
using app::platform::Script;
using app::platform::Verb;

TEST(Script, ReadsEveryCommand) {
  const Script script = parse_script(
      "# a comment\n"
      "move 10 20.5\n"
      "move item palette.dense   # to an item\n"
      "press right\nrelease\n"
      "click transport.play\nclick 5 6 right\ndouble_click column.1\n"
      "drag palette.dense to network.gap.1\ndrag 1 2 to 3 4\n"
      "wheel -2\nkey Ctrl+Shift+Z\ntype \"two words\"\n"
      "wait frames 3\nwait seconds 0.5\nwait step >= 100 within 5\nwait playing == true\n"
      "expect layers == 4\nscreenshot build/a.png\nsize 1200x700\ndrop assets/x.json\n"
      "language zh\ntheme light\nset pace 4\nbegin\nhurry\nsweep data.\n"
      "sweep top. except top.a top.b\nquit\n",
      "a.script");
  ASSERT_EQ(script.problem, "");
  ASSERT_EQ(script.commands.size(), 28u);
  const auto& c = script.commands;
  EXPECT_EQ(c[0].to.x, 10);
  EXPECT_EQ(c[0].to.y, 20.5f);
  EXPECT_EQ(c[1].to.item, "palette.dense");
  EXPECT_EQ(c[1].line, 3);
  EXPECT_EQ(c[2].button, 1);
  EXPECT_EQ(c[5].button, 1);
  EXPECT_EQ(c[7].from.item, "palette.dense");
  EXPECT_EQ(c[7].to.item, "network.gap.1");
  EXPECT_EQ(c[8].to.y, 4);
  EXPECT_EQ(c[9].number, -2);
  EXPECT_EQ(c[11].text, "two words");
  EXPECT_EQ(c[12].verb, Verb::wait_frames);
  EXPECT_EQ(c[13].verb, Verb::wait_seconds);
  EXPECT_EQ(c[14].verb, Verb::wait_until);
  EXPECT_EQ(c[14].number, 5);
  EXPECT_EQ(c[15].number, 30) << "waiting ends some day even when nobody said when";
  EXPECT_EQ(c[16].relation, "==");
  EXPECT_EQ(c[18].width, 1200);
  EXPECT_EQ(c[20].text, "language");
  EXPECT_EQ(c[22].text, "pace");
  EXPECT_EQ(c[22].value, "4");
  EXPECT_EQ(c[23].verb, Verb::begin);
  EXPECT_EQ(c[24].verb, Verb::hurry);
  EXPECT_EQ(c[25].text, "data.");
  EXPECT_EQ(c[26].except, (std::vector<std::string>{"top.a", "top.b"}));
}

TEST(Script, RefusesWithLineAndReason) {
  const auto problem = [](const char* text) { return parse_script(text, "b.script").problem; };
  EXPECT_EQ(problem("\nclik here\n"), "b.script:2: unknown command 'clik'");
  EXPECT_EQ(problem("drag a b"), "b.script:1: drag: drag takes 'NAME to NAME' or 'NAME to X Y'");
  EXPECT_EQ(problem("click"), "b.script:1: click: which item or point?");
  EXPECT_EQ(problem("expect loss = 3"), "b.script:1: expect: expect takes 'VARIABLE == VALUE' (also != < <= > >=)");
  EXPECT_EQ(problem("wheel up"), "b.script:1: wheel takes a number of notches");
  EXPECT_EQ(problem("size 12"), "b.script:1: size: size takes WIDTHxHEIGHT, such as 1600x900");
  EXPECT_EQ(problem("size 1x999999"), "b.script:1: size: a size lies between 320x240 and 8192x8192");
  EXPECT_EQ(problem("quit now"), "b.script:1: quit: 'now' is too much here");
  EXPECT_NE(problem("wait for it"), "");
  EXPECT_NE(problem("press north"), "");
  EXPECT_NE(problem("theme"), "");
  EXPECT_EQ(problem("sweep a but b"), "b.script:1: sweep: sweep takes 'PREFIX [except PREFIX...]'");
}

TEST(Script, ComparesNumbersAsNumbers) {
  EXPECT_TRUE(holds("10", ">", "9"));
  EXPECT_TRUE(holds("1.0", "==", "1"));
  EXPECT_TRUE(holds("0.5", "<=", "5e-1"));
  EXPECT_TRUE(holds("tanh", "==", "tanh"));
  EXPECT_TRUE(holds("tanh", "!=", "relu"));
  EXPECT_FALSE(holds("tanh", "<", "zzz")) << "words have no order";
  EXPECT_FALSE(holds("nan", "==", "nan"));
}

}  // namespace
