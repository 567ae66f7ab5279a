#include "engine/cli/bench_watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>

#include "engine/cli/commands.h"
#include "engine/cli/session.h"
#include "engine/core/parallel.h"
#include "engine/schema/layer_type.h"
#include "engine/train/trainer_thread.h"

namespace cli {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int kRounds = 5, kResolution = 64;
constexpr Seconds kFrame{1.0 / 60}, kSettle{0.1};

// Its output for one sample or over the plane, what it has inside, and its parameters; of every layer.
std::vector<engine::Watch> everything(const engine::Trainer& trainer) {
  std::vector<engine::Watch> watches;
  const engine::NetworkSpec& net = trainer.experiment().network;
  const auto& nodes = trainer.network().info().nodes;
  for (size_t i = 0; i < net.nodes.size() && i < nodes.size(); ++i) {
    const engine::NodeInfo& info = nodes[i];
    if (!info.type || !info.output) continue;
    const auto add = [&](engine::Watched what, int resolution, const std::string& name) {
      watches.push_back({net.nodes[i].id, what, resolution, 0, name});
    };
    if (trainer.data().plane()) {
      add(engine::Watched::surface, kResolution, "");
    } else {
      add(engine::Watched::sample, 0, "");
    }
    if (info.type->insides) {
      for (const engine::InsideSpec& inside : info.type->insides(info.params))
        add(engine::Watched::inside, 0, inside.name);
    }
    if (info.type->has_weights) add(engine::Watched::weight, 0, "");
  }
  return watches;
}

// None when it diverges.
std::optional<double> alone(engine::Trainer& trainer, double seconds) {
  int64_t steps = 0;
  const Clock::time_point start = Clock::now();
  double took = 0;
  for (; took < seconds; took = Seconds(Clock::now() - start).count()) {
    for (int i = 0; i < 16; ++i, ++steps) {
      if (!trainer.step()) return std::nullopt;
    }
  }
  return static_cast<double>(steps) / took;
}

// Steps a second of the thread, whose pictures are taken as often as a window takes them.
double watched(engine::TrainerThread& thread, double seconds) {
  const auto look = [&](Seconds time) {
    const Clock::time_point start = Clock::now();
    while (Clock::now() - start < time) {
      std::this_thread::sleep_for(kFrame);
      thread.take_snapshot();
    }
    return Seconds(Clock::now() - start).count();
  };
  look(kSettle);
  const int64_t first = thread.snapshot().step;
  const double took = look(Seconds(seconds));
  return static_cast<double>(thread.snapshot().step - first) / took;
}

// Training is on; false when it cannot begin.
bool begins(engine::TrainerThread& thread) {
  std::vector<engine::Event> events;
  while (!(thread.take_snapshot() && thread.snapshot().step > 0)) {
    thread.take_events(events);
    for (const engine::Event& e : events) {
      if (std::holds_alternative<engine::event::Failed>(e) || std::holds_alternative<engine::event::Diverged>(e))
        return false;
    }
    std::this_thread::sleep_for(kFrame);
  }
  return true;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int bench_watch(const std::string& project, const std::vector<std::string>& sets, int threads, double seconds,
                bool json) {
  SessionOptions options;
  options.project = project;
  options.sets = sets;
  options.threads = threads;
  std::optional<Session> session = open_session(options);
  if (!session) return kBadInput;
  engine::Experiment endless = session->project;
  endless.max_epochs = 0;
  endless.stop = {};
  const std::vector<engine::Watch> all = everything(*session->trainer);
  std::vector<double> loop, nothing, everything_watched;
  for (int round = 0; round < kRounds; ++round) {
    const std::optional<double> steps = alone(*session->trainer, seconds);
    engine::TrainerThread thread;
    thread.post(engine::command::SetThreads{threads});
    thread.post(engine::command::Load{endless, 1, true});
    thread.post(engine::command::Run{});
    if (!steps || !begins(thread)) {
      complain(engine::error_at(project, "It diverges, or cannot be trained, so that nothing can be measured."));
      return kBadInput;
    }
    loop.push_back(*steps);
    nothing.push_back(watched(thread, seconds));
    thread.post(engine::command::SetWatches{all});
    everything_watched.push_back(watched(thread, seconds));
  }
  const double a = median(loop), b = median(nothing), c = median(everything_watched);
  if (json) {
    fmt::print(
        "{{\"bench\":\"watch\",\"project\":\"{}\",\"threads\":{},\"watches\":{},\"steps_per_s\":{:.1f},"
        "\"nothing_watched\":{:.1f},\"everything_watched\":{:.1f}}}\n",
        project, threads, all.size(), a, b, c);
  } else {
    fmt::print("{}: {:.0f} steps/s alone, {:.0f} ({:.1f} %) with nothing watched, {:.0f} ({:.1f} %) with {} watches\n",
               project, a, b, 100 * b / a, c, 100 * c / a, all.size());
  }
  return kDone;
}

}  // namespace cli
