#include "engine/cli/session.h"

#include "engine/core/parallel.h"
#include "engine/io/project_file.h"

namespace cli {
namespace {

constexpr int64_t kDefaultEpochs = 100;

int64_t own_epochs(const engine::Experiment& e) {
  return e.target.epochs > 0 ? e.target.epochs : e.max_epochs > 0 ? e.max_epochs : kDefaultEpochs;
}

int64_t goal_of(const SessionOptions& options, const engine::Trainer& trainer) {
  if (options.steps) return *options.steps;
  return options.epochs.value_or(own_epochs(trainer.experiment())) * trainer.steps_per_epoch();
}

engine::Status change(const SessionOptions& options, engine::Experiment& experiment, engine::Experiment& kept) {
  for (const std::string& assignment : options.sets) {
    if (engine::Status status = engine::set_by_path(experiment, assignment); !status) return status;
  }
  if (options.seed) experiment.seed = experiment.batch_seed = *options.seed;
  kept = experiment;
  // The schedule and the best weights go by the length that is really trained.
  if (options.steps) experiment.max_epochs = 0;
  if (options.epochs) experiment.max_epochs = *options.epochs;
  if (!options.steps && experiment.max_epochs == 0) experiment.max_epochs = own_epochs(experiment);
  return {};
}

}  // namespace

void add_session_options(CLI::App& command, SessionOptions& options) {
  command.add_option("project", options.project, "The project file")->required()->type_name("PROJECT");
  auto* epochs = command.add_option("--epochs", options.epochs, "Train so many epochs instead of the project's own");
  auto* steps = command.add_option("--steps", options.steps, "Train so many batches");
  epochs->check(CLI::Range(int64_t{0}, int64_t{1000000000}))->type_name("N")->excludes(steps);
  steps->check(CLI::Range(int64_t{0}, int64_t{1000000000000}))->type_name("N");
  command.add_option("--seed", options.seed, "Seed of the starting weights and of the order of the batches")
      ->type_name("S");
  command
      .add_option("--threads", options.threads,
                  "Threads to compute with (default: one less than the machine has); the results do not depend on it")
      ->check(CLI::Range(1, 256))
      ->type_name("T");
  command
      .add_option("--set", options.sets,
                  "Change a field of the project: data.noise=0.2, optimizer=sgd, optimizer.learning_rate=0.01, "
                  "network.dense2.units=4. May be repeated")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
  command.add_flag("--json", options.json, "Print JSON");
}

void complain(const engine::Error& error) { fmt::print(stderr, "glassnet-cli: {}\n", error.describe()); }

std::optional<Session> open_session(const SessionOptions& options) {
  engine::set_thread_count(options.threads > 0 ? options.threads : engine::default_thread_count());
  auto project = engine::load_project(options.project);
  if (!project) {
    complain(project.error());
    return std::nullopt;
  }
  for (const engine::Message& warning : project->warnings) {
    fmt::print(stderr, "glassnet-cli: {}: {}\n", options.project, warning.format());
  }
  Session session;
  if (engine::Status status = change(options, project->experiment, session.project); !status) {
    complain(status.error());
    return std::nullopt;
  }
  auto trainer = engine::Trainer::create(project->experiment);
  if (!trainer) {
    complain(trainer.error());
    return std::nullopt;
  }
  session.trainer = std::move(*trainer);
  if (project->training && !options.seed) {
    if (engine::Status taken = session.trainer->restore(*project->training); !taken) {
      fmt::print(stderr, "glassnet-cli: {}: training starts anew: {}\n", options.project, taken.error().describe());
    }
  }
  const bool trained = session.trainer->steps() > 0;
  for (const engine::Message& note : session.trainer->data().raw.notes) {
    fmt::print(stderr, "glassnet-cli: {}\n", note.format());
  }
  session.goal_steps = goal_of(options, *session.trainer);
  session.own_length = !options.epochs && !options.steps;
  if (trained && session.own_length && !options.goes_on) session.goal_steps = session.trainer->steps();
  return session;
}

bool train(Session& session, const std::function<void(bool last)>& at_epoch) {
  engine::Trainer& trainer = *session.trainer;
  bool fine = true;
  const auto more = [&] { return trainer.steps() < session.goal_steps && !trainer.stop(); };
  while (fine && more()) {
    fine = trainer.step();
    if (fine && at_epoch && trainer.at_epoch_end() && more()) at_epoch(false);
  }
  if (at_epoch) at_epoch(true);
  if (fine) return true;
  const engine::Divergence& d = *trainer.divergence();
  complain({d.what, d.node});
  if (d.suggested_learning_rate > 0) {
    fmt::print(stderr, "glassnet-cli: try --set optimizer.learning_rate={:g}\n", d.suggested_learning_rate);
  }
  return false;
}

}  // namespace cli
