// The Output card of an autoencoder: the plane of its codes. Every sample lies where the encoder puts it; a point that
// is dragged there is decoded, so is the way to it from the sample that is shown, and so is the plane as a whole.
#include <algorithm>
#include <cmath>

#include "app/panels/output/output.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/interact.h"
#include "app/ui/widgets.h"
#include "app/views/sample_picture.h"
#include "app/workbench/tasks.h"

namespace app {
namespace {

constexpr int64_t kMostDots = 1500;
constexpr int kGrid = 11, kWalk = 7;  // decoded codes: along a side of the plane, and on the way to a point
constexpr float kStrip = 84;          // height of the way below the plane
constexpr float kNudge = 0.05f;       // of the point, by an arrow key

ui::Vec on_plane(const CodePlane& codes, std::array<double, 2> p, const ui::Rect& plane) {
  return {plane.mid_x() + static_cast<float>(p[0] / codes.reach()) * plane.w / 2,
          plane.mid_y() - static_cast<float>(p[1] / codes.reach()) * plane.h / 2};
}

}  // namespace

void OutputPanel::look_at_codes(const PanelContext& c, Frame& f) {
  const engine::Snapshot& s = c.view.snapshot;
  f.kind = Kind::codes;
  const auto wished = [&](engine::Watch watch) -> const engine::WatchedTensor* {
    const auto found = std::ranges::find_if(s.tensors, [&](const engine::WatchedTensor& t) {
      return t.watch.node == watch.node && t.watch.what == watch.what && t.watch.row == watch.row &&
             t.watch.name == watch.name && !t.values.empty();
    });
    c.watches.push_back(std::move(watch));
    return found != s.tensors.end() ? &*found : nullptr;
  };
  const std::string node = code_node(c.view.experiment, c.view.info);
  f.part = !s.data->rows[1].empty() ? 1 : 0;
  f.answer = wished({node, engine::Watched::answers, 0, f.part});
  f.one = wished({node, engine::Watched::sample, 0, f.row});
  if (!f.answer || f.answer->shape.rank() != 2) return;
  const Painted now{s.data.get(), f.part, s.state(), {}};
  if (!(codes_of_ == now) || codes_.width() != static_cast<size_t>(f.answer->shape[1])) codes_.lay(*f.answer);
  codes_of_ = now;
  std::vector<float> grid, way;
  for (int i = 0; decodes_plane_ && i < kGrid * kGrid; ++i) {
    const auto place = [&](int k) { return codes_.reach() * ((k + 0.5) * 2 / kGrid - 1); };
    codes_.add_code({place(i % kGrid), -place(i / kGrid)}, grid);
  }
  if (f.one && f.one->values.size() == codes_.width()) {
    std::vector<float> to;
    codes_.add_code({pin_.x * codes_.reach(), pin_.y * codes_.reach()}, to);
    for (int i = 0; i < kWalk; ++i) {
      const float t = static_cast<float>(i) / (kWalk - 1);
      for (size_t k = 0; k < to.size(); ++k) way.push_back(f.one->values[k] * (1 - t) + to[k] * t);
    }
  }
  if (!grid.empty()) f.decoded_plane = wished({node, engine::Watched::decoded, 0, 0, "grid", 1, std::move(grid)});
  if (!way.empty()) f.decoded_way = wished({node, engine::Watched::decoded, 0, 0, "way", 1, std::move(way)});
}

void OutputPanel::draw_codes(const PanelContext& c, const Frame& f) {
  const ui::Palette& colours = ui::theme();
  const ui::Rect area{f.legend.x, f.square.y, f.legend.w, c.area.bottom() - f.square.y - 8};
  if (!f.answer || codes_.width() == 0) {
    return ui::empty_state(
        area, c.view.error ? error_text(c.view.experiment.network, *c.view.error) : ui::tr("Waiting for the network."));
  }
  const float side = std::min(area.w, area.h - kStrip - 26);
  const ui::Rect plane{area.x + (area.w - side) / 2, area.y + 26, side, side};
  (void)ui::checkbox("output.codes.grid", {area.x, area.y + 10}, ui::tr("Decode the whole plane"), &decodes_plane_);
  ui::draw::rect_filled(plane, colours.cv, 8);
  const ui::Hit hit = ui::hit("output.codes.plane", plane, {.arrows = true});
  if (hit.focused) {
    if (ui::key_pressed(ui::Key::left)) pin_.x = std::max(-1.0f, pin_.x - kNudge);
    if (ui::key_pressed(ui::Key::right)) pin_.x = std::min(1.0f, pin_.x + kNudge);
    if (ui::key_pressed(ui::Key::down)) pin_.y = std::max(-1.0f, pin_.y - kNudge);
    if (ui::key_pressed(ui::Key::up)) pin_.y = std::min(1.0f, pin_.y + kNudge);
  }
  if (hit.held) {
    pin_.x = std::clamp((ui::mouse().x - plane.mid_x()) / (plane.w / 2), -1.0f, 1.0f);
    pin_.y = std::clamp((plane.mid_y() - ui::mouse().y) / (plane.h / 2), -1.0f, 1.0f);
  }
  ui::draw::push_clip(plane);
  if (decodes_plane_) {
    if (f.decoded_plane) decoded_pictures(c, f, *f.decoded_plane, kGrid, plane, 0, decoded_plane_);
  } else {
    code_dots(c, f, plane);
  }
  code_way(f, plane);
  ui::draw::pop_clip();
  ui::draw::rect(plane, colours.line2, 8);
  const ui::Text words{.size = 12, .colour = colours.ink3, .max_width = area.w, .ellipsis = true};
  const ui::Rect strip{area.x, plane.bottom() + 22, area.w, area.bottom() - plane.bottom() - 22};
  ui::draw::text(ui::tr("From the shown sample to the point: drag it"), {area.x, plane.bottom() + 11}, words);
  if (f.decoded_way && strip.h > 20) decoded_pictures(c, f, *f.decoded_way, kWalk, strip, 4, decoded_way_);
}

// From the shown sample to the point that is decoded.
void OutputPanel::code_way(const Frame& f, const ui::Rect& plane) {
  const ui::Palette& colours = ui::theme();
  const ui::Vec pin{plane.mid_x() + pin_.x * plane.w / 2, plane.mid_y() - pin_.y * plane.h / 2};
  if (f.one && f.one->values.size() == codes_.width()) {
    const ui::Vec from = on_plane(codes_, codes_.place(f.one->values), plane);
    if (std::isfinite(from.x) && std::isfinite(from.y)) {
      ui::draw::line(from, pin, colours.ink, 1.5f);
      ui::draw::circle_filled(from, 4, colours.ink);
    }
  }
  ui::draw::circle_filled(pin, 7, colours.bg1);
  ui::draw::circle(pin, 7, colours.acc, 2.5f);
}

// Coloured by class where the data has classes.
void OutputPanel::code_dots(const PanelContext& c, const Frame& f, const ui::Rect& plane) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const auto& rows = data.rows[f.part];
  const auto count = static_cast<int64_t>(std::min(codes_.points().size(), rows.size()));
  const int64_t step = std::max<int64_t>(1, (count + kMostDots - 1) / kMostDots);
  for (int64_t i = 0; i < count; i += step) {
    const std::array<double, 2>& p = codes_.points()[static_cast<size_t>(i)];
    if (!std::isfinite(p[0]) || !std::isfinite(p[1])) continue;
    const double target = static_cast<double>(data.raw.targets[static_cast<size_t>(rows[static_cast<size_t>(i)])]);
    const ui::Colour colour = data.raw.classes > 0
                                  ? ui::class_colour(static_cast<int>(target), static_cast<int>(data.raw.classes))
                                  : ui::theme().pos;
    ui::draw::circle_filled(on_plane(codes_, p, plane), 2.5f, colour);
  }
}

