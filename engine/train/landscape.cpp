#include "engine/train/landscape.h"

#include <algorithm>
#include <cmath>

#include "engine/tensor/symmetric_eigen.h"

namespace engine {
namespace {

constexpr int64_t kPointBudget = 40'000'000;  // multiply-adds of one point
constexpr int64_t kLeastSamples = 32, kMostSamples = 1024;

double dot(std::span<const Scalar> a, std::span<const Scalar> b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

// d *= |w| / |d| for each filter of a parameter.
void normalise_filters(std::span<const Scalar> w, std::span<Scalar> d, int64_t filters) {
  const size_t size = w.size() / static_cast<size_t>(filters);
  for (size_t f = 0; f < static_cast<size_t>(filters); ++f) {
    const auto own = w.subspan(f * size, size);
    const auto way = d.subspan(f * size, size);
    const double length = std::sqrt(dot(way, way)), wanted = std::sqrt(dot(own, own));
    const auto factor = static_cast<Scalar>(length > 0 ? wanted / length : 0);
    for (Scalar& v : way) v *= factor;
  }
}

std::vector<Scalar> random_direction(const Network& network, std::span<const Scalar> centre, Rng rng) {
  std::vector<Scalar> d(centre.size());
  for (size_t n = 0; n < network.spec().nodes.size(); ++n) {
    const int node = static_cast<int>(n);
    if (network.frozen(node)) continue;
    for (const NodeParameter& p : network.node_parameters(node)) {
      if (!p.spec.trained || p.spec.shape.rank() < 2) continue;
      const auto count = static_cast<size_t>(p.spec.shape.count());
      const std::span<Scalar> part = std::span(d).subspan(static_cast<size_t>(p.offset), count);
      for (Scalar& v : part) v = static_cast<Scalar>(rng.normal());
      normalise_filters(centre.subspan(static_cast<size_t>(p.offset), count), part, p.spec.shape[0]);
    }
  }
  for (const Network::Piece& piece : network.held()) std::fill_n(d.begin() + piece.begin, piece.count, Scalar(0));
  return d;
}

// Around the points of the path, with room on each side.
void fit_path(Landscape& l, std::span<const std::vector<Scalar>> path) {
  l.x_low = l.x_high = l.y_low = l.y_high = 0;
  for (const std::vector<Scalar>& p : path) {
    const PlanePoint at = project(*l.plane, p);
    l.x_low = std::min(l.x_low, at.x);
    l.x_high = std::max(l.x_high, at.x);
    l.y_low = std::min(l.y_low, at.y);
    l.y_high = std::max(l.y_high, at.y);
  }
  const double wide = std::max(l.x_high - l.x_low, l.y_high - l.y_low);
  const auto widen = [&](double& low, double& high) {
    const double room = std::max(0.35 * (high - low), 0.3 * wide);
    low -= room;
    high += room;
  };
  widen(l.x_low, l.x_high);
  widen(l.y_low, l.y_high);
}

class Slice {
 public:
  Slice(Trainer& trainer, Landscape& landscape) : trainer_(trainer), l_(landscape), done_(l_.loss.size()) {}

  // Fills the blocks of `step` points whose corner is not computed yet. False: stopped.
  bool fill(int step, const std::function<bool(const Landscape&)>& shown) {
    for (int row = 0; row < l_.side; row += step) {
      for (int column = 0; column < l_.side; column += step) {
        const size_t at = static_cast<size_t>(row) * static_cast<size_t>(l_.side) + static_cast<size_t>(column);
        if (done_[at]) continue;
        const double part = 1.0 / (l_.side - 1);
        const auto loss = static_cast<float>(loss_at(l_.x_low + (l_.x_high - l_.x_low) * column * part,
                                                     l_.y_high - (l_.y_high - l_.y_low) * row * part));
        done_[at] = true;
        ++l_.done;
        for (int y = row; y < std::min(l_.side, row + step); ++y) {
          for (int x = column; x < std::min(l_.side, column + step); ++x) {
            const size_t near = static_cast<size_t>(y) * static_cast<size_t>(l_.side) + static_cast<size_t>(x);
            if (!done_[near] || near == at) l_.loss[near] = loss;
          }
        }
        if (!shown(l_)) return false;
      }
    }
    return true;
  }

  double loss_at(double x, double y) {
    const ParameterPlane& p = *l_.plane;
    const std::span<Scalar> w = trainer_.network().parameters();
    const auto a = static_cast<Scalar>(x), b = static_cast<Scalar>(y);
    for (size_t i = 0; i < w.size(); ++i) w[i] = p.centre[i] + a * p.across[i] + b * p.up[i];
    return trainer_.evaluate_first(Split::train, l_.samples).loss;
  }

 private:
  Trainer& trainer_;
  Landscape& l_;
  std::vector<bool> done_;
};

}  // namespace

ParameterPlane random_plane(const Network& network, std::span<const Scalar> centre, uint64_t seed) {
  return {{centre.begin(), centre.end()},
          random_direction(network, centre, Rng(seed, 1)),
          random_direction(network, centre, Rng(seed, 2)),
          0};
}

ParameterPlane path_plane(std::span<const std::vector<Scalar>> path) {
  ParameterPlane plane;
  if (path.empty()) return plane;
  plane.centre = path.back();
  const size_t n = path.size() - 1, count = plane.centre.size();
  if (n < 2) return plane;
  std::vector<std::vector<Scalar>> away(n);
  for (size_t i = 0; i < n; ++i) {
    if (path[i].size() != count) return plane;
    for (size_t k = 0; k < count; ++k) away[i].push_back(path[i][k] - plane.centre[k]);
  }
  std::vector<double> gram(n * n);
  double all = 0;
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j <= i; ++j) gram[i * n + j] = gram[j * n + i] = dot(away[i], away[j]);
    all += gram[i * n + i];
  }
  if (!std::isfinite(all) || all <= 0) return plane;
  const SymmetricEigen eigen = symmetric_eigen(gram, static_cast<int64_t>(n));
  if (!(eigen.values[1] > 1e-9 * eigen.values[0])) return plane;
  for (size_t axis = 0; axis < 2; ++axis) {
    std::vector<Scalar>& way = axis == 0 ? plane.across : plane.up;
    way.assign(count, Scalar{0});
    for (size_t i = 0; i < n; ++i) {
      const auto part = static_cast<Scalar>(eigen.vectors[axis * n + i] / std::sqrt(eigen.values[axis]));
      for (size_t k = 0; k < count; ++k) way[k] += part * away[i][k];
    }
  }
  plane.shown = (eigen.values[0] + eigen.values[1]) / all;
  return plane;
}

