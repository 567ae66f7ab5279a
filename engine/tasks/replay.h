// The last transitions that an agent met, as the network saw them: a ring, drawn from evenly. Room is taken once.
#pragma once

#include <vector>

#include "engine/graph/checkpoint.h"

namespace engine {

class Replay {
 public:
  // Empties it where the room or the shape is another.
  void prepare(int64_t room, const Shape& shape);
  void clear() { size_ = next_ = 0; }
  int64_t size() const { return size_; }
  int64_t room() const { return room_; }

  // Where the next transition's observations go; add() then completes it.
  Scalar* before() { return before_.row(next_); }
  Scalar* after() { return after_.row(next_); }
  void add(int action, double reward, bool terminated);

  // Draws `rows` transitions, with repetition, into the rooms of the batch.
  struct Batch {
    Tensor before, after;                     // [rows, shape]
    std::vector<int32_t> action, terminated;  // [rows]
    std::vector<double> reward;
  };
  void draw(int64_t rows, Rng& rng, Batch& batch) const;

  // All transitions; the actions are of so many.
  void exchange(CheckpointExchange& x, const std::string& name, int64_t actions);

 private:
  int64_t room_ = 0, size_ = 0, next_ = 0;
  Tensor before_, after_;
  std::vector<int32_t> action_, terminated_;
  std::vector<double> reward_;
};

}  // namespace engine
