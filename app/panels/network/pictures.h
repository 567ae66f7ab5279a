// The values behind the canvas: takes watched tensors out of the snapshot and makes tile pictures and edges of them,
// once for each snapshot and not in every frame. Knows no gestures.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "app/panels/network/model.h"
#include "app/ui/network_canvas_edges.h"
#include "app/ui/network_canvas_flow.h"
#include "app/views/tile_atlas.h"
#include "app/views/value_histogram.h"
#include "engine/train/snapshot.h"

namespace app::network {

enum class Mode { surfaces, weights, activations, gradients };

// How the picture of a tile is drawn.
enum class TileKind { none, picture, curve, bars, cells, histogram, value, words };

struct TileInfo {
  TileKind kind = TileKind::none;
  int atlas = -1;             // picture and cells
  std::vector<float> values;  // curve and bars: the unit's own numbers
  float bias = 0;
  bool has_bias = false;
  views::ValueStatistics statistics;  // histogram
  float value = 0;                    // of one number, as its place in the colours: -1 .. 1
  std::vector<std::string> words;     // tokens
};

struct ColumnPictures {
  std::vector<TileInfo> tiles;
  views::ValueSpan span;  // of the outputs
  float full = 1;         // weights or gradients of full height
};

// Numbers of one unit, for its tooltip.
struct UnitFacts {
  bool has_range = false, has_bias = false, has_gradient = false;
  float low = 0, high = 0, bias = 0, gradient_norm = 0;
};

class Pictures {
 public:
  // What must be watched for the columns that can be seen. `tile_pixels`: side of a tile on the screen.
  void wish(const Model& model, Mode mode, float tile_pixels, const std::vector<bool>& visible, int hovered_column,
            int64_t sample, std::vector<engine::Watch>& watches);
  // Takes over the snapshot when it is another one, at most thirty times a second while it runs.
  void update(const View& view, const Model& model, const ui::CanvasLayout& layout, Mode mode, double now);

  const std::vector<ui::EdgeBundle>& bundles() const { return bundles_; }
  // Norm of the gradient of the loss by a column's output (Watched::flow); NaN where it is not known.
  double flow(size_t column) const { return column < flow_.size() ? flow_[column] : std::nan(""); }
  const ui::FlowScale& flow_scale() const { return flow_scale_; }
  void draw_tile(size_t column, int tile, const ui::Rect& r, Mode mode) const;

  // Straight from the snapshot.
  static UnitFacts facts(const View& view, const Column& column, int64_t unit);
  static bool weight_at(const View& view, const Column& to, int64_t output, int64_t input, float* weight,
                        float* gradient, bool* has_gradient);
  // The surface of a unit at any resolution that is there; empty when there is none.
  static std::span<const float> outputs_of(const View& view, const Column& column, int64_t unit,
                                           const engine::WatchedTensor** tensor = nullptr);
  views::ValueSpan span_of(size_t column) const { return columns_[column].span; }
  size_t count() const { return columns_.size(); }

 private:
  struct Key {
    const engine::Snapshot* snapshot = nullptr;
    uint64_t revision = 0, model = 0, written = 0;
    int64_t step = -1, epoch = -1;
    size_t tensors = 0;
    double fingerprint = 0;
    Mode mode = Mode::surfaces;
    ui::ThemeName theme = ui::ThemeName::dark;
    int tiles = 0;
    bool operator==(const Key&) const = default;
  };
  static Key key_of(const View& view, const Model& model, const ui::CanvasLayout& layout, Mode mode);
  void update_edges(const View& view, const Model& model, const ui::CanvasLayout& layout, Mode mode);
  void update_flow(const View& view, const Model& model);
  void update_tiles(const View& view, const Model& model, const ui::CanvasLayout& layout, Mode mode);
  void update_column(const View& view, const Model& model, size_t column, int tiles, Mode mode);
  void fill_outputs(const View& view, const Column& c, ColumnPictures& p, int k, Mode mode);
  void fill_rows(const View& view, const Column& c, ColumnPictures& p, int k, Mode mode);
  void fill_sample(const View& view, const Column& c, ColumnPictures& p, int k, Mode mode);
  void fill_kernels(std::span<const float> row, const engine::Shape& shape, float full, TileInfo& tile);
  void set_plane(TileInfo& tile, std::span<const float> values, int64_t rows, int64_t columns, views::ValueSpan span,
                 ui::Map map);

  Key key_;
  double updated_ = -1;
  int resolution_ = 48;
  int next_tile_ = 0;
  std::vector<ui::EdgeBundle> bundles_;
  std::vector<ColumnPictures> columns_;
  ui::StrengthScale strength_;
  std::vector<double> flow_;
  ui::FlowScale flow_scale_;
  views::TileAtlas atlas_;
  std::vector<float> scratch_, plane_;
};

// Row `unit` of a weight matrix, however many dimensions a kernel has; empty when there is none.
std::span<const float> row_of(const engine::WatchedTensor* tensor, int64_t unit);

// Values [planes, rows, columns] of one sample, as its tiles show them: [C, H, W] as it is, a sequence [T, F] as one
// plane, numbers as planes of one value.
struct Planes {
  int64_t count = 0, rows = 0, columns = 0;
  std::span<const float> plane(const engine::WatchedTensor& t, int64_t k) const;
};
Planes planes_of(const engine::Shape& shape);

// Limits of a unit's outputs as a span of the colour map: symmetric about the middle of the activation's range, or
// about 0 where it has none.
views::ValueSpan output_span(const Column& column, const engine::WatchedTensor& tensor, bool logits);

}  // namespace app::network
