// Looking up words: the English is the key, contexts are not shown, what is missing is remembered.
#include "app/ui/i18n.h"

#include <gtest/gtest.h>

namespace {

using namespace app::ui;

class Words : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(load_translations_text(R"({"Loss": "损失", "menu|Open": "打开", "{} of {}": "共 {1}，第 {0}"})"));
    clear_missing_keys();
  }
  void TearDown() override { set_language(Language::en); }
};

TEST_F(Words, EnglishShowsTheKeyWithoutItsContext) {
  set_language(Language::en);
  EXPECT_STREQ(tr("Loss"), "Loss");
  EXPECT_STREQ(tr("menu|Open"), "Open");
  EXPECT_STREQ(tr("|x| is large"), "x| is large");  // an empty context
  EXPECT_STREQ(tr("Weight |w|"), "Weight |w|");     // a bar in prose is no context
  EXPECT_STREQ(tr(""), "");
  EXPECT_TRUE(missing_keys().empty());
}

TEST_F(Words, ChineseIsFoundAndMissingKeysAreKeptOnce) {
  set_language(Language::zh);
  EXPECT_STREQ(tr("Loss"), "损失");
  EXPECT_STREQ(tr("menu|Open"), "打开");
  EXPECT_STREQ(tr("file|Close"), "Close");
  EXPECT_STREQ(tr("file|Close"), "Close");
  EXPECT_EQ(missing_keys(), std::vector<std::string>{"file|Close"});
}

TEST_F(Words, MessagesAreTranslatedByTemplate) {
  const engine::Message message = engine::message("{} of {}", 3, 7);
  EXPECT_EQ(tr(message), "3 of 7");
  set_language(Language::zh);
  EXPECT_EQ(tr(message), "共 7，第 3");
  EXPECT_EQ(tr_fill("{} of {}", {"a", "b"}), "共 b，第 a");
}

TEST_F(Words, ABadFileChangesNothingAndSaysWhy) {
  std::string problem;
  EXPECT_FALSE(load_translations_text("{\"Loss\": ", &problem));
  EXPECT_FALSE(problem.empty());
  EXPECT_FALSE(load_translations_text("{\"Loss\": 3}", &problem));
  EXPECT_NE(problem.find("Loss"), std::string::npos);
  EXPECT_FALSE(load_translations("/nowhere/zh.json", &problem));
  set_language(Language::zh);
  EXPECT_STREQ(tr("Loss"), "损失");
}

TEST_F(Words, PointersOutliveANewTable) {
  set_language(Language::zh);
  const char* before = tr("Loss");
  ASSERT_TRUE(load_translations_text(R"({"Loss": "误差"})"));
  EXPECT_STREQ(before, "损失");
  EXPECT_STREQ(tr("Loss"), "误差");
}

TEST_F(Words, CodePointsAreThoseOfTheTable) {
  const std::vector<char32_t> points = translation_code_points();
  EXPECT_EQ(std::u32string(points.begin(), points.end()), U"共失开打损第，");
}

TEST(Utf8, BadBytesAreReplacedAndNeverReadPastTheEnd) {
  const std::string text = "a\xFF\xE4\xB8网";
  std::u32string out;
  for (size_t at = 0; at < text.size();) out += next_code_point(text, at);
  EXPECT_EQ(out.front(), U'a');
  EXPECT_EQ(out.back(), U'网');
  const std::string cut = "\xE4\xB8";
  size_t at = 0;
  EXPECT_EQ(next_code_point(cut, at), 0xFFFDu);
}

}  // namespace
