// A ball falls, a paddle at the bottom has to be under it: seen as a picture of few pixels. +1 caught, -1 missed.
// Mnih, Heess, Graves and Kavukcuoglu 2014; Osband et al. 2020 (bsuite).
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/environments/observations.h"

namespace engine {
namespace {

class CatchBall final : public Environment {
 public:
  explicit CatchBall(int64_t size) : size_(static_cast<int>(size)) {}

  void reset(Rng& rng) override {
    const auto any = [&] { return static_cast<double>(rng.below(static_cast<uint64_t>(size_))); };
    const double ball = any(), paddle = any();
    state_ = {ball, 0, paddle};
  }

  Outcome step(int action) override {
    auto& [ball, row, paddle] = state_;
    paddle = std::clamp(paddle + action - 1, 0.0, static_cast<double>(size_ - 1));
    row += 1;
    if (row < size_ - 1) return {};
    return {ball == paddle ? 1.0 : -1.0, true};
  }

  void observe(Scalar* out) const override {
    std::fill(out, out + size_ * size_, Scalar(0));
    out[static_cast<int>(state_[1]) * size_ + static_cast<int>(state_[0])] = 1;
    out[(size_ - 1) * size_ + static_cast<int>(state_[2])] = 1;
  }
  std::span<double> state() override { return state_; }
  bool goes_on() const override {
    const auto place = [](double x, int count) { return x >= 0 && x < count && x == std::floor(x); };
    return place(state_[0], size_) && place(state_[1], size_ - 1) && place(state_[2], size_);
  }

  void draw(Scene& scene) const override {
    scene.right = scene.bottom = size_;
    scene.line(Scene::Role::ground, 0, size_ - 0.08, size_, size_ - 0.08, 0.06);
    scene.rect(Scene::Role::body, state_[2] + 0.04, size_ - 0.7, state_[2] + 0.96, size_ - 0.25);
    scene.disc(Scene::Role::ball, state_[0] + 0.5, state_[1] + 0.5, 0.36);
  }

 private:
  int size_;
  std::array<double, 3> state_{};  // column and row of the ball, column of the paddle
};

int64_t size_of(const Params& params) { return get_int(params, "size"); }

const EnvironmentType& environment() {
  static const EnvironmentType type{
      .actions = {{"Go left", -1, 0}, {"Stand still", 0, 0}, {"Go right", 1, 0}},
      .limit = 100,
      .steps_per_second = 5,
      .make = [](const Params& params) -> std::unique_ptr<Environment> {
        return std::make_unique<CatchBall>(size_of(params));
      },
  };
  return type;
}

}  // namespace

const DatasetType& catch_ball_dataset() {
  static const DatasetType type{
      .id = "catch_ball",
      .title = "Catch",
      .category = "Worlds",
      .summary = "A ball falls and has to be caught; the agent sees nothing but the pixels.",
      .params = {{.key = "size",
                  .label = "Pixels",
                  .help = "Width and height of the picture.",
                  .default_value = int64_t{8},
                  .minimum = 4,
                  .maximum = 20,
                  .step = 1}},
      .dimensions = 0,
      .classes = 0,
      .default_noise = 0,
      .kind = SampleKind::image,
      .sample_shape =
          [](const Params& params) {
            return Shape{1, size_of(params), size_of(params)};
          },
      .environment = &environment(),
      .make = [](const DatasetRequest& request) -> Result<Dataset> {
        const int64_t size = size_of(request.params);
        return observations(environment(), request, Shape{1, size, size});
      },
  };
  return type;
}

}  // namespace engine
