// A policy as the network gives it: scores of the actions, of which shares are made, and behind them what the state is
// worth. Draws actions, and gives the loss of the policy gradient with its gradient.
#pragma once

#include <array>
#include <span>

#include "engine/core/rng.h"
#include "engine/tensor/tensor.h"

namespace engine {

// Shares of the actions, a softmax of their scores, and the logarithms of the shares.
struct ActionShares {
  static constexpr size_t kMost = 16;  // actions
  std::array<double, kMost> share{}, log{};
  ActionShares(const Scalar* scores, int64_t actions);
};

// An action by its share.
int draw_action(const Scalar* scores, int64_t actions, Rng& rng);

struct PolicyTerms {
  double value_weight = 0.5, entropy_weight = 0;
  bool values = true;  // the last output is learned
};
struct PolicyLoss {
  double policy = 0, value = 0, entropy = 0;  // means, not weighted
  double whole = 0;
};
// output [rows, actions + 1]:
//   mean over rows of  -A log p(a) + value_weight (V - R)^2 - entropy_weight H(p)
// with its gradient in d_output.
PolicyLoss policy_loss(ConstView output, std::span<const int32_t> action, std::span<const double> advantage,
                       std::span<const double> returns, const PolicyTerms& terms, Scalar* d_output);

// Brings them to mean 0 and standard deviation 1; leaves fewer than two as they are.
void standardise_advantages(std::span<double> advantage);

}  // namespace engine
