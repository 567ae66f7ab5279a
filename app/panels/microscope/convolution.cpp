// Convolution and pooling: all maps of the sample, and for one pixel of them the window that it looks at, number by
// number. The window slides over the map by itself when asked to.
#include <algorithm>
#include <cmath>

#include "app/panels/microscope/input_picture.h"
#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/patch_card.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "engine/graph/receptive_field.h"

namespace app {
namespace {

constexpr float kSlideRate = 12;  // pixels a second
constexpr float kGap = 12;

// A pixel of an output map.
struct Pixel {
  int64_t plane = 0, row = 0, column = 0;
  bool operator==(const Pixel&) const = default;
};

class WindowLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const engine::WatchedTensor *x = o.input(), *y = o.get(engine::Watched::sample);
    const engine::WatchedTensor *w = nullptr, *b = nullptr;
    const engine::Windowed& windowed = *o.type().windowed;
    weighted_ = windowed.makes == engine::Windowed::Makes::weighted_sum;
    transposed_ = windowed.transposed;
    if (weighted_) {
      w = o.get(engine::Watched::parameter, {}, "weight");
      b = o.get(engine::Watched::parameter, {}, "bias");
    }
    if (!x || !y || y->shape != o.output() || (weighted_ && !w)) return waiting(o, area);
    in_ = Planar::of(x->shape);
    out_ = Planar::of(y->shape);
    now_ = {std::min(now_.plane, out_.planes - 1), std::min(now_.row, out_.rows - 1),
            std::min(now_.column, out_.columns - 1)};
    if (!placed_) now_ = {0, out_.rows / 2, out_.columns / 2};
    placed_ = true;
    slide(o.c.now);
    input_range_.follow({x->low, x->high}, o.known_limits(o.sources[0]));
    input_limits_ = {x->low, x->high};
    output_range_.follow({y->low, y->high}, o.known_limits());
    if (w) weight_range_.follow({w->low, w->high});
    const float lower = std::clamp(area.h * 0.46f, 148.0f, 236.0f);
    const ui::Rect upper{area.x, area.y, area.w, area.h - lower - kGap};
    const Pixel before = now_;
    maps(o, *x, *y, w, upper);
    const PatchSource source{windowed,
                             o.info.params,
                             x->shape,
                             y->shape,
                             x->values,
                             w ? std::span<const float>(w->values) : std::span<const float>{},
                             b ? std::span<const float>(b->values) : std::span<const float>{}};
    const Patch patch = patch_of(source, now_.plane, now_.row, now_.column, card_.channel());
    if (!(before == now_)) ui::request_frame();
    mark_input(patch);
    const auto at = static_cast<size_t>(out_.index(now_.plane, now_.row, now_.column));
    const PatchCard::Shown shown{
        patch, where(), static_cast<double>(y->values[at]), weighted_, sliding_, input_scale(o), weight_range_.scale()};
    if (card_.draw(o, shown, {area.x, area.bottom() - lower, area.w, lower})) {
      sliding_ = !sliding_;
      pinned_ = false;
      slid_at_ = o.c.now;
    }
  }

  std::string values(const Opened& o) const override { return csv(o.get(engine::Watched::sample)); }
  bool of_sample(const Opened&) const override { return true; }
  std::vector<int64_t> selection() const override {
    return {now_.plane, now_.row, now_.column, pinned_, placed_, card_.channel(), grid_.page()};
  }
  void select(std::span<const int64_t> chosen) override {
    if (chosen.size() != 7) return;
    now_ = {chosen[0], chosen[1], chosen[2]};
    pinned_ = chosen[3] != 0;
    placed_ = chosen[4] != 0;
    card_.show_channel(chosen[5]);
    grid_.turn_to(chosen[6]);
  }
  bool escape() override {
    const bool held = pinned_ || sliding_;
    pinned_ = sliding_ = false;
    return held;
  }

 private:
  void slide(double now) {
    const double passed = std::clamp(now - slid_at_, 0.0, 0.5);
    if (!sliding_) {
      slid_at_ = now;
      return;
    }
    const auto steps = static_cast<int64_t>(passed * static_cast<double>(kSlideRate));
    if (steps > 0) slid_at_ += static_cast<double>(steps) / static_cast<double>(kSlideRate);
    const int64_t count = out_.rows * out_.columns;
    const int64_t at = (now_.row * out_.columns + now_.column + steps) % std::max<int64_t>(1, count);
    now_.row = at / out_.columns;
    now_.column = at % out_.columns;
    ui::request_frame(1.0 / static_cast<double>(kSlideRate));
  }

