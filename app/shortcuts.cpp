#include "app/shortcuts.h"

#include <algorithm>

#include "app/platform/keys.h"
#include "app/ui/interact.h"
#include "app/workbench/edits.h"

namespace app {
namespace {

// The speeds that , and . step through; as in the menu of the bar. 0: as fast as it goes.
constexpr double kPaces[] = {20, 80, 320, 1280, 0};

void change_pace(const View& view, Actions& actions, int direction) {
  const auto now = std::find(std::begin(kPaces), std::end(kPaces), view.pace);
  const std::ptrdiff_t place = now == std::end(kPaces) ? 0 : now - std::begin(kPaces);
  const std::ptrdiff_t next = std::clamp<std::ptrdiff_t>(place + direction, 0, std::ssize(kPaces) - 1);
  actions.push(action::SetPace{kPaces[next]});
}

void play_or_pause(const View& view, Actions& actions) {
  if (view.playing) {
    actions.push(action::Pause{});
  } else {
    actions.push(action::Play{});
  }
}

void delete_selected(const View& view, Actions& actions) {
  engine::Experiment next = delete_nodes(view.experiment, view.selection.nodes);
  if (next == view.experiment) return;
  actions.push(action::Edit{engine::message("Delete"), std::move(next), ""});
}

void duplicate_selected(const View& view, Actions& actions) {
  std::string copy;
  engine::Experiment next = duplicate_node(view.experiment, view.selection.single(), copy);
  if (copy.empty()) return;
  actions.push(action::Edit{engine::message("Duplicate"), std::move(next), ""});
  actions.push(action::Select{{{copy}}});
}

void other_language(const View& view, Actions& actions) {
  actions.push(action::SetLanguage{view.language == Language::english ? Language::chinese : Language::english});
}

void other_theme(const View& view, Actions& actions) {
  actions.push(action::SetTheme{view.theme == ThemeKind::dark ? ThemeKind::light : ThemeKind::dark});
}

void open_or_close_data(const View& view, Actions& actions) { actions.push(action::Explore{!view.explorer.open, ""}); }

template <class A>
void just(const View&, Actions& actions) {
  actions.push(A{});
}

constexpr Shortcut kShortcuts[] = {
    {"Space", "Play or pause", play_or_pause},
    {"Right", "Train one batch", just<action::StepBatch>, true},
    {"B", "Train one batch", just<action::StepBatch>, true},
    {"E", "Train one epoch", just<action::StepEpoch>, true},
    {"R", "Reset to the same starting weights", just<action::Reset>},
    {"Shift+R", "New starting weights", just<action::NewWeights>},
    {",", "Slower", [](const View& v, Actions& a) { change_pace(v, a, -1); }},
    {".", "Faster", [](const View& v, Actions& a) { change_pace(v, a, 1); }},
    {"Ctrl+Z", "Undo", just<action::Undo>, true},
    {"Ctrl+Shift+Z", "Redo", just<action::Redo>, true},
    {"Ctrl+Y", "Redo", just<action::Redo>, true},
    {"Del", "Delete the selected layers", delete_selected},
    {"Ctrl+D", "Duplicate the selected layer", duplicate_selected},
    {"Ctrl+N", "New project", just<action::NewProject>},
    {"Ctrl+O", "Open a project", just<action::AskOpen>},
    {"Ctrl+E", "Open a sample project", just<action::AskSample>},
    {"Ctrl+S", "Save the project", just<action::SaveProject>},
    {"Ctrl+Shift+S", "Save under another name", just<action::AskSaveAs>},
    {"D", "Look at the data", open_or_close_data},
    {"L", "English or Chinese", other_language},
    {"T", "Dark or light", other_theme},
};

// 1 to 9 select a layer in reading order.
void select_by_number(const View& view, Actions& actions) {
  for (char digit = '1'; digit <= '9'; ++digit) {
    if (!platform::chord_pressed({platform::key_of(digit)})) continue;
    const size_t place = static_cast<size_t>(digit - '1');
    if (place >= view.info.order.size() || ui::focus_types() || ui::is_claimed({&digit, 1})) continue;
    actions.push(action::Select{{{view.experiment.network.nodes[view.info.order[place]].id}}});
  }
}

}  // namespace

std::span<const Shortcut> shortcuts() { return kShortcuts; }

void run_shortcuts(const View& view, Actions& actions) {
  if (ui::keyboard_taken() || view.dialog != Dialog::none) return;
  for (const Shortcut& s : kShortcuts) {
    if (!platform::chord_pressed(s.chord, s.repeats)) continue;
    const std::string_view chord = s.chord;
    if (ui::is_claimed(chord) || (ui::focus_types() && !chord.starts_with("Ctrl+"))) continue;
    const bool edited = ui::focus_edits() && (chord == "Del" || chord == "Ctrl+Z");
    const bool walks = view.explorer.open && chord == "Right";  // through the samples
    const bool widget_first = edited || walks || (chord == "Space" && ui::focus_uses(ui::Key::space)) ||
                              (chord == "Right" && ui::focus_uses(ui::Key::right));
    if (!widget_first) s.run(view, actions);
  }
  select_by_number(view, actions);
}

}  // namespace app
