// One sample large: a picture with its pixels, a series with axes, a text with its ids, a row with its names. Walks
// through the rows that pass the filter; the one it stands at is shown by all panels.
#pragma once

#include <vector>

#include "app/panels/explorer/filter.h"
#include "app/panels/explorer/page.h"
#include "app/ui/pixel_image.h"

namespace app {

class SampleViewer {
 public:
  void open(int64_t row) { row_ = row; }
  // True when it was open.
  bool close();
  bool is_open() const { return row_ >= 0; }
  void draw(const ExplorerContext& c, const SampleIndex& index, const std::vector<int64_t>& rows, const ui::Rect& r);

 private:
  void head(const ExplorerContext& c, const SampleIndex& index, const std::vector<int64_t>& rows, const ui::Rect& r);
  void walk(const std::vector<int64_t>& rows, int64_t step);
  void facts(const ExplorerContext& c, const SampleIndex& index, const ui::Rect& r);

  // viewer_looks.cpp
  void picture(const ExplorerContext& c, const ui::Rect& r);
  void paint(const ExplorerContext& c);
  void pixel_tip(const ExplorerContext& c, const ui::Rect& fitted);
  void series(const ExplorerContext& c, const ui::Rect& r);
  void text(const ExplorerContext& c, const ui::Rect& r);
  void numbers(const ExplorerContext& c, const ui::Rect& r);

  int64_t row_ = -1;
  ui::PixelImage image_, mask_;
  // What the pictures and the copies below were made of.
  const engine::PreparedData* of_ = nullptr;
  int64_t made_ = -1;
  ui::ThemeName theme_{};
  std::vector<std::vector<float>> lines_;  // of a series, one for each feature
  std::vector<float> ahead_;               // its target, when that goes on
  std::vector<engine::Scalar> seen_;       // the row as the network sees it
  float text_height_ = 0;
};

}  // namespace app
