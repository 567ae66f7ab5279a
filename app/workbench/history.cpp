#include "app/workbench/history.h"

namespace app {
namespace {

constexpr size_t kMostSteps = 500;

}  // namespace

History::History(engine::Experiment first) { steps_.push_back({{}, std::move(first)}); }

void History::push(engine::Message label, engine::Experiment value, const std::string& merge_key) {
  if (value == current()) return;
  ++changes_;
  if (!merge_key.empty() && merge_key == open_key_ && now_ > 0 && now_ + 1 == steps_.size() &&
      saved_ != static_cast<std::ptrdiff_t>(now_)) {
    steps_[now_].value = std::move(value);
    return;
  }
  if (saved_ > static_cast<std::ptrdiff_t>(now_)) saved_ = -1;  // the saved state lies in the branch that is cut off
  steps_.resize(now_ + 1);
  steps_.push_back({std::move(label), std::move(value)});
  if (steps_.size() > kMostSteps) {
    steps_.erase(steps_.begin());
    --saved_;
  }
  now_ = steps_.size() - 1;
  open_key_ = merge_key;
}

engine::Message History::undo_label() const { return can_undo() ? steps_[now_].label : engine::Message{}; }

engine::Message History::redo_label() const { return can_redo() ? steps_[now_ + 1].label : engine::Message{}; }

bool History::undo() {
  commit();
  if (!can_undo()) return false;
  --now_;
  ++changes_;
  return true;
}

bool History::go_to(size_t step) {
  commit();
  if (step >= steps_.size() || step == now_) return false;
  now_ = step;
  ++changes_;
  return true;
}

bool History::redo() {
  commit();
  if (!can_redo()) return false;
  ++now_;
  ++changes_;
  return true;
}

}  // namespace app
