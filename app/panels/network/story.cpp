#include "app/panels/network/story.h"

#include <algorithm>

#include "app/panels/network/doctor.h"
#include "app/ui/format.h"
#include "app/ui/widgets.h"
#include "engine/schema/layer_type.h"

namespace app::network {
namespace {

using Tells = engine::StoryLine::Tells;

constexpr double kSweep = 1.5;        // seconds in which a pass runs through the columns
constexpr float kMostSegments = 220;  // width of the row of segments

// A figure that belongs to the line, or nothing.
std::string figure(const View& view, Tells tells) {
  const engine::Snapshot& s = view.snapshot;
  if (tells == Tells::loss) return ui::format_number(s.told.loss);
  if (!s.acting) return {};
  if (tells == Tells::acting) return ui::tr_fill("{} steps so far", {ui::format_count(s.acting->steps)});
  if (tells == Tells::memory && s.acting->replay_room > 0) {
    return ui::format_count(s.acting->replay_size) + " / " + ui::format_count(s.acting->replay_room);
  }
  return {};
}

}  // namespace

ui::Colour Story::colour_of(Tells tells) {
  const ui::Palette& t = ui::theme();
  if (tells == Tells::loss) return t.ink;
  if (tells == Tells::backward) return t.grad;
  return tells == Tells::update ? t.acc : t.pos;
}

void Story::update(const PanelContext& context, const Model& model) {
  const View& view = context.view;
  const bool told = view.slow_motion && view.fresh && !view.error && !view.divergence;
  line_ = told ? view.snapshot.told.line : nullptr;
  if (!line_) {
    lit_.clear();
    state_ = -1;
    return;
  }
  if (state_ != view.snapshot.state()) since_ = context.now;
  state_ = view.snapshot.state();
  light(model, context.now - since_);
}

// A pass lights one rank after the other and leaves them lit; the rest of the story lights all of it at once.
void Story::light(const Model& model, double age) {
  const auto& columns = model.columns();
  lit_.assign(columns.size(), Lit::not_at_all);
  if (line_->tells == Tells::loss || line_->tells == Tells::memory) return;
  int gate = 1 << 20, first = 1 << 20, last = -1;
  for (const Column& c : columns) {
    if (c.gate) gate = c.rank;
  }
  const auto within = [&](const Column& c) {
    if (line_->tells == Tells::samples) return c.is_input;
    return line_->part < 0 || (c.rank <= gate) == (line_->part == 0);
  };
  for (const Column& c : columns) {
    if (!within(c)) continue;
    first = std::min(first, c.rank);
    last = std::max(last, c.rank);
  }
  const bool forward = line_->tells == Tells::forward || line_->tells == Tells::acting;
  const bool passes = forward || line_->tells == Tells::backward;
  const double place = ui::reduce_motion() || !passes ? 1 : std::min(1.0, age / kSweep);
  const int reached = static_cast<int>(place * (last - first + 1));
  for (size_t i = 0; i < columns.size(); ++i) {
    if (!within(columns[i])) continue;
    const int turn = forward ? columns[i].rank - first : last - columns[i].rank;
    lit_[i] = turn <= reached || !passes ? Lit::now : Lit::waits;
  }
  if (place < 1) ui::request_frame();
}

bool Story::lights_wire(int to) const {
  if (!line_) return true;
  const bool all = line_->tells == Tells::memory || line_->tells == Tells::loss || line_->tells == Tells::samples;
  return all || (to >= 0 && static_cast<size_t>(to) < lit_.size() && lit_[static_cast<size_t>(to)] != Lit::not_at_all);
}

void Story::draw(const PanelContext& context, const ui::Rect& bar) const {
  const ui::Palette& t = ui::theme();
  const engine::Told& told = context.view.snapshot.told;
  const ui::Colour colour = colour_of(line_->tells);
  ui::draw::rect_filled(bar, t.bg2, 8);
  ui::draw::rect(bar, t.line2, 8);
  const ui::Text number{.size = 14, .weight = 700, .mono = true, .colour = colour};
  const std::string place = std::to_string(told.number) + "/" + std::to_string(told.count);
  const std::string widest = std::to_string(told.count) + "/" + std::to_string(told.count);
  ui::draw::text(place, {bar.x + 14, bar.mid_y()}, number);
  const float left = bar.x + 14 + ui::text_width(widest, number) + 14;

  const float gap = 4, room = std::min(kMostSegments, bar.w * 0.28f);
  const float each = std::min(24.0f, room / static_cast<float>(told.count) - gap);
  float x = bar.right() - 14 - (each + gap) * static_cast<float>(told.count) + gap;
  const float right = x - 14;
  for (int i = 1; i <= told.count; ++i, x += each + gap) {
    const ui::Rect segment{x, bar.mid_y() - 2.5f, each, 5};
    ui::draw::rect_filled(segment, i == told.number ? colour : i < told.number ? t.ink3 : t.bg3, 2.5f);
  }
  const std::string words = figure(context.view, line_->tells);
  const ui::Text value{.size = 14, .weight = 600, .mono = true, .colour = t.ink, .align = ui::Align::right};
  if (!words.empty()) ui::draw::text(words, {right, bar.mid_y()}, value);
  const float taken = words.empty() ? 0 : ui::text_width(words, value) + 14;
  words_in({left, bar.y + 2, right - taken - left, bar.h - 4}, ui::tr(line_->text), 1);
}

}  // namespace app::network
