#include "app/panels/output/world.h"

#include <algorithm>
#include <cmath>

#include "app/ui/chord.h"
#include "app/ui/i18n.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"
#include "engine/tasks/policy.h"

namespace app {
namespace {

constexpr uint64_t kFirstSerial = uint64_t{1} << 40;  // apart from those of samples made by hand
constexpr double kSpeeds[] = {0.1, 0.3, 1, 3};
constexpr double kRest = 0.7;  // seconds between two episodes

struct ArrowKey {
  const char *arrow, *letter;
  int x, y;
};
constexpr ArrowKey kKeys[] = {{"Left", "A", -1, 0}, {"Right", "D", 1, 0}, {"Up", "W", 0, -1}, {"Down", "S", 0, 1}};

uint64_t last_serial = kFirstSerial;

const engine::EnvironmentType& type_of(const engine::PreparedData& data) { return *data.raw.world->type; }

}  // namespace

int WorldView::actions() const { return static_cast<int>(type_of(*data_).actions.size()); }

bool WorldView::critic(const View& view) const { return task_of(view.experiment).critic; }

void WorldView::follow(const PanelContext& c) {
  const auto& data = c.view.data;
  const bool in_world = acts(c.view.experiment) && data && data->raw.world;
  if (!in_world) {
    withdraw(c);
    episode_.reset();
    data_.reset();
    return;
  }
  if (data == data_) return;
  const bool same_world =
      data_ && data_->raw.inputs.shape() == data->raw.inputs.shape() && data_->raw.world->type == data->raw.world->type;
  data_ = data;
  episode_ = std::make_unique<engine::Episode>(*data->raw.world);
  places_ = episode_->environment().places();
  seen_.resize(static_cast<size_t>(data->raw.inputs.columns()));
  if (!same_world) {
    tool_ = Tool::look;
    player_ = Player::greedy;
    played_ = 0;
  }
  begin();
  due_ = c.now;
}

void WorldView::begin() {
  episode_->start(rng_);
  over_ = begun_ = sent_ = false;
  last_action_ = -1;
}

void WorldView::withdraw(const PanelContext& c) {
  if (serial_ == 0) return;
  c.actions.push(action::Try{});
  serial_ = 0;
  ui::shown_sample().probe = false;
}

// What the agent sees now, for the network and the pictures of its layers.
void WorldView::send(const PanelContext& c) {
  if (sent_) return;
  sent_ = true;
  episode_->observe(seen_.data());
  serial_ = ++last_serial;
  c.actions.push(action::Try{{seen_, data_->raw.inputs.shape(), serial_}});
  ui::shown_sample().probe = true;
}

const engine::WatchedTensor* WorldView::answer(const PanelContext& c) const {
  const engine::NodeSpec* out = engine::output_node(c.view.experiment.network);
  if (!out) return nullptr;
  c.watches.push_back({out->id, engine::Watched::sample, 0, engine::kProbeRow});
  const engine::Snapshot& s = c.view.snapshot;
  const size_t wanted = static_cast<size_t>(actions()) + (critic(c.view) ? 1 : 0);
  for (const engine::WatchedTensor& t : s.tensors) {
    const bool fits = t.watch.node == out->id && t.watch.what == engine::Watched::sample &&
                      t.watch.row == engine::kProbeRow && t.values.size() == wanted;
    if (s.valid && fits) return &t;
  }
  return nullptr;
}

// By the network as it is now; nothing while its answer to what is seen has not come.
std::optional<int> WorldView::action_of_policy(const PanelContext& c, const engine::WatchedTensor& scores) {
  if (c.view.snapshot.probe != serial_ || !sent_) return std::nullopt;
  const auto end = scores.values.begin() + actions();
  const auto best = std::max_element(scores.values.begin(), end);
  if (player_ != Player::sampled) return static_cast<int>(best - scores.values.begin());
  if (!critic(c.view)) {  // as in training: now and then any action
    const auto& report = c.view.snapshot.acting;
    if (report && rng_.uniform() < report->epsilon)
      return static_cast<int>(rng_.below(static_cast<uint64_t>(actions())));
    return static_cast<int>(best - scores.values.begin());
  }
  return engine::draw_action(scores.values.data(), actions(), rng_);
}

// Arrows or W A S D; where time goes on, the key that is held, or the action for no key, or the last one.
std::optional<int> WorldView::action_of_user() {
  const engine::EnvironmentType& type = type_of(*data_);
  for (const ArrowKey& key : kKeys) {
    const auto action = std::find_if(type.actions.begin(), type.actions.end(),
                                     [&](const auto& a) { return a.x == key.x && a.y == key.y; });
    if (action == type.actions.end()) continue;
    const bool wanted =
        type.in_turns ? ui::chord(key.arrow) || ui::chord(key.letter) : ui::held(key.arrow) || ui::held(key.letter);
    if (wanted) return static_cast<int>(action - type.actions.begin());
  }
  if (type.in_turns || !begun_) return std::nullopt;
  for (size_t k = 0; k < type.actions.size(); ++k) {
    if (type.actions[k].x == 0 && type.actions[k].y == 0) return static_cast<int>(k);
  }
  return std::max(0, last_action_);
}

void WorldView::step(int action) {
  const engine::Episode::Outcome now = episode_->step(action, rng_);
  last_action_ = action;
  begun_ = true;
  sent_ = false;
  if (!now.over()) return;
  over_ = true;
  ++played_;
  last_return_ = episode_->total();
}

// Movement means training: the world goes and rests with it, unless the user says otherwise.
void WorldView::follow_training(const PanelContext& c) {
  const bool trains = c.view.snapshot.running;
  if (trains == trains_) return;
  trains_ = trains;
  paused_ = !trains;
  due_ = c.now;
}

// A step when it is due: of the user, or of the policy once its answer is there.
void WorldView::advance(const PanelContext& c) {
  const engine::EnvironmentType& type = type_of(*data_);
  const bool user = player_ == Player::user;
  if (user) {
    for (const ArrowKey& key : kKeys) {
      ui::claim(key.arrow);
      ui::claim(key.letter);
    }
  }
  if (paused_ && !user) return;
  const bool turns = user && type.in_turns;
  if (c.now < due_ && !(turns && !over_)) return ui::request_frame(due_ - c.now);
  const double wait = 1 / (type.steps_per_second * (user ? 1 : kSpeeds[speed_]));
  if (over_) {
    begin();
    due_ = c.now + wait;
    return ui::request_frame(wait);
  }
  const std::optional<int> action = user ? action_of_user() : scores_ ? action_of_policy(c, *scores_) : std::nullopt;
  if (!action) {
    if (user && !type.in_turns) ui::request_frame(0.03);
    return;
  }
  step(*action);
  // Late frames are not made up for.
  due_ = over_ ? c.now + kRest : std::max(due_ + wait, c.now);
  ui::request_frame(std::max(0.0, due_ - c.now));
}

void WorldView::header(const PanelContext& c) {
  const ui::SegmentItem items[] = {
      {.label = ui::tr("Greedy"), .tip = ui::tr("The best action each time, as the network sees it now")},
      {.label = ui::tr("Explores"), .tip = ui::tr("Actions are drawn as in training")},
      {.label = ui::tr("You"), .tip = ui::tr("Play yourself with the arrow keys or W A S D")}};
  int player = static_cast<int>(player_);
  const float width = std::min(240.0f, c.area.w - 110);
  if (ui::segmented("output.player", {c.area.right() - 12 - width, c.area.y + 7, width, 28}, items, &player)) {
    player_ = static_cast<Player>(player);
    tool_ = Tool::look;
    paused_ = false;
    if (ready()) begin();
    due_ = c.now;
  }
}

void WorldView::draw(const PanelContext& c, const ui::Rect& area) {
  if (!ready()) return;
  const bool editable = !type_of(*data_).map_key.empty();
  scores_ = answer(c);
  follow_training(c);
  if (tool_ == Tool::look) advance(c);
  send(c);
  constexpr float kRow = 30, kWorth = 46, kNumbers = 40, kTools = 34, kLeastPlot = 84;
  const float below = kRow + kWorth + kNumbers + (editable ? kTools : 0);
  scene_.items.clear();
  scene_.left = scene_.top = 0;
  scene_.right = scene_.bottom = 1;
  episode_->environment().draw(scene_);
  const auto aspect = static_cast<float>((scene_.bottom - scene_.top) / (scene_.right - scene_.left));
  const float most = std::max(60.0f, area.h - below);
  const bool plot = area.h - below - kLeastPlot > 110;
  const float height = std::min({area.w * aspect, most - (plot ? kLeastPlot : 0)});
  const ui::Rect picture{area.x, area.y, area.w, height};
  scene(c, picture);
  if (tool_ != Tool::look) paint(c, picture);
  float y = picture.bottom() + 6;
  if (editable) {
    tools(c, {area.x, y, area.w, kTools - 6});
    y += kTools;
  }
  controls(c, {area.x, y, area.w, kRow});
  y += kRow;
  worth(c, {area.x, y, area.w, kWorth});
  y += kWorth;
  numbers(c, {area.x, y, area.w, kNumbers});
  y += kNumbers;
  if (area.bottom() - y > 60) returns(c, {area.x + 36, y + 20, area.w - 36, area.bottom() - y - 36});
}

}  // namespace app
