// What each action does.
#include <algorithm>

#include "app/workbench/dropped.h"
#include "app/workbench/workbench_state.h"
#include "engine/core/file.h"

namespace app {

using engine::message;
namespace command = engine::command;

// One function per action; the overload set is the list of what the program can do.
struct ActionRunner {
  Workbench& bench;
  Workbench::State& s;
  bool& quit;

  void operator()(const action::Edit& a) { s.edit(a); }
  void operator()(const action::Commit&) { s.history.commit(); }
  void operator()(const action::Undo&) {
    travel([](History& h) { return h.undo(); });
  }
  void operator()(const action::Redo&) {
    travel([](History& h) { return h.redo(); });
  }
  void operator()(const action::GoTo& a) {
    travel([&a](History& h) { return h.go_to(a.step); });
  }
  void operator()(const action::Say& a) { s.notice(a.error ? Notice::Kind::error : Notice::Kind::info, a.text); }
  void operator()(const action::Play&) { s.play(); }
  void operator()(const action::Pause&) { s.pause(); }
  void operator()(const action::StepBatch& a) { step({1, 0, a.part}); }
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
    s.slow_motion = a.slow_motion;
    s.trainer.post(command::SetPace{a.steps_per_second, a.slow_motion});
  }
  void operator()(const action::SetThreads& a) { s.trainer.post(command::SetThreads{std::max(1, a.count)}); }
  void operator()(const action::Try& a) { s.trainer.post(a.sample); }
  void operator()(const action::SetWeight& a) { s.trainer.post(a.weight); }
  void operator()(const action::Select& a) { s.selection = a.selection; }
  void operator()(const action::NewProject&) {
    if (ask_first(action::NewProject{})) return;
    engine::Experiment fresh;
    fresh.network.nodes = {
        {"input1", "input", "", {}, false},
        {"dense1", "dense", "", {{"units", int64_t{1}}, {"activation", std::string("linear")}}, false}};
    fresh.network.edges = {{"input1", "dense1", 0}};
    s.dialog = Dialog::none;
    s.begin(History(std::move(fresh)), "{}", "");
  }
  void operator()(const action::OpenProject& a) {
    if (ask_first(a)) return;
    s.dialog = Dialog::none;
    if (bench.open(a.path)) s.was_opened(a.path);  // the error is among the notices
  }
  void operator()(const action::Drop& a) {
    if (s.dialog == Dialog::unsaved || a.paths.empty()) return;  // the question comes first
    const Dropped dropped = choose_dropped(a.paths);
    if (a.paths.size() > 1) {
      s.notice(Notice::Kind::info, engine::message("Of {} files that were dropped, {} is opened.", a.paths.size(),
                                                   engine::file_name_of(dropped.path)));
    }
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
    if (s.path.empty() || s.is_sample(s.path)) {
      s.dialog = Dialog::save_as;
    } else {
      save(s.path);
    }
  }
  void operator()(const action::SaveProjectAs& a) { save(a.path); }
  void operator()(const action::AskOpen&) { s.dialog = Dialog::open; }
  void operator()(const action::AskSaveAs&) { s.dialog = Dialog::save_as; }
  void operator()(const action::AskSample&) { s.dialog = Dialog::samples; }
  void operator()(const action::OpenLayer& a) {
    if (!a.node.empty() && !s.experiment().network.find(a.node)) return;
    s.opened.node = a.node;
    if (!a.look.empty()) s.opened.look = a.look;
    if (!a.node.empty()) s.explorer.open = s.curves.open = false;
  }
  void operator()(const action::Explore& a) {
    s.explorer.open = a.open;
    if (a.open) s.curves.open = false;
    if (!a.page.empty()) s.explorer.page = a.page;
  }
  void operator()(const action::OpenCurves& a) {
    s.curves.open = a.open;
    if (!a.quantity.empty()) s.curves.quantity = a.quantity;
    if (a.open) s.explorer.open = false;
  }
  void operator()(const action::ShowRun& a) { s.runs.show(a.number, a.shown); }
  void operator()(const action::ForgetRun& a) { s.runs.forget(a.number); }
  void operator()(const action::Show& a) {
    if (s.dialog == Dialog::unsaved) return;  // the question comes first
    s.dialog = s.dialog == a.dialog ? Dialog::none : a.dialog;
    if (s.dialog == Dialog::versions) s.versions = versions_of(s.folder + "/versions", s.path);
  }
  void operator()(const action::Recover& a) {
    if (!ask_first(a)) s.recover(a.which);
  }
  void operator()(const action::Forget& a) { s.forget_lost(a.which); }
  void operator()(const action::RestoreVersion& a) { s.restore(a.which); }
  void operator()(const action::ForgetRecent& a) { std::erase(s.settings.recent, a.path); }
  void operator()(const action::SetScale& a) {
    if (a.scale >= kLeastScale && a.scale <= kMostScale) s.settings.scale = a.scale;
  }
  void operator()(const action::SetReduceMotion& a) { s.settings.reduce_motion = a.on; }
  void operator()(const action::SetFavourite& a) { set_favourite(s.settings, a.layer, a.on); }
  void operator()(const action::SetBothTerms& a) { s.settings.both_terms = a.on; }
  void operator()(const action::SetGalleryAtStart& a) { s.settings.gallery_at_start = a.on; }
  void operator()(const action::Arrange& a) {
    s.settings.arrangement = a.arrangement;
    s.was_arranged();
  }
  void operator()(const action::Present& a) { s.presenting = a.on; }
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
  void operator()(const action::SetLanguage& a) { s.settings.language = a.language; }
  void operator()(const action::SetTheme& a) { s.settings.theme = a.theme; }
  void operator()(const action::Quit&) {
    if (!ask_first(action::Quit{})) quit = true;
  }

 private:
  template <class Move>
  void travel(Move&& move) {
    const History before = s.history;
    if (!move(s.history)) return;
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
    if (!s.unsaved()) return false;
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
