#include "engine/formats/vocabulary.h"

#include <algorithm>

namespace engine {
namespace {

constexpr size_t kFirstSlots = size_t{1} << 12, kMostSlots = size_t{1} << 20;

// FNV-1a with the last step of SplitMix64, never 0.
uint64_t hash_of(std::string_view token) {
  uint64_t hash = 14695981039346656037ULL;
  for (const char c : token) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9ULL;
  hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBULL;
  hash ^= hash >> 31;
  return hash == 0 ? 1 : hash;
}

}  // namespace

void Vocabulary::insert(const Entry& entry) {
  size_t slot = entry.hash & (entries_.size() - 1);
  while (entries_[slot].hash != 0 && entries_[slot].hash != entry.hash) slot = (slot + 1) & (entries_.size() - 1);
  Entry& at = entries_[slot];
  used_ += at.hash == 0;
  if (at.hash == 0) at = {entry.hash, 0, entry.first};
  at.count += entry.count;
}

// Doubles the table, or forgets the rarest tokens when it is as large as it may be.
void Vocabulary::make_room() {
  const std::vector<Entry> old = std::move(entries_);
  const size_t slots = old.empty() ? kFirstSlots : std::min(old.size() * 2, kMostSlots);
  int64_t rare = 0;
  size_t kept = used_;
  while (kept > slots / 4 && slots == old.size()) {
    ++rare;
    kept = static_cast<size_t>(std::ranges::count_if(old, [&](const Entry& e) { return e.count > rare; }));
  }
  entries_.assign(slots, {});
  used_ = 0;
  for (const Entry& entry : old) {
    if (entry.hash != 0 && entry.count > rare) insert(entry);
  }
}

void Vocabulary::count(std::string_view token) {
  if (used_ * 2 >= entries_.size()) make_room();
  insert({hash_of(token), 1, tokens_++});
}

void Vocabulary::close(int64_t most) {
  std::erase_if(entries_, [](const Entry& e) { return e.hash == 0; });
  const auto before = [](const Entry& a, const Entry& b) {
    return a.count != b.count ? a.count > b.count : a.first < b.first;
  };
  std::ranges::sort(entries_, before);
  texts_ = {"·", "[?]"};
  for (const Entry& entry : entries_) {
    if (static_cast<int64_t>(texts_.size()) >= most) break;
    ids_.emplace(entry.hash, static_cast<int64_t>(texts_.size()));
    texts_.emplace_back();
  }
  entries_ = {};
}

int64_t Vocabulary::id(std::string_view token) {
  const auto found = ids_.find(hash_of(token));
  if (found == ids_.end()) return kUnknown;
  std::string& text = texts_[static_cast<size_t>(found->second)];
  if (text.empty()) text = token;
  return found->second;
}

}  // namespace engine
