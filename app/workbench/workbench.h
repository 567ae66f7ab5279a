// Workbench: the program without its window. Owns the document, its history, the training thread and what came up from
// it. Actions go in, constant state comes out.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/workbench/action.h"
#include "app/workbench/history.h"
#include "app/workbench/recovery.h"
#include "app/workbench/runs.h"
#include "app/workbench/versions.h"
#include "engine/graph/infer.h"
#include "engine/train/diagnosis.h"
#include "engine/train/trainer_thread.h"

namespace app {

// A sentence for the user; shown once, in place where it has one.
struct Notice {
  enum class Kind { info, warning, error } kind = Kind::info;
  engine::Message text;
  uint64_t number = 0;  // grows with every notice
  int64_t time = 0;     // seconds since 1970
  bool past = false;    // said of a project that is no longer open
};

// A file that is being read.
struct Reading {
  double part = 0;   // 0 .. 1
  double since = 0;  // seconds on the clock of steady_seconds()
};
double steady_seconds();

// What the dialog for data shows.
struct ShownData {
  std::string path, source;  // source: empty for the one that knows it best
  uint64_t number = 0;       // grows with every path
};

// The data page, which lies over network and charts while it is open, and the page of it that is shown.
struct Explorer {
  bool open = false;
  std::string page = "samples";
};

// The layer that is open in place of the canvas, and how it is looked at.
struct OpenedLayer {
  std::string node;  // empty: the canvas is shown
  std::string look;  // the kind of view; empty: the first that the layer has
};

// Constant state for drawing.
struct View {
  const engine::Experiment& experiment;
  const engine::NetworkInfo& info;   // shapes and errors of the network, as edited
  const engine::Snapshot& snapshot;  // newest of training; may belong to an older revision: see fresh
  bool fresh;                        // the snapshot belongs to the experiment as it is
  bool playing;                      // the user pressed play
  const Curve& curve;
  const Runs& runs;  // what happened on the way of it, and earlier ones
  // Of the experiment as it is, also while the network does not fit it; may be null.
  const std::shared_ptr<const engine::PreparedData>& data;
  const std::optional<engine::Error>& error;            // why the experiment cannot be trained
  const std::optional<engine::Divergence>& divergence;  // training stopped by it
  const engine::Diagnosis& diagnosis;
  const Selection& selection;
  const History& history;
  const std::string& path;  // of the project file; empty when never saved
  bool modified;
  double pace;       // steps per second, 0: unlimited
  bool slow_motion;  // in place of that: each step line by line
  const std::vector<Notice>& notices;
  Dialog dialog;
  const Explorer& explorer;
  const OpenedLayer& opened;
  const CurvesPage& curves;
  const ShownData& shown_data;
  const std::optional<Reading>& reading;
  bool unread;                                       // the reading of the experiment's data was cancelled
  const std::optional<engine::Error>& data_problem;  // why a file that was to be used is not; the data before is in use
  const std::vector<LostWork>& lost;                 // newest first
  const std::vector<Version>& versions;              // of the open project file, newest first; read when they are shown
  const Settings& settings;
  bool presenting;
  Language language;
  ThemeKind theme;
};

class Workbench {
 public:
  explicit Workbench(std::function<void()> wake = {});
  ~Workbench();

  // From now on settings are read from and kept in this folder, with the work that is not saved and the last versions
  // of projects. Nothing is kept before.
  void remember_in(const std::string& folder);
  // Projects in this folder come with the program: they stay as they are, so that saving asks for another name, and
  // they are not listed among those used last.
  void keep_samples(const std::string& folder);

  void apply(const Action& action);
  // Once a frame: takes what training sent. True when something changed.
  bool update();
  View view() const;

  // What the window shows now; only this is computed by training. Sent on when it differs from the last.
  void set_watches(std::vector<engine::Watch> watches);

  // Opens a file; on an error the open project stays and the error is also put among the notices.
  engine::Status open(const std::string& path);
  engine::Status save(const std::string& path);
  // Trains so many steps and pauses: for pictures and tests.
  void train(int64_t steps);
  bool quit_wanted() const { return quit_; }

 private:
  struct State;
  friend struct ActionRunner;
  std::unique_ptr<State> state_;
  bool quit_ = false;
};

}  // namespace app
