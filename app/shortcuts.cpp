#include "app/shortcuts.h"

#include <algorithm>
#include <cmath>

#include "app/exports.h"
#include "app/panels/panel_speeds.h"
#include "app/platform/keys.h"
#include "app/ui/interact.h"
#include "app/window_layout.h"
#include "app/workbench/edits.h"
#include "app/workbench/groups.h"
#include "app/workbench/layer_clipboard.h"
#include "app/workbench/masks.h"

namespace app {
namespace {

void change_pace(const View& view, Actions& actions, int direction) {
  const auto last = static_cast<std::ptrdiff_t>(speeds().size()) - 1;
  const auto next = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(speed_index(view)) + direction, 0, last);
  const Speed& speed = speeds()[static_cast<size_t>(next)];
  actions.push(action::SetPace{speed.steps_per_second, speed.slow_motion});
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

void copy_selected(const View& view, Actions&) {
  const std::string text = copy_layers(view.experiment, view.selection.nodes);
  if (!text.empty()) ImGui::SetClipboardText(text.c_str());
}

void cut_selected(const View& view, Actions& actions) {
  copy_selected(view, actions);
  delete_selected(view, actions);
}

void paste(const View& view, Actions& actions, const std::string& text, engine::Message label) {
  std::vector<std::string> ids;
  std::string behind = view.selection.nodes.empty() ? std::string() : view.selection.nodes.back();
  const std::vector<std::string> groups = groups_of(view.experiment.network, view.selection.nodes);
  const bool whole =
      groups.size() == 1 && group_members(view.experiment.network, groups[0]).size() == view.selection.nodes.size();
  if (whole) behind = face_of(view.experiment.network, groups[0]);
  auto next = paste_layers(view.experiment, text, behind, ids);
  if (!next) {
    actions.push(action::Say{next.error().what, true});
    return;
  }
  actions.push(action::Edit{std::move(label), std::move(*next), ""});
  actions.push(action::Select{{std::move(ids)}});
}

void paste_copied(const View& view, Actions& actions) {
  const char* text = ImGui::GetClipboardText();
  paste(view, actions, text ? text : "", engine::message("Paste"));
}

void group_selected(const View& view, Actions& actions) {
  const std::vector<std::string>& nodes = view.selection.nodes;
  if (const auto refused = refuse_group(view.experiment.network, nodes)) {
    actions.push(action::Say{*refused});
    return;
  }
  std::string group;
  actions.push(action::Edit{engine::message("Group layers"), group_layers(view.experiment, nodes, group), ""});
}

void ungroup_selected(const View& view, Actions& actions) {
  engine::Experiment next = view.experiment;
  for (const std::string& group : groups_of(next.network, view.selection.nodes)) next = ungroup(std::move(next), group);
  if (next == view.experiment) {
    actions.push(action::Say{engine::message("None of the selected layers is in a group.")});
  } else {
    actions.push(action::Edit{engine::message("Ungroup"), std::move(next), ""});
  }
}

// All groups: folded when one is open, else unfolded.
void fold_groups(const View& view, Actions& actions) {
  const auto& groups = view.experiment.network.groups;
  if (groups.empty()) {
    actions.push(action::Say{engine::message("There are no groups yet: select layers and press Ctrl+G.")});
    return;
  }
  const bool fold = std::ranges::any_of(groups, [](const engine::GroupSpec& g) { return !g.folded; });
  actions.push(action::Edit{engine::message(fold ? "Fold all groups" : "Unfold all groups"),
                            set_all_folded(view.experiment, fold), ""});
}

// One layer right behind itself; several behind the last of them, wired among themselves as they are.
void duplicate_selected(const View& view, Actions& actions) {
  if (view.selection.nodes.size() > 1) {
    const std::string text = copy_layers(view.experiment, view.selection.nodes);
    if (!text.empty()) paste(view, actions, text, engine::message("Duplicate"));
    return;
  }
  std::string copy;
  engine::Experiment next = duplicate_node(view.experiment, view.selection.single(), copy);
  if (copy.empty()) return;
  actions.push(action::Edit{engine::message("Duplicate"), std::move(next), ""});
  actions.push(action::Select{{{copy}}});
}

void other_language(const View& view, Actions& actions) {
  actions.push(action::SetLanguage{view.language == Language::english ? Language::chinese : Language::english});
}

// Dark, light, high contrast and so on.
void other_theme(const View& view, Actions& actions) {
  actions.push(action::SetTheme{static_cast<ThemeKind>((static_cast<int>(view.theme) + 1) % 3)});
}

void change_scale(const View& view, Actions& actions, double by) {
  const double next = std::round((view.settings.scale + by) * 20) / 20;
  actions.push(action::SetScale{std::clamp(next, kLeastScale, kMostScale)});
}

// Turns a part of the window small or large, whatever decided about it before.
void turn(Fold& fold, bool open) { fold = open ? Fold::shut : Fold::open; }

template <Fold Arrangement::*part>
void fold(const View& view, Actions& actions) {
  const WindowLayout l = layout_window(ui::display_size(), {.arrangement = view.settings.arrangement});
  Arrangement next = view.settings.arrangement;
  if constexpr (part == &Arrangement::left) turn(next.left, l.left_open);
  if constexpr (part == &Arrangement::right) turn(next.right, l.right_open);
  if constexpr (part == &Arrangement::strip) turn(next.strip, l.strip_open);
  actions.push(action::Arrange{next});
}

template <Dialog dialog>
void show(const View&, Actions& actions) {
  actions.push(action::Show{dialog});
}

template <Export what>
void save(const View&, Actions&) {
  want_export(what);
}

void restore_masked(const View& view, Actions& actions) {
  engine::Experiment next = clear_masks(view.experiment);
  if (!(next == view.experiment)) actions.push(action::Edit{engine::message("Restore all"), std::move(next), ""});
}

void present(const View& view, Actions& actions) { actions.push(action::Present{!view.presenting}); }

// What a key selects at once, in reading order: a layer, or all layers of a folded group.
std::vector<std::vector<std::string>> steps_of(const View& view) {
  std::vector<std::vector<std::string>> steps;
  for (const size_t i : view.info.order) {
    std::vector<std::string> step = selected_with(view.experiment.network, view.experiment.network.nodes[i].id);
    if (std::ranges::find(steps, step) == steps.end()) steps.push_back(std::move(step));
  }
  return steps;
}

// The layer before or behind the selected one.
void select_neighbour(const View& view, Actions& actions, int by) {
  const auto steps = steps_of(view);
  if (steps.empty()) return;
  const auto count = std::ssize(steps);
  std::ptrdiff_t place = by > 0 ? -1 : count;
  for (std::ptrdiff_t i = 0; i < count && !view.selection.nodes.empty(); ++i) {
    const auto& step = steps[static_cast<size_t>(i)];
    if (std::ranges::find(step, view.selection.nodes.back()) != step.end()) place = i;
  }
  actions.push(action::Select{{steps[static_cast<size_t>(std::clamp<std::ptrdiff_t>(place + by, 0, count - 1))]}});
}

void select_all(const View& view, Actions& actions) {
  Selection all;
  for (const size_t i : view.info.order) all.nodes.push_back(view.experiment.network.nodes[i].id);
  actions.push(action::Select{std::move(all)});
}

void open_or_close_data(const View& view, Actions& actions) { actions.push(action::Explore{!view.explorer.open, ""}); }

void open_or_close_curves(const View& view, Actions& actions) {
  actions.push(action::OpenCurves{!view.curves.open, {}});
}

template <class A>
void just(const View&, Actions& actions) {
  actions.push(A{});
}

constexpr Shortcut kShortcuts[] = {
    {"Space", "Play or pause", play_or_pause},
    {"Right", "Train one batch", just<action::StepBatch>, true},
    {"B", "Train one batch", just<action::StepBatch>, true},
    {"E", "Train one epoch", just<action::StepEpoch>, true},
    {"R", "Same starting weights", just<action::Reset>},
    {"Shift+R", "New starting weights", just<action::NewWeights>},
    {",", "Slower", [](const View& v, Actions& a) { change_pace(v, a, -1); }},
    {".", "Faster", [](const View& v, Actions& a) { change_pace(v, a, 1); }},
    {"Ctrl+Z", "Undo", just<action::Undo>, true},
    {"Ctrl+Shift+Z", "Redo", just<action::Redo>, true},
    {"Ctrl+Y", "Redo", just<action::Redo>, true},
    {"Del", "Delete layers", delete_selected, false, true},
    {"Ctrl+C", "Copy layers", copy_selected, false, true},
    {"Ctrl+X", "Cut layers", cut_selected, false, true},
    {"Ctrl+V", "Paste layers", paste_copied, false, true},
    {"Ctrl+D", "Duplicate layers", duplicate_selected, false, true},
    {"Ctrl+G", "Group layers", group_selected, false, true},
    {"Ctrl+Shift+G", "Ungroup layers", ungroup_selected, false, true},
    {"U", "Fold or unfold all groups", fold_groups, false, true},
    {"Ctrl+N", "New project", just<action::NewProject>},
    {"Ctrl+O", "Open a project", just<action::AskOpen>},
    {"Ctrl+E", "Open a sample project", just<action::AskSample>},
    {"Ctrl+S", "Save the project", just<action::SaveProject>},
    {"Ctrl+Shift+S", "Save under another name", just<action::AskSaveAs>},
    {"D", "Look at the data", open_or_close_data},
    {"C", "Look at the curves", open_or_close_curves},
    {"Ctrl+K", "Find anything to do", show<Dialog::commands>},
    {"/", "Find anything to do", show<Dialog::commands>},
    {"Ctrl+H", "History of edits", show<Dialog::history>},
    {"Ctrl+Left", "Select the layer before", [](const View& v, Actions& a) { select_neighbour(v, a, -1); }, true, true},
    {"Ctrl+Right", "Select the next layer", [](const View& v, Actions& a) { select_neighbour(v, a, 1); }, true, true},
    {"Ctrl+A", "Select all layers", select_all, false, true},
    {"[", "Fold data and layers", fold<&Arrangement::left>},
    {"]", "Fold output and inspector", fold<&Arrangement::right>},
    {"\\", "Fold the charts", fold<&Arrangement::strip>},
    {"Ctrl+=", "Everything larger", [](const View& v, Actions& a) { change_scale(v, a, 0.05); }, true},
    {"Ctrl+Shift+=", "Everything larger", [](const View& v, Actions& a) { change_scale(v, a, 0.05); }, true},
    {"Ctrl+-", "Everything smaller", [](const View& v, Actions& a) { change_scale(v, a, -0.05); }, true},
    {"Ctrl+0", "Usual size", [](const View&, Actions& a) { a.push(action::SetScale{1}); }},
    {"P", "Presenter mode", present},
    {"F5", "Presenter mode", present},
    {"L", "English or Chinese", other_language},
    {"T", "Colours", other_theme},
    {"?", "Keys and gestures", show<Dialog::keys>},
    {"", "Save a picture of the window", save<Export::window>},
    {"", "Save a picture of the network", save<Export::network>},
    {"", "Save a picture of the charts", save<Export::charts>},
    {"", "Save a picture of the output", save<Export::output>},
    {"", "Save the network as a vector picture (SVG)", save<Export::network_svg>},
    {"", "Save the charts as a vector picture (SVG)", save<Export::charts_svg>},
    {"", "Save the curves as a table (CSV)", save<Export::curves>},
    {"", "Copy the curves as a table",
     [](const View& v, Actions&) { ImGui::SetClipboardText(curves_csv(v.curve).c_str()); }},
    {"", "Restore all that is switched off", restore_masked, false, true},
    {"", "Settings", show<Dialog::settings>},
    {"", "Messages", show<Dialog::log>},
    {"", "Earlier versions", show<Dialog::versions>},
};

// 1 to 9 select a layer in reading order.
void select_by_number(const View& view, Actions& actions) {
  for (char digit = '1'; digit <= '9'; ++digit) {
    if (!platform::chord_pressed({platform::key_of(digit)})) continue;
    const auto place = static_cast<size_t>(digit - '1');
    if (ui::focus_types() || ui::is_claimed({&digit, 1})) continue;
    const auto steps = steps_of(view);
    if (place < steps.size()) actions.push(action::Select{{steps[place]}});
  }
}

}  // namespace

std::span<const Shortcut> shortcuts() { return kShortcuts; }

void run_shortcuts(const View& view, Actions& actions) {
  const bool listed = view.dialog == Dialog::history;  // undo and redo work in the list of edits
  if (!listed && (ui::keyboard_taken() || view.dialog != Dialog::none)) return;
  for (const Shortcut& s : kShortcuts) {
    if (!*s.chord || !platform::chord_pressed(s.chord, s.repeats)) continue;
    if (listed && std::string_view(s.what) != "Undo" && std::string_view(s.what) != "Redo") continue;
    const std::string_view chord = s.chord;
    if (ui::is_claimed(chord) || (ui::focus_types() && !chord.starts_with("Ctrl+"))) continue;
    if (s.on_layers && (view.explorer.open || view.curves.open)) continue;
    const bool edited = ui::focus_edits() && (chord == "Del" || chord == "Ctrl+Z");
    const bool walks = view.explorer.open && chord == "Right";  // through the samples
    const bool widget_first = edited || walks || (chord == "Space" && ui::focus_uses(ui::Key::space)) ||
                              (chord == "Right" && ui::focus_uses(ui::Key::right));
    if (!widget_first) s.run(view, actions);
  }
  if (!listed) select_by_number(view, actions);
}

}  // namespace app
