#include "app/application.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>
#include <utility>

#include "app/exports.h"
#include "app/frame_overlay.h"
#include "app/platform/files.h"
#include "app/platform/keys.h"
#include "app/shortcuts.h"
#include "app/ui/file_request.h"
#include "app/ui/geometry.h"
#include "app/ui/i18n.h"
#include "app/ui/interact.h"
#include "app/ui/item_registry.h"
#include "app/ui/lint.h"
#include "app/ui/picture_request.h"
#include "app/ui/shown_sample.h"
#include "app/ui/spotlight.h"
#include "app/ui/svg.h"
#include "app/ui/terms.h"
#include "app/ui/theme.h"
#include "app/ui/type.h"

namespace app {
namespace {

// The name of the other language on its button is drawn in every language.
constexpr char32_t always_drawn[] = {U'中', U'文'};

void complain(const std::string& sentence) { std::fprintf(stderr, "glassnet: %s\n", sentence.c_str()); }

}  // namespace

Application::Application(Options options) : options_(std::move(options)), bench_([] { platform::Window::wake(); }) {}

Application::~Application() = default;

int Application::run() {
  if (!open()) return 1;
  int code = 0;
  if (!options_.tour.empty()) {
    code = run_tour();
  } else if (!options_.screenshot.empty()) {
    code = run_screenshot();
  } else if (options_.monkey > 0) {
    code = run_monkey();
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
  window.scripted = !options_.script.empty() || options_.monkey > 0;
  window.visible = options_.screenshot.empty() && options_.tour.empty() && !window.scripted;
  std::string problem;
  window_ = platform::Window::open(window, &problem);
  if (!window_) {
    complain(problem);
    return false;
  }
  pacer_.set_rates(window_->refresh_rate(), 30);
  ui::items::enable(window.scripted);
  ui::lint::enable(window.scripted);
  remember();
  load_words();
  workspace_ = std::make_unique<Workspace>((platform::assets_folder() / "projects").string());
  open_project();
  return true;
}

bool Application::unattended() const {
  return !options_.script.empty() || !options_.screenshot.empty() || !options_.tour.empty() || options_.monkey > 0;
}

// Scripts and pictures always begin alike, unless they are given a folder.
void Application::remember() {
  if (!unattended() && platform::prefers_chinese()) bench_.apply(action::SetLanguage{Language::chinese});
  const bool none = options_.state.empty() && unattended();
  const std::string folder = options_.state.empty() ? platform::state_folder().string() : options_.state;
  bench_.keep_samples((platform::assets_folder() / "projects").string());
  if (!none && !folder.empty()) bench_.remember_in(folder);
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
    bench_.apply(action::SetLanguage{value == "zh" ? Language::chinese : Language::english});
  } else if (what == "theme" && (value == "dark" || value == "light" || value == "contrast")) {
    bench_.apply(action::SetTheme{value == "light"      ? ThemeKind::light
                                  : value == "contrast" ? ThemeKind::contrast
                                                        : ThemeKind::dark});
  } else {
    return false;
  }
  platform::keep_drawing();
  return true;
}

// The project of the command line; else the sample that the program starts with.
void Application::open_project() {
  const bool given = !options_.project.empty() && options_.monkey == 0;  // a monkey is given rubbish to drop
  if (!given || !bench_.open(options_.project)) {
    if (given) complain(bench_.view().notices.back().text.format());
    if (!bench_.open((platform::assets_folder() / "projects" / "two_spirals.json").string()))
      bench_.apply(action::NewProject{});
  }
  const bool about_starting = !options_.script.empty() && !options_.state.empty();
  if (unattended() && !about_starting) return;
  if (!bench_.view().lost.empty()) {
    bench_.apply(action::Show{Dialog::lost});
  } else if (!given && bench_.view().settings.gallery_at_start) {
    bench_.apply(action::AskSample{});
  }
}

int Application::run_window() {
  while (!bench_.quit_wanted()) {
    pacer_.wait(*window_);
    frame();
  }
  return 0;
}

int Application::run_screenshot() {
  if (!options_.project.empty() && !bench_.view().notices.empty() &&
      bench_.view().notices.front().kind == Notice::Kind::error) {
    return 1;
  }
  train_before_picture();
  return save_screenshot(options_.screenshot) ? 0 : 1;
}

// What moves by itself gets there in the meantime.
void Application::draw_frames(int frames) {
  for (int i = 0; i < frames; ++i) {
    window_->poll_events();
    frame();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

// The panels say in their first frame what they want to see; training shows it when the steps are done.
void Application::train_before_picture() {
  draw_frames(3);
  if (options_.train_steps > 0) bench_.train(options_.train_steps);
  if (!wait_for_training(options_.train_steps)) complain("training did not reach the steps that were asked for");
  draw_frames(12);
}

// False when training stopped early, because the experiment has an error or diverged.
bool Application::wait_for_training(int64_t steps) {
  for (;;) {
    bench_.update();
    const View view = bench_.view();
    if (view.error || view.divergence) return false;
    if (view.fresh && !view.snapshot.running && view.snapshot.step >= steps) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

// A sample that the user makes and what the network makes of it belong into the same picture: where training answers at
// once, the frame is drawn again before it is shown.
void Application::frame() {
  answers_.begin_frame();
  take_dropped_files();
  if (window_->close_requested()) {
    window_->refuse_close();
    bench_.apply(action::Quit{});
  }
  bench_.update();
  if (!compose()) {
    bench_.set_watches({});
    return;
  }
  const uint64_t asked = ui::shown_sample().sent;
  if (asked != answers_.asked()) {
    answers_.ask(asked);
    bench_.set_watches(workspace_->watches());
    carry_out();
    if (answer_comes(asked)) {
      window_->drop_frame();
      compose();
    }
  }
  show();
  answers_.end_frame(ui::shown_sample().answered);
  carry_out();
}

bool Application::compose() {
  follow_view();
  bake_fonts();
  if (!window_->begin_frame()) return false;
  ui::items::begin_frame();
  ui::lint::begin_frame();
  ui::begin_frame();
  if (recorded_) ui::svg::start(workspace_->area_of(*recorded_));
  const View view = bench_.view();
  workspace_->draw(view, actions_, ui::now(), ImGui::GetIO().DeltaTime);
  run_shortcuts(view, actions_);
  if (platform::chord_pressed("F3")) overlay_ = !overlay_;
  present(view);
  if (overlay_) draw_frame_overlay(window_->timer().stats(), view.snapshot.steps_per_second);
  ui::end_frame();
  return true;
}

void Application::show() {
  platform::draw_again_in(ui::seconds_to_next_frame());
  window_->end_frame(ImGui::ColorConvertU32ToFloat4(ui::theme().bg0));
  bench_.set_watches(workspace_->watches());
  export_wanted();
}

void Application::carry_out() {
  for (const Action& action : actions_.take()) {
    carry_out(action);
    platform::keep_drawing();
  }
}

bool Application::answer_comes(uint64_t serial) {
  constexpr double kPatience = 0.01;
  const double until = steady_seconds() + kPatience;
  while (bench_.view().snapshot.probe != serial) {
    if (bench_.view().error || steady_seconds() > until) return false;
    std::this_thread::sleep_for(std::chrono::microseconds(100));
    bench_.update();
  }
  return true;
}

// A monkey that finds the way to a file of the user must not write there.
void Application::carry_out(const Action& action) {
  const bool saves =
      std::holds_alternative<action::SaveProjectAs>(action) || std::holds_alternative<action::SaveProject>(action);
  if (options_.monkey > 0 && saves) {
    bench_.apply(action::SaveProjectAs{options_.state + "/monkey.json"});
  } else {
    bench_.apply(action);
  }
}

// A vector picture is recorded in the frame after the wish, when the list that it came from is gone.
void Application::export_wanted() {
  std::optional<Export> wanted = std::exchange(recorded_, std::nullopt);
  if (!wanted) wanted = take_wanted_export();
  const std::optional<ui::Rect> picture = ui::take_wanted_picture();
  if (picture && options_.monkey <= 0) wanted = Export::picture;
  if (!wanted) return;
  if (is_vector(*wanted) && !ui::svg::recording()) {
    recorded_ = wanted;
    return platform::keep_drawing();
  }
  const View view = bench_.view();
  const platform::Picture whole = *wanted == Export::curves ? platform::Picture{} : window_->capture();
  const auto path =
      write_export(*wanted, view, whole, *wanted == Export::picture ? *picture : workspace_->area_of(*wanted), scale(),
                   platform::export_folder());
  if (path) {
    bench_.apply(action::Say{engine::message("Saved {}.", *path)});
  } else {
    bench_.apply(action::Say{path.error().what, true});
  }
  platform::keep_drawing();
}

void Application::present(const View& view) {
  if (!view.presenting) {
    spotlight_ = false;
    return;
  }
  if (!ui::keyboard_taken() && platform::chord_pressed("S")) spotlight_ = !spotlight_;
  presenter_.draw(spotlight_ ? ui::lit_area() : ui::Rect{});
}

void Application::follow_view() {
  const View view = bench_.view();
  ui::set_language(view.language == Language::chinese ? ui::Language::zh : ui::Language::en);
  ui::set_theme(view.theme == ThemeKind::light      ? ui::ThemeName::light
                : view.theme == ThemeKind::contrast ? ui::ThemeName::contrast
                                                    : ui::ThemeName::dark);
  ui::set_reduce_motion(view.settings.reduce_motion);
  ui::set_both_terms(view.settings.both_terms);
  std::string title = (view.modified ? "*" : "") + ui::tr(view.experiment.name) + " - Glassnet";
  if (title == title_) return;
  window_->set_title(title);
  title_ = std::move(title);
}

void Application::take_dropped_files() {
  std::vector<std::string> paths = window_->take_dropped_files();
  std::erase_if(paths, [](const std::string& path) { return ui::give_dropped_file(path); });
  if (!paths.empty()) bench_.apply(action::Drop{std::move(paths)});
}

// The user's own scale is followed as long as the window keeps the room that its parts need.
float Application::scale() const {
  constexpr float kLeastWidth = 1120, kLeastHeight = 640, kPresenting = 1.4f;
  const View view = bench_.view();
  const float own = static_cast<float>(view.settings.scale) * (view.presenting ? kPresenting : 1.0f);
  const ImVec2 pixels = window_->pixel_size();
  const float content = window_->content_scale();
  const float most = std::min(pixels.x / (content * kLeastWidth), pixels.y / (content * kLeastHeight));
  return content * (own > 1 ? std::max(1.0f, std::min(own, most)) : own);
}

void Application::bake_fonts() {
  ui::set_scale(scale());
  std::vector<char32_t> characters(std::begin(always_drawn), std::end(always_drawn));
  if (ui::is_chinese()) {
    const std::vector<char32_t> words = ui::translation_code_points();
    characters.insert(characters.end(), words.begin(), words.end());
  }
  const std::vector<char32_t>& missing = ui::missing_characters();  // in names and files of the user
  characters.insert(characters.end(), missing.begin(), missing.end());
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

bool Application::save_screenshot(const std::string& path) {
  std::string problem;
  if (platform::save_png(window_->capture(), path, &problem)) return true;
  complain(problem);
  return false;
}

void Application::print_frame_stats() const {
  const platform::FrameStats stats = window_->timer().stats();
  std::printf("frames %zu  own time: median %.3f ms  p99 %.3f ms  worst %.3f ms  wall p99 %.3f ms  %.1f frames/s\n",
              stats.frames, stats.median_ms, stats.p99_ms, stats.worst_ms, stats.wall_p99_ms, stats.frames_per_second);
  if (answers_.count() == 0) return;
  std::printf("answers to the sample of the user: %d  mean %.1f ms  longest %.1f ms\n", answers_.count(),
              answers_.mean_ms(), answers_.longest_ms());
}

}  // namespace app
