// Normalisation cut into pieces for the threads: rows, samples or channels.
#include "engine/tensor/kernels/normalise.h"

#include <algorithm>
#include <cmath>

#include "engine/core/parallel.h"
#include "engine/tensor/kernels/elementwise.h"
#include "engine/tensor/kernels/table.h"

namespace engine::kernels {
namespace {

constexpr int64_t grain = 1 << 13;         // elements of a piece: some microseconds
constexpr int64_t most_partial_sums = 16;  // pieces that keep sums of their own

const NormaliseTable& table() { return *active().normalise; }

// Items of `size` elements that make a piece.
int64_t items_of_piece(int64_t size) { return size > 0 && size < grain ? grain / size : 1; }

template <class Piece>
void in_pieces(int64_t n, int64_t each, const Piece& piece) {
  if (n <= each) {
    piece(0, n);
  } else {
    parallel_for(n, each, piece);
  }
}

}  // namespace

void layer_norm_forward(const Scalar* x, const Scalar* weight, const Scalar* bias, double epsilon, Scalar* y,
                        Scalar* mean, Scalar* rstd, int64_t rows, int64_t cols) {
  in_pieces(rows, items_of_piece(cols), [&](int64_t begin, int64_t end) {
    table().layer_norm_forward({end - begin, cols, x + begin * cols, weight, bias, static_cast<Scalar>(epsilon),
                                y + begin * cols, mean + begin, rstd + begin});
  });
}

int64_t layer_norm_workspace(int64_t cols) { return 2 * most_partial_sums * cols; }

void layer_norm_backward(const Scalar* x, const Scalar* weight, const Scalar* mean, const Scalar* rstd,
                         const Scalar* dy, Scalar* dx, Scalar* dw, Scalar* db, Scalar* workspace, int64_t rows,
                         int64_t cols) {
  const int64_t each = std::max(items_of_piece(cols), (rows + most_partial_sums - 1) / most_partial_sums);
  in_pieces(rows, each, [&](int64_t begin, int64_t end) {
    LayerNormBackward call{end - begin,  cols,         x + begin * cols,  weight,
                           mean + begin, rstd + begin, dy + begin * cols, dx ? dx + begin * cols : nullptr,
                           nullptr,      nullptr};
    if (dw) {
      call.dw = workspace + 2 * cols * (begin / each);
      call.db = call.dw + cols;
      std::fill_n(call.dw, 2 * cols, Scalar{0});
    }
    table().layer_norm_backward(call);
  });
  if (!dw) return;
  const int64_t pieces = (rows + each - 1) / each;
  active().elementwise->sum_rows(dw, workspace, pieces, cols, 2 * cols, false);
  active().elementwise->sum_rows(db, workspace + cols, pieces, cols, 2 * cols, false);
}

void channel_moments(const Scalar* x, const ChannelShape& shape, Scalar* mean, Scalar* variance) {
  const int64_t rows = shape.rows, channels = shape.channels, plane = shape.plane;
  const auto count = static_cast<double>(shape.values());
  if (plane == 1) {
    in_pieces(channels, items_of_piece(rows), [&](int64_t begin, int64_t end) {
      table().column_sums(mean + begin, x + begin, rows, end - begin, channels);
      for (int64_t c = begin; c < end; ++c) mean[c] = static_cast<Scalar>(static_cast<double>(mean[c]) / count);
      table().column_squares_around(variance + begin, x + begin, mean + begin, rows, end - begin, channels);
      for (int64_t c = begin; c < end; ++c) variance[c] = static_cast<Scalar>(static_cast<double>(variance[c]) / count);
    });
    return;
  }
  in_pieces(channels, items_of_piece(shape.values()), [&](int64_t begin, int64_t end) {
    for (int64_t c = begin; c < end; ++c) {
      double sum = 0, squares = 0;
      for (int64_t r = 0; r < rows; ++r) sum += active().elementwise->sum(x + (r * channels + c) * plane, plane);
      mean[c] = static_cast<Scalar>(sum / count);
      for (int64_t r = 0; r < rows; ++r) {
        squares += table().squares_around(x + (r * channels + c) * plane, mean[c], plane);
      }
      variance[c] = static_cast<Scalar>(squares / count);
    }
  });
}

void channel_sums(const Scalar* x, const Scalar* mean, const Scalar* dy, const ChannelShape& shape, Scalar* sum_dy,
                  Scalar* sum_product) {
  const int64_t rows = shape.rows, channels = shape.channels, plane = shape.plane;
  if (plane == 1) {
    in_pieces(channels, items_of_piece(rows), [&](int64_t begin, int64_t end) {
      table().column_sums(sum_dy + begin, dy + begin, rows, end - begin, channels);
      table().column_products_around(sum_product + begin, x + begin, mean + begin, dy + begin, rows, end - begin,
                                     channels);
    });
    return;
  }
  in_pieces(channels, items_of_piece(shape.values()), [&](int64_t begin, int64_t end) {
    for (int64_t c = begin; c < end; ++c) {
      double sum = 0, products = 0;
      for (int64_t r = 0; r < rows; ++r) {
        const int64_t at = (r * channels + c) * plane;
        sum += active().elementwise->sum(dy + at, plane);
        products += table().products_around(x + at, mean[c], dy + at, plane);
      }
      sum_dy[c] = static_cast<Scalar>(sum);
      sum_product[c] = static_cast<Scalar>(products);
    }
  });
}

void channel_affine(Scalar* y, const Scalar* x, const Scalar* a, const Scalar* b, const ChannelShape& shape) {
  const int64_t rows = shape.rows, channels = shape.channels, plane = shape.plane;
  if (plane == 1) {
    in_pieces(rows, items_of_piece(channels), [&](int64_t begin, int64_t end) {
      table().affine_columns(y + begin * channels, x + begin * channels, a, b, end - begin, channels);
    });
    return;
  }
  in_pieces(rows * channels, items_of_piece(plane), [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      table().affine(y + i * plane, x + i * plane, a[i % channels], b[i % channels], plane);
    }
  });
}

