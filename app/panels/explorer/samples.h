// The samples of the set as a grid of pictures and lines, a list of texts or a table of numbers; found by class, part
// and words; one of them large when it is opened. Only what is seen is painted.
#pragma once

#include <memory>
#include <vector>

#include "app/panels/explorer/filter.h"
#include "app/panels/explorer/page.h"
#include "app/panels/explorer/table.h"
#include "app/panels/explorer/viewer.h"
#include "app/views/picture_atlas.h"

namespace app {

class SamplesPage final : public ExplorerPage {
 public:
  const char* id() const override { return "samples"; }
  const char* title() const override;
  const char* tip() const override;
  void draw(const ExplorerContext& context, const ui::Rect& area) override;
  bool escape() override;

 private:
  void follow(const ExplorerContext& c);
  void filters(const ExplorerContext& c, const ui::Rect& r);
  void class_bars(const ui::Rect& r);
  void class_bar(int64_t index, int64_t most, const ui::Rect& r);

  // cells.cpp
  void cells(const ExplorerContext& c, const ui::Rect& r);
  void picture_cell(const ExplorerContext& c, int64_t row, const ui::Rect& r);
  void text_cell(const ExplorerContext& c, int64_t row, const ui::Rect& r);
  void arrange_atlas(const ExplorerContext& c, const ui::Rect& r, float cell);
  void keys(const ExplorerContext& c, int columns, float cell_pitch, const ui::Rect& r);

  std::shared_ptr<const engine::PreparedData> of_;  // what the rest was made of
  std::unique_ptr<SampleIndex> index_;
  SampleFilter filter_, filtered_;
  std::vector<int64_t> rows_, counts_;
  bool ids_ = false;
  ui::ThemeName theme_{};
  views::PictureAtlas atlas_;
  SampleTable table_;
  SampleViewer viewer_;
};

}  // namespace app
