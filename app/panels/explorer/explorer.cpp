#include "app/panels/explorer/explorer.h"

#include <algorithm>
#include <cmath>

#include "app/panels/explorer/columns.h"
#include "app/panels/explorer/hand.h"
#include "app/panels/explorer/preparation.h"
#include "app/panels/explorer/samples.h"
#include "app/panels/explorer/scatter.h"
#include "app/panels/explorer/series.h"
#include "app/panels/explorer/sets.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kHeader = 40, kPad = 12;

// The quieter of the two colours of what is not trained on.
ui::Colour test_colour() { return ui::mix(ui::theme().val, ui::theme().bg1, 0.5f); }

}  // namespace

ExplorerPanel::ExplorerPanel() {
  pages_.push_back(std::make_unique<SamplesPage>());
  pages_.push_back(std::make_unique<ColumnsPage>());
  pages_.push_back(std::make_unique<ScatterPage>());
  pages_.push_back(std::make_unique<SeriesPage>());
  pages_.push_back(std::make_unique<PreparationPage>());
  pages_.push_back(std::make_unique<HandPage>());
  pages_.push_back(std::make_unique<SetsPage>());
}

void ExplorerPanel::draw(const PanelContext& c) {
  const ui::Surface surface("explorer", c.area);
  ui::panel(c.area);
  const bool closed = close_button(c);
  // A set made by hand may be empty while the data of the one before is still there.
  const bool begun = !c.view.error || !(*c.view.error == engine::no_samples());
  const ExplorerContext context{c, begun ? c.view.data : nullptr, look_of(c.view)};
  ExplorerPage* page = header(context);
  const float top = c.area.y + kHeader;
  if (page) {
    page->draw(context, {c.area.x + kPad, top, c.area.w - 2 * kPad, c.area.bottom() - kPad - top});
  } else {
    ui::empty_state(c.area, c.view.error ? error_text(c.view.experiment.network, *c.view.error)
                                         : ui::tr("No data yet: choose a set in the Data card, or open a file."));
  }
  const bool escape = ui::key_pressed(ui::Key::escape, false) && !ui::keyboard_taken() &&
                      c.view.dialog == Dialog::none && !(page && page->escape());
  // The next time it opens with what there is of the set in use, not with the choice of another one.
  if (closed || escape) c.actions.push(action::Explore{false, page && !page->stands_in() ? "samples" : ""});
}

bool ExplorerPanel::close_button(const PanelContext& c) {
  return ui::button("explorer.close", {c.area.right() - 38, c.area.y + 6, 28, 28},
                    {.icon_name = "cross",
                     .kind = ui::ButtonKind::ghost,
                     .icon_size = 15,
                     .radius = 6,
                     .tip = ui::tr("Back to the network (Esc)")});
}

ExplorerPage* ExplorerPanel::header(const ExplorerContext& c) {
  const ui::Rect& area = c.panel.area;
  std::vector<ExplorerPage*> pages;
  std::vector<ui::SegmentItem> tabs;
  const float pad = area.w < 620 ? 14.0f : 22.0f;
  float width = 4;
  int shown = -1, stand_in = -1;
  for (const auto& page : pages_) {
    if ((page->needs_data() && !c.data) || !page->offered(c)) continue;
    if (page->id() == c.panel.view.explorer.page) shown = static_cast<int>(pages.size());
    if (page->stands_in() && stand_in < 0) stand_in = static_cast<int>(pages.size());
    pages.push_back(page.get());
    const float wide = std::ceil(ui::text_width(page->title(), {.size = 13, .weight = 600})) + pad;
    tabs.push_back({.label = page->title(), .tip = page->tip(), .width = wide});
    width += wide;
  }
  const engine::DatasetType* type = engine::datasets().find(c.panel.view.experiment.data.source.type);
  if (shown < 0) shown = stand_in;
  const float left = area.right() - 48 - width;
  const std::string name = type ? ui::tr(type->title) : std::string(ui::tr("Data"));
  const bool fits = area.x + 46 + ui::text_width(name, {.size = 15, .weight = 600}) < left;
  const float x = ui::panel_header(area, "eye", fits ? name : std::string());
  const int before = shown;
  if (ui::segmented("explorer.tab", {left, area.y + 6, width, 28}, tabs, &shown) && shown != before) {
    c.panel.actions.push(action::Explore{true, pages[static_cast<size_t>(shown)]->id()});
  }
  if (c.data) facts(c, x + 16, left - 16);
  return shown < 0 ? nullptr : pages[static_cast<size_t>(shown)];
}

// Rows, and how many of them belong to which part; what has no room is left out.
float ExplorerPanel::facts(const ExplorerContext& c, float x, float right) {
  const ui::Palette& colours = ui::theme();
  const float y = c.panel.area.y + 20;
  const std::string rows = ui::tr_fill("{} rows", {ui::format_count(c.data->raw.rows())});
  const ui::Text quiet{.size = 13, .colour = colours.ink3}, number{.size = 13, .mono = true, .colour = colours.ink2};
  if (x + ui::text_width(rows, quiet) > right) return x;
  x += ui::draw::text(rows, {x, y}, quiet) + 18;
  const struct {
    engine::Split split;
    const char* word;
    ui::Colour colour;
  } parts[] = {{engine::Split::train, ui::tr("Train"), colours.ink2},
               {engine::Split::validation, ui::tr("Val"), colours.val},
               {engine::Split::test, ui::tr("Test"), test_colour()}};
  for (const auto& part : parts) {
    const int64_t count = c.data->count(part.split);
    const std::string text = ui::format_count(count);
    const float wide = 14 + ui::text_width(part.word, quiet) + 6 + ui::text_width(text, number);
    if (count == 0 || x + wide > right) continue;
    ui::draw::circle_filled({x + 4.5f, y}, 4.5f, part.colour);
    if (part.split != engine::Split::train) ui::draw::circle_filled({x + 4.5f, y}, 2, colours.bg1);
    const float word = ui::draw::text(part.word, {x + 14, y}, quiet);
    ui::draw::text(text, {x + 14 + word + 6, y}, number);
    x += wide + 16;
  }
  return x;
}

}  // namespace app
