// The line on top of the canvas: name, number of parameters, what is shown, zoom. And the canvas without a network.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/network/state.h"
#include "app/ui/asset_path.h"
#include "app/ui/drag.h"
#include "app/ui/format.h"
#include "app/ui/network_canvas_drop.h"
#include "app/ui/terms.h"
#include "app/ui/widgets.h"
#include "app/workbench/edits.h"

namespace app::network {
namespace {

constexpr const char* kZoomMenu = "network.zoom";
constexpr float kZooms[] = {0.5f, 0.75f, 1, 1.5f, 2};

// "1.2 MB"
std::string bytes_text(int64_t bytes) {
  const char* const units[] = {"B", "KB", "MB", "GB", "TB"};
  auto value = static_cast<double>(bytes);
  size_t unit = 0;
  for (; value >= 1000 && unit + 1 < std::size(units); ++unit) value /= 1024;
  return (unit == 0 ? std::to_string(bytes) : ui::format_number(value)) + " " + units[unit];
}

void zoom_menu(State& s) {
  if (!ui::menu_is_open(kZoomMenu)) return;
  std::vector<ui::MenuItem> items{{.label = ui::tr("Fit"), .shortcut = "F", .checked = s.camera.follows}};
  for (float z : kZooms) {
    const bool on = !s.camera.follows && std::abs(s.camera.zoom - z) < 0.005f;
    items.push_back({.label = ui::format_percent(z, 0), .checked = on});
  }
  items[1].separator_before = true;
  const int chosen = ui::menu(kZoomMenu, items, 120);
  if (chosen == 0) s.camera = {};
  if (chosen < 1) return;
  const ui::Camera from = s.camera.follows ? ui::Camera{s.closed.zoom, {0, 0}, false} : s.camera;
  s.camera = ui::zoomed_at(from, kZooms[chosen - 1], s.areas.clip.centre(), s.areas.stage);
}

}  // namespace

void draw_header(State& s, const PanelContext& context) {
  const ui::Rect& area = context.area;
  const ui::Palette& t = ui::theme();
  const float y = area.y + 20;
  const int64_t parameters = context.view.info.total.parameters;
  const int language = static_cast<int>(ui::language());
  if (s.counted != parameters || s.counted_language != language) {
    s.counted = parameters;
    s.counted_language = language;
    s.header_count = ui::tr_fill("{} parameters", {ui::format_count(parameters)});
  }
  const int64_t samples = context.view.data ? context.view.data->raw.rows() : context.view.experiment.data.size;
  const std::array<int64_t, 3> of{static_cast<int64_t>(s.model.version()), samples, context.view.experiment.batch_size};
  if (s.memory_of != of) {
    s.memory_of = of;
    s.memory = context.view.info.ok() ? engine::estimate_memory(context.view.experiment, context.view.info, samples)
                                      : engine::MemoryEstimate{};
  }
  const ui::Text head{.size = 15, .weight = 600, .colour = t.ink};
  const std::string network = ui::with_english(ui::tr("Network"), head, area.w > 900 ? 200.0f : 40.0f);
  const float title = ui::draw::text(network, {area.x + 16, y}, head);
  const float segments = std::min(336.0f, area.w - 300);
  const ui::Rect choice{area.right() - 12 - 84 - 8 - segments, area.y + 8, segments, 28};
  float x = area.x + 16 + title + 12;
  x += s.off.button(context, {x, y}, choice.x - 8 - x);
  const std::string memory = s.memory.total() > 0 ? bytes_text(s.memory.total()) : std::string();
  const std::string words = memory.empty() ? s.header_count : s.header_count + " · " + memory;
  const float room = std::max(0.0f, choice.x - 8 - x);
  const bool fits = ui::text_width(words, {.size = 13}) <= room;
  const float shown = ui::draw::text(fits ? words : s.header_count, {x, y},
                                     {.size = 13, .colour = t.ink3, .max_width = room, .ellipsis = true});
  (void)ui::hit("network.memory", {x, y - 10, shown, 20}, {.focusable = false});
  if (s.memory.total() > 0) {
    ui::tooltip({.title = ui::tr("Memory of training"),
                 .rows = {{ui::tr("Data"), bytes_text(s.memory.data), 0},
                          {ui::tr("Weights, gradients, optimizer"), bytes_text(s.memory.parameters), 0},
                          {ui::tr("Activations of a batch"), bytes_text(s.memory.activations), 0}},
                 .rows_in_line = false});
  }

  const ui::SegmentItem items[] = {
      s.model.by_sample()
          ? ui::SegmentItem{.label = ui::tr("Sample"), .tip = ui::tr("What each layer puts out for one sample.")}
          : ui::SegmentItem{.label = ui::tr("Surfaces"), .tip = ui::tr("What each unit puts out over the inputs.")},
      {.label = ui::tr("Weights"), .tip = ui::tr("What each unit multiplies its inputs with.")},
      {.label = ui::tr("Activations"), .tip = ui::tr("Which values each unit takes on the training data.")},
      {.label = ui::tr("Gradients"),
       .tip = ui::tr("How the loss pulls at each weight; ribbons: how large its gradient is at each layer.")}};
  int mode = static_cast<int>(s.shown_mode);
  if (ui::segmented("network.mode", choice, items, &mode)) s.mode = static_cast<Mode>(mode);

  const std::string zoom = ui::format_percent(s.shown.zoom, 0);
  const ui::Rect percent{area.right() - 96, area.y + 8, 52, 28};
  if (ui::button(kZoomMenu, percent, {.label = zoom, .mono = true, .size = 13, .tip = ui::tr("Zoom (wheel)")}))
    ui::open_menu(kZoomMenu, {percent.x, percent.bottom()});
  const ui::Rect fit{area.right() - 40, area.y + 8, 28, 28};
  if (ui::button("network.fit", fit, {.icon_name = "fit", .icon_size = 16, .tip = ui::tr("Fit (F)")})) s.camera = {};
  zoom_menu(s);
}

void draw_empty(State& s, const PanelContext& context) {
  const ui::Rect& stage = s.areas.stage;
  const float width = std::min(470.0f, stage.w - 32);
  const ui::Rect box{stage.mid_x() - width / 2, stage.mid_y() - 70, width, 120};
  const bool over = s.drag.active() && s.areas.clip.contains(ui::mouse());
  ui::empty_drop_area(box, ui::tr("Drag a layer here"), ui::tr("or start from an example"), over);
  if (ui::button("network.example.spirals", {box.right() - 160, box.y + 20, 144, 36}, {.label = ui::tr("Two spirals")}))
    context.actions.push(action::OpenProject{ui::asset_path("projects/two_spirals.json")});
  if (ui::button("network.example.all", {box.right() - 160, box.y + 64, 144, 36},
                 {.label = ui::tr("Sample projects…")}))
    context.actions.push(action::AskSample{});
}

}  // namespace app::network
