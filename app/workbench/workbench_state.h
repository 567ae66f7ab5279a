// What the workbench holds between actions, and what each event of training does to it. Only files of the workbench
// include it; actions are in workbench_actions.cpp.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/workbench/workbench.h"

namespace app {

// Shape of one sample behind the preparation. Known from the spec for generated sets; a file must have been read.
engine::Shape sample_shape(const engine::Experiment& e, const engine::PreparedData* data);
// Shape of what goes into the network.
engine::Shape input_shape(const engine::Experiment& e, const engine::PreparedData* data);

// Of a training that a file holds; none when it holds none, or does not say.
std::optional<int64_t> steps_of(const engine::Checkpoint* training);

struct Workbench::State {
  explicit State(std::function<void()> wake) : trainer(std::move(wake)) {}

  History history;
  engine::NetworkInfo info;
  uint64_t revision = 0;
  bool playing = false;
  bool resume = false;  // training was stopped by an error, not by the user
  Curve curve;
  Runs runs;
  std::shared_ptr<const engine::PreparedData> data;  // of the newest experiment that was prepared
  std::optional<engine::Error> error;
  std::optional<engine::Divergence> divergence;
  engine::Diagnosis diagnosis;
  double diagnosed = 0;
  Selection selection;
  std::string path;
  std::shared_ptr<const engine::Checkpoint> training;  // of the file, until the trainer has taken it over
  std::optional<int64_t> kept_step;                    // of the training that the file holds; none: it holds none
  uint64_t captures = 0;                               // states of training that were asked for
  std::optional<engine::event::Captured> captured;     // the newest answer
  std::string document = "{}";                         // the window's own part of the project file, JSON
  std::vector<Notice> notices;
  uint64_t notice_count = 0;
  // How it was before the newest change to a file, as long as that has not been read: the trainer still holds it.
  struct Before {
    History history;
    engine::Experiment after;  // the change
    bool playing = false;
    bool imported = false;  // if the file cannot be read, all goes back
  };
  std::optional<Before> before;
  std::optional<Reading> reading;
  std::optional<engine::Error> data_problem;
  bool unread = false;        // the reading was cancelled, and there is nothing to go back to
  bool fresh_sent = false;    // the newest Load starts afresh ...
  bool fresh_wanted = false;  // ... and so must the next, because that one came to nothing
  Dialog dialog = Dialog::none;
  Explorer explorer;
  OpenedLayer opened;
  CurvesPage curves;
  ShownData shown_data;
  std::vector<Action> after_unsaved;  // what waits for the answer about unsaved work
  Settings settings;
  bool presenting = false;
  std::string folder;   // of settings, recovery and versions; empty: nothing is kept
  std::string samples;  // where the projects that come with the program lie
  std::unique_ptr<Recovery> recovery;
  uint64_t noted = 0;  // History::changes() that recovery knows
  std::vector<LostWork> lost;
  std::vector<Version> versions;
  Settings kept;  // as they are in the file
  double kept_at = 0;
  double pace = 0;
  bool slow_motion = false;
  std::vector<engine::Watch> watches;
  std::vector<engine::Event> events;
  engine::TrainerThread trainer;  // last: stops before anything above goes away

  const engine::Experiment& experiment() const { return history.current(); }

  // Edits, or steps of a training that the file holds, would be lost.
  bool unsaved() const;
  // Another project takes the place of the open one.
  void begin(History fresh, std::string window_part, std::string file,
             std::shared_ptr<const engine::Checkpoint> state = nullptr);
  // The state of training for a file: of this moment, or the one that the trainer could not take over yet. Null when
  // there is none, or when it is too large, which is told.
  std::shared_ptr<const engine::Checkpoint> training_to_keep();
  void notice(Notice::Kind kind, engine::Message text);
  // The experiment has changed: shapes again, and off to the trainer.
  void load(bool fresh);
  // `joined`: the change goes on with the one before, as in a drag.
  void changed_from(const engine::Experiment& old, bool joined = false);
  // Where training is, in epochs.
  double epochs_done() const;
  // Called before the experiment becomes another one.
  void remember(const engine::Experiment& next, const History& now, bool imported);
  void edit(action::Edit a, bool imported = false);
  void play();
  void pause();
  void go_back();
  void use(const action::UseData& a);

  void take(engine::event::MetricPoint& p) { curve.push_back(std::move(p)); }
  void start_curve(const std::optional<engine::Error>& unfit);
  bool take_events();
  void take(engine::event::Loaded& e);
  void take(engine::event::Reading& e);
  void take(engine::event::ReadingCancelled& e);
  void take(engine::event::Failed& e);
  void take(engine::event::Diverged& e);
  void take(engine::event::WasReset&);
  void take(engine::event::Captured& e) { captured = std::move(e); }
  void take(engine::event::Paused& e);
  void fit_to(std::shared_ptr<const engine::PreparedData> fresh);
  void diagnose();
  // Work and settings go to their files when they have changed (workbench_keeping.cpp).
  void keep_work();
  void keep_settings(bool now);
  void was_opened(const std::string& file);
  void was_saved(const std::string& file);
  void was_arranged();
  bool is_sample(const std::string& file) const;
  void keep_undo();
  // The edits that were kept with the file, or none.
  History history_of(const std::string& file, engine::Experiment saved) const;
  void forget_lost(size_t which);
  void recover(size_t which);
  void restore(size_t which);
};

}  // namespace app
