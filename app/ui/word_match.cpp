#include "app/ui/word_match.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>
#include <vector>

#include "app/ui/i18n.h"
#include "app/ui/pinyin_table.h"

namespace app::ui {
namespace {

// Better to worse.
constexpr int kBeginning = 100, kWord = 80, kFirstLetters = 60, kInside = 40, kScattered = 20;

const std::unordered_map<char32_t, std::string>& table() {
  static const std::unordered_map<char32_t, std::string> all = [] {
    std::unordered_map<char32_t, std::string> map;
    for (const Initial& group : kInitials) {
      for (size_t at = 0; at < group.characters.size();) map[next_code_point(group.characters, at)] += group.letter;
    }
    return map;
  }();
  return all;
}

// A text as a row of signs: what each is, with which letters it can be typed, and whether a word begins with it.
struct Sign {
  char32_t character = 0;
  std::string letters;  // of Chinese characters
  bool begins = false;
};

std::vector<Sign> signs_of(std::string_view text) {
  std::vector<Sign> out;
  bool inside = false;
  for (size_t at = 0; at < text.size();) {
    Sign s{next_code_point(text, at), {}, false};
    const bool ascii = s.character < 128;
    if (ascii) s.character = static_cast<char32_t>(std::tolower(static_cast<int>(s.character)));
    const bool part = ascii ? std::isalnum(static_cast<int>(s.character)) != 0 : !is_han(s.character);
    s.letters = ascii ? std::string() : pinyin_initials(s.character);
    s.begins = is_han(s.character) || (part && !inside);
    inside = part;
    out.push_back(std::move(s));
  }
  return out;
}

bool same(const Sign& typed, const Sign& sign) {
  if (typed.character == sign.character) return true;
  return typed.character < 128 && sign.letters.find(static_cast<char>(typed.character)) != std::string::npos;
}

bool found_at(const std::vector<Sign>& typed, const std::vector<Sign>& text, size_t at) {
  if (at + typed.size() > text.size()) return false;
  for (size_t i = 0; i < typed.size(); ++i) {
    if (!same(typed[i], text[at + i])) return false;
  }
  return true;
}

// "lr" in "Learning rate": each letter begins one of the next words.
bool by_initials(const std::vector<Sign>& typed, const std::vector<Sign>& text) {
  std::vector<const Sign*> firsts;
  for (const Sign& s : text) {
    if (s.begins) firsts.push_back(&s);
  }
  for (size_t start = 0; start + typed.size() <= firsts.size(); ++start) {
    size_t k = 0;
    while (k < typed.size() && same(typed[k], *firsts[start + k])) ++k;
    if (k == typed.size()) return true;
  }
  return false;
}

// All letters in their order, the first at the beginning of a word: "dpt" in "Dropout".
bool scattered(const std::vector<Sign>& typed, const std::vector<Sign>& text) {
  for (size_t start = 0; start < text.size(); ++start) {
    if (!text[start].begins || !same(typed[0], text[start])) continue;
    size_t k = 1;
    for (size_t i = start + 1; i < text.size() && k < typed.size(); ++i) k += same(typed[k], text[i]) ? 1 : 0;
    if (k == typed.size()) return true;
  }
  return false;
}

int word_score(const std::vector<Sign>& typed, const std::vector<Sign>& text) {
  int best = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    if (!found_at(typed, text, at)) continue;
    best = std::max(best, at == 0 ? kBeginning : text[at].begins ? kWord : kInside);
  }
  if (best >= kFirstLetters) return best;
  if (typed.size() > 1 && by_initials(typed, text)) return kFirstLetters;
  if (best > 0) return best;
  return typed.size() > 2 && scattered(typed, text) ? kScattered : 0;
}

}  // namespace

std::string pinyin_initials(char32_t character) {
  const auto found = table().find(character);
  return found == table().end() ? std::string() : found->second;
}

int match_score(std::string_view typed, std::string_view text) {
  const std::vector<Sign> signs = signs_of(text);
  int sum = 0, words = 0;
  for (size_t at = 0; at < typed.size();) {
    const size_t end = std::min(typed.find(' ', at), typed.size());
    if (end > at) {
      const int score = word_score(signs_of(typed.substr(at, end - at)), signs);
      if (score == 0) return 0;
      sum += score;
      ++words;
    }
    at = end + 1;
  }
  return words == 0 ? 1 : std::max(1, sum / words);
}

}  // namespace app::ui
