// The input column of pictures as a place to draw: wide, with the picture large and the pen below it. It stands left of
// the stage at a size of its own, and the other columns share what is left.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/panels/network/model.h"
#include "app/panels/panel.h"
#include "app/ui/pixel_image.h"
#include "app/ui/theme.h"

namespace app::network {

class InputPad {
 public:
  // Decides whether it is open in this frame and takes its room from the stage. Until the user says what he wants it is
  // open where the other columns stay easy to read.
  void update(const PanelContext& context, const Model& model, ui::Rect& stage);
  bool offered() const { return column_ >= 0; }
  bool is_open() const { return open_; }
  bool is_column(size_t column) const { return open_ && static_cast<int>(column) == column_; }
  void set_open(bool open) { wanted_ = open; }

  // ui::lay_out for the columns of the model (and at most one open slot) with this one at its place.
  void lay_out(std::vector<ui::ColumnContent> contents, const ui::Rect& stage, const ui::Camera& camera,
               ui::CanvasLayout& out, int channels) const;
  // Draws and reacts: picture, pens, words.
  void draw(const PanelContext& context, const ui::Rect& box);

 private:
  const ui::PixelImage* cover(const PanelContext& context, float side);
  void hint(const PanelContext& context, const ui::Rect& line) const;

  std::optional<bool> wanted_;
  bool open_ = false;
  int column_ = -1;  // of the input in the model, -1: its samples cannot be drawn

  // The shown sample of the data, and what it was painted for.
  ui::PixelImage sample_;
  const engine::PreparedData* of_ = nullptr;
  int64_t row_ = -1;
  int pixels_ = 0;
  ui::ThemeName theme_{};
};

}  // namespace app::network
