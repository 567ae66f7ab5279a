// What a person types becomes the tokens that a set has.
#include "engine/data/typed_text.h"

#include <gtest/gtest.h>

#include "engine/data/prepare.h"

namespace engine {
namespace {

std::vector<int64_t> ids(const TypedText& t, std::string_view text) {
  std::vector<int64_t> out;
  for (const auto& token : t.cut(text)) out.push_back(token.id);
  return out;
}

using Ids = std::vector<int64_t>;

TEST(TypedText, WordsAreKnownAsAWholeAndWhateverTheirCase) {
  const TypedText t(std::vector<std::string>{"·", "[?]", "the", "film", "was", "not", "good", "."});
  EXPECT_FALSE(t.characters());
  EXPECT_EQ(t.pad(), 0);
  EXPECT_EQ(t.unknown(), 1);
  EXPECT_EQ(ids(t, "The film  was not good."), (Ids{2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(ids(t, "the films"), (Ids{2, -1}));
  EXPECT_EQ(t.cut("goodness")[0].text, "goodness");
  EXPECT_EQ(ids(t, " "), Ids{});
}

TEST(TypedText, ChineseIsCutByTheLongestWordsOfTheSet) {
  const TypedText t(std::vector<std::string>{"·", "这", "这部", "电影", "不", "好看", "，"});
  EXPECT_EQ(ids(t, "这部电影不好看"), (Ids{2, 3, 4, 5}));
  EXPECT_EQ(ids(t, "这部　电影，好"), (Ids{2, 3, 6, -1}));
  EXPECT_EQ(ids(t, "这 部"), (Ids{1, -1}));
}

TEST(TypedText, CharactersKeepTheirSpaces) {
  const TypedText t(std::vector<std::string>{"·", "[?]", "a", "b", " ", "\n"});
  EXPECT_TRUE(t.characters());
  EXPECT_EQ(ids(t, "ab a\nz"), (Ids{2, 3, 4, 2, 5, -1}));
  EXPECT_EQ(ids(t, "Ba"), (Ids{3, 2}));
}

TEST(TypedText, LettersWithoutSpaceAreTypedWithOrWithout) {
  const TypedText t(std::vector<std::string>{"a", "b", "c", "_"});
  EXPECT_EQ(ids(t, "cab"), (Ids{2, 0, 1}));
  EXPECT_EQ(ids(t, "c a b _"), (Ids{2, 0, 1, 3}));
  EXPECT_EQ(t.pad(), -1);
}

TEST(TypedText, BrokenBytesAreLeftOut) {
  const TypedText t(std::vector<std::string>{"a", "b"});
  EXPECT_EQ(ids(t,
                "a\xFF\xC3"
                "b"),
            (Ids{0, 1}));
  EXPECT_EQ(ids(TypedText({}), "abc").size(), 3u);
}

// Every generated set of tokens: what a sample reads as is cut into the same sample again.
TEST(TypedText, SamplesOfTheSetsComeBack) {
  int sets = 0;
  for (const DatasetType* type : datasets().entries()) {
    if (!type->generated || type->kind != SampleKind::tokens) continue;
    DataSpec spec;
    spec.source = {type->id, {}};
    spec.size = 50;
    const auto data = prepare(spec);
    ASSERT_TRUE(data.ok()) << type->id;
    const Dataset& raw = (*data)->raw;
    if (raw.vocabulary.empty()) continue;
    ++sets;
    const TypedText t(raw.vocabulary);
    for (int64_t row = 0; row < raw.rows(); ++row) {
      std::vector<Scalar> sample(raw.inputs.row(row), raw.inputs.row(row) + raw.inputs.columns());
      const std::string text = t.join(sample);
      while (!sample.empty() && static_cast<int64_t>(sample.back()) == t.pad()) sample.pop_back();
      const Ids back = ids(t, text);
      ASSERT_EQ(back.size(), sample.size()) << type->id << ": " << text;
      for (size_t i = 0; i < back.size(); ++i) EXPECT_EQ(back[i], static_cast<int64_t>(sample[i])) << text;
    }
  }
  EXPECT_GT(sets, 2);
}

TEST(TypedText, OnlySetsThatSayTheNextTokenCanBeWrittenOn) {
  Dataset set;
  set.vocabulary = {"a", "b", "c"};
  set.classes = 3;
  set.target_shape = {3};
  set.inputs.resize(2, {3});
  const Scalar inputs[] = {0, 1, 2, 1, 2, 0};
  std::copy(std::begin(inputs), std::end(inputs), set.inputs.row(0));
  set.targets = {1, 2, 0, 2, 0, 1};
  EXPECT_TRUE(predicts_next_token(set));
  set.targets = {0, 1, 2, 0, 1, 2};  // sorted
  EXPECT_FALSE(predicts_next_token(set));
}

}  // namespace
}  // namespace engine
