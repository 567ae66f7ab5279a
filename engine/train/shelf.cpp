#include "engine/train/shelf.h"

#include <algorithm>

namespace engine {
namespace {

constexpr size_t kPlaces = 16;
constexpr int64_t kNumbers = 20'000'000;  // parameters that old networks may hold

}  // namespace

void Shelf::put(std::unique_ptr<Trainer> old) {
  if (!old) return;
  kept_.push_back(std::move(old));
  int64_t numbers = 0;
  size_t kept = 0;
  while (kept < kept_.size() && kept < kPlaces && numbers <= kNumbers) {
    numbers += static_cast<int64_t>(kept_[kept_.size() - ++kept]->network().parameters().size());
  }
  kept_.erase(kept_.begin(), kept_.end() - static_cast<std::ptrdiff_t>(kept));
}

void Shelf::restore(Network& net, const Network& newer) const {
  for (const auto& old : kept_) net.keep_weights(old->network(), &newer);  // the newest last: it wins
}

std::vector<std::string> resized_nodes(const Network& now, const Network& old) {
  std::vector<std::string> out;
  for (size_t i = 0; i < now.spec().nodes.size(); ++i) {
    const std::string& id = now.spec().nodes[i].id;
    const int other = old.find(id);
    if (other < 0) continue;
    const auto p = now.node_parameters(static_cast<int>(i)), q = old.node_parameters(other);
    const auto same = [](const NodeParameter& a, const NodeParameter& b) { return a.spec.shape == b.spec.shape; };
    if (!std::equal(p.begin(), p.end(), q.begin(), q.end(), same)) out.push_back(id);
  }
  return out;
}

}  // namespace engine
