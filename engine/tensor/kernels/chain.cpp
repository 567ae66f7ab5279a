#include "engine/tensor/kernels/chain.h"

#include <algorithm>
#include <cmath>

namespace engine::kernels {
namespace {

// log sum_i exp(x(i)), or -infinity where all are.
template <class X>
double log_sum(int64_t n, const X& x) {
  double most = x(0), sum = 0;
  for (int64_t i = 1; i < n; ++i) most = std::max(most, x(i));
  if (!std::isfinite(most)) return most;
  for (int64_t i = 0; i < n; ++i) sum += std::exp(x(i) - most);
  return most + std::log(sum);
}

template <class X>
int64_t largest(int64_t n, const X& x) {
  int64_t best = 0;
  for (int64_t i = 1; i < n; ++i) {
    if (x(i) > x(best)) best = i;
  }
  return best;
}

// The largest but one of the tags; -1 where there is one only.
int64_t second(int64_t n, int64_t best, const Scalar* margins) {
  int64_t found = -1;
  for (int64_t k = 0; k < n; ++k) {
    if (k != best && (found < 0 || margins[k] > margins[found])) found = k;
  }
  return found;
}

double wide(Scalar x) { return static_cast<double>(x); }

}  // namespace

double chain_score(const Chain& c, const Scalar* path) {
  const auto tag = [&](int64_t t) { return static_cast<int64_t>(path[t]); };
  double score = wide(c.start[tag(0)]) + wide(c.end[tag(c.steps - 1)]);
  for (int64_t t = 0; t < c.steps; ++t) {
    score += wide(c.scores[t * c.tags + tag(t)]);
    if (t > 0) score += wide(c.transitions[tag(t - 1) * c.tags + tag(t)]);
  }
  return score;
}

double chain_sum(const Chain& c, Scalar* before) {
  const int64_t n = c.tags;
  for (int64_t k = 0; k < n; ++k) before[k] = c.start[k] + c.scores[k];
  for (int64_t t = 1; t < c.steps; ++t) {
    const Scalar* last = before + (t - 1) * n;
    for (int64_t k = 0; k < n; ++k) {
      before[t * n + k] =
          static_cast<Scalar>(log_sum(n, [&](int64_t j) { return wide(last[j]) + wide(c.transitions[j * n + k]); }) +
                              wide(c.scores[t * n + k]));
    }
  }
  const Scalar* last = before + (c.steps - 1) * n;
  return log_sum(n, [&](int64_t k) { return wide(last[k]) + wide(c.end[k]); });
}

void chain_sum_behind(const Chain& c, Scalar* behind) {
  const int64_t n = c.tags;
  std::copy_n(c.end, n, behind + (c.steps - 1) * n);
  for (int64_t t = c.steps - 1; t-- > 0;) {
    const Scalar *next = behind + (t + 1) * n, *own = c.scores + (t + 1) * n;
    for (int64_t j = 0; j < n; ++j) {
      behind[t * n + j] = static_cast<Scalar>(
          log_sum(n, [&](int64_t k) { return wide(c.transitions[j * n + k]) + wide(own[k]) + wide(next[k]); }));
    }
  }
}

double chain_loss(const Chain& c, const Scalar* path, Scalar scale, Scalar* room, const ChainGradients& d) {
  const int64_t n = c.tags;
  Scalar *before = room, *behind = room + c.steps * n;
  const double sum = chain_sum(c, before), loss = sum - chain_score(c, path);
  if (!d.scores && !d.transitions) return loss;
  chain_sum_behind(c, behind);
  const auto share = [&](double log_share) { return static_cast<Scalar>(wide(scale) * std::exp(log_share - sum)); };
  for (int64_t t = 0; t < c.steps; ++t) {
    const auto tag = static_cast<int64_t>(path[t]), last = t > 0 ? static_cast<int64_t>(path[t - 1]) : 0;
    const Scalar *a = before + t * n, *b = behind + t * n;
    for (int64_t k = 0; k < n; ++k) {
      const Scalar g = share(wide(a[k]) + wide(b[k])) - (k == tag ? scale : 0);
      if (d.scores) d.scores[t * n + k] += g;
      if (d.transitions && t == 0) d.start[k] += g;
      if (d.transitions && t == c.steps - 1) d.end[k] += g;
    }
    for (int64_t j = 0; d.transitions && t > 0 && j < n; ++j) {
      const double from = wide(before[(t - 1) * n + j]);
      for (int64_t k = 0; k < n; ++k) {
        const double pair = from + wide(c.transitions[j * n + k]) + wide(c.scores[t * n + k]) + wide(b[k]);
        d.transitions[j * n + k] += share(pair) - (j == last && k == tag ? scale : 0);
      }
    }
  }
  return loss;
}

void chain_best(const Chain& c, Scalar* margins, Scalar* before, Scalar* behind, Scalar* room) {
  constexpr Scalar kLeast = Scalar(-1e-6);
  const int64_t n = c.tags, end = c.steps - 1;
  Scalar *up_to = room, *from = room + c.steps * n;
  for (int64_t k = 0; k < n; ++k) {
    up_to[k] = c.start[k] + c.scores[k];
    before[k] = 0;
    from[end * n + k] = c.end[k];
    behind[end * n + k] = 0;
  }
  for (int64_t t = 1; t < c.steps; ++t) {
    const Scalar* last = up_to + (t - 1) * n;
    for (int64_t k = 0; k < n; ++k) {
      const auto reach = [&](int64_t j) { return last[j] + c.transitions[j * n + k]; };
      const int64_t j = largest(n, reach);
      up_to[t * n + k] = reach(j) + c.scores[t * n + k];
      before[t * n + k] = static_cast<Scalar>(j);
    }
  }
  for (int64_t t = end; t-- > 0;) {
    const Scalar *next = from + (t + 1) * n, *own = c.scores + (t + 1) * n;
    for (int64_t j = 0; j < n; ++j) {
      const auto reach = [&](int64_t k) { return c.transitions[j * n + k] + own[k] + next[k]; };
      const int64_t k = largest(n, reach);
      from[t * n + j] = reach(k);
      behind[t * n + j] = static_cast<Scalar>(k);
    }
  }
  int64_t tag = largest(n, [&](int64_t k) { return up_to[end * n + k] + c.end[k]; });
  const Scalar best = up_to[end * n + tag] + c.end[tag];
  for (int64_t i = 0; i < c.steps * n; ++i) margins[i] = std::min(kLeast, up_to[i] + from[i] - best);
  for (int64_t t = end; t >= 0; --t) {
    const int64_t next = second(n, tag, margins + t * n);
    margins[t * n + tag] = next < 0 ? 0 : -margins[t * n + next];
    tag = static_cast<int64_t>(before[t * n + tag]);
  }
}

void chain_best_path(const Scalar* margins, int64_t steps, int64_t tags, Scalar* path) {
  for (int64_t t = 0; t < steps; ++t) {
    path[t] = static_cast<Scalar>(largest(tags, [&](int64_t k) { return margins[t * tags + k]; }));
  }
}

// A margin grows with every score on the best path through its tag and shrinks with those on the best path past it:
// for the tag of the best path that is the one through the second, for all others the best path itself. The gradients
// run along the paths: all that comes from behind a tag leads on to the tag before it, and the reverse.
void chain_best_backward(const Chain& c, const Scalar* d_margins, const Scalar* margins, const Scalar* before,
                         const Scalar* behind, Scalar* room, const ChainGradients& d) {
  const int64_t n = c.tags, count = c.steps * n;
  Scalar *back = room, *on = room + count;
  std::copy_n(d_margins, count, back);
  for (int64_t t = 0; t < c.steps; ++t) {
    Scalar* own = back + t * n;
    const int64_t tag = largest(n, [&](int64_t k) { return margins[t * n + k]; });
    const int64_t next = second(n, tag, margins + t * n);
    const Scalar wins = own[tag];
    for (int64_t k = 0; k < n; ++k) own[tag] -= k == tag ? 0 : own[k];
    if (next >= 0) {
      own[next] -= wins;
    } else {
      own[tag] = 0;
    }
  }
  std::copy_n(back, count, on);
  if (d.scores) {
    for (int64_t i = 0; i < count; ++i) d.scores[i] -= back[i];  // counted once, added twice below
  }
  for (int64_t t = c.steps - 1; t >= 0; --t) {
    for (int64_t k = 0; k < n; ++k) {
      const Scalar g = back[t * n + k];
      if (d.scores) d.scores[t * n + k] += g;
      const auto j = static_cast<int64_t>(before[t * n + k]);
      if (t > 0) back[(t - 1) * n + j] += g;
      if (d.transitions) (t > 0 ? d.transitions[j * n + k] : d.start[k]) += g;
    }
  }
  for (int64_t t = 0; t < c.steps; ++t) {
    for (int64_t j = 0; j < n; ++j) {
      const Scalar g = on[t * n + j];
      if (d.scores) d.scores[t * n + j] += g;
      const auto k = static_cast<int64_t>(behind[t * n + j]);
      if (t + 1 < c.steps) on[(t + 1) * n + k] += g;
      if (d.transitions) (t + 1 < c.steps ? d.transitions[j * n + k] : d.end[j]) += g;
    }
  }
}

}  // namespace engine::kernels
