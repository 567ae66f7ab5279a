// Which colours stand for which numbers, alone and in two pictures beside each other.
#include "app/views/colour_range.h"

#include <gtest/gtest.h>

namespace app::views {
namespace {

float reach_of(const ColourRange& range) { return range.scale().span.reach; }

TEST(ColourRange, FollowsTheLargestNumberOfEitherSign) {
  ColourRange range;
  range.follow({-3, 2});
  EXPECT_EQ(range.scale().span.middle, 0);
  EXPECT_EQ(reach_of(range), 3);
  range.follow({-3, 2}, {0, 1});
  EXPECT_EQ(reach_of(range), 0.5f) << "limits that are known count more";
}

// From the second frame on one colour stands for one number in both, whichever has the larger ones.
TEST(ColourRange, IsTheSameInBothHalvesOfAPair) {
  PairedRanges pair;
  ColourRange left[2], right[2];
  for (int frame = 0; frame < 2; ++frame) {
    {
      const PairedRanges::Side side(pair, 0);
      left[0].follow({-1, 1});
      left[1].follow({-9, 9});
    }
    {
      const PairedRanges::Side side(pair, 1);
      right[0].follow({-4, 2});
      right[1].follow({-2, 2});
    }
  }
  EXPECT_EQ(reach_of(left[0]), 4);
  EXPECT_EQ(reach_of(right[0]), 4);
  EXPECT_EQ(reach_of(left[1]), 9);
  EXPECT_EQ(reach_of(right[1]), 9);
  ColourRange alone;
  alone.follow({-1, 1});
  EXPECT_EQ(reach_of(alone), 1);
}

// A half with nothing to show, as one that waits, leaves the other as it is.
TEST(ColourRange, OfAPairWithOneEmptyHalf) {
  PairedRanges pair;
  ColourRange range;
  for (int frame = 0; frame < 2; ++frame) {
    {
      const PairedRanges::Side side(pair, 0);
      range.follow({-1, 1});
    }
    const PairedRanges::Side side(pair, 1);
  }
  EXPECT_EQ(reach_of(range), 1);
}

}  // namespace
}  // namespace app::views
