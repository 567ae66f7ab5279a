// A world that an agent acts in: what it sees of it, what it can do, how the world answers, and what there is to draw.
// Its descriptor hangs on the data set that shows what such a world looks like (DatasetType::environment).
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/rng.h"
#include "engine/schema/param.h"
#include "engine/tensor/scalar.h"

namespace engine {

// A picture of a world, in units of its own; y grows downwards. Whoever shows it chooses the colours.
struct Scene {
  enum class Role { ground, wall, goal, trap, start, body, part, ball, agent };
  enum class Form { line, rect, disc };
  struct Item {
    Form form;
    Role role;
    double x1, y1, x2, y2;  // ends of a line, corners of a rectangle, (x1, y1) the middle of a disc
    double size;            // width of a line, radius of a disc
  };
  double left = 0, top = 0, right = 1, bottom = 1;  // what is to be seen
  std::vector<Item> items;                          // the first lies below

  void line(Role role, double x1, double y1, double x2, double y2, double width) {
    items.push_back({Form::line, role, x1, y1, x2, y2, width});
  }
  void rect(Role role, double x1, double y1, double x2, double y2) {
    items.push_back({Form::rect, role, x1, y1, x2, y2, 0});
  }
  void disc(Role role, double x, double y, double radius) { items.push_back({Form::disc, role, x, y, x, y, radius}); }
};

// Where a state of a world with few of them lies in its scene.
struct ScenePlace {
  double state = 0;  // the first number of Environment::state()
  double left = 0, top = 0, right = 0, bottom = 0;
};

// One world that runs. All that it remembers is in state().
class Environment {
 public:
  struct Outcome {
    double reward = 0;
    bool terminated = false;  // the episode is over, and nothing comes after it
  };
  virtual ~Environment() = default;
  virtual void reset(Rng& rng) = 0;
  virtual Outcome step(int action) = 0;
  virtual void observe(Scalar* out) const = 0;  // [shape of a sample of the data set]
  virtual std::span<double> state() = 0;
  // Whether an episode can go on from state(), whoever wrote it; its numbers are finite.
  virtual bool goes_on() const = 0;
  virtual void draw(Scene& scene) const = 0;  // into an empty scene
  // All states an episode goes on from, where they are few; in a fixed order.
  virtual std::vector<ScenePlace> places() const { return {}; }
};

struct EnvironmentType {
  struct Action {
    std::string title;
    int x = 0, y = 0;  // the arrow key that takes it, right and down positive; (0, 0): when no key is held
  };
  std::vector<Action> actions{};
  int64_t limit = 0;             // steps after which an episode is cut off
  bool in_turns = false;         // stands still until somebody acts; otherwise time goes on
  double steps_per_second = 30;  // at the speed of life
  std::unique_ptr<Environment> (*make)(const Params& params) = nullptr;  // params are resolved
  std::string map_key{};  // the parameter that holds a map of cells, one letter each, rows divided by "/"; empty: none
};

// A world with its parameters, as an experiment describes it.
struct WorldSpec {
  const EnvironmentType* type = nullptr;
  Params params{};  // resolved
  double slip = 0;  // share of the steps in which the world does something else, drawn at random
};

}  // namespace engine
