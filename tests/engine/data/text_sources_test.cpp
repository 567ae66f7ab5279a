// Generated names, stories, hidden words, parts of speech and dates: what is written is right, and the vocabulary holds
// it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/data/prepare.h"
#include "engine/data/typed_text.h"
#include "engine/generators/date_formats.h"
#include "engine/generators/name_grammars.h"
#include "engine/generators/story_grammars.h"
#include "tests/engine/data/generated.h"

namespace {

using engine::Dataset;
using engine::Params;
using engine::Scalar;
using generated::make;

std::string said(const Dataset& set, const Scalar* ids, int64_t count) {
  std::string text;
  for (int64_t t = 0; t < count; ++t) {
    if (ids[t] > 0) text += set.vocabulary[static_cast<size_t>(ids[t])];
  }
  return text;
}
std::string input_text(const Dataset& set, int64_t row) { return said(set, set.inputs.row(row), set.inputs.columns()); }

TEST(Grammar, DrawsCapitalNamesOnceAndOthersAnew) {
  const engine::Grammar grammar{{"text", "<A><A><b><b>"}, {"A", "1|2|3|4|5|6|7|8"}, {"b", "1|2|3|4|5|6|7|8"}};
  engine::Rng rng(1);
  std::set<std::string> seen;
  int differ = 0;
  for (int i = 0; i < 8000; ++i) {
    const std::string text = grammar.draw(rng);
    ASSERT_EQ(text.size(), 4U);
    EXPECT_EQ(text[0], text[1]);
    differ += text[2] != text[3];
    seen.insert(text);
  }
  EXPECT_EQ(seen.size(), 512U) << "every choice is drawn";
  EXPECT_NEAR(differ, 7000, 160);
}

TEST(Grammar, EmptyChoicesAndPieces) {
  const engine::Grammar grammar{{"text", "x<y>z|"}, {"y", "1|"}};
  engine::Rng rng(1);
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) seen.insert(grammar.draw(rng));
  EXPECT_EQ(seen, (std::set<std::string>{"", "xz", "x1z"}));
  EXPECT_EQ(grammar.pieces(), (std::vector<std::string>{"x", "z", "1"}));
}

TEST(Names, FitIntoTheirStepsAndMostAreDifferent) {
  for (const char* part : {"family", "given", "full"}) {
    const Dataset set = make("names", 16000, {{"part", std::string(part)}});
    std::set<std::string> names;
    bool spaced = true;
    for (int64_t i = 0; i < set.rows(); ++i) {
      const std::string name = input_text(set, i);
      ASSERT_GE(name.size(), 2U);
      spaced = spaced && name.find(' ') != std::string::npos;
      names.insert(name);
    }
    EXPECT_EQ(spaced, std::string(part) == "full");
    EXPECT_GT(names.size(), 9000U) << part;
  }
}

TEST(Names, FamilyComesFirstInChineseAndJapanese) {
  const Dataset full = make("names", 800, {{"part", std::string("full")}});
  const auto& grammars = engine::name_grammars();
  ASSERT_EQ(full.class_names[1], "Chinese");
  const std::vector<std::string> families = grammars[1].family.pieces();
  for (int64_t i = 1; i < full.rows(); i += 8) {
    const std::string name = input_text(full, i);
    EXPECT_TRUE(std::ranges::count(families, name.substr(0, name.find(' ')))) << name;
  }
  for (const engine::NameGrammar& g : grammars) {
    EXPECT_EQ(g.family_first, g.language == "Chinese" || g.language == "Japanese");
  }
}

// Share of names whose language naive Bayes tells, from runs of `run` letters.
double told(int run, const char* part) {
  const Params params{{"part", std::string(part)}};
  const Dataset train = make("names", 8000, params, 0, 1), test = make("names", 2000, params, 0, 2);
  const auto runs = [&](const Dataset& set, int64_t row) {
    const std::string text = run > 1 ? "^" + input_text(set, row) + "$" : input_text(set, row);
    std::vector<std::string> all;
    for (size_t i = 0; i + static_cast<size_t>(run) <= text.size(); ++i) {
      all.push_back(text.substr(i, static_cast<size_t>(run)));
    }
    return all;
  };
  std::vector<std::map<std::string, double>> count(8);
  std::vector<double> total(8, 0);
  for (int64_t i = 0; i < train.rows(); ++i) {
    const auto c = static_cast<size_t>(train.targets[static_cast<size_t>(i)]);
    for (const std::string& r : runs(train, i)) ++count[c][r], ++total[c];
  }
  int64_t right = 0;
  for (int64_t i = 0; i < test.rows(); ++i) {
    std::vector<double> sum(8, 0);
    for (const std::string& r : runs(test, i)) {
      for (size_t c = 0; c < 8; ++c) sum[c] += std::log((count[c][r] + 0.5) / (total[c] + 100));
    }
    const auto best = std::max_element(sum.begin(), sum.end()) - sum.begin();
    right += static_cast<double>(best) == static_cast<double>(test.targets[static_cast<size_t>(i)]);
  }
  return static_cast<double>(right) / static_cast<double>(test.rows());
}

