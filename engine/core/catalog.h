// A catalog: the fixed list of the descriptors of one kind (layers, losses, ...), found by id.
// The build writes the lists (one entry per source file), so nothing is registered by hand.
#pragma once

#include <string_view>
#include <vector>

namespace engine {

template <class Type>
class Catalog {
 public:
  explicit Catalog(std::vector<const Type*> entries) : entries_(std::move(entries)) {}

  const std::vector<const Type*>& entries() const { return entries_; }
  // The descriptor with that id, or nullptr.
  const Type* find(std::string_view id) const {
    for (const Type* entry : entries_) {
      if (entry->id == id) return entry;
    }
    return nullptr;
  }

 private:
  std::vector<const Type*> entries_;
};

}  // namespace engine
