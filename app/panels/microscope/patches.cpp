// What makes each map of a convolution fire most: the patches of training pictures below its largest numbers, searched
// beside training by a network of its own.
#include <algorithm>

#include "app/panels/microscope/background.h"
#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"
#include "app/views/picked_picture.h"
#include "app/views/picture_atlas.h"
#include "app/workbench/tasks.h"
#include "engine/train/top_patches.h"

namespace app {
namespace {

constexpr int64_t kSide = 3, kOfEach = kSide * kSide;  // patches of a map, in a square
constexpr float kHead = 38;
constexpr double kRepaint = 0.25;  // seconds between two pictures of a search

class PatchesLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    if (!o.data) return waiting(o, area);
    if (of_ != o.data || of_network_ != o.c.view.experiment.network) {
      work_.cancel();
      found_ = {};
      asked_ = true;
      of_ = o.data;
      of_network_ = o.c.view.experiment.network;
    }
    if (asked_ && o.c.view.fresh) {
      if (const engine::WatchedTensor* w = o.get(engine::Watched::parameters)) start(o, *w);
    }
    if (auto found = work_.take()) newest_ = std::move(*found);
    if (newest_ && (!work_.busy() || o.c.now - painted_ > kRepaint)) {
      found_ = std::move(*newest_);
      newest_.reset();
      atlas_.clear();
      painted_ = o.c.now;
    }
    head({area.x, area.y, area.w, 28});
    const ui::Rect body{area.x, area.y + kHead, area.w, area.h - kHead};
    if (found_.best.empty()) {
      return ui::empty_state(body, work_.busy() || asked_ ? ui::tr("The first pictures are being searched.")
                                                          : ui::tr("Press Search to find what makes the maps fire."));
    }
    squares(o, body);
  }

  std::string values(const Opened&) const override {
    std::string out = "map,sample,row,column,value\n";
    for (size_t k = 0; k < found_.best.size(); ++k) {
      for (const engine::TopPatch& p : found_.best[k])
        out += fmt::format("{},{},{},{},{:.9g}\n", k + 1, p.sample + 1, p.row, p.column, p.value);
    }
    return out;
  }
  const char* formula() const override { return "max over pictures, rows r and columns c of A_k(r, c)"; }

 private:
  void start(const Opened& o, const engine::WatchedTensor& w) {
    asked_ = false;
    found_ = {};
    newest_.reset();
    step_ = o.c.view.snapshot.step;
    engine::PatchSearch search{o.c.view.experiment, o.c.view.snapshot.data, w.values, o.node.id};
    search.of_each = kOfEach;
    work_.start([search = std::move(search)](const auto& show) { (void)engine::find_top_patches(search, show); });
  }

  void head(const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    const ui::Rect button{r.x, r.y, 104, 28};
    if (work_.busy()) {
      if (ui::button("microscope.stop", button, {.icon_name = "pause", .label = ui::tr("Stop"), .size = 13}))
        work_.cancel();
    } else if (ui::button("microscope.search", button,
                          {.label = ui::tr("Search"), .size = 13, .tip = ui::tr("Anew, with the present weights")})) {
      asked_ = true;
    }
    const double part = found_.of > 0 ? static_cast<double>(found_.searched) / static_cast<double>(found_.of) : 0;
    ui::draw::rect_filled({r.x, r.bottom() + 3, button.w, 3}, t.bg3, 1.5f);
    ui::draw::rect_filled({r.x, r.bottom() + 3, button.w * static_cast<float>(part), 3}, t.acc, 1.5f);
    if (found_.of == 0) return;
    ui::draw::text(
        ui::tr_fill("{} of {} training pictures, with the weights of step {}",
                    {ui::format_count(found_.searched), ui::format_count(found_.of), ui::format_count(step_)}),
        {button.right() + 14, r.mid_y()},
        {.size = 13, .colour = t.ink2, .max_width = r.right() - button.right() - 14, .ellipsis = true});
  }

