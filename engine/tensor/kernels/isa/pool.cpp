// Maximum over windows of 2 x 2 on one thread, for one instruction set: the case that nearly every network uses.
#include "engine/tensor/kernels/isa/vec.h"

namespace engine::kernels::GLASSNET_ISA {
namespace {

#if GLASSNET_VECTORS
// The even and the odd lanes of two vectors, and the way back.
#if defined(GLASSNET_DOUBLE)
#define GLASSNET_EVEN(a, b) GLASSNET_SHUFFLE(a, b, 0, 2)
#define GLASSNET_ODD(a, b) GLASSNET_SHUFFLE(a, b, 1, 3)
#define GLASSNET_ZIP_LOW(a, b) GLASSNET_SHUFFLE(a, b, 0, 2)
#define GLASSNET_ZIP_HIGH(a, b) GLASSNET_SHUFFLE(a, b, 1, 3)
#elif defined(__AVX512F__)
#define GLASSNET_EVEN(a, b) GLASSNET_SHUFFLE(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)
#define GLASSNET_ODD(a, b) GLASSNET_SHUFFLE(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31)
#define GLASSNET_ZIP_LOW(a, b) GLASSNET_SHUFFLE(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define GLASSNET_ZIP_HIGH(a, b) GLASSNET_SHUFFLE(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#elif defined(__AVX2__)
#define GLASSNET_EVEN(a, b) GLASSNET_SHUFFLE(a, b, 0, 2, 4, 6, 8, 10, 12, 14)
#define GLASSNET_ODD(a, b) GLASSNET_SHUFFLE(a, b, 1, 3, 5, 7, 9, 11, 13, 15)
#define GLASSNET_ZIP_LOW(a, b) GLASSNET_SHUFFLE(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define GLASSNET_ZIP_HIGH(a, b) GLASSNET_SHUFFLE(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#else
#define GLASSNET_EVEN(a, b) GLASSNET_SHUFFLE(a, b, 0, 2, 4, 6)
#define GLASSNET_ODD(a, b) GLASSNET_SHUFFLE(a, b, 1, 3, 5, 7)
#define GLASSNET_ZIP_LOW(a, b) GLASSNET_SHUFFLE(a, b, 0, 4, 1, 5)
#define GLASSNET_ZIP_HIGH(a, b) GLASSNET_SHUFFLE(a, b, 2, 6, 3, 7)
#endif
#else
#define GLASSNET_EVEN(a, b) (a)
#define GLASSNET_ODD(a, b) (b)
#define GLASSNET_ZIP_LOW(a, b) (a)
#define GLASSNET_ZIP_HIGH(a, b) (b)
#endif

// The left and the right numbers of `count` windows beside each other; what is beyond them reads as 0.
GLASSNET_INLINE void load_pairs(const Scalar* row, int64_t count, V& even, V& odd) {
  const int64_t numbers = 2 * count;
  const V first = numbers >= lanes ? load(row) : load(row, Part{numbers});
  const V second =
      numbers >= 2 * lanes ? load(row + lanes) : (numbers > lanes ? load(row + lanes, Part{numbers - lanes}) : V{});
  even = GLASSNET_EVEN(first, second);
  odd = GLASSNET_ODD(first, second);
}

GLASSNET_INLINE void store_pairs(Scalar* row, int64_t count, V even, V odd) {
  const int64_t numbers = 2 * count;
  const V first = GLASSNET_ZIP_LOW(even, odd), second = GLASSNET_ZIP_HIGH(even, odd);
  if (numbers >= lanes) {
    store(row, first);
  } else {
    store(row, first, Part{numbers});
  }
  if (numbers >= 2 * lanes) {
    store(row + lanes, second);
  } else if (numbers > lanes) {
    store(row + lanes, second, Part{numbers - lanes});
  }
}

void max_2x2(const Scalar* x, int64_t pitch, Scalar* y, Scalar* which, int64_t height, int64_t width) {
  for (int64_t row = 0; row < height; ++row, x += 2 * pitch, y += width, which += width) {
    for (int64_t i = 0; i < width; i += lanes) {
      const int64_t count = width - i < lanes ? width - i : lanes;
      V a, b, c, d;
      load_pairs(x + 2 * i, count, a, b);
      load_pairs(x + pitch + 2 * i, count, c, d);
      V best = a, place{};
      const auto consider = [&](const V& value, Scalar number) {
        const auto better = (value > best) | (value != value);  // NaN wins, as in PyTorch
        best = better ? value : best;
        place = better ? splat(number) : place;
      };
      consider(b, 1);
      consider(c, 2);
      consider(d, 3);
      if (count == lanes) {
        store(y + i, best);
        store(which + i, place);
      } else {
        store(y + i, best, Part{count});
        store(which + i, place, Part{count});
      }
    }
  }
}

void max_2x2_backward(const Scalar* dy, const Scalar* which, Scalar* dx, int64_t pitch, int64_t height, int64_t width) {
  for (int64_t row = 0; row < height; ++row, dx += 2 * pitch, dy += width, which += width) {
    for (int64_t i = 0; i < width; i += lanes) {
      const int64_t count = width - i < lanes ? width - i : lanes;
      const V d = count == lanes ? load(dy + i) : load(dy + i, Part{count});
      const V place = count == lanes ? load(which + i) : load(which + i, Part{count});
      const auto share = [&](Scalar number) { return place == splat(number) ? d : V{}; };
      store_pairs(dx + 2 * i, count, share(0), share(1));
      store_pairs(dx + pitch + 2 * i, count, share(2), share(3));
    }
  }
}

}  // namespace

extern const PoolTable pool_table;
constinit const PoolTable pool_table = {max_2x2, max_2x2_backward};

}  // namespace engine::kernels::GLASSNET_ISA
