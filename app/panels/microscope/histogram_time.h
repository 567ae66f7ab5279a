// Spreads over the steps of training: ridges, bands of percentiles, shares as lines. Draws what it is given.
#pragma once

#include <string>
#include <vector>

#include "app/panels/microscope/spread_series.h"
#include "app/panels/microscope/step_series.h"
#include "app/ui/draw.h"

namespace app {

using SpreadFrames = StepSeries<SpreadFrame>;

// `name` tells the tooltips of several apart. One frame at least; steps stand below.
void draw_ridges(const ui::Rect& plot, const SpreadFrames& frames);
void draw_bands(const std::string& name, const ui::Rect& plot, const SpreadFrames& frames, ui::Colour colour);

struct ShareLine {
  std::string name;
  ui::Colour colour = 0;
  const SpreadFrames* frames = nullptr;
  float SpreadFrame::*share = nullptr;
};
// Over 0 .. 100 %, or by powers of ten.
void draw_shares(const std::string& name, const ui::Rect& plot, const std::vector<ShareLine>& lines, bool log);

}  // namespace app
