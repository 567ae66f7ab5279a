#include "app/application.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <utility>

#include "app/ui/item_registry.h"

namespace app {
namespace {

constexpr platform::FontRequest requests[] = {{14, 500}, {14, 600}, {13, 500}, {12, 500}, {22, 700, true}};

}  // namespace

Application::Application(Options options) : options_(std::move(options)) {}

Application::~Application() = default;

int Application::run() {
  if (!open()) return 1;
  int code = 0;
  if (!options_.screenshot.empty()) {
    code = run_screenshot();
  } else if (!options_.script.empty()) {
    code = run_script();
  } else {
    code = run_window();
  }
  if (options_.frame_stats) print_frame_stats();
  return code;
}

bool Application::open() {
  platform::WindowOptions window;
  window.width = options_.width;
  window.height = options_.height;
  window.scale = options_.scale;
  window.scripted = !options_.script.empty();
  window.visible = options_.screenshot.empty() && options_.script.empty();
  std::string problem;
  window_ = platform::Window::open(window, &problem);
  if (!window_) {
    std::fprintf(stderr, "glassnet: %s\n", problem.c_str());
    return false;
  }
  pacer_.set_rates(window_->refresh_rate(), 30);
  ui::items::enable(window.scripted);
  return true;
}

int Application::run_window() {
  while (!window_->close_requested()) {
    pacer_.wait(*window_);
    frame();
  }
  return 0;
}

int Application::run_screenshot() {
  // Layout settles in the second frame, what depends on it in the third.
  for (int i = 0; i < 3; ++i) {
    window_->poll_events();
    frame();
  }
  return save_screenshot(options_.screenshot) ? 0 : 1;
}

int Application::run_script() {
  std::ifstream file(options_.script, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) {
    std::fprintf(stderr, "glassnet: cannot read the script %s\n", options_.script.c_str());
    return 1;
  }
  platform::ScriptPlayer player(platform::parse_script(text, options_.script), options_.script, *window_,
                                script_host());
  platform::keep_drawing();
  while (!window_->close_requested()) {
    pacer_.wait(*window_);
    if (!player.step()) break;
    frame();
    platform::keep_drawing();
  }
  if (player.problem().empty()) return 0;
  std::fprintf(stderr, "%s\n", player.problem().c_str());
  return 1;
}

void Application::frame() {
  bake_fonts();
  if (!window_->begin_frame()) return;
  ui::items::begin_frame();
  draw_frame();
  window_->end_frame({0.035f, 0.05f, 0.08f, 1});
}

void Application::bake_fonts() {
  if (fonts_.build(requests, window_->content_scale() * user_scale_, {})) window_->upload_fonts();
}

void Application::draw_frame() {
  const float scale = window_->content_scale() * user_scale_;
  const platform::BakedFont& font = fonts_.fonts().front();
  ImGui::GetBackgroundDrawList()->AddText(font.face, font.draw_size, {16 * scale, 16 * scale}, IM_COL32_WHITE,
                                          "Glassnet");
  ui::item("name", {16 * scale, 16 * scale}, {90 * scale, 40 * scale});
}

platform::ScriptHost Application::script_host() {
  platform::ScriptHost host;
  host.item_centre = [](std::string_view name) -> std::optional<ImVec2> {
    const auto item = ui::find_item(name);
    if (!item) return std::nullopt;
    return item->centre();
  };
  host.item_names = [] {
    std::vector<std::string> names;
    for (const ui::Item& item : ui::all_items()) names.push_back(item.name);
    return names;
  };
  host.variable = [](std::string_view) -> std::optional<std::string> { return std::nullopt; };
  host.set = [](const std::string&, const std::string&) { return false; };
  host.screenshot = [this](const std::string& path) { return save_screenshot(path); };
  host.scale = [this] { return window_->content_scale() * user_scale_; };
  return host;
}

bool Application::save_screenshot(const std::string& path) {
  std::string problem;
  if (platform::save_png(window_->capture(), path, &problem)) return true;
  std::fprintf(stderr, "glassnet: %s\n", problem.c_str());
  return false;
}

void Application::print_frame_stats() const {
  const platform::FrameStats stats = window_->timer().stats();
  std::printf("frames %zu  own time: median %.3f ms  p99 %.3f ms  worst %.3f ms  %.1f frames/s\n", stats.frames,
              stats.median_ms, stats.p99_ms, stats.worst_ms, stats.frames_per_second);
}

}  // namespace app
