// The numbers that an opened layer is drawn from, against the network itself or written out by hand; and every kind of
// view that a descriptor names is there, with its texts in both languages.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/panels/microscope/attention.h"
#include "app/panels/microscope/channels.h"
#include "app/panels/microscope/contributions.h"
#include "app/panels/microscope/embedding.h"
#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/patch.h"
#include "app/panels/microscope/spread.h"
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
  engine::WatchedTensor weights, query, key;
  weights.shape = {2, 2, 4};
  weights.values = {0.25f, 0.25f, 0.25f, 0.25f, 0.5f, 0.5f, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1};
  query.shape = {2, 4};
  query.values = {1, 2, 3, 4, 5, 6, 7, 8};
  key.shape = {4, 4};
  key.values = {1, 0, 0, 1, 0, 1, 1, 0, 2, 2, 2, 2, -1, -1, -1, -1};
  const AttentionNumbers n{&weights, &query, &key};
  ASSERT_TRUE(n.sound());
  EXPECT_EQ(n.size(), 2);
  EXPECT_NEAR(n.entropy(0, 2), 1.5, 1e-9);  // 2 bit and 1 bit
  EXPECT_NEAR(n.entropy(1, 2), 0, 1e-9);
  EXPECT_EQ(n.product(0, 0, 2), 1 * 2 + 2 * 2);
  EXPECT_EQ(n.product(1, 1, 0), 7 * 0 + 8 * 1);
  EXPECT_EQ(n.seen(0, 1), 2);
  key.shape = {2, 8};
  EXPECT_FALSE(n.sound());
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
