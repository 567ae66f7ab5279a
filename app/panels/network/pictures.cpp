#include "app/panels/network/pictures.h"

#include <algorithm>
#include <cmath>

#include "app/ui/network_canvas_column.h"
#include "app/views/signed_bars.h"
#include "app/views/unit_curve.h"
#include "app/workbench/masks.h"
#include "engine/schema/loss_type.h"

namespace app::network {
namespace {

constexpr double kRefresh = 1.0 / 30;  // seconds between two pictures of a running training
constexpr int kSamplePixels = 64;      // side of the pictures of one sample
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

bool reads_logits(const View& view) {
  const engine::LossType* loss = engine::losses().find(view.experiment.loss.type);
  return loss && loss->logits;
}

}  // namespace

std::span<const float> row_of(const engine::WatchedTensor* t, int64_t unit) {
  if (!t || t->shape.rank() < 1 || t->shape[0] <= 0 || unit >= t->shape[0]) return {};
  const auto columns = static_cast<size_t>(t->shape.count() / t->shape[0]);
  const std::span<const float> all(t->values);
  if (all.size() < (static_cast<size_t>(unit) + 1) * columns) return {};
  return all.subspan(static_cast<size_t>(unit) * columns, columns);
}

views::ValueSpan output_span(const Column& column, const engine::WatchedTensor& tensor, bool logits) {
  if (std::isfinite(column.low) && std::isfinite(column.high) && column.high > column.low)
    return {(column.low + column.high) / 2, (column.high - column.low) / 2};
  if (column.is_output && logits) return {0, kLogitReach};
  const float reach = std::max(std::abs(tensor.low), std::abs(tensor.high));
  return {0, reach > 0 && std::isfinite(reach) ? reach : 1};
}

Planes planes_of(const engine::Shape& shape) {
  if (shape.rank() == 3) return {shape[0], shape[1], shape[2]};
  if (shape.rank() == 2) return {1, shape[0], shape[1]};
  return {shape.rank() == 1 ? shape[0] : 1, 1, 1};
}

std::span<const float> Planes::plane(const engine::WatchedTensor& t, int64_t k) const {
  const int64_t size = rows * columns;
  if (k < 0 || k >= count || static_cast<int64_t>(t.values.size()) < (k + 1) * size) return {};
  return std::span(t.values).subspan(static_cast<size_t>(k * size), static_cast<size_t>(size));
}

void Pictures::wish(const Model& model, Mode mode, float tile_pixels, const std::vector<bool>& visible,
                    int hovered_column, int64_t sample, std::vector<engine::Watch>& watches) {
  using engine::Watched;
  int64_t largest = 0;
  for (const Column& c : model.columns()) largest = std::max(largest, c.units);
  resolution_ = model.by_sample() ? kSamplePixels : resolution_for(tile_pixels, largest);
  const bool outputs = mode == Mode::surfaces || mode == Mode::activations;
  if (mode == Mode::gradients) add(watches, "", Watched::flow);
  for (size_t i = 0; i < model.columns().size(); ++i) {
    const Column& c = model.columns()[i];
    if (i < visible.size() && !visible[i]) continue;
    const bool hovered = static_cast<int>(i) == hovered_column;
    if (c.units <= 0) continue;
    if (outputs || !c.has_weights || hovered) {
      if (model.by_sample()) {
        watches.push_back({c.id, Watched::sample, 0, sample});
      } else {
        add(watches, c.id, Watched::surface, resolution_);
      }
    }
    if (!c.has_weights) continue;
    const bool edges = std::any_of(model.wires().begin(), model.wires().end(),
                                   [&](const Wire& w) { return w.weights && w.to == static_cast<int>(i); });
    if (edges || mode == Mode::weights || mode == Mode::gradients || hovered) add(watches, c.id, Watched::weight);
    if (mode == Mode::gradients || hovered) {
      add(watches, c.id, Watched::gradient);
      add(watches, c.id, Watched::bias_gradient);
    }
    if (mode == Mode::weights || hovered) add(watches, c.id, Watched::bias);
  }
}

Pictures::Key Pictures::key_of(const View& view, const Model& model, const ui::CanvasLayout& layout, Mode mode) {
  const engine::Snapshot& s = view.snapshot;
  Key key{&s, s.revision, model.version(),  s.written, s.state(), s.epoch, s.tensors.size(),
          0,  mode,       ui::theme_name(), 0};
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
  update_flow(view, model);
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
    if (w.to < 0 || !w.weights) continue;
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
    if (a.masks.empty() && c.masks.empty()) continue;
    for (ui::CanvasEdge& e : b.edges) {
      const std::optional<double> held = held_value(c.masks, e.to_unit, e.from_unit);
      e.held = held.has_value();
      e.off = is_masked(a.masks, MaskKind::off_unit, e.from_unit) ||
              is_masked(c.masks, MaskKind::off_unit, e.to_unit) || (held && *held == 0);
    }
  }
}

