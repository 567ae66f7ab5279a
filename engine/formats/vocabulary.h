// The most frequent tokens of a text, numbered. Built in two readings: the first counts, the second numbers and learns
// the texts. Counting keeps hashes, not texts, and its memory has a limit: when it is full, the rarest are forgotten.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <cstdint>

namespace engine {

class Vocabulary {
 public:
  static constexpr int64_t kPad = 0, kUnknown = 1, kFirst = 2;

  // First reading.
  void count(std::string_view token);
  int64_t tokens() const { return tokens_; }
  // Ends the first reading: keeps the `most` tokens seen most often (with those of kPad and kUnknown); of equals, those
  // that came first.
  void close(int64_t most);

  // Second reading: the number of a token.
  int64_t id(std::string_view token);
  // By number. kPad is "·", kUnknown is "[?]".
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  struct Entry {
    uint64_t hash = 0;  // 0: free
    int64_t count = 0, first = 0;
  };
  void insert(const Entry& entry);
  void make_room();

  std::vector<Entry> entries_;  // an open hash table, at most half full; its size is a power of two
  size_t used_ = 0;
  int64_t tokens_ = 0;
  std::unordered_map<uint64_t, int64_t> ids_;
  std::vector<std::string> texts_;
};

}  // namespace engine
