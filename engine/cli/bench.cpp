// glassnet-cli bench: the speed of training on fixed workloads, the same ones that other libraries are measured with.
// Each repeat builds a fresh model, warms up, and times a whole number of steps; the median repeat counts.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "engine/cli/bench_load.h"
#include "engine/cli/bench_mnist.h"
#include "engine/cli/bench_wake.h"
#include "engine/cli/bench_watch.h"
#include "engine/cli/commands.h"
#include "engine/cli/session.h"
#include "engine/cli/workloads.h"
#include "engine/core/parallel.h"

namespace cli {
namespace {

constexpr const char* kMnist = "mnist";  // learns from files instead of being timed
constexpr const char* kWake = "wake";
constexpr const char* kLoad = "load";
constexpr const char* kWatch = "watch";

struct BenchOptions {
  std::vector<std::string> names;
  int threads = 1, repeats = 5;
  double seconds = 0.4, warmup = 0.15;
  bool json = false;
  std::string data;               // folder of the MNIST files
  std::string project;            // of watch
  std::vector<std::string> sets;  // changes to it
};

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

struct Timing {
  std::vector<double> us;  // per step, one a repeat, sorted
  int64_t params = 0;
  double loss_first = 0, loss_last = 0;
};

bool time_once(const Workload& workload, const engine::Result<PreparedWorkload>& prepared, const BenchOptions& options,
               Timing& timing) {
  auto built = engine::Trainer::create(prepared->experiment, nullptr, prepared->data);
  if (!built) {
    complain({built.error().what, workload.name});
    return false;
  }
  engine::Trainer& trainer = **built;
  timing.params = trainer.network().info().total.parameters;
  bool fine = trainer.step();
  timing.loss_first = trainer.batch_loss();
  int64_t steps = 0;
  double start = now();
  while (fine && (now() - start < options.warmup || steps < 3)) {
    fine = trainer.step();
    ++steps;
  }
  const auto count =
      std::max<int64_t>(3, static_cast<int64_t>(static_cast<double>(steps) * options.seconds / (now() - start)));
  start = now();
  for (int64_t i = 0; fine && i < count; ++i) fine = trainer.step();
  timing.us.push_back((now() - start) / static_cast<double>(count) * 1e6);
  timing.loss_last = trainer.batch_loss();
  if (!fine) complain({trainer.divergence()->what, workload.name});
  return fine;
}

void print(const Workload& workload, const Timing& timing, const BenchOptions& options) {
  const double median = timing.us[timing.us.size() / 2];
  const double samples = static_cast<double>(workload.batch) / median * 1e6;
  if (!options.json) {
    fmt::print("{:4} {:10.2f} us/step  {:12.0f} samples/s  best {:.2f} us  {} threads  {}\n", workload.name, median,
               samples, timing.us.front(), options.threads, workload.what);
    return;
  }
  fmt::print(
      "{{\"peer\":\"glassnet\",\"config\":\"glassnet\",\"workload\":\"{}\",\"threads\":{},\"batch\":{},"
      "\"samples_per_s\":{:.1f},\"us_per_step\":{:.3f},\"min_us\":{:.3f},\"max_us\":{:.3f},\"params\":{},"
      "\"loss_first\":{:.4f},\"loss_last\":{:.4f},\"what\":\"{}\"}}\n",
      workload.name, options.threads, workload.batch, samples, median, timing.us.front(), timing.us.back(),
      timing.params, timing.loss_first, timing.loss_last, workload.what);
  std::fflush(stdout);
}

bool asks_for(const BenchOptions& options, const std::string& name) {
  return std::find(options.names.begin(), options.names.end(), name) != options.names.end();
}

int bench(const BenchOptions& options) {
  if (asks_for(options, kMnist)) {
    if (const int exit = bench_mnist(options.data, options.threads, options.json); exit != kDone) return exit;
  }
  if (options.names == std::vector<std::string>{kWake}) return bench_wake(5, options.json);
  if (options.names == std::vector<std::string>{kLoad}) return bench_load(options.repeats, options.json);
  if (options.names == std::vector<std::string>{kWatch})
    return bench_watch(options.project, options.sets, options.threads, options.seconds, options.json);
  engine::set_thread_count(options.threads);
  for (const Workload& workload : workloads()) {
    if (!options.names.empty() && !asks_for(options, workload.name)) continue;
    const engine::Result<PreparedWorkload> prepared = workload.prepare();
    if (!prepared) {
      complain(prepared.error());
      return kBadInput;
    }
    Timing timing;
    for (int repeat = 0; repeat < options.repeats; ++repeat) {
      if (!time_once(workload, prepared, options, timing)) return kBadInput;
    }
    std::sort(timing.us.begin(), timing.us.end());
    print(workload, timing, options);
  }
  return kDone;
}

}  // namespace

void add_bench(CLI::App& app, int& exit) {
  CLI::App* command = app.add_subcommand("bench", "Measure the speed of training on fixed workloads");
  auto options = std::make_shared<BenchOptions>();
  std::vector<std::string> known;
  std::string what;
  for (const Workload& workload : workloads()) {
    known.push_back(workload.name);
    what += fmt::format("{}{}: {}", what.empty() ? "" : "\n", workload.name, workload.what);
  }
  known.emplace_back(kWake);
  known.emplace_back(kLoad);
  known.emplace_back(kWatch);
  what += fmt::format("\n{}: how much slower --project trains while everything of every layer is looked at (alone)",
                      kWatch);
  what += fmt::format("\n{}: how late a 60 Hz thread wakes while every core trains (alone, for 5 seconds each)", kWake);
  what += fmt::format("\n{}: seconds and memory for reading 60,000 images of IDX and 50,000 of CIFAR (alone)", kLoad);
  command->add_option("--threads", options->threads, "Threads to compute with")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  command->add_option("--repeats", options->repeats, "Repeats; the median counts")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  command->add_option("--seconds", options->seconds, "Length of a repeat")
      ->capture_default_str()
      ->check(CLI::Range(0.001, 1000.0));
  command->add_option("--warmup", options->warmup, "Time before each repeat")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1000.0));
  command->add_option("--data", options->data, "Folder of the MNIST files, for mnist");
  command->add_option("--project", options->project, "Project file, for watch")->check(CLI::ExistingFile);
  command->add_option("--set", options->sets, "Change of the project, such as batch_size=64, for watch");
  command->add_flag("--json", options->json, "Print one JSON object a line");
  known.emplace_back(kMnist);
  command->add_option("name", options->names, "Workloads to run; all without any")->check(CLI::IsMember(known));
  what +=
      "\nmnist: accuracy of a small convolutional network on MNIST after 5 epochs; only when asked for, with --data";
  command->footer(what);
  command->callback([options, &exit] { exit = bench(*options); });
}

}  // namespace cli
