// What outlives the program: settings, work that is not saved, versions of project files.
#include <chrono>
#include <filesystem>
#include <thread>

#include "app/workbench/file_times.h"
#include "app/workbench/kept_name.h"
#include "app/workbench/undo_file.h"
#include "app/workbench/workbench_state.h"
#include "engine/core/file.h"
#include "engine/io/project_file.h"

namespace app {
namespace fs = std::filesystem;
using engine::message;

namespace {

constexpr double kCaptureSeconds = 5;   // a step of a very large network
constexpr double kSettingsSeconds = 2;  // a splitter that is being dragged does not write in every frame
constexpr int64_t kMostBytes = 1 << 20;

constexpr int64_t kMostUndo = 64 << 20;

std::string undo_file(const std::string& folder, const std::string& project) {
  return folder + "/undo/" + kept_name(project) + ".json";
}

std::string settings_file(const std::string& folder) { return folder + "/settings.json"; }

}  // namespace

void Workbench::keep_samples(const std::string& folder) { state_->samples = folder; }

bool Workbench::State::is_sample(const std::string& file) const {
  std::error_code problem;
  const fs::path of_samples = fs::weakly_canonical(samples, problem);
  return !samples.empty() && !problem && fs::weakly_canonical(file, problem).parent_path() == of_samples && !problem;
}

void Workbench::remember_in(const std::string& folder) {
  State& s = *state_;
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem || folder.empty()) return;
  s.folder = folder;
  const auto text = engine::read_file(settings_file(folder), kMostBytes);
  if (text) s.settings = parse_settings(*text);
  s.kept = s.settings;
  s.recovery = std::make_unique<Recovery>(folder + "/recovery");
  s.lost = s.recovery->found();
}

void Workbench::State::keep_work() {
  if (!recovery || noted == history.changes()) return;
  noted = history.changes();
  if (history.modified()) {
    recovery->note(experiment(), document, path);
  } else {
    recovery->clear();
  }
}

void Workbench::State::keep_settings(bool now) {
  if (folder.empty() || kept == settings) return;
  if (!now && steady_seconds() - kept_at < kSettingsSeconds) return;
  kept = settings;
  kept_at = steady_seconds();
  (void)engine::replace_file(settings_file(folder), settings_text(settings));  // a full disk is told of when saving
}

bool Workbench::State::unsaved() const {
  const engine::Snapshot& s = trainer.snapshot();
  const bool trained = kept_step && !training && s.valid && s.revision == revision && s.step != *kept_step;
  return history.modified() || trained;
}

bool Workbench::State::take_events() {
  if (!trainer.take_events(events)) return false;
  for (engine::Event& e : events) std::visit([&](auto& x) { take(x); }, e);
  return true;
}

std::shared_ptr<const engine::Checkpoint> Workbench::State::training_to_keep() {
  if (training) return training;
  trainer.post(engine::command::Capture{++captures});
  const double until = steady_seconds() + kCaptureSeconds;
  while (!captured || captured->serial != captures) {
    if (steady_seconds() > until) {
      notice(Notice::Kind::warning, message("Saved without the weights: training did not answer in time. Save again."));
      return nullptr;
    }
    if (!take_events()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  const std::shared_ptr<const engine::Checkpoint> all = std::move(captured->state);
  captured.reset();
  if (!all || all->counts.at("steps") == 0) return nullptr;
  auto state = std::make_shared<engine::Checkpoint>(*all);
  const engine::KeptPart part = engine::fit_into_project(*state);
  if (part == engine::KeptPart::without_gathered) {
    notice(
        Notice::Kind::warning,
        message("Saved without what training has gathered: {} MB are more than a project holds. The weights are kept.",
                all->bytes() >> 20));
  }
  if (part != engine::KeptPart::none) return state;
  notice(Notice::Kind::warning, message("Saved without the state of training: its {} MB are more than a project holds.",
                                        state->bytes() >> 20));
  return nullptr;
}

// A project file was opened by the user, or saved.
void Workbench::State::was_opened(const std::string& file) {
  if (folder.empty() || is_sample(file)) return;
  std::error_code problem;
  const fs::path whole = fs::weakly_canonical(file, problem);
  if (!problem) take_arrangement(settings, whole.string());
  was_saved(file);
}

void Workbench::State::was_saved(const std::string& file) {
  if (folder.empty() || is_sample(file)) return;
  std::error_code problem;
  const fs::path whole = fs::weakly_canonical(file, problem);
  if (problem) return;
  add_recent(settings, whole.string());
  keep_arrangement(settings, whole.string());
  keep_version(folder + "/versions", file, experiment(), document, time_now());
}

// Each project of the user remembers how its window was arranged.
void Workbench::State::was_arranged() {
  if (folder.empty() || path.empty() || is_sample(path)) return;
  std::error_code problem;
  const fs::path whole = fs::weakly_canonical(path, problem);
  if (!problem) keep_arrangement(settings, whole.string());
}

void Workbench::State::keep_undo() {
  if (folder.empty()) return;
  std::error_code problem;
  fs::create_directories(folder + "/undo", problem);
  (void)engine::replace_file(undo_file(folder, path), undo_text(history));  // without it undo begins at the file
}

History Workbench::State::history_of(const std::string& file, engine::Experiment saved) const {
  if (!folder.empty()) {
    const auto text = engine::read_file(undo_file(folder, file), kMostUndo);
    auto undo = text ? parse_undo(*text, saved) : std::nullopt;
    if (undo) return std::move(*undo);
  }
  return History(std::move(saved));
}

void Workbench::State::forget_lost(size_t which) {
  if (which >= lost.size()) return;
  Recovery::forget(lost[which]);
  lost.erase(lost.begin() + static_cast<std::ptrdiff_t>(which));
  if (lost.empty() && dialog == Dialog::lost) dialog = Dialog::none;
}

void Workbench::State::recover(size_t which) {
  if (which >= lost.size()) return;
  LostWork work = std::move(lost[which]);
  lost.erase(lost.begin() + static_cast<std::ptrdiff_t>(which));
  if (recovery) recovery->adopt(work);
  begin(History(std::move(work.experiment)), std::move(work.document), std::move(work.path));
  history.mark_unsaved();
  dialog = Dialog::none;
}

void Workbench::State::restore(size_t which) {
  if (which >= versions.size()) return;
  auto project = engine::load_project(versions[which].file);
  dialog = Dialog::none;
  if (!project) return notice(Notice::Kind::error, message("{}", project.error().describe()));
  edit({message("Earlier version"), std::move(project->experiment), ""});
}

}  // namespace app
