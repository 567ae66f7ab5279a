// What a layer does to the plane: the grid of the inputs and the points of the data, where two of its units put them.
#include <algorithm>
#include <cmath>

#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/panels/microscope/warp_grid.h"
#include "app/panels/panel_decision.h"
#include "app/ui/decimate.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/views/picked_picture.h"

namespace app {
namespace {

constexpr int kResolution = 64;
constexpr int64_t kLines = 17;
constexpr float kHead = 40, kAxis = 52, kFoot = 34;
constexpr int64_t kMostPoints = 800;

class WarpLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const int64_t units = o.output()[0];
    across_ = std::min(across_, units - 1);
    up_ = std::min(up_, units - 1);
    controls(units, {area.x, area.y, area.w, 28});
    const engine::WatchedTensor* t = o.get(engine::Watched::surface, {}, {}, kResolution);
    const engine::WatchedTensor* points = o.get(engine::Watched::answers);  // of the training part
    const ui::Rect body{area.x, area.y + kHead, area.w, area.h - kHead};
    if (!t || t->shape.rank() != 3) return waiting(o, body);
    const double how = static_cast<double>(across_ * 4096 + up_);
    if (refresh_.due(o, *t, how)) grid_ = warp_of(*t, across_, up_, kLines);
    const float side = std::min(body.w - kAxis, body.h - kFoot);
    const ui::Rect r{body.x + kAxis + (body.w - kAxis - side) / 2, body.y, side, side};
    ui::well(r);
    axes(r);
    ui::draw::push_clip(r);
    const ui::Palette& c = ui::theme();
    for (const auto& line : grid_.rows) draw_line(line, r, c.pos);
    for (const auto& line : grid_.columns) draw_line(line, r, c.ink3);
    if (points) draw_points(o, *points, r);
    ui::draw::pop_clip();
    ui::draw::rect(r, c.line2, 8);
    views::offer_picture(r, t->shape[0] * t->shape[1], t->shape[2], t->values);
    key(r, body.right());
  }

  std::string values(const Opened& o) const override {
    return csv(o.get(engine::Watched::surface, {}, {}, kResolution));
  }
  const char* formula() const override { return "(x1, x2) -> (y_a, y_b),  y = layer(x)"; }

 private:
  ui::Vec place(ui::Vec v, const ui::Rect& r) const {
    const auto at = [&](float value, int k) {
      return static_cast<float>((static_cast<double>(value) - grid_.low[k]) / (grid_.high[k] - grid_.low[k]));
    };
    return {r.x + r.w * at(v.x, 0), r.bottom() - r.h * at(v.y, 1)};
  }

  void draw_line(const std::vector<ui::Vec>& line, const ui::Rect& r, ui::Colour colour) {
    line_.clear();
    for (const ui::Vec v : line) line_.push_back(place(v, r));
    ui::draw::polyline(line_, ui::with_alpha(colour, 0.55f), 1.2f);
  }

  void draw_points(const Opened& o, const engine::WatchedTensor& t, const ui::Rect& r) const {
    const std::vector<engine::Scalar>& targets = o.data->targets[0];
    if (t.shape.rank() != 2 || t.shape[1] != o.output()[0]) return;
    const Decision how = Decision::of(o.c.view, 1);
    const auto classes = static_cast<int>(o.data->raw.classes);
    const int64_t step = t.shape[0] / kMostPoints + 1;
    float best = 8;
    int64_t nearest = -1;
    for (int64_t i = 0; i < t.shape[0] && i < static_cast<int64_t>(targets.size()); i += step) {
      const float* y = t.values.data() + i * t.shape[1];
      const ui::Vec at = place({y[across_], y[up_]}, r);
      const engine::Scalar target = targets[static_cast<size_t>(i)];
      const ui::Colour colour = classes > 0 ? ui::class_colour(static_cast<int>(target), classes)
                                            : ui::div_colour(how.share(static_cast<float>(target)) * 1.6f - 0.8f);
      ui::draw::circle_filled(at, 3.8f, ui::theme().pt_edge);
      ui::draw::circle_filled(at, 2.8f, colour);
      const ui::Vec d = at - ui::mouse();
      if (!(std::hypot(d.x, d.y) < best) || !ImGui::IsWindowHovered()) continue;
      best = std::hypot(d.x, d.y);
      nearest = i;
    }
    if (nearest < 0) return;
    const float* y = t.values.data() + nearest * t.shape[1];
    const engine::Scalar target = targets[static_cast<size_t>(nearest)];
    const std::string label = classes > 0 ? ui::tr_name(o.data->class_name(static_cast<int64_t>(target)))
                                          : ui::format_number(static_cast<double>(target));
    ui::tooltip_at("warp" + std::to_string(nearest), ui::mouse(),
                   {.title = label,
                    .rows = {{unit_name(across_), ui::format_number(static_cast<double>(y[across_]), 4), 0},
                             {unit_name(up_), ui::format_number(static_cast<double>(y[up_]), 4), 0}}});
  }

