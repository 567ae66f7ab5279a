// Worlds: their dynamics against trajectories of the published equations, what ends an episode, what a map may be.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/data/prepare.h"
#include "engine/environments/episode.h"
#include "engine/environments/grid_map.h"

namespace engine {
namespace {

WorldSpec world_of(const char* id, const Params& given = {}, double slip = 0) {
  const DatasetType& type = *datasets().find(id);
  return {type.environment, *resolve(type.params, given), slip};
}

std::vector<const DatasetType*> worlds() {
  std::vector<const DatasetType*> found;
  for (const DatasetType* type : datasets().entries()) {
    if (type->environment) found.push_back(type);
  }
  return found;
}

// Each step from the recorded state before it, and the whole way without looking: a pole that balances doubles every
// rounding error in less than a second.
TEST(Environments, FollowThePublishedEquations) {
  std::ifstream in(std::string(GLASSNET_SOURCE_DIR) + "/tests/golden/environments.json");
  const auto runs = nlohmann::json::parse(in);
  size_t compared = 0, ends = 0;
  for (const auto& run : runs) {
    const std::string id = run["world"];
    const WorldSpec spec = world_of(id.c_str());
    const std::unique_ptr<Environment> single = spec.type->make(spec.params), whole = spec.type->make(spec.params);
    ASSERT_EQ(whole->state().size(), run["start"].size());
    const auto put = [](Environment& world, const nlohmann::json& state) {
      for (size_t i = 0; i < state.size(); ++i) world.state()[i] = state[i];
    };
    put(*whole, run["start"]);
    for (size_t t = 0; t < run["steps"].size(); ++t) {
      const auto& wanted = run["steps"][t];
      put(*single, t == 0 ? run["start"] : run["steps"][t - 1]["state"]);
      const Environment::Outcome now = single->step(wanted["action"]);
      whole->step(wanted["action"]);
      EXPECT_EQ(now.reward, wanted["reward"].get<double>());
      EXPECT_EQ(now.terminated, wanted["terminated"].get<bool>()) << id << " step " << t;
      ends += now.terminated;
      for (size_t i = 0; i < single->state().size(); ++i, ++compared) {
        const double value = wanted["state"][i];
        EXPECT_NEAR(single->state()[i], value, 1e-14 * std::max(1.0, std::fabs(value))) << id << " step " << t;
        EXPECT_NEAR(whole->state()[i], value, 1e-8) << id << " step " << t;
      }
    }
  }
  EXPECT_GT(compared, 1000u);
  EXPECT_GE(ends, 7u);
}

TEST(Environments, EveryOnePlaysToItsEnd) {
  ASSERT_GE(worlds().size(), 4u);
  for (const DatasetType* type : worlds()) {
    SCOPED_TRACE(type->id);
    const WorldSpec spec = world_of(type->id.c_str());
    EXPECT_GE(spec.type->actions.size(), 2u);
    Episode episode(spec);
    Rng rng(3);
    Scene scene;
    std::vector<Scalar> seen(static_cast<size_t>(known_sample_shape(*type, {}).count()));
    for (int k = 0; k < 20; ++k) {
      episode.start(rng);
      Episode::Outcome now;
      double total = 0;
      while (!now.over()) {
        now = episode.step(static_cast<int>(rng.below(spec.type->actions.size())), rng);
        total += now.reward;
        episode.observe(seen.data());
        for (const Scalar x : seen) EXPECT_TRUE(std::isfinite(static_cast<double>(x)));
      }
      EXPECT_LE(episode.steps(), spec.type->limit);
      EXPECT_EQ(now.cut_off, !now.terminated);
      EXPECT_DOUBLE_EQ(episode.total(), total);
      scene = {};
      episode.environment().draw(scene);
      EXPECT_FALSE(scene.items.empty());
      EXPECT_GT(scene.right, scene.left);
      EXPECT_GT(scene.bottom, scene.top);
    }
  }
}

TEST(Environments, SameSeedSameEpisodes) {
  for (const DatasetType* type : worlds()) {
    const auto play = [&](uint64_t seed) {
      Episode episode(world_of(type->id.c_str(), {}, 0.3));
      Rng rng(seed);
      episode.start(rng);
      std::vector<double> states;
      for (Episode::Outcome now; !now.over();) {
        now = episode.step(0, rng);
        for (const double x : episode.environment().state()) states.push_back(x);
      }
      return states;
    };
    EXPECT_EQ(play(5), play(5)) << type->id;
    EXPECT_NE(play(5), play(6)) << type->id;
  }
}

TEST(Environments, AnEpisodeIsCutOffAtItsLimit) {
  Episode episode(world_of("mountain_car"));
  Rng rng(1);
  episode.start(rng);
  Episode::Outcome now;
  while (!now.over()) now = episode.step(1, rng);  // never gets out of the valley
  EXPECT_TRUE(now.cut_off);
  EXPECT_FALSE(now.terminated);
  EXPECT_EQ(episode.steps(), 200);
  EXPECT_EQ(episode.total(), -200);
}

TEST(Environments, SlippingIsThatShareOfTheSteps) {
  Episode episode(world_of("grid_world", {{"map", std::string("...../...../S..../...../.....")}}, 0.4));
  Rng rng(2);
  int moved = 0;
  for (int k = 0; k < 4000; ++k) {
    episode.start(rng);
    episode.step(3, rng);  // to the left, against the border
    moved += episode.environment().state()[0] != 10;
  }
  EXPECT_NEAR(moved / 4000.0, 0.4 * 3 / 4, 0.03);  // a fourth of the slips goes left too
}

TEST(GridWorld, MovesAndEnds) {
  const WorldSpec spec = world_of("grid_world", {{"map", std::string("S#G/..T")}, {"step_reward", -0.1}});
  const std::unique_ptr<Environment> world = spec.type->make(spec.params);
  Rng rng(1);
  enum { up, right, down, left };
  world->reset(rng);
  EXPECT_EQ(world->state()[0], 0);
  EXPECT_EQ(world->step(right).reward, -0.1) << "a wall";
  EXPECT_EQ(world->state()[0], 0);
  EXPECT_FALSE(world->step(up).terminated) << "the border";
  EXPECT_EQ(world->state()[0], 0);
  world->step(down);
  world->step(right);
  EXPECT_EQ(world->state()[0], 4);
  const Environment::Outcome trap = world->step(right);
  EXPECT_TRUE(trap.terminated);
  EXPECT_DOUBLE_EQ(trap.reward, -1.1);
  world->state()[0] = 5;
  EXPECT_DOUBLE_EQ(world->step(up).reward, 0.9);
  Scalar seen[6];
  world->observe(seen);
  for (int i = 0; i < 6; ++i) EXPECT_EQ(seen[i], Scalar(i == 2));
  EXPECT_EQ(world->places().size(), 3u);
}

TEST(GridWorld, MapsAreReadAndWrittenBack) {
  const char* text = ".#G/S.T";
  ASSERT_TRUE(parse_grid_map(text).ok());
  EXPECT_EQ(parse_grid_map(text)->text(), text);
  EXPECT_EQ(parse_grid_map(text)->columns, 3);
  const auto wrong = [](const std::string& map) {
    const auto made = parse_grid_map(map);
    return made.ok() ? "" : made.error().what.format();
  };
  EXPECT_NE(wrong("..?/...").find("not \"?\""), std::string::npos);
  EXPECT_NE(wrong("../...").find("equally long"), std::string::npos);
  EXPECT_NE(wrong("").find("row 1 has 0 cells"), std::string::npos);
  EXPECT_NE(wrong("../").find("row 2 has 0 cells"), std::string::npos);
  EXPECT_NE(wrong("S./.S").find("one start"), std::string::npos);
  EXPECT_NE(wrong("#G/T#").find("free"), std::string::npos);
  EXPECT_NE(wrong(std::string(5000, '.')).find("24"), std::string::npos);
  DataSpec spec;
  spec.source = {"grid_world", {{"map", std::string("#G/T#")}}};
  spec.steps.clear();
  EXPECT_FALSE(prepare(spec).ok());
}

TEST(CatchBall, IsCaughtOrMissedAtTheBottom) {
  const WorldSpec spec = world_of("catch_ball", {{"size", int64_t{5}}});
  const std::unique_ptr<Environment> world = spec.type->make(spec.params);
  for (const double column : {2.0, 4.0}) {
    const auto state = world->state();
    state[0] = column;
    state[1] = 0;
    state[2] = 2;
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(world->step(1).terminated);
    Scalar seen[25];
    world->observe(seen);
    Scalar sum = 0;
    for (const Scalar x : seen) sum += x;
    EXPECT_EQ(sum, 2);
    EXPECT_EQ(seen[20 + 2], 1);
    EXPECT_EQ(seen[15 + static_cast<int>(column)], 1);
    const Environment::Outcome end = world->step(1);
    EXPECT_TRUE(end.terminated);
    EXPECT_EQ(end.reward, column == 2.0 ? 1 : -1);
  }
}

// A set of a world without many states has every one of them in turn.
TEST(Environments, TheirSetsShowWhatIsSeen) {
  DataSpec spec;
  spec.source = {"grid_world", {}};
  spec.size = 200;
  spec.noise = 0;
  const auto grid = prepare(spec);
  ASSERT_TRUE(grid.ok());
  const auto& raw = (*grid)->raw;
  ASSERT_TRUE(raw.world);
  const auto places = Episode(*raw.world).environment().places();
  for (int64_t row = 0; row < raw.rows(); ++row) {
    const auto state = static_cast<int64_t>(places[static_cast<size_t>(row) % places.size()].state);
    EXPECT_EQ(raw.inputs.row(row)[state], 1);
  }
  spec.source = {"cart_pole", {}};
  const auto pole = prepare(spec);
  ASSERT_TRUE(pole.ok());
  // Reward 1 a step: the return falls by 1 until the episode ends.
  const auto& t = (*pole)->raw.targets;
  for (size_t i = 0; i + 1 < t.size(); ++i) EXPECT_TRUE(t[i] == 1 || t[i + 1] == t[i] - 1) << i;
}

}  // namespace
}  // namespace engine