  // A plane as a picture; a sequence lies on its side, all features below each other.
  void set_plane(views::HeatMaps& maps, int64_t k, const engine::WatchedTensor& t, const Planar& p, int64_t plane,
                 const views::ColourScale& scale) const {
    if (p.steps) {
      maps.set(k, t.values, scale, p.planes, 1);
    } else {
      const auto size = static_cast<size_t>(p.rows * p.columns);
      maps.set(k, std::span(t.values).subspan(static_cast<size_t>(plane) * size, size), scale);
    }
  }

  void maps(const Opened& o, const engine::WatchedTensor& x, const engine::WatchedTensor& y,
            const engine::WatchedTensor* w, const ui::Rect& area) {
    const float left = std::min(area.w * 0.3f, area.h);
    const float deep = source_picture(o, {area.x, area.y, left, area.h});
    const ui::Rect input_area{area.x, area.y, left, area.h - 22 - deep};
    const int64_t rows = in_.steps ? in_.planes : in_.rows, columns = in_.steps ? in_.rows : in_.columns;
    input_maps_.arrange(1, rows, columns);
    const int64_t shown = shown_channel();
    set_plane(input_maps_, 0, x, in_, shown, input_scale(o));
    input_rect_ = in_.steps ? stretched(input_area, rows, columns) : views::fit_cells(input_area, rows, columns);
    input_maps_.draw(0, input_rect_, 4);
    ui::draw::rect(input_rect_, ui::theme().line2, 4);
    caption({input_area.mid_x(), input_area.bottom() + 12},
            in_.steps || in_.planes == 1
                ? std::string(ui::tr("input"))
                : ui::tr_fill("input, channel {} of {}", {std::to_string(shown + 1), std::to_string(in_.planes)}),
            left);
    const ui::Rect right{area.x + left + 2 * kGap, area.y, area.w - left - 2 * kGap, area.h - 24};
    output_range_.legend("microscope.range", {area.right(), area.bottom() - 9});
    if (out_.steps) {
      strip(o, y, right);
    } else {
      grid(o, y, w, right);
    }
  }

  // Where the network's own input lies further back: that picture, and what of it the chosen number can depend on.
  // Returns the height that it takes at the bottom of `area`.
  float source_picture(const Opened& o, const ui::Rect& area) {
    if (o.output().rank() != 3 || o.is_input(o.sources[0])) return 0;
    const engine::NetworkSpec& net = o.c.view.experiment.network;
    const engine::Field f =
        engine::receptive_field(net, o.c.view.info, static_cast<int>(o.index), now_.row, now_.column);
    const engine::WatchedTensor* x = nullptr;
    for (const engine::NodeSpec& n : net.nodes) {
      if (o.is_input(n.id)) x = o.get(engine::Watched::sample, n.id);
    }
    if (!x || x->shape.rank() != 3 || !InputPicture::is_image(o)) return 0;
    const float high = std::min(area.h * 0.46f, 190.0f);
    const ui::Rect r = source_.draw(o, *x, {area.x, area.bottom() - high, area.w, high - 22});
    caption(
        {area.mid_x(), area.bottom() - 10},
        ui::tr_fill("seen of the input: {} × {}", {std::to_string(f.bottom - f.top), std::to_string(f.right - f.left)}),
        area.w);
    if (f.empty()) return high;
    const ui::Rect a = views::cell_rect(r, x->shape[1], x->shape[2], {f.top, f.left});
    const ui::Rect b = views::cell_rect(r, x->shape[1], x->shape[2], {f.bottom - 1, f.right - 1});
    ui::draw::rect(ui::Rect{a.x, a.y, b.right() - a.x, b.bottom() - a.y}.grown(1), ui::theme().acc, 2, 2);
    return high;
  }

  static ui::Rect stretched(const ui::Rect& r, int64_t rows, int64_t columns) {
    return {r.x, r.y, std::min(r.w, 40 * static_cast<float>(columns)), std::min(r.h, 26 * static_cast<float>(rows))};
  }

  views::ColourScale input_scale(const Opened& o) const {
    const bool picture =
        o.is_input(o.sources[0]) && o.data && views::look_of(o.data->raw, false) == views::SampleLook::image;
    if (!picture) return input_range_.scale();
    const float middle = (input_limits_.low + input_limits_.high) / 2;
    return {{middle, std::max(1e-6f, (input_limits_.high - input_limits_.low) / 2)}, ui::Map::gray};
  }

