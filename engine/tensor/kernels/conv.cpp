#include "engine/tensor/kernels/conv.h"

#include <algorithm>
#include <cstring>

#include "engine/core/check.h"
#include "engine/tensor/kernels/table.h"

namespace engine::kernels {
namespace {

const ConvTable& table() { return *active().conv; }

int64_t up(int64_t n) { return (n + kSlack - 1) / kSlack * kSlack; }
int64_t up_div(int64_t a, int64_t b) { return (a + b - 1) / b; }

// The heights of the tiles into which m rows of packed weights are cut: body(first row, rows).
template <class Body>
void each_tile(int64_t m, const Body& body) {
  const int64_t tiles = up_div(m, table().tile_rows), height = m / tiles, higher = m - height * tiles;
  for (int64_t t = 0, i = 0; t < tiles; ++t) {
    const int64_t rows = height + (t < higher ? 1 : 0);
    body(i, rows);
    i += rows;
  }
}

void zero(Scalar* p, int64_t n) {
  if (n > 0) std::memset(p, 0, static_cast<size_t>(n) * sizeof(Scalar));
}

void copy_row(Scalar* to, const Scalar* from, int64_t n) {
  if (n > 0) std::memcpy(to, from, static_cast<size_t>(n) * sizeof(Scalar));
}

// Which steps i of `step` from `start` on lie in [0, size), for i < count.
struct Inside {
  int64_t begin, end;
  Inside(int64_t start, int64_t step, int64_t size, int64_t count) {
    begin = std::min(count, start < 0 ? up_div(-start, step) : 0);
    end = start >= size ? begin : std::clamp(up_div(size - start, step), begin, count);
  }
};

}  // namespace

Conv::Conv(const ConvShape& shape) : shape_(shape) {
  const ConvShape& s = shape_;
  CHECK(s.channels % s.groups == 0 && s.out_channels % s.groups == 0, "groups divide the channels");
  group_in_ = s.channels / s.groups;
  group_out_ = s.out_channels / s.groups;
  taps_ = s.kernel_h * s.kernel_w;
  far_row_ = (s.kernel_h - 1) * s.dilation_h / s.stride_h;
  far_col_ = (s.kernel_w - 1) * s.dilation_w / s.stride_w;
  grid_height_ = s.out_height + far_row_;
  grid_width_ = s.out_width + far_col_;
  plane_ = grid_height_ * grid_width_;
  grid_count_ = up(s.stride_h * s.stride_w * s.channels * plane_) + kSlack;
  back_plane_ = (far_row_ + grid_height_) * grid_width_ + far_col_;
  back_grid_count_ = up(s.out_channels * back_plane_) + kSlack;
  for (int64_t ky = 0; ky < s.kernel_h; ++ky) {
    for (int64_t kx = 0; kx < s.kernel_w; ++kx) {
      const int64_t y = ky * s.dilation_h, x = kx * s.dilation_w;
      tap_phase_.push_back(y % s.stride_h * s.stride_w + x % s.stride_w);
      tap_offset_.push_back(y / s.stride_h * grid_width_ + x / s.stride_w);
    }
  }
  for (int64_t c = 0; c < group_in_; ++c) {
    for (size_t t = 0; t < tap_phase_.size(); ++t) {
      offsets_.push_back((tap_phase_[t] * s.channels + c) * plane_ + tap_offset_[t]);
    }
  }
  plan_phases();
}

void Conv::plan_phases() {
  const ConvShape& s = shape_;
  phase_count_ = 0;
  int64_t packed = 0;
  for (int64_t py = 0; py < s.stride_h; ++py) {
    for (int64_t px = 0; px < s.stride_w; ++px) {
      Phase phase;
      const Inside rows(py - s.pad_top, s.stride_h, s.height, grid_height_);
      const Inside cols(px - s.pad_left, s.stride_w, s.width, grid_width_);
      phase.first_row = rows.begin;
      phase.first_col = cols.begin;
      phase.rows = rows.end - rows.begin;
      phase.cols = cols.end - cols.begin;
      phase.y = rows.begin * s.stride_h + py - s.pad_top;
      phase.x = cols.begin * s.stride_w + px - s.pad_left;
      for (size_t t = 0; t < tap_phase_.size(); ++t) {
        if (tap_phase_[t] == py * s.stride_w + px) phase.taps.push_back(static_cast<int64_t>(t));
      }
      if (phase.taps.empty() || phase.rows == 0 || phase.cols == 0) continue;
      for (int64_t o = 0; o < group_out_; ++o) {
        for (const int64_t t : phase.taps) {
          const int64_t offset = tap_offset_[static_cast<size_t>(t)];
          phase.offsets.push_back(o * back_plane_ + far_row_ * grid_width_ + far_col_ - offset);
        }
      }
      phase.packed = packed;
      packed += group_in_ * static_cast<int64_t>(phase.offsets.size());
      phase_count_ = std::max(phase_count_, up(group_in_ * phase.rows * phase.cols));
      phases_.push_back(std::move(phase));
    }
  }
  const bool whole = s.stride_h == 1 && s.stride_w == 1 && phases_.size() == 1 && phases_[0].rows == s.height &&
                     phases_[0].cols == s.width;
  if (whole) phase_count_ = 0;  // the result goes to its place at once
}

void Conv::pack_forward(const Scalar* weight, Scalar* packed) const {
  const int64_t k = group_in_ * taps_;
  for (int64_t g = 0; g < shape_.groups; ++g) {
    const int64_t start = g * group_out_;
    each_tile(group_out_, [&](int64_t i, int64_t rows) {
      table().transpose(packed + (start + i) * k, rows, weight + (start + i) * k, k, rows, k);
    });
  }
}

void Conv::pack_backward(const Scalar* weight, Scalar* packed) const {
  for (const Phase& phase : phases_) {
    const auto taps = static_cast<int64_t>(phase.taps.size());
    Scalar* to = packed + phase.packed * shape_.groups;
    for (int64_t g = 0; g < shape_.groups; ++g) {
      each_tile(group_in_, [&](int64_t first, int64_t rows) {
        for (int64_t o = 0; o < group_out_; ++o) {
          const Scalar* from = weight + ((g * group_out_ + o) * group_in_ + first) * taps_;
          for (int64_t t = 0; t < taps; ++t) {
            const Scalar* tap = from + phase.taps[static_cast<size_t>(t)];
            for (int64_t r = 0; r < rows; ++r) *to++ = tap[r * taps_];
          }
        }
      });
    }
  }
}

// Whether the sample already is its own grid, and is long enough to be read in whole vectors.
bool Conv::reads_in_place() const {
  const ConvShape& s = shape_;
  return s.stride_h == 1 && s.stride_w == 1 && s.pad_top == 0 && s.pad_left == 0 && s.width == grid_width_ &&
         s.height == grid_height_ && (s.out_height - 1) * grid_width_ + s.out_width >= kSlack;
}

void Conv::fill_grid(const Scalar* x, Scalar* grid) const {
  const ConvShape& s = shape_;
  for (int64_t py = 0; py < s.stride_h; ++py) {
    for (int64_t px = 0; px < s.stride_w; ++px) {
      const int64_t start = px - s.pad_left;
      const Inside cols(start, s.stride_w, s.width, grid_width_);
      for (int64_t c = 0; c < s.channels; ++c) {
        for (int64_t row = 0; row < grid_height_; ++row, grid += grid_width_) {
          const int64_t y = row * s.stride_h + py - s.pad_top;
          if (y < 0 || y >= s.height) {
            zero(grid, grid_width_);
            continue;
          }
          const Scalar* from = x + (c * s.height + y) * s.width + start;
          zero(grid, cols.begin);
          if (s.stride_w == 1) {
            copy_row(grid + cols.begin, from + cols.begin, cols.end - cols.begin);
          } else {
            for (int64_t i = cols.begin; i < cols.end; ++i) grid[i] = from[i * s.stride_w];
          }
          zero(grid + cols.end, grid_width_ - cols.end);
        }
      }
    }
  }
  zero(grid, kSlack);
}

void Conv::forward(const Scalar* x, const Scalar* packed, const Scalar* bias, Scalar* y, Scalar* buffer) const {
  const ConvShape& s = shape_;
  const Scalar* grid = x;
  if (!reads_in_place()) {
    fill_grid(x, buffer);
    grid = buffer;
  }
  const int64_t k = group_in_ * taps_, out_plane = s.out_height * s.out_width;
  for (int64_t g = 0; g < s.groups; ++g) {
    const int64_t first = g * group_out_;
    table().correlate({group_out_, k, packed + first * k, grid + g * group_in_ * plane_, offsets_.data(), grid_width_,
                       bias != nullptr ? bias + first : nullptr, s.out_height, s.out_width, y + first * out_plane,
                       out_plane});
  }
}

void Conv::backward_data(const Scalar* dy, const Scalar* packed, Scalar* dx, Scalar* buffer) const {
  const ConvShape& s = shape_;
  Scalar* grid = buffer;  // dy with zeros around it
  for (int64_t o = 0; o < s.out_channels; ++o, grid += back_plane_) {
    Scalar* row = grid + far_row_ * grid_width_ + far_col_;
    zero(grid, row - grid);
    for (int64_t y = 0; y < s.out_height; ++y, row += grid_width_, dy += s.out_width) {
      copy_row(row, dy, s.out_width);
      zero(row + s.out_width, far_col_);
    }
    zero(row, grid + back_plane_ - row);
  }
  zero(grid, kSlack);
  const int64_t plane = s.height * s.width;
  const bool whole = phase_count_ == 0 && !phases_.empty();
  Scalar* part = buffer + back_grid_count_;
  if (!whole) zero(dx, s.channels * plane);
  for (const Phase& phase : phases_) {
    const auto k = static_cast<int64_t>(phase.offsets.size());
    const int64_t start = phase.first_row * grid_width_ + phase.first_col, part_plane = phase.rows * phase.cols;
    for (int64_t g = 0; g < s.groups; ++g) {
      Scalar* to = dx + g * group_in_ * plane;
      table().correlate({group_in_, k, packed + phase.packed * s.groups + g * group_in_ * k,
                         buffer + g * group_out_ * back_plane_ + start, phase.offsets.data(), grid_width_, nullptr,
                         phase.rows, phase.cols, whole ? to : part, whole ? plane : part_plane});
      if (whole) continue;
      for (int64_t c = 0; c < group_in_; ++c) {
        for (int64_t row = 0; row < phase.rows; ++row) {
          const Scalar* from = part + c * part_plane + row * phase.cols;
          Scalar* line = to + c * plane + (phase.y + row * s.stride_h) * s.width + phase.x;
          for (int64_t i = 0; i < phase.cols; ++i) line[i * s.stride_w] = from[i];
        }
      }
    }
  }
}

// The grid with the channels of a pixel side by side.
void Conv::fill_grid_by_pixels(const Scalar* x, Scalar* grid) const {
  const ConvShape& s = shape_;
  const int64_t image = s.height * s.width, c = s.channels;
  if (s.stride_h == 1 && s.stride_w == 1 && s.pad_top == 0 && s.pad_left == 0 && s.width == grid_width_ &&
      s.height >= grid_height_) {
    table().transpose(grid, c, x, image, c, plane_);
    return;
  }
  for (int64_t py = 0; py < s.stride_h; ++py) {
    for (int64_t px = 0; px < s.stride_w; ++px) {
      const int64_t start = px - s.pad_left;
      const Inside cols(start, s.stride_w, s.width, grid_width_);
      for (int64_t row = 0; row < grid_height_; ++row, grid += grid_width_ * c) {
        const int64_t y = row * s.stride_h + py - s.pad_top;
        if (y < 0 || y >= s.height) {
          zero(grid, grid_width_ * c);
          continue;
        }
        const Scalar* from = x + y * s.width + start;
        zero(grid, cols.begin * c);
        if (s.stride_w == 1) {
          table().transpose(grid + cols.begin * c, c, from + cols.begin, image, c, cols.end - cols.begin);
        } else {
          for (int64_t i = cols.begin; i < cols.end; ++i) {
            for (int64_t channel = 0; channel < c; ++channel) {
              grid[i * c + channel] = from[channel * image + i * s.stride_w];
            }
          }
        }
        zero(grid + cols.end * c, (grid_width_ - cols.end) * c);
      }
    }
  }
}

int64_t Conv::weights_buffer() const {
  return grid_count_ + up(shape_.out_channels * shape_.out_height * shape_.out_width) + kSlack;
}

int64_t Conv::partial_count() const { return shape_.groups * taps_ * group_in_ * up(group_out_); }

// How many weights of one kernel row lie side by side in the grid by pixels: all of them when x counts on by one.
int64_t Conv::run_of_rows() const {
  const bool adjacent = shape_.stride_w == 1 && shape_.dilation_w == 1 && shape_.groups == 1;
  return adjacent ? shape_.kernel_w : 1;
}

void Conv::add_weight_gradient(const Scalar* x, const Scalar* dy, Scalar* partial, Scalar* buffer) const {
  const ConvShape& s = shape_;
  const int64_t pixels = s.out_height * s.out_width, run = run_of_rows(), ldc = up(group_out_);
  Scalar* by_pixels = buffer + grid_count_;  // dy with the channels of a pixel side by side
  fill_grid_by_pixels(x, buffer);
  table().transpose(by_pixels, s.out_channels, dy, pixels, s.out_channels, pixels);
  zero(by_pixels + s.out_channels * pixels, kSlack);
  for (int64_t g = 0; g < s.groups; ++g) {
    for (int64_t t = 0; t < taps_; t += run) {
      const auto tap = static_cast<size_t>(t);
      const int64_t at = (tap_phase_[tap] * plane_ + tap_offset_[tap]) * s.channels + g * group_in_;
      table().add_products({run * group_in_, group_out_, s.out_height, s.out_width, buffer + at,
                            grid_width_ * s.channels, s.channels, by_pixels + g * group_out_, s.out_channels,
                            partial + (g * taps_ + t) * group_in_ * ldc, ldc});
    }
  }
}

void Conv::finish_weight_gradient(Scalar* partials, int64_t count, int64_t step, Scalar* dw) const {
  const int64_t ldc = up(group_out_), size = partial_count(), k = group_in_ * taps_;
  for (int64_t i = 0; i < size; i += 1024) {  // as many as stay in the first cache
    const int64_t some = std::min<int64_t>(1024, size - i);
    for (int64_t n = 1; n < count; ++n) {
      active().elementwise->add(partials + i, partials + i, partials + n * step + i, some);
    }
  }
  for (int64_t g = 0; g < shape_.groups; ++g) {
    for (int64_t t = 0; t < taps_; ++t) {
      for (int64_t c = 0; c < group_in_; ++c) {
        const Scalar* from = partials + ((g * taps_ + t) * group_in_ + c) * ldc;
        Scalar* to = dw + g * group_out_ * k + c * taps_ + t;
        for (int64_t o = 0; o < group_out_; ++o) to[o * k] = from[o];
      }
    }
  }
}

void transpose(Scalar* to, int64_t to_step, const Scalar* from, int64_t from_step, int64_t rows, int64_t cols) {
  table().transpose(to, to_step, from, from_step, rows, cols);
}

}  // namespace engine::kernels
