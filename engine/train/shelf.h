// Networks that an edit replaced, so that undoing a deletion brings the weights back.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/train/trainer.h"

namespace engine {

class Shelf {
 public:
  // Keeps it as long as there is room; the oldest go first.
  void put(std::unique_ptr<Trainer> old);
  // Gives `net` the weights of its nodes that `newer`, the network before it, does not have.
  void restore(Network& net, const Network& newer) const;
  void clear() { kept_.clear(); }

 private:
  std::vector<std::unique_ptr<Trainer>> kept_;  // the newest last
};

// Nodes of both networks whose parameters changed shape.
std::vector<std::string> resized_nodes(const Network& now, const Network& old);

}  // namespace engine
