// The tour: every view that a layer can be opened with, once, on the first sample project that has it, as pictures in
// both languages. For looking at them all after a change.
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "app/application.h"
#include "app/platform/files.h"

namespace app {
namespace {

constexpr long kSteps = 60;  // of training before the pictures
// Projects that have every view between them, quick ones first.
constexpr const char* kProjects[] = {
    "two_spirals",      "deep_relu_batchnorm", "overfitting_dropout", "lenet_digits",    "transformer_sort",
    "recall_attention", "text_attention",      "text_lstm",           "gru_long_memory", "rnn_long_memory",
    "cnn_pictures",     "fcn_segmentation",    "dates_attention"};

struct Stop {
  std::string node, kind;
};

// What there is to see of a layer, in the order of its descriptor.
std::vector<Stop> stops_of(const View& view) {
  std::vector<Stop> stops;
  const auto& net = view.experiment.network;
  for (const size_t i : view.info.order) {
    const engine::NodeInfo& info = view.info.nodes[i];
    if (!info.type || !info.output) continue;
    for (const engine::ViewRef& ref : info.type->views) stops.push_back({net.nodes[i].id, ref.view_kind});
  }
  const engine::NodeSpec* out = engine::output_node(net);
  const bool answers = out && view.snapshot.data && view.snapshot.data->raw.classes > 1 &&
                       view.snapshot.data->raw.target_shape.rank() == 0;
  if (answers) stops.push_back({out->id, "answers"});
  return stops;
}

}  // namespace

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
  for (const Stop& stop : stops_of(bench_.view())) {
    // A view of another kind of layer counts as another one: maps of a sequence look unlike those of an image.
    const engine::NodeSpec* node = bench_.view().experiment.network.find(stop.node);
    const std::string key = stop.kind + "-" + (node ? node->type : "");
    if (std::find(done.begin(), done.end(), key) != done.end()) continue;
    done.push_back(key);
    bench_.apply(action::Select{Selection{{stop.node}}});
    bench_.apply(action::OpenLayer{stop.node, stop.kind});
    for (const char* language : {"en", "zh"}) {
      set("language", language);
      draw_frames(14);
      save_screenshot(
          (std::filesystem::path(options_.tour) / (key + "-" + project + "-" + language + ".png")).string());
    }
  }
}

}  // namespace app
