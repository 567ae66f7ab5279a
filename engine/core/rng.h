// Random numbers that are the same on every machine: xoshiro256** (Blackman, Vigna 2018) seeded by splitmix64.
#pragma once

#include <cstdint>
#include <utility>

namespace engine {

class Rng {
 public:
  // `stream` separates uses of one seed (weights of node 3, shuffling, noise) from each other.
  explicit Rng(uint64_t seed = 0, uint64_t stream = 0);

  uint64_t bits();
  double uniform();                         // [0, 1)
  double uniform(double low, double high);  // [low, high)
  double normal();                          // mean 0, standard deviation 1 (Box-Muller, no state kept)
  uint64_t below(uint64_t n);               // 0 .. n-1, without bias; n >= 1

  template <class Range>
  void shuffle(Range& items) {
    for (uint64_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  uint64_t state_[4];
};

// A stable 64-bit hash of a text, for streams named by node ids (FNV-1a).
uint64_t stream_of(const char* text, uint64_t salt = 0);

}  // namespace engine