// Decoded codes in a row or a square of `columns`: pictures in one texture, other samples as lines.
void OutputPanel::decoded_pictures(const PanelContext& c, const Frame& f, const engine::WatchedTensor& t, int columns,
                                   const ui::Rect& r, float gap, Decoded& out) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const engine::Shape& shape = data.input_shape;
  if (t.shape.rank() != 2 || t.shape[1] != shape.count()) return;
  const auto count = static_cast<int>(t.shape[0]);
  const int rows = (count + columns - 1) / columns;
  const bool pictures = shape.rank() == 3;
  const int wide = pictures ? static_cast<int>(shape[2]) : 1, tall = pictures ? static_cast<int>(shape[1]) : 1;
  const ui::Vec cell{(r.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns),
                     rows > 1
                         ? r.h / static_cast<float>(rows)
                         : std::min(r.h, (r.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns))};
  const bool paint = pictures && (out.values != t.values || out.theme != ui::theme_name());
  if (paint) {
    out.values = t.values;
    out.theme = ui::theme_name();
    out.image.resize(wide * columns, tall * rows);
  }
  std::vector<engine::Scalar> one(static_cast<size_t>(shape.count()));
  for (int i = 0; i < count && (paint || !pictures); ++i) {
    const int column = i % columns, row = i / columns;
    for (size_t k = 0; k < one.size(); ++k) one[k] = f.how.number(t.values[static_cast<size_t>(i) * one.size() + k]);
    const ui::Rect place{r.x + static_cast<float>(column) * (cell.x + gap), r.y + static_cast<float>(row) * cell.y,
                         cell.x, cell.y};
    if (pictures) {
      views::paint_pixels(one, shape, views::map_of(data.raw), out.image, column * wide, row * tall, wide, tall);
    } else {
      const int64_t features = shape.rank() == 2 ? shape[1] : 1;
      views::draw_series(place.inset(3), one, shape.count() / features, features);
    }
  }
  if (!pictures) return;
  if (paint) out.image.upload(false);
  for (int i = 0; i < count && out.image.texture(); ++i) {
    const float x = static_cast<float>(i % columns), y = static_cast<float>(i / columns);
    const float u = 1 / static_cast<float>(columns), v = 1 / static_cast<float>(rows);
    ui::draw::image(out.image.texture(), {r.x + x * (cell.x + gap), r.y + y * cell.y, cell.x, cell.y}, {x * u, y * v},
                    {(x + 1) * u, (y + 1) * v});
  }
}

}  // namespace app
