// The training thread: the only class of the engine that knows about threads. Commands go down, the newest snapshot
// and all events come up; no call here ever waits for training.
#pragma once

#include <functional>
#include <memory>
#include <thread>

#include "engine/core/inbox.h"
#include "engine/core/latest.h"
#include "engine/train/command.h"
#include "engine/train/event.h"
#include "engine/train/snapshot.h"

namespace engine {

class TrainerThread {
 public:
  // `wake` is called on the training thread whenever there is something new to take; it must be quick and thread-safe.
  explicit TrainerThread(std::function<void()> wake = {});
  ~TrainerThread();  // quits and joins
  TrainerThread(const TrainerThread&) = delete;
  TrainerThread& operator=(const TrainerThread&) = delete;

  void post(Command command) { commands_.post(std::move(command)); }
  // Owner's thread: the newest snapshot; the reference stays valid until the next call.
  bool take_snapshot() { return snapshots_.take(); }
  const Snapshot& snapshot() const { return snapshots_.front(); }
  // Owner's thread: moves all events since the last call into `events`.
  bool take_events(std::vector<Event>& events) { return events_.take(events); }

 private:
  class Worker;  // everything that only the training thread touches

  Inbox<Command> commands_;
  Inbox<Event> events_;
  Latest<Snapshot> snapshots_;
  std::function<void()> wake_;
  std::thread thread_;  // last: starts when all else is there
};

}  // namespace engine
