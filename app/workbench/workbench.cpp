#include "app/workbench/workbench.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "app/workbench/dropped.h"
#include "app/workbench/edits.h"
#include "engine/core/parallel.h"
#include "engine/io/project_file.h"

namespace app {

using engine::message;
namespace command = engine::command;
namespace event = engine::event;

namespace {

constexpr double kDiagnosisSeconds = 3;  // a message of the Doctor stays at least this long
constexpr size_t kMostNotices = 50;

// Shape of one sample as the network will see it. Known from the spec for generated sets; a file must have been read.
engine::Shape input_shape(const engine::Experiment& e, const engine::PreparedData* data) {
  const engine::Shape known = engine::known_input_shape(e.data);
  if (known.rank() > 0) return known;
  return data ? data->input_shape : engine::Shape{2};
}

bool is_read(const engine::Experiment& e) {
  const engine::DatasetType* type = engine::datasets().find(e.data.source.type);
  return type && type->file;
}

}  // namespace

double steady_seconds() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

bool Selection::contains(std::string_view id) const { return std::find(nodes.begin(), nodes.end(), id) != nodes.end(); }

struct Workbench::State {
  explicit State(std::function<void()> wake) : trainer(std::move(wake)) {}

  History history;
  engine::NetworkInfo info;
  uint64_t revision = 0;
  bool playing = false;
  bool resume = false;  // training was stopped by an error, not by the user
  std::vector<event::MetricPoint> curve;
  std::shared_ptr<const engine::PreparedData> data;  // of the newest experiment that was prepared
  std::optional<engine::Error> error;
  std::optional<engine::Divergence> divergence;
  engine::Diagnosis diagnosis;
  double diagnosed = 0;
  Selection selection;
  std::string path;
  std::string document = "{}";  // the window's own part of the project file, JSON
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
  ShownData shown_data;
  std::vector<Action> after_unsaved;  // what waits for the answer about unsaved work
  Language language = Language::english;
  ThemeKind theme = ThemeKind::dark;
  double pace = 0;
  std::vector<engine::Watch> watches;
  std::vector<engine::Event> events;
  engine::TrainerThread trainer;  // last: stops before anything above goes away

  const engine::Experiment& experiment() const { return history.current(); }

  void notice(Notice::Kind kind, engine::Message text) {
    if (!notices.empty() && notices.back().text == text) notices.pop_back();
    notices.push_back({kind, std::move(text), ++notice_count});
    if (notices.size() > kMostNotices) notices.erase(notices.begin());
  }

  // The experiment has changed: shapes again, and off to the trainer.
  void load(bool fresh) {
    info = engine::infer(experiment().network, input_shape(experiment(), data.get()));
    std::erase_if(selection.nodes, [&](const std::string& id) { return !experiment().network.find(id); });
    trainer.post(command::Load{experiment(), ++revision, fresh});
    unread = false;
    fresh_sent = fresh;
    if (fresh) {
      playing = resume = false;
      trainer.post(command::Pause{});
    }
  }

  void changed_from(const engine::Experiment& old) {
    const engine::Experiment& now = experiment();
    bool fresh = fresh_wanted || !(old.data.source == now.data.source);
    bool was_playing = playing || resume;
    if (before && before->history.current().data.source == now.data.source) {  // that data is still there
      fresh = false;
      was_playing = was_playing || before->playing;
      before.reset();
    }
    load(fresh);
    if (was_playing && !playing) play();
  }

  // Called before the experiment becomes another one.
  void remember(const engine::Experiment& next, const History& now, bool imported) {
    if (before || next.data.source == now.current().data.source || !is_read(next)) return;
    before = Before{now, next, playing || resume, imported};
  }

  void edit(action::Edit a, bool imported = false) {
    const engine::Experiment old = experiment();
    remember(a.value, history, imported);
    history.push(std::move(a.label), std::move(a.value), a.merge_key);
    if (!(old == experiment())) changed_from(old);
  }

  void go_back();
  void use(const action::UseData& a);

  void play() {
    if (divergence) return;
    resume = error.has_value();
    playing = !error;
    if (playing) trainer.post(command::Run{});
  }

  void pause() {
    playing = resume = false;
    trainer.post(command::Pause{});
  }

