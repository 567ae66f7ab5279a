// Something kept of every so many steps of training: a bounded number, evenly spread from the first step on.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace app {

template <class T>
class StepSeries {
 public:
  // At most so many are kept, from the next one on; at least 4.
  void set_limit(size_t most) { most_ = std::max<size_t>(4, most); }
  void clear() {
    items_.clear();
    steps_.clear();
    interval_ = 1;
    ++version_;
  }
  // Whether something of that step is to be kept. Begins anew when the steps go back.
  bool wants(int64_t step) {
    if (!steps_.empty() && step < steps_.back()) clear();
    return steps_.empty() || step >= steps_.back() + interval_;
  }
  // When there are too many, every second one goes; the first stays.
  void add(int64_t step, T item) {
    items_.push_back(std::move(item));
    steps_.push_back(step);
    ++version_;
    if (items_.size() <= most_) return;
    const size_t half = (items_.size() + 1) / 2;
    for (size_t i = 1; i < half; ++i) {
      items_[i] = std::move(items_[2 * i]);
      steps_[i] = steps_[2 * i];
    }
    items_.resize(half);
    steps_.resize(half);
    interval_ = std::max(2 * interval_, (steps_.back() - steps_.front()) / static_cast<int64_t>(half));
  }

  const std::vector<T>& items() const { return items_; }
  const std::vector<int64_t>& steps() const { return steps_; }  // of the items
  uint64_t version() const { return version_; }                 // grows with every change

 private:
  std::vector<T> items_;
  std::vector<int64_t> steps_;
  size_t most_ = 64;
  int64_t interval_ = 1;
  uint64_t version_ = 0;
};

}  // namespace app
