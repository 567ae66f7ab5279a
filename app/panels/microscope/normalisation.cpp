// Normalisation: each channel before and after, for a batch as training sees it, and the running averages that stand in
// for the batch in evaluation.
#include <algorithm>
#include <cmath>

#include "app/panels/microscope/channels.h"
#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/panels/microscope/spread.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"

namespace app {

ChannelMoments channel_moments(std::span<const float> values, const engine::Shape& shape) {
  ChannelMoments m;
  if (shape.rank() < 2 || shape.count() != static_cast<int64_t>(values.size()) || values.empty()) return m;
  const bool image = shape.rank() == 4;
  const int64_t channels = image ? shape[1] : shape.back(), inner = image ? shape[2] * shape[3] : 1;
  std::vector<double> sum(static_cast<size_t>(channels)), squares(sum.size()), count(sum.size());
  for (int64_t i = 0; i < shape.count(); ++i) {
    const auto v = static_cast<double>(values[static_cast<size_t>(i)]);
    const auto c = static_cast<size_t>(i / inner % channels);
    if (!std::isfinite(v)) continue;
    sum[c] += v;
    squares[c] += v * v;
    count[c] += 1;
  }
  for (size_t c = 0; c < sum.size(); ++c) {
    const double n = std::max(1.0, count[c]), mean = sum[c] / n;
    m.mean.push_back(mean);
    m.deviation.push_back(std::sqrt(std::max(0.0, squares[c] / n - mean * mean)));
  }
  return m;
}

namespace {

constexpr int kBins = 41;
constexpr float kGap = 14, kHead = 24, kLine = 24;

class NormalisationLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    using engine::Watched;
    const engine::WatchedTensor* x = o.sources.empty() ? nullptr : o.get(Watched::batch, o.sources[0]);
    const engine::WatchedTensor* y = o.get(Watched::batch);
    if (!x || !y || x->shape != y->shape) return waiting(o, area);
    const engine::WatchedTensor *mean = o.get(Watched::parameter, {}, "running_mean"),
                                *variance = o.get(Watched::parameter, {}, "running_var");
    const float left = std::clamp(area.w * 0.36f, 220.0f, 360.0f), half = (area.h - kGap) / 2;
    spread(before_, *x, ui::tr("Before: the input"), {area.x, area.y, left, half});
    spread(after_, *y, ui::tr("After: the output"), {area.x, area.y + half + kGap, left, half});
    channels(*x, *y, mean, variance, {area.x + left + kGap, area.y, area.w - left - kGap, area.h});
  }

  std::string values(const Opened& o) const override { return csv(o.get(engine::Watched::batch)); }

 private:
  static void spread(Spread& s, const engine::WatchedTensor& t, std::string_view title, const ui::Rect& r) {
    ui::well(r);
    s.measure(t.values, kBins, {}, {});
    ui::draw::text(title, {r.x + 12, r.y + 16},
                   {.size = 13, .weight = 600, .colour = ui::theme().ink, .max_width = r.w - 24, .ellipsis = true});
    const ui::Rect plot{r.x + 12, r.y + 30, r.w - 24, std::max(16.0f, r.h - 84)};
    const auto middle = static_cast<float>((s.low + s.high) / 2), reach = static_cast<float>((s.high - s.low) / 2);
    ui::histogram(plot, s.counts, [&](float at) { return ui::sign_colour(middle + at * reach); });
    ui::three_ticks(plot, ui::format_number(s.low), ui::format_number((s.low + s.high) / 2), ui::format_number(s.high));
    ui::draw::text(ui::tr_fill("mean {} ± {}", {ui::format_number(s.mean), ui::format_number(s.deviation)}),
                   {r.x + 12, r.bottom() - 16},
                   {.size = 13, .colour = ui::theme().ink2, .max_width = r.w - 24, .ellipsis = true});
  }

