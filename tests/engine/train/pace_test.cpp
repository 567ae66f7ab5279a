// Steps that are due at a pace, and the speed that was reached, on a clock made by hand.
#include "engine/train/pace.h"

#include <gtest/gtest.h>

namespace {

using engine::Pace;
using Time = Pace::Clock::time_point;

Time at(double seconds) {
  return Time(std::chrono::duration_cast<Pace::Clock::duration>(Pace::Seconds(1000 + seconds)));
}

TEST(Pace, UnlimitedGivesAllThatIsAskedFor) {
  Pace pace;
  EXPECT_EQ(pace.due(at(0), 16), 16);
  pace.limit(5, at(0));
  pace.limit(0, at(1));
  EXPECT_EQ(pace.due(at(1), 16), 16);
}

TEST(Pace, LetsAStepGoWhenItsTimeHasCome) {
  Pace pace;
  pace.limit(4, at(0));
  EXPECT_EQ(pace.due(at(0.1), 16), 0);
  EXPECT_NEAR(pace.until_due().count(), 0.15, 1e-6);
  EXPECT_EQ(pace.due(at(0.26), 16), 1);
  EXPECT_EQ(pace.due(at(0.27), 16), 0);
  int64_t steps = 0;
  for (double t = 0.3; t < 10.3; t += 0.01) steps += pace.due(at(t), 16);
  EXPECT_NEAR(static_cast<double>(steps), 40, 1);
}

// Behind a long halt not everything is made up for.
TEST(Pace, OwesNoMoreThanALittle) {
  Pace pace;
  pace.limit(1000, at(0));
  EXPECT_EQ(pace.due(at(60), 500), 50);
  pace.limit(2, at(60));
  EXPECT_EQ(pace.due(at(120), 500), 1);
  pace.start(at(200));
  EXPECT_EQ(pace.due(at(200), 500), 0);
}

TEST(Pace, MeasuresOverAQuarterOfASecond) {
  Pace pace;
  pace.measure(at(0));
  for (int i = 0; i < 50; ++i) pace.count_step();
  pace.measure(at(0.1));
  EXPECT_EQ(pace.steps_per_second(), 0) << "too soon";
  pace.measure(at(0.5));
  EXPECT_NEAR(pace.steps_per_second(), 100, 1e-6);
  pace.measure(at(1));
  EXPECT_EQ(pace.steps_per_second(), 0);
}

}  // namespace
