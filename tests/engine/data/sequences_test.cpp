// Generated series, sequences and sentences: the answers are right, classes are balanced, padding is where it belongs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/data/prepare.h"
#include "tests/engine/data/generated.h"
#include "tests/engine/data/inputs_of.h"

namespace {

using engine::Dataset;
using engine::Params;
using engine::Scalar;
using generated::make;

std::string text_of(const Dataset& set, int64_t row) {
  std::string text;
  for (int64_t t = 0; t < set.inputs.columns(); ++t) {
    const auto id = static_cast<size_t>(set.inputs.row(row)[t]);
    if (id > 0) text += (text.empty() ? "" : " ") + set.vocabulary[id];
  }
  return text;
}

TEST(TokenSets, HoldIdsOfTheirVocabularyAndPadOnlyTheEnd) {
  const std::pair<const char*, Params> sets[] = {{"copy_reverse_sort", {}},
                                                 {"copy_reverse_sort", {{"task", std::string("copy")}}},
                                                 {"parity", {}},
                                                 {"brackets", {{"kinds", int64_t{3}}}},
                                                 {"dates", {{"language", std::string("both")}}},
                                                 {"reviews", {}},
                                                 {"reviews", {{"language", std::string("zh")}}}};
  for (const auto& [id, params] : sets) {
    const Dataset set = make(id, 500, params);
    std::set<Scalar> seen;
    for (int64_t i = 0; i < set.rows(); ++i) {
      bool ended = false;
      for (int64_t t = 0; t < set.inputs.columns(); ++t) {
        const Scalar token = set.inputs.row(i)[t];
        ASSERT_TRUE(token >= 0 && token == std::floor(token) && token < static_cast<Scalar>(set.vocabulary.size()))
            << id;
        seen.insert(token);
        ended = ended || token == 0;
        EXPECT_EQ(ended, token == 0) << id << " row " << i;
      }
      EXPECT_NE(set.inputs.row(i)[0], 0);
    }
    seen.insert(0);  // pads, where rows differ in length
    EXPECT_EQ(seen.size(), set.vocabulary.size()) << id << ": every word is used";
    EXPECT_EQ(std::set<std::string>(set.vocabulary.begin(), set.vocabulary.end()).size(), set.vocabulary.size()) << id;
  }
}

TEST(CopyReverseSort, AnswersAreRight) {
  for (const char* task : {"copy", "reverse", "sort"}) {
    const int64_t n = 7;
    const Dataset set = make("copy_reverse_sort", 100, {{"task", std::string(task)}, {"length", n}});
    const int64_t steps = set.inputs.columns();
    EXPECT_EQ(steps, std::string(task) == "copy" ? 2 * n : n);
    for (int64_t i = 0; i < set.rows(); ++i) {
      std::vector<Scalar> letters(set.inputs.row(i), set.inputs.row(i) + n);
      if (std::string(task) == "reverse") std::reverse(letters.begin(), letters.end());
      if (std::string(task) == "sort") std::sort(letters.begin(), letters.end());
      const Scalar* answers = set.targets.data() + i * steps;
      for (int64_t t = 0; t < n; ++t) {
        const auto letter = static_cast<size_t>(letters[static_cast<size_t>(t)]);
        const auto answer = static_cast<size_t>(answers[steps - n + t]);
        EXPECT_EQ(set.vocabulary[letter], set.class_names[answer]);
      }
      if (steps > n) {
        EXPECT_EQ(std::count(answers, answers + n, Scalar(-1)), n) << "nothing is asked before the pause";
        EXPECT_EQ(set.vocabulary[static_cast<size_t>(set.inputs.row(i)[n])], "_");
      }
    }
  }
}

TEST(Parity, CountsOnes) {
  for (const char* answer : {"end", "every_step"}) {
    const Dataset set = make("parity", 400, {{"answer", std::string(answer)}});
    int64_t odd = 0;
    for (int64_t i = 0; i < set.rows(); ++i) {
      int ones = 0;
      for (int64_t t = 0; t < set.inputs.columns(); ++t) {
        const Scalar token = set.inputs.row(i)[t];
        ones += token == 2;
        if (set.target_shape.rank() == 0) continue;
        EXPECT_EQ(set.targets[static_cast<size_t>(i * 12 + t)], token == 0 ? Scalar(-1) : Scalar(ones % 2));
      }
      if (set.target_shape.rank() > 0) continue;
      EXPECT_EQ(set.targets[static_cast<size_t>(i)], Scalar(ones % 2));
      odd += ones % 2;
    }
    EXPECT_EQ(odd, set.target_shape.rank() == 0 ? 200 : 0);
  }
}

TEST(Addition, SumsAreRight) {
  for (const int64_t digits : {1, 3, 12}) {
    for (const char* order : {"written", "ones_first"}) {
      const Dataset set = make("addition", 200, {{"digits", digits}, {"order", std::string(order)}});
      const auto n = static_cast<size_t>(digits);
      const bool reversed = std::string(order) == "ones_first";
      for (int64_t i = 0; i < set.rows(); ++i) {
        std::string text = text_of(set, i), sum;
        std::erase(text, ' ');
        ASSERT_EQ(text.substr(2 * n + 1), "=" + std::string(n + 1, '_'));
        ASSERT_EQ(text[n], '+');
        const Scalar* answers = set.targets.data() + i * set.inputs.columns();
        for (size_t t = 0; t < 2 * n + 2; ++t) EXPECT_EQ(answers[t], -1) << "nothing is asked before the equals sign";
        for (size_t t = 2 * n + 2; t < 3 * n + 3; ++t) sum += static_cast<char>('0' + static_cast<int>(answers[t]));
        std::string a = text.substr(0, n), b = text.substr(n + 1, n);
        if (reversed) {
          for (std::string* number : {&a, &b, &sum}) std::reverse(number->begin(), number->end());
        }
        EXPECT_EQ(std::stoll(a) + std::stoll(b), std::stoll(sum));
      }
    }
  }
}

TEST(Recall, AsksForWhatWasSaid) {
  for (const int64_t pairs : {1, 4, 8}) {
    for (const int64_t delay : {0, 5, 200}) {
      const Dataset set = make("recall", 80, {{"pairs", pairs}, {"delay", delay}});
      ASSERT_EQ(set.inputs.columns(), 2 * pairs + delay + 1);
      for (int64_t i = 0; i < set.rows(); ++i) {
        const Scalar* row = set.inputs.row(i);
        const Scalar asked = row[set.inputs.columns() - 1];
        int found = 0;
        for (int64_t p = 0; p < pairs; ++p) {
          if (row[2 * p] != asked) continue;
          ++found;
          const std::string& digit = set.vocabulary[static_cast<size_t>(row[2 * p + 1])];
          EXPECT_EQ(digit, set.class_names[static_cast<size_t>(set.targets[static_cast<size_t>(i)])]);
        }
        EXPECT_EQ(found, 1);
        for (int64_t t = 0; t < delay; ++t) EXPECT_EQ(set.vocabulary[static_cast<size_t>(row[2 * pairs + t])], "_");
      }
    }
  }
}

TEST(Brackets, AreJudgedRight) {
  for (int64_t kinds = 1; kinds <= 3; ++kinds) {
    const Dataset set = make("brackets", 300, {{"kinds", kinds}});
    for (int64_t i = 0; i < set.rows(); ++i) {
      std::string row = text_of(set, i);
      std::erase(row, ' ');
      EXPECT_EQ(row.size() % 2, 0U);
      bool shorter = true;  // pairs fall out until none is left
      while (shorter) {
        shorter = false;
        for (const char* pair : {"()", "[]", "{}"}) {
          const size_t at = row.find(pair);
          if (at == std::string::npos) continue;
          row.erase(at, 2);
          shorter = true;
        }
      }
      EXPECT_EQ(row.empty(), set.targets[static_cast<size_t>(i)] == 1) << i;
    }
  }
}

TEST(Reviews, SayWhatTheyAreLabelled) {
  const Dataset set = make("reviews", 2000);
  std::map<std::string, Scalar> verdict;
  for (int64_t i = 0; i < set.rows(); ++i) {
    const std::string text = text_of(set, i);
    const auto [found, is_new] = verdict.emplace(text, set.targets[static_cast<size_t>(i)]);
    EXPECT_EQ(found->second, set.targets[static_cast<size_t>(i)]) << text;
  }
  EXPECT_GT(verdict.size(), 1500U) << "most sentences are different ones";
}

// Counting words cannot solve it: that is what the sentences are for.
TEST(Reviews, BagsOfWordsAreNotEnough) {
  for (const char* language : {"en", "zh"}) {
    const Params params{{"language", std::string(language)}};
    const Dataset train = make("reviews", 4000, params), test = make("reviews", 1000, params, 0, 2);
    std::vector<double> lean(train.vocabulary.size(), 0);
    std::vector<double> count(train.vocabulary.size(), 2);
    for (int64_t i = 0; i < train.rows(); ++i) {
      for (int64_t t = 0; t < train.inputs.columns(); ++t) {
        const auto id = static_cast<size_t>(train.inputs.row(i)[t]);
        lean[id] += train.targets[static_cast<size_t>(i)] > 0 ? 1 : -1;
        count[id] += 1;
      }
    }
    int right = 0;
    for (int64_t i = 0; i < test.rows(); ++i) {
      double sum = 0;
      for (int64_t t = 0; t < test.inputs.columns(); ++t) {
        const auto id = static_cast<size_t>(test.inputs.row(i)[t]);
        if (id > 0) sum += lean[id] / count[id];
      }
      right += (sum > 0) == (test.targets[static_cast<size_t>(i)] > 0);
    }
    EXPECT_GT(right, 520) << language;
    EXPECT_LT(right, 800) << language;
  }
}

TEST(Reviews, NoiseIsTheShareOfLabelsDrawnAtRandom) {
  const Dataset clean = make("reviews", 2000), noisy = make("reviews", 2000, {}, 0.4);
  int changed = 0;
  for (size_t i = 0; i < clean.targets.size(); ++i) changed += clean.targets[i] != noisy.targets[i];
  EXPECT_NEAR(changed, 400, 60);
}

TEST(LongMemory, AnswersAreRight) {
  for (const char* task : {"recall", "add"}) {
    const Dataset set = make("long_memory", 300, {{"task", std::string(task)}, {"steps", int64_t{21}}});
    for (int64_t i = 0; i < set.rows(); ++i) {
      Scalar sum = 0;
      int marks = 0;
      for (int64_t t = 0; t < 21; ++t) {
        const Scalar* step = set.inputs.row(i) + 2 * t;
        ASSERT_TRUE(step[1] == 0 || step[1] == 1);
        if (step[1] == 1) sum += step[0], ++marks;
      }
      EXPECT_EQ(marks, std::string(task) == "add" ? 2 : 1);
      EXPECT_EQ(set.targets[static_cast<size_t>(i)], sum);
    }
  }
}

TEST(Series, WindowsFollowEachOtherAndTheirTargets) {
  for (const char* kind : {"sines", "trend_season", "pulses", "chaos"}) {
    const Params params{
        {"kind", std::string(kind)}, {"window", int64_t{20}}, {"horizon", int64_t{3}}, {"stride", int64_t{2}}};
    const Dataset set = make("series", 150, params, 0.05);
    EXPECT_TRUE(set.ordered);
    double square = 0;
    for (int64_t i = 0; i + 1 < set.rows(); ++i) {
      EXPECT_TRUE(std::equal(set.inputs.row(i) + 2, set.inputs.row(i) + 20, set.inputs.row(i + 1)));
      EXPECT_EQ(set.targets[static_cast<size_t>(3 * i)], set.inputs.row(i + 1)[18]);
      EXPECT_EQ(set.targets[static_cast<size_t>(3 * i + 2)], set.targets[static_cast<size_t>(3 * i + 3)]);
      square += std::pow(static_cast<double>(set.inputs.row(i)[0]), 2) / 150;
    }
    EXPECT_GT(square, 0.1) << kind;
    EXPECT_LT(square, 3) << kind;
  }
}

TEST(Series, AreSplitByTimeWithoutSharedTargets) {
  engine::DataSpec spec;
  spec.source = {"series", {{"horizon", int64_t{5}}, {"stride", int64_t{2}}}};
  spec.size = 100;
  spec.train = 0.6;
  spec.validation = 0.2;
  spec.test = 0.2;
  const auto data = engine::prepare(spec);
  ASSERT_TRUE(data.ok());
  const auto& rows = (*data)->rows;
  EXPECT_EQ(rows[0].front(), 0);
  EXPECT_EQ(rows[0].back(), 59);
  EXPECT_EQ(rows[1].front(), 62) << "row 61 predicts steps that row 59 predicts as well";
  EXPECT_EQ(rows[1].back(), 79);
  EXPECT_EQ(rows[2].front(), 82);
  EXPECT_EQ((*data)->target_shape, engine::Shape{5});
  EXPECT_EQ((*data)->targets[1].size(), 5 * rows[1].size());
}

std::shared_ptr<const engine::PreparedData> prepared(const char* source, int64_t size, const Params& params = {}) {
  engine::DataSpec spec;
  spec.source = {source, params};
  spec.size = size;
  const auto data = engine::prepare(spec);
  EXPECT_TRUE(data.ok()) << data.error().describe();
  return *data;
}

TEST(PreparedSamples, TokensStayAsTheyAre) {
  for (const char* source : {"reviews", "parity", "copy_reverse_sort", "brackets"}) {
    const auto data = prepared(source, 50);
    EXPECT_TRUE(data->tokens());
    EXPECT_FALSE(data->plane());
    const engine::Tensor inputs = inputs_of(*data, 0);
    for (size_t i = 0; i < data->rows[0].size(); ++i) {
      const Scalar* raw = data->raw.inputs.row(data->rows[0][i]);
      EXPECT_TRUE(std::equal(raw, raw + data->raw.inputs.columns(), inputs.row(static_cast<int64_t>(i))));
    }
  }
}

TEST(PreparedSamples, PixelsShareOneMeanAndFeaturesOfASeriesHaveTheirOwn) {
  const auto pictures = prepared("pictures", 60);
  EXPECT_EQ(pictures->steps[0].fitted->learned().size(), 2U);  // one mean, one deviation
  const auto memory = prepared("long_memory", 60);
  EXPECT_EQ(memory->steps[0].fitted->learned().size(), 4U);
  for (const auto& data : {pictures, memory}) {
    double sum = 0, square = 0;
    const engine::Tensor inputs = inputs_of(*data, 0);
    for (const Scalar v : inputs.span()) {
      sum += static_cast<double>(v);
      square += static_cast<double>(v) * static_cast<double>(v);
    }
    const auto n = static_cast<double>(inputs.span().size());
    EXPECT_NEAR(sum / n, 0, 1e-5);
    EXPECT_NEAR(square / n, 1, 1e-4);
  }
}

TEST(PreparedSamples, MasksGoWithTheirPictures) {
  const auto data = prepared("segmentation", 30, {{"side", int64_t{16}}});
  EXPECT_EQ(data->target_shape, (engine::Shape{16, 16}));
  for (int part = 0; part < 2; ++part) {
    for (size_t i = 0; i < data->rows[part].size(); ++i) {
      const Scalar* raw = data->raw.targets.data() + data->rows[part][i] * 256;
      EXPECT_TRUE(std::equal(raw, raw + 256, data->targets[part].data() + i * 256));
    }
  }
}

TEST(PreparedSamples, AnAbsurdSizeIsRefusedBeforeItIsMade) {
  engine::DataSpec spec;
  spec.source = {"segmentation", {{"side", int64_t{128}}}};
  spec.size = 1000000;
  const auto data = engine::prepare(spec);
  ASSERT_FALSE(data.ok());
  EXPECT_NE(data.error().describe().find("are too many to keep"), std::string::npos);
}

}  // namespace