  // A line for each channel: where it lay and how wide it was, before and after; the running averages beside them.
  void channels(const engine::WatchedTensor& x, const engine::WatchedTensor& y, const engine::WatchedTensor* running,
                const engine::WatchedTensor* variance, const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    const ChannelMoments in = channel_moments(x.values, x.shape), out = channel_moments(y.values, y.shape);
    const bool averages =
        running && variance && running->values.size() == in.mean.size() && variance->values.size() == in.mean.size();
    const int columns = averages ? 3 : 2;
    const float name = 40, wide = (r.w - name) / static_cast<float>(columns);
    const char* titles[] = {ui::tr("batch, before"), ui::tr("batch, after"), ui::tr("running averages")};
    double most = 0;
    for (size_t c = 0; c < in.mean.size(); ++c) {
      most = std::max({most, std::abs(in.mean[c]) + in.deviation[c], std::abs(out.mean[c]) + out.deviation[c]});
    }
    if (!(most > 0) || !std::isfinite(most)) most = 1;
    for (int k = 0; k < columns; ++k) {
      ui::draw::text(titles[k], {r.x + name + wide * (static_cast<float>(k) + 0.5f), r.y + 10},
                     {.size = 13,
                      .weight = 600,
                      .colour = t.ink2,
                      .align = ui::Align::centre,
                      .max_width = wide - 8,
                      .ellipsis = true});
    }
    const ui::Rect body{r.x, r.y + kHead, r.w, r.h - kHead};
    const ui::ScrollArea scroll("microscope.channels", body, kLine * static_cast<float>(in.mean.size()));
    const auto first = static_cast<size_t>(std::max(0.0f, (body.y - scroll.y()) / kLine));
    for (size_t c = first; c < in.mean.size(); ++c) {
      const ui::Rect line{r.x, scroll.y() + kLine * static_cast<float>(c), r.w - 6, kLine};
      if (line.y > body.bottom()) break;
      ui::draw::text(std::to_string(c + 1), {line.x + name - 12, line.mid_y()},
                     {.size = 12, .mono = true, .colour = t.ink3, .align = ui::Align::right});
      const auto cell = [&](int k, double mean, double deviation, const char* what) {
        const ui::Rect slot{r.x + name + wide * static_cast<float>(k), line.y + 2, wide - 10, kLine - 4};
        range_mark(slot, mean, deviation, most);
        if (!slot.contains(ui::mouse()) || !ImGui::IsWindowHovered()) return;
        ui::tooltip_at(
            "channel" + std::to_string(c) + "." + std::to_string(k), ui::mouse(),
            {.title = ui::tr_fill("Channel {}", {std::to_string(c + 1)}) + " · " + what,
             .rows = {{ui::tr("mean"), ui::format_number(mean, 4), 0}, {"±", ui::format_number(deviation, 4), 0}}});
      };
      cell(0, in.mean[c], in.deviation[c], titles[0]);
      cell(1, out.mean[c], out.deviation[c], titles[1]);
      if (averages) {
        cell(2, static_cast<double>(running->values[c]),
             std::sqrt(std::max(0.0, static_cast<double>(variance->values[c]))), titles[2]);
      }
    }
  }

  static void range_mark(const ui::Rect& r, double mean, double deviation, double most) {
    const ui::Palette& t = ui::theme();
    const auto x_of = [&](double v) {
      return r.mid_x() + r.w / 2 * static_cast<float>(std::clamp(v / most, -1.0, 1.0));
    };
    ui::draw::rect_filled({r.x, r.mid_y() - 1, r.w, 2}, t.bg3, 1);
    ui::draw::hairline({r.mid_x(), r.y}, {r.mid_x(), r.bottom()}, t.line2);
    if (!std::isfinite(mean) || !std::isfinite(deviation)) return;
    const float left = x_of(mean - deviation), right = x_of(mean + deviation);
    ui::draw::rect_filled({left, r.mid_y() - 4, std::max(2.0f, right - left), 8}, ui::with_alpha(t.pos, 0.55f), 3);
    ui::draw::circle_filled({x_of(mean), r.mid_y()}, 4, t.ink);
  }

  Spread before_, after_;
};

}  // namespace

const LookType& normalisation_look() {
  static const LookType type{
      "normalisation",
      "Before, after",
      "What the layer does to a batch: where each channel lies (dot) and how wide it is (bar), before and after.",
      "The layer subtracts the mean and divides by the deviation, so that what comes out lies around 0 with width 1; "
      "weight "
      "and bias then stretch and shift it as training likes. Batch normalisation takes both from the batch in training "
      "and from running averages in evaluation: when the two differ much, the network behaves differently in each.",
      nullptr,
      []() -> std::unique_ptr<Look> { return std::make_unique<NormalisationLook>(); }};
  return type;
}

}  // namespace app
