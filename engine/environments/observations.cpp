#include "engine/environments/observations.h"

#include "engine/environments/episode.h"

namespace engine {
namespace {

int any_action(const Episode& episode, Rng& rng) {
  return static_cast<int>(rng.below(static_cast<uint64_t>(episode.actions())));
}

// The reward from here to the end of the episode, acting at random.
double play_out(Episode& episode, Rng& rng) {
  double total = 0;
  for (Episode::Outcome now; !now.over();) {
    now = episode.step(any_action(episode, rng), rng);
    total += now.reward;
  }
  return total;
}

}  // namespace

Dataset observations(const EnvironmentType& type, const DatasetRequest& request, const Shape& sample,
                     std::vector<std::string> names) {
  auto world = std::make_shared<const WorldSpec>(WorldSpec{&type, request.params, request.noise});
  Dataset set;
  set.inputs.resize(request.size, sample);
  set.targets.resize(static_cast<size_t>(request.size));
  set.input_names = std::move(names);
  set.target_name = "return";
  set.world = world;
  Episode episode(*world);
  Rng rng(request.seed, stream_of("data"));
  const std::vector<ScenePlace> places = episode.environment().places();
  for (int64_t row = 0; row < request.size;) {
    episode.start(rng);
    if (!places.empty()) {
      episode.environment().state()[0] = places[static_cast<size_t>(row) % places.size()].state;
      episode.observe(set.inputs.row(row));
      set.targets[static_cast<size_t>(row++)] = static_cast<Scalar>(play_out(episode, rng));
      continue;
    }
    const int64_t first = row;
    for (Episode::Outcome now; !now.over();) {
      const bool kept = row < request.size;
      if (kept) {
        episode.observe(set.inputs.row(row));
        set.targets[static_cast<size_t>(row)] = static_cast<Scalar>(-episode.total());
        ++row;
      }
      now = episode.step(any_action(episode, rng), rng);
    }
    for (int64_t i = first; i < row; ++i) set.targets[static_cast<size_t>(i)] += static_cast<Scalar>(episode.total());
  }
  return set;
}

}  // namespace engine