void channel_combine(Scalar* dx, const Scalar* x, const Scalar* dy, const Scalar* a, const Scalar* b, const Scalar* c,
                     const ChannelShape& shape) {
  const int64_t rows = shape.rows, channels = shape.channels, plane = shape.plane;
  if (plane == 1) {
    in_pieces(rows, items_of_piece(channels), [&](int64_t begin, int64_t end) {
      const int64_t at = begin * channels;
      table().combine_columns(dx + at, x + at, dy + at, a, b, c, end - begin, channels);
    });
    return;
  }
  in_pieces(rows * channels, items_of_piece(plane), [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const int64_t at = i * plane, k = i % channels;
      table().combine(dx + at, x + at, dy + at, a[k], b[k], c[k], plane);
    }
  });
}

void group_norm_forward(const Scalar* x, const Scalar* weight, const Scalar* bias, double epsilon, Scalar* y,
                        Scalar* mean, Scalar* rstd, int64_t groups, const ChannelShape& shape) {
  const int64_t plane = shape.plane, members = shape.channels / groups, size = members * plane;
  in_pieces(shape.rows * groups, items_of_piece(size), [&](int64_t begin, int64_t end) {
    for (int64_t g = begin; g < end; ++g) {
      const Scalar* from = x + g * size;
      const double middle = active().elementwise->sum(from, size) / static_cast<double>(size);
      mean[g] = static_cast<Scalar>(middle);
      const double variance = table().squares_around(from, mean[g], size) / static_cast<double>(size);
      rstd[g] = static_cast<Scalar>(1 / std::sqrt(variance + epsilon));
      for (int64_t k = 0; k < members; ++k) {
        const int64_t channel = g % groups * members + k;
        const Scalar a = weight ? weight[channel] * rstd[g] : rstd[g];
        const Scalar b = (bias ? bias[channel] : Scalar{0}) - mean[g] * a;
        table().affine(y + g * size + k * plane, from + k * plane, a, b, plane);
      }
    }
  });
}

int64_t group_norm_workspace(const ChannelShape& shape) { return 2 * shape.rows * shape.channels; }

// Each channel of each sample leaves sum dy and sum dy n in the workspace; dw and db add them up over the samples.
void group_norm_backward(const Scalar* x, const Scalar* weight, const Scalar* mean, const Scalar* rstd,
                         const Scalar* dy, Scalar* dx, Scalar* dw, Scalar* db, Scalar* workspace, int64_t groups,
                         const ChannelShape& shape) {
  const int64_t rows = shape.rows, channels = shape.channels, plane = shape.plane;
  const int64_t members = channels / groups, size = members * plane;
  Scalar *sums = workspace, *products = workspace + rows * channels;
  in_pieces(rows * groups, items_of_piece(size), [&, plane = plane](int64_t begin, int64_t end) {
    for (int64_t g = begin; g < end; ++g) {
      double sum_g = 0, sum_gn = 0;
      for (int64_t k = 0; k < members; ++k) {
        const int64_t at = g * size + k * plane, channel = g % groups * members + k;
        const double factor = weight ? static_cast<double>(weight[channel]) : 1;
        const double sum = active().elementwise->sum(dy + at, plane);
        const double product = table().products_around(x + at, mean[g], dy + at, plane) * static_cast<double>(rstd[g]);
        sums[g * members + k] = static_cast<Scalar>(sum);
        products[g * members + k] = static_cast<Scalar>(product);
        sum_g += factor * sum;
        sum_gn += factor * product;
      }
      if (!dx) continue;
      if (size == 1) {  // its own mean, whatever it is
        dx[g] = 0;
        continue;
      }
      const double r = static_cast<double>(rstd[g]), n = static_cast<double>(size);
      const double b = -r * r * sum_gn / n, c = -r * sum_g / n - b * static_cast<double>(mean[g]);
      for (int64_t k = 0; k < members; ++k) {
        const int64_t at = g * size + k * plane, channel = g % groups * members + k;
        const Scalar a = weight ? weight[channel] * rstd[g] : rstd[g];
        table().combine(dx + at, x + at, dy + at, a, static_cast<Scalar>(b), static_cast<Scalar>(c), plane);
      }
    }
  });
  if (!dw) return;
  sum_rows(dw, products, rows, channels);
  sum_rows(db, sums, rows, channels);
}

}  // namespace engine::kernels
