// What the lattice of tags says about chances and paths, against all paths of a small one.
#include <gtest/gtest.h>

#include <cmath>

#include "app/panels/microscope/lattice_numbers.h"
#include "engine/core/rng.h"

namespace app {
namespace {

struct Drawn {
  static constexpr int kSteps = 4, kTags = 3, kPadded = 6;
  std::vector<float> scores, transitions, start, end;
  LatticeNumbers numbers;

  explicit Drawn(uint64_t seed) {
    engine::Rng rng(seed);
    const auto fill = [&](std::vector<float>& v, int n) {
      for (int i = 0; i < n; ++i) v.push_back(static_cast<float>(rng.uniform(-2, 2)));
    };
    fill(scores, kPadded * kTags);  // the last two steps do not count
    fill(transitions, kTags * kTags);
    fill(start, kTags);
    fill(end, kTags);
    numbers.set(scores, kSteps, transitions, start, end);
  }
  std::vector<std::vector<float>> paths() const {
    std::vector<std::vector<float>> all;
    for (int i = 0; i < 81; ++i)
      all.push_back({static_cast<float>(i % 3), static_cast<float>(i / 3 % 3), static_cast<float>(i / 9 % 3),
                     static_cast<float>(i / 27)});
    return all;
  }
  double score(const std::vector<float>& path) const {
    const auto tag = [&](size_t t) { return static_cast<size_t>(path[t]); };
    double sum = static_cast<double>(start[tag(0)]) + static_cast<double>(end[tag(kSteps - 1)]);
    for (size_t t = 0; t < kSteps; ++t) {
      sum += static_cast<double>(scores[t * kTags + tag(t)]);
      if (t > 0) sum += static_cast<double>(transitions[tag(t - 1) * kTags + tag(t)]);
    }
    return sum;
  }
};

TEST(Lattice, ChancesAreThoseOverAllPaths) {
  const Drawn d(3);
  double all = 0;
  for (const auto& path : d.paths()) all += std::exp(d.score(path));
  for (int64_t t = 0; t < Drawn::kSteps; ++t) {
    for (int64_t k = 0; k < Drawn::kTags; ++k) {
      double own = 0, pairs[Drawn::kTags] = {};
      for (const auto& path : d.paths()) {
        if (path[static_cast<size_t>(t)] != static_cast<float>(k)) continue;
        const double share = std::exp(d.score(path)) / all;
        own += share;
        if (t + 1 < Drawn::kSteps) pairs[static_cast<size_t>(path[static_cast<size_t>(t + 1)])] += share;
      }
      EXPECT_NEAR(static_cast<double>(d.numbers.chance(t, k)), own, 1e-5);
      for (int64_t j = 0; t + 1 < Drawn::kSteps && j < Drawn::kTags; ++j)
        EXPECT_NEAR(static_cast<double>(d.numbers.pair(t, k, j)), pairs[j], 1e-5);
    }
  }
}

TEST(Lattice, PathsAndWhatTheyAreWorth) {
  const Drawn d(4);
  double all = 0, most = -1e9;
  std::vector<float> best;
  for (const auto& path : d.paths()) {
    all += d.numbers.path_chance(path);
    if (d.score(path) > most) best = path;
    most = std::max(most, d.score(path));
  }
  EXPECT_NEAR(all, 1, 1e-5);
  EXPECT_EQ(std::vector<float>(d.numbers.best().begin(), d.numbers.best().end()), best);
  for (int64_t t = 0; t < Drawn::kSteps; ++t) {
    for (int64_t k = 0; k < Drawn::kTags; ++k) {
      const std::vector<float> path = d.numbers.best_through(t, k);
      EXPECT_EQ(path[static_cast<size_t>(t)], static_cast<float>(k));
      double past = -1e9;
      for (const auto& other : d.paths()) {
        if (other[static_cast<size_t>(t)] != static_cast<float>(k)) past = std::max(past, d.score(other));
      }
      EXPECT_NEAR(d.score(path) - past, static_cast<double>(d.numbers.margin(t, k)), 1e-5);
      for (const auto& other : d.paths()) {
        const bool through = other[static_cast<size_t>(t)] == static_cast<float>(k);
        EXPECT_TRUE(!through || d.score(other) <= d.score(path) + 1e-5);
      }
    }
  }
}

}  // namespace
}  // namespace app
