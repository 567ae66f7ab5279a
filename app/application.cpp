#include "app/application.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <utility>

#include "app/platform/files.h"
#include "app/ui/geometry.h"
#include "app/ui/i18n.h"
#include "app/ui/interact.h"
#include "app/ui/item_registry.h"
#include "app/ui/theme.h"
#include "app/ui/type.h"

namespace app {
namespace {

// The name of the other language on its button is drawn in every language.
constexpr char32_t always_drawn[] = {U'中', U'文'};

void complain(const std::string& sentence) { std::fprintf(stderr, "glassnet: %s\n", sentence.c_str()); }

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
    complain(problem);
    return false;
  }
  pacer_.set_rates(window_->refresh_rate(), 30);
  ui::items::enable(window.scripted);
  load_words();
  return true;
}

void Application::load_words() {
  std::string problem;
  if (!ui::load_translations((platform::assets_folder() / "translations" / "zh.json").string(), &problem)) {
    complain(problem);
  }
  if (!options_.language.empty()) set("language", options_.language);
  if (!options_.theme.empty()) set("theme", options_.theme);
}

bool Application::set(const std::string& what, const std::string& value) {
  if (what == "language" && (value == "en" || value == "zh")) {
    ui::set_language(value == "zh" ? ui::Language::zh : ui::Language::en);
  } else if (what == "theme" && (value == "dark" || value == "light")) {
    ui::set_theme(value == "light" ? ui::ThemeName::light : ui::ThemeName::dark);
  } else {
    return false;
  }
  platform::keep_drawing();
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
    complain("cannot read the script " + options_.script);
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
  ui::begin_frame();
  draw_frame();
  ui::end_frame();
  platform::draw_again_in(ui::seconds_to_next_frame());
  window_->end_frame(ImGui::ColorConvertU32ToFloat4(ui::theme().bg0));
}

float Application::scale() const { return window_->content_scale() * user_scale_; }

void Application::bake_fonts() {
  ui::set_scale(scale());
  std::vector<char32_t> characters(std::begin(always_drawn), std::end(always_drawn));
  if (ui::is_chinese()) {
    const std::vector<char32_t> words = ui::translation_code_points();
    characters.insert(characters.end(), words.begin(), words.end());
  }
  std::vector<platform::FontRequest> requests;
  for (const ui::RoleFont& font : ui::roles()) {
    requests.push_back({font.role.size, font.role.weight, font.role.mono, font.han});
  }
  if (!fonts_.build(requests, scale(), characters)) return;
  ui::clear_fonts();
  for (std::size_t i = 0; i < requests.size(); ++i) {
    ui::set_font(ui::roles()[i].role, fonts_.fonts()[i].face, fonts_.fonts()[i].draw_size);
  }
  window_->upload_fonts();
}

void Application::draw_frame() {
  const ui::Font title = ui::font_of({14, 600, false});
  const ImVec2 at = ui::px(ui::Vec{16, 16});
  ImGui::GetBackgroundDrawList()->AddText(title.face, title.draw_size, at, ui::theme().ink, "Glassnet");
  const ImVec2 size = title.face->CalcTextSizeA(title.draw_size, 1e6f, 0, "Glassnet");
  ui::item("name", at, {at.x + size.x, at.y + size.y});
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
  host.set = [this](const std::string& what, const std::string& value) { return set(what, value); };
  host.screenshot = [this](const std::string& path) { return save_screenshot(path); };
  host.scale = [this] { return scale(); };
  return host;
}

bool Application::save_screenshot(const std::string& path) {
  std::string problem;
  if (platform::save_png(window_->capture(), path, &problem)) return true;
  complain(problem);
  return false;
}

void Application::print_frame_stats() const {
  const platform::FrameStats stats = window_->timer().stats();
  std::printf("frames %zu  own time: median %.3f ms  p99 %.3f ms  worst %.3f ms  %.1f frames/s\n", stats.frames,
              stats.median_ms, stats.p99_ms, stats.worst_ms, stats.frames_per_second);
}

}  // namespace app
