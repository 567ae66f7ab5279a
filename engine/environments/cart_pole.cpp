// A pole on a cart that must be kept upright by pushing the cart left or right: Gym's CartPole-v1.
//   temp = (F + m_p l w^2 sin t) / m
//   w' = (g sin t - cos t temp) / (l (4/3 - m_p cos^2 t / m)),  v' = temp - m_p l w' cos t / m
// with Euler steps: place and angle move with the old velocities. Barto, Sutton and Anderson 1983.
#include <array>
#include <cmath>

#include "engine/environments/observations.h"

namespace engine {
namespace {

constexpr double kGravity = 9.8, kCart = 1.0, kPole = 0.1, kHalfLength = 0.5, kForce = 10.0, kStep = 0.02;
constexpr double kMass = kCart + kPole, kMoment = kPole * kHalfLength;
constexpr double kFarthest = 2.4, kSteepest = 12 * 2 * 3.14159265358979323846 / 360;
constexpr double kFastest = 100;  // of a state that can be taken up; no push comes near it

class CartPole final : public Environment {
 public:
  void reset(Rng& rng) override {
    for (double& x : state_) x = rng.uniform(-0.05, 0.05);
  }

  Outcome step(int action) override {
    auto& [x, v, t, w] = state_;
    const double force = action == 1 ? kForce : -kForce;
    const double cosine = std::cos(t), sine = std::sin(t);
    const double temp = (force + kMoment * w * w * sine) / kMass;
    const double turn =
        (kGravity * sine - cosine * temp) / (kHalfLength * (4.0 / 3.0 - kPole * cosine * cosine / kMass));
    const double push = temp - kMoment * turn * cosine / kMass;
    x += kStep * v;
    v += kStep * push;
    t += kStep * w;
    w += kStep * turn;
    return {1, x < -kFarthest || x > kFarthest || t < -kSteepest || t > kSteepest};
  }

  void observe(Scalar* out) const override {
    for (const double x : state_) *out++ = static_cast<Scalar>(x);
  }
  std::span<double> state() override { return state_; }
  bool goes_on() const override {
    const auto& [x, v, t, w] = state_;
    return std::abs(x) <= kFarthest && std::abs(t) <= kSteepest && std::abs(v) <= kFastest && std::abs(w) <= kFastest;
  }

  void draw(Scene& scene) const override {
    const double x = state_[0], t = state_[2], length = 2 * kHalfLength;
    scene.left = -kFarthest - 0.3;
    scene.right = kFarthest + 0.3;
    scene.top = -1.6;
    scene.bottom = 0.6;
    scene.line(Scene::Role::ground, scene.left, 0.16, scene.right, 0.16, 0.02);
    for (const double end : {-kFarthest, kFarthest}) scene.line(Scene::Role::trap, end, 0.06, end, 0.26, 0.03);
    scene.rect(Scene::Role::body, x - 0.25, -0.15, x + 0.25, 0.15);
    scene.line(Scene::Role::part, x, -0.1, x + length * std::sin(t), -0.1 - length * std::cos(t), 0.1);
    scene.disc(Scene::Role::agent, x, -0.1, 0.05);
  }

 private:
  std::array<double, 4> state_{};  // place, velocity, angle (0: upright), angular velocity
};

const EnvironmentType& environment() {
  static const EnvironmentType type{
      .actions = {{"Push left", -1, 0}, {"Push right", 1, 0}},
      .limit = 500,
      .steps_per_second = 1 / kStep,
      .make = [](const Params&) -> std::unique_ptr<Environment> { return std::make_unique<CartPole>(); },
  };
  return type;
}

}  // namespace

const DatasetType& cart_pole_dataset() {
  static const DatasetType type{
      .id = "cart_pole",
      .title = "Cart and pole",
      .category = "Worlds",
      .summary = "A pole stands on a cart; pushing the cart left or right must keep it from falling. As CartPole-v1.",
      .dimensions = 0,
      .classes = 0,
      .default_noise = 0,
      .sample_shape = [](const Params&) { return Shape{4}; },
      .environment = &environment(),
      .make = [](const DatasetRequest& request) -> Result<Dataset> {
        return observations(environment(), request, Shape{4}, {"place", "velocity", "angle", "turning"});
      },
  };
  return type;
}

}  // namespace engine
