// Samples that are rows of numbers: a table with a header that stays, of which only the cells that are seen are drawn.
#pragma once

#include <memory>
#include <vector>

#include "app/panels/explorer/filter.h"
#include "app/panels/explorer/page.h"

namespace app {

class SampleTable {
 public:
  // The row that was opened by a click or Enter in this frame, else -1.
  int64_t draw(const ExplorerContext& c, const SampleIndex& index, const std::vector<int64_t>& rows, const ui::Rect& r);

 private:
  struct Columns {
    int64_t first = 0, last = 0;  // that are seen
    float x = 0, wide = 0;        // where column 0 begins, and how wide each is
    ui::Rect area;                // of all that scroll sideways
  };
  Columns columns_in(const ExplorerContext& c, const ui::Rect& r);
  void header(const ExplorerContext& c, const Columns& columns, const ui::Rect& r) const;
  bool line(const ExplorerContext& c, const SampleIndex& index, int64_t row, const Columns& columns, const ui::Rect& r);
  int64_t keys(const ExplorerContext& c, const std::vector<int64_t>& rows, const ui::Rect& inside);
  void side_bar(const Columns& columns, int64_t count, const ui::Rect& r);

  float offset_ = 0;  // of the columns, sideways
};

}  // namespace app
