// How long the user waits for the network: from the begin of the frame that handles the input to the end of the frame
// that shows what the network makes of it, drawn and swapped.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace app {

class AnswerTimes {
 public:
  void begin_frame() { frame_ = Clock::now(); }
  // This frame sent the sample with this number. While answers are owed the earliest counts.
  void ask(uint64_t serial) {
    if (asked_ == answered_) since_ = frame_;
    asked_ = serial;
  }
  // This frame is on the screen and shows the answer to that sample.
  void end_frame(uint64_t answered) {
    if (asked_ == answered_ || answered != asked_) return;
    answered_ = answered;
    const double ms = std::chrono::duration<double, std::milli>(Clock::now() - since_).count();
    ++count_;
    sum_ms_ += ms;
    longest_ms_ = std::max(longest_ms_, ms);
  }

  uint64_t asked() const { return asked_; }
  int count() const { return count_; }
  double mean_ms() const { return count_ > 0 ? sum_ms_ / count_ : 0; }
  double longest_ms() const { return longest_ms_; }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point frame_{}, since_{};
  uint64_t asked_ = 0, answered_ = 0;
  int count_ = 0;
  double sum_ms_ = 0, longest_ms_ = 0;
};

}  // namespace app
