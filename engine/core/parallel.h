// One pool of worker threads for the arithmetic of the training thread.
// Results never depend on the number of threads: work is cut into pieces by size alone, every piece writes
// its own output, and what must be summed is summed in the order of the pieces.
#pragma once

#include <cstdint>
#include <type_traits>

namespace engine {

// A borrowed callable: no allocation, valid while the callable lives.
class Work {
 public:
  template <class F>
  Work(const F& f)  // NOLINT: implicit on purpose
      : object_(&f),
        call_([](const void* o, int64_t begin, int64_t end) { (*static_cast<const F*>(o))(begin, end); }) {}
  void operator()(int64_t begin, int64_t end) const { call_(object_, begin, end); }

 private:
  const void* object_;
  void (*call_)(const void*, int64_t, int64_t);
};

// Of the workers; a caller sets its own (thread_priority.h).
enum class ThreadPriority { normal, low };

// Threads that take part, the caller included (default 1). Waits for a parallel_for that runs on another thread.
void set_thread_count(int n, ThreadPriority workers = ThreadPriority::normal);
int thread_count();
// One less than the machine has, so that a window stays quick; at least 1.
int default_thread_count();

// Calls work(begin, end) on pieces of [0, n) of `grain` items each (the last may be smaller), on any thread,
// and returns when all are done. The pieces depend on n and grain only. Runs inline when one piece or one
// thread is enough. May be used by one thread at a time; a second caller runs inline.
void parallel_for(int64_t n, int64_t grain, const Work& work);

}  // namespace engine
