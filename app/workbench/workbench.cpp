#include "app/workbench/workbench.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "app/workbench/kept_curve.h"
#include "app/workbench/workbench_state.h"
#include "engine/core/parallel.h"
#include "engine/core/file.h"
#include "engine/io/project_file.h"

namespace app {

using engine::message;
namespace command = engine::command;

double steady_seconds() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

bool Selection::contains(std::string_view id) const { return std::find(nodes.begin(), nodes.end(), id) != nodes.end(); }

Workbench::Workbench(std::function<void()> wake) : state_(std::make_unique<State>(std::move(wake))) {
  state_->trainer.post(command::SetThreads{engine::default_thread_count()});
}

Workbench::~Workbench() {
  state_->keep_work();
  state_->keep_settings(true);
}

bool Workbench::update() {
  State& s = *state_;
  bool changed = s.trainer.take_snapshot();
  changed = s.take_events() || changed;
  if (changed) {
    // A file has been read: its columns are known now.
    const bool nothing = s.error && *s.error == engine::no_samples();  // what the snapshot shows is the set before
    if (s.trainer.snapshot().valid && s.trainer.snapshot().data != s.data && !nothing) {
      s.data = s.trainer.snapshot().data;
      s.info = engine::infer(s.experiment().network, input_shape(s.experiment(), s.data.get()));
    }
    s.diagnose();
  }
  s.keep_work();
  s.keep_settings(false);
  return changed;
}

View Workbench::view() const {
  const State& s = *state_;
  const engine::Snapshot& snapshot = s.trainer.snapshot();
  return View{.experiment = s.experiment(),
              .info = s.info,
              .snapshot = snapshot,
              .fresh = snapshot.valid && snapshot.revision == s.revision,
              .playing = s.playing,
              .curve = s.curve,
              .runs = s.runs,
              .data = s.data,
              .error = s.error,
              .divergence = s.divergence,
              .diagnosis = s.diagnosis,
              .selection = s.selection,
              .history = s.history,
              .path = s.path,
              .modified = s.unsaved(),
              .pace = s.pace,
              .slow_motion = s.slow_motion,
              .notices = s.notices,
              .dialog = s.dialog,
              .explorer = s.explorer,
              .opened = s.opened,
              .curves = s.curves,
              .shown_data = s.shown_data,
              .reading = s.reading,
              .unread = s.unread,
              .data_problem = s.data_problem,
              .lost = s.lost,
              .versions = s.versions,
              .settings = s.settings,
              .presenting = s.presenting,
              .language = s.settings.language,
              .theme = s.settings.theme};
}

void Workbench::set_watches(std::vector<engine::Watch> watches) {
  State& s = *state_;
  if (watches == s.watches) return;
  s.watches = watches;
  s.trainer.post(command::SetWatches{std::move(watches)});
}

engine::Status Workbench::open(const std::string& path) {
  State& s = *state_;
  auto project = engine::load_project(path);
  if (!project) {
    s.notice(Notice::Kind::error, message("{}", project.error().describe()));
    return project.error();
  }
  s.begin(s.history_of(path, std::move(project->experiment)), std::move(project->document), path,
          std::move(project->training));
  for (const engine::Message& warning : project->warnings) s.notice(Notice::Kind::warning, warning);
  return {};
}

engine::Status Workbench::save(const std::string& path) {
  State& s = *state_;
  if (s.is_sample(path)) {
    const engine::Error kept =
        engine::error("{} is a sample, which stays as it is: choose another folder.", engine::file_name_of(path));
    s.notice(Notice::Kind::error, message("{}", kept.describe()));
    return kept;
  }
  const std::shared_ptr<const engine::Checkpoint> training = s.training_to_keep();
  if (!s.training) s.document = with_curve(s.document, training ? s.curve : Curve{});
  engine::Status saved = engine::save_project(path, s.experiment(), s.document, training.get());
  if (!saved) {
    s.notice(Notice::Kind::error, message("{}", saved.error().describe()));
    return saved;
  }
  s.path = path;
  s.kept_step = steps_of(training.get());
  s.history.mark_saved();
  s.was_saved(path);
  s.keep_undo();
  if (s.before) s.before->after = {};  // the file holds the change: it cannot vanish
  s.notice(Notice::Kind::info, message("Saved {}.", std::filesystem::path(path).filename().string()));
  return {};
}

void Workbench::train(int64_t steps) { state_->trainer.post(command::Step{steps, 0}); }

}  // namespace app
