#include "app/panels/explorer/histogram.h"

#include <algorithm>
#include <cmath>

#include "app/panels/explorer/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

struct Shares {
  std::vector<float> of[engine::kSplits];  // of the values of the part, for each bin; empty: the part has none
  float most = 0;
  // Where one bin holds nearly all, heights are square roots, so that the others are seen.
  bool roots = false;
  float height(float share) const { return roots ? std::sqrt(share / most) : share / most; }
};

// Parts of different size are compared by shares.
Shares shares_of(const engine::ColumnStatistics& s) {
  Shares out;
  for (size_t part = 0; part < s.bins.size(); ++part) {
    int64_t sum = 0;
    for (const int64_t n : s.bins[part]) sum += n;
    if (sum == 0) continue;
    for (const int64_t n : s.bins[part]) {
      out.of[part].push_back(static_cast<float>(n) / static_cast<float>(sum));
      out.most = std::max(out.most, out.of[part].back());
    }
  }
  out.roots = out.most > 0.5f && out.of[0].size() > 4;
  return out;
}

int64_t class_of_bin(const engine::ColumnStatistics& s, size_t bin) {
  return static_cast<int64_t>(std::lround(s.bin_low + 0.5)) + static_cast<int64_t>(bin);
}

// The training part as bars.
void bars(const ExplorerContext& c, const engine::ColumnStatistics& s, const Shares& shares, bool classes,
          const ui::Rect& r) {
  const std::vector<float>& train = shares.of[0];
  const float pitch = r.w / static_cast<float>(std::max<size_t>(1, train.size())), gap = pitch > 5 ? 1.0f : 0.0f;
  for (size_t i = 0; i < train.size(); ++i) {
    if (!(train[i] > 0)) continue;
    const float high = std::max(1.5f, r.h * shares.height(train[i]));
    const ui::Colour colour = classes ? colour_of_class(*c.data, class_of_bin(s, i)) : part_colour(0);
    ui::draw::rect_filled(
        {r.x + pitch * static_cast<float>(i) + gap, r.bottom() - high, std::max(1.0f, pitch - 2 * gap), high},
        ui::with_alpha(colour, 0.75f), pitch > 6 ? 2 : 0, ui::draw::corners_top);
  }
}

// The other parts as outlines in front.
void outline(const Shares& all, int part, const ui::Rect& r) {
  const std::vector<float>& shares = all.of[part];
  if (shares.empty()) return;
  std::vector<ui::Vec> line;
  const float pitch = r.w / static_cast<float>(shares.size());
  for (size_t i = 0; i < shares.size(); ++i) {
    const float y = r.bottom() - r.h * all.height(shares[i]), x = r.x + pitch * static_cast<float>(i);
    line.push_back({x, y});
    line.push_back({x + pitch, y});
  }
  ui::draw::polyline(line, part_colour(part), 1.6f);
}

void bar_tip(const ExplorerContext& c, const engine::ColumnStatistics& s, bool classes, const ui::Rect& r) {
  if (!r.contains(ui::mouse()) || !ImGui::IsWindowHovered() || s.bins[0].empty()) return;
  const auto n = static_cast<double>(s.bins[0].size());
  const auto bin = static_cast<size_t>(std::clamp(static_cast<double>((ui::mouse().x - r.x) / r.w) * n, 0.0, n - 1));
  const double width = (s.bin_high - s.bin_low) / n, from = s.bin_low + width * static_cast<double>(bin);
  const double middle = from + width / 2;
  const bool whole = width == 1 && middle == std::floor(middle);
  ui::Tip tip{.rows_in_line = false};
  tip.title = classes ? ui::tr(c.data->class_name(static_cast<int64_t>(middle)))
              : whole ? ui::format_number(middle, 6)
                      : ui::format_number(from) + " … " + ui::format_number(from + width);
  for (int part = 0; part < engine::kSplits; ++part) {
    const auto& counts = s.bins[static_cast<size_t>(part)];
    if (c.data->rows[part].empty() || bin >= counts.size()) continue;
    tip.rows.push_back({.label = part_word(part), .value = ui::format_count(counts[bin])});
  }
  const float pitch = r.w / static_cast<float>(n);
  ui::draw::rect_filled({r.x + pitch * static_cast<float>(bin), r.y, pitch, r.h},
                        ui::with_alpha(ui::theme().ink, 0.07f));
  ui::tooltip_now(ui::mouse() + ui::Vec{14, 18}, tip);
}

}  // namespace

void draw_histogram(const ExplorerContext& c, const engine::ColumnStatistics& s, bool classes, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const Shares shares = shares_of(s);
  if (!(shares.most > 0)) return ui::empty_state(r, ui::tr("No values."));
  bars(c, s, shares, classes, r);
  for (const int part : {2, 1}) outline(shares, part, r);
  ui::draw::hairline({r.x, r.bottom()}, {r.right(), r.bottom()}, t.line2);
  if (shares.roots) {
    ui::draw::text(ui::tr("heights as square roots"), {r.right(), r.y - 2},
                   {.size = 12, .colour = t.ink3, .align = ui::Align::right, .max_width = r.w});
  }
  const bool few = classes && s.bins[0].size() <= 12;
  if (!few) {
    ui::three_ticks(r, ui::format_number(s.low), "", ui::format_number(s.high));
  } else {
    const float pitch = r.w / static_cast<float>(s.bins[0].size());
    for (size_t i = 0; i < s.bins[0].size(); ++i) {
      const int64_t k = class_of_bin(s, i);
      const std::string name = ui::tr(c.data->class_name(k));
      const float wide = ui::text_width(name, {.size = 12});
      if (wide > pitch - 4 && s.bins[0].size() > 3) continue;
      ui::draw::text(name,
                     {r.x + pitch * (static_cast<float>(i) + 0.5f) - std::min(wide, pitch - 6) / 2, r.bottom() + 11},
                     {.size = 12, .colour = t.ink3, .max_width = pitch - 6, .ellipsis = true});
    }
  }
  bar_tip(c, s, classes, r);
}

void draw_figures(const engine::ColumnStatistics& s, bool classes, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const struct {
    std::string label, value;
    ui::Colour colour;
  } all[] = {{"μ", classes ? "" : ui::format_number(s.mean), t.ink},
             {"σ", classes ? "" : ui::format_number(s.deviation), t.ink},
             {ui::tr("distinct"), ui::format_short(static_cast<double>(s.distinct)), t.ink},
             {ui::tr("missing"), s.missing > 0 ? ui::format_short(static_cast<double>(s.missing)) : "", t.warn}};
  float x = r.x;
  for (const auto& f : all) {
    if (f.value.empty()) continue;
    const ui::Text label{.size = 12, .colour = t.ink3},
        value{.size = 12, .weight = 600, .mono = true, .colour = f.colour};
    const float wide = ui::text_width(f.label, label) + 5 + ui::text_width(f.value, value);
    if (x + wide > r.right()) return;
    x += ui::draw::text(f.label, {x, r.mid_y()}, label) + 5;
    x += ui::draw::text(f.value, {x, r.mid_y()}, value) + 14;
  }
}

}  // namespace app
