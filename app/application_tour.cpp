// The tour: every view that a layer can be opened with, once, on the first sample project that has it, as pictures in
// both languages. For looking at them all after a change.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "app/application.h"
#include "app/panels/microscope/background.h"
#include "app/panels/microscope/looks.h"
#include "app/platform/files.h"
#include "app/workbench/tasks.h"

namespace app {
namespace {

constexpr long kSteps = 60;    // of training before the pictures
constexpr int kRecorded = 12;  // pictures of training that a view which records some gets
constexpr int64_t kStepsApart = 5;
constexpr double kLongest = 120;  // seconds that a picture may take to compute
// Projects that have every view between them, quick ones first.
constexpr const char* kProjects[] = {
    "two_spirals",      "deep_relu_batchnorm", "overfitting_dropout", "lenet_digits",    "transformer_sort",
    "recall_attention", "text_attention",      "text_lstm",           "gru_long_memory", "rnn_long_memory",
    "cnn_pictures",     "fcn_segmentation",    "dates_attention",     "tags_crf",        "rbm_digits"};

struct Stop {
  std::string node, kind;
};

// A view, or each of the pictures that it chooses among.
void add_stops(const std::string& node, const std::string& kind, std::vector<Stop>& stops) {
  const LookType* look = find_look(kind);
  if (!look || look->choices.empty()) stops.push_back({node, kind});
  for (size_t i = 0; look && i < look->choices.size(); ++i) stops.push_back({node, kind + "/" + look->choices[i]});
}

// What there is to see of a layer, in the order of its descriptor.
std::vector<Stop> stops_of(const View& view) {
  std::vector<Stop> stops;
  const auto& net = view.experiment.network;
  for (const size_t i : view.info.order) {
    const engine::NodeInfo& info = view.info.nodes[i];
    if (!info.type || !info.output) continue;
    for (const engine::ViewRef& ref : info.type->views) add_stops(net.nodes[i].id, ref.view_kind, stops);
  }
  const engine::NodeSpec* out = engine::output_node(net);
  const bool answers = out && view.snapshot.data && view.snapshot.data->raw.classes > 1 &&
                       view.snapshot.data->raw.target_shape.rank() == 0;
  if (answers) stops.push_back({out->id, "answers"});
  if (out && task_of(view.experiment).chooses_loss) add_stops(out->id, "landscape", stops);
  return stops;
}

}  // namespace

// What is computed beside the drawing is in the picture.
void Application::finish_background() {
  const double since = ui::now();
  while (background_jobs > 0 && ui::now() - since < kLongest) draw_frames(1);
  draw_frames(2);
}

void Application::train_while_open() {
  draw_frames(6);
  for (int i = 0; i < kRecorded; ++i) {
    const int64_t step = bench_.view().snapshot.step;
    bench_.train(kStepsApart);
    if (!wait_for_training(step + kStepsApart)) return;
    draw_frames(2);
  }
}

int Application::run_tour() {
  std::error_code failed;
  std::filesystem::create_directories(options_.tour, failed);
  std::vector<std::string> done;
  for (const char* project : kProjects) {
    tour_project((platform::assets_folder() / "projects" / (std::string(project) + ".json")).string(), done);
  }
  std::printf("%zu views\n", done.size());
  return done.empty() ? 1 : 0;
}

void Application::tour_project(const std::string& path, std::vector<std::string>& done) {
  if (!bench_.open(path)) return;
  draw_frames(3);
  bench_.train(kSteps);
  if (!wait_for_training(kSteps)) return;
  const std::string project = std::filesystem::path(path).stem().string();
  std::string recorded;
  for (const Stop& stop : stops_of(bench_.view())) {
    // A view of another kind of layer counts as another one: maps of a sequence look unlike those of an image.
    const engine::NodeSpec* node = bench_.view().experiment.network.find(stop.node);
    const std::string kind = stop.kind.substr(0, stop.kind.find('/'));
    const LookType* look = find_look(kind);
    // What a look that records chooses beside its first picture is there once for all kinds of layers, on one that
    // learns.
    const bool once = look && look->records && look->choices.size() > 1 && stop.kind != kind + "/" + look->choices[0];
    const engine::LayerType* type = node ? engine::layers().find(node->type) : nullptr;
    if (once && !(type && type->has_weights)) continue;
    std::string key = stop.kind + (once ? "" : "-" + (node ? node->type : ""));
    const engine::PreparedData* data = bench_.view().snapshot.data.get();
    const bool input = type && type->inputs == 0;
    if (input && data && data->input_shape.rank() == 3) key += "_of_images";
    std::replace(key.begin(), key.end(), '/', '-');
    if (std::find(done.begin(), done.end(), key) != done.end()) continue;
    done.push_back(key);
    bench_.apply(action::Select{Selection{{stop.node}}});
    bench_.apply(action::OpenLayer{stop.node, stop.kind});
    // Once for each look that records: its choices show the same training.
    if (look && look->records && std::exchange(recorded, stop.node + "/" + kind) != stop.node + "/" + kind)
      train_while_open();
    for (const char* language : {"en", "zh"}) {
      set("language", language);
      draw_frames(14);
      finish_background();
      save_screenshot(
          (std::filesystem::path(options_.tour) / (key + "-" + project + "-" + language + ".png")).string());
    }
  }
}

}  // namespace app
