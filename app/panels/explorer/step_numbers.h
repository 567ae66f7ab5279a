// What a step does to numbers: the first columns of a thousand training samples, before and behind it, as points and as
// histograms. Gathered once and again only when the data or the step changes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/panels/explorer/page.h"
#include "app/panels/explorer/points.h"
#include "app/ui/pixel_image.h"

namespace app {

class StepNumbers {
 public:
  void draw(const ExplorerContext& context, size_t step, int draws, const ui::Rect& area);

 private:
  // One side of the step.
  struct Side {
    std::vector<std::vector<float>> columns;  // finite
    std::vector<std::string> names;
    ui::PixelImage points;
  };
  struct Key {
    std::shared_ptr<const engine::PreparedData> data;
    size_t step = 0;
    int draws = 0;
    bool operator==(const Key&) const = default;
  };
  struct Look {
    int side = 0;
    ui::ThemeName theme{};
    bool operator==(const Look&) const = default;
  };

  void gather(const Key& key);
  void paint(const Key& key, const Look& look);
  void draw_side(Side& side, float points, const ui::Rect& area);

  Key made_;
  Look painted_;
  Side before_, after_;
};

}  // namespace app
