// The Output card of an agent: its world, in which the policy as it is now plays at a speed for the eye, or the user
// does; what it thinks the actions are worth; how the episodes of training went. Owns an episode of its own; what the
// network answers comes from training like the answer to any sample that the user makes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/panels/panel.h"
#include "engine/core/rng.h"
#include "engine/environments/episode.h"

namespace app {

class WorldView {
 public:
  // Once a frame; elsewhere than in a world it lets go of what it has asked for.
  void follow(const PanelContext& c);
  void header(const PanelContext& c);  // into the header of the card
  void draw(const PanelContext& c, const ui::Rect& area);

 private:
  enum class Player { greedy, sampled, user };
  // Map tools, in the order of their letters.
  enum class Tool { look, free, wall, goal, trap, start };

  // world.cpp: the episode
  void begin();
  void withdraw(const PanelContext& c);
  void send(const PanelContext& c);
  const engine::WatchedTensor* answer(const PanelContext& c) const;
  std::optional<int> action_of_policy(const PanelContext& c, const engine::WatchedTensor& scores);
  std::optional<int> action_of_user();
  void follow_training(const PanelContext& c);
  void advance(const PanelContext& c);
  void step(int action);
  bool critic(const View& view) const;
  bool ready() const { return episode_ != nullptr; }
  int actions() const;

  // world_parts.cpp: what stands below the scene
  void controls(const PanelContext& c, const ui::Rect& r);
  void worth(const PanelContext& c, const ui::Rect& r) const;
  void numbers(const PanelContext& c, const ui::Rect& r) const;
  void returns(const PanelContext& c, const ui::Rect& plot);
  std::string hint() const;

  // world_scene.cpp
  void scene(const PanelContext& c, const ui::Rect& r);
  void value_map();
  void look_at_values(const PanelContext& c);
  ui::Vec place(double x, double y) const;

  // world_map.cpp: the map of a grid, edited
  void tools(const PanelContext& c, const ui::Rect& r);
  void paint(const PanelContext& c, const ui::Rect& r);

  std::shared_ptr<const engine::PreparedData> data_;  // whose world it is
  std::unique_ptr<engine::Episode> episode_;
  engine::Rng rng_{1};
  std::vector<engine::Scalar> seen_;  // the observation, in units of the world
  bool over_ = false, paused_ = true, begun_ = false;
  bool trains_ = false;  // the network, in the last frame
  double last_return_ = 0;
  int64_t played_ = 0;  // episodes
  int last_action_ = -1;
  Player player_ = Player::greedy;
  int speed_ = 2;                                  // index into the speeds
  double due_ = 0;                                 // when the next step is to be taken
  uint64_t serial_ = 0;                            // of the observation that was sent; 0: none
  const engine::WatchedTensor* scores_ = nullptr;  // what the network answers, of this frame
  bool sent_ = false;                              // it is the present one
  Tool tool_ = Tool::look;
  bool painting_ = false;

  engine::Scene scene_;
  ui::Rect shown_;    // of the scene, on the screen
  double scale_ = 1;  // logical pixels for a unit
  std::vector<engine::ScenePlace> places_;
  std::vector<float> values_;  // by place; NaN: not known
  std::vector<int> best_;      // the best action there
  std::vector<float> returns_, means_, episodes_;
};

}  // namespace app
