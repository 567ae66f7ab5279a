// A car in a valley whose engine is too weak for the hill: it has to swing back first. Gym's MountainCar-v0.
//   v += 0.001 (a - 1) - 0.0025 cos(3 x),  x += v
// Moore 1990; Sutton and Barto 2018, example 10.1.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/environments/observations.h"

namespace engine {
namespace {

constexpr double kForce = 0.001, kGravity = 0.0025, kFastest = 0.07;
constexpr double kLeft = -1.2, kRight = 0.6, kGoal = 0.5;

double height(double x) { return std::sin(3 * x) * 0.45 + 0.55; }

class MountainCar final : public Environment {
 public:
  void reset(Rng& rng) override { state_ = {rng.uniform(-0.6, -0.4), 0}; }

  Outcome step(int action) override {
    auto& [x, v] = state_;
    v += (action - 1) * kForce + std::cos(3 * x) * -kGravity;
    v = std::clamp(v, -kFastest, kFastest);
    x = std::clamp(x + v, kLeft, kRight);
    if (x == kLeft && v < 0) v = 0;
    return {-1, x >= kGoal && v >= 0};
  }

  void observe(Scalar* out) const override {
    out[0] = static_cast<Scalar>(state_[0]);
    out[1] = static_cast<Scalar>(state_[1]);
  }
  std::span<double> state() override { return state_; }
  bool goes_on() const override {
    const auto& [x, v] = state_;
    return x >= kLeft && x <= kRight && std::abs(v) <= kFastest && !(x >= kGoal && v >= 0);
  }

  void draw(Scene& scene) const override {
    constexpr int kPieces = 48;
    scene.left = kLeft - 0.05;
    scene.right = kRight + 0.05;
    scene.top = -1.35;
    scene.bottom = 0.1;
    const auto at = [](int i) { return kLeft + (kRight - kLeft) * i / kPieces; };
    for (int i = 0; i < kPieces; ++i) {
      scene.line(Scene::Role::ground, at(i), -height(at(i)), at(i + 1), -height(at(i + 1)), 0.02);
    }
    scene.line(Scene::Role::goal, kGoal, -height(kGoal), kGoal, -height(kGoal) - 0.22, 0.015);
    scene.rect(Scene::Role::goal, kGoal, -height(kGoal) - 0.22, kGoal + 0.1, -height(kGoal) - 0.14);
    // The car stands upright on the slope.
    const double x = state_[0], slope = std::cos(3 * x) * 1.35, length = std::sqrt(1 + slope * slope);
    const double along_x = 1 / length, along_y = -slope / length, up_x = along_y, up_y = -along_x;
    const auto place = [&](double along, double up) {
      return std::array{x + along * along_x + up * up_x, -height(x) + along * along_y + up * up_y};
    };
    const auto back = place(-0.06, 0.075), front = place(0.06, 0.075);
    scene.line(Scene::Role::body, back[0], back[1], front[0], front[1], 0.06);
    for (const double along : {-0.045, 0.045}) {
      const auto wheel = place(along, 0.03);
      scene.disc(Scene::Role::agent, wheel[0], wheel[1], 0.025);
    }
  }

 private:
  std::array<double, 2> state_{-0.5, 0};  // place, velocity
};

const EnvironmentType& environment() {
  static const EnvironmentType type{
      .actions = {{"Back", -1, 0}, {"Roll", 0, 0}, {"Forward", 1, 0}},
      .limit = 200,
      .steps_per_second = 30,
      .make = [](const Params&) -> std::unique_ptr<Environment> { return std::make_unique<MountainCar>(); },
  };
  return type;
}

}  // namespace

const DatasetType& mountain_car_dataset() {
  static const DatasetType type{
      .id = "mountain_car",
      .title = "Mountain car",
      .category = "Worlds",
      .summary = "A car too weak for the hill has to swing back first. As MountainCar-v0.",
      .dimensions = 0,
      .classes = 0,
      .default_noise = 0,
      .sample_shape = [](const Params&) { return Shape{2}; },
      .environment = &environment(),
      .make = [](const DatasetRequest& request) -> Result<Dataset> {
        return observations(environment(), request, Shape{2}, {"place", "velocity"});
      },
  };
  return type;
}

}  // namespace engine
