#include "app/views/height_field.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/ui/svg.h"

namespace app::views {
namespace {

constexpr float kRadius = 2.7f;
constexpr int kMesh = 11;        // cells from one line of the mesh to the next
constexpr float kHidden = 0.3f;  // opacity of what lies below the surface

bool finite(ui::Vec p) { return std::isfinite(p.x) && std::isfinite(p.y); }

}  // namespace

void HeightField::set(int64_t rows, int64_t columns, std::span<const float> heights,
                      std::span<const ui::Colour> colours) {
  const auto count = static_cast<size_t>(std::max<int64_t>(0, rows) * std::max<int64_t>(0, columns));
  if (rows < 2 || columns < 2 || heights.size() < count || colours.size() < count) {
    rows_ = columns_ = 0;
    heights_.clear();
    colours_.clear();
    return;
  }
  rows_ = rows;
  columns_ = columns;
  heights_.assign(heights.begin(), heights.begin() + static_cast<std::ptrdiff_t>(count));
  colours_.assign(colours.begin(), colours.begin() + static_cast<std::ptrdiff_t>(count));
}

Point3 HeightField::corner(int64_t row, int64_t column) const {
  return point(-1 + 2 * static_cast<float>(column) / static_cast<float>(columns_ - 1),
               1 - 2 * static_cast<float>(row) / static_cast<float>(rows_ - 1),
               heights_[static_cast<size_t>(row * columns_ + column)]);
}

float HeightField::height_at(float x, float y) const {
  if (rows_ < 2 || !(x >= -1 && x <= 1 && y >= -1 && y <= 1)) return NAN;
  const float u = (x + 1) / 2 * static_cast<float>(columns_ - 1), v = (1 - y) / 2 * static_cast<float>(rows_ - 1);
  const int64_t column = std::min(columns_ - 2, static_cast<int64_t>(u)),
                row = std::min(rows_ - 2, static_cast<int64_t>(v));
  const float fu = u - static_cast<float>(column), fv = v - static_cast<float>(row);
  const auto at = [&](int64_t r, int64_t c) { return heights_[static_cast<size_t>(r * columns_ + c)]; };
  return (at(row, column) * (1 - fu) + at(row, column + 1) * fu) * (1 - fv) +
         (at(row + 1, column) * (1 - fu) + at(row + 1, column + 1) * fu) * fv;
}

int HeightField::cell_of(const StandingPoint& p) const {
  if (!(p.x >= -1 && p.x <= 1 && p.y >= -1 && p.y <= 1) || !std::isfinite(p.height)) return -1;
  const auto cells = [](float t, int64_t corners) {
    return std::min(corners - 2, static_cast<int64_t>(t / 2 * static_cast<float>(corners - 1)));
  };
  return static_cast<int>(cells(1 - p.y, rows_) * (columns_ - 1) + cells(p.x + 1, columns_));
}

// By counting: first_[cell] .. first_[cell + 1] of sorted_ stand over a cell.
void HeightField::sort_points(std::span<const StandingPoint> points) {
  first_.assign(static_cast<size_t>((rows_ - 1) * (columns_ - 1)) + 1, 0);
  sorted_.clear();
  for (const StandingPoint& p : points) {
    const int cell = cell_of(p);
    if (cell >= 0) ++first_[static_cast<size_t>(cell)];
  }
  int sum = 0;
  for (int& n : first_) sum += std::exchange(n, sum);
  sorted_.resize(static_cast<size_t>(sum));
  for (size_t i = 0; i < points.size(); ++i) {
    const int cell = cell_of(points[i]);
    if (cell >= 0) sorted_[static_cast<size_t>(first_[static_cast<size_t>(cell)]++)] = static_cast<int>(i);
  }
  for (size_t cell = first_.size(); cell-- > 1;) first_[cell] = first_[cell - 1];
  first_[0] = 0;
}

// Two triangles, and a part of the mesh along two of the sides.
void HeightField::draw_cell(int row, int column) const {
  const size_t a = static_cast<size_t>(row * columns_ + column), below = a + static_cast<size_t>(columns_);
  const size_t corners[] = {a, a + 1, below + 1, below};
  ImVec2 at[4];
  ui::Vec places[4];
  for (int i = 0; i < 4; ++i) {
    places[i] = seen_[corners[i]].at;
    if (!finite(places[i])) return;
    at[i] = ui::px(places[i]);
  }
  if (ui::svg::recording()) ui::svg::polygon(places, colours_[a]);
  ImDrawList* list = ui::draw::list();
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  list->PrimReserve(6, 4);
  const auto first = static_cast<ImDrawIdx>(list->_VtxCurrentIdx);
  for (const int i : {0, 1, 2, 0, 2, 3}) list->PrimWriteIdx(static_cast<ImDrawIdx>(first + i));
  for (int i = 0; i < 4; ++i) list->PrimWriteVtx(at[i], uv, colours_[corners[i]]);
  const ui::Colour mesh = ui::with_alpha(ui::theme().ink, 0.16f);
  if (row % kMesh == 0) ui::draw::line(places[0], places[1], mesh);
  if (column % kMesh == 0) ui::draw::line(places[0], places[3], mesh);
}

void HeightField::draw_point(const SpaceView& view, const ui::Rect& r, const StandingPoint& p, float opacity) const {
  const ui::Palette& t = ui::theme();
  const ui::Vec at = view.place(point(p.x, p.y, p.height), r).at;
  if (p.line) {
    const ui::Vec foot = view.place(point(p.x, p.y, height_at(p.x, p.y)), r).at;
    if (finite(foot)) ui::draw::line(at, foot, ui::with_alpha(t.err, 0.85f * opacity), 1.5f);
  }
  if (p.ring) {
    ui::draw::circle(at, kRadius, ui::with_alpha(t.pt_edge, opacity), 3);
    ui::draw::circle(at, kRadius, ui::with_alpha(p.colour, opacity), 1.6f);
  } else {
    ui::draw::circle_filled(at, kRadius + 0.8f, ui::with_alpha(t.pt_edge, opacity));
    ui::draw::circle_filled(at, kRadius, ui::with_alpha(p.colour, opacity));
  }
}

void HeightField::draw(const SpaceView& view, const ui::Rect& r, std::span<const StandingPoint> points) {
  if (rows_ < 2) return;
  seen_.resize(heights_.size());
  for (int64_t row = 0; row < rows_; ++row) {
    for (int64_t column = 0; column < columns_; ++column)
      seen_[static_cast<size_t>(row * columns_ + column)] = view.place(corner(row, column), r);
  }
  sort_points(points);
  const Point3 eye = view.eye();
  back_to_front(static_cast<int>(rows_ - 1), -eye.y, row_order_);  // rows run against y
  back_to_front(static_cast<int>(columns_ - 1), eye.x, column_order_);
  const auto standing = [&](int cell, bool above, float opacity) {
    for (int k = first_[static_cast<size_t>(cell)]; k < first_[static_cast<size_t>(cell) + 1]; ++k) {
      const StandingPoint& p = points[static_cast<size_t>(sorted_[static_cast<size_t>(k)])];
      const float ground = height_at(p.x, p.y);
      if ((p.height >= ground || !std::isfinite(ground)) == above) draw_point(view, r, p, opacity);
    }
  };
  for (const int row : row_order_) {
    for (const int column : column_order_) {
      const int cell = row * static_cast<int>(columns_ - 1) + column;
      standing(cell, false, 1);
      draw_cell(row, column);
      standing(cell, true, 1);
    }
  }
  // What the surface hides shines through.
  for (int cell = 0; cell + 1 < static_cast<int>(first_.size()); ++cell) standing(cell, false, kHidden);
}

int64_t HeightField::corner_at(ui::Vec pointer, float reach) const {
  int64_t best = -1;
  float nearest = -1e9f;
  for (size_t i = 0; i < seen_.size() && i < heights_.size(); ++i) {
    const ui::Vec d = seen_[i].at - pointer;
    if (!(std::hypot(d.x, d.y) < reach) || !(seen_[i].depth > nearest)) continue;
    nearest = seen_[i].depth;
    best = static_cast<int64_t>(i);
  }
  return best;
}

}  // namespace app::views
