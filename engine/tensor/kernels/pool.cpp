#include "engine/tensor/kernels/pool.h"

#include <algorithm>
#include <cmath>

#include "engine/tensor/kernels/table.h"

namespace engine::kernels {

Pool::Pool(int64_t planes, int64_t rows, int64_t cols, std::vector<PoolRange> row_ranges,
           std::vector<PoolRange> col_ranges, const PoolLayout& x, const PoolLayout& y)
    : planes_(planes),
      rows_(rows),
      cols_(cols),
      row_ranges_(std::move(row_ranges)),
      col_ranges_(std::move(col_ranges)),
      x_(x),
      y_(y),
      quick_(two_by_two()) {}

bool Pool::two_by_two() const {
  const auto pairs = [](const std::vector<PoolRange>& ranges) {
    for (size_t i = 0; i < ranges.size(); ++i) {
      const PoolRange& r = ranges[i];
      if (r.begin != static_cast<int64_t>(2 * i) || r.end != r.begin + 2 || r.step != 1 || r.first != 0) return false;
    }
    return true;
  };
  return pairs(row_ranges_) && pairs(col_ranges_) && x_.column == 1 && y_.column == 1 &&
         y_.row == static_cast<int64_t>(col_ranges_.size());
}

void Pool::maximum(const Scalar* x, Scalar* y, Scalar* which, int64_t window_cols) const {
  const auto height = static_cast<int64_t>(row_ranges_.size()), width = static_cast<int64_t>(col_ranges_.size());
  for (int64_t p = 0; p < planes_; ++p, x += x_.plane, y += y_.plane, which += y_.plane) {
    if (quick_ && window_cols == 2) {
      active().pool->max_2x2(x, x_.row, y, which, height, width);
      continue;
    }
    for (int64_t i = 0; i < height; ++i) {
      const PoolRange& rows = row_ranges_[static_cast<size_t>(i)];
      for (int64_t j = 0; j < width; ++j) {
        const PoolRange& cols = col_ranges_[static_cast<size_t>(j)];
        Scalar best = 0;
        int64_t place = -1;
        for (int64_t r = rows.begin, u = rows.first; r < rows.end; r += rows.step, ++u) {
          for (int64_t c = cols.begin, v = cols.first; c < cols.end; c += cols.step, ++v) {
            const Scalar value = x[r * x_.row + c * x_.column];
            if (place >= 0 && !(value > best) && !std::isnan(value)) continue;
            best = value;
            place = u * window_cols + v;
          }
        }
        y[i * y_.row + j * y_.column] = best;
        which[i * y_.row + j * y_.column] = static_cast<Scalar>(place);
      }
    }
  }
}

void Pool::maximum_backward(const Scalar* dy, const Scalar* which, Scalar* dx, int64_t window_cols) const {
  const auto height = static_cast<int64_t>(row_ranges_.size()), width = static_cast<int64_t>(col_ranges_.size());
  const bool quick = quick_ && window_cols == 2;
  if (!quick || rows_ != 2 * height || cols_ != 2 * width) std::fill_n(dx, planes_ * rows_ * cols_, Scalar(0));
  for (int64_t p = 0; p < planes_; ++p, dx += x_.plane, dy += y_.plane, which += y_.plane) {
    if (quick) {
      active().pool->max_2x2_backward(dy, which, dx, x_.row, height, width);
      continue;
    }
    for (int64_t i = 0; i < height; ++i) {
      const PoolRange& rows = row_ranges_[static_cast<size_t>(i)];
      for (int64_t j = 0; j < width; ++j) {
        const PoolRange& cols = col_ranges_[static_cast<size_t>(j)];
        const auto place = static_cast<int64_t>(which[i * y_.row + j * y_.column]);
        const int64_t r = rows.begin + (place / window_cols - rows.first) * rows.step;
        const int64_t c = cols.begin + (place % window_cols - cols.first) * cols.step;
        dx[r * x_.row + c * x_.column] += dy[i * y_.row + j * y_.column];
      }
    }
  }
}

void Pool::mean(const Scalar* x, Scalar* y) const {
  for (int64_t p = 0; p < planes_; ++p, x += x_.plane, y += y_.plane) {
    for (size_t i = 0; i < row_ranges_.size(); ++i) {
      const PoolRange& rows = row_ranges_[i];
      for (size_t j = 0; j < col_ranges_.size(); ++j) {
        const PoolRange& cols = col_ranges_[j];
        Scalar sum = 0;
        for (int64_t r = rows.begin; r < rows.end; ++r) {
          for (int64_t c = cols.begin; c < cols.end; ++c) sum += x[r * x_.row + c * x_.column];
        }
        const int64_t at = static_cast<int64_t>(i) * y_.row + static_cast<int64_t>(j) * y_.column;
        y[at] = sum / static_cast<Scalar>(rows.size * cols.size);
      }
    }
  }
}

void Pool::mean_backward(const Scalar* dy, Scalar* dx) const {
  std::fill_n(dx, planes_ * rows_ * cols_, Scalar(0));
  for (int64_t p = 0; p < planes_; ++p, dx += x_.plane, dy += y_.plane) {
    for (size_t i = 0; i < row_ranges_.size(); ++i) {
      const PoolRange& rows = row_ranges_[i];
      for (size_t j = 0; j < col_ranges_.size(); ++j) {
        const PoolRange& cols = col_ranges_[j];
        const int64_t at = static_cast<int64_t>(i) * y_.row + static_cast<int64_t>(j) * y_.column;
        const Scalar share = dy[at] / static_cast<Scalar>(rows.size * cols.size);
        for (int64_t r = rows.begin; r < rows.end; ++r) {
          for (int64_t c = cols.begin; c < cols.end; ++c) dx[r * x_.row + c * x_.column] += share;
        }
      }
    }
  }
}

}  // namespace engine::kernels
