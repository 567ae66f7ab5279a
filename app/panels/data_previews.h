// Small pictures of the sources of data: made once for each source, theme and scale, from a few samples.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/ui/pixel_image.h"
#include "app/ui/theme.h"
#include "app/views/token_lines.h"
#include "engine/data/prepare.h"

namespace app {

class DataPreviews {
 public:
  // Draws the picture of a source; `hand` is what sets made by hand are made of.
  void draw(const engine::DatasetType& type, const engine::HandMade& hand, const ui::Rect& r);

 private:
  struct Preview {
    std::shared_ptr<const engine::PreparedData> data;  // null: nothing to show
    engine::HandMade hand;
    ui::PixelImage image;
    std::vector<views::TokenLine> lines;  // of a set of tokens, in place of the image
    ui::ThemeName theme{};
    float scale = 0;
  };

  static void paint(Preview& p, float side);
  static void paint_images(ui::PixelImage& image, const engine::PreparedData& data);
  static void paint_series(ui::PixelImage& image, const engine::PreparedData& data);
  static void paint_points(ui::PixelImage& image, const engine::PreparedData& data);

  std::map<std::string, Preview> previews_;
};

// All sources in the order of the card: classes, hand-made, numbers, images, series, sequences, text, files.
const std::vector<const engine::DatasetType*>& sources_in_order();

// How many classes a source has with these parameters; -1 when that is not known. Reads no large file.
int64_t classes_of(const engine::DataSpec& spec);

}  // namespace app
