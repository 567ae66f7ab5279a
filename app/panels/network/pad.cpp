#include "app/panels/network/pad.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_pad.h"
#include "app/panels/panel_words.h"
#include "app/ui/network_canvas_column.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"
#include "app/views/sample_picture.h"
#include "app/workbench/tasks.h"

namespace app::network {
namespace {

constexpr float kWide = 240, kPad = 8, kLeft = 16, kRight = 20;  // of the column, and the room beside it
constexpr float kTitle = 34, kHint = 24, kSpace = 10;
constexpr float kEasyZoom = 0.72f;  // titles and controls of the other columns are still there

}  // namespace

void InputPad::update(const PanelContext& context, const Model& model, ui::Rect& stage) {
  const auto& data = context.view.snapshot.data;
  const auto& columns = model.columns();
  column_ = -1;
  open_ = false;
  const engine::Experiment& e = context.view.experiment;
  // And not numbers drawn at random, or what a world shows; where an energy is learnt nothing answers to a drawing.
  const bool reads = !makes_samples(e) && !acts(e) && !learns_energy(e);
  const bool pictures = reads && data && PanelPad::shared() && PanelPad::suits(data->raw) && columns.size() > 1;
  int ranks = 0;
  for (size_t i = 0; pictures && i < columns.size(); ++i) {
    if (columns[i].is_input && columns[i].error.empty()) column_ = static_cast<int>(i);
    ranks = std::max(ranks, columns[i].rank + 1);
  }
  if (column_ < 0) return;
  const float room = stage.w - kLeft - kWide - kRight;
  const bool easy = room > 0 && ui::fitting_zoom(static_cast<size_t>(ranks - 1), room) >= kEasyZoom;
  open_ = wanted_.value_or(easy) && room > 0;
  if (!open_) return;
  stage.x += stage.w - room;
  stage.w = room;
}

void InputPad::lay_out(std::vector<ui::ColumnContent> contents, const ui::Rect& stage, const ui::Camera& camera,
                       ui::CanvasLayout& out, int channels) const {
  if (!open_ || static_cast<size_t>(column_) >= contents.size())
    return ui::lay_out(contents, stage, camera, out, channels);
  contents.erase(contents.begin() + column_);
  for (ui::ColumnContent& content : contents) content.rank = std::max(0, content.rank - 1);
  ui::lay_out(contents, stage, camera, out, channels);
  const ui::Vec origin = camera.follows ? stage.min() : stage.min() + camera.pan;
  ui::ColumnPlace place;
  place.box = {origin.x - kRight - kWide, origin.y, kWide, out.corridor_y - origin.y};
  place.shape_y = out.shape_y;
  // The picture is no tile; one without size says where wires begin.
  place.tiles = 1;
  place.first = {place.box.right(), out.mid_y};
  out.columns.insert(out.columns.begin() + column_, place);
}

// The sample of the data that the network is shown, while nothing is drawn.
const ui::PixelImage* InputPad::cover(const PanelContext& context, float side) {
  const ui::ShownSample& shown = ui::shown_sample();
  const bool drawn = shown.probe || shown.wanted || PanelPad::shared()->paper.drawing();
  if (drawn || !context.view.data || !PanelPad::suits(context.view.data->raw)) return nullptr;
  const engine::PreparedData& data = *context.view.data;
  const int64_t row = shown_row(context.view);
  const int pixels = std::max(1, static_cast<int>(std::lround(ui::px(side))));
  if (row < 0 || row >= data.raw.rows()) return nullptr;
  if (of_ != &data || row_ != row || pixels_ != pixels || theme_ != ui::theme_name()) {
    of_ = &data;
    row_ = row;
    pixels_ = pixels;
    theme_ = ui::theme_name();
    const engine::Shape& shape = data.raw.inputs.shape();
    const float k = static_cast<float>(pixels) / static_cast<float>(std::max(shape[1], shape[2]));
    sample_.resize(std::max(1, static_cast<int>(k * static_cast<float>(shape[2]))),
                   std::max(1, static_cast<int>(k * static_cast<float>(shape[1]))));
    views::paint_pixels({data.raw.inputs.row(row), static_cast<size_t>(data.raw.inputs.columns())}, shape,
                        views::map_of(data.raw), sample_, 0, 0, sample_.width(), sample_.height());
    sample_.upload(false);
  }
  return &sample_;
}

void InputPad::hint(const PanelContext& context, const ui::Rect& line) const {
  const bool digits =
      context.view.snapshot.data->raw.class_names.empty() && context.view.snapshot.data->raw.classes == 10;
  const std::string words = ui::shown_sample().probe ? ui::tr("The network follows the pen.")
                            : digits                 ? ui::tr("Draw a digit here")
                                                     : ui::tr("Draw a picture here");
  ui::draw::text(
      words, {line.mid_x(), line.mid_y()},
      {.size = 13, .colour = ui::theme().ink2, .align = ui::Align::centre, .max_width = line.w, .ellipsis = true});
}

void InputPad::draw(const PanelContext& context, const ui::Rect& box) {
  PanelPad& pad = *PanelPad::shared();
  pad.fit(context.view.snapshot.data);
  if (ui::button("network.pad.close", {box.right() - 32, box.y + 4, 26, 26},
                 {.icon_name = "left",
                  .kind = ui::ButtonKind::ghost,
                  .icon_size = 14,
                  .radius = 6,
                  .tip = ui::tr("Make the column narrow")})) {
    set_open(false);
  }
  const float below = kSpace + ui::DrawPad::kToolsHeight + kHint, most = box.h - kTitle - below - kPad;
  const float side = std::clamp(box.w - 2 * kPad, 24.0f, std::max(24.0f, most));
  const float top = box.y + kTitle + std::max(0.0f, (most - side) / 2);
  const ui::Rect paper{box.mid_x() - side / 2, top, side, side};
  const ui::Change change = pad.paper.paper("network.pad", paper, cover(context, side));
  if (change.began) ui::shown_sample().wanted = true;
  const float y = paper.bottom() + kSpace;
  const ui::Change tools = pad.paper.tools("network.pad", {box.x + kPad, y, box.w - 2 * kPad, 0});
  if (tools.changed && !pad.paper.empty()) ui::shown_sample().wanted = true;
  hint(context, {box.x + kPad, y + ui::DrawPad::kToolsHeight, box.w - 2 * kPad, kHint});
}

}  // namespace app::network
