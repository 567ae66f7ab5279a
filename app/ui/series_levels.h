// A long series with the lowest and highest sample of its blocks, at several sizes of block: any stretch of it is drawn
// with about as many points as the screen has columns, and no spike is lost.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace app::ui {

class SeriesLevels {
 public:
  // Takes in what was appended since the last call; looks at all of it when the series is another one.
  void update(std::span<const float> values);

  // Places first .. last - 1 of that series, rising, at most about `most` of them: all where they are fewer, else
  // those of the extremes of each block, and one in each run of numbers that are not finite.
  void between(std::span<const float> values, int64_t first, int64_t last, size_t most,
               std::vector<int64_t>& places) const;
  // Of all finite values; 0 .. 1 where there are none.
  float low() const { return low_; }
  float high() const { return high_; }

 private:
  struct Block {
    int64_t low = -1, high = -1, gap = -1;  // places
  };
  struct Level {
    int64_t block = 1;
    std::vector<Block> blocks;
  };
  void add(std::span<const float> values, int64_t i);

  std::vector<Level> levels_;
  int64_t seen_ = 0;
  float first_ = 0, last_ = 0;  // values of the first and the last that was seen
  float low_ = 0, high_ = 1;
  bool any_ = false;
};

}  // namespace app::ui
