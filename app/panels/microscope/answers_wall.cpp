// The wall of samples: right and wrong ones, with what the network took them for.
#include <algorithm>

#include "app/panels/microscope/answers.h"
#include "app/panels/microscope/parts.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kTile = 76, kFoot = 20, kTextLine = 30, kGap = 8;
constexpr int kMostPictures = 240;  // that the atlas keeps

std::span<const engine::Scalar> raw_of(const engine::PreparedData& data, int64_t row) {
  return {data.raw.inputs.row(row), static_cast<size_t>(data.raw.inputs.columns())};
}

}  // namespace

void SampleWall::draw(const Opened& o, const Judged& j, const ui::Rect& area, WallFilter& filter) {
  const ui::SegmentItem kinds[] = {{.label = ui::tr("All")}, {.label = ui::tr("Wrong")}, {.label = ui::tr("Right")}};
  int kind = static_cast<int>(filter.kind);
  if (ui::segmented("microscope.filter", {area.x, area.y, 216, 28}, kinds, &kind)) {
    filter = {static_cast<WallFilter::Kind>(kind), -1, -1};
    page_ = 0;
  }
  float x = area.x + 228;
  if (filter.truth >= 0) {
    const std::string words = ui::tr_fill(
        "{} taken for {}", {ui::tr(o.data->class_name(filter.truth)), ui::tr(o.data->class_name(filter.answer))});
    const float width = std::min(260.0f, 44 + ui::text_width(words, {.size = 13, .weight = 500}));
    if (ui::button(
            "microscope.cell", {x, area.y, width, 28},
            {.icon_name = "cross", .label = words, .size = 13, .icon_size = 12, .tip = ui::tr("Show all cells")})) {
      filter.truth = filter.answer = -1;
      page_ = 0;
    }
    x += width + 12;
  }
  shown_.clear();
  for (size_t i = 0; i < j.size(); ++i) {
    if (filter.holds(j, i)) shown_.push_back(i);
  }
  const bool pictures = views::look_of(o.data->raw, false) == views::SampleLook::image && !o.data->tokens();
  const ui::Rect body{area.x, area.y + 38, area.w, area.h - 38};
  const int64_t across = pictures ? std::max<int64_t>(1, static_cast<int64_t>((body.w + kGap) / (kTile + kGap))) : 1;
  const float pitch = pictures ? kTile + kFoot + kGap : kTextLine;
  const int64_t down = std::max<int64_t>(1, static_cast<int64_t>(body.h / pitch)), on_page = across * down;
  const auto count = static_cast<int64_t>(shown_.size());
  const int64_t last = std::max<int64_t>(0, (count - 1) / on_page);
  page_ = std::clamp<int64_t>(page_, 0, last);
  if (ui::button("microscope.wall.before", {area.right() - 60, area.y + 2, 24, 24},
                 {.icon_name = "left", .kind = ui::ButtonKind::ghost, .disabled = page_ == 0, .icon_size = 13}))
    --page_;
  if (ui::button("microscope.wall.after", {area.right() - 28, area.y + 2, 24, 24},
                 {.icon_name = "right", .kind = ui::ButtonKind::ghost, .disabled = page_ == last, .icon_size = 13}))
    ++page_;
  ui::draw::text(ui::tr_fill("{} samples", {ui::format_count(count)}), {area.right() - 70, area.y + 14},
                 {.size = 13,
                  .colour = ui::theme().ink2,
                  .align = ui::Align::right,
                  .max_width = std::max(20.0f, area.right() - 80 - x),
                  .ellipsis = true});
  if (count == 0) return ui::empty_state(body, ui::tr("No sample is like that."));
  if (of_ != o.data || theme_ != ui::theme_name()) {
    atlas_.clear();
    of_ = o.data;
    theme_ = ui::theme_name();
  }
  if (pictures) {
    const engine::Shape& s = o.data->raw.inputs.shape();
    atlas_.arrange(static_cast<int>(std::min<int64_t>(s[2], 128)), static_cast<int>(std::min<int64_t>(s[1], 128)),
                   static_cast<int>(std::max<int64_t>(kMostPictures, on_page)));
  }
  for (int64_t k = page_ * on_page; k < std::min(count, (page_ + 1) * on_page); ++k) {
    const int64_t at = k - page_ * on_page;
    const ui::Rect r = pictures ? ui::Rect{body.x + static_cast<float>(at % across) * (kTile + kGap),
                                           body.y + static_cast<float>(at / across) * pitch, kTile, kTile}
                                : ui::Rect{body.x, body.y + static_cast<float>(at) * kTextLine, body.w, kTextLine - 4};
    tile(o, j, shown_[static_cast<size_t>(k)], r);
  }
}

void SampleWall::tile(const Opened& o, const Judged& j, size_t i, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const engine::PreparedData& data = *o.data;
  const ui::Colour verdict = j.right(i) ? t.acc : t.err;
  const std::string answer = j.answer[i] < 0 ? "–" : ui::tr(data.class_name(j.answer[i])),
                    truth = ui::tr(data.class_name(j.truth[i]));
  const ui::Hit h =
      ui::hit(ui::name_of("microscope.sample", static_cast<long long>(j.row[i])), r, {.focusable = false});
  const bool picture = r.h > kTextLine;
  if (picture) {
    atlas_.draw(j.row[i], raw_of(data, j.row[i]), data.raw.inputs.shape(), views::map_of(data.raw), r, 5);
    ui::draw::text(
        answer, {r.mid_x(), r.bottom() + 10},
        {.size = 13, .weight = 600, .colour = verdict, .align = ui::Align::centre, .max_width = r.w, .ellipsis = true});
  } else {
    ui::draw::rect_filled(r, t.bg1, 5);
    std::string words;
    if (data.tokens()) {
      words = views::token_text(data.raw, raw_of(data, j.row[i]), 24);
    } else {
      const auto values = raw_of(data, j.row[i]);
      for (size_t k = 0; k < std::min<size_t>(values.size(), 6); ++k)
        words += (k ? "  " : "") + ui::format_number(static_cast<double>(values[k]));
      if (values.size() > 6) words += " …";
    }
    const float right = std::min(r.w * 0.3f, 200.0f);
    ui::draw::text(words, {r.x + 10, r.mid_y()},
                   {.size = 13, .colour = t.ink2, .max_width = r.w - right - 30, .ellipsis = true});
    ui::draw::text(answer, {r.right() - 10, r.mid_y()},
                   {.size = 13,
                    .weight = 600,
                    .colour = verdict,
                    .align = ui::Align::right,
                    .max_width = right,
                    .ellipsis = true});
  }
  ui::draw::rect(r, h.hovered ? t.ink : verdict, 5, picture || h.hovered ? 2.0f : 1.0f);
  const auto share = [&](int k) {
    return k < 0 ? std::string("–")
                 : ui::format_percent(
                       static_cast<double>(j.share[i * static_cast<size_t>(j.classes) + static_cast<size_t>(k)]));
  };
  ui::tooltip({.title = ui::tr_fill("Sample {}", {ui::format_count(j.row[i] + 1)}),
               .rows = {{ui::tr("truth"), truth + "  " + share(j.truth[i]), 0},
                        {ui::tr("answer"), answer + "  " + share(j.answer[i]), 0}},
               .rows_in_line = false});
  if (h.clicked) ui::shown_sample().row = j.row[i];
}

}  // namespace app
