// Text that a person types, cut into the tokens of a set that is already there. The set says only which tokens it has:
// whether they are characters or words is read off them. Longest match first, as dictionaries are used for Chinese.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/schema/dataset_type.h"

namespace engine {

class TypedText {
 public:
  struct Token {
    std::string text;  // as it was typed
    int64_t id = -1;   // in the vocabulary; -1: the set does not have it
  };

  explicit TypedText(std::span<const std::string> vocabulary);

  std::vector<Token> cut(std::string_view text) const;
  // Text that is cut into these tokens again: characters one behind the other, words with spaces between. What pads the
  // end of a sample is left out.
  std::string join(std::span<const Scalar> ids) const;

  bool characters() const { return characters_; }
  // What pads the end of a sample, and what stands for tokens that are too rare to be kept; -1: the set has none.
  int64_t pad() const { return pad_; }
  int64_t unknown() const { return unknown_; }

 private:
  int64_t find(std::string_view token) const;
  size_t longest(std::string_view text, size_t at, int64_t* id) const;

  std::vector<std::string> texts_;
  std::unordered_map<std::string, int64_t> ids_;
  size_t longest_ = 1;  // bytes of a token
  bool characters_ = true, has_space_ = false;
  int64_t pad_ = -1, unknown_ = -1;
};

// Each step of such a set is to say the token of the next: a network trained on it can write on.
bool predicts_next_token(const Dataset& set);

// The token that stands for words that are to be found: it stands wherever such a set wants an answer, and nowhere
// else. -1: the set hides none.
int64_t hiding_token(const Dataset& set);

}  // namespace engine