  void squares(const Opened& o, const ui::Rect& area) {
    const ui::Palette& t = ui::theme();
    grid_.arrange("microscope.patches", area, static_cast<int64_t>(found_.best.size()), 1, 84, 20, 190);
    int64_t wide = 1, high = 1;
    for (const auto& best : found_.best) {
      for (const engine::TopPatch& p : best) {
        wide = std::max(wide, p.field.right - p.field.left);
        high = std::max(high, p.field.bottom - p.field.top);
      }
    }
    atlas_.arrange(static_cast<int>(std::min<int64_t>(wide, 64)), static_cast<int>(std::min<int64_t>(high, 64)),
                   static_cast<int>((grid_.last() - grid_.first()) * kOfEach));
    for (int64_t k = grid_.first(); k < grid_.last(); ++k) {
      const ui::Rect cell = grid_.cell(k);
      const auto& best = found_.best[static_cast<size_t>(k)];
      ui::draw::rect_filled(cell, t.bg1, 6);
      const bool dead = best.empty() || !(best.front().value > 0);
      for (size_t i = 0; i < best.size(); ++i) patch(o, k, i, cell);
      ui::draw::rect(cell, t.line2, 6);
      const std::string name = ui::tr_fill("Map {}", {std::to_string(k + 1)});
      caption({cell.mid_x(), cell.bottom() + 11}, dead ? name + " · " + ui::tr("never above 0") : name, cell.w);
    }
  }

  void patch(const Opened& o, int64_t map, size_t i, const ui::Rect& cell) {
    const engine::TopPatch& p = found_.best[static_cast<size_t>(map)][i];
    const float side = (cell.w - 8) / static_cast<float>(kSide);
    const ui::Rect slot{cell.x + 4 + side * static_cast<float>(i % kSide),
                        cell.y + 4 + side * static_cast<float>(i / kSide), side, side};
    const int64_t rows = p.field.bottom - p.field.top, columns = p.field.right - p.field.left;
    const ui::Rect r = views::fit_cells(slot.inset(1.5f), rows, columns);
    const auto key = map * kOfEach + static_cast<int64_t>(i);
    const int64_t channels = static_cast<int64_t>(p.pixels.size()) / std::max<int64_t>(1, rows * columns);
    atlas_.draw(key, p.pixels, {channels, rows, columns}, views::map_of(o.data->raw), r, 2);
    views::offer_picture(r, channels * rows, columns, p.pixels);
    const ui::Hit h = ui::hit(ui::name_of("microscope.patch", key), r, {.focusable = false});
    if (h.hovered) ui::draw::rect(r.grown(1), ui::theme().acc, 2, 2);
    ui::tooltip({.title = ui::tr_fill("Sample {}", {ui::format_count(p.sample + 1)}),
                 .rows = {{"[" + std::to_string(p.row) + ", " + std::to_string(p.column) + "]",
                           ui::format_number(static_cast<double>(p.value), 4), 0}}});
    if (h.clicked) ui::shown_sample().row = p.sample;
  }

  Background<engine::TopPatches> work_;
  std::optional<engine::TopPatches> newest_;
  engine::TopPatches found_;
  bool asked_ = true;
  int64_t step_ = 0;
  double painted_ = -1;
  const engine::PreparedData* of_ = nullptr;
  engine::NetworkSpec of_network_;
  PictureGrid grid_;
  views::PictureAtlas atlas_;
};

bool offered(const Opened& o) {
  return o.type().windowed && o.output().rank() == 3 && o.output()[1] * o.output()[2] > 1 && o.data &&
         o.data->input_shape.rank() == 3 && !makes_samples(o.c.view.experiment);
}

}  // namespace

const LookType& patches_look() {
  static const LookType type{
      "patches",
      "Finds",
      "The parts of training pictures that make each map fire most. Click one to see its picture.",
      "The search goes through training pictures and keeps, for every map, those in which its largest number is "
      "largest "
      "of all. Shown is the part of the picture that this number can depend on, its receptive field: the deeper the "
      "layer, the more of the picture. What the patches of a map have in common is what it has learned to find (Zeiler "
      "and Fergus 2014).",
      offered,
      []() -> std::unique_ptr<Look> { return std::make_unique<PatchesLook>(); }};
  return type;
}

}  // namespace app
