// The loss around the present parameters, on a plane through the space of all parameters, with the way that training
// takes: computed beside training, by a network of its own.
#include <algorithm>
#include <cmath>

#include "app/panels/microscope/background.h"
#include "app/panels/microscope/contours.h"
#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/panels/microscope/step_series.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/pixel_image.h"
#include "app/ui/widgets.h"
#include "app/views/picked_picture.h"
#include "app/workbench/tasks.h"
#include "engine/train/landscape.h"

namespace app {
namespace {

constexpr float kFigures = 226, kGap = 14;
constexpr size_t kMostParameters = 1'000'000;
constexpr size_t kMostPoints = 64, kMostKept = 16'000'000;  // of the path; numbers of all its points
constexpr int kLevels = 9;
constexpr size_t kLeastPath = 5;  // points of a path that is worth a plane

class LandscapeLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const engine::WatchedTensor* w = o.get(engine::Watched::parameters);
    if (!w || !o.data) return waiting(o, area);
    if (w->values.size() > kMostParameters) {
      return ui::empty_state(area, ui::tr_fill("The network has {} parameters, too many to be copied for every "
                                               "picture. Make it smaller to see its landscape.",
                                               {ui::format_count(o.c.view.info.total.parameters)}));
    }
    record(o.c.view.snapshot.step, w->values);
    follow_experiment(o);
    if (auto made = work_.take()) {
      const bool first = !map_ || map_->plane != made->plane;
      map_ = std::move(*made);
      painted_ = false;
      if (first) projected_ = {};
    }
    const bool ready = !on_path_ || path_.items().size() >= kLeastPath;
    if (!map_ && !work_.busy() && !stopped_ && ready && o.c.view.fresh) begin(o, *w);
    const ui::Rect plane{area.x, area.y, area.w - kFigures - kGap, area.h - 28};
    if (map_) {
      paint();
      picture(*w, plane);
      legend({area.x, area.bottom() - 10}, plane);
    } else {
      ui::well(plane);
      ui::empty_state(plane, work_.busy() ? ui::tr("The first points are being computed.")
                             : on_path_   ? ui::tr("The path does not span a plane yet: train for some more steps, "
                                                     "then compute it again.")
                                          : ui::tr("Press Compute to see the loss around the present weights."));
    }
    figures(o, *w, {area.right() - kFigures, area.y, kFigures, area.h});
  }

  std::string values(const Opened&) const override {
    return map_ ? csv(engine::Shape{map_->side, map_->side}, map_->loss) : "";
  }
  const char* formula() const override { return "f(a, b) = L(w + a d1 + b d2),  |d| = |w| for each filter"; }
  void choose(std::string_view id) override {
    if (on_path_ == (id == "path")) return;
    on_path_ = id == "path";
    again();
  }

 private:
  void record(int64_t step, const std::vector<float>& parameters) {
    if (!path_.items().empty() && path_.items().front().size() != parameters.size()) path_.clear();
    path_.set_limit(std::min(kMostPoints, kMostKept / std::max<size_t>(1, parameters.size())));
    if (path_.wants(step)) path_.add(step, parameters);
  }

  // A picture of another network, loss or data says nothing any more.
  void follow_experiment(const Opened& o) {
    const View& v = o.c.view;
    if (v.snapshot.revision == revision_) return;
    revision_ = v.snapshot.revision;
    const engine::Experiment& e = v.experiment;
    const bool same = of_.network == e.network && of_.loss == e.loss && of_.task == e.task && of_data_ == o.data;
    if (same) return;
    of_ = e;
    of_data_ = o.data;
    path_.clear();
    again();
  }

  void again() {
    work_.cancel();
    map_.reset();
    stopped_ = false;
  }

  void begin(const Opened& o, const engine::WatchedTensor& w) {
    engine::LandscapeRequest request;
    request.experiment = o.c.view.experiment;
    request.data = o.c.view.snapshot.data;
    request.parameters = w.values;
    request.seed = seed_;
    request.reach = reach_;
    if (on_path_) {
      request.path = path_.items();
      request.path.push_back(w.values);
    }
    stopped_ = true;  // once; from then on when the user wants it
    step_ = o.c.view.snapshot.step;
    work_.start([request = std::move(request)](const auto& show) { (void)engine::compute_landscape(request, show); });
  }

