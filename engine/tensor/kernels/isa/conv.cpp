// The inner loops of convolution on one thread, for one instruction set; what they compute:
// engine/tensor/kernels/table.h. correlate: a tile of some channels by some vectors of pixels stays in registers while
// all weights pass. A vector that runs over the end of a row of the output computes what nobody wants there, and leaves
// it out when it stores. add_products: a tile of some weights by some vectors of output channels stays in registers
// while all pixels pass.
#include "engine/tensor/kernels/isa/tile.h"

namespace engine::kernels::GLASSNET_ISA {
namespace {

#if (defined(__AVX512F__) || defined(__aarch64__)) && GLASSNET_VECTORS
constexpr int registers = 32;
#else
constexpr int registers = 16;
#endif

// Vectors beside each other for a tile of that height: sums, a row of vectors and a broadcast number fill the
// registers.
constexpr int most_vectors(int rows) {
  for (int vectors = 4; vectors > 1; --vectors) {
    if ((rows + 1) * vectors + 1 <= registers) return vectors;
  }
  return 1;
}

constexpr unsigned all_lanes = (1u << lanes) - 1;

// Where a vector of pixels comes from and goes to; `valid` has a bit for each lane that is a pixel of the output.
struct Spot {
  int64_t from, to;
  unsigned valid;
};

// The lanes of `valid` side by side.
GLASSNET_INLINE void store_valid(Scalar* to, V v, unsigned valid) {
#if defined(__AVX512F__) && !defined(GLASSNET_DOUBLE) && GLASSNET_VECTORS
  store(to, (V)_mm512_maskz_compress_ps(static_cast<__mmask16>(valid), (__m512)v), Part{__builtin_popcount(valid)});
#else
  Scalar numbers[lanes];
  memcpy(numbers, &v, sizeof(numbers));
  for (int64_t i = 0; i < lanes; ++i) {
    if (valid >> i & 1) *to++ = numbers[i];
  }
#endif
}

// Goes through the pixels of the output in vectors: row by row where rows fill vectors well, otherwise along the rows
// of b with what lies between two rows of the output. The last vector ends with the last pixel, so nothing behind is
// read.
class Walk {
 public:
  explicit Walk(const Correlation& call) : height_(call.height), width_(call.width), pitch_(call.pitch) {
    total_ = (height_ - 1) * pitch_ + width_;
    const int64_t in_row = (width_ + lanes - 1) / lanes, along = (total_ + lanes - 1) / lanes;
    by_rows_ = width_ >= lanes && height_ * in_row <= along;
    left_ = by_rows_ ? height_ * in_row : along;
  }

  int64_t left() const { return left_; }

  Spot next() {
    --left_;
    if (by_rows_) {
      const int64_t x = x_ + lanes <= width_ ? x_ : width_ - lanes;
      const Spot spot{y_ * pitch_ + x, y_ * width_ + x, all_lanes};
      x_ += lanes;
      if (x_ >= width_) {
        x_ = 0;
        ++y_;
      }
      return spot;
    }
    if (left_ == 0 && total_ > lanes) {
      y_ = (total_ - lanes) / pitch_;
      x_ = (total_ - lanes) % pitch_;
    }
    const Spot spot{y_ * pitch_ + x_, y_ * width_ + (x_ < width_ ? x_ : width_), valid()};
    x_ += lanes;
    while (x_ >= pitch_) {
      x_ -= pitch_;
      ++y_;
    }
    return spot;
  }

 private:
  unsigned valid() const {
    unsigned bits = 0;
    int64_t row = y_;
    for (int64_t first = -x_; first < lanes && row < height_; first += pitch_, ++row) {
      const int64_t begin = first < 0 ? 0 : first, end = first + width_ < lanes ? first + width_ : lanes;
      if (end > begin) bits |= ((1u << (end - begin)) - 1) << begin;
    }
    return bits;
  }

