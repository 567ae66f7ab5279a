// glassnet-cli run: trains a project and reports every epoch.
#include <fmt/format.h>

#include <chrono>

#include "engine/cli/commands.h"
#include "engine/cli/report.h"
#include "engine/cli/session.h"

namespace cli {
namespace {

class Reporter {
 public:
  Reporter(Session& session, bool json) : session_(session), json_(json) {
    const int64_t epochs = session.goal_steps / session.trainer->steps_per_epoch();
    every_ = std::max<int64_t>(1, epochs / 20);
  }

  void at_epoch(bool last) {
    engine::Trainer& trainer = *session_.trainer;
    const bool shown = json_ || last || trainer.epoch() % every_ == 0;
    if (!shown) return;
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start_;
    evaluation_ = evaluate_all(trainer, last);
    if (json_) {
      print_json(last, time.count());
      return;
    }
    fmt::print("epoch {:4}  step {:6}  {}  {}  {:.2f} s\n", trainer.epoch(), trainer.steps(),
               to_text(trainer, evaluation_, 0), to_text(trainer, evaluation_, 1), time.count());
    if (last && evaluation_.part[2].samples > 0) fmt::print("{}\n", to_text(trainer, evaluation_, 2));
    std::fflush(stdout);
  }

  const Evaluation& evaluation() const { return evaluation_; }

 private:
  void print_json(bool last, double seconds) const {
    const engine::Trainer& trainer = *session_.trainer;
    Json line{{"epoch", trainer.epoch()}, {"step", trainer.steps()}};
    line.update(to_json(trainer, evaluation_));
    line["seconds"] = seconds;
    if (last) {
      line["final"] = true;
      line["diverged"] = trainer.divergence().has_value();
    }
    fmt::print("{}\n", line.dump());
    std::fflush(stdout);
  }

  Session& session_;
  bool json_;
  int64_t every_ = 1;
  Evaluation evaluation_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// The project's own promise, when it was trained as long as it asks for.
int judge(const Session& session, const Evaluation& evaluation) {
  const engine::Target& target = session.trainer->experiment().target;
  if (target.metric.empty() || !session.own_length) return kDone;
  double value = 0;
  if (!target_value(*session.trainer, evaluation, value)) return kBadInput;
  if (target_met(target, value)) return kDone;
  fmt::print(stderr, "glassnet-cli: the target was not reached: {} is {:.4g}, wanted {:.4g}.\n", target.metric, value,
             target.value);
  return kTargetNotMet;
}

int run(const SessionOptions& options) {
  std::optional<Session> session = open_session(options);
  if (!session) return kBadInput;
  Reporter reporter(*session, options.json);
  if (!train(*session, [&](bool last) { reporter.at_epoch(last); })) return kBadInput;
  return judge(*session, reporter.evaluation());
}

}  // namespace

void add_run(CLI::App& app, int& exit) {
  CLI::App* command = app.add_subcommand("run", "Train a project and report every epoch");
  auto options = std::make_shared<SessionOptions>();
  add_session_options(*command, *options);
  command->footer(
      "Without --epochs and --steps it trains as long as the project's target says (else its max_epochs, else 100\n"
      "epochs) and exits with 3 when the target was not reached. With --json: one object a line per epoch with epoch,\n"
      "step, train_loss, val_loss, metrics, seconds; the last one has \"final\": true.");
  command->callback([options, &exit] { exit = run(*options); });
}

}  // namespace cli