  // Of losses that are all above 0 the colours follow the logarithm.
  double height(double loss) const { return log_ ? std::log10(loss) : loss; }

  void paint() {
    if (painted_ && theme_ == ui::theme_name()) return;
    painted_ = true;
    theme_ = ui::theme_name();
    low_ = INFINITY;
    high_ = -INFINITY;
    for (const float v : map_->loss) {
      if (!std::isfinite(v)) continue;
      low_ = std::min(low_, static_cast<double>(v));
      high_ = std::max(high_, static_cast<double>(v));
    }
    if (!(low_ <= high_)) low_ = high_ = 0;
    log_ = low_ > 0 && high_ > 3 * low_;
    const double bottom = height(low_), range = std::max(1e-12, height(high_) - bottom);
    const auto side = static_cast<size_t>(map_->side);
    image_.resize(map_->side, map_->side);
    std::vector<float> heights(map_->loss.size());
    for (size_t i = 0; i < map_->loss.size(); ++i) {
      const float v = map_->loss[i];
      heights[i] = std::isfinite(v) ? static_cast<float>((height(static_cast<double>(v)) - bottom) / range) : NAN;
      image_.row(static_cast<int>(i / side))[i % side] =
          std::isfinite(v) ? ui::map_colour(ui::Map::land, heights[i]) : ui::theme().cv;
    }
    image_.upload(true);
    lines_.clear();
    for (int k = 1; k <= kLevels; ++k)
      add_contour(heights, map_->side, map_->side, static_cast<float>(k) / (kLevels + 1), lines_);
  }

  ui::Vec place(const ui::Rect& r, engine::PlanePoint p) const {
    const double x = (p.x - map_->x_low) / (map_->x_high - map_->x_low);
    const double y = (map_->y_high - p.y) / (map_->y_high - map_->y_low);
    return {r.x + r.w * static_cast<float>(std::clamp(x, -2.0, 3.0)),
            r.y + r.h * static_cast<float>(std::clamp(y, -2.0, 3.0))};
  }

  void picture(const engine::WatchedTensor& w, const ui::Rect& area) {
    const ui::Palette& t = ui::theme();
    const ui::Rect r = area;
    const float edge = 0.5f / static_cast<float>(map_->side);  // the outermost points lie on the border
    if (image_.texture() != ImTextureID{})
      ui::draw::image_rounded(image_.texture(), r, 8, {edge, edge}, {1 - edge, 1 - edge});
    ui::draw::push_clip(r);
    for (const ContourPiece& c : lines_) {
      ui::draw::line({r.x + c.x0 * r.w, r.y + c.y0 * r.h}, {r.x + c.x1 * r.w, r.y + c.y1 * r.h},
                     ui::with_alpha(t.ink, 0.28f), 1);
    }
    trajectory(w, r);
    ui::draw::pop_clip();
    ui::draw::rect(r, t.line2, 8);
    read_out(r);
    views::offer_picture(r, map_->side, map_->side, map_->loss);
  }

  // What was recorded is projected once for each plane, what is new as it comes.
  void trajectory(const engine::WatchedTensor& w, const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    const auto& points = path_.items();
    if (projected_version_ != path_.version() || projected_.size() != points.size()) {
      const bool grew = projected_.size() + 1 == points.size() && projected_version_ + 1 == path_.version();
      if (!grew) projected_.clear();
      for (size_t i = projected_.size(); i < points.size(); ++i)
        projected_.push_back(engine::project(*map_->plane, points[i]));
      projected_version_ = path_.version();
    }
    now_ = engine::project(*map_->plane, w.values);
    std::vector<ui::Vec> way;
    for (const engine::PlanePoint& p : projected_) way.push_back(place(r, p));
    way.push_back(place(r, now_));
    ui::draw::polyline(way, t.cv, 4);
    ui::draw::polyline(way, t.ink, 2);
    for (size_t i = 0; i + 1 < way.size(); ++i) ui::draw::circle_filled(way[i], 2.5f, t.ink);
    ui::draw::circle(way.front(), 5, t.ink, 1.5f);
    ui::draw::circle_filled(way.back(), 6, t.acc);
    ui::draw::circle(way.back(), 6, t.cv, 1.5f);
  }

