// Search by words and by first letters; every Chinese character of the translations can be typed.
#include "app/ui/word_match.h"

#include <gtest/gtest.h>

#include "app/ui/i18n.h"

namespace {

using namespace app::ui;

TEST(WordMatch, BetterFitsComeFirst) {
  const int beginning = match_score("dro", "Dropout"), word = match_score("rate", "Learning rate"),
            initials = match_score("lr", "Learning rate"), inside = match_score("pout", "Dropout"),
            apart = match_score("dpt", "Dropout");
  EXPECT_GT(beginning, word);
  EXPECT_GT(word, initials);
  EXPECT_GT(initials, inside);
  EXPECT_GT(inside, apart);
  EXPECT_GT(apart, 0);
}

TEST(WordMatch, WhatIsNotThereIsNotFound) {
  EXPECT_EQ(match_score("conv", "Dropout"), 0);
  EXPECT_EQ(match_score("tpd", "Dropout"), 0) << "the order counts";
  EXPECT_EQ(match_score("dense conv", "Dense"), 0) << "all words count";
  EXPECT_GT(match_score("", "Dropout"), 0);
  EXPECT_GT(match_score("  ", "Dropout"), 0);
}

TEST(WordMatch, CaseAndTheOrderOfWordsDoNotMatter) {
  EXPECT_EQ(match_score("DENSE", "dense"), match_score("dense", "Dense"));
  EXPECT_GT(match_score("rate learning", "Learning rate"), 0);
}

TEST(WordMatch, ChineseIsFoundByItselfAndByFirstLetters) {
  EXPECT_GT(match_score("学习", "学习率"), 0);
  EXPECT_GT(match_score("xxl", "学习率"), 0);
  EXPECT_GT(match_score("qlj", "全连接"), 0);
  EXPECT_GT(match_score("cz", "重置"), 0) << "one of two readings";
  EXPECT_GT(match_score("zz", "重置"), 0) << "the other";
  EXPECT_EQ(match_score("abc", "全连接"), 0);
}

TEST(WordMatch, BrokenTextDoesNoHarm) {
  EXPECT_EQ(match_score("a", "\xff\xfe"), 0);
  EXPECT_EQ(match_score("\xff\xfe", "a"), 0);
}

TEST(WordMatch, EveryCharacterOfTheTranslationsHasALetter) {
  ASSERT_TRUE(load_translations(std::string(GLASSNET_SOURCE_DIR) + "/assets/translations/zh.json"));
  for (const char32_t c : translation_code_points()) {
    if (c < 0x4E00 || c > 0x9FFF) continue;
    EXPECT_FALSE(pinyin_initials(c).empty())
        << "U+" << std::hex << static_cast<unsigned>(c) << ": run tests/app/ui/pinyin_initials.py";
  }
}

}  // namespace
