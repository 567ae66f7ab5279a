// The numbers behind an attention picture: what one query makes of its keys. Draws nothing.
#pragma once

#include <span>
#include <vector>

#include "engine/train/snapshot.h"

namespace app {

// Attention weights [heads, queries, keys] with the queries [queries, width] and keys [keys, width] that they come
// from, and the values that they share out.
struct AttentionNumbers {
  const engine::WatchedTensor* weights = nullptr;
  const engine::WatchedTensor* query = nullptr;
  const engine::WatchedTensor* key = nullptr;
  const engine::WatchedTensor* value = nullptr;  // [keys, its width]

  bool sound() const;
  int64_t heads() const { return weights->shape[0]; }
  int64_t queries() const { return weights->shape[1]; }
  int64_t keys() const { return weights->shape[2]; }
  int64_t size() const { return query->shape[1] / heads(); }  // columns of one head
  float weight(int64_t head, int64_t i, int64_t j) const;
  std::span<const float> row(int64_t head, int64_t i) const;  // [keys]
  // q . k of one head, before it is divided by sqrt(size).
  double product(int64_t head, int64_t i, int64_t j) const;
  // Mean over the first `count` queries of the entropy of their weights, in bits: 0 for one key, log2(n) for all alike.
  double entropy(int64_t head, int64_t count) const;
  // The first numbers, at most `most`, of what a key offers a head; and of what the head makes of them for a query: the
  // sum over all keys of weight times value.
  std::vector<float> offered(int64_t head, int64_t j, int64_t most) const;
  std::vector<float> taken(int64_t head, int64_t i, int64_t most) const;
  // Keys with a weight above 0.
  int64_t seen(int64_t head, int64_t i) const;
};

}  // namespace app
