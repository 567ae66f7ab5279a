// The edges between two columns: which weights are drawn and how strong, the curve of each, and what is under the
// pointer. Takes plain numbers; knows nothing of layers and snapshots.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/ui/network_canvas_layout.h"
#include "app/ui/theme.h"

namespace app::ui {

constexpr size_t kMostEdges = 400;  // of one gap; the strongest are drawn

struct CanvasEdge {
  int from_tile = 0, to_tile = 0;
  int64_t from_unit = 0, to_unit = 0;  // of the weight that is shown
  float value = 0;                     // the weight, or its gradient
  float strength = 0;                  // 0 .. 1: |value| over the 98th percentile of the whole network
  int64_t of = 1;                      // weights that this edge stands for: the largest of them is shown
  bool off = false;                    // counts for nothing: cut, or from or to a unit that is off
  bool held = false;                   // keeps its value
};

// The edges of one gap, thin to thick.
struct EdgeBundle {
  int from = 0, to = 0;  // columns
  std::vector<CanvasEdge> edges;
  bool identity = false;  // unit k feeds unit k and there are no weights
  float mean = 0;         // mean of |value| over the percentile, for the ribbon
  float balance = 0;      // -1 .. 1: negative against positive values
};

// The 98th percentile of |values| over several tensors. Large ones are sampled. 0 when there is nothing finite.
class StrengthScale {
 public:
  void clear() { sample_.clear(); }
  void add(std::span<const float> values);
  float percentile();

 private:
  std::vector<float> sample_;
};

// Picks the edges of a matrix `values` [outputs, inputs]. Units behind a tile that stands for several share one edge:
// the largest of theirs. Values that are not finite are not drawn.
void pick_edges(std::span<const float> values, int64_t outputs, int64_t inputs, const ColumnPlace& from,
                const ColumnPlace& to, float full_strength, EdgeBundle& out);
// Straight through: one faint edge for each tile.
void identity_edges(const ColumnPlace& from, const ColumnPlace& to, EdgeBundle& out);

// The curve of an edge: handles at 45 % of the way.
struct EdgeCurve {
  Vec a, b;
  float y_at(float x) const;    // clamped to the ends
  Vec at(float t) const;        // 0 .. 1 along the curve's parameter
  float distance(Vec p) const;  // nearly the distance to a point; large beyond the ends
};
EdgeCurve edge_curve(const CanvasEdge& e, const ColumnPlace& from, const ColumnPlace& to);

struct EdgeLook {
  float zoom = 1;
  float opacity = 1;
  bool gradient = false;  // in the colour of gradients, whatever the sign
  bool bold = false;      // weights are the subject: faint ones fade more, strong ones are thicker
};
float edge_width(float strength, const EdgeLook& look);
void draw_bundle(const EdgeBundle& bundle, const ColumnPlace& from, const ColumnPlace& to, const EdgeLook& look);
// One ribbon in place of all edges.
void draw_ribbon(const EdgeBundle& bundle, const ColumnPlace& from, const ColumnPlace& to, const EdgeLook& look);
void draw_hovered(const CanvasEdge& e, const ColumnPlace& from, const ColumnPlace& to, const EdgeLook& look);

// The edge under the pointer: the strongest that it is on, else the nearest in reach. -1: none.
int edge_at(const EdgeBundle& bundle, const ColumnPlace& from, const ColumnPlace& to, Vec pointer,
            const EdgeLook& look);

}  // namespace app::ui
