// The state of a training between two steps: with the experiment it belongs to, all that the next step depends on.
// Plain data by name.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/rng.h"
#include "engine/graph/network.h"

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

  // How the names begin of what a task has gathered on its way: an agent's memory, the chains of an energy. A state
  // without any of it is sound, too: the task then gathers anew.
  static constexpr const char* kGathered = "task.";
  bool has_gathered() const;
  void forget_gathered();

  int64_t bytes() const;  // about, in memory
  bool operator==(const Checkpoint&) const = default;
};

// One description of the state serves both ways: into a checkpoint, or out of it. What a checkpoint lacks, or holds in
// another shape or outside of the limits that are given, is an error; then the rest is left alone.
class CheckpointExchange {
 public:
  static CheckpointExchange into(Checkpoint& to) { return CheckpointExchange(&to, nullptr); }
  static CheckpointExchange out_of(const Checkpoint& from) { return CheckpointExchange(nullptr, &from); }

  static constexpr int64_t kMostSteps = int64_t{1} << 50;  // whatever a file says

  void count(const std::string& name, int64_t& value, int64_t most = kMostSteps);  // 0 .. most
  void flag(const std::string& name, bool& value);
  void number(const std::string& name, double& value);              // bit for bit, also what is not finite
  void numbers(const std::string& name, std::span<double> values);  // bit for bit, finite
  void numbers(const std::string& name, std::span<float> values);
  void choices(const std::string& name, std::span<int32_t> values, int64_t choices);  // each of 0 .. choices - 1
  void random(const std::string& name, Rng& rng);
  void order(const std::string& name, std::vector<int32_t>& order);  // a permutation
  void numbers(const std::string& name, const Shape& shape, Scalar* numbers);
  // Numbers that lie as the parameters of a network do, node by node; those of one part, if it is divided.
  void parameters(const std::string& prefix, const Network& network, NetworkPart part, Scalar* numbers);

  bool takes_up() const { return from_ != nullptr; }  // out of a checkpoint
  bool has_gathered() const { return !from_ || from_->has_gathered(); }
  // What was taken up under that name cannot be: for rules that only its owner knows.
  void refuse(const std::string& name);
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
