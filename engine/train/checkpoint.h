// The state of a training between two steps: with the experiment it belongs to, all that the next step depends on.
// Plain data by name; what a task has gathered is part of it as far as it keeps that (Task::keep).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/rng.h"
#include "engine/graph/network.h"
#include "engine/tasks/kept_state.h"

namespace engine {

struct Checkpoint {
  struct Array {
    Shape shape;
    std::vector<Scalar> values;  // shape.count()
    bool operator==(const Array&) const = default;
  };
  std::map<std::string, int64_t> counts;               // of steps and updates
  std::map<std::string, std::vector<uint32_t>> words;  // generators of random numbers, the order of the samples
  std::map<std::string, Array> arrays;                 // "dense1.weight", and the optimizer's "memory1.dense1.weight"

  int64_t bytes() const;  // about, in memory
  bool operator==(const Checkpoint&) const = default;
};

// One description of the state serves both ways: into a checkpoint, or out of it. What a checkpoint lacks, or holds in
// another shape, is an error; then the rest is left alone.
class CheckpointExchange final : public KeptState {
 public:
  static CheckpointExchange into(Checkpoint& to) { return CheckpointExchange(&to, nullptr); }
  static CheckpointExchange out_of(const Checkpoint& from) { return CheckpointExchange(nullptr, &from); }

  void count(const std::string& name, int64_t& value) override;
  void number(const std::string& name, double& value) override;
  void random(const std::string& name, Rng& rng) override;
  void numbers(const std::string& name, const Shape& shape, Scalar* numbers) override;
  void order(const std::string& name, std::vector<int32_t>& order);  // a permutation
  // Numbers that lie as the parameters of a network do, node by node; those of one part, if it is divided.
  void parameters(const std::string& prefix, const Network& network, NetworkPart part, Scalar* numbers);

  const std::optional<Error>& error() const { return error_; }

 private:
  CheckpointExchange(Checkpoint* to, const Checkpoint* from) : to_(to), from_(from) {}
  void fail(Error e);
  // The words of that name, if there are so many.
  const std::vector<uint32_t>* words(const std::string& name, size_t size);

  Checkpoint* to_;
  const Checkpoint* from_;
  std::optional<Error> error_;
};

}  // namespace engine
