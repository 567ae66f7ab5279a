// One page of the data page: a tab with its own picture of the set in use. A page computes what it shows when it is
// drawn for the first time, and again only when the data changes.
#pragma once

#include <memory>

#include "app/panels/panel.h"
#include "app/views/sample_picture.h"

namespace app {

// What every page is drawn from. The data is kept alive as long as somebody works on it.
struct ExplorerContext {
  const PanelContext& panel;
  std::shared_ptr<const engine::PreparedData> data;  // null only for pages that do without
  views::SampleLook look = views::SampleLook::numbers;
};

class ExplorerPage {
 public:
  virtual ~ExplorerPage() = default;
  virtual const char* id() const = 0;     // "samples": the tab is "explorer.tab.samples"
  virtual const char* title() const = 0;  // in the language of the user
  virtual const char* tip() const = 0;
  // Whether it shows something while there is no data.
  virtual bool needs_data() const { return true; }
  // Whether it may be shown where the wished page has nothing to show.
  virtual bool stands_in() const { return true; }
  // Whether the set has something to show here.
  virtual bool offered(const ExplorerContext&) const { return true; }
  virtual void draw(const ExplorerContext& context, const ui::Rect& area) = 0;
  // Esc was pressed: true when the page closed something of its own.
  virtual bool escape() { return false; }
};

}  // namespace app
