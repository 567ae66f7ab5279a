#include "app/workbench/sentence_lines.h"

#include <algorithm>

namespace app {
namespace {

std::string_view without_spaces(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r"), last = text.find_last_not_of(" \t\r");
  return first == std::string_view::npos ? std::string_view() : text.substr(first, last - first + 1);
}

}  // namespace

std::vector<engine::Sentence> sentences_of(std::string_view text, const std::vector<std::string>& classes,
                                           int64_t label) {
  std::vector<engine::Sentence> out;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = without_spaces(text.substr(at, end - at));
    at = end + 1;
    int64_t own = label;
    if (const size_t tab = line.rfind('\t'); tab != std::string_view::npos) {
      const auto found = std::find(classes.begin(), classes.end(), without_spaces(line.substr(tab)));
      if (found != classes.end()) {
        own = found - classes.begin();
        line = without_spaces(line.substr(0, tab));
      }
    }
    if (line.empty()) continue;
    std::string sentence(line);
    std::replace_if(
        sentence.begin(), sentence.end(), [](char c) { return (c >= 0 && c < ' ') || c == 127; }, ' ');
    out.push_back({std::move(sentence), own});
  }
  return out;
}

}  // namespace app