  int64_t height_, width_, pitch_, total_, left_;
  int64_t x_ = 0, y_ = 0;
  bool by_rows_;
};

struct CorrelationTile {
  int64_t k;
  const Scalar *a, *b;
  const int64_t* offsets;
  const Scalar* start;
  Scalar* c;
  int64_t plane;
  Spot spots[4];
};

template <int rows, int vectors>
void correlate_tile(const CorrelationTile& tile) {
  V sum[rows][vectors];
  GLASSNET_UNROLL
  for (int r = 0; r < rows; ++r) {
    const V start = tile.start != nullptr ? splat(tile.start[r]) : V{};
    GLASSNET_UNROLL
    for (int j = 0; j < vectors; ++j) sum[r][j] = start;
  }
  const Scalar* from[vectors];
  GLASSNET_UNROLL
  for (int j = 0; j < vectors; ++j) from[j] = tile.b + tile.spots[j].from;
  const Scalar* a = tile.a;
  for (const int64_t *offset = tile.offsets, *end = offset + tile.k; offset != end; ++offset) {
    V pixels[vectors];
    GLASSNET_UNROLL
    for (int j = 0; j < vectors; ++j) pixels[j] = load(from[j] + *offset);
    GLASSNET_UNROLL
    for (int r = 0; r < rows; ++r) {
      const V weight = splat(a[r]);
      GLASSNET_UNROLL
      for (int j = 0; j < vectors; ++j) sum[r][j] += weight * pixels[j];
    }
    a += rows;
  }
  GLASSNET_UNROLL
  for (int j = 0; j < vectors; ++j) {
    Scalar* to = tile.c + tile.spots[j].to;
    if (tile.spots[j].valid == all_lanes) {
      GLASSNET_UNROLL
      for (int r = 0; r < rows; ++r) store(to + r * tile.plane, sum[r][j]);
    } else {
      GLASSNET_UNROLL
      for (int r = 0; r < rows; ++r) store_valid(to + r * tile.plane, sum[r][j], tile.spots[j].valid);
    }
  }
}

// All pixels for one tile of channels.
template <int rows>
void correlate_rows(const Correlation& call, int64_t first, const Scalar* a) {
  constexpr int most = most_vectors(rows);
  CorrelationTile tile{call.k,
                       a,
                       call.b,
                       call.offsets,
                       call.start != nullptr ? call.start + first : nullptr,
                       call.c + first * call.plane,
                       call.plane,
                       {}};
  Walk walk(call);
  while (walk.left() > 0) {
    const int vectors = walk.left() < most ? static_cast<int>(walk.left()) : most;
    for (int j = 0; j < vectors; ++j) tile.spots[j] = walk.next();
    if (vectors == 1) correlate_tile<rows, 1>(tile);
    if constexpr (most >= 2) {
      if (vectors == 2) correlate_tile<rows, 2>(tile);
    }
    if constexpr (most >= 3) {
      if (vectors == 3) correlate_tile<rows, 3>(tile);
    }
    if constexpr (most >= 4) {
      if (vectors == 4) correlate_tile<rows, 4>(tile);
    }
  }
}

// A function template for each height of a tile.
#define GLASSNET_HEIGHTS_4(f) f<1>, f<2>, f<3>, f<4>
#define GLASSNET_HEIGHTS_6(f) GLASSNET_HEIGHTS_4(f), f<5>, f<6>
#define GLASSNET_HEIGHTS_14(f) GLASSNET_HEIGHTS_6(f), f<7>, f<8>, f<9>, f<10>, f<11>, f<12>, f<13>, f<14>
#if defined(__AVX512F__) && GLASSNET_VECTORS
#define GLASSNET_HEIGHTS GLASSNET_HEIGHTS_14
#elif (defined(__AVX2__) || defined(__aarch64__)) && GLASSNET_VECTORS
#define GLASSNET_HEIGHTS GLASSNET_HEIGHTS_6
#else
#define GLASSNET_HEIGHTS GLASSNET_HEIGHTS_4
#endif

void correlate(const Correlation& call) {
  using CorrelateRows = void (*)(const Correlation&, int64_t, const Scalar*);
  static constexpr CorrelateRows kernels[] = {GLASSNET_HEIGHTS(correlate_rows)};
  const int64_t tiles = (call.m + tile_rows - 1) / tile_rows;
  const int64_t height = call.m / tiles, higher = call.m - height * tiles;
  int64_t i = 0;
  for (int64_t t = 0; t < tiles; ++t) {
    const int64_t rows = height + (t < higher ? 1 : 0);
    kernels[rows - 1](call, i, call.a + i * call.k);
    i += rows;
  }
}

template <int rows, int vectors>
void products_tile(const PixelProducts& call, const Scalar* a, const Scalar* b, Scalar* c) {
  // Small tiles add every second or fourth pixel in sums of their own, to keep the arithmetic busy.
  constexpr int apart = rows * vectors >= 8 ? 1 : (rows * vectors >= 4 ? 2 : 4);
  V sum[apart][rows][vectors];
  GLASSNET_UNROLL
  for (int r = 0; r < rows; ++r) {
    GLASSNET_UNROLL
    for (int j = 0; j < vectors; ++j) {
      sum[0][r][j] = load(c + r * call.ldc + j * lanes);
      GLASSNET_UNROLL
      for (int u = 1; u < apart; ++u) sum[u][r][j] = V{};
    }
  }
  const int64_t a_step = call.a_step, b_step = call.b_step;
  const auto add_pixel = [&](const Scalar* pa, const Scalar* pb, V(&to)[rows][vectors]) __attribute__((always_inline)) {
    V columns[vectors];
    GLASSNET_UNROLL
    for (int j = 0; j < vectors; ++j) columns[j] = load(pb + j * lanes);
    GLASSNET_UNROLL
    for (int r = 0; r < rows; ++r) {
      const V element = splat(pa[r]);
      GLASSNET_UNROLL
      for (int j = 0; j < vectors; ++j) to[r][j] += element * columns[j];
    }
  };
  for (int64_t y = 0; y < call.height; ++y, a += call.a_pitch) {
    const Scalar* pa = a;
    int64_t x = call.width;
    for (; x >= apart; x -= apart) {
      GLASSNET_UNROLL
      for (int u = 0; u < apart; ++u) add_pixel(pa + u * a_step, b + u * b_step, sum[u]);
      pa += apart * a_step;
      b += apart * b_step;
    }
    for (; x > 0; --x, pa += a_step, b += b_step) add_pixel(pa, b, sum[0]);
  }
  GLASSNET_UNROLL
  for (int r = 0; r < rows; ++r) {
    GLASSNET_UNROLL
    for (int j = 0; j < vectors; ++j) {
      V total = sum[0][r][j];
      GLASSNET_UNROLL
      for (int u = 1; u < apart; ++u) total += sum[u][r][j];
      store(c + r * call.ldc + j * lanes, total);
    }
  }
}

template <int rows>
void products_rows(const PixelProducts& call, int64_t first) {
  constexpr int most = most_vectors(rows);
  const Scalar* a = call.a + first;
  Scalar* c = call.c + first * call.ldc;
  for (int64_t o = 0; o < call.cols;) {
    const int64_t left = (call.cols - o + lanes - 1) / lanes;
    const int vectors = left < most ? static_cast<int>(left) : most;
    if (vectors == 1) products_tile<rows, 1>(call, a, call.b + o, c + o);
    if constexpr (most >= 2) {
      if (vectors == 2) products_tile<rows, 2>(call, a, call.b + o, c + o);
    }
    if constexpr (most >= 3) {
      if (vectors == 3) products_tile<rows, 3>(call, a, call.b + o, c + o);
    }
    if constexpr (most >= 4) {
      if (vectors == 4) products_tile<rows, 4>(call, a, call.b + o, c + o);
    }
    o += vectors * lanes;
  }
}

void add_products(const PixelProducts& call) {
  using ProductsRows = void (*)(const PixelProducts&, int64_t);
  static constexpr ProductsRows kernels[] = {GLASSNET_HEIGHTS(products_rows)};
  const int64_t tiles = (call.rows + tile_rows - 1) / tile_rows;
  const int64_t height = call.rows / tiles, higher = call.rows - height * tiles;
  int64_t r = 0;
  for (int64_t t = 0; t < tiles; ++t) {
    const int64_t rows = height + (t < higher ? 1 : 0);
    kernels[rows - 1](call, r);
    r += rows;
  }
}

void transpose(Scalar* to, int64_t to_step, const Scalar* from, int64_t from_step, int64_t rows, int64_t cols) {
  int64_t r = 0;
#if GLASSNET_VECTORS && !defined(GLASSNET_DOUBLE)
  for (; r + lanes <= rows; r += lanes) transpose_lanes(to + r, to_step, from + r * from_step, from_step, cols);
  for (; r + 4 <= rows; r += 4) transpose_four(to + r, to_step, from + r * from_step, from_step, cols);
#endif
  for (; r < rows; ++r) {
    for (int64_t c = 0; c < cols; ++c) to[c * to_step + r] = from[r * from_step + c];
  }
}

}  // namespace

extern const ConvTable conv_table;
constinit const ConvTable conv_table = {tile_rows, correlate, add_products, transpose};

}  // namespace engine::kernels::GLASSNET_ISA