  void read_out(const ui::Rect& r) {
    const ui::Hit h = ui::hit("microscope.landscape", r, {.focusable = false});
    if (!h.hovered) return;
    const views::Cell at = nearest(r, ui::mouse());
    const float loss = map_->loss[static_cast<size_t>(at.row * map_->side + at.column)];
    const double part = 1.0 / (map_->side - 1);
    const double x = map_->x_low + (map_->x_high - map_->x_low) * static_cast<double>(at.column) * part;
    const double y = map_->y_high - (map_->y_high - map_->y_low) * static_cast<double>(at.row) * part;
    const ui::Vec node = place(r, {x, y});
    ui::draw::circle(node, 4, ui::theme().acc, 1.5f);
    ui::tooltip_at("landscape" + std::to_string(at.row * map_->side + at.column), ui::mouse(),
                   {.title = ui::format_fixed(x, 2) + ", " + ui::format_fixed(y, 2),
                    .rows = {{ui::tr("loss"), ui::format_number(static_cast<double>(loss), 4), 0}}});
  }

  views::Cell nearest(const ui::Rect& r, ui::Vec p) const {
    const auto last = static_cast<float>(map_->side - 1);
    return {std::clamp<int64_t>(std::lround((p.y - r.y) / r.h * last), 0, map_->side - 1),
            std::clamp<int64_t>(std::lround((p.x - r.x) / r.w * last), 0, map_->side - 1)};
  }

  void legend(ui::Vec left_middle, const ui::Rect& plane) const {
    const ui::Palette& t = ui::theme();
    const ui::Text number{.size = 12, .mono = true, .colour = t.ink3};
    const std::string high = ui::format_number(high_), low = ui::format_number(low_);
    float x = plane.right() - ui::text_width(high, number);
    ui::draw::text(high, {x, left_middle.y}, number);
    const ui::Rect bar{x - 6 - 84, left_middle.y - 5, 84, 10};
    ui::draw::gradient(bar, ui::Map::land, 3);
    ui::draw::rect(bar, t.line2, 3);
    x = bar.x - 6 - ui::text_width(low, number);
    ui::draw::text(low, {x, left_middle.y}, number);
    std::string words = ui::tr_fill("mean loss of {} training samples", {ui::format_count(map_->samples)});
    if (log_) words += ui::tr(", logarithmic");
    ui::draw::text(words, left_middle,
                   {.size = 13, .colour = t.ink3, .max_width = x - left_middle.x - 12, .ellipsis = true});
  }

  void figures(const Opened& o, const engine::WatchedTensor& w, const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    ui::draw::rect_filled(r, t.bg1, 10);
    ui::draw::rect(r, t.line, 10);
    const ui::Rect in{r.x + 12, r.y + 12, r.w - 24, r.h - 24};
    const ui::SegmentItem planes[] = {
        {.label = ui::tr("Random"), .tip = ui::tr("Two random directions, as long as the filters that they move")},
        {.label = ui::tr("Path"), .tip = ui::tr("The plane in which the way of training runs")}};
    int plane = on_path_ ? 1 : 0;
    if (ui::segmented("microscope.plane", {in.x, in.y, in.w, 28}, planes, &plane))
      choose(plane == 1 ? "path" : "random");
    const ui::Rect button{in.x, in.y + 36, in.w, 28};
    if (work_.busy()) {
      if (ui::button("microscope.stop", button, {.icon_name = "pause", .label = ui::tr("Stop"), .size = 13}))
        work_.cancel();
    } else if (ui::button("microscope.compute", button,
                          {.label = ui::tr("Compute"),
                           .kind = ui::ButtonKind::primary,
                           .disabled = !o.c.view.fresh,
                           .size = 13,
                           .tip = ui::tr("Anew, around the present weights")})) {
      map_.reset();
      begin(o, w);
    }
    const double done = map_ ? static_cast<double>(map_->done) / (static_cast<double>(map_->side) * map_->side) : 0;
    const ui::Rect bar{in.x, button.bottom() + 8, in.w, 4};
    ui::draw::rect_filled(bar, t.bg3, 2);
    ui::draw::rect_filled({bar.x, bar.y, bar.w * static_cast<float>(done), bar.h}, t.acc, 2);
    float y = bar.bottom() + 8;
    if (!on_path_) y = random_controls(in, y);
    if (map_) numbers(o, {in.x, y, in.w, in.bottom() - y});
  }

