// glassnet-cli evaluate: trains a project quietly and measures every part of its data.
#include <fmt/format.h>

#include "engine/cli/commands.h"
#include "engine/cli/report.h"
#include "engine/cli/session.h"

namespace cli {
namespace {

constexpr size_t kMostShown = 20;  // classes

void print_classes(const engine::PreparedData& data, const engine::ClassReport& report) {
  const auto name = [&](size_t c) { return data.class_name(static_cast<int64_t>(c)); };
  fmt::print("\nvalidation part, by class\n{:>12} {:>10} {:>10} {:>10} {:>10} {:>10}\n", "", "count", "precision",
             "recall", "f1", "iou");
  for (size_t c = 0; c < report.lines.size(); ++c) {
    const auto& line = report.lines[c];
    fmt::print("{:>12.12} {:>10} {:>10.4f} {:>10.4f} {:>10.4f} {:>10.4f}\n", name(c), line.support, line.precision,
               line.recall, line.f1, line.iou);
  }
  fmt::print("\nvalidation part: rows are the true class, columns the predicted one\n{:>12}", "");
  for (size_t c = 0; c < report.confusion.size(); ++c) fmt::print(" {:>10.10}", name(c));
  fmt::print("\n");
  for (size_t r = 0; r < report.confusion.size(); ++r) {
    fmt::print("{:>12.12}", name(r));
    for (const int64_t n : report.confusion[r]) fmt::print(" {:>10}", n);
    fmt::print("\n");
  }
}

Json classes_json(const engine::PreparedData& data, const engine::ClassReport& report) {
  Json out = Json::array();
  for (size_t c = 0; c < report.lines.size(); ++c) {
    const auto& line = report.lines[c];
    out.push_back({{"class", data.class_name(static_cast<int64_t>(c))},
                   {"count", line.support},
                   {"precision", line.precision},
                   {"recall", line.recall},
                   {"f1", line.f1},
                   {"iou", line.iou}});
  }
  return out;
}

int evaluate(const SessionOptions& options) {
  std::optional<Session> session = open_session(options);
  if (!session || !train(*session)) return kBadInput;
  engine::Trainer& trainer = *session->trainer;
  const Evaluation evaluation = evaluate_all(trainer, true);
  const bool classes = trainer.answers().classes > 0 && evaluation.part[1].samples > 0;
  if (options.json) {
    Json out{{"epoch", trainer.epoch()}, {"step", trainer.steps()}};
    for (int part = 0; part < engine::kSplits; ++part) {
      out[std::string(split_name(part)) + "_samples"] = evaluation.part[part].samples;
    }
    out.update(to_json(evaluation));
    if (classes) {
      const engine::ClassReport report = trainer.class_report(engine::Split::validation);
      out["val_confusion"] = report.confusion;
      out["val_classes"] = classes_json(trainer.data(), report);
    }
    fmt::print("{}\n", out.dump());
    return kDone;
  }
  fmt::print("after {} epochs, {} steps\n", trainer.epoch(), trainer.steps());
  for (int part = 0; part < engine::kSplits; ++part) {
    fmt::print("{:6} samples  {}\n", evaluation.part[part].samples, to_text(evaluation, part, true));
  }
  if (!classes) return kDone;
  const engine::ClassReport report = trainer.class_report(engine::Split::validation);
  if (report.lines.size() <= kMostShown) print_classes(trainer.data(), report);
  return kDone;
}

}  // namespace

void add_evaluate(CLI::App& app, int& exit) {
  CLI::App* command =
      app.add_subcommand("evaluate", "Train a project, then measure training, validation and test part");
  auto options = std::make_shared<SessionOptions>();
  add_session_options(*command, *options);
  command->footer("A project that holds no trained weights is trained first, exactly as run does.");
  command->callback([options, &exit] { exit = evaluate(*options); });
}

}  // namespace cli
