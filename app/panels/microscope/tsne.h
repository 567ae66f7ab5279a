// t-SNE: places in the plane whose neighbourhoods are those of the rows of a table (van der Maaten and Hinton 2008),
// every pair taken into account. Time of a step grows with the square of the rows. Arithmetic only.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace app {

constexpr int kTsneSteps = 1000;

class Tsne {
 public:
  // rows [n, columns]; begins near `start` [n]. `perplexity`: neighbours that count for each row, made smaller where
  // there are too few rows. Numbers that are not finite count as 0.
  Tsne(std::span<const float> rows, int64_t n, int64_t columns, double perplexity,
       std::span<const std::array<float, 2>> start);

  // One step downhill with momentum and a rate of its own for every number; in the first quarter of kTsneSteps the
  // similarities count twelvefold, so that groups find together.
  void step();
  int steps() const { return steps_; }
  double perplexity() const { return perplexity_; }

  // Kullback-Leibler divergence of the similarities in the plane from those of the rows (equation 2), in nats, and its
  // gradient by the places [n, 2] (equation 5).
  double cost() const;
  void gradient(std::vector<double>& out) const { gradient(1, out); }
  // p_ij of equation 1, symmetric: (p_j|i + p_i|j) / 2n. [n, n], with sum 1.
  const std::vector<double>& similarities() const { return p_; }

  std::vector<double>& places() { return y_; }  // [n, 2]
  const std::vector<double>& places() const { return y_; }

 private:
  void find_similarities(std::span<const float> rows, int64_t columns);
  void gradient(double exaggeration, std::vector<double>& out) const;

  size_t n_ = 0;
  double perplexity_ = 30;
  int steps_ = 0;
  std::vector<double> p_, y_, velocity_, gain_, slope_;
};

}  // namespace app
