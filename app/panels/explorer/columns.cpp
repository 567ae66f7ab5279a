#include "app/panels/explorer/columns.h"

#include <algorithm>
#include <cmath>

#include "app/panels/explorer/grid.h"
#include "app/panels/explorer/histogram.h"
#include "app/panels/explorer/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kTop = 44, kCard = 288, kCardHigh = 190, kCardMost = 290, kGap = 12, kTitle = 34;
constexpr float kMean = 76, kMeanPitch = 108, kTokenLine = 22;
constexpr size_t kMostTokens = 40, kMostMeans = 200;
constexpr int kBins = 40, kMostClasses = 2000, kTokenColumns = 4;

}  // namespace

const char* ColumnsPage::title() const { return ui::tr("Columns"); }
const char* ColumnsPage::tip() const { return ui::tr("How the values of each column are spread"); }

void ColumnsPage::follow(const ExplorerContext& c) {
  const bool other = of_ != c.data || look_ != c.look;
  if (other || of_seen_ != seen_) {
    cards_work_.cancel();
    cards_.clear();
    sources_ = std::make_unique<ColumnSources>(c.data, c.look, seen_);
    of_seen_ = seen_;
  }
  if (other) {
    of_ = c.data;
    look_ = c.look;
    overview_ = {};
    has_overview_ = false;
    atlas_.clear();
    overview_work_.start([data = c.data, look = c.look](const std::stop_token&) {
      Overview o;
      if (look == views::SampleLook::tokens) o.tokens = token_counts(*data, kMostTokens);
      if (look == views::SampleLook::image) o.means = mean_samples(*data, kMostMeans);
      return o;
    });
  }
  if (auto made = overview_work_.take()) {
    overview_ = std::move(*made);
    has_overview_ = true;
  }
  if (auto made = cards_work_.take()) cards_.merge(*made);
}

// Starts on the cards that are seen and not there yet.
void ColumnsPage::collect(const ExplorerContext& c, int64_t first, int64_t last) {
  if (cards_work_.busy()) return;
  std::vector<int64_t> wanted;
  for (int64_t i = first; i < last; ++i) {
    if (!cards_.contains(i)) wanted.push_back(i);
  }
  if (wanted.empty()) return;
  ui::request_frame();
  const auto named = static_cast<int>(std::min<int64_t>(c.data->raw.classes, kMostClasses));
  cards_work_.start([named, sources = ColumnSources(c.data, c.look, seen_), wanted](const std::stop_token& stop) {
    Cards made;
    for (const int64_t i : wanted) {
      if (stop.stop_requested()) break;
      const ColumnValues v = sources.gather(i);
      // A bin for each class, so that it can have its colour and name.
      const bool classes = sources.is_target(i) && named > 0;
      made[i] = engine::column_statistics(v.values, v.parts, classes ? named : kBins);
    }
    return made;
  });
}

void ColumnsPage::draw(const ExplorerContext& c, const ui::Rect& area) {
  follow(c);
  top_line(c, {area.x, area.y, area.w, kTop});
  const ui::Rect inside{area.x, area.y + kTop, area.w, area.h - kTop};
  const float head = overview_height(c, inside.w - 14);
  SampleGrid grid = SampleGrid::fit(inside.w - 14, sources_->count(), kCard, kCardHigh, kGap);
  // Few cards use the room that there is.
  const float room = (inside.h - head - kGap) / static_cast<float>(std::max<int64_t>(1, grid.lines())) - kGap;
  grid.high = std::clamp(room, kCardHigh, kCardMost);
  const double content = static_cast<double>(head) + grid.height();
  const ui::ScrollArea scroll("explorer.cards", inside, static_cast<float>(content));
  if (head > 0) overview(c, {inside.x, scroll.y(), inside.w - 14, head - kGap}, inside);
  const float top = scroll.y() + head;
  const auto seen = grid.visible(static_cast<double>(inside.y - top), static_cast<double>(inside.h));
  for (int64_t i = seen.first; i < seen.last; ++i) card(c, i, grid.cell(i, inside.x, top, 0));
  collect(c, seen.first, seen.last);
  scroll_by_keys("explorer.cards", inside, scroll.y(), content);
}

void ColumnsPage::top_line(const ExplorerContext& c, const ui::Rect& r) {
  const float y = r.y + 8;
  if (c.look != views::SampleLook::tokens) {
    const ui::SegmentItem items[] = {
        {.label = ui::tr("As it came"), .tip = ui::tr("The values as they stand in the data")},
        {.label = ui::tr("As the network sees it"), .tip = ui::tr("Prepared with figures of the training part")}};
    int mode = seen_ ? 1 : 0;
    if (ui::segmented("explorer.seen_as", {r.x, y, 350, 28}, items, &mode)) seen_ = mode == 1;
  }
  float right = r.right();
  for (int part = engine::kSplits - 1; part >= 0; --part) {  // from right to left
    if (c.data->rows[part].empty()) continue;
    right -= ui::text_width(part_word(part), {.size = 13});
    ui::draw::text(part_word(part), {right, r.y + 22}, {.size = 13, .colour = ui::theme().ink2});
    right -= 20;
    ui::legend_key({right, r.y + 22}, part_colour(part));
    right -= 18;
  }
}

float ColumnsPage::overview_height(const ExplorerContext& c, float width) const {
  if (c.look == views::SampleLook::tokens) {
    return kTitle + kTokenLine * static_cast<float>(kMostTokens / kTokenColumns) + 14 + kGap;
  }
  if (c.look != views::SampleLook::image) return 0;
  const bool classes = c.data->raw.classes > 0 && c.data->raw.target_shape.rank() == 0;
  const auto count = classes ? std::min<int64_t>(c.data->raw.classes, kMostMeans) : 1;
  const auto across = std::max<int64_t>(1, static_cast<int64_t>((width - 24 + 12) / (kMean + 12)));
  return kTitle + kMeanPitch * static_cast<float>((count + across - 1) / across) + kGap;
}

