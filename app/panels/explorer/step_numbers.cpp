#include "app/panels/explorer/step_numbers.h"

#include <algorithm>
#include <cmath>

#include "app/panels/explorer/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr int64_t kMostSamples = 1000;
constexpr size_t kMostColumns = 4, kBins = 32;
constexpr float kPlot = 116;

void draw_bins(const std::vector<float>& values, const ui::Rect& r) {
  if (values.empty()) return;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const float width = std::max(*high - *low, 1e-12f);
  std::vector<float> counts(kBins, 0.0f);
  for (const float v : values) {
    counts[std::min(static_cast<size_t>((v - *low) / width * static_cast<float>(kBins)), kBins - 1)] += 1;
  }
  ui::histogram(r, counts, [](float) { return ui::theme().pos; });
  const auto text = [](float v) { return ui::format_number(static_cast<double>(v)); };
  ui::three_ticks(r, text(*low), text((*low + *high) / 2), text(*high));
}

}  // namespace

void StepNumbers::gather(const Key& key) {
  const engine::PreparedData& data = *key.data;
  const engine::PreparedStep& step = data.steps[key.step];
  const auto rows = std::min(kMostSamples, data.count(engine::Split::train));
  const auto fill = [&](Side& side, const engine::SampleFacts& facts, size_t count, bool drawn) {
    const size_t columns = std::min<size_t>(kMostColumns, static_cast<size_t>(facts.shape.count()));
    side.columns.assign(columns, {});
    side.names.clear();
    for (size_t k = 0; k < columns; ++k) {
      side.names.push_back(k < facts.names.size() ? facts.names[k] : "x" + std::to_string(k + 1));
    }
    std::vector<engine::Scalar> sample(static_cast<size_t>(facts.shape.count()));
    for (int64_t i = 0; i < rows; ++i) {
      engine::Rng rng(static_cast<uint64_t>(key.draws + 1), static_cast<uint64_t>(i));
      const int64_t row = data.rows[0][static_cast<size_t>(i)];
      data.transform_part(count, data.raw.inputs.row(row), sample.data(), drawn ? &rng : nullptr);
      for (size_t k = 0; k < columns; ++k) {
        const auto v = static_cast<float>(sample[k]);
        side.columns[k].push_back(std::isfinite(v) ? v : 0.0f);
      }
    }
  };
  fill(before_, step.before, key.step, false);
  fill(after_, step.after, key.step + 1, step.random != nullptr);
  made_ = key;
  painted_ = {};
}

void StepNumbers::paint(const Key& key, const Look& look) {
  const engine::PreparedData& data = *key.data;
  ScatterLook how{.width = look.side, .height = look.side};
  how.radius = 2.6f * ui::scale();
  how.edge = 0.6f * ui::scale();
  how.rim = ui::with_alpha(ui::theme().pt_edge, 0.8f);
  const bool classes = data.raw.classes > 0 && data.raw.target_shape.rank() == 0;
  for (size_t i = 0; i < before_.columns[0].size(); ++i) {
    how.colours.push_back(classes ? colour_of_class(data, static_cast<int64_t>(data.targets[0][i])) : ui::theme().pos);
  }
  for (Side* side : {&before_, &after_}) {
    if (side->columns.size() < 2) continue;
    const auto &x = side->columns[0], &y = side->columns[1];
    const std::vector<ui::Colour> pixels = paint_points(x, y, frame_of(x, y), how, [] { return false; });
    side->points.resize(look.side, look.side);
    for (int line = 0; line < side->points.height(); ++line) {
      std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(line) * look.side, look.side, side->points.row(line));
    }
    side->points.upload();
  }
  painted_ = look;
}

// `points`: height of the scatter plot, 0 where there is none.
void StepNumbers::draw_side(Side& side, float points, const ui::Rect& area) {
  float y = area.y + 24;
  if (points > 0 && side.points.texture()) {
    const ui::Rect well{area.x, y, points, points};
    ui::well(well);
    ui::draw::image(side.points.texture(), well);
    ui::draw::text(side.names[0], {well.mid_x(), well.bottom() + 12},
                   {.size = 12, .colour = ui::theme().ink3, .align = ui::Align::centre, .max_width = points});
    y += points + 28;
  }
  for (size_t k = 0; k < side.columns.size() && y + kPlot <= area.bottom(); ++k, y += kPlot) {
    ui::draw::text(side.names[k], {area.x, y + 8}, {.size = 12, .colour = ui::theme().ink3, .max_width = area.w});
    draw_bins(side.columns[k], {area.x, y + 20, area.w, kPlot - 52});
  }
}

void StepNumbers::draw(const ExplorerContext& c, size_t step, int draws, const ui::Rect& area) {
  const Key key{c.data, step, draws};
  if (!(key == made_)) gather(key);
  const float half = (area.w - 24) / 2;
  const bool plane = before_.columns.size() >= 2 && after_.columns.size() >= 2;
  const float points = plane ? std::min({half, 200.0f, area.h - 60}) : 0.0f;
  if (points > 20) {
    const Look look{static_cast<int>(ui::px(points)), ui::theme_name()};
    if (!(look == painted_)) paint(key, look);
  }
  const ui::Rect left{area.x, area.y, half, area.h}, right{area.x + half + 24, area.y, half, area.h};
  ui::draw::text(ui::tr("Before"), {left.x, left.y + 9}, {.size = 13, .weight = 600});
  ui::draw::text(ui::tr("After"), {right.x, right.y + 9}, {.size = 13, .weight = 600});
  draw_side(before_, points, left);
  draw_side(after_, points, right);
}

}  // namespace app
