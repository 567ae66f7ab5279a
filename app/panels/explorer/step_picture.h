// What one step of the preparation does: a few real samples before and behind it; a step that is drawn at random shows
// several draws of the same sample.
#pragma once

#include "app/panels/explorer/page.h"
#include "app/panels/explorer/step_numbers.h"
#include "app/ui/pixel_image.h"

namespace app {

class StepPicture {
 public:
  void draw(const ExplorerContext& context, size_t step, const ui::Rect& area);

 private:
  using Values = std::vector<engine::Scalar>;
  float words(const ExplorerContext& c, size_t step, const ui::Rect& area);
  void images(const ExplorerContext& c, size_t step, const ui::Rect& area);
  float draw_button(const engine::PreparedStep& step, const ui::Rect& area);
  void lines(const ExplorerContext& c, size_t step, const ui::Rect& area);
  void classes(const ExplorerContext& c, size_t step, const ui::Rect& area);
  // The values of training sample i behind so many steps; with a draw where `draw` is not negative.
  Values sample(const ExplorerContext& c, size_t count, int64_t i, int draw) const;

  // What the picture was painted for.
  struct Key {
    std::shared_ptr<const engine::PreparedData> data;
    size_t step = 0;
    int draws = 0, pixels = 0;
    int64_t rows = 0;
    ui::ThemeName theme{};
    bool operator==(const Key&) const = default;
  };

  void paint(const ExplorerContext& c, const Key& key, int columns, int gap);

  int draws_ = 0;  // times that the button was pressed
  Key painted_;
  ui::PixelImage image_;
  StepNumbers numbers_;
};

}  // namespace app
