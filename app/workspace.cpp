#include "app/workspace.h"

#include <algorithm>

#include "app/panels/charts.h"
#include "app/panels/commands.h"
#include "app/panels/curves/curves.h"
#include "app/panels/data/data.h"
#include "app/panels/explorer/explorer.h"
#include "app/panels/file_dialog.h"
#include "app/panels/gallery.h"
#include "app/panels/history.h"
#include "app/panels/import/import.h"
#include "app/panels/inspector/inspector.h"
#include "app/panels/keys.h"
#include "app/panels/log.h"
#include "app/panels/messages.h"
#include "app/panels/microscope/microscope.h"
#include "app/panels/network/network.h"
#include "app/panels/output/output.h"
#include "app/panels/palette.h"
#include "app/panels/rail.h"
#include "app/panels/settings.h"
#include "app/panels/top_bar.h"
#include "app/panels/versions.h"
#include "app/shortcuts.h"
#include "app/splitters.h"

namespace app {

// The data page and the large curves lie over network and charts, an opened layer over the network: what is covered is
// not drawn, and needs nothing of training. The same holds for side columns that are folded.
enum class When { always, charts, network, microscope, explorer, curves, left, rail, output, inspector, right_rail };

namespace {

bool is_shown(When when, const View& view, const WindowLayout& l) {
  const bool covered = view.explorer.open || view.curves.open;
  switch (when) {
    case When::always: return true;
    case When::charts: return !covered;
    case When::network: return !covered && view.opened.node.empty();
    case When::microscope: return !covered && !view.opened.node.empty();
    case When::curves: return view.curves.open;
    case When::explorer: return view.explorer.open;
    case When::left: return l.left_open;
    case When::rail: return !l.left_open;
    case When::output: return l.right_open && l.shows_output;
    case When::inspector: return l.right_open && l.shows_inspector;
    case When::right_rail: return !l.right_open;
  }
  return true;
}

}  // namespace

struct Workspace::Place {
  ui::Rect WindowLayout::*area;
  std::unique_ptr<Panel> panel;
  When when = When::always;
};

// In drawing order: what lies on top comes last.
Workspace::Workspace(const std::string& samples) {
  const auto add = [this](ui::Rect WindowLayout::*area, std::unique_ptr<Panel> panel, When when = When::always) {
    places_.push_back({area, std::move(panel), when});
  };
  std::vector<KeysPanel::Key> keys;
  std::vector<CommandsPanel::Command> commands;
  for (const Shortcut& s : shortcuts()) {
    if (*s.chord) keys.push_back({s.chord, s.what});
    const auto same = [&](const CommandsPanel::Command& c) { return c.what == s.what; };
    if (std::none_of(commands.begin(), commands.end(), same)) commands.push_back({s.what, s.chord, s.run});
  }
  // Keys of single panels.
  for (const auto& [chord, what] : {std::pair{"F6", "Next part of the window"},
                                    {"Enter", "Open the layer"},
                                    {"M", "Menu of the layer"},
                                    {"F", "Fit the network"},
                                    {"G", "Gradients view"},
                                    {"W", "Weights view"}})
    keys.push_back({chord, what});
  add(&WindowLayout::top_bar, std::make_unique<TopBar>());
  add(&WindowLayout::data, std::make_unique<DataPanel>(), When::left);
  add(&WindowLayout::palette, std::make_unique<PalettePanel>(), When::left);
  add(&WindowLayout::rail, std::make_unique<RailPanel>(), When::rail);
  add(&WindowLayout::right_rail, std::make_unique<RightRailPanel>(), When::right_rail);
  add(&WindowLayout::charts, std::make_unique<ChartsPanel>(), When::charts);
  add(&WindowLayout::network, std::make_unique<NetworkPanel>(), When::network);
  add(&WindowLayout::network, std::make_unique<MicroscopePanel>(), When::microscope);
  add(&WindowLayout::explorer, std::make_unique<ExplorerPanel>(), When::explorer);
  add(&WindowLayout::explorer, std::make_unique<CurvesPanel>(), When::curves);
  add(&WindowLayout::output, std::make_unique<OutputPanel>(), When::output);
  add(&WindowLayout::inspector, std::make_unique<InspectorPanel>(), When::inspector);
  add(&WindowLayout::window, std::make_unique<MessagesPanel>());
  add(&WindowLayout::window, std::make_unique<ImportPanel>());
  add(&WindowLayout::window, std::make_unique<FileDialogPanel>(samples));
  add(&WindowLayout::window, std::make_unique<GalleryPanel>(samples));
  add(&WindowLayout::window, std::make_unique<HistoryPanel>());
  add(&WindowLayout::window, std::make_unique<VersionsPanel>());
  add(&WindowLayout::window, std::make_unique<LogPanel>());
  add(&WindowLayout::window, std::make_unique<SettingsPanel>());
  add(&WindowLayout::window, std::make_unique<KeysPanel>(std::move(keys)));
  add(&WindowLayout::window, std::make_unique<CommandsPanel>(std::move(commands), samples));
}

Workspace::~Workspace() = default;

void Workspace::draw(const View& view, Actions& actions, double now, float dt) {
  layout_ = layout_window(ui::display_size(), {.arrangement = view.settings.arrangement,
                                               .presenting = view.presenting,
                                               .inspecting = !view.selection.nodes.empty()});
  watches_.clear();
  draw_splitters(view, layout_, actions);
  for (Place& place : places_) {
    if (is_shown(place.when, view, layout_)) place.panel->draw({view, actions, watches_, layout_.*place.area, now, dt});
  }
}

ui::Rect Workspace::area_of(Export what) const {
  switch (what) {
    case Export::network:
    case Export::network_svg: return layout_.network;
    case Export::charts:
    case Export::charts_svg: return layout_.charts;
    case Export::output: return layout_.output;
    case Export::window:
    case Export::picture:
    case Export::curves: break;
  }
  return layout_.window;
}

}  // namespace app
