#include "app/workbench/workbench_state.h"

#include <algorithm>

#include "app/workbench/edits.h"
#include "app/workbench/file_times.h"
#include "app/workbench/kept_curve.h"
#include "app/workbench/tasks.h"

namespace app {

using engine::message;
namespace command = engine::command;
namespace event = engine::event;

namespace {

constexpr double kDiagnosisSeconds = 3;  // a message of the Doctor stays at least this long
constexpr size_t kMostNotices = 50;

bool is_read(const engine::Experiment& e) {
  const engine::DatasetType* type = engine::datasets().find(e.data.source.type);
  return type && type->file;
}

}  // namespace

engine::Shape sample_shape(const engine::Experiment& e, const engine::PreparedData* data) {
  const engine::Shape known = engine::known_input_shape(e.data);
  if (known.rank() > 0) return known;
  return data ? data->input_shape : engine::Shape{2};
}

engine::Shape input_shape(const engine::Experiment& e, const engine::PreparedData* data) {
  return engine::network_input(e, sample_shape(e, data));
}

std::optional<int64_t> steps_of(const engine::Checkpoint* training) {
  if (!training) return std::nullopt;
  const auto found = training->counts.find("steps");
  return found == training->counts.end() ? std::nullopt : std::optional(found->second);
}

void Workbench::State::notice(Notice::Kind kind, engine::Message text) {
  if (!notices.empty() && notices.back().text == text) notices.pop_back();
  notices.push_back({kind, std::move(text), ++notice_count, time_now(), false});
  if (notices.size() > kMostNotices) notices.erase(notices.begin());
}

void Workbench::State::begin(History fresh, std::string window_part, std::string file,
                             std::shared_ptr<const engine::Checkpoint> state) {
  for (Notice& n : notices) n.past = true;
  history = std::move(fresh);
  training = std::move(state);
  kept_step = steps_of(training.get());
  noted = 0;
  document = std::move(window_part);
  path = std::move(file);
  selection = {};
  opened = {};
  curves = {};
  curve.clear();
  runs.clear();
  error.reset();
  divergence.reset();
  diagnosis = {};
  before.reset();
  data_problem.reset();
  load(true);
}

void Workbench::State::load(bool fresh) {
  info = engine::infer(experiment().network, input_shape(experiment(), data.get()));
  if (!experiment().network.find(opened.node)) opened.node.clear();
  std::erase_if(selection.nodes, [&](const std::string& id) { return !experiment().network.find(id); });
  trainer.post(command::Load{experiment(), ++revision, fresh, training});
  unread = false;
  fresh_sent = fresh;
  if (fresh) {
    playing = resume = false;
    trainer.post(command::Pause{});
  }
}

double Workbench::State::epochs_done() const {
  const engine::Snapshot& s = trainer.snapshot();
  double done = static_cast<double>(s.epoch);
  if (s.steps_per_epoch > 0)
    done += static_cast<double>(s.step % s.steps_per_epoch) / static_cast<double>(s.steps_per_epoch);
  // The points of the curve come before the picture that they belong to.
  return curve.empty() ? done : std::max(done, static_cast<double>(curve.back().epoch));
}

void Workbench::State::changed_from(const engine::Experiment& old, bool joined) {
  const engine::Experiment& now = experiment();
  if (!curve.empty()) runs.changed(old, now, epochs_done(), joined);
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

void Workbench::State::remember(const engine::Experiment& next, const History& now, bool imported) {
  if (before || next.data.source == now.current().data.source || !is_read(next)) return;
  before = Before{now, next, playing || resume, imported};
}

void Workbench::State::edit(action::Edit a, bool imported) {
  const engine::Experiment old = experiment();
  remember(a.value, history, imported);
  const size_t place = history.place();
  history.push(std::move(a.label), std::move(a.value), a.merge_key);
  if (!(old == experiment())) changed_from(old, history.place() == place);
}

void Workbench::State::play() {
  if (divergence) return;
  resume = error.has_value();
  playing = !error;
  if (playing) trainer.post(command::Run{});
}

void Workbench::State::pause() {
  playing = resume = false;
  trainer.post(command::Pause{});
}

// Of a training that begins, or that a file goes on with.
void Workbench::State::start_curve(const std::optional<engine::Error>& unfit) {
  runs.end(curve);
  curve.clear();
  if (unfit) {
    notice(Notice::Kind::warning,
           message("Training starts anew: what was kept of it does not fit. {}", unfit->describe()));
  } else if (training) {
    curve = curve_of(document);
    for (event::MetricPoint& p : curve) p.revision = revision;
  }
  training.reset();
}

void Workbench::State::take(event::Loaded& e) {
  if (e.fresh) start_curve(e.unfit);
  divergence.reset();
  diagnosed = 0;
  if (e.revision != revision) return;
  error.reset();
  reading.reset();
  before.reset();
  fresh_wanted = false;
  runs.goes_on_with(experiment());
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
  engine::Experiment next = set_source(experiment(), a.source.type, a.classes);
  next.data.source = a.source;
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
  engine::Experiment fitted = learns_labels(experiment()) ? fit_output(experiment(), data->raw.classes)
                                                          : fit_samples(experiment(), data->input_shape);
  if (!other_data || fitted == experiment()) return;
  notice(Notice::Kind::info, message("The last layer and the loss were fitted to the data."));
  edit({message("Fit the output"), std::move(fitted), "use data"});
}

void Workbench::State::take(event::Diverged& e) {
  if (e.revision != revision) return;
  divergence = e.divergence;
  runs.mark(epochs_done(), message("Diverged"));
  playing = resume = false;
  diagnosed = 0;
}

void Workbench::State::take(event::WasReset&) {
  runs.end(curve);
  curve.clear();
  divergence.reset();
  diagnosis = {};
  diagnosed = 0;
}

void Workbench::State::take(event::Paused& e) {
  diagnosed = 0;  // nothing comes after this: the Doctor speaks of how it ended
  if (e.finished) {
    playing = false;
    if (e.stop) runs.mark(epochs_done(), e.stop->what);
    if (e.stop) notice(Notice::Kind::info, e.stop->what);
  }
}

void Workbench::State::diagnose() {
  const double now = steady_seconds();
  if (diagnosed > 0 && now - diagnosed < kDiagnosisSeconds) return;
  diagnosis = engine::diagnose(experiment(), curve, divergence);
  if (diagnosis.kind != engine::Diagnosis::Kind::none) diagnosed = now;
}

}  // namespace app