PlanePoint project(const ParameterPlane& plane, std::span<const Scalar> parameters) {
  if (parameters.size() != plane.centre.size() || plane.across.size() != plane.centre.size()) return {};
  double xx = 0, xy = 0, yy = 0, xd = 0, yd = 0;
  for (size_t i = 0; i < parameters.size(); ++i) {
    const auto d = static_cast<double>(parameters[i]) - static_cast<double>(plane.centre[i]);
    const auto a = static_cast<double>(plane.across[i]), b = static_cast<double>(plane.up[i]);
    xx += a * a;
    xy += a * b;
    yy += b * b;
    xd += a * d;
    yd += b * d;
  }
  const double det = xx * yy - xy * xy;
  if (!(det > 1e-12 * xx * yy)) return {};
  return {(yy * xd - xy * yd) / det, (xx * yd - xy * xd) / det};
}

Status compute_landscape(const LandscapeRequest& request, const std::function<bool(const Landscape&)>& shown) {
  auto made = Trainer::create(request.experiment, nullptr, request.data);
  if (!made) return made.error();
  Trainer& trainer = **made;
  Network& network = trainer.network();
  if (request.parameters.size() != network.parameters().size())
    return error("The network has {} parameters, but {} came. Compute the picture again.", network.parameters().size(),
                 request.parameters.size());
  Landscape l;
  l.plane = std::make_shared<ParameterPlane>(
      request.path.empty() ? random_plane(network, request.parameters, request.seed) : path_plane(request.path));
  if (l.plane->across.empty()) return error("The path does not span a plane yet: train for some more steps.");
  l.x_low = l.y_low = -request.reach;
  l.x_high = l.y_high = request.reach;
  if (!request.path.empty()) fit_path(l, request.path);
  l.side = std::max(3, request.side);
  l.loss.assign(static_cast<size_t>(l.side) * static_cast<size_t>(l.side), NAN);
  const int64_t cost = std::max<int64_t>(1, network.info().total.multiply_adds);
  l.samples =
      std::min(std::clamp(kPointBudget / cost, kLeastSamples, kMostSamples), trainer.data().count(Split::train));
  Slice slice(trainer, l);
  l.centre = slice.loss_at(0, 0);
  int step = 1;
  while (step * 4 < l.side) step *= 2;
  for (; step >= 1; step /= 2) {
    if (!slice.fill(step, shown)) break;
  }
  return {};
}

}  // namespace engine