TEST(Names, OrderOfTheLettersTellsMoreThanTheLetters) {
  for (const char* part : {"family", "given", "full"}) {
    const double letters = told(1, part), pairs = told(2, part);
    EXPECT_GT(letters, 0.4) << part;
    EXPECT_LT(letters, 0.85) << part;
    EXPECT_GT(pairs, letters + 0.12) << part;
  }
}

TEST(Names, NoiseIsTheShareOfLabelsDrawnAtRandom) {
  const Dataset clean = make("names", 2000), noisy = make("names", 2000, {}, 0.4);
  int changed = 0;
  for (size_t i = 0; i < clean.targets.size(); ++i) changed += clean.targets[i] != noisy.targets[i];
  EXPECT_NEAR(changed, 2000 * 0.4 * 7 / 8, 70);
}

TEST(Stories, EveryTokenIsInTheVocabularyAndUsed) {
  for (const bool chinese : {false, true}) {
    for (const bool words : {false, true}) {
      const std::vector<std::string> listed = engine::all_story_tokens(chinese, words);
      const std::set<std::string> all(listed.begin(), listed.end());
      EXPECT_EQ(all.size(), listed.size());
      std::set<std::string> seen;
      for (uint64_t i = 0; i < 1500; ++i) {
        engine::Rng rng(i, 4);
        for (const std::string& token :
             engine::story_tokens(engine::story_grammar(chinese).draw(rng), chinese, words)) {
          ASSERT_TRUE(all.contains(token)) << '"' << token << '"';
          seen.insert(token);
        }
      }
      EXPECT_EQ(seen.size(), all.size()) << chinese << words;
      EXPECT_GT(all.size(), words ? 120U : 40U);
      EXPECT_LT(all.size(), 400U);
    }
  }
}

TEST(Stories, HaveOneHeroFromBeginningToEnd) {
  for (uint64_t i = 0; i < 200; ++i) {
    engine::Rng rng(i, 4);
    const std::string story = engine::story_grammar(false).draw(rng);
    int heroes = 0;
    for (const char* hero : {" fox", " bear", " mouse", " hare", " duck", " cat", " goat", " mole"}) {
      heroes += story.find(hero) != std::string::npos;
    }
    EXPECT_EQ(heroes, 1) << story;
    EXPECT_EQ(story.back(), '\n');
    EXPECT_EQ(story.find("  "), std::string::npos) << story;
    EXPECT_EQ(std::ranges::count(story, '"') % 2, 0) << story;
  }
}

TEST(Stories, EachWindowGoesOnWhereItsTargetsSay) {
  for (const char* language : {"en", "zh"}) {
    for (const char* tokens : {"character", "word"}) {
      const Params params{{"language", std::string(language)},
                          {"tokens", std::string(tokens)},
                          {"steps", int64_t{10}},
                          {"stride", int64_t{4}}};
      const Dataset set = make("stories", 300, params);
      EXPECT_TRUE(set.ordered);
      EXPECT_EQ(set.gap, 2) << "windows 3 strides apart share no target";
      EXPECT_EQ(set.class_names, set.vocabulary);
      for (int64_t i = 0; i < set.rows(); ++i) {
        const Scalar* window = set.inputs.row(i);
        const Scalar* next = set.targets.data() + 10 * i;
        EXPECT_TRUE(std::equal(window + 1, window + 10, next));
        EXPECT_TRUE(std::all_of(window, window + 10, [](Scalar id) { return id > 0; }));
        if (i + 1 == set.rows()) continue;
        EXPECT_TRUE(std::equal(window + 4, window + 10, set.inputs.row(i + 1)));
        EXPECT_EQ(next[9], set.inputs.row(i + 1)[6]);
      }
    }
  }
}

