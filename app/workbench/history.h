// Undo and redo: whole experiments, the cheapest thing that cannot go wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/message.h"
#include "engine/graph/experiment.h"

namespace app {

class History {
 public:
  explicit History(engine::Experiment first = {});

  const engine::Experiment& current() const { return steps_[now_].value; }
  // A new step; joins the newest one when both have the same non-empty key and no commit() came between.
  void push(engine::Message label, engine::Experiment value, const std::string& merge_key);
  void commit() { open_key_.clear(); }

  bool can_undo() const { return now_ > 0; }
  bool can_redo() const { return now_ + 1 < steps_.size(); }
  // What undo() would take back; empty when there is nothing.
  engine::Message undo_label() const;
  engine::Message redo_label() const;
  bool undo();
  bool redo();
  // All steps: 0 is the beginning, which has no label.
  size_t size() const { return steps_.size(); }
  size_t place() const { return now_; }
  const engine::Message& label(size_t step) const { return steps_[step].label; }
  std::ptrdiff_t saved_place() const { return saved_; }  // -1: the saved state is not among the steps
  bool go_to(size_t step);
  // Grows with everything that changes what current() or modified() says.
  uint64_t changes() const { return changes_; }

  void mark_saved() {
    saved_ = static_cast<std::ptrdiff_t>(now_);
    ++changes_;
  }
  // What is here lies in no file.
  void mark_unsaved() {
    saved_ = -1;
    ++changes_;
  }
  bool modified() const { return saved_ != static_cast<std::ptrdiff_t>(now_); }

 private:
  struct Step {
    engine::Message label;  // of the edit that led here
    engine::Experiment value;
  };
  std::vector<Step> steps_;
  size_t now_ = 0;
  std::ptrdiff_t saved_ = 0;  // step of the file; -1 when it is gone
  std::string open_key_;
  uint64_t changes_ = 1;
};

}  // namespace app
