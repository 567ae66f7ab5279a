#include "app/panels/top_bar.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>

#include "app/panels/panel_speeds.h"
#include "app/panels/panel_words.h"
#include "app/ui/export_request.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"

namespace app {
namespace {

constexpr float kHeight = 52, kTop = 8, kButton = 36, kMiddle = 26, kParts = 24;
constexpr const char* kPartsMenu = "transport.parts.menu";
constexpr const char* kExportMenu = "top.export.menu";

std::string project_title(const View& view) {
  if (!view.experiment.name.empty()) return ui::tr(view.experiment.name);
  const std::string stem = std::filesystem::path(view.path).stem().string();
  return stem.empty() ? ui::tr("Untitled") : title_of_file(stem);
}

// "two_spirals.json", or what the data asks for and that there is no file yet.
std::string project_subtitle(const View& view) {
  if (!view.path.empty()) return last_part(view.path);
  const engine::DatasetType* type = engine::datasets().find(view.experiment.data.source.type);
  return (type ? ui::tr(type->category) + " · " : std::string()) + ui::tr("not saved");
}

}  // namespace

TopBar::Layout TopBar::layout(float width, bool parts) {
  Layout at{};
  at.words = width >= 1280;
  const float step = at.words ? 88.0f : 40.0f;
  at.play = 312;
  at.batch = at.play + (at.words ? 120.0f : 104.0f);
  at.parts = at.batch + step + 2;
  at.epoch = at.batch + step + 8 + (parts ? kParts + 2 : 0);
  at.speed = at.epoch + step + 8;
  at.line = at.speed + 96;
  at.numbers = at.line + 16;
  at.wide = width >= 1500;
  at.language = width - (at.wide ? 404.0f : 228.0f);
  at.line2 = at.language - 8;
  return at;
}

void TopBar::draw(const PanelContext& c) {
  const ui::Surface surface("top", c.area);
  const ui::Palette& colours = ui::theme();
  ui::draw::rect_filled(c.area, colours.bg1);
  ui::draw::hairline({0, kHeight}, {c.area.w, kHeight}, colours.line);
  const Layout at = layout(c.area.w, !task_of(c.view.experiment).parts.empty());
  project(c);
  history(c);
  transport(c, at);
  steps(c, at);
  speed(c, at);
  for (const float x : {at.line, at.line2}) ui::draw::hairline({x, 10}, {x, 42}, colours.line);
  numbers(c, at);
  settings(c, at);
  project_menu(c);
  export_menu(c);
}

void TopBar::project(const PanelContext& c) {
  const ui::Palette& colours = ui::theme();
  const ui::Hit hit = ui::hit("top.project", {12, kTop, 172, kButton});
  if (hit.hovered || hit.focused) ui::draw::rect_filled({12, kTop, 172, kButton}, colours.bg2, 8);
  ui::draw::rect_filled({16, 10, 32, 32}, colours.logo, 8);
  ui::icon("net", {32, kMiddle}, 22, colours.acc, 2);
  const float room = c.view.modified ? 94.0f : 106.0f;
  float x = 60;
  x += ui::draw::text(project_title(c.view), {x, 18},
                      {.size = 16, .weight = 600, .colour = colours.ink, .max_width = room, .ellipsis = true});
  if (c.view.modified) {
    ui::draw::circle_filled({x + 8, 18}, 3, colours.acc);
    x += 12;
  }
  ui::icon("down", {x + 11, 19}, 13, colours.ink3, 2);
  ui::draw::text(project_subtitle(c.view), {60, 37},
                 {.size = 12, .colour = colours.ink3, .max_width = 122, .ellipsis = true});
  if (hit.clicked) ui::open_menu("top.project.menu", {16, kHeight - 4});
  ui::tooltip(c.view.modified ? ui::tr("The project has changes that are not saved.") : ui::tr("Open, save, samples"));
}

void TopBar::project_menu(const PanelContext& c) {
  if (!ui::menu_is_open("top.project.menu")) return;
  struct Line {
    ui::MenuItem item;
    std::optional<Action> action;  // none: another menu
  };
  const bool open = c.view.explorer.open;
  const Line lines[] = {
      {{.label = ui::tr("New"), .shortcut = "Ctrl+N"}, action::NewProject{}},
      {{.label = ui::tr("Open…"), .shortcut = "Ctrl+O"}, action::AskOpen{}},
      {{.label = ui::tr("Save"), .shortcut = "Ctrl+S"}, action::SaveProject{}},
      {{.label = ui::tr("Save as…"), .shortcut = "Ctrl+Shift+S"}, action::AskSaveAs{}},
      {{.label = ui::tr("Sample projects…"), .shortcut = "Ctrl+E", .separator_before = true}, action::AskSample{}},
      {{.label = ui::tr("Earlier versions"), .disabled = c.view.path.empty()}, action::Show{Dialog::versions}},
      {{.label = ui::tr("History of edits"), .shortcut = "Ctrl+H"}, action::Show{Dialog::history}},
      {{.label = ui::tr("Export…")}, std::nullopt},
      {{.label = ui::tr("Look at the data"), .shortcut = "D", .checked = open, .separator_before = true},
       action::Explore{!open, ""}},
      {{.label = ui::tr("Look at the curves"), .shortcut = "C", .checked = c.view.curves.open},
       action::OpenCurves{!c.view.curves.open, {}}},
      {{.label = ui::tr("Find anything to do"), .shortcut = "Ctrl+K"}, action::Show{Dialog::commands}},
      {{.label = ui::tr("Messages")}, action::Show{Dialog::log}},
  };
  std::vector<ui::MenuItem> items;
  for (const Line& line : lines) items.push_back(line.item);
  const int chosen = ui::menu("top.project.menu", items, 240);
  if (chosen < 0) return;
  if (lines[chosen].action) {
    c.actions.push(*lines[chosen].action);
  } else {
    ui::open_menu(kExportMenu, {16, kHeight - 4});
  }
}

// What can leave the program as a file.
void TopBar::export_menu(const PanelContext& c) {
  if (!ui::menu_is_open(kExportMenu)) return;
  const ui::MenuItem items[] = {
      {.label = ui::tr("Network (PNG)"), .icon_name = "net"},
      {.label = ui::tr("Network (SVG)"), .icon_name = "net"},
      {.label = ui::tr("Charts (PNG)"), .icon_name = "pulse", .separator_before = true},
      {.label = ui::tr("Charts (SVG)"), .icon_name = "pulse"},
      {.label = ui::tr("Curves (CSV)"), .icon_name = "text", .disabled = c.view.curve.empty()},
      {.label = ui::tr("Output (PNG)"), .icon_name = "surface", .separator_before = true},
      {.label = ui::tr("Whole window (PNG)"), .icon_name = "save"}};
  constexpr Export kWhat[] = {Export::network, Export::network_svg, Export::charts, Export::charts_svg,
                              Export::curves,  Export::output,      Export::window};
  const int chosen = ui::menu(kExportMenu, items, 220);
  if (chosen >= 0) want_export(kWhat[chosen]);
}

void TopBar::history(const PanelContext& c) {
  const bool undo = c.view.history.can_undo(), redo = c.view.history.can_redo();
  const std::string undo_tip =
      undo ? ui::tr_fill("Undo: {}", {ui::tr(c.view.history.undo_label())}) : ui::tr("Nothing to undo");
  const std::string redo_tip =
      redo ? ui::tr_fill("Redo: {}", {ui::tr(c.view.history.redo_label())}) : ui::tr("Nothing to redo");
  if (ui::button("top.undo", {188, kTop, 32, kButton},
                 {.icon_name = "undo", .kind = ui::ButtonKind::ghost, .disabled = !undo, .tip = undo_tip})) {
    c.actions.push(action::Undo{});
  }
  if (ui::button("top.redo", {224, kTop, 32, kButton},
                 {.icon_name = "redo", .kind = ui::ButtonKind::ghost, .disabled = !redo, .tip = redo_tip})) {
    c.actions.push(action::Redo{});
  }
  const bool list = ui::mouse().y < kHeight && ui::mouse().x >= 188 && ui::mouse().x < 256;
  if (list && !ui::keyboard_taken() && ImGui::IsMouseClicked(1)) c.actions.push(action::Show{Dialog::history});
}

void TopBar::transport(const PanelContext& c, const Layout& at) {
  const bool blocked = c.view.error.has_value();
  if (ui::button("transport.reset", {264, kTop, 40, kButton},
                 {.icon_name = "reset", .tip = ui::tr("Back to the same starting weights. Shift: other weights.")})) {
    if (ui::shift_down()) {
      c.actions.push(action::NewWeights{});
    } else {
      c.actions.push(action::Reset{});
    }
  }
  if (ImGui::IsItemClicked(1)) ui::open_menu("transport.reset.menu", {264, kHeight - 4});
  const std::vector<ui::MenuItem> weights{{.label = ui::tr("Same starting weights"), .shortcut = "R"},
                                          {.label = ui::tr("New weights")}};
  const int chosen = ui::menu("transport.reset.menu", weights);
  if (chosen == 0) c.actions.push(action::Reset{});
  if (chosen == 1) c.actions.push(action::NewWeights{});

  const float play = at.batch - at.play - 8;
  const std::string tip = blocked ? ui::tr(c.view.error->what) : std::string();
  if (ui::button("transport.play", {at.play, kTop, play, kButton},
                 {.icon_name = c.view.playing ? "pause" : "play",
                  .label = c.view.playing ? ui::tr("Pause") : ui::tr("Play"),
                  .kind = ui::ButtonKind::primary,
                  .disabled = blocked && !c.view.playing,
                  .size = 15,
                  .tip = tip})) {
    if (c.view.playing) {
      c.actions.push(action::Pause{});
    } else {
      c.actions.push(action::Play{});
    }
  }
}

void TopBar::steps(const PanelContext& c, const Layout& at) {
  const bool blocked = c.view.error.has_value();
  const float step = at.words ? 88.0f : 40.0f;
  const std::string one =
      c.view.slow_motion ? ui::tr("One line further in this step") : ui::tr("Train on one batch, then pause");
  if (ui::button("transport.batch", {at.batch, kTop, step, kButton},
                 {.icon_name = "stepb",
                  .label = at.words ? ui::tr("Batch") : "",
                  .disabled = blocked,
                  .icon_size = 16,
                  .tip = one})) {
    c.actions.push(action::StepBatch{});
  }
  const std::vector<std::string>& parts = task_of(c.view.experiment).parts;
  if (!parts.empty()) {
    if (ui::button("transport.parts", {at.parts, kTop, kParts, kButton},
                   {.icon_name = "down",
                    .disabled = blocked,
                    .icon_size = 14,
                    .tip = ui::tr("A batch for both networks, or for one of them alone")})) {
      ui::open_menu(kPartsMenu, {at.batch, kHeight - 4});
    }
    std::vector<ui::MenuItem> items{{.label = ui::tr("Both networks"), .shortcut = "B"}};
    for (const std::string& part : parts) items.push_back({.label = ui::tr_fill("{} alone", {ui::tr(part)})});
    constexpr engine::NetworkPart kPart[] = {engine::NetworkPart::whole, engine::NetworkPart::front,
                                             engine::NetworkPart::behind};
    const int chosen = ui::menu(kPartsMenu, items, 180);
    if (chosen >= 0) c.actions.push(action::StepBatch{kPart[chosen]});
  }
  if (ui::button("transport.epoch", {at.epoch, kTop, step, kButton},
                 {.icon_name = "stepe",
                  .label = at.words ? ui::tr("Epoch") : "",
                  .disabled = blocked,
                  .icon_size = 16,
                  .tip = ui::tr("Train to the end of the epoch, then pause")})) {
    c.actions.push(action::StepEpoch{});
  }
}

void TopBar::speed(const PanelContext& c, const Layout& at) {
  const size_t now = speed_index(c.view);
  const std::string speed = speed_text(speeds()[now]);
  if (ui::button(
          "transport.speed", {at.speed, kTop, 80, kButton},
          {.icon_name = "speed",
           .label = speed,
           .caret = true,
           .mono = speeds()[now].steps_per_second > 0 || (!ui::is_chinese() && !c.view.slow_motion),
           .tip = ui::tr("Speed of training. 1× is 20 batches a second; slow motion tells what a step does.")})) {
    ui::open_menu("transport.speed.menu", {at.speed, kHeight - 4});
  }
  std::vector<ui::MenuItem> items;
  for (size_t i = 0; i < speeds().size(); ++i) {
    const Speed& one = speeds()[i];
    items.push_back({.label = one.slow_motion ? ui::tr("Slow motion") : speed_text(one), .checked = i == now});
  }
  const int chosen = ui::menu("transport.speed.menu", items, 120);
  if (chosen < 0) return;
  const Speed& one = speeds()[static_cast<size_t>(chosen)];
  c.actions.push(action::SetPace{one.steps_per_second, one.slow_motion});
}

void TopBar::settings(const PanelContext& c, const Layout& at) {
  const ui::SegmentItem languages[] = {{.label = "EN", .tip = "English", .width = 38},
                                       {.label = "中文", .tip = "简体中文", .width = 46}};
  int language = c.view.language == Language::chinese ? 1 : 0;
  float x = at.language;
  if (ui::segmented("top.language", {x, kTop, 88, kButton}, languages, &language)) {
    c.actions.push(action::SetLanguage{language == 1 ? Language::chinese : Language::english});
  }
  x += 96;
  if (at.wide) {
    const ui::SegmentItem themes[] = {{.icon_name = "sun", .tip = ui::tr("Light")},
                                      {.icon_name = "moon", .tip = ui::tr("Dark")}};
    int theme = c.view.theme == ThemeKind::light ? 0 : 1;
    if (ui::segmented("top.theme", {x, kTop, 80, kButton}, themes, &theme)) {
      c.actions.push(action::SetTheme{theme == 1 ? ThemeKind::dark : ThemeKind::light});
    }
    x += 88;
  }
  const float present = at.wide ? 128.0f : 40.0f;
  if (ui::button("top.present", {x, kTop, present, kButton},
                 {.icon_name = "present",
                  .label = at.wide ? ui::tr("Present") : "",
                  .on = c.view.presenting,
                  .tip = ui::tr("Large type for a room (P)")})) {
    c.actions.push(action::Present{!c.view.presenting});
  }
  x += present + 8;
  if (ui::button("top.settings", {x, kTop, 36, kButton},
                 {.icon_name = "gear", .on = c.view.dialog == Dialog::settings, .tip = ui::tr("Settings")})) {
    c.actions.push(action::Show{Dialog::settings});
  }
  if (ui::button("top.help", {x + 40, kTop, 36, kButton},
                 {.icon_name = "help", .on = c.view.dialog == Dialog::keys, .tip = ui::tr("Keys and gestures")})) {
    c.actions.push(action::Show{Dialog::keys});
  }
}

}  // namespace app
