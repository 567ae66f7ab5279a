// Small pictures of the sources of data: made once for each source, theme and scale, from a few samples.
#pragma once

#include <future>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/ui/pixel_image.h"
#include "app/ui/theme.h"
#include "app/views/token_lines.h"
#include "engine/data/prepare.h"

namespace app {

class SetPreviews {
 public:
  // `background`: many are seen at once; each appears when it is made, and no frame waits for one.
  explicit SetPreviews(bool background = false) : background_(background) {}

  // Draws the picture of a source; `hand` is what sets made by hand are made of.
  void draw(const engine::DatasetType& type, const engine::HandMade& hand, const ui::Rect& r);
  // The few samples that it was painted from; null: none, or not yet.
  const engine::PreparedData* data_of(const engine::DatasetType& type) const;

 private:
  using Made = std::shared_ptr<const engine::PreparedData>;
  struct Preview {
    Made data;  // null: nothing to show
    bool begun = false, ready = false, painted = false;
    engine::HandMade hand;
    ui::PixelImage image;
    std::vector<views::TokenLine> lines;  // of a set of tokens, in place of the image
    ui::ThemeName theme{};
    float scale = 0;
  };

  static Made make(const engine::DatasetType& type, const engine::HandMade& hand);
  void begin(const engine::DatasetType& type, Preview& p);
  void follow_work();
  static void paint(Preview& p, float side);
  static void paint_images(ui::PixelImage& image, const engine::PreparedData& data);
  static void paint_series(ui::PixelImage& image, const engine::PreparedData& data);
  static void paint_points(ui::PixelImage& image, const engine::PreparedData& data);

  bool background_;
  std::map<std::string, Preview> previews_;
  std::future<Made> working_;  // on the source below
  std::string worked_on_;
};

}  // namespace app
