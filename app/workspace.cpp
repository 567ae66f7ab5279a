#include "app/workspace.h"

#include "app/panels/charts.h"
#include "app/panels/data.h"
#include "app/panels/explorer.h"
#include "app/panels/file_dialog.h"
#include "app/panels/gallery.h"
#include "app/panels/import.h"
#include "app/panels/inspector.h"
#include "app/panels/messages.h"
#include "app/panels/microscope.h"
#include "app/panels/network.h"
#include "app/panels/output.h"
#include "app/panels/palette.h"
#include "app/panels/top_bar.h"
#include "app/shortcuts.h"
#include "app/window_layout.h"

namespace app {

// The data page lies over network and charts, an opened layer over the network: what is covered is not drawn, and needs
// nothing of training.
enum class When { always, charts, network, microscope, explorer };

bool is_shown(When when, const View& view) {
  if (when == When::always) return true;
  if (when == When::explorer || view.explorer.open) return view.explorer.open && when == When::explorer;
  if (when == When::charts) return true;
  return (when == When::microscope) == !view.opened.node.empty();
}

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
  std::vector<TopBar::Key> keys;
  for (const Shortcut& s : shortcuts()) keys.push_back({s.chord, s.what});
  add(&WindowLayout::top_bar, std::make_unique<TopBar>(std::move(keys)));
  add(&WindowLayout::data, std::make_unique<DataPanel>());
  add(&WindowLayout::palette, std::make_unique<PalettePanel>());
  add(&WindowLayout::charts, std::make_unique<ChartsPanel>(), When::charts);
  add(&WindowLayout::network, std::make_unique<NetworkPanel>(), When::network);
  add(&WindowLayout::network, std::make_unique<MicroscopePanel>(), When::microscope);
  add(&WindowLayout::explorer, std::make_unique<ExplorerPanel>(), When::explorer);
  add(&WindowLayout::output, std::make_unique<OutputPanel>());
  add(&WindowLayout::inspector, std::make_unique<InspectorPanel>());
  add(&WindowLayout::window, std::make_unique<MessagesPanel>());
  add(&WindowLayout::window, std::make_unique<ImportPanel>());
  add(&WindowLayout::window, std::make_unique<FileDialogPanel>(samples));
  add(&WindowLayout::window, std::make_unique<GalleryPanel>(samples));
}

Workspace::~Workspace() = default;

void Workspace::draw(const View& view, Actions& actions, double now, float dt) {
  const WindowLayout layout = layout_window(ui::display_size());
  watches_.clear();
  for (Place& place : places_) {
    if (!is_shown(place.when, view)) continue;
    place.panel->draw({view, actions, watches_, layout.*place.area, now, dt});
  }
}

}  // namespace app
