// Linear chains against brute force: every path of a short lattice is enumerated. In double precision
// (tests/engine_double) gradients are also compared with central differences.
#include "engine/tensor/kernels/chain.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "engine/core/rng.h"

namespace {

using engine::Scalar;
namespace kernels = engine::kernels;

constexpr double kTolerance = sizeof(Scalar) == 8 ? 1e-11 : 2e-5;

struct Lattice {
  int64_t steps, tags;
  std::vector<Scalar> scores, transitions, start, end;

  Lattice(int64_t t, int64_t k, uint64_t seed, double reach = 2) : steps(t), tags(k) {
    engine::Rng rng(seed);
    const auto fill = [&](std::vector<Scalar>& v, int64_t n) {
      for (int64_t i = 0; i < n; ++i) v.push_back(static_cast<Scalar>(rng.uniform(-reach, reach)));
    };
    fill(scores, t * k);
    fill(transitions, k * k);
    fill(start, k);
    fill(end, k);
  }
  kernels::Chain chain() const { return {steps, tags, scores.data(), transitions.data(), start.data(), end.data()}; }
  size_t size() const { return static_cast<size_t>(steps * tags); }

  // Score worked out from the definition, not by the code under test.
  double score(const std::vector<int64_t>& path) const {
    double sum = start[static_cast<size_t>(path.front())] + end[static_cast<size_t>(path.back())];
    for (int64_t t = 0; t < steps; ++t) {
      const int64_t k = path[static_cast<size_t>(t)];
      sum += scores[static_cast<size_t>(t * tags + k)];
      if (t > 0) sum += transitions[static_cast<size_t>(path[static_cast<size_t>(t - 1)] * tags + k)];
    }
    return sum;
  }
  void each_path(const std::function<void(const std::vector<int64_t>&)>& f) const {
    std::vector<int64_t> path(static_cast<size_t>(steps), 0);
    for (;;) {
      f(path);
      size_t t = 0;
      while (t < path.size() && ++path[t] == tags) path[t++] = 0;
      if (t == path.size()) return;
    }
  }
};

std::vector<Lattice> lattices() {
  std::vector<Lattice> all;
  uint64_t seed = 1;
  for (const auto& [steps, tags] : {std::pair{1, 1}, {1, 4}, {2, 3}, {5, 1}, {4, 3}, {6, 4}, {7, 2}, {3, 6}}) {
    for (int again = 0; again < 5; ++again) all.emplace_back(steps, tags, seed++);
  }
  all.emplace_back(5, 3, 99, 60);  // far apart: exp() of the scores alone would overflow in single precision
  return all;
}

std::vector<Scalar> some_path(const Lattice& l) {
  engine::Rng rng(l.size());
  std::vector<Scalar> path;
  for (int64_t t = 0; t < l.steps; ++t) path.push_back(static_cast<Scalar>(rng.below(static_cast<uint64_t>(l.tags))));
  return path;
}

std::vector<int64_t> whole(const std::vector<Scalar>& path) { return {path.begin(), path.end()}; }

// Adds to sums; `weight` scores, transitions and ends by how much each path counts.
struct Used {
  std::vector<double> scores, transitions, start, end;
  explicit Used(const Lattice& l)
      : scores(l.size(), 0.0),
        transitions(l.transitions.size(), 0.0),
        start(l.start.size(), 0.0),
        end(l.end.size(), 0.0) {}
  void add(const Lattice& l, const std::vector<int64_t>& path, double weight) {
    start[static_cast<size_t>(path.front())] += weight;
    end[static_cast<size_t>(path.back())] += weight;
    for (size_t t = 0; t < path.size(); ++t) {
      scores[t * static_cast<size_t>(l.tags) + static_cast<size_t>(path[t])] += weight;
      if (t > 0) transitions[static_cast<size_t>(path[t - 1] * l.tags + path[t])] += weight;
    }
  }
};

double log_sum_by_hand(const Lattice& l) {
  double most = -1e300, sum = 0;
  l.each_path([&](const auto& path) { most = std::max(most, l.score(path)); });
  l.each_path([&](const auto& path) { sum += std::exp(l.score(path) - most); });
  return most + std::log(sum);
}

void expect_near(const std::vector<Scalar>& got, const std::vector<double>& wanted, const char* what) {
  ASSERT_EQ(got.size(), wanted.size());
  for (size_t i = 0; i < got.size(); ++i) {
    EXPECT_NEAR(static_cast<double>(got[i]), wanted[i], kTolerance * std::max(1.0, std::abs(wanted[i])))
        << what << " " << i;
  }
}

TEST(Chain, TheSumIsThatOverAllPaths) {
  for (const Lattice& l : lattices()) {
    std::vector<Scalar> before(l.size());
    const double sum = log_sum_by_hand(l);
    EXPECT_NEAR(kernels::chain_sum(l.chain(), before.data()), sum, kTolerance * std::max(1.0, std::abs(sum)));
    const std::vector<Scalar> path = some_path(l);
    EXPECT_NEAR(kernels::chain_score(l.chain(), path.data()), l.score(whole(path)), kTolerance * 100);
  }
}

TEST(Chain, LossAndGradientsAreThoseOfAllPaths) {
  constexpr double kScale = 0.5;
  for (const Lattice& l : lattices()) {
    const std::vector<Scalar> path = some_path(l);
    const double sum = log_sum_by_hand(l);
    Used used(l);
    l.each_path([&](const auto& p) { used.add(l, p, kScale * std::exp(l.score(p) - sum)); });
    used.add(l, whole(path), -kScale);
    std::vector<Scalar> room(2 * l.size()), d_scores(l.size(), 0), d_transitions(l.transitions.size(), 0),
        d_start(l.start.size(), 0), d_end(l.end.size(), 0);
    const kernels::ChainGradients d{d_scores.data(), d_transitions.data(), d_start.data(), d_end.data()};
    const double loss = kernels::chain_loss(l.chain(), path.data(), Scalar(kScale), room.data(), d);
    EXPECT_NEAR(loss, sum - l.score(whole(path)), kTolerance * std::max(1.0, std::abs(sum)) * 10);
    EXPECT_NEAR(kernels::chain_loss(l.chain(), path.data(), Scalar(kScale), room.data(), {}), loss, 1e-12);
    expect_near(d_scores, used.scores, "scores");
    expect_near(d_transitions, used.transitions, "transitions");
    expect_near(d_start, used.start, "start");
    expect_near(d_end, used.end, "end");
  }
}

TEST(Chain, ThePathFoundIsTheBestOfAll) {
  for (const Lattice& l : lattices()) {
    std::vector<Scalar> margins(l.size()), before(l.size()), behind(l.size()), room(2 * l.size()),
        path(static_cast<size_t>(l.steps));
    kernels::chain_best(l.chain(), margins.data(), before.data(), behind.data(), room.data());
    kernels::chain_best_path(margins.data(), l.steps, l.tags, path.data());
    std::vector<double> through(l.size(), -1e300);  // the best path through each tag
    double best = -1e300;
    std::vector<int64_t> winner;
    l.each_path([&](const auto& p) {
      const double score = l.score(p);
      if (score > best) winner = p;
      best = std::max(best, score);
      for (size_t t = 0; t < p.size(); ++t) {
        double& own = through[t * static_cast<size_t>(l.tags) + static_cast<size_t>(p[t])];
        own = std::max(own, score);
      }
    });
    EXPECT_EQ(whole(path), winner);
    for (size_t i = 0; i < margins.size(); ++i) {
      double past = l.tags > 1 ? -1e300 : through[i];  // the best path with another tag there
      for (size_t k = 0; k < static_cast<size_t>(l.tags); ++k) {
        const size_t other = i - i % static_cast<size_t>(l.tags) + k;
        if (other != i) past = std::max(past, through[other]);
      }
      EXPECT_NEAR(static_cast<double>(margins[i]), through[i] - past, std::max(2e-6, kTolerance * 50)) << i;
    }
  }
}

// Of equal paths one whole path is chosen, never the halves of two.
TEST(Chain, EqualPathsAreNotMixed) {
  Lattice l(4, 2, 1);
  for (auto* v : {&l.scores, &l.start, &l.end}) std::fill(v->begin(), v->end(), Scalar(0));
  l.transitions = {1, -5, -5, 1};  // stay: 0 0 0 0 and 1 1 1 1 are as good
  std::vector<Scalar> margins(8), before(8), behind(8), room(16), path(4);
  kernels::chain_best(l.chain(), margins.data(), before.data(), behind.data(), room.data());
  kernels::chain_best_path(margins.data(), 4, 2, path.data());
  for (const Scalar tag : path) EXPECT_EQ(tag, path[0]);
}

// The same numbers as the definition by hand: two steps, two tags, uniform but for one transition of log 3.
TEST(Chain, WorkedOutByHand) {
  Lattice l(2, 2, 1);
  for (auto* v : {&l.scores, &l.start, &l.end, &l.transitions}) std::fill(v->begin(), v->end(), Scalar(0));
  l.transitions[1] = static_cast<Scalar>(std::log(3.0));  // paths 0 0, 0 1, 1 0, 1 1 weigh 1, 3, 1, 1
  const std::vector<Scalar> path{0, 1};
  std::vector<Scalar> room(8), d(4, 0), dt(4, 0), ds(2, 0), de(2, 0);
  const double loss =
      kernels::chain_loss(l.chain(), path.data(), 1, room.data(), {d.data(), dt.data(), ds.data(), de.data()});
  EXPECT_NEAR(loss, std::log(2.0), 1e-6);
  expect_near(d, {4.0 / 6 - 1, 2.0 / 6, 2.0 / 6, 4.0 / 6 - 1}, "scores");
  expect_near(dt, {1.0 / 6, 3.0 / 6 - 1, 1.0 / 6, 1.0 / 6}, "transitions");
}

// Central differences of the loss, where numbers are fine enough for them.
TEST(Chain, GradientsMatchDifferences) {
  if (sizeof(Scalar) < 8) GTEST_SKIP() << "in double precision only";
  for (Lattice& l : std::vector<Lattice>{Lattice(6, 3, 5), Lattice(9, 5, 6), Lattice(1, 3, 7)}) {
    const std::vector<Scalar> path = some_path(l);
    std::vector<Scalar> room(2 * l.size()), d_scores(l.size(), 0), d_transitions(l.transitions.size(), 0),
        d_start(l.start.size(), 0), d_end(l.end.size(), 0);
    (void)kernels::chain_loss(l.chain(), path.data(), 1, room.data(),
                              {d_scores.data(), d_transitions.data(), d_start.data(), d_end.data()});
    const std::pair<std::vector<Scalar>*, std::vector<Scalar>*> pairs[] = {
        {&l.scores, &d_scores}, {&l.transitions, &d_transitions}, {&l.start, &d_start}, {&l.end, &d_end}};
    for (const auto& [x, d] : pairs) {
      for (size_t i = 0; i < x->size(); ++i) {
        constexpr double kStep = 1e-5;
        const Scalar old = (*x)[i];
        const auto loss_at = [&](double offset) {
          (*x)[i] = static_cast<Scalar>(old + offset);
          return kernels::chain_loss(l.chain(), path.data(), 1, room.data(), {});
        };
        const double numeric = (loss_at(kStep) - loss_at(-kStep)) / (2 * kStep);
        (*x)[i] = old;
        EXPECT_NEAR(static_cast<double>((*d)[i]), numeric, 1e-8);
      }
    }
  }
}

// The same of the margins, weighted at random; where a step leads to another best path there is a kink.
TEST(Chain, GradientsOfMarginsMatchDifferences) {
  if (sizeof(Scalar) < 8) GTEST_SKIP() << "in double precision only";
  int checked = 0;
  for (Lattice& l : std::vector<Lattice>{Lattice(6, 3, 5), Lattice(4, 5, 6), Lattice(1, 3, 7), Lattice(5, 2, 8)}) {
    const Lattice weights(l.steps, l.tags, 77);
    std::vector<Scalar> margins(l.size()), before(l.size()), behind(l.size()), room(2 * l.size());
    const auto sum = [&] {
      kernels::chain_best(l.chain(), margins.data(), before.data(), behind.data(), room.data());
      double total = 0;
      for (size_t i = 0; i < l.size(); ++i) total += static_cast<double>(margins[i] * weights.scores[i]);
      return total;
    };
    (void)sum();
    std::vector<Scalar> d_scores(l.size(), 0), d_transitions(l.transitions.size(), 0), d_start(l.start.size(), 0),
        d_end(l.end.size(), 0);
    kernels::chain_best_backward(l.chain(), weights.scores.data(), margins.data(), before.data(), behind.data(),
                                 room.data(), {d_scores.data(), d_transitions.data(), d_start.data(), d_end.data()});
    const std::pair<std::vector<Scalar>*, std::vector<Scalar>*> pairs[] = {
        {&l.scores, &d_scores}, {&l.transitions, &d_transitions}, {&l.start, &d_start}, {&l.end, &d_end}};
    for (const auto& [x, d] : pairs) {
      for (size_t i = 0; i < x->size(); ++i) {
        const Scalar old = (*x)[i];
        const auto slope = [&](double step) {
          (*x)[i] = static_cast<Scalar>(old + step);
          const double high = sum();
          (*x)[i] = static_cast<Scalar>(old - step);
          return (high - sum()) / (2 * step);
        };
        const double wide = slope(1e-4), narrow = slope(1e-5);
        (*x)[i] = old;
        if (std::abs(wide - narrow) > 1e-6) continue;
        EXPECT_NEAR(static_cast<double>((*d)[i]), narrow, 1e-6);
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 100);
}

}  // namespace
