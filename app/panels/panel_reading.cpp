#include "app/panels/panel_reading.h"

#include <algorithm>

#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "engine/schema/file_source.h"

namespace app {
namespace {

constexpr double kPatience = 0.3;

// The name of the file or folder that the experiment reads.
std::string file_in_use(const View& view) {
  const engine::DatasetType* type = engine::datasets().find(view.experiment.data.source.type);
  if (!type || !type->file) return {};
  const auto path = view.experiment.data.source.params.find(type->file->paths[0].key);
  const auto* text =
      path == view.experiment.data.source.params.end() ? nullptr : std::get_if<std::string>(&path->second);
  return text ? last_part(*text) : std::string();
}

}  // namespace

bool shows_reading(const View& view) {
  if (!view.reading) return false;
  const double age = steady_seconds() - view.reading->since;
  if (age < kPatience) ui::request_frame(kPatience - age);
  return age >= kPatience;
}

void draw_reading(const PanelContext& c, const char* name, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const double part = std::clamp(c.view.reading->part, 0.0, 1.0);
  const std::string cancel = ui::tr("Cancel"), percent = ui::format_fixed(100 * part, 0) + " %";
  const float width = ui::text_width(cancel, {.size = 13}) + 24;
  const float room = r.w - width - 12;
  ui::draw::text(ui::tr_fill("Reading {}", {file_in_use(c.view)}), {r.x, r.y + 14},
                 {.size = 13, .colour = colours.ink, .max_width = room - 48, .ellipsis = true});
  ui::draw::text(percent, {r.x + room, r.y + 14},
                 {.size = 13, .mono = true, .colour = colours.ink2, .align = ui::Align::right, .max_width = 48});
  const ui::Rect bar{r.x, r.y + 34, room, 6};
  ui::draw::rect_filled(bar, colours.bg3, 3);
  ui::draw::rect_filled({bar.x, bar.y, std::max(6.0f, bar.w * static_cast<float>(part)), bar.h}, colours.acc, 3);
  if (ui::button(name, {r.right() - width, r.y + 12, width, 28}, {.label = cancel, .size = 13, .radius = 6})) {
    c.actions.push(action::CancelLoad{});
  }
}

}  // namespace app
