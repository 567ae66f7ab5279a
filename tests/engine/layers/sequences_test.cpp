// Embedding, masking and positional encoding by hand: unknown words, padding, and that what they say about lengths
// reaches the layers behind them.
#include <gtest/gtest.h>

#include <limits>

#include "engine/graph/network.h"
#include "tests/engine/contracts/layer_rig.h"

namespace {

using namespace engine;
using rig::LayerRig;

constexpr Scalar kNan = std::numeric_limits<Scalar>::quiet_NaN(), kInf = std::numeric_limits<Scalar>::infinity();

std::vector<int32_t> lengths_of(LayerRig& rig) {
  std::vector<int32_t> lengths(static_cast<size_t>(rig.rows()));
  const std::vector<ConstView> views{rig.inputs()[0].view()};
  LayerPass pass;
  pass.inputs = views;
  rig.layer().lengths(pass, lengths);
  return lengths;
}

TEST(Embedding, UnknownWordsAreZerosAndTeachNothing) {
  const LayerType& type = *layers().find("embedding");
  const Params params = *resolve(type.params, {{"num_embeddings", int64_t{3}}, {"embedding_dim", int64_t{2}}});
  LayerRig rig(type, params, {Shape{8}}, 1, 1);
  const std::vector<Scalar> words{0, 2, 3, -1, kNan, kInf, -kInf, 1e30f};
  std::ranges::copy(words, rig.inputs()[0].data());
  rig.forward();
  for (int64_t i = 0; i < 8; ++i) {
    for (int64_t k = 0; k < 2; ++k) {
      const Scalar want =
          i < 2 ? rig.weights()[0].data()[static_cast<int64_t>(words[static_cast<size_t>(i)]) * 2 + k] : 0;
      EXPECT_EQ(rig.output().data()[i * 2 + k], want) << i;
    }
  }
  std::ranges::fill(rig.d_output().span(), Scalar{1});
  rig.backward();
  const std::vector<Scalar> want{1, 1, 0, 0, 1, 1};
  EXPECT_TRUE(std::ranges::equal(rig.d_weights()[0].span(), want));
  for (const Scalar g : rig.d_inputs()[0].span()) EXPECT_EQ(g, 0);
}

TEST(Embedding, TrailingPaddingDoesNotCount) {
  const LayerType& type = *layers().find("embedding");
  const Params params = *resolve(
      type.params, {{"num_embeddings", int64_t{5}}, {"embedding_dim", int64_t{2}}, {"padding_idx", int64_t{1}}});
  LayerRig rig(type, params, {Shape{4}}, 4, 1);
  const std::vector<Scalar> words{2, 1, 3, 1, 1, 1, 1, 1, 1, 2, 3, 4, 0, kNan, 1, 1};
  std::ranges::copy(words, rig.inputs()[0].data());
  EXPECT_EQ(lengths_of(rig), (std::vector<int32_t>{3, 0, 4, 2}));
  for (int64_t k = 0; k < 2; ++k) EXPECT_EQ(rig.weights()[0].data()[2 + k], 0) << "the row of the padding starts as 0";
}

TEST(Embedding, PaddingMustBeAWord) {
  const LayerType& type = *layers().find("embedding");
  const Params params = *resolve(type.params, {{"num_embeddings", int64_t{5}}, {"padding_idx", int64_t{5}}});
  EXPECT_FALSE(type.infer_shape(params, std::vector{Shape{4}}).ok());
}

TEST(Masking, CountsUpToTheLastStepThatIsNotAllPadding) {
  const LayerType& type = *layers().find("masking");
  LayerRig rig(type, *resolve(type.params, {{"value", -1.0}}), {Shape{3, 2}}, 4, 1);
  const std::vector<Scalar> x{1, 2, -1, 5,  -1, -1, -1,   -1, -1, -1, -1, -1,
                              1, 2, 3,  -1, 4,  -1, kNan, -1, -1, -1, -1, -1};
  std::ranges::copy(x, rig.inputs()[0].data());
  EXPECT_EQ(lengths_of(rig), (std::vector<int32_t>{2, 0, 3, 1}));
}

// A text of two words, filled up to five, is read as the text of two words, by every kind of reader.
TEST(Embedding, PaddedTextIsReadAsTheShortOne) {
  for (const char* reader : {"rnn", "lstm", "gru"}) {
    NetworkSpec spec;
    spec.nodes = {{"in", "input", "", {}, false},
                  {"words", "embedding", "", {{"num_embeddings", int64_t{6}}, {"padding_idx", int64_t{0}}}, false},
                  {"place", "positional_encoding", "", {}, false},
                  {"read", reader, "", {{"units", int64_t{9}}, {"bidirectional", true}}, false}};
    spec.edges = {{"in", "words", 0}, {"words", "place", 0}, {"place", "read", 0}};
    const auto padded = Network::compile(spec, Shape{5}, {.seed = 4}),
               short_one = Network::compile(spec, Shape{2}, {.seed = 4});
    ASSERT_TRUE(padded.ok() && short_one.ok());
    const std::vector<Scalar> five{4, 2, 0, 0, 0}, two{4, 2};
    const ConstView a = (*padded)->forward({five.data(), 1, Shape{5}}, Mode::evaluation);
    const ConstView b = (*short_one)->forward({two.data(), 1, Shape{2}}, Mode::evaluation);
    EXPECT_TRUE(std::ranges::equal(a.span(), b.span())) << reader;
  }
}

}  // namespace
