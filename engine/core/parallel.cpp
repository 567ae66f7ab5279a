// The pool behind parallel_for. One call is open at a time; workers that wake too late for a call cannot enter it,
// so the caller waits only for those that did.
#include "engine/core/parallel.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "engine/core/thread_priority.h"

namespace engine {
namespace {

void relax() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__) && !defined(_MSC_VER)
  asm volatile("yield");
#else
  std::this_thread::yield();
#endif
}

class Pool {
 public:
  ~Pool() { resize(1, ThreadPriority::normal); }

  int size() const { return size_.load(std::memory_order_relaxed); }

  void resize(int threads, ThreadPriority priority) {
    if (threads < 1) threads = 1;
    if (threads == size() && (threads == 1 || priority == priority_)) return;
    while (busy_.exchange(true, std::memory_order_acquire)) std::this_thread::yield();  // a call on another thread
    stop_.store(true);
    calls_.fetch_add(1);
    calls_.notify_all();
    for (std::thread& worker : workers_) worker.join();
    workers_.clear();
    stop_.store(false);
    for (int i = 1; i < threads; ++i) {
      workers_.emplace_back([this, priority, seen = calls_.load()] {
        if (priority == ThreadPriority::low) lower_thread_priority();
        serve(seen);
      });
    }
    priority_ = priority;
    size_.store(threads);
    busy_.store(false, std::memory_order_release);
  }

  // False when another call is open.
  bool run(int64_t n, int64_t grain, const Work& work) {
    if (busy_.exchange(true, std::memory_order_acquire)) return false;
    n_ = n;
    grain_ = grain;
    work_ = &work;
    next_.store(0, std::memory_order_relaxed);
    gate_.store(open, std::memory_order_release);  // nobody is inside: the call before waited for that
    calls_.fetch_add(1);
    calls_.notify_all();
    work_off();
    gate_.fetch_sub(open, std::memory_order_relaxed);
    for (int spins = 0; gate_.load(std::memory_order_acquire) != 0; ++spins) {
      if (spins < 1000) {
        relax();
      } else {
        std::this_thread::yield();  // a worker lost its core in the middle of a piece
      }
    }
    busy_.store(false, std::memory_order_release);
    return true;
  }

 private:
  static constexpr int open = 1 << 16;  // gate_: this bit, plus the number of workers inside

  void work_off() {
    const int64_t pieces = (n_ + grain_ - 1) / grain_;
    for (int64_t i = next_.fetch_add(1, std::memory_order_relaxed); i < pieces;
         i = next_.fetch_add(1, std::memory_order_relaxed)) {
      const int64_t begin = i * grain_;
      (*work_)(begin, n_ - begin < grain_ ? n_ : begin + grain_);
    }
  }

  // A worker looks out for the next call for a while before it sleeps, since training steps follow each other closely.
  void serve(int seen) {
    while (true) {
      const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(100);
      while (calls_.load(std::memory_order_acquire) == seen && std::chrono::steady_clock::now() < until) {
        for (int i = 0; i < 8; ++i) relax();
      }
      calls_.wait(seen);
      seen = calls_.load();
      if (stop_.load()) return;
      int gate = gate_.load(std::memory_order_relaxed);
      while (gate >= open && !gate_.compare_exchange_weak(gate, gate + 1, std::memory_order_acquire)) {
      }
      if (gate < open) continue;
      work_off();
      gate_.fetch_sub(1, std::memory_order_release);
    }
  }

  std::vector<std::thread> workers_;
  ThreadPriority priority_ = ThreadPriority::normal;
  std::atomic<int> size_{1};
  std::atomic<bool> stop_{false};
  alignas(64) std::atomic<int> calls_{0};  // counts calls; workers sleep on it
  std::atomic<bool> busy_{false};
  alignas(64) std::atomic<int> gate_{0};
  alignas(64) std::atomic<int64_t> next_{0};  // the next piece to take
  int64_t n_ = 0, grain_ = 1;                 // written while nobody is inside, read inside
  const Work* work_ = nullptr;
};

Pool& pool() {
  static Pool instance;
  return instance;
}

}  // namespace

void set_thread_count(int n, ThreadPriority workers) { pool().resize(n, workers); }

int default_thread_count() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1); }

int thread_count() { return pool().size(); }

void parallel_for(int64_t n, int64_t grain, const Work& work) {
  if (n <= 0) return;
  if (grain < 1) grain = 1;
  if (n > grain && thread_count() > 1 && pool().run(n, grain, work)) return;
  for (int64_t begin = 0; begin < n; begin += grain) work(begin, n - begin < grain ? n : begin + grain);
}

}  // namespace engine