void Pictures::update_flow(const View& view, const Model& model) {
  flow_.assign(model.columns().size(), std::nan(""));
  flow_scale_.clear();
  const engine::WatchedTensor* t = view.snapshot.find("", engine::Watched::flow);
  for (size_t i = 0; t && i < flow_.size(); ++i) {
    const size_t node = model.columns()[i].node;
    if (node >= t->values.size() || t->values.size() != view.experiment.network.nodes.size()) continue;
    flow_[i] = static_cast<double>(t->values[node]);
    flow_scale_.add(flow_[i]);
  }
}

void Pictures::update_tiles(const View& view, const Model& model, const ui::CanvasLayout& layout, Mode mode) {
  int tiles = 0;
  for (const ui::ColumnPlace& c : layout.columns) tiles += c.tiles;
  atlas_.arrange(tiles, resolution_, model.by_sample());
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
  } else if (const engine::WatchedTensor* shown = view.snapshot.find(c.id, engine::Watched::sample)) {
    p.span = output_span(c, *shown, reads_logits(view));
  } else if (const engine::WatchedTensor* t = view.snapshot.find(c.id, engine::Watched::surface, resolution_)) {
    p.span = output_span(c, *t, reads_logits(view));
  }
  for (int k = 0; k < tiles; ++k) {
    if (rows) {
      fill_rows(view, c, p, k, mode);
    } else if (model.by_sample()) {
      fill_sample(view, c, p, k, mode);
    } else {
      fill_outputs(view, c, p, k, mode);
    }
  }
}

namespace {

// The first tokens, one below the other, as many as there is room for.
void draw_words(const std::vector<std::string>& words, const ui::Rect& r) {
  const float pitch = 20;
  ui::draw::rect_filled(r, ui::theme().bg2, 7);
  const auto rows = static_cast<size_t>(std::max(0.0f, (r.h - 8) / pitch));
  const bool more = words.size() > rows;
  for (size_t i = 0; i < std::min(words.size(), rows); ++i) {
    const bool last = more && i + 1 == rows;
    ui::draw::text(
        last ? "…" : words[i], {r.mid_x(), r.y + 4 + pitch * (static_cast<float>(i) + 0.5f)},
        {.size = 13, .colour = ui::theme().ink, .align = ui::Align::centre, .max_width = r.w - 6, .ellipsis = true});
  }
}

}  // namespace

void Pictures::draw_tile(size_t column, int k, const ui::Rect& r, Mode mode) const {
  const float radius = ui::tile_radius(r);
  const auto empty = [&] { ui::draw::rect_filled(r, ui::theme().bg2, radius); };
  if (column >= columns_.size() || static_cast<size_t>(k) >= columns_[column].tiles.size()) return empty();
  const ColumnPictures& p = columns_[column];
  const TileInfo& tile = p.tiles[static_cast<size_t>(k)];
  switch (tile.kind) {
    case TileKind::none: return empty();
    case TileKind::value: return ui::draw::rect_filled(r, ui::div_colour(tile.value), radius);
    case TileKind::words: return draw_words(tile.words, r);
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
  const engine::WatchedTensor* sample = t ? nullptr : view.snapshot.find(column.id, engine::Watched::sample);
  if (tensor) *tensor = t ? t : sample;
  return sample ? planes_of(sample->shape).plane(*sample, unit) : row_of(t, unit);
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
