// The numbers that an opened layer is drawn from, against the network itself or written out by hand; and every kind of
// view that a descriptor names is there, with its texts in both languages.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "app/panels/microscope/attention.h"
#include "app/panels/microscope/channels.h"
#include "app/panels/microscope/contributions.h"
#include "app/panels/microscope/embedding.h"
#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/patch.h"
#include "app/panels/microscope/spread.h"
#include "app/panels/microscope/warp_grid.h"
#include "app/ui/i18n.h"
#include "engine/graph/network.h"

namespace app {
namespace {

using engine::Params;
using engine::Shape;
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

// One layer behind an input, run on random numbers.
struct Ran {
  std::unique_ptr<engine::Network> net;
  engine::Tensor input;
  const engine::LayerType* type = nullptr;
  Params params;
  std::vector<float> x, y, weight, bias;

  static std::vector<float> floats(const engine::Scalar* from, int64_t count) { return {from, from + count}; }
  Ran(const char* id, const Params& given, const Shape& shape) : input(1, shape), type(engine::layers().find(id)) {
    params = *engine::resolve(type->params, given);
    engine::NetworkSpec spec;
    spec.nodes = {{"in", "input", "", {}, false}, {"layer", id, "", given, false}};
    spec.edges = {{"in", "layer", 0}};
    auto built = engine::Network::compile(spec, shape, {.max_rows = 1, .seed = 3});
    EXPECT_TRUE(built.ok());
    net = std::move(*built);
    engine::Rng rng(5);
    for (engine::Scalar& v : net->parameters()) v = static_cast<engine::Scalar>(rng.uniform(-1, 1));
    for (engine::Scalar& v : input.span()) v = static_cast<engine::Scalar>(rng.uniform(-1, 1));
    net->forward(input.view(), engine::Mode::evaluation);
    x = floats(input.data(), shape.count());
    y = floats(net->activation(1).data, output().count());
    for (const engine::NodeParameter& p : net->node_parameters(1)) {
      (p.spec.name == "bias" ? bias : weight) = floats(net->parameters().data() + p.offset, p.spec.shape.count());
    }
  }
  Shape output() const { return *net->info().nodes[1].output; }
  PatchSource source() const { return {*type->windowed, params, input.shape(), output(), x, weight, bias}; }
};

void expect_patches(const Ran& r) {
  const Planar out = Planar::of(r.output());
  for (int64_t plane = 0; plane < out.planes; ++plane) {
    for (int64_t row = 0; row < out.rows; ++row) {
      for (int64_t column = 0; column < out.columns; ++column) {
        const Patch p = patch_of(r.source(), plane, row, column, 0);
        ASSERT_NEAR(p.value(), static_cast<double>(r.y[static_cast<size_t>(out.index(plane, row, column))]), 1e-4)
            << r.type->id << " " << plane << " " << row << " " << column;
      }
    }
  }
}

TEST(Patch, AddsUpToThePixel) {
  const Params linear{{"activation", std::string("linear")}, {"out_channels", int64_t{4}}};
  Params odd = linear;
  odd.insert({{"stride", int64_t{2}}, {"padding", int64_t{1}}, {"dilation", int64_t{2}}, {"groups", int64_t{2}}});
  expect_patches({"conv2d", linear, {1, 6, 5}});
  expect_patches({"conv2d", odd, {4, 9, 7}});
  expect_patches({"conv1d", odd, {11, 4}});
  expect_patches({"conv_transpose2d", odd, {4, 3, 5}});
  expect_patches({"max_pool2d", {}, {3, 6, 4}});
  expect_patches({"max_pool1d", {}, {7, 3}});
  expect_patches({"avg_pool2d", {{"padding", int64_t{1}}}, {2, 5, 5}});
  expect_patches({"global_max_pool2d", {}, {3, 4, 5}});
  expect_patches({"adaptive_avg_pool2d", {}, {2, 7, 5}});
}

TEST(Patch, WritesOneChannelOut) {
  const Ran r("conv2d", {{"activation", std::string("linear")}, {"out_channels", int64_t{2}}}, {3, 5, 5});
  const Patch p = patch_of(r.source(), 1, 2, 0, 2);
  EXPECT_EQ(p.channels, 3);
  EXPECT_EQ(p.channel, 2);
  ASSERT_EQ(p.input.size(), 9U);
  double sum = 0;
  for (size_t i = 0; i < 9; ++i) {
    const size_t row = 2 + i / 3, column = i % 3;
    EXPECT_EQ(p.input[i], r.x[(2 * 5 + row) * 5 + column]);
    EXPECT_EQ(p.weight[i], r.weight[(1 * 3 + 2) * 9 + i]);
    EXPECT_EQ(p.product[i], p.input[i] * p.weight[i]);
    sum += static_cast<double>(p.input[i]) * static_cast<double>(p.weight[i]);
  }
  EXPECT_NEAR(p.channel_sum, sum, 1e-9);
  EXPECT_EQ(p.bias, static_cast<double>(r.bias[1]));
  EXPECT_TRUE(patch_of(r.source(), 2, 0, 0, 0).rows.empty());  // there is no such map
}

TEST(Patch, MarksTheWinner) {
  const Ran r("max_pool2d", {}, {1, 4, 4});
  const Patch p = patch_of(r.source(), 0, 1, 1, 0);
  ASSERT_TRUE(p.winner.valid());
  EXPECT_EQ(p.input[static_cast<size_t>(p.winner.row * 2 + p.winner.column)], r.y[3]);
}

TEST(ContributionsOfAUnit, AddUpToItsSum) {
  const Ran r("dense", {{"units", int64_t{3}}, {"activation", std::string("linear")}}, {5});
  for (int64_t unit = 0; unit < 3; ++unit) {
    const Contributions c = contributions_of(r.weight, r.bias, r.x, unit);
    EXPECT_NEAR(c.z(), static_cast<double>(r.y[static_cast<size_t>(unit)]), 1e-5);
    for (size_t i = 1; i < c.parts.size(); ++i) {
      EXPECT_GE(std::abs(c.parts[i - 1].product), std::abs(c.parts[i].product));
    }
  }
  EXPECT_TRUE(contributions_of(r.weight, r.bias, r.x, 3).parts.empty());
  EXPECT_EQ(contributions_of(std::vector<float>{kNaN, 2}, {}, std::vector<float>{1, 1}, 0).parts.size(), 2U);
}

TEST(AttentionNumbers, EntropyAndProducts) {
  engine::WatchedTensor weights, query, key, value;
  weights.shape = {2, 2, 4};
  weights.values = {0.25f, 0.25f, 0.25f, 0.25f, 0.5f, 0.5f, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1};
  query.shape = {2, 4};
  query.values = {1, 2, 3, 4, 5, 6, 7, 8};
  key.shape = {4, 4};
  key.values = {1, 0, 0, 1, 0, 1, 1, 0, 2, 2, 2, 2, -1, -1, -1, -1};
  value.shape = {4, 6};  // three numbers for each head
  value.values = {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60, kNaN, kNaN, kNaN, 7, 8, 9, 0, 0, 0, -1, -2, -3};
  const AttentionNumbers n{&weights, &query, &key, &value};
  ASSERT_TRUE(n.sound());
  EXPECT_EQ(n.offered(1, 1, 2), (std::vector<float>{40, 50}));
  EXPECT_EQ(n.taken(0, 1, 9), (std::vector<float>{5.5f, 11, 16.5f})) << "keys without a share count for nothing";
  EXPECT_EQ(n.taken(1, 1, 2), (std::vector<float>{-1, -2}));
  EXPECT_EQ(n.size(), 2);
  EXPECT_NEAR(n.entropy(0, 2), 1.5, 1e-9);  // 2 bit and 1 bit
  EXPECT_NEAR(n.entropy(1, 2), 0, 1e-9);
  EXPECT_EQ(n.product(0, 0, 2), 1 * 2 + 2 * 2);
  EXPECT_EQ(n.product(1, 1, 0), 7 * 0 + 8 * 1);
  EXPECT_EQ(n.seen(0, 1), 2);
  key.shape = {2, 8};
  EXPECT_FALSE(n.sound());
}

// Without a projection behind them the sums of the heads are what the layer puts out.
TEST(AttentionNumbers, WhatIsTakenIsTheOutput) {
  engine::NetworkSpec spec;
  spec.nodes = {{"in", "input", "", {}, false},
                {"a", "scaled_dot_product", "", {{"heads", int64_t{2}}, {"causal", true}}, false}};
  for (int port = 0; port < 3; ++port) spec.edges.push_back({"in", "a", port});
  auto net = engine::Network::compile(spec, {5, 6}, {.max_rows = 1, .seed = 3});
  ASSERT_TRUE(net.ok());
  engine::Tensor x(1, {5, 6});
  engine::Rng rng(9);
  for (engine::Scalar& v : x.span()) v = static_cast<engine::Scalar>(rng.uniform(-1, 1));
  (*net)->forward(x.view(), engine::Mode::evaluation);
  engine::WatchedTensor all[4];
  const char* const names[] = {"attention", "query", "key", "value"};
  for (int k = 0; k < 4; ++k) {
    const engine::Inside inside = (*net)->inside(1, names[k]);
    ASSERT_TRUE(inside);
    all[k].shape = inside.shape;
    for (int64_t i = 0; i < inside.shape.count(); ++i) {
      const int64_t last = inside.shape.back(), rows = k == 0 ? inside.shape[1] : 1;
      all[k].values.push_back(static_cast<float>(k == 0 ? inside.at(i / last / rows, i / last % rows, i % last)
                                                        : inside.at(i / last, i % last)));
    }
  }
  const AttentionNumbers n{&all[0], &all[1], &all[2], &all[3]};
  ASSERT_TRUE(n.sound());
  const engine::ConstView y = (*net)->activation(1);
  for (int64_t head = 0; head < 2; ++head) {
    for (int64_t i = 0; i < 5; ++i) {
      const std::vector<float> taken = n.taken(head, i, 3);
      ASSERT_EQ(taken.size(), 3U);
      for (size_t k = 0; k < 3; ++k)
        EXPECT_NEAR(taken[k], static_cast<float>(y.data[i * 6 + head * 3 + static_cast<int64_t>(k)]), 1e-5f);
    }
  }
}

// A linear layer leaves straight lines straight: its grid is the image of the plane, y = W x + b.
TEST(WarpGrid, OfALinearLayerIsItsMatrix) {
  const float w[2][2] = {{1, 2}, {-0.5f, 3}}, b[2] = {0.25f, -1};
  engine::WatchedTensor t;
  t.shape = {3, 9, 9};  // a third unit that is not looked at
  t.values.assign(3 * 81, 7.0f);
  const auto x = [](int64_t column) { return -1 + 2 * static_cast<float>(column) / 8; };
  for (int64_t unit = 0; unit < 2; ++unit) {
    for (int64_t i = 0; i < 81; ++i) {
      t.values[static_cast<size_t>(unit * 81 + i)] = w[unit][0] * x(i % 9) - w[unit][1] * x(i / 9) + b[unit];
    }
  }
  const WarpGrid grid = warp_of(t, 1, 0, 5);
  ASSERT_EQ(grid.rows.size(), 5U);
  ASSERT_EQ(grid.columns.size(), 5U);
  for (size_t k = 0; k < 5; ++k) {
    ASSERT_EQ(grid.rows[k].size(), 9U);
    for (int64_t c = 0; c < 9; ++c) {
      const float x1 = x(c), x2 = -x(2 * static_cast<int64_t>(k));
      EXPECT_NEAR(grid.rows[k][static_cast<size_t>(c)].x, w[1][0] * x1 + w[1][1] * x2 + b[1], 1e-5f);
      EXPECT_NEAR(grid.rows[k][static_cast<size_t>(c)].y, w[0][0] * x1 + w[0][1] * x2 + b[0], 1e-5f);
    }
  }
  EXPECT_EQ(grid.columns[4].back(), grid.rows[4].back()) << "both run through the corner";
  EXPECT_LT(grid.low[0], -4.5);
  EXPECT_GT(grid.high[0], 2.5);
  EXPECT_TRUE(warp_of(t, 3, 0, 5).rows.empty()) << "there is no such unit";
}

TEST(WarpGrid, BadNumbersLeaveGaps) {
  engine::WatchedTensor t;
  t.shape = {2, 2, 2};
  t.values = {1, kNaN, 2, 3, 4, 5, HUGE_VALF, 7};
  const WarpGrid grid = warp_of(t, 0, 1, 9);
  ASSERT_EQ(grid.rows.size(), 2U);
  EXPECT_NEAR(grid.high[1], 7 + 0.06 * 3, 1e-5);
  t.values.assign(8, kNaN);
  const WarpGrid none = warp_of(t, 0, 1, 9);
  EXPECT_LT(none.low[0], none.high[0]);
  t.values.assign(8, 2.0f);
  EXPECT_LT(warp_of(t, 0, 1, 9).low[0], warp_of(t, 0, 1, 9).high[0]);
}

TEST(Spread, CountsMomentsAndDeadUnits) {
  Spread s;
  // Three samples of three units; the second unit is always 0.
  const std::vector<float> values{1, 0, -3, 2, 0, kNaN, 3, 0, 0};
  s.measure(values, 10, {}, {3, 3});
  EXPECT_EQ(s.finite, 8);
  EXPECT_EQ(s.bad, 1);
  EXPECT_NEAR(s.mean, 3.0 / 8, 1e-12);
  EXPECT_NEAR(s.deviation, std::sqrt((1 + 9 + 4 + 9) / 8.0 - 9.0 / 64), 1e-12);
  EXPECT_EQ(s.units, 3);
  EXPECT_EQ(s.dead, 1);
  EXPECT_NEAR(s.zeros, 4.0 / 8, 1e-12);
  EXPECT_EQ(s.smallest, -3);
  EXPECT_EQ(s.low, -3);
  EXPECT_EQ(s.high, 3);
  float sum = 0;
  for (const float c : s.counts) sum += c;
  EXPECT_EQ(sum, 8);
  s.measure(std::vector<float>{-1, 0.995f, 0.5f, 1}, 10, {-1, 1}, {});
  EXPECT_NEAR(s.saturated, 0.75, 1e-12);
  s.measure(std::vector<float>{kNaN, kNaN}, 10, {}, {});
  EXPECT_EQ(s.bad, 2);
  s.measure(std::vector<float>{5, 5, 5}, 10, {}, {});  // constant
  EXPECT_EQ(s.deviation, 0);
}

TEST(ChannelMoments, OfImagesAndLists) {
  // Two samples, two channels, 1 x 2 pixels.
  const ChannelMoments image = channel_moments(std::vector<float>{1, 3, 10, 10, 5, 7, 20, 20}, {2, 2, 1, 2});
  EXPECT_NEAR(image.mean[0], 4, 1e-12);
  EXPECT_NEAR(image.deviation[0], std::sqrt((9 + 1 + 1 + 9) / 4.0), 1e-12);
  EXPECT_NEAR(image.mean[1], 15, 1e-12);
  const ChannelMoments list = channel_moments(std::vector<float>{1, 10, 3, kNaN}, {2, 2});
  EXPECT_NEAR(list.mean[0], 2, 1e-12);
  EXPECT_NEAR(list.mean[1], 10, 1e-12);
  EXPECT_TRUE(channel_moments(std::vector<float>{1, 2}, {3, 3}).mean.empty());
}

TEST(TokenMap, KeepsTheDirectionOfItsAxes) {
  // Four tokens on a line in three dimensions.
  std::vector<float> table{1, 2, 0, 2, 4, 0, 3, 6, 0, 4, 8, 0};
  const TokenMap map = map_tokens(table, {4, 3}, {});
  ASSERT_EQ(map.places.size(), 4U);
  EXPECT_NEAR(map.explained, 1, 1e-6);
  EXPECT_NEAR(std::abs(map.places[3][0] - map.places[0][0]), std::sqrt(45.0), 1e-4);
  TokenMap turned = map;
  for (auto& place : turned.places) place[0] = -place[0];
  EXPECT_NEAR(map_tokens(table, {4, 3}, turned).places[0][0], turned.places[0][0], 1e-4);
}

// numpy.linalg.eigh of numpy.cov, the rows less their means times the vectors; the largest entry of each is positive.
TEST(TokenMap, ThreeAxesAgreeWithNumPy) {
  const std::vector<float> table{2.04f, 1.52f,  0.42f,  -0.57f, -0.45f, -1.12f, -2.02f, -0.23f, -0.87f, 1.58f,
                                 0.23f, -0.35f, -0.28f, -1.23f, -1.06f, -0.39f, 0.48f,  0.72f,  0.96f,  -0.2f,
                                 0.02f, 1.59f,  0.55f,  -0.51f, -0.18f, 0.18f,  1.94f,  -0.27f};
  const double places[7][3] = {{1.4139939011997795, 1.703632302064043, -0.2546322562392048},
                               {-2.717338423103484, 0.306384757371783, 0.1999419983316003},
                               {0.5320407012728064, -0.6626633617558237, 1.2207233956368237},
                               {-2.065163411788036, -0.03463088688528867, -0.4378941501525182},
                               {0.835962689317808, -0.05968847876620083, -0.4045074248149716},
                               {1.0071922300002514, -0.05600900896741564, 0.6614848047719396},
                               {0.9933123131008748, -1.1970253230610968, -0.9851163675336694}};
  const TokenMap map = map_tokens(table, {7, 4}, {});
  ASSERT_EQ(map.places.size(), 7U);
  for (size_t i = 0; i < 7; ++i) {
    for (size_t k = 0; k < 3; ++k) EXPECT_NEAR(static_cast<double>(map.places[i][k]), places[i][k], 1e-4) << i << k;
  }
  EXPECT_NEAR(map.explained, 0.8629168375109914, 1e-5);
  EXPECT_NEAR(map.in_space, 0.9976614188488397, 1e-5);
}

// Samples of three tokens with their labels, all of them trained on.
std::vector<int> classes_of_tokens(const std::vector<std::array<int, 3>>& rows, engine::Dataset set, size_t trained) {
  set.inputs.resize(static_cast<int64_t>(rows.size()), {3});
  for (size_t i = 0; i < rows.size(); ++i) {
    for (size_t k = 0; k < 3; ++k) set.inputs.row(static_cast<int64_t>(i))[k] = static_cast<engine::Scalar>(rows[i][k]);
  }
  engine::PreparedData data(std::make_shared<const engine::Dataset>(std::move(set)));
  for (size_t i = 0; i < trained; ++i) data.rows[0].push_back(static_cast<int64_t>(i));
  return token_classes(data);
}

// 0 pads; token 3 occurs in both classes, but in every sample of class 1.
TEST(TokenClasses, OfWholeSamplesTheOneWhereATokenIsMoreUsual) {
  const std::vector<std::array<int, 3>> rows{{1, 3, 0}, {1, 1, 0}, {1, 4, 0}, {2, 3, 3}, {2, 3, 5}};
  engine::Dataset set;
  set.targets = {0, 0, 0, 1, 1};
  set.classes = 2;
  set.vocabulary = {"", "a", "b", "c", "d", "e", "f"};
  EXPECT_EQ(classes_of_tokens(rows, set, 5), (std::vector<int>{-1, 0, 1, 1, 0, 1, -1}));
  EXPECT_EQ(classes_of_tokens(rows, set, 4), (std::vector<int>{-1, 0, 1, 1, 0, -1, -1})) << "the last is held out";
  set.classes = 40;
  EXPECT_TRUE(classes_of_tokens(rows, set, 5).empty()) << "more than there are colours";
}

TEST(TokenClasses, OfLabelsForEachStepTheMostFrequentOne) {
  const std::vector<std::array<int, 3>> rows{{1, 2, 1}, {1, 2, 0}};
  engine::Dataset set;
  set.target_shape = {3};
  set.targets = {2, 0, 2, 1, 0, -1};  // -1 does not count
  set.classes = 3;
  set.vocabulary = {"", "the", "dog", "cat"};
  EXPECT_EQ(classes_of_tokens(rows, set, 2), (std::vector<int>{-1, 2, 0, -1}));
  set.class_names = set.vocabulary;
  set.classes = 4;
  EXPECT_TRUE(classes_of_tokens(rows, set, 2).empty()) << "the labels are tokens themselves";
}

TEST(TokenMap, NeighboursByCosine) {
  const std::vector<float> table{1, 0, 2, 0.1f, 0, 1, 0, 0, -1, 0};
  const auto near = neighbours_of(table, {5, 2}, 0, 3);
  ASSERT_EQ(near.size(), 3U);  // the row of zeros has no direction
  EXPECT_EQ(near[0].token, 1);
  EXPECT_NEAR(near[0].cosine, 2 / std::sqrt(4.01), 1e-6);
  EXPECT_EQ(near[2].token, 4);
  EXPECT_NEAR(near[2].cosine, -1, 1e-6);
  EXPECT_TRUE(neighbours_of(table, {5, 2}, 3, 3).empty());
}

TEST(Csv, IsOneLineForEachRow) {
  EXPECT_EQ(csv({2, 2}, std::vector<float>{1, 2, 3.5f, -4}), "1,2\n3.5,-4\n");
  EXPECT_EQ(csv({2, 1, 2}, std::vector<float>{1, 2, 3, 4}), "1,2\n3,4\n");
  EXPECT_EQ(csv({2, 2, 1}, std::vector<float>{1, 2, 3, 4}), "1\n2\n\n3\n4\n");
  EXPECT_EQ(csv({3}, std::vector<float>{1, 2}), "");
}

TEST(Looks, EveryKindThatALayerNamesIsThere) {
  for (const engine::LayerType* type : engine::layers().entries()) {
    bool plain = false;
    for (const engine::ViewRef& view : type->views) {
      const LookType* look = find_look(view.view_kind);
      ASSERT_NE(look, nullptr) << type->id << " names " << view.view_kind;
      plain = plain || !look->offered;
    }
    EXPECT_TRUE(plain) << type->id << " may have nothing to show";
  }
}

TEST(Looks, SpeakBothLanguages) {
  std::string problem;
  ASSERT_TRUE(ui::load_translations(std::string(GLASSNET_SOURCE_DIR) + "/assets/translations/zh.json", &problem));
  ui::set_language(ui::Language::zh);
  ui::clear_missing_keys();
  for (const LookType* look : looks()) {
    for (const char* text : {look->title, look->sentence, look->why}) EXPECT_STRNE(ui::tr(text), text);
    const std::unique_ptr<Look> made = look->make();
    for (const char* choice : look->choices) {
      made->choose(choice);
      for (const char* text : {made->sentence(), made->why()}) {
        if (!text) continue;
        EXPECT_STRNE(ui::tr(text), text) << choice;
      }
    }
  }
  for (const engine::LayerType* type : engine::layers().entries()) {
    if (!type->insides) continue;
    for (const engine::InsideSpec& spec : type->insides(engine::defaults(type->params))) {
      if (spec.label.empty()) continue;
      EXPECT_NE(ui::tr(spec.label), spec.label) << type->id;
    }
  }
  ui::set_language(ui::Language::en);
}

}  // namespace
}  // namespace app
