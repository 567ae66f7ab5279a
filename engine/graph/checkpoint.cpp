#include "engine/graph/checkpoint.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

namespace engine {
namespace {

using State = std::array<uint64_t, 4>;
static_assert(sizeof(Rng) == sizeof(State));

void append(std::vector<uint32_t>& words, uint64_t bits) {
  words.push_back(static_cast<uint32_t>(bits));
  words.push_back(static_cast<uint32_t>(bits >> 32));
}

uint64_t joined(const std::vector<uint32_t>& words, size_t at) {
  return words[at] | static_cast<uint64_t>(words[at + 1]) << 32;
}

}  // namespace

bool Checkpoint::has_gathered() const {
  const auto any = [](const auto& map) {
    const auto first = map.lower_bound(kGathered);
    return first != map.end() && first->first.starts_with(kGathered);
  };
  return any(counts) || any(words) || any(arrays);
}

void Checkpoint::forget_gathered() {
  const auto gathered = [](const auto& entry) { return entry.first.starts_with(kGathered); };
  std::erase_if(counts, gathered);
  std::erase_if(words, gathered);
  std::erase_if(arrays, gathered);
}

int64_t Checkpoint::bytes() const {
  size_t sum = counts.size() * sizeof(int64_t);
  for (const auto& [name, list] : words) sum += list.size() * sizeof(uint32_t);
  for (const auto& [name, array] : arrays) sum += array.values.size() * sizeof(Scalar);
  return static_cast<int64_t>(sum);
}

void CheckpointExchange::fail(Error e) {
  if (!error_) error_ = std::move(e);
}

void CheckpointExchange::refuse(const std::string& name) {
  fail(engine::error("The state of training has no sound \"{}\".", name));
}

void CheckpointExchange::count(const std::string& name, int64_t& value, int64_t most) {
  if (to_) {
    to_->counts[name] = value;
    return;
  }
  const auto found = from_->counts.find(name);
  if (found == from_->counts.end() || found->second < 0 || found->second > most) return refuse(name);
  if (!error_) value = found->second;
}

void CheckpointExchange::flag(const std::string& name, bool& value) {
  int64_t number = value ? 1 : 0;
  count(name, number, 1);
  value = number == 1;
}

const std::vector<uint32_t>* CheckpointExchange::words(const std::string& name, size_t size) {
  const auto found = from_->words.find(name);
  if (found != from_->words.end() && found->second.size() == size) return error_ ? nullptr : &found->second;
  refuse(name);
  return nullptr;
}

void CheckpointExchange::number(const std::string& name, double& value) {
  if (to_) {
    append(to_->words[name], std::bit_cast<uint64_t>(value));
  } else if (const auto* list = words(name, 2)) {
    value = std::bit_cast<double>(joined(*list, 0));
  }
}

void CheckpointExchange::numbers(const std::string& name, std::span<double> values) {
  if (to_) {
    for (const double x : values) append(to_->words[name], std::bit_cast<uint64_t>(x));
    return;
  }
  const auto* list = words(name, 2 * values.size());
  if (!list) return;
  for (size_t i = 0; i < values.size(); ++i) {
    const auto x = std::bit_cast<double>(joined(*list, 2 * i));
    if (!std::isfinite(x)) return refuse(name);
    values[i] = x;
  }
}

void CheckpointExchange::numbers(const std::string& name, std::span<float> values) {
  if (to_) {
    for (const float x : values) to_->words[name].push_back(std::bit_cast<uint32_t>(x));
    return;
  }
  const auto* list = words(name, values.size());
  if (!list) return;
  for (size_t i = 0; i < values.size(); ++i) {
    const auto x = std::bit_cast<float>((*list)[i]);
    if (!std::isfinite(x)) return refuse(name);
    values[i] = x;
  }
}

void CheckpointExchange::choices(const std::string& name, std::span<int32_t> values, int64_t choices) {
  if (to_) {
    to_->words[name].assign(values.begin(), values.end());
    return;
  }
  const auto* list = words(name, values.size());
  if (!list) return;
  for (size_t i = 0; i < values.size(); ++i) {
    if (static_cast<int64_t>((*list)[i]) >= choices) return refuse(name);
    values[i] = static_cast<int32_t>((*list)[i]);
  }
}

void CheckpointExchange::random(const std::string& name, Rng& rng) {
  if (to_) {
    for (const uint64_t bits : std::bit_cast<State>(rng)) append(to_->words[name], bits);
    return;
  }
  const auto* list = words(name, 8);
  if (!list) return;
  State state{};
  for (size_t i = 0; i < state.size(); ++i) state[i] = joined(*list, 2 * i);
  if (state == State{}) return refuse(name);
  rng = std::bit_cast<Rng>(state);
}

void CheckpointExchange::order(const std::string& name, std::vector<int32_t>& order) {
  if (to_) {
    to_->words[name].assign(order.begin(), order.end());
    return;
  }
  const auto* list = words(name, order.size());
  if (!list) return;
  std::vector<char> seen(order.size());
  for (const uint32_t sample : *list) {
    if (sample >= seen.size() || std::exchange(seen[sample], 1)) return refuse(name);
  }
  std::copy(list->begin(), list->end(), order.begin());
}

void CheckpointExchange::numbers(const std::string& name, const Shape& shape, Scalar* numbers) {
  if (to_) {
    to_->arrays[name] = {shape, {numbers, numbers + shape.count()}};
    return;
  }
  const auto found = from_->arrays.find(name);
  if (found == from_->arrays.end()) return fail(engine::error("The state of training does not hold \"{}\".", name));
  const Checkpoint::Array& array = found->second;
  if (!(array.shape == shape) || static_cast<int64_t>(array.values.size()) != shape.count()) {
    return fail(engine::error("The state of training holds \"{}\" in the shape {}, but the network has {}.", name,
                              array.shape.text(), shape.text()));
  }
  if (!error_) std::copy(array.values.begin(), array.values.end(), numbers);
}

void CheckpointExchange::parameters(const std::string& prefix, const Network& network, NetworkPart part,
                                    Scalar* numbers) {
  for (size_t i = 0; i < network.spec().nodes.size(); ++i) {
    const int node = static_cast<int>(i);
    if (part != NetworkPart::whole && network.part_of(node) != part) continue;
    for (const NodeParameter& p : network.node_parameters(node)) {
      this->numbers(prefix + network.spec().nodes[i].id + "." + p.spec.name, p.spec.shape, numbers + p.offset);
    }
  }
}

}  // namespace engine