  void grid(const Opened& o, const engine::WatchedTensor& y, const engine::WatchedTensor* w, const ui::Rect& area) {
    const float aspect = static_cast<float>(out_.columns) / static_cast<float>(out_.rows);
    const bool kernels = w && w->shape.rank() == 4;
    grid_.arrange("microscope.maps", area, out_.planes, kernels ? aspect + 0.62f : aspect, 36, 18, 160);
    const int64_t count = grid_.last() - grid_.first();
    output_maps_.arrange(count, out_.rows, out_.columns);
    if (kernels) kernel_maps_.arrange(count, w->shape[2], w->shape[3]);
    for (int64_t k = grid_.first(); k < grid_.last(); ++k) {
      const ui::Rect cell = grid_.cell(k);
      ui::Rect r = cell;
      if (kernels) {
        const float side = cell.h * 0.56f;
        r = {cell.x + cell.h * 0.62f, cell.y, cell.w - cell.h * 0.62f, cell.h};
        const ui::Rect kernel{cell.x, cell.mid_y() - side / 2, side, side};
        kernel_maps_.set(k - grid_.first(), kernel_values(*w, k), weight_range_.scale());
        kernel_maps_.draw(k - grid_.first(), kernel, 3);
        ui::draw::rect(kernel, k == now_.plane ? ui::theme().acc : ui::theme().line2, 3);
      }
      set_plane(output_maps_, k - grid_.first(), y, out_, k, output_range_.scale());
      output_maps_.draw(k - grid_.first(), r, 4);
      mark_unit(o, k, r);
      ui::draw::rect(r, k == now_.plane ? ui::theme().acc : ui::theme().line2, 4, k == now_.plane ? 2.0f : 1.0f);
      caption({r.mid_x(), r.bottom() + 9}, std::to_string(k + 1), r.w);
      point_at(ui::name_of("microscope.map", k), r, out_.rows, out_.columns, k, y);
    }
  }

  // All maps of a sequence: steps from left to right.
  void strip(const Opened& o, const engine::WatchedTensor& y, const ui::Rect& area) {
    output_maps_.arrange(1, out_.planes, out_.rows);
    set_plane(output_maps_, 0, y, out_, 0, output_range_.scale());
    const ui::Rect r = stretched(area, out_.planes, out_.rows);
    output_maps_.draw(0, r, 4);
    mark_rows(o, r, out_.planes);
    ui::draw::rect(r, ui::theme().line2, 4);
    ui::draw::text(ui::tr("output: steps across, maps down"), {area.x, area.bottom() + 14},
                   {.size = 13, .colour = ui::theme().ink3, .max_width = area.w * 0.4f, .ellipsis = true});
    point_at("microscope.strip", r, out_.planes, out_.rows, -1, y);
    ui::draw::rect(views::cell_rect(r, out_.planes, out_.rows, {now_.plane, now_.row}).grown(1), ui::theme().acc, 2, 2);
  }

  // The pixel under the pointer, and by a click the one that stays.
  void point_at(const char* name, const ui::Rect& r, int64_t rows, int64_t columns, int64_t plane,
                const engine::WatchedTensor& y) {
    const ui::Hit h = ui::hit(name, r, {.focusable = false});
    const views::Cell at = views::cell_at(r, rows, columns, ui::mouse());
    const Pixel pixel = plane < 0 ? Pixel{at.row, at.column, 0} : Pixel{plane, at.row, at.column};
    if (h.clicked && at.valid()) {
      pinned_ = !(pinned_ && pixel == now_);
      sliding_ = false;
      now_ = pixel;
    }
    if (h.hovered && at.valid()) {
      if (!pinned_ && !sliding_) now_ = pixel;
      const auto i = static_cast<size_t>(out_.index(pixel.plane, pixel.row, pixel.column));
      ui::tooltip_at(
          "pixel" + std::to_string(i), ui::mouse(),
          {.title = ui::tr_fill("Map {}", {std::to_string(pixel.plane + 1)}),
           .rows = {{"[" + std::to_string(pixel.row) + (out_.steps ? "" : ", " + std::to_string(pixel.column)) + "]",
                     ui::format_number(static_cast<double>(y.values[i]), 5), 0}}});
    }
    if (plane != now_.plane) return;
    const ui::Rect mark = views::cell_rect(r, rows, columns, {now_.row, now_.column});
    ui::draw::rect(mark.grown(std::max(1.0f, 3 - mark.w / 2)), ui::theme().acc, 2, 2);
  }