  float random_controls(const ui::Rect& in, float y) {
    ui::draw::text(ui::tr("Reach"), {in.x, y + 14}, {.size = 13, .colour = ui::theme().ink2});
    const ui::Stepper reach{.minimum = 0.25, .maximum = 4, .step = 0.25, .size = 13, .text = {}, .tip = {}};
    const ui::Change change = ui::stepper("microscope.reach", {in.right() - 100, y, 100, 26}, &reach_, reach);
    if (change.committed) again();
    if (ui::button("microscope.directions", {in.x, y + 34, in.w, 28},
                   {.icon_name = "dice", .label = ui::tr("Other directions"), .size = 13, .icon_size = 14})) {
      ++seed_;
      again();
    }
    return y + 72;
  }

  void numbers(const Opened& o, const ui::Rect& r) const {
    float y = r.y;
    const auto line = [&](const char* label, const std::string& number) {
      if (y + 24 > r.bottom()) return;
      figure_line({r.x, y, r.w, 24}, label, number);
      y += 24;
    };
    line(ui::tr("loss in the middle"), ui::format_number(map_->centre));
    line(ui::tr("lowest in the picture"), ui::format_number(low_));
    line(ui::tr("now, all samples"), ui::format_number(o.c.view.snapshot.train.loss));
    line(ui::tr("computed at step"), ui::format_count(step_));
    if (on_path_) line(ui::tr("of the path shown"), ui::format_percent(map_->plane->shown, 0));
    if (y + 40 > r.bottom()) return;
    ui::draw::text_block(ui::tr("Ring: where you opened this. Disc: now."), {r.x, y + 6, r.w, r.bottom() - y - 6},
                         {.size = 13, .colour = ui::theme().ink3});
  }

  StepSeries<std::vector<float>> path_;  // where training has been since this was opened
  Background<engine::Landscape> work_;
  std::optional<engine::Landscape> map_;
  bool on_path_ = false, stopped_ = false;
  double reach_ = 1;
  uint64_t seed_ = 1;
  int64_t step_ = 0;  // that the picture was begun at
  // What the picture is of.
  uint64_t revision_ = 0;
  engine::Experiment of_;
  const engine::PreparedData* of_data_ = nullptr;
  // What was made of it.
  bool painted_ = false, log_ = false;
  ui::ThemeName theme_{};
  double low_ = 0, high_ = 1;
  ui::PixelImage image_;
  std::vector<ContourPiece> lines_;
  std::vector<engine::PlanePoint> projected_;
  uint64_t projected_version_ = 0;
  engine::PlanePoint now_;
};

bool offered(const Opened& o) {
  if (engine::output_node(o.c.view.experiment.network) != &o.node) return false;
  return task_of(o.c.view.experiment).chooses_loss;
}

}  // namespace

const LookType& landscape_look() {
  static const LookType type{
      "landscape",
      "Landscape",
      "The loss around the present weights, on a plane through all of them, and the way that training takes on it.",
      "All weights together are one point in a space of as many dimensions as there are weights; training moves it "
      "downhill. The picture is a plane through that point: either two random directions, each filter of which is as "
      "long as the filter that it moves (Li et al. 2018), so that networks can be compared, or the plane in which the "
      "path runs. Everything else stays as it is; the way is drawn where it lies above the plane, which is not the "
      "height that it really has once training has left the plane.",
      offered,
      []() -> std::unique_ptr<Look> { return std::make_unique<LandscapeLook>(); },
      {"random", "path"},
      true};
  return type;
}

}  // namespace app
