// The Output card where nothing has labels: a sample beside its reconstruction, and samples that a generator makes.
#include <algorithm>
#include <cmath>

#include "app/panels/output/output.h"
#include "app/panels/output/plane_scale.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/views/sample_picture.h"
#include "app/workbench/tasks.h"

namespace app {
namespace {

constexpr int kVerdicts = 112;         // of the discriminator's surface
constexpr int kMade = 24;              // made points are those of a grid of codes
constexpr int kGridStep = 2;           // of which so many rows and columns make a line
constexpr int kSamplesResolution = 1;  // data that is no plane has no resolution
constexpr int64_t kMostPoints = 400;
constexpr int64_t kPulled = 5;       // every so many made samples has an arrow
constexpr float kLongestArrow = 22;  // logical pixels

// A point of the surface, which lies over the plane with its first row at the top.
float at_point(const engine::WatchedTensor& t, int64_t unit, const PlaneView& plane, double x, double y) {
  const int64_t rows = t.shape[1], columns = t.shape[2];
  const auto place = [](double share, int64_t count) {
    return std::clamp<int64_t>(static_cast<int64_t>(share * static_cast<double>(count)), 0, count - 1);
  };
  const int64_t column = place((x - plane.low[0]) / (plane.high[0] - plane.low[0]), columns);
  const int64_t row = place((plane.high[1] - y) / (plane.high[1] - plane.low[1]), rows);
  return t.values[static_cast<size_t>((unit * rows + row) * columns + column)];
}

std::string gate_of(const engine::Experiment& e) {
  for (const engine::NodeSpec& node : e.network.nodes) {
    const engine::LayerType* type = engine::layers().find(node.type);
    if (type && type->gate) return node.id;
  }
  return {};
}

// Which way the verdict of the discriminator rises from a point of the screen, for one logical pixel.
ui::Vec slope_at(const engine::WatchedTensor& verdict, const PlaneView& plane, const ui::Rect& r, ui::Vec at) {
  constexpr float kReach = 4;  // about one and a half pixels of the surface
  const auto value = [&](float x, float y) { return at_point(verdict, 0, plane, plane.x_at(x, r), plane.y_at(y, r)); };
  return {(value(at.x + kReach, at.y) - value(at.x - kReach, at.y)) / (2 * kReach),
          (value(at.x, at.y + kReach) - value(at.x, at.y - kReach)) / (2 * kReach)};
}

// With two numbers a code, the codes that are looked at lie on a grid.
bool two_codes(const View& view) {
  const engine::TaskType& task = task_of(view.experiment);
  const auto params = engine::resolve(task.params, view.experiment.task.params);
  return params && params->count("latent") && engine::get_int(*params, "latent") == 2;
}

// The grid of codes as the generator folds it over the plane: every so many of its rows and columns.
void draw_folded_grid(const engine::WatchedTensor& made, const PlaneView& plane, const PlaneScale& scale,
                      const ui::Rect& r) {
  const int64_t side = made.shape[1], count = side * made.shape[2];
  const ui::Colour colour = ui::with_alpha(ui::theme().pos, 0.4f);
  for (int64_t line = 0; line < side; line += kGridStep) {
    for (const bool along : {true, false}) {
      std::vector<ui::Vec> way;
      for (int64_t k = 0; k < side; ++k) {
        const auto i = static_cast<size_t>(along ? line * side + k : k * side + line);
        const ui::Vec at =
            plane.place(scale.raw(made.values[i], 0), scale.raw(made.values[static_cast<size_t>(count) + i], 1), r);
        if (std::isfinite(at.x) && std::isfinite(at.y)) way.push_back(at);
      }
      if (way.size() > 1) ui::draw::polyline(way, colour, 1);
    }
  }
}

// Made samples, and which way the discriminator pulls each: up its verdict, the longest where it rises most.
void draw_made(const engine::WatchedTensor& made, const engine::WatchedTensor* verdict, const PlaneView& plane,
               const PlaneScale& scale, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const int64_t count = made.shape[1] * made.shape[2];
  std::vector<std::pair<ui::Vec, ui::Vec>> points;  // place and slope
  float steepest = 0;
  for (int64_t i = 0; i < count; ++i) {
    const ui::Vec at = plane.place(scale.raw(made.values[static_cast<size_t>(i)], 0),
                                   scale.raw(made.values[static_cast<size_t>(count + i)], 1), r);
    if (!std::isfinite(at.x) || !std::isfinite(at.y)) continue;
    const bool pulled = verdict && i % kPulled == 0 && r.contains(at);
    points.push_back({at, pulled ? slope_at(*verdict, plane, r, at) : ui::Vec{}});
    const float slope = std::hypot(points.back().second.x, points.back().second.y);
    if (std::isfinite(slope)) steepest = std::max(steepest, slope);
  }
  for (const auto& [at, slope] : points) {
    const float size = std::hypot(slope.x, slope.y) / std::max(steepest, 1e-12f) * kLongestArrow;
    if (!(size > 2)) continue;  // not those that are not finite either
    const float angle = std::atan2(slope.y, slope.x);
    const ui::Vec tip{at.x + size * std::cos(angle), at.y + size * std::sin(angle)};
    ui::draw::line(at, tip, colours.grad, 1.4f);
    ui::draw::arrow_head(tip, angle, 4, colours.grad);
  }
  for (const auto& [at, slope] : points) {
    ui::draw::circle_filled(at, 3.2f, colours.pt_edge);
    ui::draw::circle_filled(at, 2.4f, colours.pos);
  }
}

// How many classes of the data made samples reach, where that is known: ends at a point, and says how wide it is.
float classes_reached(const PanelContext& c, ui::Vec end) {
  const engine::Metrics& m = c.view.snapshot.train;
  if (m.mode_count == 0) return 0;
  const std::string words = ui::tr_fill(
      "{} of {} classes reached", {ui::format_count(static_cast<int64_t>(m.modes)), ui::format_count(m.mode_count)});
  const ui::Text look{.size = 13, .weight = 600, .colour = ui::theme().ink, .align = ui::Align::right};
  return ui::draw::text(words, end, look) + 12;
}

}  // namespace

void OutputPanel::look_at_made(const PanelContext& c, Frame& f) {
  const engine::Snapshot& s = c.view.snapshot;
  const engine::PreparedData& data = *s.data;
  const engine::NodeSpec* out = engine::output_node(c.view.experiment.network);
  const auto surface = [&](const std::string& node, int resolution) {
    c.watches.push_back({node, engine::Watched::surface, resolution});
    const engine::WatchedTensor* t = s.find(node, engine::Watched::surface, resolution);
    return t && t->shape.rank() == 3 && !t->values.empty() ? t : nullptr;
  };
  for (int k = 0; k < 2 && is_plane(data); ++k) {
    if (!(data.high[k] > data.low[k])) continue;
    f.plane.low[k] = data.low[k];
    f.plane.high[k] = data.high[k];
  }
  f.how = Decision::of(c.view, 1);
  if (makes_samples(c.view.experiment)) {
    f.kind = is_plane(data) ? Kind::points : Kind::gallery;
    f.samples_made = surface(gate_of(c.view.experiment), is_plane(data) ? kMade : kSamplesResolution);
    if (out && is_plane(data)) f.answer = surface(out->id, kVerdicts);
    if (f.answer && f.answer->shape[0] != 1) f.answer = nullptr;
    return;
  }
  if (is_plane(data)) {
    f.kind = Kind::points;
    if (out) f.answer = surface(out->id, kVerdicts);
    if (f.answer && f.answer->shape[0] != 2) f.answer = nullptr;
    return;
  }
  f.samples = true;
  f.row = shown_row(c.view);
  if (shows_codes_ && !try_.is_open() && !code_node(c.view.experiment, c.view.info).empty()) {
    look_at_codes(c, f);
    return;
  }
  f.kind = try_.is_open() ? Kind::made : Kind::rebuilt;
  if (!out || try_.is_open()) return;
  c.watches.push_back({out->id, engine::Watched::sample, 0, f.row});
  f.one = s.find(out->id, engine::Watched::sample);
  if (f.one && (f.one->watch.row != f.row || f.one->shape.count() != data.input_shape.count() || f.one->values.empty()))
    f.one = nullptr;
}

// Real points, and where a generator puts its own over the verdict of the discriminator; or where an autoencoder brings
// each point back to.
void OutputPanel::draw_points(const PanelContext& c, const Frame& f) {
  const ui::Palette& colours = ui::theme();
  const engine::PreparedData& data = *c.view.snapshot.data;
  const ui::Rect& r = f.square;
  const bool makes = makes_samples(c.view.experiment);
  ui::draw::rect_filled(r, colours.cv, 8);
  if (makes && f.answer) {
    surface_.show(*f.answer, c.view.snapshot, f.how, {false, -1});
    surface_.draw(r, 8);
  }
  const PlaneScale scale(data);
  ui::draw::push_clip(r);
  const int64_t step = std::max<int64_t>(1, data.raw.rows() / kMostPoints);
  for (int64_t row = 0; row < data.raw.rows(); row += step) {
    const double x = static_cast<double>(data.raw.inputs.row(row)[0]),
                 y = static_cast<double>(data.raw.inputs.row(row)[1]);
    const ui::Vec at = f.plane.place(x, y, r);
    if (!makes && f.answer) {
      const double u = scale.raw(at_point(*f.answer, 0, f.plane, x, y), 0);
      const double v = scale.raw(at_point(*f.answer, 1, f.plane, x, y), 1);
      const ui::Vec to = f.plane.place(u, v, r);
      if (std::isfinite(to.x) && std::isfinite(to.y)) {
        ui::draw::line(at, to, ui::with_alpha(colours.ink3, 0.5f), 1);
        ui::draw::circle_filled(to, 2.5f, colours.pos);
      }
    }
    ui::draw::circle(at, 3, makes ? colours.ink : colours.ink3, 1.4f);
  }
  const bool grid = f.samples_made && f.samples_made->shape[1] == f.samples_made->shape[2] && two_codes(c.view);
  if (grid && f.samples_made->shape[0] == 2) draw_folded_grid(*f.samples_made, f.plane, scale, r);
  if (f.samples_made && f.samples_made->shape[0] == 2) draw_made(*f.samples_made, f.answer, f.plane, scale, r);
  ui::draw::pop_clip();
  ui::draw::rect(r, colours.line2, 8);
  const float y = f.legend.y + 16;
  ui::draw::circle({f.legend.x + 5, y}, 3.5f, makes ? colours.ink : colours.ink3, 1.6f);
  const float width = ui::draw::text(makes ? ui::tr("real") : ui::tr("sample"), {f.legend.x + 16, y}, {.size = 13});
  const float x = f.legend.x + 16 + width + 16;
  ui::draw::circle_filled({x + 5, y}, 4, colours.pos);
  (void)ui::draw::text(makes ? ui::tr("made") : ui::tr("reconstruction"), {x + 16, y}, {.size = 13});
  if (makes && f.answer) {
    const ui::Vec row{f.legend.x, y + 20};
    ui::draw::line({row.x, row.y}, {row.x + 10, row.y}, colours.grad, 1.4f);
    ui::draw::arrow_head({row.x + 11, row.y}, 0, 4, colours.grad);
    ui::draw::text(ui::tr("where the discriminator pulls a made sample"), {row.x + 18, row.y},
                   {.size = 12, .colour = colours.ink3, .max_width = f.legend.w - 18, .ellipsis = true});
  }
  if (makes) (void)classes_reached(c, {f.legend.right(), y});
}

void OutputPanel::draw_rebuilt(const PanelContext& c, const Frame& f) {
  const ui::Palette& colours = ui::theme();
  const engine::PreparedData& data = *c.view.snapshot.data;
  const ui::Rect area{f.legend.x, f.square.y, f.legend.w, c.area.bottom() - f.square.y - 8};
  const float y = sample_head(c, f, area);
  if (!f.one) {
    return ui::empty_state(
        {area.x, y, area.w, area.bottom() - y},
        c.view.error ? error_text(c.view.experiment.network, *c.view.error) : ui::tr("Waiting for the network."));
  }
  const engine::Shape& shape = data.input_shape;
  std::vector<engine::Scalar> seen(static_cast<size_t>(shape.count())), answer(seen.size());
  data.transform(data.raw.inputs.row(f.row), seen.data());
  double squares = 0;
  for (size_t i = 0; i < seen.size(); ++i) {
    answer[i] = f.how.number(f.one->values[i]);
    squares += (static_cast<double>(answer[i]) - static_cast<double>(seen[i])) *
               (static_cast<double>(answer[i]) - static_cast<double>(seen[i]));
  }
  const std::string error = ui::tr_fill("Root mean squared error {}",
                                        {ui::format_number(std::sqrt(squares / static_cast<double>(seen.size())))});
  const ui::Text words{.size = 13, .colour = colours.ink2, .max_width = area.w, .ellipsis = true};
  if (shape.rank() != 3) {
    lines({area.x, y, area.w, area.bottom() - y - 26}, seen, answer, ui::tr("input"), ui::tr("reconstruction"));
    ui::draw::text(error, {area.x, area.bottom() - 12}, words);
    return;
  }
  const Painted now{&data, f.row, c.view.snapshot.state(), ui::theme_name()};
  if (!(painted_maps_ == now)) {
    painted_maps_ = now;
    for (auto& [image, values] : {std::pair{&truth_, &seen}, {&answer_, &answer}}) {
      image->resize(static_cast<int>(shape[2]), static_cast<int>(shape[1]));
      views::paint_pixels(*values, shape, views::map_of(data.raw), *image, 0, 0, image->width(), image->height());
      image->upload(false);
    }
  }
  const float wide = static_cast<float>(shape[2]), high = static_cast<float>(shape[1]);
  const float k = std::min((area.w - 12) / 2 / wide, (area.bottom() - y - 60) / high);
  const ui::Rect left{area.x, y + 20, wide * k, high * k}, right = left.shifted((area.w + 12) / 2, 0);
  const ui::Text caption{.size = 13, .colour = colours.ink3};
  ui::draw::text(ui::tr("input"), {left.x, y + 8}, caption);
  ui::draw::text(ui::tr("reconstruction"), {right.x, y + 8}, caption);
  ui::draw::image_rounded(truth_.texture(), left, 6);
  ui::draw::image_rounded(answer_.texture(), right, 6);
  ui::draw::text(error, {area.x, left.bottom() + 18}, words);
}

// What the generator makes of the same codes, again and again.
void OutputPanel::draw_gallery(const PanelContext& c, const Frame& f) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const ui::Rect area{f.legend.x, f.square.y, f.legend.w, c.area.bottom() - f.square.y - 8};
  const engine::Shape& shape = data.input_shape;
  if (!f.samples_made || f.samples_made->shape[0] != shape.count()) {
    return ui::empty_state(
        area, c.view.error ? error_text(c.view.experiment.network, *c.view.error) : ui::tr("Waiting for the network."));
  }
  const engine::WatchedTensor& t = *f.samples_made;
  const int64_t count = t.shape[1] * t.shape[2], numbers = shape.count();
  const bool pictures = shape.rank() == 3;
  const int columns = pictures ? 6 : 2;
  const auto rows = static_cast<int>(std::min<int64_t>(pictures ? 6 : 4, (count + columns - 1) / columns));
  const float gap = 6, side = (area.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float high = std::min(side * (pictures ? 1 : 0.5f), (area.h - 30) / static_cast<float>(rows) - gap);
  const int wide = pictures ? static_cast<int>(shape[2]) : 0, tall = pictures ? static_cast<int>(shape[1]) : 0;
  const Painted now{&data, 0, c.view.snapshot.state(), ui::theme_name()};
  const bool paint = pictures && !(painted_maps_ == now);
  if (paint) {
    painted_maps_ = now;
    answer_.resize(wide * columns, tall * rows);
  }
  std::vector<engine::Scalar> one(static_cast<size_t>(numbers));
  for (int i = 0; i < rows * columns && i < count; ++i) {
    const int column = i % columns, row = i / columns;
    for (int64_t k = 0; k < numbers; ++k) one[static_cast<size_t>(k)] = t.values[static_cast<size_t>(k * count + i)];
    if (paint) {
      views::paint_pixels(one, shape, views::map_of(data.raw), answer_, column * wide, row * tall, wide, tall);
    } else if (!pictures) {
      const ui::Rect r{area.x + static_cast<float>(column) * (side + gap),
                       area.y + static_cast<float>(row) * (high + gap), side, high};
      ui::well(r);
      const int64_t features = shape.rank() == 2 ? shape[1] : 1;
      views::draw_series(r.inset(6), one, numbers / features, features);
    }
  }
  if (paint) answer_.upload(false);
  if (pictures && answer_.texture()) {
    const float k =
        std::min(area.w / static_cast<float>(wide * columns), (area.h - 30) / static_cast<float>(tall * rows));
    ui::draw::image_rounded(
        answer_.texture(),
        {area.x, area.y, k * static_cast<float>(wide * columns), k * static_cast<float>(tall * rows)}, 6);
  }
  const float y = area.bottom() - 12, room = area.w - classes_reached(c, {area.right(), y});
  ui::draw::text(ui::tr("Made by the generator"), {area.x, y},
                 {.size = 13, .colour = ui::theme().ink3, .max_width = room, .ellipsis = true});
}

}  // namespace app