  // Of the kernel of a map, the slice that meets the channel that is shown.
  std::span<const float> kernel_values(const engine::WatchedTensor& w, int64_t map) const {
    const int64_t size = w.shape[2] * w.shape[3], per = w.shape[1];
    const int64_t block = transposed_ ? std::min(shown_channel(), w.shape[0] - 1) * per + map % per
                                      : map * per + std::min(card_.channel(), per - 1);
    if ((block + 1) * size > static_cast<int64_t>(w.values.size())) return {};
    return std::span(w.values).subspan(static_cast<size_t>(block * size), static_cast<size_t>(size));
  }

  int64_t shown_channel() const {
    if (!weighted_) return std::min(now_.plane, in_.planes - 1);
    return std::clamp<int64_t>(first_channel_ + card_.channel(), 0, in_.planes - 1);
  }

  // Where the window lies on the input.
  void mark_input(const Patch& p) {
    first_channel_ = p.first_channel;
    if (p.rows.empty() || p.columns.empty()) return;
    const int64_t rows = in_.steps ? in_.planes : in_.rows, columns = in_.steps ? in_.rows : in_.columns;
    const auto [top, bottom] =
        std::minmax_element(p.rows.begin(), p.rows.end(), [](auto& a, auto& b) { return a.input < b.input; });
    const auto [left, right] =
        std::minmax_element(p.columns.begin(), p.columns.end(), [](auto& a, auto& b) { return a.input < b.input; });
    const ui::Rect a = in_.steps ? views::cell_rect(input_rect_, rows, columns, {p.first_channel, top->input})
                                 : views::cell_rect(input_rect_, rows, columns, {top->input, left->input});
    const ui::Rect b =
        in_.steps ? views::cell_rect(input_rect_, rows, columns, {p.first_channel + p.channels - 1, bottom->input})
                  : views::cell_rect(input_rect_, rows, columns, {bottom->input, right->input});
    const ui::Rect window{a.x, a.y, b.right() - a.x, b.bottom() - a.y};
    ui::draw::rect(window.grown(1), ui::theme().acc, 2, 2);
    if (!p.winner.valid()) return;
    const int64_t row = p.rows[static_cast<size_t>(p.winner.row)].input,
                  column = p.columns[static_cast<size_t>(p.winner.column)].input;
    const views::Cell cell = in_.steps ? views::Cell{p.first_channel, row} : views::Cell{row, column};
    ui::draw::rect(views::cell_rect(input_rect_, rows, columns, cell).grown(1), ui::theme().ink, 2, 1.5f);
  }

  std::string where() const {
    const std::string map = std::to_string(now_.plane + 1), row = std::to_string(now_.row + 1);
    if (out_.steps) return ui::tr_fill("Map {}, step {}", {map, row});
    return ui::tr_fill("Map {}, row {}, column {}", {map, row, std::to_string(now_.column + 1)});
  }

  bool weighted_ = true, transposed_ = false, placed_ = false, pinned_ = false, sliding_ = false;
  double slid_at_ = 0;
  Planar in_, out_;
  Pixel now_;
  int64_t first_channel_ = 0;
  PatchCard card_;
  ui::Rect input_rect_;
  views::Limits input_limits_;
  views::ColourRange input_range_, output_range_, weight_range_;
  InputPicture source_;
  views::HeatMaps input_maps_, output_maps_, kernel_maps_;
  PictureGrid grid_;
};

std::unique_ptr<Look> make() { return std::make_unique<WindowLook>(); }
bool offered(const Opened& o) { return o.type().windowed && o.output().count() > 0; }

}  // namespace

const LookType& convolution_look() {
  static const LookType type{
      "convolution",
      "Maps",
      "Each kernel slides over the input; where the patch below it matches, its map gets bright. Point at a pixel.",
      "A kernel is a small pattern of weights. At every place its weights are multiplied with the patch below it and "
      "added up, over all input channels; the bias is added and the activation applied. Large sums mean: the pattern "
      "is "
      "here. The same weights are used everywhere, so a stroke is found wherever it is.",
      offered,
      make};
  return type;
}

const LookType& pooling_look() {
  static const LookType type{
      "pooling",
      "Windows",
      "Each number is what remains of a window of the input. Point at one to see its window.",
      "Pooling makes maps smaller. The largest number of a window says whether a pattern was there, not where exactly: "
      "small shifts of the input then change nothing. A mean keeps how much of it there was on average.",
      offered,
      make};
  return type;
}

}  // namespace app
