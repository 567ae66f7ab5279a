#include "app/panels/network_pictures.h"

#include <algorithm>
#include <cmath>

#include "app/ui/network_canvas_column.h"
#include "app/views/signed_bars.h"
#include "app/views/unit_curve.h"
#include "engine/schema/loss_type.h"

namespace app::network {
namespace {

constexpr double kRefresh = 1.0 / 30;  // seconds between two pictures of a running training
constexpr float kLogitReach = 4;       // sigmoid(4) = .98: beyond it a class is certain

// Grids of few sizes only, so that zooming does not ask for a new one at every step.
int resolution_for(float pixels, int64_t units) {
  int wanted = pixels <= 34 ? 32 : pixels <= 48 ? 48 : pixels <= 68 ? 64 : pixels <= 100 ? 96 : 128;
  if (units > 64) wanted = std::min(wanted, 32);
  if (units > 512) wanted = 16;
  return wanted;
}

void add(std::vector<engine::Watch>& watches, const std::string& node, engine::Watched what, int resolution = 0) {
  const engine::Watch w{node, what, resolution};
  if (std::find(watches.begin(), watches.end(), w) == watches.end()) watches.push_back(w);
}

float largest_of(std::span<const float> values) {
  const views::Limits l = views::limits_of(values);
  return std::max(std::abs(l.low), std::abs(l.high));
}

// Row `unit` of a weight matrix, however many dimensions a kernel has.
std::span<const float> row_of(const engine::WatchedTensor* t, int64_t unit) {
  if (!t || t->shape.rank() < 1 || t->shape[0] <= 0 || unit >= t->shape[0]) return {};
  const auto columns = static_cast<size_t>(t->shape.count() / t->shape[0]);
  const std::span<const float> all(t->values);
  if (all.size() < (static_cast<size_t>(unit) + 1) * columns) return {};
  return all.subspan(static_cast<size_t>(unit) * columns, columns);
}

bool reads_logits(const View& view) {
  const engine::LossType* loss = engine::losses().find(view.experiment.loss.type);
  return loss && loss->logits;
}

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

}  // namespace

views::ValueSpan output_span(const Column& column, const engine::WatchedTensor& tensor, bool logits) {
  if (std::isfinite(column.low) && std::isfinite(column.high) && column.high > column.low)
    return {(column.low + column.high) / 2, (column.high - column.low) / 2};
  if (column.is_output && logits) return {0, kLogitReach};
  const float reach = std::max(std::abs(tensor.low), std::abs(tensor.high));
  return {0, reach > 0 && std::isfinite(reach) ? reach : 1};
}

void Pictures::wish(const Model& model, Mode mode, float tile_pixels, const std::vector<bool>& visible,
                    int hovered_column, std::vector<engine::Watch>& watches) {
  using engine::Watched;
  int64_t largest = 0;
  for (const Column& c : model.columns()) largest = std::max(largest, c.units);
  resolution_ = resolution_for(tile_pixels, largest);
  const bool outputs = mode == Mode::surfaces || mode == Mode::activations;
  for (size_t i = 0; i < model.columns().size(); ++i) {
    const Column& c = model.columns()[i];
    if (i < visible.size() && !visible[i]) continue;
    const bool hovered = static_cast<int>(i) == hovered_column;
    if (c.units <= 0) continue;
    if (outputs || !c.has_weights || hovered) add(watches, c.id, Watched::surface, resolution_);
    if (!c.has_weights) continue;
    add(watches, c.id, Watched::weight);
    if (mode == Mode::gradients || hovered) {
      add(watches, c.id, Watched::gradient);
      add(watches, c.id, Watched::bias_gradient);
    }
    if (mode == Mode::weights || hovered) add(watches, c.id, Watched::bias);
  }
}

Pictures::Key Pictures::key_of(const View& view, const Model& model, const ui::CanvasLayout& layout, Mode mode) {
  const engine::Snapshot& s = view.snapshot;
  Key key{&s, s.revision, model.version(), s.step, s.epoch, s.tensors.size(), 0, mode, ui::theme_name(), 0};
  for (const engine::WatchedTensor& t : s.tensors) {
    const double sum = static_cast<double>(t.values.size()) + t.low + 3.0 * t.high;
    if (std::isfinite(sum)) key.fingerprint += sum;
  }
  for (const ui::ColumnPlace& c : layout.columns) key.tiles = key.tiles * 9 + c.tiles;
  return key;
}

void Pictures::update(const View& view, const Model& model, const ui::CanvasLayout& layout, Mode mode, double now) {
  const Key key = key_of(view, model, layout, mode);
  if (key == key_) return;
  const bool same_picture = key.model == key_.model && key.mode == key_.mode && key.theme == key_.theme &&
                            key.tiles == key_.tiles && key.tensors == key_.tensors;
  if (same_picture && view.snapshot.running && now - updated_ < kRefresh) return;
  key_ = key;
  updated_ = now;
  update_edges(view, model, layout, mode);
  update_tiles(view, model, layout, mode);
}

void Pictures::update_edges(const View& view, const Model& model, const ui::CanvasLayout& layout, Mode mode) {
  const engine::Watched what = mode == Mode::gradients ? engine::Watched::gradient : engine::Watched::weight;
  strength_.clear();
  for (const Column& c : model.columns()) {
    if (!c.has_weights) continue;
    if (const engine::WatchedTensor* t = view.snapshot.find(c.id, what)) strength_.add(t->values);
  }
  const float full = strength_.percentile();
  bundles_.resize(model.wires().size());
  for (size_t i = 0; i < bundles_.size(); ++i) {
    const Wire& w = model.wires()[i];
    ui::EdgeBundle& b = bundles_[i];
    b.edges.clear();
    b.identity = false;
    if (w.to < 0) continue;
    const auto from = static_cast<size_t>(w.from), to = static_cast<size_t>(w.to);
    b.from = w.from;
    b.to = w.to;
    if (from >= layout.columns.size() || to >= layout.columns.size()) continue;
    const Column &a = model.columns()[from], &c = model.columns()[to];
    if (!c.has_weights) {
      if (a.units == c.units) ui::identity_edges(layout.columns[from], layout.columns[to], b);
      continue;
    }
    const engine::WatchedTensor* t = view.snapshot.find(c.id, what);
    if (t && t->shape.rank() == 2)
      ui::pick_edges(t->values, t->shape[0], t->shape[1], layout.columns[from], layout.columns[to], full, b);
  }
}

void Pictures::update_tiles(const View& view, const Model& model, const ui::CanvasLayout& layout, Mode mode) {
  int tiles = 0;
  for (const ui::ColumnPlace& c : layout.columns) tiles += c.tiles;
  atlas_.arrange(tiles, resolution_);
  next_tile_ = 0;
  columns_.resize(model.columns().size());
  for (size_t i = 0; i < columns_.size(); ++i) {
    const int shown = i < layout.columns.size() ? layout.columns[i].tiles - (layout.columns[i].hidden > 0 ? 1 : 0) : 0;
    update_column(view, model, i, shown, mode);
  }
}

void Pictures::update_column(const View& view, const Model& model, size_t column, int tiles, Mode mode) {
  const Column& c = model.columns()[column];
  ColumnPictures& p = columns_[column];
  p.tiles.resize(static_cast<size_t>(std::max(tiles, 0)));
  const bool rows = c.has_weights && (mode == Mode::weights || mode == Mode::gradients);
  if (rows) {
    const bool gradients = mode == Mode::gradients;
    p.full = 0;
    for (const auto what : {gradients ? engine::Watched::gradient : engine::Watched::weight,
                            gradients ? engine::Watched::bias_gradient : engine::Watched::bias}) {
      if (const engine::WatchedTensor* t = view.snapshot.find(c.id, what))
        p.full = std::max({p.full, std::abs(t->low), std::abs(t->high)});
    }
  } else if (const engine::WatchedTensor* t = view.snapshot.find(c.id, engine::Watched::surface, resolution_)) {
    p.span = output_span(c, *t, reads_logits(view));
  }
  for (int k = 0; k < tiles; ++k) {
    if (rows) {
      fill_rows(view, c, p, k, mode);
    } else {
      fill_outputs(view, c, p, k, mode);
    }
  }
}

void Pictures::fill_rows(const View& view, const Column& c, ColumnPictures& p, int k, Mode mode) {
  const bool gradients = mode == Mode::gradients;
  TileInfo& tile = p.tiles[static_cast<size_t>(k)];
  tile.kind = TileKind::none;
  const auto row = row_of(view.snapshot.find(c.id, gradients ? engine::Watched::gradient : engine::Watched::weight), k);
  const engine::WatchedTensor* bias =
      view.snapshot.find(c.id, gradients ? engine::Watched::bias_gradient : engine::Watched::bias);
  tile.has_bias = bias && static_cast<size_t>(k) < bias->values.size();
  if (tile.has_bias) tile.bias = bias->values[static_cast<size_t>(k)];
  if (row.empty()) return;
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
  views::ValueSpan span = p.span;
  if (span.middle == 0 && !std::isfinite(c.high) && !c.is_output) {
    // Half the layer's range, half the unit's own, so that weak ones stay visible. Inputs have nothing in common.
    const float share = c.is_input ? 1.0f : 0.5f;
    span.reach = std::max(1e-6f, (1 - share) * span.reach + share * largest_of(own));
  }
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

void Pictures::draw_tile(size_t column, int k, const ui::Rect& r, Mode mode) const {
  const float radius = ui::tile_radius(r);
  const auto empty = [&] { ui::draw::rect_filled(r, ui::theme().bg2, radius); };
  if (column >= columns_.size() || static_cast<size_t>(k) >= columns_[column].tiles.size()) return empty();
  const ColumnPictures& p = columns_[column];
  const TileInfo& tile = p.tiles[static_cast<size_t>(k)];
  switch (tile.kind) {
    case TileKind::none: return empty();
    case TileKind::picture:
    case TileKind::cells: return atlas_.draw(tile.atlas, r, radius);
    case TileKind::curve: return views::unit_curve(r, tile.values, p.span, radius);
    case TileKind::histogram: return views::value_histogram(r, tile.statistics, p.span, radius);
    case TileKind::bars:
      return views::signed_bars(r, {.values = tile.values,
                                    .bias = tile.has_bias ? &tile.bias : nullptr,
                                    .full = p.full,
                                    .colour = mode == Mode::gradients ? ui::theme().grad : 0,
                                    .radius = radius});
  }
}

std::span<const float> Pictures::outputs_of(const View& view, const Column& column, int64_t unit,
                                            const engine::WatchedTensor** tensor) {
  const engine::WatchedTensor* t = view.snapshot.find(column.id, engine::Watched::surface);
  if (tensor) *tensor = t;
  return row_of(t, unit);
}

UnitFacts Pictures::facts(const View& view, const Column& column, int64_t unit) {
  UnitFacts f;
  if (const auto own = outputs_of(view, column, unit); !own.empty()) {
    const views::Limits l = views::limits_of(own);
    f.has_range = true;
    f.low = l.low;
    f.high = l.high;
  }
  const engine::WatchedTensor* bias = view.snapshot.find(column.id, engine::Watched::bias);
  if (bias && static_cast<size_t>(unit) < bias->values.size()) {
    f.has_bias = true;
    f.bias = bias->values[static_cast<size_t>(unit)];
  }
  double squares = 0;
  const auto gradient = row_of(view.snapshot.find(column.id, engine::Watched::gradient), unit);
  for (float g : gradient) squares += static_cast<double>(g) * g;
  f.has_gradient = !gradient.empty();
  f.gradient_norm = static_cast<float>(std::sqrt(squares));
  return f;
}

bool Pictures::weight_at(const View& view, const Column& to, int64_t output, int64_t input, float* weight,
                         float* gradient, bool* has_gradient) {
  const auto w = row_of(view.snapshot.find(to.id, engine::Watched::weight), output);
  const auto g = row_of(view.snapshot.find(to.id, engine::Watched::gradient), output);
  const auto at = static_cast<size_t>(input);
  *has_gradient = at < g.size();
  if (*has_gradient) *gradient = g[at];
  if (at >= w.size()) return false;
  *weight = w[at];
  return true;
}

}  // namespace app::network
