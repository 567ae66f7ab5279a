#include "app/panels/output/gibbs.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"
#include "engine/core/ziggurat.h"

namespace app {
namespace {

constexpr double kSpeeds[] = {1, 4, 20};  // rounds a second
constexpr const char* kSpeedLabels[] = {"1×", "4×", "20×"};
constexpr int64_t kFirstRounds = 3;  // of a chain that begins, so that there is something to see
constexpr int kFantasyColumns = 8;

const engine::WatchedTensor* numbers(const PanelContext& c, engine::Watch watch) {
  const engine::Snapshot& s = c.view.snapshot;
  const auto found = std::ranges::find_if(
      s.tensors, [&](const engine::WatchedTensor& t) { return t.watch == watch && !t.values.empty(); });
  c.watches.push_back(std::move(watch));
  return found != s.tensors.end() ? &*found : nullptr;
}

}  // namespace

// The machine of the weights as they have come, and the shown sample as that sees it.
bool GibbsView::read(const PanelContext& c) {
  const engine::NodeSpec* node = machine_node(c.view.experiment);
  if (!node || !c.view.snapshot.valid) return false;
  const auto* weight = numbers(c, {node->id, engine::Watched::parameter, 0, 0, "weight"});
  const auto* bias = numbers(c, {node->id, engine::Watched::parameter, 0, 0, "bias"});
  const auto* visible_bias = numbers(c, {node->id, engine::Watched::parameter, 0, 0, "visible_bias"});
  const auto wire = std::ranges::find_if(c.view.experiment.network.edges,
                                         [&](const engine::EdgeSpec& e) { return e.to == node->id; });
  if (wire == c.view.experiment.network.edges.end()) return false;
  const int64_t row = shown_row(c.view);
  const auto* sample = numbers(c, {wire->from, engine::Watched::sample, 0, row});
  if (!weight || !bias || !visible_bias || weight->shape.rank() != 2) return false;
  const int64_t hidden = weight->shape[0], visible = weight->shape[1];
  if (bias->shape.count() != hidden || visible_bias->shape.count() != visible) return false;
  const bool other = data_ != c.view.snapshot.data.get() || machine_.visible != visible || machine_.hidden != hidden;
  off_.clear();
  for (const int64_t unit : node->masks.off_units) {
    if (unit >= 0 && unit < hidden) off_.push_back(unit);
  }
  const auto kind = node->params.find("visible");
  const bool gaussian = kind != node->params.end() && kind->second == engine::ParamValue(std::string("gaussian"));
  machine_ = {visible, hidden, gaussian, weight->values.data(), bias->values.data(), visible_bias->values.data(), off_};
  data_ = c.view.snapshot.data.get();
  if (other) states_.clear();
  if (sample && static_cast<int64_t>(sample->values.size()) == visible && (row != row_ || sample_.empty() || other)) {
    row_ = row;
    sample_ = sample->values;
    begin(Start::sample);
  }
  return !states_.empty();
}

void GibbsView::draw_hidden(State& state) {
  state.h_mean.resize(static_cast<size_t>(machine_.hidden));
  machine_.hidden_given(state.v.data(), 1, state.h_mean.data());
  state.h = state.h_mean;
  machine_.draw_hidden(state.h.data(), 1, rng_);
}

void GibbsView::begin(Start start) {
  if (start == Start::sample && static_cast<int64_t>(sample_.size()) != machine_.visible) return;
  start_ = start;
  rounds_ = 0;
  State first;
  first.v = sample_;
  first.v.resize(static_cast<size_t>(machine_.visible));
  for (float& x : first.v) {
    if (start == Start::noise)
      x = machine_.gaussian ? static_cast<float>(engine::ziggurat_normal(rng_)) : static_cast<float>(rng_.below(2));
  }
  first.v_mean = first.v;
  draw_hidden(first);
  states_.assign(1, std::move(first));
  for (int64_t k = 0; k < kFirstRounds; ++k) advance();
}

// The first round stays; the oldest of the others makes room.
void GibbsView::advance() {
  State next;
  if (states_.size() == kShown) {
    next = std::move(states_[1]);
    states_.erase(states_.begin() + 1);
  }
  next.round = ++rounds_;
  next.v_mean.resize(static_cast<size_t>(machine_.visible));
  machine_.visible_given(states_.back().h.data(), 1, next.v_mean.data());
  next.v = next.v_mean;
  machine_.draw_visible(next.v.data(), 1, rng_);
  draw_hidden(next);
  states_.push_back(std::move(next));
}

// The chain goes and rests with training, unless the user says otherwise.
void GibbsView::follow(const PanelContext& c) {
  const bool trains = c.view.snapshot.running;
  if (trains != trains_) {
    trains_ = trains;
    paused_ = !trains;
    due_ = c.now;
  }
  if (paused_) return;
  if (c.now >= due_) {
    advance();
    due_ = std::max(due_ + 1 / kSpeeds[speed_], c.now);  // late frames are not made up for
  }
  ui::request_frame(std::max(0.0, due_ - c.now));
}

void GibbsView::draw(const PanelContext& c, const ui::Rect& area) {
  if (!read(c)) {
    return ui::empty_state(
        area, c.view.error ? error_text(c.view.experiment.network, *c.view.error) : ui::tr("Waiting for the network."));
  }
  follow(c);
  constexpr float kRow = 34, kFoot = 26;
  controls(c, {area.x, area.y, area.w, 2 * kRow});
  const float tile = std::min((area.w - 3 * 18) / 4, (area.h - 2 * kRow - kFoot) / 3);
  const ui::Rect shown{area.x, area.y + 2 * kRow + 4, area.w, 2 * tile + 40};
  chain(*data_, shown);
  const ui::Rect rest{area.x, shown.bottom() + 6, area.w, area.bottom() - shown.bottom() - 6};
  if (rest.h > 60) fantasies(c, rest);
}

void GibbsView::controls(const PanelContext& c, const ui::Rect& r) {
  const float half = r.h / 2, wide = (r.w - 2 * 34 - 12) / 2;
  const struct {
    const char *name, *label, *tip;
    Start start;
  } starts[] = {
      {"output.gibbs_sample", ui::tr("From sample"), ui::tr("Begin the chain at the shown sample"), Start::sample},
      {"output.gibbs_noise", ui::tr("From noise"), ui::tr("Begin the chain at random numbers"), Start::noise}};
  float x = r.x;
  for (const auto& s : starts) {
    if (ui::button(s.name, {x, r.y, wide, 28}, {.label = s.label, .on = start_ == s.start, .size = 13, .tip = s.tip})) {
      begin(s.start);
    }
    x += wide + 6;
  }
  if (ui::button("output.gibbs_pause", {x, r.y, 28, 28},
                 {.icon_name = paused_ ? "play" : "pause",
                  .icon_size = 14,
                  .radius = 6,
                  .tip = paused_ ? ui::tr("Let the chain go on") : ui::tr("Stand still; training goes on")})) {
    paused_ = !paused_;
    due_ = c.now;
  }
  if (ui::button("output.gibbs_round", {x + 34, r.y, 28, 28},
                 {.icon_name = "step_batch", .icon_size = 14, .radius = 6, .tip = ui::tr("One round: v, then h")})) {
    paused_ = true;
    advance();
  }
  ui::SegmentItem speeds[3];
  for (size_t k = 0; k < 3; ++k) speeds[k] = {.label = kSpeedLabels[k], .tip = ui::tr("Rounds a second")};
  if (ui::segmented("output.gibbs_speed", {r.x, r.y + half, 132, 26}, speeds, &speed_, 12)) due_ = c.now;
  (void)ui::checkbox("output.gibbs_means", {r.x + 146, r.y + half + 13}, ui::tr("Probabilities"), &means_);
  ui::tooltip(ui::tr("Shows what the units are drawn from, in place of what was drawn"));
}

// Numbers from 0 to 1 as a square of cells.
void GibbsView::cells(const ui::Rect& r, std::span<const float> values, size_t which) {
  const auto side = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(values.size()))));
  const int rows = (static_cast<int>(values.size()) + side - 1) / side;
  ui::PixelImage& image = cells_[which];
  if (!std::ranges::equal(painted_[which], values) || theme_ != ui::theme_name()) {
    painted_[which].assign(values.begin(), values.end());
    image.resize(side, rows);
    const ui::Lut& colours = ui::lut(ui::Map::seq);
    for (size_t i = 0; i < values.size(); ++i) {
      const float v = std::isfinite(values[i]) ? std::clamp(values[i], 0.0f, 1.0f) : 0;
      image.row(static_cast<int>(i) / side)[static_cast<int>(i) % side] = colours[static_cast<size_t>(v * 255 + 0.5f)];
    }
    image.upload(false);
  }
  if (image.texture()) ui::draw::image_rounded(image.texture(), r, 4);
  ui::draw::rect(r, ui::theme().line, 4);
}

