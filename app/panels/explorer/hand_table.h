// The editor of a table: a grid of cells as spreadsheets have it, with the names of the columns above. Cells that
// cannot be read as the set needs them are marked and say why.
#pragma once

#include <optional>

#include "app/panels/explorer/hand.h"
#include "app/ui/interact.h"
#include "app/workbench/table_edits.h"
#include "engine/data/table_cells.h"

namespace app {

class TableEditor final : public HandEditor {
 public:
  const char* source() const override { return "table"; }
  void draw(const PanelContext& c, const ui::Rect& r) override;

 private:
  struct Cell {
    size_t row = 0, column = 0;
    bool operator==(const Cell&) const = default;
  };
  // What is seen of the grid in this frame.
  struct Grid {
    ui::Rect area;                           // of the cells
    size_t rows = 0;                         // that can be gone to; those behind the last are empty
    size_t first_row = 0, first_column = 0;  // that are seen
    size_t seen_rows = 0, seen_columns = 0;
  };

  Grid layout(const ui::Rect& r) const;
  const HandTable& table(const PanelContext& c) const { return c.view.experiment.data.hand.table; }
  bool change(const PanelContext& c, engine::Message label, HandTable next);
  void look_for_mistakes(const PanelContext& c);
  void tools(const PanelContext& c, const ui::Rect& r);
  void summary(const PanelContext& c, const ui::Rect& r);

  // hand_columns.cpp
  void heads(const PanelContext& c, const Grid& g, const ui::Rect& r);
  void head(const PanelContext& c, size_t column, const ui::Rect& r);
  void column_menu(const PanelContext& c);

  // hand_cells.cpp
  void cells(const PanelContext& c, const Grid& g);
  void cell(const PanelContext& c, const Grid& g, const Cell& at, const ui::Rect& r);
  void pointer(const PanelContext& c, const Grid& g);
  void editing(const PanelContext& c, const ui::Rect& r);
  void finish(const PanelContext& c, int down, int right);

  // hand_keys.cpp
  void keys(const PanelContext& c, const Grid& g);
  void move(const PanelContext& c, const Grid& g, int down, int right);
  void start_editing(const PanelContext& c, bool with_text);
  void clipboard(const PanelContext& c);
  CellRange range() const;
  void follow_cursor(const Grid& g);

  Cell cursor_, anchor_;
  size_t top_ = 0, left_ = 0;  // first row and column that are seen
  Cell followed_;              // the cell that was last brought into view
  bool focused_ = false, finished_ = false;
  struct Editing {
    std::string text, before;
    std::vector<ImWchar> queued;  // typed before the caret arrived
    bool active = false;          // it is there
    int frames = 0;
  };
  std::optional<Editing> editing_;
  size_t menu_for_ = 0, named_ = 0;
  // The mistakes of this table under these parameters.
  HandTable checked_;
  engine::Params checked_params_;
  std::vector<engine::BadCell> bad_;
};

}  // namespace app