  void take(event::MetricPoint& p) { curve.push_back(std::move(p)); }
  void take(event::Loaded& e);
  void take(event::Reading& e);
  void take(event::ReadingCancelled& e);
  void take(event::Failed& e);
  void take(event::Diverged& e);
  void take(event::WasReset&);
  void take(event::Paused& e);
  void fit_to(std::shared_ptr<const engine::PreparedData> fresh);
  void diagnose();
};

void Workbench::State::take(event::Loaded& e) {
  if (e.fresh) curve.clear();
  divergence.reset();
  diagnosed = 0;
  if (e.revision != revision) return;
  error.reset();
  reading.reset();
  before.reset();
  fresh_wanted = false;
  if (e.resized.size() == 1) {
    const engine::NodeTitle t = engine::node_title(experiment().network, e.resized[0]);
    const std::string name = t.number > 0 ? t.title + " " + std::to_string(t.number) : t.title;
    notice(Notice::Kind::info, message("{} changed its size; all weights that still fit are kept.", name));
  } else if (!e.resized.empty()) {
    notice(Notice::Kind::info,
           message("{} layers changed their size; all weights that still fit are kept.", e.resized.size()));
  }
  if (resume) play();
}

void Workbench::State::take(event::Reading& e) {
  if (!reading) reading = Reading{0, steady_seconds()};
  reading->part = e.part;
}

// What waits behind it is another experiment, or the user has cancelled it.
void Workbench::State::take(event::ReadingCancelled& e) {
  reading.reset();
  if (e.revision != revision) return;
  if (before) {
    go_back();
    return;
  }
  unread = true;
  fresh_wanted = fresh_sent;
  playing = resume = false;
  error = engine::error("The data was not read.");
}

// To the data in use, which the trainer still holds. What was edited meanwhile stays.
void Workbench::State::go_back() {
  Before old = std::move(*before);
  before.reset();
  if (experiment() == old.after) {
    history = std::move(old.history);
  } else {
    engine::Experiment next = experiment();
    next.data = old.history.current().data;
    if (data) next = fit_output(std::move(next), data->raw.classes);
    history.push(message("Back to the data before"), std::move(next), "");
  }
  load(false);
  if (old.playing) play();
}

void Workbench::State::use(const action::UseData& a) {
  engine::Experiment next = set_source(experiment(), a.source.type);
  next.data.source = a.source;
  if (a.classes >= 0) next = fit_output(std::move(next), a.classes);
  const engine::DatasetType* type = engine::datasets().find(a.source.type);
  data_problem.reset();
  edit({message("Data: {}", type ? type->title : a.source.type), std::move(next), "use data"}, true);
}

void Workbench::State::take(event::Failed& e) {
  if (e.revision != revision) return;
  reading.reset();
  if (e.of_data && before && before->imported) {
    data_problem = std::move(e.error);
    go_back();
    return;
  }
  fresh_wanted = fresh_sent;
  error = e.error;
  resume = resume || playing;
  playing = false;
  if (error == engine::no_samples()) {  // what is still there is the set before
    data = nullptr;
    info = engine::infer(experiment().network, input_shape(experiment(), nullptr));
  }
  if (e.data) fit_to(std::move(e.data));
}

// New data that the network does not fit, such as a table that was just read: the output layer follows it.
void Workbench::State::fit_to(std::shared_ptr<const engine::PreparedData> fresh) {
  const bool other_data =
      !data || data->raw.classes != fresh->raw.classes || !(data->input_shape == fresh->input_shape);
  data = std::move(fresh);
  info = engine::infer(experiment().network, input_shape(experiment(), data.get()));
  engine::Experiment fitted = fit_output(experiment(), data->raw.classes);
  if (!other_data || fitted == experiment()) return;
  notice(Notice::Kind::info, message("The last layer and the loss were fitted to the data."));
  edit({message("Fit the output"), std::move(fitted), "use data"});
}

void Workbench::State::take(event::Diverged& e) {
  if (e.revision != revision) return;
  divergence = e.divergence;
  playing = resume = false;
  diagnosed = 0;
}

void Workbench::State::take(event::WasReset&) {
  curve.clear();
  divergence.reset();
  diagnosis = {};
  diagnosed = 0;
}

void Workbench::State::take(event::Paused& e) {
  if (e.finished) {
    playing = false;
    if (e.stop) notice(Notice::Kind::info, e.stop->what);
  }
}

void Workbench::State::diagnose() {
  const double now = steady_seconds();
  if (diagnosed > 0 && now - diagnosed < kDiagnosisSeconds) return;
  diagnosis = engine::diagnose(experiment(), curve, divergence);
  if (diagnosis.kind != engine::Diagnosis::Kind::none) diagnosed = now;
}

Workbench::Workbench(std::function<void()> wake) : state_(std::make_unique<State>(std::move(wake))) {
  state_->trainer.post(command::SetThreads{engine::default_thread_count()});
}

Workbench::~Workbench() = default;

bool Workbench::update() {
  State& s = *state_;
  bool changed = s.trainer.take_snapshot();
  if (s.trainer.take_events(s.events)) {
    for (engine::Event& e : s.events) std::visit([&](auto& x) { s.take(x); }, e);
    changed = true;
  }
  if (changed) {
    // A file has been read: its columns are known now.
    const bool nothing = s.error && *s.error == engine::no_samples();  // what the snapshot shows is the set before
    if (s.trainer.snapshot().valid && s.trainer.snapshot().data != s.data && !nothing) {
      s.data = s.trainer.snapshot().data;
      s.info = engine::infer(s.experiment().network, input_shape(s.experiment(), s.data.get()));
    }
    s.diagnose();
  }
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
              .data = s.data,
              .error = s.error,
              .divergence = s.divergence,
              .diagnosis = s.diagnosis,
              .selection = s.selection,
              .history = s.history,
              .path = s.path,
              .modified = s.history.modified(),
              .pace = s.pace,
              .notices = s.notices,
              .dialog = s.dialog,
              .explorer = s.explorer,
              .shown_data = s.shown_data,
              .reading = s.reading,
              .unread = s.unread,
              .data_problem = s.data_problem,
              .language = s.language,
              .theme = s.theme};
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
  for (const engine::Message& warning : project->warnings) s.notice(Notice::Kind::warning, warning);
  s.history = History(std::move(project->experiment));
  s.document = std::move(project->document);
  s.path = path;
  s.selection = {};
  s.curve.clear();
  s.error.reset();
  s.divergence.reset();
  s.diagnosis = {};
  s.before.reset();
  s.data_problem.reset();
  s.load(true);
  return {};
}