// v above, h below it, and the way of the chain between them.
void GibbsView::chain(const engine::PreparedData& data, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const float gap = 18, tile = (r.h - 40) / 2;
  const float step = std::min(tile + gap, (r.w + gap) / static_cast<float>(kShown));
  const bool samples = machine_.visible == data.input_shape.count();
  for (size_t k = 0; k < states_.size(); ++k) {
    const State& s = states_[k];
    const ui::Rect v{r.x + step * static_cast<float>(k), r.y + 18, tile, tile}, h = v.shifted(0, tile + 18);
    const std::string round = std::to_string(s.round);
    ui::draw::text("v" + round, {v.mid_x(), r.y + 8},
                   {.size = 12, .mono = true, .colour = t.ink3, .align = ui::Align::centre});
    const std::vector<float>& shown = means_ ? s.v_mean : s.v;
    if (samples) {
      visible_[k].draw(data, shown, 1, v, 0);
    } else {
      cells(v, shown, kShown + k);
    }
    cells(h, means_ ? s.h_mean : s.h, k);
    const float middle = v.bottom() + 9;
    ui::draw::line({v.mid_x(), v.bottom() + 3}, {v.mid_x(), h.y - 4}, t.ink3, 1.4f);
    ui::draw::arrow_head({v.mid_x(), h.y - 2}, 1.5708f, 4, t.ink3);
    ui::draw::text("h" + round, {v.mid_x() + 8, middle}, {.size = 12, .mono = true, .colour = t.ink3});
    if (k + 1 == states_.size()) continue;
    const bool next = states_[k + 1].round == s.round + 1;
    const ui::Vec from{h.right() + 2, h.y + tile * 0.3f}, to{v.right() + gap - 3, v.bottom() - tile * 0.3f};
    if (next) {
      ui::draw::line(from, to, t.ink3, 1.4f);
      ui::draw::arrow_head(to, std::atan2(to.y - from.y, to.x - from.x), 4, t.ink3);
    } else {
      ui::draw::text("…", {h.right() + gap / 2, v.bottom() + 9},
                     {.size = 14, .colour = t.ink3, .align = ui::Align::centre});
    }
  }
  theme_ = ui::theme_name();
}