TEST(Stories, NoiseIsTheShareOfTokensDrawnAtRandom) {
  const Params params{{"stride", int64_t{32}}};
  const Dataset clean = make("stories", 300, params), noisy = make("stories", 300, params, 0.3);
  double changed = 0;
  for (size_t i = 0; i < clean.inputs.span().size(); ++i) changed += clean.inputs.span()[i] != noisy.inputs.span()[i];
  EXPECT_NEAR(changed / static_cast<double>(clean.inputs.span().size()), 0.3, 0.03);
}

TEST(MaskedWords, HideSomeWordsAndAskForThoseOnly) {
  for (const char* language : {"en", "zh"}) {
    const Dataset set = make("masked_words", 400, {{"language", std::string(language)}});
    const int64_t steps = set.inputs.columns();
    int64_t hidden = 0, words = 0;
    for (int64_t i = 0; i < set.rows(); ++i) {
      int64_t own = 0;
      for (int64_t t = 0; t < steps; ++t) {
        const auto token = static_cast<int64_t>(set.inputs.row(i)[t]);
        const Scalar target = set.targets[static_cast<size_t>(i * steps + t)];
        EXPECT_EQ(target >= 0, token == 1) << "what is asked for is hidden, and nothing else is";
        EXPECT_TRUE(target < 0 || target > 1);
        own += target >= 0;
        words += token != 0;
      }
      EXPECT_GE(own, 1);
      hidden += own;
    }
    // One of 24 surely, the others with a chance of 15 %.
    EXPECT_NEAR(static_cast<double>(hidden) / static_cast<double>(words), 0.15 + 0.85 / 24, 0.02) << language;
    EXPECT_EQ(set.vocabulary[static_cast<size_t>(engine::hiding_token(set))], "_");
  }
}

TEST(MaskedWords, NoOtherSetHidesWords) {
  EXPECT_EQ(engine::hiding_token(make("stories", 100, {})), -1);
  EXPECT_EQ(engine::hiding_token(make("copy_reverse_sort", 100, {{"task", std::string("copy")}})), -1);
  EXPECT_EQ(engine::hiding_token(make("word_tags", 100, {})), -1);
}

TEST(MaskedWords, TheSameSeedHidesTheSame) {
  const Dataset a = make("masked_words", 50, {}), b = make("masked_words", 80, {});
  EXPECT_TRUE(std::equal(a.targets.begin(), a.targets.end(), b.targets.begin()))
      << "more samples leave the first alone";
}

TEST(WordTags, NeighboursDecideWhatAWordIs) {
  for (const char* language : {"en", "zh"}) {
    const Dataset set = make("word_tags", 2000, {{"language", std::string(language)}});
    const int64_t steps = set.inputs.columns();
    std::map<int64_t, std::set<int64_t>> tags;
    std::map<std::pair<int64_t, int64_t>, int64_t> follows;
    size_t longest = 0;
    for (int64_t i = 0; i < set.rows(); ++i) {
      int64_t last = -1;
      size_t length = 0;
      for (int64_t t = 0; t < steps; ++t) {
        const auto word = static_cast<int64_t>(set.inputs.row(i)[t]);
        const auto tag = static_cast<int64_t>(set.targets[static_cast<size_t>(i * steps + t)]);
        EXPECT_EQ(word == 0, tag < 0) << "the end is padded";
        if (tag < 0) continue;
        ++length;
        EXPECT_LT(tag, set.classes);
        tags[word].insert(tag);
        if (last >= 0) ++follows[{last, tag}];
        last = tag;
      }
      longest = std::max(longest, length);
      EXPECT_EQ(set.class_names[static_cast<size_t>(last)], "punctuation");
    }
    const auto several = std::ranges::count_if(tags, [](const auto& word) { return word.second.size() > 1; });
    EXPECT_GE(several, 15) << language << ": words of several parts of speech";
    EXPECT_LT(follows.size(), static_cast<size_t>(set.classes * set.classes) * 2 / 3)
        << "not every tag follows every other";
    EXPECT_LE(longest, static_cast<size_t>(steps));
    EXPECT_GE(longest + 6, static_cast<size_t>(steps)) << "little room is wasted";
    EXPECT_EQ(tags.size() + 1, set.vocabulary.size()) << "every word occurs";
  }
}