engine::Status Workbench::save(const std::string& path) {
  State& s = *state_;
  engine::Status saved = engine::save_project(path, s.experiment(), s.document);
  if (!saved) {
    s.notice(Notice::Kind::error, message("{}", saved.error().describe()));
    return saved;
  }
  s.path = path;
  s.history.mark_saved();
  if (s.before) s.before->after = {};  // the file holds the change: it cannot vanish
  s.notice(Notice::Kind::info, message("Saved {}.", std::filesystem::path(path).filename().string()));
  return {};
}

void Workbench::train(int64_t steps) { state_->trainer.post(command::Step{steps, 0}); }

// One function per action; the overload set is the list of what the program can do.
struct ActionRunner {
  Workbench& bench;
  Workbench::State& s;
  bool& quit;

  void operator()(const action::Edit& a) { s.edit(a); }
  void operator()(const action::Commit&) { s.history.commit(); }
  void operator()(const action::Undo&) { travel(&History::undo); }
  void operator()(const action::Redo&) { travel(&History::redo); }
  void operator()(const action::Play&) { s.play(); }
  void operator()(const action::Pause&) { s.pause(); }
  void operator()(const action::StepBatch&) { step({1, 0}); }
  void operator()(const action::StepEpoch&) { step({0, 1}); }
  void operator()(const action::Reset&) {
    s.playing = s.resume = false;
    s.trainer.post(command::Reset{});
  }
  void operator()(const action::NewWeights&) {
    engine::Experiment next = s.experiment();
    ++next.seed;
    s.history.push(message("New weights"), std::move(next), "");
    s.load(true);
  }
  void operator()(const action::SetPace& a) {
    s.pace = a.steps_per_second;
    s.trainer.post(command::SetPace{a.steps_per_second});
  }
  void operator()(const action::SetThreads& a) { s.trainer.post(command::SetThreads{std::max(1, a.count)}); }
  void operator()(const action::Try& a) { s.trainer.post(a.sample); }
  void operator()(const action::Select& a) { s.selection = a.selection; }
  void operator()(const action::NewProject&) {
    if (ask_first(action::NewProject{})) return;
    engine::Experiment fresh;
    fresh.network.nodes = {
        {"input1", "input", "", {}, false},
        {"dense1", "dense", "", {{"units", int64_t{1}}, {"activation", std::string("linear")}}, false}};
    fresh.network.edges = {{"input1", "dense1", 0}};
    s.history = History(std::move(fresh));
    s.path.clear();
    s.curve.clear();
    s.before.reset();
    s.data_problem.reset();
    s.load(true);
  }
  void operator()(const action::OpenProject& a) {
    if (ask_first(a)) return;
    s.dialog = Dialog::none;
    (void)bench.open(a.path);  // the error is among the notices
  }
  void operator()(const action::Drop& a) {
    if (s.dialog == Dialog::unsaved || a.paths.empty()) return;  // the question comes first
    const Dropped dropped = choose_dropped(a.paths);
    if (dropped.project) {
      bench.apply(action::OpenProject{dropped.path});
    } else {
      bench.apply(action::ShowData{dropped.path, {}});
    }
  }
  void operator()(const action::ShowData& a) {
    s.dialog = Dialog::data;
    s.data_problem.reset();
    s.shown_data = {a.path, a.source, s.shown_data.number + 1};
  }
  void operator()(const action::UseData& a) {
    s.dialog = Dialog::none;
    s.use(a);
  }
  void operator()(const action::CancelLoad&) {
    if (s.reading) s.trainer.post(command::CancelLoad{});
  }
  void operator()(const action::ReadAgain&) { s.load(s.fresh_wanted); }
  void operator()(const action::SaveProject&) {
    if (s.path.empty()) {
      s.dialog = Dialog::save_as;
    } else {
      save(s.path);
    }
  }
  void operator()(const action::SaveProjectAs& a) { save(a.path); }
  void operator()(const action::AskOpen&) { s.dialog = Dialog::open; }
  void operator()(const action::AskSaveAs&) { s.dialog = Dialog::save_as; }
  void operator()(const action::AskSample&) { s.dialog = Dialog::samples; }
  void operator()(const action::Explore& a) {
    s.explorer.open = a.open;
    if (!a.page.empty()) s.explorer.page = a.page;
  }
  void operator()(const action::Dismiss&) {
    if (s.dialog == Dialog::none && s.data_problem) {
      s.data_problem.reset();
    } else if (s.dialog == Dialog::none && !s.notices.empty()) {
      s.notices.pop_back();
    }
    s.dialog = Dialog::none;
    s.after_unsaved.clear();
  }
  void operator()(const action::Discard&) {
    s.history.mark_saved();
    go_on();
  }
  void operator()(const action::ApplyRemedy&) {
    if (s.diagnosis.remedy.empty()) return;
    const bool start_again = s.diagnosis.kind == engine::Diagnosis::Kind::diverged;
    s.edit({s.diagnosis.remedy, s.diagnosis.cured, ""});
    s.diagnosis = {};
    s.diagnosed = 0;
    if (start_again) s.trainer.post(command::Reset{});
  }
  void operator()(const action::SetLanguage& a) { s.language = a.language; }
  void operator()(const action::SetTheme& a) { s.theme = a.theme; }
  void operator()(const action::Quit&) {
    if (!ask_first(action::Quit{})) quit = true;
  }

 private:
  void travel(bool (History::*move)()) {
    const History before = s.history;
    if (!(s.history.*move)()) return;
    s.remember(s.experiment(), before, false);
    s.changed_from(before.current());
  }

  void step(command::Step what) {
    s.playing = s.resume = false;
    s.trainer.post(what);
  }

  void save(const std::string& path) {
    if (!bench.save(path)) return;
    s.dialog = Dialog::none;
    go_on();
  }

  // True when there is unsaved work: the question is shown and the action waits.
  bool ask_first(Action action) {
    if (!s.history.modified()) return false;
    s.dialog = Dialog::unsaved;
    s.after_unsaved = {std::move(action)};
    return true;
  }

  void go_on() {
    s.dialog = Dialog::none;
    for (const Action& action : std::exchange(s.after_unsaved, {})) bench.apply(action);
  }
};

void Workbench::apply(const Action& action) { std::visit(ActionRunner{*this, *state_, quit_}, action); }

}  // namespace app
