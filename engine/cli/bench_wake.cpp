// glassnet-cli bench wake: how late a thread that wakes 60 times a second, as the one of a window, gets its core while
// every core trains.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "engine/cli/bench_wake.h"
#include "engine/cli/commands.h"
#include "engine/core/parallel.h"
#include "engine/train/trainer_thread.h"

namespace cli {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

// Large enough that all threads have work all the time.
engine::Experiment busy_experiment() {
  engine::Experiment e;
  e.data.source = {"circle", {}};
  e.data.size = 4000;
  e.batch_size = 512;
  e.network.nodes = {{"input", "input", "", {}, false},
                     {"dense1", "dense", "", {{"units", int64_t{512}}}, false},
                     {"dense2", "dense", "", {{"units", int64_t{512}}}, false},
                     {"output", "dense", "", {{"units", int64_t{1}}, {"activation", std::string("linear")}}, false}};
  e.network.edges = {{"input", "dense1", 0}, {"dense1", "dense2", 0}, {"dense2", "output", 0}};
  return e;
}

std::vector<double> measure_lateness(double seconds) {
  constexpr std::chrono::duration<double> kFrame{1.0 / 60};
  const auto frame = std::chrono::duration_cast<Clock::duration>(kFrame);
  std::vector<double> late_ms;
  const Clock::time_point end =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  for (Clock::time_point due = Clock::now() + frame; due < end; due += frame) {
    std::this_thread::sleep_until(due);
    const Clock::time_point now = Clock::now();
    late_ms.push_back(Milliseconds(now - due).count());
    while (due + frame < now) due += frame;  // frames that were missed are one late frame
  }
  std::sort(late_ms.begin(), late_ms.end());
  return late_ms;
}

void print(const std::vector<double>& late_ms, int threads, double steps_per_second, bool json) {
  const auto at = [&](double share) {
    return late_ms[static_cast<size_t>(share * static_cast<double>(late_ms.size() - 1))];
  };
  if (json) {
    fmt::print(
        "{{\"bench\":\"wake\",\"training_threads\":{},\"frames\":{},\"median_ms\":{:.3f},\"p99_ms\":{:.3f},"
        "\"max_ms\":{:.3f},\"steps_per_s\":{:.1f}}}\n",
        threads, late_ms.size(), at(0.5), at(0.99), late_ms.back(), steps_per_second);
  } else {
    fmt::print(
        "{} training threads: a 60 Hz thread wakes late by {:.3f} ms (median), {:.3f} ms (p99), {:.3f} ms (most)"
        "  {:.0f} steps/s\n",
        threads, at(0.5), at(0.99), late_ms.back(), steps_per_second);
  }
  std::fflush(stdout);
}

}  // namespace

int bench_wake(double seconds, bool json) {
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  print(measure_lateness(std::min(seconds, 2.0)), 0, 0, json);
  std::vector<int> counts{engine::default_thread_count()};
  if (cores != counts[0]) counts.push_back(cores);
  for (const int threads : counts) {
    engine::TrainerThread trainer;
    trainer.post(engine::command::SetThreads{threads});
    trainer.post(engine::command::Load{busy_experiment(), 1, true});
    trainer.post(engine::command::Run{});
    while (!(trainer.take_snapshot() && trainer.snapshot().step > 3)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      std::vector<engine::Event> events;
      if (trainer.take_events(events) && std::holds_alternative<engine::event::Failed>(events.back())) return kBadInput;
    }
    const int64_t first = trainer.snapshot().step;
    const Clock::time_point start = Clock::now();
    const std::vector<double> late_ms = measure_lateness(seconds);
    const double took = std::chrono::duration<double>(Clock::now() - start).count();
    trainer.take_snapshot();
    print(late_ms, threads, static_cast<double>(trainer.snapshot().step - first) / took, json);
  }
  engine::set_thread_count(1);
  return kDone;
}

}  // namespace cli
