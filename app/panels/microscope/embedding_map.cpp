// Where the tokens of an embedding lie, and which are near each other: see embedding.h.
#include <algorithm>
#include <cmath>

#include "app/panels/microscope/embedding.h"
#include "engine/data/principal_components.h"

namespace app {
namespace {

constexpr int64_t kMostTokenClasses = 10;  // that have a colour of their own
constexpr size_t kMostTokenRows = 20'000;  // that are counted

}  // namespace

TokenMap map_tokens(std::span<const float> table, const engine::Shape& shape, const TokenMap& before) {
  TokenMap map;
  if (shape.rank() != 2 || shape.count() != static_cast<int64_t>(table.size()) || table.empty()) return map;
  const std::vector<engine::Scalar> rows(table.begin(), table.end());
  const engine::ConstView view{rows.data(), shape[0], {shape[1]}};
  const engine::PrincipalComponents pca = engine::principal_components(view, false);
  for (int64_t i = 0; i < shape[0]; ++i) {
    const auto p = pca.project(view.row(i));
    map.places.push_back({static_cast<float>(p[0]), static_cast<float>(p[1]), static_cast<float>(p[2])});
  }
  const double all = pca.total_variance;
  map.explained = all > 0 ? (pca.variance[0] + pca.variance[1]) / all : 0;
  map.in_space = all > 0 ? map.explained + pca.variance[2] / all : 0;
  if (before.places.size() != map.places.size()) return map;
  for (size_t axis = 0; axis < 3; ++axis) {  // an axis has no sign of its own: take the one that moves points least
    double same = 0;
    for (size_t i = 0; i < map.places.size(); ++i) {
      same += static_cast<double>(map.places[i][axis]) * static_cast<double>(before.places[i][axis]);
    }
    for (size_t i = 0; same < 0 && i < map.places.size(); ++i) map.places[i][axis] = -map.places[i][axis];
  }
  return map;
}

std::vector<int> token_classes(const engine::PreparedData& data) {
  const engine::Dataset& raw = data.raw;
  const int64_t tokens = static_cast<int64_t>(raw.vocabulary.size()), classes = raw.classes;
  const int64_t steps = raw.inputs.columns();
  const bool whole = raw.target_shape.rank() == 0, each = raw.target_shape == engine::Shape{steps};
  const bool are_tokens = raw.class_names == raw.vocabulary || classes == tokens;
  if (tokens == 0 || classes < 2 || classes > kMostTokenClasses || are_tokens || (!whole && !each)) return {};
  std::vector<double> counts(static_cast<size_t>(tokens * classes)), of_class(static_cast<size_t>(classes));
  const std::vector<int64_t>& rows = data.rows[0];
  for (size_t r = 0; r < std::min(rows.size(), kMostTokenRows); ++r) {
    const engine::Scalar* row = raw.inputs.row(rows[r]);
    for (int64_t s = 0; s < steps; ++s) {
      const auto token = static_cast<int64_t>(row[s]);
      const auto at =
          static_cast<size_t>(rows[r]) * static_cast<size_t>(each ? steps : 1) + static_cast<size_t>(each ? s : 0);
      const auto label = static_cast<int64_t>(raw.targets[at]);
      if (token < (whole ? 1 : 0) || token >= tokens || label < 0 || label >= classes) continue;  // 0 pads a text
      ++counts[static_cast<size_t>(token * classes + label)];
      ++of_class[static_cast<size_t>(label)];
    }
  }
  std::vector<int> out(static_cast<size_t>(tokens), -1);
  for (int64_t token = 0; token < tokens; ++token) {
    double best = 0;
    for (int64_t k = 0; k < classes; ++k) {
      const double n = counts[static_cast<size_t>(token * classes + k)];
      const double rate = whole && n > 0 ? n / of_class[static_cast<size_t>(k)] : n;
      if (!(rate > best)) continue;
      best = rate;
      out[static_cast<size_t>(token)] = static_cast<int>(k);
    }
  }
  return out;
}

std::vector<Neighbour> neighbours_of(std::span<const float> table, const engine::Shape& shape, int64_t token,
                                     size_t count) {
  std::vector<Neighbour> list;
  if (shape.rank() != 2 || token < 0 || token >= shape[0]) return list;
  const auto columns = static_cast<size_t>(shape[1]);
  const auto row = [&](int64_t i) { return table.subspan(static_cast<size_t>(i) * columns, columns); };
  const auto dot = [&](int64_t a, int64_t b) {
    double sum = 0;
    for (size_t k = 0; k < columns; ++k) sum += static_cast<double>(row(a)[k]) * static_cast<double>(row(b)[k]);
    return sum;
  };
  const double own = std::sqrt(dot(token, token));
  for (int64_t i = 0; i < shape[0]; ++i) {
    const double other = std::sqrt(dot(i, i)), cosine = dot(token, i) / (own * other);
    if (i != token && other > 0 && own > 0 && std::isfinite(cosine)) list.push_back({i, cosine});
  }
  count = std::min(count, list.size());
  std::partial_sort(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(count), list.end(),
                    [](const Neighbour& a, const Neighbour& b) { return a.cosine > b.cosine; });
  list.resize(count);
  return list;
}

}  // namespace app
