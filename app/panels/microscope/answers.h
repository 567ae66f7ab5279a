// The parts of the view of all answers: confusion matrix and figures of the classes, curves, the wall of samples.
#pragma once

#include "app/panels/microscope/judged.h"
#include "app/ui/plot.h"
#include "app/views/picture_atlas.h"

namespace app {

// Which samples the wall shows.
struct WallFilter {
  enum class Kind { all, wrong, right } kind = Kind::all;
  int truth = -1, answer = -1;  // one cell of the confusion matrix; -1: any
  bool holds(const Judged& j, size_t i) const;
};

// Matrix at the left, figures of each class at the right. True when a cell was clicked: `filter` is then that cell.
bool draw_confusion(const Opened& o, const Judged& j, const ui::Rect& area, WallFilter& filter);
// Receiver operating characteristic, precision over recall, calibration: of one class against the rest.
void draw_score_curves(const Opened& o, const Judged& j, const ui::Rect& area, int which);

class SampleWall {
 public:
  void draw(const Opened& o, const Judged& j, const ui::Rect& area, WallFilter& filter);

 private:
  void tile(const Opened& o, const Judged& j, size_t i, const ui::Rect& r);
  views::PictureAtlas atlas_;
  const engine::PreparedData* of_ = nullptr;
  ui::ThemeName theme_{};
  std::vector<size_t> shown_;
  int64_t page_ = 0;
};

}  // namespace app
