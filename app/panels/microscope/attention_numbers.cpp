// What one query makes of its keys: see attention.h.
#include <algorithm>
#include <cmath>

#include "app/panels/microscope/attention.h"

namespace app {

bool AttentionNumbers::sound() const {
  if (!weights || !query || !key || !value || value->shape.rank() != 2 || weights->shape.rank() != 3 ||
      query->shape.rank() != 2 || key->shape.rank() != 2)
    return false;
  const engine::Shape& s = weights->shape;
  return s.count() > 0 && query->shape[0] == s[1] && key->shape[0] == s[2] && query->shape[1] == key->shape[1] &&
         query->shape[1] >= s[0] && value->shape[0] == s[2] && value->shape[1] >= s[0];
}

float AttentionNumbers::weight(int64_t head, int64_t i, int64_t j) const {
  return weights->values[static_cast<size_t>((head * queries() + i) * keys() + j)];
}

std::span<const float> AttentionNumbers::row(int64_t head, int64_t i) const {
  return std::span(weights->values)
      .subspan(static_cast<size_t>((head * queries() + i) * keys()), static_cast<size_t>(keys()));
}

double AttentionNumbers::product(int64_t head, int64_t i, int64_t j) const {
  double sum = 0;
  const int64_t width = query->shape[1];
  for (int64_t d = head * size(); d < (head + 1) * size(); ++d) {
    sum += static_cast<double>(query->values[static_cast<size_t>(i * width + d)]) *
           static_cast<double>(key->values[static_cast<size_t>(j * width + d)]);
  }
  return sum;
}

double AttentionNumbers::entropy(int64_t head, int64_t count) const {
  double sum = 0;
  for (int64_t i = 0; i < count; ++i) {
    for (const float p : row(head, i)) {
      if (p > 0) sum -= static_cast<double>(p) * std::log2(static_cast<double>(p));
    }
  }
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

std::vector<float> AttentionNumbers::offered(int64_t head, int64_t j, int64_t most) const {
  const int64_t width = value->shape[1], own = width / heads();
  const float* from = value->values.data() + j * width + head * own;
  return {from, from + std::min(own, most)};
}

std::vector<float> AttentionNumbers::taken(int64_t head, int64_t i, int64_t most) const {
  std::vector<float> sum;
  for (int64_t j = 0; j < keys(); ++j) {
    const std::vector<float> v = offered(head, j, most);
    sum.resize(v.size(), 0.0f);
    // A key that nobody may look at counts for nothing, whatever stands there.
    for (size_t k = 0; k < v.size() && weight(head, i, j) != 0; ++k) sum[k] += weight(head, i, j) * v[k];
  }
  return sum;
}

int64_t AttentionNumbers::seen(int64_t head, int64_t i) const {
  return std::count_if(row(head, i).begin(), row(head, i).end(), [](float p) { return p > 0; });
}

}  // namespace app
