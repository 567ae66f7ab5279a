// What a panel may ask for. Panels draw constant state and return actions; the workbench carries them out between
// frames.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/workbench/settings.h"
#include "engine/core/message.h"
#include "engine/graph/experiment.h"
#include "engine/train/command.h"

namespace app {

// What is selected on the canvas: nodes (several by Shift), or the loss or optimizer block.
struct Selection {
  std::vector<std::string> nodes;
  bool contains(std::string_view id) const;
  // The one selected node, or empty.
  std::string single() const { return nodes.size() == 1 ? nodes[0] : std::string(); }
  bool operator==(const Selection&) const = default;
};

// Which in-window dialog is open.
enum class Dialog {
  none,
  open,
  save_as,
  unsaved,
  samples,
  data,
  commands,  // everything that can be done, found by words
  history,   // the edits
  log,       // what the program has said
  versions,  // earlier states of the project file
  lost,      // work of a program that ended without saving it
  settings,
  keys,
};

namespace action {

// The experiment becomes `value`: one undo step called `label`. Edits with the same non-empty merge_key join the step
// before (a slider being dragged) until a Commit.
struct Edit {
  engine::Message label;
  engine::Experiment value;
  std::string merge_key;
};
struct Commit {};  // the drag is over: the next edit is a step of its own
struct Undo {};
struct Redo {};
// To a step of the history, forwards or back; 0 is how the project was opened.
struct GoTo {
  size_t step = 0;
};
// Tells the user something that a panel has found out.
struct Say {
  engine::Message text;
  bool error = false;
};

struct Play {};
struct Pause {};
struct StepBatch {                                        // in slow motion: one line of the story of a step
  engine::NetworkPart part = engine::NetworkPart::whole;  // that moves; the other stands still
};
struct StepEpoch {};
struct Reset {};       // the same starting weights again
struct NewWeights {};  // other starting weights
struct SetPace {
  double steps_per_second = 0;  // 0: as fast as it goes
  bool slow_motion = false;     // in place of that: line by line (engine::StoryLine)
};

// Threads that train; the results do not depend on it.
struct SetThreads {
  int count = 1;
};

// A sample that the user made: training says what the network makes of it (engine::kProbeRow). Without values: no more.
struct Try {
  engine::command::SetProbe sample;
};

// One weight of the running network becomes another; training goes on from it. Not in the history: weights are no part
// of the experiment.
struct SetWeight {
  engine::command::SetWeight weight;
};

struct Select {
  Selection selection;
};

struct NewProject {};
struct OpenProject {
  std::string path;
};
// Files and folders that were dropped on the window: the first project among them is opened, else the first that is
// data is shown to be imported.
struct Drop {
  std::vector<std::string> paths;
};
// Shows what a file or folder holds, to be used as data or not.
struct ShowData {
  std::string path;
  std::string source;  // id of the source that is to read it; empty: the one that knows it best
};
// A file becomes the data of the open experiment; if it cannot be read, all stays as it is.
struct UseData {
  engine::Term source;
  int64_t classes = -1;  // of the set, as far as they are known; 0: numbers
};
struct CancelLoad {};   // of the file that is being read: back to the data before
struct ReadAgain {};    // the data of the experiment, after its reading was cancelled or failed
struct SaveProject {};  // asks for a path when it has none
struct SaveProjectAs {
  std::string path;
};
// Opens the in-window dialog that asks for a path.
struct AskOpen {};
struct AskSaveAs {};
struct AskSample {};  // shows the projects that come with the program
// Any other dialog that only shows something; the same again closes it.
struct Show {
  Dialog dialog = Dialog::none;
};
struct Dismiss {};  // closes the dialog, or else the newest message
struct Discard {};  // the answer about unsaved work: throw it away and go on
// Opens the data page, at a page of it ("samples"; empty: the one that was shown last), or closes it.
struct Explore {
  bool open = true;
  std::string page;
};
// Opens a layer in place of the canvas, with one of the views of it ("matrix"; empty: the one that was shown last, or
// the first); without a node it is closed.
struct OpenLayer {
  std::string node;
  std::string look;
};
// Opens the page with the large curves, at a quantity ("accuracy"; empty: the one that was shown last), or closes it.
struct OpenCurves {
  bool open = true;
  std::string quantity;
};
// Lays the curve of an earlier training over the present one, or takes it away; or it is forgotten.
struct ShowRun {
  uint64_t number = 0;
  bool shown = true;
};
struct ForgetRun {
  uint64_t number = 0;
};
struct ApplyRemedy {};  // carries out what the shown diagnosis proposes

// Lost work becomes the open project, not saved yet; or it is thrown away.
struct Recover {
  size_t which = 0;
};
struct Forget {
  size_t which = 0;
};
// An earlier version of the project becomes the present one: an edit that can be undone.
struct RestoreVersion {
  size_t which = 0;
};
// The file is no longer listed among those used last.
struct ForgetRecent {
  std::string path;
};

struct SetLanguage {
  Language language;
};
struct SetTheme {
  ThemeKind theme;
};
struct SetScale {
  double scale = 1;
};
struct SetReduceMotion {
  bool on = false;
};
struct SetGalleryAtStart {
  bool on = true;
};
// A layer or block of the palette stands among the favourites.
struct SetFavourite {
  std::string layer;
  bool on = true;
};
struct SetBothTerms {
  bool on = false;
};
struct Arrange {
  Arrangement arrangement;
};
// Large type for a room; how the window was comes back afterwards.
struct Present {
  bool on = true;
};
struct Quit {};

}  // namespace action

using Action = std::variant<
    action::Edit, action::Commit, action::Undo, action::Redo, action::Play, action::Pause, action::StepBatch,
    action::StepEpoch, action::Reset, action::NewWeights, action::SetPace, action::SetThreads, action::Try,
    action::SetWeight, action::Select, action::NewProject, action::OpenProject, action::Drop, action::ShowData,
    action::UseData, action::CancelLoad, action::ReadAgain, action::GoTo, action::Say, action::Show, action::Recover,
    action::Forget, action::RestoreVersion, action::ForgetRecent, action::SetScale, action::SetReduceMotion,
    action::SetGalleryAtStart, action::SetBothTerms, action::SetFavourite, action::Arrange, action::Present,
    action::SaveProject, action::SaveProjectAs, action::AskOpen, action::AskSaveAs, action::AskSample, action::Explore,
    action::OpenLayer, action::OpenCurves, action::ShowRun, action::ForgetRun, action::Dismiss, action::Discard,
    action::ApplyRemedy, action::SetLanguage, action::SetTheme, action::Quit>;

// What a panel writes its wishes into.
class Actions {
 public:
  template <class A>
  void push(A a) {
    items_.emplace_back(std::move(a));
  }
  std::vector<Action> take() { return std::exchange(items_, {}); }
  bool empty() const { return items_.empty(); }

 private:
  std::vector<Action> items_;
};

}  // namespace app