  static std::string unit_name(int64_t unit) { return ui::tr_fill("Unit {}", {std::to_string(unit + 1)}); }

  void axes(const ui::Rect& r) const {
    const ui::Palette& c = ui::theme();
    double step = 0;
    ui::Text tick{.size = 12, .mono = true, .colour = c.ink3, .align = ui::Align::right};
    for (const double v : ui::linear_ticks(grid_.low[1], grid_.high[1], 5, &step)) {
      const float y = place({0, static_cast<float>(v)}, r).y;
      ui::draw::hairline({r.x, y}, {r.right(), y}, c.line);
      ui::draw::text(ui::format_tick(v, step), {r.x - 6, y}, tick);
    }
    tick.align = ui::Align::centre;
    for (const double v : ui::linear_ticks(grid_.low[0], grid_.high[0], 5, &step)) {
      const float x = place({static_cast<float>(v), 0}, r).x;
      ui::draw::hairline({x, r.y}, {x, r.bottom()}, c.line);
      ui::draw::text(ui::format_tick(v, step), {x, r.bottom() + 12}, tick);
    }
    ui::draw::text(unit_name(across_), {r.mid_x(), r.bottom() + 27},
                   {.size = 13, .colour = c.ink2, .align = ui::Align::centre});
    ui::draw::text_up(unit_name(up_), {r.x - 46, r.mid_y()},
                      {.size = 13, .colour = c.ink2, .align = ui::Align::centre});
  }

  // Right of the picture, where there is room: what the lines are.
  void key(const ui::Rect& r, float right) const {
    const ui::Palette& c = ui::theme();
    const float x = r.right() + 16;
    if (x + 90 > right) return;
    ui::legend_key({x, r.y + 10}, c.pos);
    ui::draw::text(ui::tr("equal x₂"), {x + 22, r.y + 10}, {.size = 13});
    ui::legend_key({x, r.y + 32}, c.ink3);
    ui::draw::text(ui::tr("equal x₁"), {x + 22, r.y + 32}, {.size = 13});
  }

  void controls(int64_t units, const ui::Rect& r) {
    float x = r.x;
    const auto chooser = [&](const char* name, const char* words, int64_t* unit) {
      x += ui::draw::text(words, {x, r.mid_y()}, {.size = 13, .colour = ui::theme().ink2}) + 8;
      int64_t one = *unit + 1;
      const ui::Stepper look{.minimum = 1, .maximum = static_cast<double>(units), .size = 13};
      if (ui::stepper(name, {x, r.y + 1, 92, 26}, &one, look)) *unit = one - 1;
      x += 112;
    };
    chooser("microscope.across", ui::tr("Unit across"), &across_);
    chooser("microscope.up", ui::tr("Unit upwards"), &up_);
  }

  int64_t across_ = 0, up_ = 1;
  WarpGrid grid_;
  Refresh refresh_;
  std::vector<ui::Vec> line_;
};

bool offered(const Opened& o) {
  const engine::NodeSpec* out = engine::output_node(o.c.view.experiment.network);
  if (out && out->id == o.node.id) return false;  // its answers have pictures of their own
  return o.data && o.data->plane() && o.data->range > 0 && o.output().rank() == 1 && o.output()[0] >= 2 && o.row >= 0;
}

}  // namespace

const LookType& warp_look() {
  static const LookType type{
      "warp",
      "Warp",
      "What the layers up to here do to the plane: the grid of the inputs, where two units put it.",
      "Every point of the plane goes to the place that the two chosen units give it. Without an activation a layer can "
      "only turn, stretch and shear the grid; the activation bends it or folds it flat. When the classes lie on two "
      "sides of a straight line here, one unit behind this layer can part them: that is what the layers before the "
      "last "
      "one work for.",
      offered,
      []() -> std::unique_ptr<Look> { return std::make_unique<WarpLook>(); }};
  return type;
}

}  // namespace app
