#include "engine/data/typed_text.h"

#include <algorithm>

#include "engine/formats/utf8.h"

namespace engine {
namespace {

constexpr std::string_view kPadText = "·", kUnknownText = "[?]";  // as the readers of texts call them

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '\'';
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return out;
}

bool space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// Bytes of the ideographic space there, which Chinese keyboards type.
size_t wide_space(std::string_view text, size_t at) { return text.substr(at, 3) == "\xE3\x80\x80" ? 3 : 0; }

}  // namespace

TypedText::TypedText(std::span<const std::string> vocabulary) : texts_(vocabulary.begin(), vocabulary.end()) {
  for (size_t i = 0; i < texts_.size(); ++i) {
    const std::string& text = texts_[i];
    const auto id = static_cast<int64_t>(i);
    if (i == 0 && text == kPadText) {
      pad_ = id;
    } else if (text == kUnknownText) {
      unknown_ = id;
    } else {
      ids_.emplace(text, id);
      longest_ = std::max(longest_, text.size());
      characters_ = characters_ && utf8_length(text, 0) == text.size();
      has_space_ = has_space_ || text == " ";
    }
  }
}

int64_t TypedText::find(std::string_view token) const {
  auto found = ids_.find(std::string(token));
  if (found == ids_.end()) found = ids_.find(lower(token));
  return found == ids_.end() ? -1 : found->second;
}

// Bytes of the longest token that begins at text[at], or 0.
size_t TypedText::longest(std::string_view text, size_t at, int64_t* id) const {
  for (size_t length = std::min(longest_, text.size() - at); length > 0; --length) {
    *id = find(text.substr(at, length));
    if (*id >= 0) return length;
  }
  return 0;
}

std::vector<TypedText::Token> TypedText::cut(std::string_view text) const {
  std::vector<Token> tokens;
  for (size_t i = 0; i < text.size();) {
    const size_t whole = utf8_length(text, i), wide = wide_space(text, i);
    if (whole == 0) {  // no character
      ++i;
      continue;
    }
    const bool gap = space(text[i]) || wide > 0;
    int64_t id = -1;
    size_t length = 0;
    if (!gap && !characters_ && letter(text[i])) {  // a word is known as a whole or not at all
      while (i + length < text.size() && letter(text[i + length])) ++length;
      id = find(text.substr(i, length));
    } else if (!gap || find(text.substr(i, whole)) >= 0) {
      length = longest(text, i, &id);
    } else if (!has_space_) {
      i += whole;
      continue;
    }
    if (length == 0) length = whole;
    tokens.push_back({std::string(text.substr(i, length)), id});
    i += length;
  }
  return tokens;
}

std::string TypedText::join(std::span<const Scalar> ids) const {
  while (!ids.empty() && static_cast<int64_t>(ids.back()) == pad_) ids = ids.first(ids.size() - 1);
  std::string text;
  for (const Scalar id : ids) {
    const auto at = static_cast<size_t>(std::max(Scalar(0), id));
    if (at >= texts_.size()) continue;
    if (!characters_ && !text.empty()) text += ' ';
    text += texts_[at];
  }
  return text;
}

bool predicts_next_token(const Dataset& set) {
  const int64_t steps = set.inputs.columns();
  if (set.vocabulary.empty() || set.classes != static_cast<int64_t>(set.vocabulary.size()) || steps < 2 ||
      set.target_shape != Shape{steps} || set.inputs.shape().rank() != 1) {
    return false;
  }
  constexpr int64_t kRows = 64;
  for (int64_t row = 0; row < std::min(kRows, set.rows()); ++row) {
    const Scalar *input = set.inputs.row(row), *target = set.targets.data() + row * steps;
    for (int64_t t = 0; t + 1 < steps; ++t) {
      if (target[t] >= 0 && target[t] != input[t + 1]) return false;
    }
  }
  return set.rows() > 0;
}

int64_t hiding_token(const Dataset& set) {
  const int64_t steps = set.inputs.columns();
  if (set.vocabulary.empty() || set.classes != static_cast<int64_t>(set.vocabulary.size()) ||
      set.target_shape != Shape{steps} || set.inputs.shape().rank() != 1) {
    return -1;
  }
  constexpr int64_t kRows = 64;
  const int64_t looked_at = std::min(kRows, set.rows()) * steps;
  const Scalar *input = set.inputs.data(), *target = set.targets.data();
  const auto first = std::find_if(target, target + looked_at, [](Scalar t) { return t >= 0; }) - target;
  if (first == looked_at) return -1;
  for (int64_t i = 0; i < looked_at; ++i) {
    if ((target[i] >= 0) != (input[i] == input[first])) return -1;
  }
  return static_cast<int64_t>(input[first]);
}

}  // namespace engine
