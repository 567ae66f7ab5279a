// Close by, the canvas tells numbers: the weight on each edge that has room for it, bias and value below each unit.
#include <algorithm>

#include "app/panels/network/state.h"
#include "app/ui/format.h"

namespace app::network {
namespace {

constexpr size_t kMostNumbers = 120;  // of one gap
constexpr float kHigh = 15;           // of a line of numbers

ui::Colour colour_of(float value) { return value < 0 ? ui::theme().neg : ui::theme().pos; }

// Numbers that lie where others do are left out: the strongest come first.
class Labels {
 public:
  explicit Labels(const ui::Rect& clip) : clip_(clip) {}
  bool put(const std::string& text, ui::Vec at, float value) {
    const ui::Text look{
        .size = 12, .weight = 600, .mono = true, .colour = colour_of(value), .align = ui::Align::centre};
    const float width = ui::text_width(text, look) + 6;
    const ui::Rect r{at.x - width / 2, at.y - kHigh / 2, width, kHigh};
    const bool inside = r.x > clip_.x && r.right() < clip_.right() && r.y > clip_.y && r.bottom() < clip_.bottom();
    if (!inside || std::ranges::any_of(taken_, [&](const ui::Rect& t) { return t.overlaps(r); })) return false;
    taken_.push_back(r);
    ui::draw::rect_filled(r, ui::with_alpha(ui::theme().cv, 0.85f), 4);
    ui::draw::text(text, at, look);
    return true;
  }

 private:
  ui::Rect clip_;
  std::vector<ui::Rect> taken_;
};

void weights_of(const State& s, const ui::EdgeBundle& b, Labels& labels) {
  const ui::ColumnPlace &from = s.shown.columns[static_cast<size_t>(b.from)],
                        &to = s.shown.columns[static_cast<size_t>(b.to)];
  const ui::Rect gap{from.box.right(), s.areas.clip.y, to.box.x - from.box.right(), s.areas.clip.h};
  if (!gap.overlaps(s.areas.clip)) return;
  size_t left = kMostNumbers;
  for (auto e = b.edges.rbegin(); e != b.edges.rend() && left > 0; ++e, --left) {
    const ui::EdgeCurve curve = ui::edge_curve(*e, from, to);
    for (const float t : {0.5f, 0.38f, 0.62f, 0.26f, 0.74f}) {
      if (labels.put(ui::format_signed(e->value), curve.at(t), e->value)) break;
    }
  }
}

// Below the unit's picture, where the next one leaves room.
void unit_numbers(const State& s, const PanelContext& context, size_t column) {
  const Column& c = s.model.columns()[column];
  const ui::ColumnPlace& p = s.shown.columns[column];
  if (p.tall > 0 || (p.tiles > 1 && p.pitch - p.tile < kHigh)) return;
  const int tiles = p.hidden > 0 ? p.tiles - 1 : p.tiles;
  for (int k = 0; k < tiles; ++k) {
    const UnitFacts f = Pictures::facts(context.view, c, k);
    const bool one = f.has_range && f.low == f.high;
    std::string text = one ? ui::format_number(f.low) : std::string();
    if (f.has_bias) text += (text.empty() ? "b " : "  b ") + ui::format_signed(f.bias);
    if (text.empty()) continue;
    const ui::Rect tile = p.tile_at(k);
    const ui::Text look{.size = 12,
                        .mono = true,
                        .colour = ui::theme().ink2,
                        .align = ui::Align::centre,
                        .max_width = p.box.w - 6,
                        .ellipsis = true};
    ui::draw::text(text, {tile.mid_x(), tile.bottom() + kHigh / 2 + 1}, look);
  }
}

}  // namespace

bool is_near(const State& s) { return s.shown.zoom >= ui::kNearZoom && !s.drag.active(); }

void watch_numbers(const State& s, const PanelContext& context) {
  for (size_t i = 0; i < s.shown.columns.size() && i < s.visible.size(); ++i) {
    const Column& c = s.model.columns()[i];
    if (!s.visible[i] || !c.has_weights || c.form != Form::numbers) continue;
    const engine::Watch bias{c.id, engine::Watched::bias};
    if (std::ranges::find(context.watches, bias) == context.watches.end()) context.watches.push_back(bias);
  }
}

void draw_numbers(const State& s, const PanelContext& context) {
  for (size_t i = 0; i < s.shown.columns.size(); ++i) {
    if (s.visible[i] && s.model.columns()[i].form == Form::numbers && !s.pad.is_column(i)) unit_numbers(s, context, i);
  }
  Labels labels(s.areas.clip);
  for (size_t i = 0; i < s.pictures.bundles().size() && i < s.model.wires().size(); ++i) {
    const ui::EdgeBundle& b = s.pictures.bundles()[i];
    const bool known =
        b.from < static_cast<int>(s.shown.columns.size()) && b.to < static_cast<int>(s.shown.columns.size());
    if (known && !b.identity && s.model.wires()[i].weights) weights_of(s, b, labels);
  }
}

}  // namespace app::network
