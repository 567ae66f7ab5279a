// Matrix product on one thread, for one instruction set.
// C is cut into panels of `panel_cols` columns. For each block of k the panel of B is packed [k, panel_cols] on the
// stack (at once in the first cache), then tiles of up to `tile_rows` rows of C are kept in registers while k runs:
// one element of A is broadcast, multiplied with a row of the panel and added. A is read where it lies.
// Each element of C is bias (or C) + a_0 b_0 + a_1 b_1 + ..., added in this order whatever the sizes are: neither the
// threads nor the number of rows changes a bit of it.
#include "engine/tensor/kernels/isa/vec.h"

namespace engine::kernels::GLASSNET_ISA {
namespace {

// The tile must fit the registers beside a row of the panel and a broadcast element.
#if defined(__AVX512F__) && GLASSNET_VECTORS
constexpr int tile_rows = 14;
#elif (defined(__AVX2__) || defined(__aarch64__)) && GLASSNET_VECTORS
constexpr int tile_rows = 6;
#else
constexpr int tile_rows = 4;
#endif
constexpr int panel_vectors = 2;
constexpr int64_t panel_cols = panel_vectors * lanes;
constexpr int64_t block_k = 256;
constexpr int64_t few_rows = 2 * tile_rows;  // so few that packing B costs more than it saves

struct Tile {
  int64_t k;
  const Scalar* a;
  int64_t a_row, a_col;
  const Scalar* b;
  int64_t b_row;
  const Scalar* start;  // the values that the sums start from: bias (start_row 0), C itself, or null for zeros
  int64_t start_row;
  Scalar* c;
  int64_t ldc;
  int64_t cols;
};

template <int rows, int vectors, class Size>
GLASSNET_INLINE void load_start(V (&sum)[rows][vectors], const Tile& tile, const Size& size) {
  for (int r = 0; r < rows; ++r) {
    for (int j = 0; j < vectors; ++j) {
      const Scalar* from = tile.start + r * tile.start_row + j * lanes;
      sum[r][j] = j + 1 < vectors ? load(from) : load(from, size);
    }
  }
}

template <int rows, int vectors, class Size>
GLASSNET_INLINE void store_sums(const V (&sum)[rows][vectors], const Tile& tile, const Size& size) {
  for (int r = 0; r < rows; ++r) {
    for (int j = 0; j < vectors; ++j) {
      Scalar* to = tile.c + r * tile.ldc + j * lanes;
      if (j + 1 < vectors) {
        store(to, sum[r][j]);
      } else {
        store(to, sum[r][j], size);
      }
    }
  }
}

// rows x (vectors * lanes) of C; `adjacent`: the rows of op(A) lie side by side (a_row is 1).
template <int rows, int vectors, bool adjacent>
void multiply_tile(const Tile& tile) {
  V sum[rows][vectors];
  const int64_t last = tile.cols - (vectors - 1) * lanes;
  if (tile.start == nullptr) {
    for (int r = 0; r < rows; ++r) {
      for (int j = 0; j < vectors; ++j) sum[r][j] = V{};
    }
  } else if (last == lanes) {
    load_start(sum, tile, Whole{});
  } else {
    load_start(sum, tile, Part{last});
  }
  const int64_t a_row = adjacent ? 1 : tile.a_row, a_col = tile.a_col, b_row = tile.b_row;
  const Scalar *a = tile.a, *b = tile.b;
  for (int64_t p = tile.k; p > 0; --p) {
    V row[vectors];
    for (int j = 0; j < vectors; ++j) row[j] = load(b + j * lanes);
    for (int r = 0; r < rows; ++r) {
      const V element = splat(a[r * a_row]);
      for (int j = 0; j < vectors; ++j) sum[r][j] += element * row[j];
    }
    a += a_col;
    b += b_row;
  }
  if (last == lanes) {
    store_sums(sum, tile, Whole{});
  } else {
    store_sums(sum, tile, Part{last});
  }
}

using MultiplyTile = void (*)(const Tile&);
// One kernel for each height of a tile, [vectors - 1][adjacent][rows - 1].
#define GLASSNET_TILES_4(v, a) \
  multiply_tile<1, v, a>, multiply_tile<2, v, a>, multiply_tile<3, v, a>, multiply_tile<4, v, a>
#define GLASSNET_TILES_6(v, a) GLASSNET_TILES_4(v, a), multiply_tile<5, v, a>, multiply_tile<6, v, a>
#define GLASSNET_TILES_14(v, a)                                                                           \
  GLASSNET_TILES_6(v, a), multiply_tile<7, v, a>, multiply_tile<8, v, a>, multiply_tile<9, v, a>,         \
      multiply_tile<10, v, a>, multiply_tile<11, v, a>, multiply_tile<12, v, a>, multiply_tile<13, v, a>, \
      multiply_tile<14, v, a>
#if defined(__AVX512F__) && GLASSNET_VECTORS
#define GLASSNET_TILES(v, a) \
  { GLASSNET_TILES_14(v, a) }
#elif (defined(__AVX2__) || defined(__aarch64__)) && GLASSNET_VECTORS
#define GLASSNET_TILES(v, a) \
  { GLASSNET_TILES_6(v, a) }
#else
#define GLASSNET_TILES(v, a) \
  { GLASSNET_TILES_4(v, a) }
#endif
constexpr MultiplyTile tile_kernels[panel_vectors][2][tile_rows] = {
    {GLASSNET_TILES(1, false), GLASSNET_TILES(1, true)}, {GLASSNET_TILES(2, false), GLASSNET_TILES(2, true)}};

// packed[p, j] = b[p * b_row + j] for j < cols, 0 up to `width`.
void pack_rows(Scalar* packed, const Scalar* b, int64_t b_row, int64_t k, int64_t cols, int64_t width) {
  for (int64_t p = 0; p < k; ++p, packed += width, b += b_row) {
    for (int64_t j = 0; j < width; j += lanes) {
      store(packed + j, cols - j >= lanes ? load(b + j) : (cols > j ? load(b + j, Part{cols - j}) : V{}));
    }
  }
}

// packed[p, j] = b[p + j * b_col] for j < cols, 0 up to `width`.
void pack_columns(Scalar* packed, const Scalar* b, int64_t b_col, int64_t k, int64_t cols, int64_t width) {
  for (int64_t p = 0; p < k; ++p) {
    for (int64_t j = 0; j < cols; ++j) packed[p * width + j] = b[p + j * b_col];
    for (int64_t j = cols; j < width; ++j) packed[p * width + j] = 0;
  }
}

struct Panel {
  const Scalar* b;
  int64_t b_row;
  int64_t first_col, cols;
  int64_t first_k, k;
};

// All rows of C for one panel and one block of k, in tiles of nearly equal height.
void multiply_panel(const GemmCall& call, const Panel& panel) {
  const MultiplyTile* kernels = tile_kernels[panel.cols > lanes ? 1 : 0][call.a_row == 1 ? 1 : 0];
  const int64_t tiles = (call.m + tile_rows - 1) / tile_rows;
  const int64_t height = call.m / tiles, higher = call.m % tiles;
  const bool resume = call.accumulate || panel.first_k > 0;
  int64_t i = 0;
  for (int64_t t = 0; t < tiles; ++t) {
    const int64_t rows = height + (t < higher ? 1 : 0);
    Scalar* c = call.c + i * call.ldc + panel.first_col;
    const Scalar* start = resume ? c : (call.bias != nullptr ? call.bias + panel.first_col : nullptr);
    kernels[rows - 1]({panel.k, call.a + i * call.a_row + panel.first_k * call.a_col, call.a_row, call.a_col, panel.b,
                       panel.b_row, start, resume ? call.ldc : 0, c, call.ldc, panel.cols});
    i += rows;
  }
}

void gemm(const GemmCall& call) {
  if (call.m <= 0 || call.n <= 0) return;
  alignas(64) Scalar packed[block_k * panel_cols];
  const int64_t blocks = call.k > block_k ? (call.k + block_k - 1) / block_k : 1;
  const int64_t block = (call.k + blocks - 1) / blocks;
  for (int64_t j = 0; j < call.n; j += panel_cols) {
    const int64_t cols = call.n - j < panel_cols ? call.n - j : panel_cols;
    const int64_t width = cols > lanes ? panel_cols : lanes;
    for (int64_t first = 0; first == 0 || first < call.k; first += block) {
      const int64_t k = call.k - first < block ? call.k - first : block;
      const Scalar* b = call.b + first * call.b_row + j * call.b_col;
      if (call.b_col == 1 && cols == width && call.m <= few_rows) {
        multiply_panel(call, {b, call.b_row, j, cols, first, k});
        continue;
      }
      if (call.b_col == 1) {
        pack_rows(packed, b, call.b_row, k, cols, width);
      } else {
        pack_columns(packed, b, call.b_col, k, cols, width);
      }
      multiply_panel(call, {packed, width, j, cols, first, k});
    }
  }
}

}  // namespace

extern const GemmTable gemm_table;
constinit const GemmTable gemm_table = {gemm};

}  // namespace engine::kernels::GLASSNET_ISA
