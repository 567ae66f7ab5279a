// What several looks draw or work out in the same way: planes of a tensor, grids of pictures, cells with numbers, text
// for the clipboard.
#pragma once

#include <string>
#include <vector>

#include "app/panels/microscope/look.h"

namespace app {

// One sample's tensor as planes of pixels: [C, H, W] as it is, a sequence [T, F] as one column of T rows for each
// feature, a list [N] as N planes of one number.
struct Planar {
  int64_t planes = 0, rows = 1, columns = 1;
  bool steps = false;  // of a sequence: neighbours of a plane lie `planes` apart
  static Planar of(const engine::Shape& shape);
  int64_t index(int64_t plane, int64_t row, int64_t column) const {
    return steps ? row * planes + plane : (plane * rows + row) * columns + column;
  }
  bool holds(int64_t row, int64_t column) const { return row >= 0 && column >= 0 && row < rows && column < columns; }
};

// "1.5,2\n3,4": a line for each row, an empty one between planes.
std::string csv(const engine::Shape& shape, std::span<const float> values);
std::string csv(const engine::WatchedTensor* t);

// Pictures of one size in rows, as large as they fit; those that do not fit are on further pages, with arrows to turn.
class PictureGrid {
 public:
  // `aspect`: width over height of a picture; `least`: of its height; `foot`: room below each.
  void arrange(const char* name, const ui::Rect& area, int64_t count, float aspect, float least, float foot = 0,
               float most = 1e6f);
  int64_t first() const { return first_; }
  int64_t last() const { return first_ + shown_; }
  ui::Rect cell(int64_t k) const;
  int64_t page() const { return page_; }
  void turn_to(int64_t page) { page_ = page; }

 private:
  ui::Rect area_;
  int64_t page_ = 0, first_ = 0, shown_ = 0, across_ = 1;
  float wide_ = 0, high_ = 0, foot_ = 0, gap_ = 8;
};

// Cells [rows, columns] with their numbers where there is room: a patch, a kernel.
struct NumberCells {
  int64_t rows = 1, columns = 1;
  std::span<const float> values = {};
  views::ColourScale scale = {};
  const std::vector<bool>* faint = nullptr;  // padding
  views::Cell ring = {};                     // the one that counts
  const char* name = "";                     // of the tooltip
  const char* first_axis = "row";
};
// Side of a cell when [rows, columns] is to fit into that.
float cell_side(float width, float height, int64_t rows, int64_t columns);
void draw_number_cells(const ui::Rect& r, const NumberCells& cells);

// Marks what is switched off or frozen: on the picture of one unit, and on a picture with a row for each.
void mark_unit(const Opened& o, int64_t unit, const ui::Rect& r);
void mark_rows(const Opened& o, const ui::Rect& r, int64_t rows);

// Quiet words centred below a picture.
void caption(ui::Vec middle, std::string_view words, float room);
// A label at the left and a number at the right of a line.
void figure_line(const ui::Rect& r, std::string_view label, std::string_view number, bool strong = false,
                 ui::Colour colour = 0);
// Bars from the middle line: up to as many as fit, named at the left, with their numbers at the right.
struct NamedBar {
  std::string name;
  float value = 0;
  bool chosen = false;
  bool off = false;  // switched off: hatched
};
// Index of the bar under the pointer or -1; *clicked that of the clicked one.
int64_t draw_bars(const char* name, const ui::Rect& r, std::span<const NamedBar> bars, int64_t* clicked = nullptr,
                  bool unsigned_bars = false);

constexpr float kBarLine = 22;

// Whether a picture of some numbers must be made again: they are others, or are shown otherwise (`how`). Large ones not
// more than a few times a second while training runs.
class Refresh {
 public:
  bool due(const Opened& o, const engine::WatchedTensor& t, double how = 0);

 private:
  struct Key {
    const engine::PreparedData* data = nullptr;
    uint64_t revision = 0, written = 0;
    int64_t step = -1, row = -1;
    size_t count = 0;
    float low = 0, high = 0, first = 0, middle = 0;
    double how = 0;
    ui::ThemeName theme{};
    bool operator==(const Key&) const = default;
  };
  Key key_;
  double made_ = -1;
};

// Numbers that have no picture yet.
void waiting(const Opened& o, const ui::Rect& area);

}  // namespace app
