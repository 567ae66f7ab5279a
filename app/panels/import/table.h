// The first lines of a table, where each column says what it is used for and can be told otherwise.
#pragma once

#include "app/ui/geometry.h"
#include "engine/schema/data_preview.h"
#include "engine/schema/param.h"

namespace app {

class ImportTable {
 public:
  // True when the user has changed `params`, those of the source of tables.
  bool draw(const engine::PreviewTable& table, engine::Params& params, const ui::Rect& r);
  void reset() { first_ = 0; }

 private:
  struct Grid {
    ui::Rect area;
    size_t first, count;  // columns shown
    float width;          // of each
  };

  void pages(const engine::PreviewTable& table, const ui::Rect& r, size_t fit);
  bool heads(const engine::PreviewTable& table, engine::Params& params, const Grid& g);
  bool head(const engine::PreviewTable& table, size_t c, engine::Params& params, const ui::Rect& r);
  void rows(const engine::PreviewTable& table, const Grid& g);

  size_t first_ = 0;  // column at the left
};

}  // namespace app