void ColumnsPage::overview(const ExplorerContext& c, const ui::Rect& r, const ui::Rect& seen) {
  if (!r.overlaps(seen)) return;
  ui::well(r);
  const bool texts = c.look == views::SampleLook::tokens;
  ui::draw::text(texts ? ui::tr("Most frequent tokens") : ui::tr("Mean picture of each class"), {r.x + 14, r.y + 20},
                 {.size = 14, .weight = 600, .colour = ui::theme().ink});
  if (!has_overview_) return ui::empty_state(r, ui::tr("Counting …"));
  const ui::Rect inside{r.x + 14, r.y + kTitle + 4, r.w - 28, r.h - kTitle - 8};
  if (texts) {
    token_bars(c, inside);
  } else {
    mean_pictures(c, inside);
  }
}

void ColumnsPage::mean_pictures(const ExplorerContext& c, const ui::Rect& r) {
  const engine::Shape& shape = c.data->raw.inputs.shape();
  if (theme_ != ui::theme_name()) atlas_.clear();
  theme_ = ui::theme_name();
  atlas_.arrange(static_cast<int>(std::min<int64_t>(shape[2], 128)), static_cast<int>(std::min<int64_t>(shape[1], 128)),
                 static_cast<int>(overview_.means.size()));
  const auto across = std::max<int64_t>(1, static_cast<int64_t>((r.w + 4 + 12) / (kMean + 12)));
  for (size_t k = 0; k < overview_.means.size(); ++k) {
    const auto i = static_cast<int64_t>(k);
    const ui::Rect tile{r.x + (kMean + 12) * static_cast<float>(i % across),
                        r.y + kMeanPitch * static_cast<float>(i / across), kMean, kMean};
    const auto wide = static_cast<float>(shape[2]), high = static_cast<float>(shape[1]);
    const float scale = std::min(tile.w / wide, tile.h / high);
    const ui::Rect fitted{tile.mid_x() - wide * scale / 2, tile.mid_y() - high * scale / 2, wide * scale, high * scale};
    if (!overview_.means[k].empty()) atlas_.draw(i, overview_.means[k], shape, views::map_of(c.data->raw), fitted, 6);
    ui::draw::rect(tile, ui::theme().line, 6);
    if (c.data->raw.classes < 1 || c.data->raw.target_shape.rank() > 0) continue;
    const std::string name = ui::tr(c.data->class_name(i));
    const float room = tile.w, width = std::min(room, ui::text_width(name, {.size = 12, .weight = 600}));
    ui::draw::text(
        name, {tile.mid_x() - width / 2, tile.bottom() + 11},
        {.size = 12, .weight = 600, .colour = colour_of_class(*c.data, i), .max_width = room, .ellipsis = true});
  }
}

void ColumnsPage::token_bars(const ExplorerContext& c, const ui::Rect& r) const {
  const ui::Palette& t = ui::theme();
  const std::vector<TokenCount>& tokens = overview_.tokens;
  const int64_t most = tokens.empty() ? 1 : tokens.front().count;
  const size_t lines = kMostTokens / kTokenColumns;
  const float wide = (r.w - 20 * (kTokenColumns - 1)) / kTokenColumns;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const float x = r.x + (wide + 20) * static_cast<float>(i / lines),
                y = r.y + kTokenLine * static_cast<float>(i % lines);
    const auto id = static_cast<size_t>(tokens[i].id);
    const std::string word = id < c.data->raw.vocabulary.size() ? c.data->raw.vocabulary[id] : std::to_string(id);
    const std::string number = ui::format_count(tokens[i].count);
    const float digits = 58, names = std::min(90.0f, wide * 0.4f);
    ui::draw::text(word == " "    ? "␣"
                   : word == "\n" ? "↵"
                                  : word,
                   {x, y + kTokenLine / 2}, {.size = 13, .colour = t.ink2, .max_width = names - 6, .ellipsis = true});
    const ui::Rect bar{x + names, y + 7, std::max(4.0f, wide - names - digits), kTokenLine - 14};
    const float share = static_cast<float>(tokens[i].count) / static_cast<float>(most);
    ui::draw::rect_filled(bar, t.bg2, 3);
    ui::draw::rect_filled({bar.x, bar.y, std::max(3.0f, bar.w * share), bar.h}, t.ink3, 3);
    ui::draw::text(number, {x + wide, y + kTokenLine / 2},
                   {.size = 12, .mono = true, .colour = t.ink3, .align = ui::Align::right});
  }
}

void ColumnsPage::card(const ExplorerContext& c, int64_t index, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  ui::well(r);
  const bool target = sources_->is_target(index);
  const auto found = cards_.find(index);
  const std::string name = sources_->name(index);
  const float room = r.w - 28 - (target ? 60.0f : 0.0f);
  ui::draw::text(name, {r.x + 14, r.y + 20},
                 {.size = 14, .weight = 600, .colour = t.ink, .max_width = room, .ellipsis = true});
  if (target) {
    ui::draw::text(ui::tr("target"), {r.right() - 14, r.y + 20},
                   {.size = 12, .colour = t.ink3, .align = ui::Align::right});
  }
  if (found == cards_.end()) return ui::empty_state(r, ui::tr("Counting …"));
  const bool classes = target && c.data->raw.classes > 0;
  draw_histogram(c, found->second, classes, {r.x + 14, r.y + 40, r.w - 28, r.h - 96});
  draw_figures(found->second, classes, {r.x + 14, r.bottom() - 30, r.w - 28, 24});
}

}  // namespace app