TEST(Dates, WeekdaysAndStandardFormats) {
  EXPECT_EQ(engine::weekday_of({2024, 2, 3}), 6);
  EXPECT_EQ(engine::weekday_of({2000, 1, 1}), 6);
  EXPECT_EQ(engine::weekday_of({1969, 7, 20}), 0);
  EXPECT_EQ(engine::weekday_of({2049, 12, 31}), 5);
  EXPECT_EQ(engine::standard_date({2024, 2, 3}, "iso"), "2024-02-03");
  EXPECT_EQ(engine::standard_date({2024, 2, 3}, "dotted"), "03.02.2024");
  EXPECT_EQ(engine::standard_date({2024, 2, 3}, "chinese"), "2024年02月03日");
}

std::set<std::string> ways(const engine::Date& date, engine::DateLanguage language) {
  std::set<std::string> all;
  engine::Rng rng(1);
  for (int i = 0; i < 500; ++i) all.insert(engine::write_date(date, language, rng));
  return all;
}

TEST(Dates, AreWrittenAsPeopleWriteThem) {
  EXPECT_EQ(
      ways({2024, 2, 3}, engine::DateLanguage::english),
      (std::set<std::string>{"3 Feb 2024", "3 February 2024", "Feb 3, 2024", "February 3, 2024", "Sat, 3 Feb 2024",
                             "the 3rd of February 2024", "3rd February 2024", "03/02/2024", "3.2.24"}));
  EXPECT_EQ(ways({2024, 2, 3}, engine::DateLanguage::chinese),
            (std::set<std::string>{"2024年2月3日", "24年2月3日", "二〇二四年二月三日", "2024年2月3日星期六",
                                   "公元2024年2月3日", "2024/2/3", "2024.02.03"}));
  EXPECT_TRUE(ways({1999, 12, 20}, engine::DateLanguage::chinese).contains("一九九九年十二月二十日"));
  EXPECT_TRUE(ways({2031, 10, 31}, engine::DateLanguage::chinese).contains("二〇三一年十月三十一日"));
  for (const auto& [day, text] : {std::pair(1, "1st"),
                                  {2, "2nd"},
                                  {11, "11th"},
                                  {12, "12th"},
                                  {13, "13th"},
                                  {21, "21st"},
                                  {22, "22nd"},
                                  {23, "23rd"},
                                  {30, "30th"}}) {
    EXPECT_TRUE(ways({2001, 5, day}, engine::DateLanguage::english).contains(std::string(text) + " May 2001")) << text;
  }
}

TEST(Dates, AnswersBelongToTheirTexts) {
  for (const char* format : {"iso", "dotted", "chinese"}) {
    for (const char* language : {"en", "zh", "both"}) {
      const Params params{{"format", std::string(format)}, {"language", std::string(language)}};
      const Dataset set = make("dates", 4000, params);
      const int64_t length = set.target_shape.count();
      std::set<Scalar> used;
      for (int64_t i = 0; i < set.rows(); ++i) {
        std::string answer;
        for (int64_t t = 0; t < length; ++t) {
          answer += set.class_names[static_cast<size_t>(set.targets[static_cast<size_t>(i * length + t)])];
        }
        const std::string text = input_text(set, i);
        used.insert(set.inputs.row(i), set.inputs.row(i) + set.inputs.columns());
        if (text.size() > 10 && text[0] >= '1' && text[0] <= '2' && text.find("年") == 4) {
          // A Chinese date with a year of four digits: the numbers can be read off.
          const auto month_end = text.find("月"), day_end = text.find("日");
          const engine::Date date{std::stoi(text), std::stoi(text.substr(7, month_end - 7)),
                                  std::stoi(text.substr(month_end + 3, day_end - month_end - 3))};
          EXPECT_EQ(answer, engine::standard_date(date, format)) << text;
        }
      }
      EXPECT_EQ(used.size(), set.vocabulary.size()) << language << ": every character is used";
    }
  }
}

TEST(Dates, NoiseIsTheShareOfCharactersDrawnAtRandom) {
  const Dataset clean = make("dates", 500), noisy = make("dates", 500, {}, 0.5);
  int changed = 0;
  for (size_t i = 0; i < clean.targets.size(); ++i) changed += clean.targets[i] != noisy.targets[i];
  EXPECT_NEAR(changed, 5000 * 0.5 * 10 / 11, 150);
}

}  // namespace
