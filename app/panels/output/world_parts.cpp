// Below the world: pause and speed, what the network says about each action, numbers of training, returns of episodes.
#include <algorithm>
#include <cmath>

#include "app/panels/output/world.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"
#include "engine/tasks/policy.h"

namespace app {
namespace {

constexpr int64_t kShownEpisodes = 400;

}  // namespace

std::string WorldView::hint() const {
  if (tool_ != Tool::look) return ui::tr("Click or drag on the map.");
  if (over_) return ui::tr_fill("Over: {}", {ui::format_number(last_return_)});
  if (player_ == Player::user && !begun_) return ui::tr("Press an arrow key.");
  return ui::tr_fill("Return {}", {ui::format_number(episode_->total())});
}

void WorldView::controls(const PanelContext& c, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  float x = r.x;
  if (ui::button("output.world_again", {x, r.y + 2, 28, 26},
                 {.icon_name = "reset", .icon_size = 14, .radius = 6, .tip = ui::tr("Begin another episode")})) {
    begin();
    due_ = c.now;
  }
  x += 34;
  if (player_ != Player::user && tool_ == Tool::look) {
    const bool on = paused_;
    if (ui::button("output.world_pause", {x, r.y + 2, 28, 26},
                   {.icon_name = on ? "play" : "pause",
                    .icon_size = 14,
                    .radius = 6,
                    .tip = on ? ui::tr("Go on playing") : ui::tr("Stand still; training goes on")})) {
      paused_ = !paused_;
      due_ = c.now;
    }
    x += 34;
    const ui::SegmentItem speeds[] = {{.label = "0.1×"}, {.label = "0.3×"}, {.label = "1×"}, {.label = "3×"}};
    if (ui::segmented("output.world_speed", {x, r.y + 2, 140, 26}, speeds, &speed_, 12)) due_ = c.now;
    x += 148;
  }
  ui::draw::text(hint(), {r.right(), r.mid_y()},
                 {.size = 13,
                  .weight = 600,
                  .colour = over_ ? t.warn : t.ink2,
                  .align = ui::Align::right,
                  .max_width = r.right() - x});
}

// A bar for each action: what it is worth, or the share of it; behind them what the state is worth.
void WorldView::worth(const PanelContext& c, const ui::Rect& r) const {
  const ui::Palette& t = ui::theme();
  const engine::WatchedTensor* scores = scores_;
  const int count = actions();
  const bool shares = critic(c.view);
  const int slots = count + (shares ? 1 : 0);
  const float gap = 8, width = (r.w - gap * static_cast<float>(slots - 1)) / static_cast<float>(slots);
  float most = 1e-6f;
  for (int k = 0; scores && k < count; ++k) most = std::max(most, std::fabs(scores->values[static_cast<size_t>(k)]));
  std::optional<engine::ActionShares> share;
  if (scores && shares) share.emplace(scores->values.data(), count);
  for (int k = 0; k < slots; ++k) {
    const ui::Rect slot{r.x + (width + gap) * static_cast<float>(k), r.y, width, r.h};
    const bool value = k == count;
    const std::string name =
        value ? ui::tr("State value") : ui::tr(data_->raw.world->type->actions[static_cast<size_t>(k)].title);
    const bool taken = k == last_action_ && !value;
    ui::draw::text(name, {slot.x, slot.y + 8},
                   {.size = 12,
                    .weight = taken ? 600 : 500,
                    .colour = taken ? t.ink : t.ink3,
                    .max_width = width,
                    .ellipsis = true});
    const ui::Rect bar{slot.x, slot.y + 18, width, 6};
    ui::draw::rect_filled(bar, t.bg3, 3);
    if (!scores) continue;
    const float v = scores->values[static_cast<size_t>(k)];
    if (!std::isfinite(v)) continue;
    const bool part_of_all = share && !value;
    const double part = part_of_all ? share->share[static_cast<size_t>(k)]
                        : value     ? 0
                                    : static_cast<double>(std::fabs(v) / most);
    const std::string text = part_of_all ? ui::format_percent(part, 0) : ui::format_number(static_cast<double>(v));
    if (!value)
      ui::draw::rect_filled({bar.x, bar.y, bar.w * static_cast<float>(std::clamp(part, 0.0, 1.0)), bar.h},
                            v < 0 && !shares ? t.neg : t.pos, 3);
    ui::draw::text(text, {slot.x, slot.y + 34}, {.size = 12, .mono = true, .colour = t.ink2, .max_width = width});
  }
}

void WorldView::numbers(const PanelContext& c, const ui::Rect& r) const {
  const ui::Palette& t = ui::theme();
  const auto& report = c.view.snapshot.acting;
  struct Number {
    std::string label, value;
  };
  std::vector<Number> list;
  if (report && report->epsilon >= 0) list.push_back({ui::tr("Epsilon"), ui::format_fixed(report->epsilon, 2)});
  if (report && report->entropy >= 0) list.push_back({ui::tr("Entropy"), ui::format_fixed(report->entropy, 2)});
  list.push_back({ui::tr("TD error"), report ? ui::format_number(report->td_error) : "–"});
  if (report && report->replay_room > 0) {
    list.push_back({ui::tr("Replay buffer"), ui::format_short(static_cast<double>(report->replay_size)) + "/" +
                                                 ui::format_short(static_cast<double>(report->replay_room))});
  }
  list.push_back(
      {ui::tr("Mean steps"), report && report->episodes > 0 ? ui::format_fixed(report->mean_length, 0) : "–"});
  const float width = r.w / static_cast<float>(list.size());
  ui::draw::hairline({r.x, r.y}, {r.right(), r.y}, t.line);
  for (size_t i = 0; i < list.size(); ++i) {
    const float x = r.x + width * static_cast<float>(i);
    ui::draw::text(list[i].label, {x, r.y + 12},
                   {.size = 12, .colour = t.ink3, .max_width = width - 4, .ellipsis = true});
    ui::draw::text(list[i].value, {x, r.y + 28}, {.size = 13, .weight = 600, .mono = true, .colour = t.ink});
  }
}

// Each episode of training, and the mean of the last hundred before it.
void WorldView::returns(const PanelContext& c, const ui::Rect& plot) {
  const ui::Palette& t = ui::theme();
  returns_.clear();
  means_.clear();
  episodes_.clear();
  const auto& report = c.view.snapshot.acting;
  using Report = engine::ActingReport;
  if (report && !report->returns.empty()) {
    const auto at = [&](int64_t i) { return report->returns[static_cast<size_t>(i) % Report::kReturns]; };
    const int64_t kept = std::min<int64_t>(report->episodes, static_cast<int64_t>(Report::kReturns));
    const int64_t first = report->episodes - std::min(kept, kShownEpisodes);
    double sum = 0;
    int64_t oldest = std::max(report->episodes - kept, first - Report::kMean + 1), from = oldest;
    for (int64_t i = oldest; i < report->episodes; ++i) {
      sum += static_cast<double>(at(i));
      if (i - from >= Report::kMean) sum -= static_cast<double>(at(from++));
      if (i < first) continue;
      episodes_.push_back(static_cast<float>(i + 1));
      returns_.push_back(at(i));
      means_.push_back(static_cast<float>(sum / static_cast<double>(i - from + 1)));
    }
  }
  ui::draw::text(ui::tr("Return of each episode, and the mean of 100"), {plot.x - 36, plot.y - 10},
                 {.size = 12, .colour = t.ink3, .max_width = plot.w + 36, .ellipsis = true});
  const ui::Series lines[] = {{.y = returns_,
                               .x = episodes_,
                               .colour = ui::with_alpha(t.ink3, 0.6f),
                               .width = 1,
                               .end_dot = false,
                               .name = ui::tr("Return")},
                              {.y = means_, .x = episodes_, .colour = t.ink, .name = ui::tr("Mean of 100")}};
  (void)ui::line_chart(
      "output.returns", {plot.x, plot.y + 5, plot.w, plot.h - 5},
      {.series = lines, .empty = ui::tr("Press Play: the agent begins."), .x_name = ui::tr("Episode")});
}

}  // namespace app
