// What a tile of the canvas shows: out of watched tensors into its picture, curve, bars, histogram or words.
#include <algorithm>
#include <cmath>

#include "app/panels/network/pictures.h"
#include "app/views/signed_bars.h"

namespace app::network {
namespace {

constexpr size_t kMostWords = 40;

// Where a picture shows data with two inputs: one value for each pixel.
bool is_surface(const engine::WatchedTensor& t) { return t.shape.rank() == 3 && t.shape[1] > 1; }

// The outputs of a unit for the samples themselves: looked up in its surface where they lie, or all there is.
void at_samples(const View& view, const engine::WatchedTensor& t, std::span<const float> own, std::vector<float>& out) {
  out.clear();
  const engine::PreparedData* data = view.snapshot.data.get();
  if (!is_surface(t) || !data || !data->plane()) {
    out.assign(own.begin(), own.end());
    return;
  }
  const int64_t side = t.shape[2];
  for (int64_t row : data->rows[static_cast<int>(engine::Split::train)]) {
    const engine::Scalar* p = data->raw.inputs.row(row);
    const auto at = [&](int axis) {
      const double span = data->high[axis] - data->low[axis];
      const double t01 = span > 0 ? (static_cast<double>(p[axis]) - data->low[axis]) / span : 0.5;
      return std::clamp<int64_t>(static_cast<int64_t>(t01 * static_cast<double>(side)), 0, side - 1);
    };
    out.push_back(own[static_cast<size_t>((side - 1 - at(1)) * side + at(0))]);
  }
}

float largest_of(std::span<const float> values) {
  const views::Limits l = views::limits_of(values);
  return std::max(std::abs(l.low), std::abs(l.high));
}

// Half the layer's range, half the picture's own, so that weak ones stay visible. Inputs have nothing in common.
views::ValueSpan shared_span(views::ValueSpan layer, const Column& c, std::span<const float> own) {
  const float share = c.is_input ? 1.0f : 0.5f;
  return {layer.middle, std::max(1e-6f, (1 - share) * layer.reach + share * largest_of(own))};
}

}  // namespace

void Pictures::fill_rows(const View& view, const Column& c, ColumnPictures& p, int k, Mode mode) {
  const bool gradients = mode == Mode::gradients;
  TileInfo& tile = p.tiles[static_cast<size_t>(k)];
  tile.kind = TileKind::none;
  const engine::WatchedTensor* weight =
      view.snapshot.find(c.id, gradients ? engine::Watched::gradient : engine::Watched::weight);
  if (!weight || weight->values.empty()) return;
  if (c.form == Form::steps || weight->shape[0] != c.last_axis) {  // no row belongs to a unit: the whole matrix
    if (k > 0) return;
    const int64_t columns = weight->shape.back();
    set_plane(tile, weight->values, weight->shape.count() / columns, columns, {0, p.full > 0 ? p.full : 1},
              ui::Map::div);
    return;
  }
  const auto row = row_of(weight, k);
  const engine::WatchedTensor* bias =
      view.snapshot.find(c.id, gradients ? engine::Watched::bias_gradient : engine::Watched::bias);
  tile.has_bias = bias && static_cast<size_t>(k) < bias->values.size();
  if (tile.has_bias) tile.bias = bias->values[static_cast<size_t>(k)];
  if (row.empty()) return;
  if (weight->shape.rank() == 4) return fill_kernels(row, weight->shape, p.full, tile);
  if (row.size() <= views::kMostBars) {
    tile.kind = TileKind::bars;
    tile.values.assign(row.begin(), row.end());
    return;
  }
  tile.kind = TileKind::cells;
  tile.atlas = next_tile_++;
  atlas_.set_cells(tile.atlas, row, {0, p.full > 0 ? p.full : 1}, ui::Map::div);
}

void Pictures::fill_outputs(const View& view, const Column& c, ColumnPictures& p, int k, Mode mode) {
  TileInfo& tile = p.tiles[static_cast<size_t>(k)];
  tile.kind = TileKind::none;
  const engine::WatchedTensor* t = view.snapshot.find(c.id, engine::Watched::surface, resolution_);
  if (!t || t->shape.rank() != 3 || k >= t->shape[0]) return;
  const auto pixels = static_cast<size_t>(t->shape[1] * t->shape[2]);
  if (t->values.size() < (static_cast<size_t>(k) + 1) * pixels) return;
  const std::span<const float> own = std::span(t->values).subspan(static_cast<size_t>(k) * pixels, pixels);
  const bool open = p.span.middle == 0 && !std::isfinite(c.high) && !c.is_output;
  const views::ValueSpan span = open ? shared_span(p.span, c, own) : p.span;
  if (mode == Mode::activations) {
    tile.kind = TileKind::histogram;
    at_samples(view, *t, own, scratch_);
    tile.statistics = views::statistics_of(scratch_, p.span);
    return;
  }
  if (t->shape[1] == t->shape[2] && t->shape[2] > 1) {
    tile.kind = TileKind::picture;
    tile.atlas = next_tile_++;
    atlas_.set_picture(tile.atlas, own, span, ui::Map::div);
    return;
  }
  const bool curve = view.snapshot.data && view.snapshot.data->raw.inputs.columns() == 1 && t->shape[2] == resolution_;
  if (curve) {
    tile.kind = TileKind::curve;
    tile.values.assign(own.begin(), own.end());
    return;
  }
  tile.kind = TileKind::cells;
  tile.atlas = next_tile_++;
  atlas_.set_cells(tile.atlas, own, span, ui::Map::div);
}

// Any plane as a picture: nearest sampling, so that pixels stay pixels; large ones are thinned out.
void Pictures::set_plane(TileInfo& tile, std::span<const float> values, int64_t rows, int64_t columns,
                         views::ValueSpan span, ui::Map map) {
  if (rows < 1 || columns < 1 || static_cast<int64_t>(values.size()) < rows * columns) return;
  const int64_t side = resolution_;
  plane_.resize(static_cast<size_t>(side * side));
  for (int64_t y = 0; y < side; ++y) {
    const float* from = values.data() + y * rows / side * columns;
    float* to = plane_.data() + y * side;
    for (int64_t x = 0; x < side; ++x) to[x] = from[x * columns / side];
  }
  tile.kind = TileKind::picture;
  tile.atlas = next_tile_++;
  atlas_.set_picture(tile.atlas, plane_, span, map);
}

// The kernels of one output channel side by side, one for each input channel.
void Pictures::fill_kernels(std::span<const float> row, const engine::Shape& shape, float full, TileInfo& tile) {
  const int64_t inputs = shape[1], h = shape[2], w = shape[3];
  const auto across = static_cast<int64_t>(std::ceil(std::sqrt(static_cast<double>(inputs))));
  const int64_t down = (inputs + across - 1) / across;
  scratch_.assign(static_cast<size_t>(across * w * down * h), 0.0f);
  for (int64_t i = 0; i < inputs; ++i) {
    for (int64_t y = 0; y < h; ++y) {
      for (int64_t x = 0; x < w; ++x) {
        const int64_t at = ((i / across) * h + y) * across * w + (i % across) * w + x;
        scratch_[static_cast<size_t>(at)] = row[static_cast<size_t>((i * h + y) * w + x)];
      }
    }
  }
  set_plane(tile, scratch_, down * h, across * w, {0, full > 0 ? full : 1}, ui::Map::div);
}

void Pictures::fill_sample(const View& view, const Column& c, ColumnPictures& p, int k, Mode mode) {
  TileInfo& tile = p.tiles[static_cast<size_t>(k)];
  tile.kind = TileKind::none;
  const engine::WatchedTensor* t = view.snapshot.find(c.id, engine::Watched::sample);
  if (!t || t->values.empty() || t->shape.rank() < 1) return;
  if (c.form == Form::tokens) {
    tile.kind = TileKind::words;
    tile.words.clear();
    for (size_t i = 0; i < std::min(t->values.size(), kMostWords); ++i) {
      const auto id = static_cast<size_t>(std::max(0.0f, t->values[i]));
      const bool known = view.data && id < view.data->raw.vocabulary.size();
      tile.words.push_back(known ? view.data->raw.vocabulary[id] : std::to_string(id));
    }
    return;
  }
  const Planes planes = planes_of(t->shape);
  const auto own = planes.plane(*t, k);
  if (own.empty()) return;
  const bool open = planes.rows * planes.columns > 1 && p.span.middle == 0 && !c.is_output;
  const views::ValueSpan span = open ? shared_span(p.span, c, own) : p.span;
  if (mode == Mode::activations && own.size() > 1) {
    tile.kind = TileKind::histogram;
    tile.statistics = views::statistics_of(own, p.span);
  } else if (own.size() == 1) {
    tile.kind = TileKind::value;
    const float v = (own[0] - span.middle) / (span.reach > 0 ? span.reach : 1);
    tile.value = std::isfinite(v) ? std::clamp(v, -1.0f, 1.0f) : 0;
  } else if (c.is_input && planes.count == 1 && c.form == Form::planes) {
    const views::Limits l = views::limits_of(own);
    set_plane(tile, own, planes.rows, planes.columns, {(l.low + l.high) / 2, (l.high - l.low) / 2}, ui::Map::gray);
  } else {
    set_plane(tile, own, planes.rows, planes.columns, span, ui::Map::div);
  }
}

}  // namespace app::network
