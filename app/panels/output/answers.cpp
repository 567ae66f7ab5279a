#include "app/panels/output/answers.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kBarRow = 23, kLeastBarRow = 17;
constexpr float kFigure = 58;        // room of the percentage
constexpr int64_t kMostNames = 300;  // that are measured

// Spaces and ends of lines can be seen.
std::string bar_name(const engine::PreparedData& data, int64_t k) {
  const std::string word = word_of(data, k, false);
  return word == " " ? "␣" : word == "\n" ? "↵" : word;
}

// One class: its name, the bar, the percentage.
void share_row(const ShareBars& bars, size_t k, const ui::Rect& row, float names, float figure) {
  const ui::Palette& colours = ui::theme();
  const bool best = static_cast<int>(k) == bars.chosen, cut = bars.drawn && !((*bars.drawn)[k] > 0);
  const float share = std::isfinite(bars.shares[k]) ? std::clamp(bars.shares[k], 0.0f, 1.0f) : 0;
  const float shown = bars.drawn && !cut ? static_cast<float>((*bars.drawn)[k]) : share;
  const ui::Colour quiet = cut ? colours.dis : best ? colours.ink : colours.ink2;
  ui::draw::text(bar_name(bars.data, static_cast<int64_t>(k)), {row.x, row.mid_y()},
                 {.size = 13, .colour = quiet, .max_width = names, .ellipsis = true});
  const ui::Rect bar{row.x + names + 12, row.mid_y() - 5.5f, row.w - names - 12 - figure, 11};
  const auto fill = [&](float part, ui::Colour colour) {
    ui::draw::rect_filled({bar.x, bar.y, std::max(3.0f, bar.w * part), bar.h}, colour, 3);
  };
  ui::draw::rect_filled(bar, colours.bg2, 3);
  if (bars.drawn) fill(share, cut ? colours.bg3 : ui::mix(colours.pos, colours.bg2, 0.7f));
  if (!cut) fill(shown, best ? colours.pos : ui::mix(colours.pos, colours.bg1, bars.drawn ? 0.35f : 0.5f));
  ui::draw::text(ui::format_percent(static_cast<double>(shown)), {row.right(), row.mid_y()},
                 {.size = 12,
                  .weight = best ? 700 : 500,
                  .mono = true,
                  .colour = cut    ? colours.dis
                            : best ? colours.ink
                                   : colours.ink3,
                  .align = ui::Align::right});
}

}  // namespace

std::vector<float> shares_of(const Decision& how, const float* values, int64_t classes, int64_t stride) {
  if (how.one_output()) {
    const float share = how.share(values[0]);
    return {1 - share, share};
  }
  std::vector<float> shares(static_cast<size_t>(classes));
  float most = values[0], sum = 0;
  for (int64_t k = 0; k < classes; ++k) most = std::max(most, values[k * stride]);
  for (int64_t k = 0; k < classes; ++k) {
    const float v = values[k * stride];
    shares[static_cast<size_t>(k)] = how.logits ? std::exp(v - most) : std::max(0.0f, v);
    sum += shares[static_cast<size_t>(k)];
  }
  for (float& s : shares) s = sum > 0 && std::isfinite(sum) ? s / sum : 0;
  return shares;
}

int largest(const float* values, int64_t classes, int64_t stride) {
  int best = 0;
  for (int64_t k = 1; k < classes; ++k) {
    if (values[k * stride] > values[best * stride]) best = static_cast<int>(k);
  }
  return best;
}

std::string word_of(const engine::PreparedData& data, int64_t index, bool input) {
  if (index < 0) return "–";
  const auto i = static_cast<size_t>(index);
  if (!input && i < data.raw.class_names.size()) return ui::tr(data.raw.class_names[i]);
  return i < data.raw.vocabulary.size() ? data.raw.vocabulary[i] : std::to_string(index);
}

float class_names_width(const engine::PreparedData& data) {
  float names = 20;
  for (int64_t k = 0; k < std::min(data.raw.classes, kMostNames); ++k) {
    names = std::max(names, ui::text_width(word_of(data, k, false), {.size = 13}));
  }
  return names;
}

void draw_share_bars(const ShareBars& bars, const ui::Rect& area) {
  const ui::Palette& colours = ui::theme();
  const std::vector<float>& shares = bars.shares;
  // Rows move together before any is left out.
  const float all = (area.h + 2) / static_cast<float>(std::max<size_t>(1, shares.size()));
  const float pitch = std::clamp(std::floor(all), kLeastBarRow, kBarRow);
  const auto fit = static_cast<size_t>(std::max(1.0f, (area.h + 2) / pitch));
  std::vector<size_t> order(shares.size());
  std::iota(order.begin(), order.end(), size_t{0});
  if (order.size() > fit) {
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return shares[a] > shares[b]; });
    order.resize(fit);
  }
  float names = 20;
  for (const size_t k : order)
    names = std::max(names, ui::text_width(bar_name(bars.data, static_cast<int64_t>(k)), {.size = 13}));
  names = std::min(names, area.w * 0.4f);
  const float figure = std::min(kFigure, area.w * 0.36f);
  float y = area.y;
  for (const size_t k : order) {
    const ui::Rect row{area.x, y, area.w, pitch};
    if (bars.clicked) {
      const ui::Hit h =
          ui::hit(ui::name_of(bars.name, static_cast<long long>(k)), row.inset(0, 1), {.focus_radius = 4});
      if (h.hovered) ui::draw::rect_filled(row.inset(-4, 1), colours.bg3, 5);
      if (h.clicked) bars.clicked(static_cast<int>(k));
    }
    share_row(bars, k, row, names, figure);
    y += pitch;
  }
}

void draw_verdict(const engine::PreparedData& data, const std::vector<float>& shares, int chosen, ui::Vec at,
                  float room, ui::Colour colour) {
  const std::string name = word_of(data, chosen, false);
  const float size = ui::text_width(name, {.size = 30, .weight = 700}) <= room ? 30.0f : 16.0f;
  ui::draw::text(name, at, {.size = size, .weight = 700, .colour = colour, .max_width = room, .ellipsis = true});
  if (chosen < 0 || static_cast<size_t>(chosen) >= shares.size()) return;
  const float share = shares[static_cast<size_t>(chosen)];
  if (!std::isfinite(share)) return;
  ui::draw::text(ui::format_percent(static_cast<double>(share)), at + ui::Vec{0, 34},
                 {.size = 15, .weight = 600, .mono = true, .colour = ui::theme().ink});
}

}  // namespace app
