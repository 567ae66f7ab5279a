// glassnet-cli run: trains a project and reports every epoch.
#include <fmt/format.h>

#include <chrono>

#include "engine/cli/commands.h"
#include "engine/cli/report.h"
#include "engine/cli/session.h"
#include "engine/io/project_file.h"

namespace cli {
namespace {

constexpr double kMegabyte = 1024 * 1024;

class Reporter {
 public:
  Reporter(Session& session, bool json) : session_(session), json_(json) {
    const int64_t epochs = session.goal_steps / session.trainer->steps_per_epoch();
    every_ = std::max<int64_t>(1, epochs / 20);
    if (json) return;
    const engine::Trainer& trainer = *session.trainer;
    fmt::print("{} parameters, about {:.1f} MB of memory\n", trainer.network().info().total.parameters,
               static_cast<double>(trainer.memory().total()) / kMegabyte);
  }

  void at_epoch(bool last) {
    engine::Trainer& trainer = *session_.trainer;
    const bool shown = json_ || last || trainer.epoch() % every_ == 0;
    if (!shown) return;
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start_;
    evaluation_ = evaluate_all(trainer, last);
    if (last) judge();
    if (json_) {
      print_json(last, time.count());
      return;
    }
    fmt::print("epoch {:4}  step {:6}  {}  {}  {:.2f} s\n", trainer.epoch(), trainer.steps(), to_text(evaluation_, 0),
               to_text(evaluation_, 1), time.count());
    if (last) print_end();
    std::fflush(stdout);
  }

  int exit_code() const { return exit_; }

 private:
  // The project's own promise, when it was trained as long as it asks for.
  void judge() {
    const engine::Target& target = session_.trainer->experiment().target;
    if (target.metric.empty() || !session_.own_length || session_.trainer->divergence()) return;
    check_ = check_target(target, evaluation_);
    exit_ = !check_ ? kBadInput : check_->met ? kDone : kTargetNotMet;
    if (exit_ != kTargetNotMet) return;
    const char* words = target.fails
                            ? "glassnet-cli: the project was to fail, but it does not: {} is {:.4g}, beyond {:.4g}.\n"
                            : "glassnet-cli: the target was not reached: {} is {:.4g}, wanted {:.4g}.\n";
    fmt::print(stderr, fmt::runtime(words), target.metric, check_->value, target.value);
  }

  void print_end() const {
    const engine::Trainer& trainer = *session_.trainer;
    if (evaluation_.part[2].samples > 0) fmt::print("{}\n", to_text(evaluation_, 2));
    if (trainer.stop()) fmt::print("{}\n", trainer.stop()->what.format());
    const engine::Target& target = trainer.experiment().target;
    if (check_ && check_->met) {
      const char* words = target.fails ? "It fails, as the project wants to show: {} is {:.4g}, not {:.4g}.\n"
                                       : "The target is reached: {} is {:.4g}, wanted {:.4g}.\n";
      fmt::print(fmt::runtime(words), target.metric, check_->value, target.value);
    }
  }

  void print_json(bool last, double seconds) const {
    const engine::Trainer& trainer = *session_.trainer;
    Json line{{"epoch", trainer.epoch()}, {"step", trainer.steps()}};
    line.update(to_json(evaluation_));
    line["learning_rate"] = trainer.learning_rate();
    line["seconds"] = seconds;
    if (last) {
      line["final"] = true;
      line["diverged"] = trainer.divergence().has_value();
      line["parameters"] = trainer.network().info().total.parameters;
      line["memory_mb"] = static_cast<double>(trainer.memory().total()) / kMegabyte;
      if (trainer.stop()) line["stopped"] = trainer.stop()->what.format();
      if (check_) {
        const engine::Target& target = trainer.experiment().target;
        line["target"] = {
            {"metric", target.metric}, {"wanted", target.value}, {"value", check_->value}, {"met", check_->met}};
      }
    }
    fmt::print("{}\n", line.dump());
    std::fflush(stdout);
  }

  Session& session_;
  bool json_;
  int64_t every_ = 1;
  Evaluation evaluation_;
  std::optional<TargetCheck> check_;
  int exit_ = kDone;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// The window's curves are not part of it: they would belong to another training.
bool save(Session& session, const std::string& path) {
  engine::Trainer& trainer = *session.trainer;
  engine::Checkpoint state = trainer.checkpoint();
  const engine::KeptPart kept = engine::fit_into_project(state);
  engine::Status saved = kept != engine::KeptPart::none
                             ? engine::save_project(path, session.project, "{}", &state)
                             : engine::error_at(path, "The state of training is larger than a project holds.");
  if (kept == engine::KeptPart::without_gathered) {
    fmt::print(stderr, "glassnet-cli: {}: saved without what training has gathered, which is too large\n", path);
  }
  if (!saved) complain(saved.error());
  return saved.ok();
}

int run(const SessionOptions& options) {
  std::optional<Session> session = open_session(options);
  if (!session) return kBadInput;
  Reporter reporter(*session, options.json);
  if (!train(*session, [&](bool last) { reporter.at_epoch(last); })) return kBadInput;
  return options.save.empty() || save(*session, options.save) ? reporter.exit_code() : kBadInput;
}

}  // namespace

void add_run(CLI::App& app, int& exit) {
  CLI::App* command = app.add_subcommand("run", "Train a project and report every epoch");
  auto options = std::make_shared<SessionOptions>();
  add_session_options(*command, *options);
  options->goes_on = true;
  command->add_option("--save", options->save, "Write the project with its weights, to go on from there")
      ->type_name("FILE");
  command->footer(
      "Without --epochs and --steps it trains as long as the project's target says (else its max_epochs, else 100\n"
      "epochs) and exits with 3 when the target was not reached; the project's rules for stopping may end it earlier.\n"
      "With --json: one object a line per epoch with epoch, step, train_loss, val_loss, metrics, learning_rate,\n"
      "seconds; the last one has \"final\": true.");
  command->callback([options, &exit] { exit = run(*options); });
}

}  // namespace cli
