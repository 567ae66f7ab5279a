// Cells with walls, goals (+1) and traps (-1): one step up, right, down or left at a time. Goals and traps end the
// episode; whoever runs into a wall stays. Sutton and Barto 2018, chapters 3 and 4.
#include <algorithm>
#include <array>

#include "engine/environments/grid_map.h"
#include "engine/environments/observations.h"

namespace engine {
namespace {

constexpr const char* kMapOfTheStart = "......G/.##.#.T/.#..#../.T.#.../S..#...";
constexpr int kMoves[4][2] = {{0, -1}, {1, 0}, {0, 1}, {-1, 0}};  // columns, rows

class GridWorld final : public Environment {
 public:
  GridWorld(GridMap map, double step_reward, bool one_hot)
      : map_(std::move(map)), step_reward_(step_reward), one_hot_(one_hot) {
    for (int cell = 0; cell < map_.rows * map_.columns; ++cell) {
      if (!map_.open(cell)) continue;
      open_.push_back(cell);
      if (map_.cells[static_cast<size_t>(cell)] == GridMap::kStart) start_ = cell;
    }
  }

  void reset(Rng& rng) override { state_[0] = start_ >= 0 ? start_ : open_[rng.below(open_.size())]; }

  Outcome step(int action) override {
    const int cell = static_cast<int>(state_[0]), row = cell / map_.columns, column = cell % map_.columns;
    const int to_column = std::clamp(column + kMoves[action][0], 0, map_.columns - 1);
    const int to_row = std::clamp(row + kMoves[action][1], 0, map_.rows - 1);
    const char there = map_.at(to_row, to_column);
    if (there == GridMap::kWall) return {step_reward_, false};
    state_[0] = to_row * map_.columns + to_column;
    const double found = there == GridMap::kGoal ? 1 : there == GridMap::kTrap ? -1 : 0;
    return {step_reward_ + found, found != 0};
  }

  void observe(Scalar* out) const override {
    const int cell = static_cast<int>(state_[0]);
    if (!one_hot_) {
      out[0] = static_cast<Scalar>(cell % map_.columns);
      out[1] = static_cast<Scalar>(cell / map_.columns);
      return;
    }
    std::fill(out, out + map_.rows * map_.columns, Scalar(0));
    out[cell] = 1;
  }
  std::span<double> state() override { return state_; }
  bool goes_on() const override {
    return std::any_of(open_.begin(), open_.end(), [&](int cell) { return state_[0] == cell; });
  }

  void draw(Scene& scene) const override {
    scene.right = map_.columns;
    scene.bottom = map_.rows;
    for (int row = 0; row < map_.rows; ++row) {
      for (int column = 0; column < map_.columns; ++column) {
        const char c = map_.at(row, column);
        if (c == GridMap::kFree) continue;
        const Scene::Role role = c == GridMap::kWall   ? Scene::Role::wall
                                 : c == GridMap::kGoal ? Scene::Role::goal
                                 : c == GridMap::kTrap ? Scene::Role::trap
                                                       : Scene::Role::start;
        scene.rect(role, column, row, column + 1, row + 1);
      }
    }
    const int cell = static_cast<int>(state_[0]);
    scene.disc(Scene::Role::agent, cell % map_.columns + 0.5, cell / map_.columns + 0.5, 0.26);
  }

  std::vector<ScenePlace> places() const override {
    std::vector<ScenePlace> out;
    for (const int cell : open_) {
      const double x = cell % map_.columns, y = cell / map_.columns;
      out.push_back({static_cast<double>(cell), x, y, x + 1, y + 1});
    }
    return out;
  }

 private:
  GridMap map_;
  double step_reward_;
  bool one_hot_;
  int start_ = -1;  // -1: anywhere
  std::vector<int> open_;
  std::array<double, 1> state_{};  // the cell
};

bool one_hot(const Params& params) { return get_text(params, "observation") == "one_hot"; }

const EnvironmentType& environment() {
  static const EnvironmentType type{
      .actions = {{"Go up", 0, -1}, {"Go right", 1, 0}, {"Go down", 0, 1}, {"Go left", -1, 0}},
      .limit = 100,
      .in_turns = true,
      .steps_per_second = 4,
      .make = [](const Params& params) -> std::unique_ptr<Environment> {
        return std::make_unique<GridWorld>(*parse_grid_map(get_text(params, "map")), get_double(params, "step_reward"),
                                           one_hot(params));
      },
      .map_key = "map",
  };
  return type;
}

Shape sample_shape(const Params& params) {
  if (!one_hot(params)) return Shape{2};
  const Result<GridMap> map = parse_grid_map(get_text(params, "map"));
  return map ? Shape{map->rows * map->columns} : Shape{};
}

}  // namespace

const DatasetType& grid_world_dataset() {
  static const DatasetType type{
      .id = "grid_world",
      .title = "Grid world",
      .category = "Worlds",
      .summary = "Cells with walls, goals and traps; one step at a time to the goal.",
      .params = {{.key = "map",
                  .label = "Map",
                  .help = "A letter for each cell, / between the rows: . free, # wall, G goal, T trap, S start.",
                  .default_value = std::string(kMapOfTheStart)},
                 {.key = "step_reward",
                  .label = "Reward of a step",
                  .help = "Less than 0: short ways are better.",
                  .default_value = -0.02,
                  .minimum = -1,
                  .maximum = 0.1,
                  .step = 0.01},
                 {.key = "observation",
                  .label = "Sees",
                  .help = "One input for each cell, of which one is on, or column and row as two numbers.",
                  .default_value = std::string("one_hot"),
                  .choices = {{"one_hot", "Its cell"}, {"coordinates", "Coordinates"}}}},
      .dimensions = 0,
      .classes = 0,
      .default_noise = 0,
      .sample_shape = sample_shape,
      .environment = &environment(),
      .make = [](const DatasetRequest& request) -> Result<Dataset> {
        const Result<GridMap> map = parse_grid_map(get_text(request.params, "map"));
        if (!map) return map.error();
        if (one_hot(request.params)) return observations(environment(), request, Shape{map->rows * map->columns});
        return observations(environment(), request, Shape{2}, {"column", "row"});
      },
  };
  return type;
}

}  // namespace engine
