#include "engine/tasks/replay.h"

#include <algorithm>

namespace engine {

void Replay::prepare(int64_t room, const Shape& shape) {
  if (room == room_ && shape == before_.shape()) return;
  room_ = room;
  before_.resize(room, shape);
  after_.resize(room, shape);
  const auto count = static_cast<size_t>(room);
  action_.assign(count, 0);
  reward_.assign(count, 0);
  terminated_.assign(count, 0);
  clear();
}

void Replay::add(int action, double reward, bool terminated) {
  const auto at = static_cast<size_t>(next_);
  action_[at] = action;
  reward_[at] = reward;
  terminated_[at] = terminated;
  next_ = (next_ + 1) % room_;
  size_ = std::min(size_ + 1, room_);
}

void Replay::draw(int64_t rows, Rng& rng, Batch& batch) const {
  batch.before.resize(rows, before_.shape());
  batch.after.resize(rows, after_.shape());
  const auto count = static_cast<size_t>(rows);
  batch.action.resize(count);
  batch.reward.resize(count);
  batch.terminated.resize(count);
  for (int64_t i = 0; i < rows; ++i) {
    const auto from = static_cast<int64_t>(rng.below(static_cast<uint64_t>(size_)));
    const auto to = static_cast<size_t>(i), at = static_cast<size_t>(from);
    std::copy_n(before_.row(from), before_.columns(), batch.before.row(i));
    std::copy_n(after_.row(from), after_.columns(), batch.after.row(i));
    batch.action[to] = action_[at];
    batch.reward[to] = reward_[at];
    batch.terminated[to] = terminated_[at];
  }
}

void Replay::exchange(CheckpointExchange& x, const std::string& name, int64_t actions) {
  x.count(name + ".size", size_, room_);
  x.count(name + ".next", next_, room_ - 1);
  if (x.takes_up() && size_ < room_ && next_ != size_) x.refuse(name + ".next");
  if (x.error() || size_ == 0) return;
  const auto count = static_cast<size_t>(size_);
  const Shape rows{size_, before_.columns()};
  x.numbers(name + ".before", rows, before_.data());
  x.numbers(name + ".after", rows, after_.data());
  x.choices(name + ".action", {action_.data(), count}, actions);
  x.numbers(name + ".reward", {reward_.data(), count});
  x.choices(name + ".terminated", {terminated_.data(), count}, 2);
}

}  // namespace engine
