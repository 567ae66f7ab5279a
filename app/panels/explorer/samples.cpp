#include "app/panels/explorer/samples.h"

#include <algorithm>

#include "app/panels/explorer/grid.h"
#include "app/panels/explorer/parts.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kFilters = 44, kClasses = 196, kBar = 30;

}  // namespace

const char* SamplesPage::title() const { return ui::tr("Samples"); }
const char* SamplesPage::tip() const { return ui::tr("All samples, by class and part"); }

bool SamplesPage::escape() { return viewer_.close(); }

// Other data: everything anew. Another filter: the rows anew.
void SamplesPage::follow(const ExplorerContext& c) {
  if (of_ != c.data) {
    of_ = c.data;
    index_ = std::make_unique<SampleIndex>(c.data);
    if (filter_.of_class >= index_->classes()) filter_.of_class = -1;
    if (c.look != views::SampleLook::tokens) filter_.words.clear();
    atlas_.clear();
    viewer_.close();
    for (const char* list : {"explorer.grid", "explorer.table", "explorer.classes"}) ui::scroll_to(list, 0, 1, 1);
  } else if (filter_ == filtered_) {
    return;
  }
  filtered_ = filter_;
  rows_ = index_->rows_of(filter_);
  counts_ = index_->counts_of(filter_);
}

void SamplesPage::draw(const ExplorerContext& c, const ui::Rect& area) {
  follow(c);
  if (viewer_.is_open()) {
    viewer_.draw(c, *index_, rows_, area);
    return;
  }
  filters(c, {area.x, area.y, area.w, kFilters});
  ui::Rect rest{area.x, area.y + kFilters, area.w, area.h - kFilters};
  if (index_->classes() > 0) {
    class_bars({rest.x, rest.y, kClasses, rest.h});
    rest = {rest.x + kClasses + 12, rest.y, rest.w - kClasses - 12, rest.h};
  }
  if (rows_.empty()) {
    ui::well(rest);
    ui::empty_state(rest, c.data->raw.rows() == 0 ? ui::tr("The set has no samples yet.")
                                                  : ui::tr("No sample passes: choose another class, part or word."));
  } else if (c.look == views::SampleLook::numbers) {
    const int64_t opened = table_.draw(c, *index_, rows_, rest);
    if (opened >= 0) viewer_.open(opened);
  } else {
    cells(c, rest);
  }
}

void SamplesPage::filters(const ExplorerContext& c, const ui::Rect& r) {
  const float y = r.y + 8, high = 28;
  const ui::SegmentItem parts[] = {
      {.label = ui::tr("All")}, {.label = ui::tr("Train")}, {.label = ui::tr("Val")}, {.label = ui::tr("Test")}};
  int part = filter_.part + 1;
  if (ui::segmented("explorer.part", {r.x, y, 232, high}, parts, &part)) filter_.part = part - 1;
  float x = r.x + 244;
  if (index_->classes() > 0) {
    const ui::SegmentItem orders[] = {{.label = ui::tr("As they come")}, {.label = ui::tr("By class")}};
    int order = filter_.by_class ? 1 : 0;
    if (ui::segmented("explorer.order", {x, y, 204, high}, orders, &order)) filter_.by_class = order == 1;
    x += 216;
  }
  if (c.look == views::SampleLook::tokens) {
    if (!c.data->raw.vocabulary.empty()) {
      (void)ui::text_field("explorer.words", {x, y, 190, high}, &filter_.words,
                           {.icon_name = "search", .hint = ui::tr("Words in it")});
      x += 202;
      (void)ui::checkbox("explorer.ids", {x, r.y + 22}, ui::tr("Ids"), &ids_);
      x += 56;
    }
  }
  const std::string count = static_cast<int64_t>(rows_.size()) == index_->rows()
                                ? ui::tr_fill("{} samples", {ui::format_count(index_->rows())})
                                : ui::tr_fill("{} of {}", {ui::format_count(static_cast<long long>(rows_.size())),
                                                           ui::format_count(index_->rows())});
  ui::draw::text(count, {r.right(), r.y + 22},
                 {.size = 13, .colour = ui::theme().ink3, .align = ui::Align::right, .max_width = r.right() - x});
}

// How many samples of each class pass; a click shows only these.
void SamplesPage::class_bars(const ui::Rect& r) {
  const SampleGrid list = SampleGrid::fit(r.w, static_cast<int64_t>(counts_.size()), r.w, kBar, 4);
  const int64_t most = counts_.empty() ? 0 : *std::max_element(counts_.begin(), counts_.end());
  const ui::ScrollArea scroll("explorer.classes", r, static_cast<float>(list.height()));
  const auto seen = list.visible(static_cast<double>(r.y - scroll.y()), static_cast<double>(r.h));
  for (int64_t i = seen.first; i < seen.last; ++i) {
    ui::Rect cell = list.cell(i, r.x, scroll.y(), 0);
    cell.w = scroll.width();
    class_bar(i, most, cell);
  }
}

void SamplesPage::class_bar(int64_t index, int64_t most, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const bool on = filter_.of_class == index;
  const ui::Hit hit = ui::hit(ui::name_of("explorer.class", index), r, {.focus_radius = 6});
  ui::draw::rect_filled(r, on ? t.bg3 : hit.hovered ? t.bg2 : t.bg1, 6);
  if (on) ui::draw::rect(r, t.acc, 6, 2);
  const int64_t count = counts_[static_cast<size_t>(index)];
  const std::string number = ui::format_count(count);
  const ui::Text look{.size = 12, .mono = true, .colour = t.ink2, .align = ui::Align::right};
  const float digits = ui::text_width(number, look);
  ui::draw::circle_filled({r.x + 13, r.y + 12}, 4.5f, colour_of_class(index_->data(), index));
  ui::draw::text(ui::tr(index_->data().class_name(index)), {r.x + 26, r.y + 12},
                 {.size = 13,
                  .colour = on || hit.hovered ? t.ink : t.ink2,
                  .max_width = r.w - 26 - digits - 18,
                  .ellipsis = true});
  ui::draw::text(number, {r.right() - 8, r.y + 12}, look);
  const float share = most > 0 ? static_cast<float>(count) / static_cast<float>(most) : 0;
  const ui::Rect bar{r.x + 8, r.bottom() - 7, r.w - 16, 3};
  ui::draw::rect_filled(bar, t.bg2, 1.5f);
  if (count > 0)
    ui::draw::rect_filled({bar.x, bar.y, std::max(2.0f, bar.w * share), 3}, colour_of_class(index_->data(), index),
                          1.5f);
  if (hit.clicked) filter_.of_class = on ? -1 : index;
}

}  // namespace app
