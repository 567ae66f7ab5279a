#include "engine/train/top_patches.h"

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

constexpr int64_t kRows = 16;  // of a pass: it can be stopped between two of them

struct Peak {
  int64_t place = 0;
  float value = 0;
};

Peak peak_of(const Scalar* map, int64_t count) {
  Peak peak{0, -INFINITY};
  for (int64_t i = 0; i < count; ++i) {
    const auto v = static_cast<float>(map[i]);
    if (std::isfinite(v) && v > peak.value) peak = {i, v};
  }
  return peak;
}

std::vector<Scalar> cut_out(const Scalar* image, const Shape& shape, const Field& f) {
  std::vector<Scalar> pixels;
  for (int64_t c = 0; c < shape[0]; ++c) {
    for (int64_t y = f.top; y < f.bottom; ++y) {
      const Scalar* line = image + (c * shape[1] + y) * shape[2];
      pixels.insert(pixels.end(), line + f.left, line + f.right);
    }
  }
  return pixels;
}

}  // namespace

Status find_top_patches(const PatchSearch& search, const std::function<bool(const TopPatches&)>& shown) {
  auto made = Trainer::create(search.experiment, nullptr, search.data);
  if (!made) return made.error();
  Trainer& trainer = **made;
  Network& net = trainer.network();
  const int node = net.find(search.node);
  const Shape image = trainer.data().input_shape;
  const Shape shape = node < 0 ? Shape() : *net.info().nodes[static_cast<size_t>(node)].output;
  if (search.parameters.size() != net.parameters().size() || image.rank() != 3 || shape.rank() != 3)
    return error("Only layers that put out maps of an image have patches; \"{}\" does not.", search.node);
  std::copy(search.parameters.begin(), search.parameters.end(), net.parameters().begin());
  TopPatches found;
  found.best.resize(static_cast<size_t>(shape[0]));
  found.of = std::min(search.samples, trainer.data().count(Split::train));
  Tensor room;
  while (found.searched < found.of) {
    const int64_t rows = std::min({kRows, net.max_rows(), found.of - found.searched});
    room.resize(rows, image);
    const ConstView inputs = trainer.data().samples(Split::train, found.searched, rows, room.data());
    trainer.probe(inputs);
    const ConstView maps = net.activation(node);
    const int64_t places = shape[1] * shape[2];
    for (int64_t i = 0; i < rows; ++i) {
      for (int64_t k = 0; k < shape[0]; ++k) {
        std::vector<TopPatch>& best = found.best[static_cast<size_t>(k)];
        const Peak peak = peak_of(maps.row(i) + k * places, places);
        const bool full = static_cast<int64_t>(best.size()) >= search.of_each;
        if (!(peak.value > -INFINITY) || (full && peak.value <= best.back().value)) continue;
        TopPatch patch{trainer.data().rows[0][static_cast<size_t>(found.searched + i)],
                       peak.place / shape[2],
                       peak.place % shape[2],
                       peak.value,
                       {},
                       {}};
        patch.field = receptive_field(net.spec(), net.info(), node, patch.row, patch.column);
        if (patch.field.empty()) continue;
        patch.pixels = cut_out(inputs.row(i), image, patch.field);
        if (full) best.pop_back();
        const auto at =
            std::find_if(best.begin(), best.end(), [&](const TopPatch& p) { return p.value < patch.value; });
        best.insert(at, std::move(patch));
      }
    }
    found.searched += rows;
    if (!shown(found)) break;
  }
  return {};
}

}  // namespace engine
