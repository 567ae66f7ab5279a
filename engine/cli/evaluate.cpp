// glassnet-cli evaluate: trains a project quietly and measures every part of its data.
#include <fmt/format.h>

#include "engine/cli/commands.h"
#include "engine/cli/report.h"
#include "engine/cli/session.h"

namespace cli {
namespace {

using Counts = std::vector<std::vector<int64_t>>;  // [true class][predicted class]

Counts confusion(engine::Trainer& trainer, int part) {
  const engine::PreparedData& data = trainer.data();
  const auto classes = static_cast<size_t>(data.raw.classes);
  Counts counts(classes, std::vector<int64_t>(classes, 0));
  std::vector<double> predicted;
  trainer.predict(data.inputs[part].view(), predicted);
  for (size_t i = 0; i < predicted.size(); ++i) {
    ++counts[static_cast<size_t>(data.targets[part][i])][static_cast<size_t>(predicted[i])];
  }
  return counts;
}

void print_confusion(const engine::PreparedData& data, const Counts& counts) {
  fmt::print("\nvalidation part: rows are the true class, columns the predicted one\n{:>12}", "");
  for (size_t c = 0; c < counts.size(); ++c) fmt::print(" {:>10.10}", data.class_name(static_cast<int64_t>(c)));
  fmt::print("\n");
  for (size_t r = 0; r < counts.size(); ++r) {
    fmt::print("{:>12.12}", data.class_name(static_cast<int64_t>(r)));
    for (const int64_t n : counts[r]) fmt::print(" {:>10}", n);
    fmt::print("\n");
  }
}

int evaluate(const SessionOptions& options) {
  std::optional<Session> session = open_session(options);
  if (!session || !train(*session)) return kBadInput;
  engine::Trainer& trainer = *session->trainer;
  const Evaluation evaluation = evaluate_all(trainer, true);
  const bool classes = trainer.data().raw.classes > 0 && evaluation.part[1].samples > 0;
  if (options.json) {
    Json out{{"epoch", trainer.epoch()}, {"step", trainer.steps()}};
    for (int part = 0; part < engine::kSplits; ++part) {
      out[std::string(split_name(part)) + "_samples"] = evaluation.part[part].samples;
    }
    out.update(to_json(trainer, evaluation));
    if (classes) out["val_confusion"] = confusion(trainer, 1);
    fmt::print("{}\n", out.dump());
    return kDone;
  }
  fmt::print("after {} epochs, {} steps\n", trainer.epoch(), trainer.steps());
  for (int part = 0; part < engine::kSplits; ++part) {
    fmt::print("{:6} samples  {}\n", evaluation.part[part].samples, to_text(trainer, evaluation, part));
  }
  if (classes && trainer.data().raw.classes <= 20) print_confusion(trainer.data(), confusion(trainer, 1));
  return kDone;
}

}  // namespace

void add_evaluate(CLI::App& app, int& exit) {
  CLI::App* command =
      app.add_subcommand("evaluate", "Train a project, then measure training, validation and test part");
  auto options = std::make_shared<SessionOptions>();
  add_session_options(*command, *options);
  command->footer("A project file holds no weights: the project is trained first, exactly as run does.");
  command->callback([options, &exit] { exit = evaluate(*options); });
}

}  // namespace cli