// Where the chains of training have come to.
void GibbsView::fantasies(const PanelContext& c, const ui::Rect& r) {
  const auto* chains = numbers(c, {"", engine::Watched::chains});
  const auto params = engine::resolve(task_of(c.view.experiment).params, c.view.experiment.task.params);
  const bool persistent = params && engine::get_text(*params, "start") == "chains";
  ui::draw::text(persistent ? ui::tr("Fantasy particles: the chains that go on through training")
                            : ui::tr("Where the chains of the last batch have come to"),
                 {r.x, r.y + 10}, {.size = 12, .colour = ui::theme().ink3, .max_width = r.w, .ellipsis = true});
  if (!chains || chains->shape.rank() != 2 || chains->shape[1] != data_->input_shape.count()) return;
  const float cell = (r.w - 4 * (kFantasyColumns - 1)) / kFantasyColumns;
  const auto rows = static_cast<int64_t>((r.h - 22 + 4) / (cell + 4));
  const int64_t count = std::min(chains->shape[0], rows * kFantasyColumns) / kFantasyColumns * kFantasyColumns;
  if (count < kFantasyColumns) return;
  const auto shown = std::span(chains->values).first(static_cast<size_t>(count * chains->shape[1]));
  const float high = static_cast<float>(count / kFantasyColumns) * (cell + 4) - 4;
  fantasies_.draw(*data_, shown, kFantasyColumns, {r.x, r.y + 22, r.w, high}, 4);
}

}  // namespace app
