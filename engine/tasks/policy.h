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

// R_t = r_t + gamma R_t+1 along an episode that ends with it.
void discounted_returns(std::span<const double> reward, double gamma, std::span<double> returns);

// What was met in several worlds, step by step: that of step t in world w lies at t * worlds + w.
struct MetSteps {
  std::span<const double> reward, value, next;  // next: what the state that follows is worth
  std::span<const uint8_t> over;                // the episode ends with this step
  size_t worlds = 1;
};
// delta_t = r_t + gamma next_t - V_t,  A_t = delta_t + gamma lambda A_t+1 within an episode,  R_t = A_t + V_t
void generalised_advantages(const MetSteps& met, double gamma, double lambda, std::span<double> advantage,
                            std::span<double> returns);

// Brings them to mean 0 and standard deviation 1; leaves fewer than two as they are.
void standardise_advantages(std::span<double> advantage);

}  // namespace engine
