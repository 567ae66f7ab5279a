// Restricted Boltzmann machines: layers that model their input (LayerType::models_input). What units are probably on
// given the others, drawing them, and the free energy. Works on plain numbers; knows no way of training.
#pragma once

#include <span>
#include <vector>

#include "engine/core/rng.h"
#include "engine/graph/network.h"

namespace engine {

// A machine with its numbers, which others own: E(v, h) = -h^T W v - c^T h - b^T v, or |v - b|^2 / 2 in place of the
// last term where the visible units are normal.
struct Boltzmann {
  int64_t visible = 0, hidden = 0;
  bool gaussian = false;                                  // visible units are normal with variance 1; else 0 or 1
  const Scalar* weight = nullptr;                         // W [hidden, visible]
  const Scalar *bias = nullptr, *visible_bias = nullptr;  // c [hidden], b [visible]
  std::span<const int64_t> off{};                         // hidden units that are switched off: never on

  // p(h = 1 | v) [rows, hidden] of v [rows, visible].
  void hidden_given(const Scalar* v, int64_t rows, Scalar* p) const;
  // p(v = 1 | h), or the mean of v, [rows, visible] of h [rows, hidden].
  void visible_given(const Scalar* h, int64_t rows, Scalar* mean) const;
  // Draws what those are probabilities or means of, in place, in the order of the numbers.
  void draw_hidden(Scalar* p, int64_t rows, Rng& rng) const;
  void draw_visible(Scalar* mean, int64_t rows, Rng& rng) const;
  // A round of Gibbs sampling: h given v, then v given h. Leaves the drawn h in `h` [rows, hidden].
  void round(Scalar* v, int64_t rows, Scalar* h, Rng& rng) const;
  // F(v) = -log sum over h of exp(-E(v, h)), the mean over the rows. `room` [rows, hidden].
  double free_energy(const Scalar* v, int64_t rows, Scalar* room) const;
};

// The machine of a node of a network, by which it must be one; `off` of its masks are those it has units for.
struct BoltzmannNode {
  int node = -1, source = -1;                      // itself, and the node whose output it models
  int64_t weight = 0, bias = 0, visible_bias = 0;  // offsets into the parameters of the network
  int64_t visible = 0, hidden = 0;
  bool gaussian = false;
  std::vector<int64_t> off;

  Boltzmann machine(std::span<const Scalar> parameters) const;
};
// All of a network, in the order of its passes.
std::vector<BoltzmannNode> boltzmann_nodes(const Network& network);

}  // namespace engine
