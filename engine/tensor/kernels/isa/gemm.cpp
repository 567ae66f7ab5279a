// Matrix product on one thread, for one instruction set.
// C is cut into panels of `panel_cols` columns. For each block of k the panel of B is packed [k, panel_cols] on the
// stack (at once in the first cache), then tiles of up to `tile_rows` rows of C are kept in registers while k runs:
// one element of A is broadcast, multiplied with a row of the panel and added. A is read where it lies.
// Each element of C is bias (or C) + a_0 b_0 + a_1 b_1 + ..., added in this order whatever the sizes are: neither the
// threads nor the number of rows changes a bit of it.
#include "engine/tensor/kernels/isa/tile.h"

namespace engine::kernels::GLASSNET_ISA {
namespace {

constexpr int panel_vectors = 2;
constexpr int64_t panel_cols = panel_vectors * lanes;
constexpr int64_t block_k = 256;
constexpr int64_t few_rows = 2 * tile_rows;  // so few that packing B costs more than it saves
constexpr int64_t few_k = 32;

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

// rows x cols of C, with cols = vectors * lanes, or fewer in the last vector when `part`.
// `adjacent`: the rows of op(A) lie side by side (a_row is 1).
template <int rows, int vectors, bool adjacent, bool part>
void multiply_tile(const Tile& tile) {
  const Part last{tile.cols - (vectors - 1) * lanes};
  Scalar* const c = tile.c;
  const int64_t ldc = tile.ldc;
  const auto load_cols = [=](const Scalar* p, int j) {
    return part && j + 1 == vectors ? load(p + j * lanes, last) : load(p + j * lanes);
  };
  V sum[rows][vectors];
  if (tile.start == nullptr) {
    GLASSNET_UNROLL
    for (int r = 0; r < rows; ++r) {
      GLASSNET_UNROLL
      for (int j = 0; j < vectors; ++j) sum[r][j] = V{};
    }
  } else {
    GLASSNET_UNROLL
    for (int r = 0; r < rows; ++r) {
      GLASSNET_UNROLL
      for (int j = 0; j < vectors; ++j) sum[r][j] = load_cols(tile.start + r * tile.start_row, j);
    }
  }
  const int64_t a_row = adjacent ? 1 : tile.a_row, a_col = tile.a_col, b_row = tile.b_row;
  const Scalar *a = tile.a, *b = tile.b;
  for (int64_t p = tile.k; p > 0; --p) {
    V row[vectors];
    GLASSNET_UNROLL
    for (int j = 0; j < vectors; ++j) row[j] = quick_parts ? load_cols(b, j) : load(b + j * lanes);
    GLASSNET_UNROLL
    for (int r = 0; r < rows; ++r) {
      const V element = splat(a[r * a_row]);
      GLASSNET_UNROLL
      for (int j = 0; j < vectors; ++j) sum[r][j] += element * row[j];
    }
    a += a_col;
    b += b_row;
  }
  GLASSNET_UNROLL
  for (int r = 0; r < rows; ++r) {
    GLASSNET_UNROLL
    for (int j = 0; j < vectors; ++j) {
      Scalar* to = c + r * ldc + j * lanes;
      if (part && j + 1 == vectors) {
        store(to, sum[r][j], last);
      } else {
        store(to, sum[r][j]);
      }
    }
  }
}

using MultiplyTile = void (*)(const Tile&);
// One kernel for each height of a tile: [vectors - 1][adjacent][part][rows - 1].
#define GLASSNET_TILES_4(...)                                                                  \
  multiply_tile<1, __VA_ARGS__>, multiply_tile<2, __VA_ARGS__>, multiply_tile<3, __VA_ARGS__>, \
      multiply_tile<4, __VA_ARGS__>
#define GLASSNET_TILES_6(...) \
  GLASSNET_TILES_4(__VA_ARGS__), multiply_tile<5, __VA_ARGS__>, multiply_tile<6, __VA_ARGS__>
#define GLASSNET_TILES_14(...)                                                                       \
  GLASSNET_TILES_6(__VA_ARGS__), multiply_tile<7, __VA_ARGS__>, multiply_tile<8, __VA_ARGS__>,       \
      multiply_tile<9, __VA_ARGS__>, multiply_tile<10, __VA_ARGS__>, multiply_tile<11, __VA_ARGS__>, \
      multiply_tile<12, __VA_ARGS__>, multiply_tile<13, __VA_ARGS__>, multiply_tile<14, __VA_ARGS__>
#if defined(__AVX512F__) && GLASSNET_VECTORS
#define GLASSNET_TILES(...) \
  { GLASSNET_TILES_14(__VA_ARGS__) }
#elif (defined(__AVX2__) || defined(__aarch64__)) && GLASSNET_VECTORS
#define GLASSNET_TILES(...) \
  { GLASSNET_TILES_6(__VA_ARGS__) }
#else
#define GLASSNET_TILES(...) \
  { GLASSNET_TILES_4(__VA_ARGS__) }
#endif
#define GLASSNET_TILES_OF(vectors)                                                   \
  {                                                                                  \
    {GLASSNET_TILES(vectors, false, false), GLASSNET_TILES(vectors, false, true)}, { \
      GLASSNET_TILES(vectors, true, false), GLASSNET_TILES(vectors, true, true)      \
    }                                                                                \
  }
constexpr MultiplyTile tile_kernels[panel_vectors][2][2][tile_rows] = {GLASSNET_TILES_OF(1), GLASSNET_TILES_OF(2)};

// packed[p, j] = b[p * b_row + j] for j < cols, 0 up to `width`.
GLASSNET_APART void pack_rows(Scalar* packed, const Scalar* b, int64_t b_row, int64_t k, int64_t cols, int64_t width) {
  for (int64_t p = 0; p < k; ++p, packed += width, b += b_row) {
    for (int64_t j = 0; j < width; j += lanes) {
      store(packed + j, cols - j >= lanes ? load(b + j) : (cols > j ? load(b + j, Part{cols - j}) : V{}));
    }
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
  const bool wide = panel.cols > lanes, part = panel.cols % lanes != 0;
  const MultiplyTile* kernels = tile_kernels[wide ? 1 : 0][call.a_row == 1 ? 1 : 0][part ? 1 : 0];
  const int64_t tiles = (call.m + tile_rows - 1) / tile_rows;
  const int64_t height = tiles == 1 ? call.m : call.m / tiles, higher = call.m - height * tiles;
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

// Makes `panel` ready for one block of k, in `packed` unless B can be read where it lies.
GLASSNET_INLINE Panel make_panel(const GemmCall& call, Scalar* packed, int64_t first_col, int64_t first_k, int64_t k) {
  const int64_t left = call.n - first_col, cols = left < panel_cols ? left : panel_cols;
  const int64_t width = cols > lanes ? panel_cols : lanes;
  const Scalar* b = call.b + first_k * call.b_row + first_col * call.b_col;
  if (call.b_col != 1) {
    pack_columns(packed, b, call.b_col, k, cols, width);
  } else if (call.m > few_rows || (!quick_parts && cols != width)) {
    pack_rows(packed, b, call.b_row, k, cols, width);
  } else {
    return {b, call.b_row, first_col, cols, first_k, k};
  }
  return {packed, width, first_col, cols, first_k, k};
}

GLASSNET_APART void multiply_blocks(const GemmCall& call) {
  alignas(64) Scalar packed[block_k * panel_cols];
  const int64_t blocks = call.k > block_k ? (call.k + block_k - 1) / block_k : 1;
  const int64_t block = blocks == 1 ? block_k : (call.k + blocks - 1) / blocks;
  for (int64_t j = 0; j < call.n; j += panel_cols) {
    for (int64_t first = 0; first == 0 || first < call.k; first += block) {
      const int64_t k = call.k - first < block ? call.k - first : block;
      multiply_panel(call, make_panel(call, packed, j, first, k));
    }
  }
}

void gemm(const GemmCall& call) {
  if (call.m <= 0 || call.n <= 0) return;
  if (call.m > few_rows || call.n > panel_cols || call.k > few_k) return multiply_blocks(call);
  alignas(64) Scalar packed[few_k * panel_cols];
  multiply_panel(call, make_panel(call, packed, 0, 0, call.k));
}

}  // namespace

extern const GemmTable gemm_table;
constinit const GemmTable gemm_table = {gemm};

}  // namespace engine::kernels::GLASSNET_ISA
