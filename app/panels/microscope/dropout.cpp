// Dropout: which numbers of a batch the layer takes away, sample by sample.
#include <algorithm>
#include <cmath>

#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr int64_t kMostRows = 32;
constexpr float kLeastCell = 5;  // narrower ones would not show that they are grey

class DropoutLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const engine::WatchedTensor* x = o.sources.empty() ? nullptr : o.get(engine::Watched::batch, o.sources[0]);
    const engine::WatchedTensor* y = o.get(engine::Watched::batch);
    if (!x || !y || x->shape != y->shape || y->shape.rank() < 2) return waiting(o, area);
    const int64_t all = y->shape.count() / y->shape[0];
    rows_ = std::min(y->shape[0], kMostRows);
    columns_ = std::min(all, std::max<int64_t>(1, static_cast<int64_t>(area.w / kLeastCell)));
    measure(*x, *y, all);
    const ui::Rect body{area.x, area.y + 34, area.w, area.h - 64};
    words(o, y->shape[0], all, {area.x, area.y, area.w, 28});
    picture(body);
    const std::string cut = rows_ < y->shape[0] || columns_ < all
                                ? ui::tr_fill("The first {} of {} numbers of {} of {} samples.",
                                              {std::to_string(columns_), ui::format_count(all), std::to_string(rows_),
                                               std::to_string(y->shape[0])})
                                : std::string(ui::tr("Samples down, numbers of the layer across."));
    ui::draw::text(cut, {area.x, area.bottom() - 12},
                   {.size = 13, .colour = ui::theme().ink3, .max_width = area.w, .ellipsis = true});
  }

  std::string values(const Opened&) const override { return csv({rows_, columns_}, shown_); }

 private:
  // Dropped is what was not 0 before and is 0 behind.
  void measure(const engine::WatchedTensor& x, const engine::WatchedTensor& y, int64_t all) {
    shown_.clear();
    dropped_cells_.clear();
    dropped_ = judged_ = 0;
    for (size_t i = 0; i < y.values.size(); ++i) {
      judged_ += x.values[i] != 0;
      dropped_ += x.values[i] != 0 && y.values[i] == 0;
    }
    for (int64_t r = 0; r < rows_; ++r) {
      for (int64_t c = 0; c < columns_; ++c) {
        const auto i = static_cast<size_t>(r * all + c);
        shown_.push_back(y.values[i]);
        dropped_cells_.push_back(x.values[i] != 0 && y.values[i] == 0);
      }
    }
    range_.follow(views::limits_of(shown_));
  }

  void words(const Opened& o, int64_t samples, int64_t all, const ui::Rect& r) const {
    const double share = judged_ > 0 ? static_cast<double>(dropped_) / static_cast<double>(judged_) : 0;
    const auto p = o.info.params.find("p");
    const auto* wanted = p == o.info.params.end() ? nullptr : std::get_if<double>(&p->second);
    std::string text =
        ui::tr_fill("{} of {} numbers dropped", {ui::format_percent(share), ui::format_count(samples * all)});
    if (wanted) text += " · p = " + ui::format_number(*wanted);
    if (wanted && *wanted < 1)
      text += " · " + ui::tr_fill("the rest grows by ×{}", {ui::format_number(1 / (1 - *wanted))});
    ui::draw::text(text, {r.x, r.mid_y()},
                   {.size = 14, .weight = 600, .colour = ui::theme().ink, .max_width = r.w, .ellipsis = true});
  }

  void picture(const ui::Rect& area) {
    const ui::Palette& t = ui::theme();
    const ui::Rect r{area.x, area.y, std::min(area.w, 40 * static_cast<float>(columns_)),
                     std::min(area.h, 26 * static_cast<float>(rows_))};
    maps_.arrange(1, rows_, columns_);
    std::vector<float> seen = shown_;
    for (size_t i = 0; i < seen.size(); ++i) {
      if (dropped_cells_[i]) seen[i] = range_.scale().span.middle;
    }
    maps_.set(0, seen, range_.scale());
    maps_.draw(0, r, 3);
    const float w = r.w / static_cast<float>(columns_), h = r.h / static_cast<float>(rows_);
    for (int64_t i = 0; w >= 5 && i < rows_ * columns_; ++i) {
      if (!dropped_cells_[static_cast<size_t>(i)]) continue;
      const ui::Rect cell = views::cell_rect(r, rows_, columns_, {i / columns_, i % columns_}).inset(0.5f);
      ui::draw::rect_filled(cell, t.bg3, 1);
      if (w >= 12 && h >= 12) ui::draw::line(cell.min() + ui::Vec{3, 3}, cell.max() - ui::Vec{3, 3}, t.ink3, 1.2f);
    }
    ui::draw::rect(r, t.line2, 3);
    const views::Cell at = views::cell_at(r, rows_, columns_, ui::mouse());
    if (!at.valid() || !ImGui::IsWindowHovered()) return;
    const auto i = static_cast<size_t>(at.row * columns_ + at.column);
    ui::tooltip_at("dropout" + std::to_string(i), ui::mouse(),
                   {.title = dropped_cells_[i] ? ui::tr("dropped") : "",
                    .rows = {{"[" + std::to_string(at.row) + ", " + std::to_string(at.column) + "]",
                              ui::format_number(static_cast<double>(shown_[i]), 4), 0}}});
  }

  int64_t rows_ = 0, columns_ = 0, dropped_ = 0, judged_ = 0;
  std::vector<float> shown_;
  std::vector<bool> dropped_cells_;
  views::ColourRange range_;
  views::HeatMaps maps_;
};

}  // namespace

const LookType& dropout_look() {
  static const LookType type{
      "dropout",
      "Dropped",
      "Which numbers the layer takes away from a batch while training: grey cells are dropped. Every batch anew.",
      "In training each number is set to 0 with probability p, so that no unit can rely on another one; the rest grows "
      "by "
      "1 / (1 − p), so that sums stay as large on average. In evaluation nothing is dropped. The batch here is drawn "
      "as "
      "in training, beside it: training itself does not notice.",
      nullptr,
      []() -> std::unique_ptr<Look> { return std::make_unique<DropoutLook>(); }};
  return type;
}

}  // namespace app
