// Cuts text into tokens: characters, or words. A stream in, a stream out; keeps the unfinished word only.
#pragma once

#include <string>
#include <string_view>

#include "engine/formats/utf8.h"

namespace engine {

class Tokenizer {
 public:
  Tokenizer(bool words, bool lowercase) : words_(words), lowercase_(lowercase) {}

  // Cuts `text`, whole characters of UTF-8, and calls emit(token) for each token that is complete.
  template <class Emit>
  void feed(std::string_view text, const Emit& emit) {
    for (size_t i = 0; i < text.size();) {
      const size_t length = utf8_length(text, i);
      if (length == 0) {
        ++i;
        continue;
      }
      take(text.substr(i, length), utf8_code_point(text, i, length), emit);
      i += length;
    }
  }
  // The text is over.
  template <class Emit>
  void finish(const Emit& emit) {
    after_return_ = false;
    if (!word_.empty()) emit(std::string_view(word_));
    word_.clear();
  }

 private:
  enum class Sort { space, letter, sign };
  static Sort sort_of(char32_t point);

  template <class Emit>
  void take(std::string_view character, char32_t point, const Emit& emit) {
    const bool second_half = after_return_ && point == '\n';  // of CR LF
    after_return_ = point == '\r';
    if (second_half || (point < ' ' && point != '\n' && point != '\r' && point != '\t')) return;
    const char lower = static_cast<char>(point + ('a' - 'A'));
    if (point == '\r') character = "\n";
    if (lowercase_ && point >= 'A' && point <= 'Z') character = std::string_view(&lower, 1);
    if (!words_) {
      emit(character);
      return;
    }
    const Sort sort = sort_of(point);
    if (sort == Sort::letter && word_.size() + character.size() <= kMostWordBytes) {
      word_ += character;
      return;
    }
    if (!word_.empty()) emit(std::string_view(word_));
    word_.clear();
    if (sort == Sort::letter) word_ = character;
    if (sort == Sort::sign) emit(character);
  }

  static constexpr size_t kMostWordBytes = 64;  // what is longer is cut into several

  bool words_, lowercase_, after_return_ = false;
  std::string word_;
};

}  // namespace engine
