// parallel_for: every item once, pieces by size alone, nesting, two callers at once.
#include "engine/core/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace engine {
namespace {

class Parallel : public testing::TestWithParam<int> {
 protected:
  void SetUp() override { set_thread_count(GetParam()); }
  void TearDown() override { set_thread_count(1); }
};
INSTANTIATE_TEST_SUITE_P(Threads, Parallel, testing::Values(1, 2, 4));

TEST_P(Parallel, EveryItemOnceInPiecesOfTheGrain) {
  EXPECT_EQ(thread_count(), GetParam());
  for (const int64_t n : {0, 1, 2, 7, 64, 1000}) {
    for (const int64_t grain : {0, 1, 3, 64, 5000}) {
      std::vector<int> count(static_cast<size_t>(n));
      parallel_for(n, grain, [&](int64_t begin, int64_t end) {
        const int64_t size = grain < 1 ? 1 : grain;
        EXPECT_EQ(begin % size, 0);
        EXPECT_EQ(end, begin + size < n ? begin + size : n);
        for (int64_t i = begin; i < end; ++i) ++count[static_cast<size_t>(i)];
      });
      EXPECT_EQ(count, std::vector<int>(static_cast<size_t>(n), 1)) << n << ' ' << grain;
    }
  }
}

TEST_P(Parallel, ManyCallsInARow) {
  std::vector<int64_t> slots(16);
  for (int64_t call = 0; call < 20000; ++call) {
    parallel_for(16, 1, [&](int64_t begin, int64_t) { slots[static_cast<size_t>(begin)] += call; });
  }
  for (const int64_t slot : slots) EXPECT_EQ(slot, 20000 * 19999 / 2);
}

TEST_P(Parallel, ANestedCallRunsInline) {
  std::vector<int> count(64);
  parallel_for(8, 1, [&](int64_t outer, int64_t) {
    const std::thread::id here = std::this_thread::get_id();
    parallel_for(8, 1, [&](int64_t inner, int64_t) {
      EXPECT_TRUE(GetParam() == 1 || std::this_thread::get_id() == here);
      ++count[static_cast<size_t>(outer * 8 + inner)];
    });
  });
  EXPECT_EQ(count, std::vector<int>(64, 1));
}

TEST_P(Parallel, TwoCallersAtOnce) {
  const auto work = [] {
    int64_t wrong = 0;
    for (int call = 0; call < 2000; ++call) {
      std::vector<int> count(32);
      parallel_for(32, 2, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) ++count[static_cast<size_t>(i)];
      });
      wrong += count != std::vector<int>(32, 1);
    }
    return wrong;
  };
  int64_t wrong_there = 0;
  std::thread other([&] { wrong_there = work(); });
  EXPECT_EQ(work(), 0);
  other.join();
  EXPECT_EQ(wrong_there, 0);
}

TEST_P(Parallel, WorkersWakeAfterSleep) {
  std::atomic<int> done{0};
  for (int i = 0; i < 3; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    parallel_for(100, 1, [&](int64_t, int64_t) { ++done; });
  }
  EXPECT_EQ(done, 300);
}

TEST(ThreadCount, MayChangeAtAnyTimeBetweenCalls) {
  for (const int threads : {3, 1, 2, 0, 4, -5, 2}) {
    set_thread_count(threads);
    EXPECT_EQ(thread_count(), threads < 1 ? 1 : threads);
    std::atomic<int64_t> sum{0};
    parallel_for(100, 7, [&](int64_t begin, int64_t end) { sum += end - begin; });
    EXPECT_EQ(sum, 100);
  }
  set_thread_count(1);
}

}  // namespace
}  // namespace engine
