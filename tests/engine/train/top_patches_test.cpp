// The patches that make a map fire most against a search by hand, and receptive fields against changed pixels.
#include "engine/train/top_patches.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/engine/data/inputs_of.h"
#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::chain;
using testing::dense;

Experiment deep() {
  Experiment e;
  e.data.source = {"digits", {}};
  e.data.size = 50;
  e.network =
      chain({{"c1", "conv2d", "", {{"out_channels", int64_t{2}}, {"kernel_size", int64_t{3}}}, false},
             {"pool", "max_pool2d", "", {}, false},
             {"norm", "batch_norm", "", {}, false},
             {"c2",
              "conv2d",
              "",
              {{"out_channels", int64_t{3}}, {"kernel_size", int64_t{3}}, {"activation", std::string("linear")}},
              false},
             {"flat", "flatten", "", {}, false},
             dense("out", 10, "linear")});
  e.loss = {"cross_entropy", {}};
  e.batch_size = 10;
  return e;
}

TEST(ReceptiveField, IsWhatTheNumberDependsOn) {
  auto t = Trainer::create(deep());
  ASSERT_TRUE(t.ok());
  Network& net = (*t)->network();
  const int node = net.find("c2");
  const Shape maps = *net.info().nodes[static_cast<size_t>(node)].output;
  Tensor x = inputs_of((*t)->data(), 0);
  x.resize(1, x.shape());
  for (const auto& [row, column] : {std::pair<int64_t, int64_t>{0, 0}, {4, 7}, {maps[1] - 1, maps[2] - 1}}) {
    const Field f = receptive_field(net.spec(), net.info(), node, row, column);
    ASSERT_FALSE(f.empty());
    const auto sums = [&] {
      (*t)->probe(x.view());
      std::vector<Scalar> at;
      for (int64_t k = 0; k < maps[0]; ++k)
        at.push_back(net.activation(node).data[(k * maps[1] + row) * maps[2] + column]);
      return at;
    };
    const std::vector<Scalar> before = sums();
    Field touched{28, 28, 0, 0};
    for (int64_t i = 0; i < 28 * 28; ++i) {
      const Scalar kept = x.data()[i];
      x.data()[i] = 40;  // larger than all others: a window's maximum is it
      const bool changes = sums() != before;
      x.data()[i] = kept;
      if (!changes) continue;
      touched = {std::min(touched.top, i / 28), std::min(touched.left, i % 28), std::max(touched.bottom, i / 28 + 1),
                 std::max(touched.right, i % 28 + 1)};
    }
    EXPECT_EQ(f.top, touched.top);
    EXPECT_EQ(f.left, touched.left);
    EXPECT_EQ(f.bottom, touched.bottom);
    EXPECT_EQ(f.right, touched.right);
  }
}

TEST(ReceptiveField, BehindAListIsNone) {
  auto t = Trainer::create(deep());
  const Network& net = (*t)->network();
  EXPECT_TRUE(receptive_field(net.spec(), net.info(), net.find("out"), 0, 0).empty());
  EXPECT_TRUE(receptive_field(net.spec(), net.info(), -1, 0, 0).empty());
}

TEST(TopPatches, AreThoseOfASearchByHand) {
  auto t = Trainer::create(deep());
  for (int i = 0; i < 5; ++i) ASSERT_TRUE((*t)->step());
  Network& net = (*t)->network();
  PatchSearch search{(*t)->experiment(), (*t)->shared_data(), {net.parameters().begin(), net.parameters().end()}, "c2"};
  search.of_each = 4;
  TopPatches found;
  ASSERT_TRUE(find_top_patches(search, [&](const TopPatches& p) {
                found = p;
                return true;
              }).ok());
  const Tensor x = inputs_of((*t)->data(), 0);
  EXPECT_EQ(found.searched, x.rows());
  const int node = net.find("c2");
  for (size_t k = 0; k < found.best.size(); ++k) {
    std::vector<std::pair<float, int64_t>> peaks;  // and the row of the data
    for (int64_t i = 0; i < x.rows(); ++i) {
      (*t)->probe({x.row(i), 1, x.shape()});
      const ConstView maps = net.activation(node);
      const int64_t places = maps.shape[1] * maps.shape[2];
      const Scalar* map = maps.data + static_cast<int64_t>(k) * places;
      peaks.emplace_back(static_cast<float>(*std::max_element(map, map + places)),
                         (*t)->data().rows[0][static_cast<size_t>(i)]);
    }
    std::sort(peaks.begin(), peaks.end(), [](auto& a, auto& b) { return a.first > b.first; });
    ASSERT_EQ(found.best[k].size(), 4U);
    for (size_t i = 0; i < 4; ++i) {
      const TopPatch& p = found.best[k][i];
      EXPECT_NEAR(p.value, peaks[i].first, 1e-5);
      const int64_t rows = p.field.bottom - p.field.top, columns = p.field.right - p.field.left;
      ASSERT_EQ(static_cast<int64_t>(p.pixels.size()), rows * columns);
      Tensor image(1, x.shape());
      (*t)->data().transform((*t)->data().raw.inputs.row(p.sample), image.data());
      EXPECT_EQ(p.pixels.front(), image.data()[p.field.top * 28 + p.field.left]);
      EXPECT_EQ(p.pixels.back(), image.data()[(p.field.bottom - 1) * 28 + p.field.right - 1]);
    }
  }
}

TEST(TopPatches, OfALayerWithoutMapsAreRefused) {
  auto t = Trainer::create(deep());
  const auto parameters = std::as_const(**t).network().parameters();
  PatchSearch search{(*t)->experiment(), (*t)->shared_data(), {parameters.begin(), parameters.end()}, "out"};
  EXPECT_FALSE(find_top_patches(search, [](const TopPatches&) { return true; }).ok());
  search.node = "nobody";
  EXPECT_FALSE(find_top_patches(search, [](const TopPatches&) { return true; }).ok());
}

}  // namespace
}  // namespace engine
