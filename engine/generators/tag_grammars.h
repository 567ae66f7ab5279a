// Grammars of sentences whose words carry their part of speech, in English and Chinese. Many words can be several parts
// of speech: only their neighbours tell which one. Draws no random numbers itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/generators/grammar.h"

namespace engine {

struct TaggedWord {
  std::string word;
  size_t tag = 0;  // into tag_names
};

// Texts of the grammar are words with their tags, "they/R watch/V the/D watch/N ./E".
const Grammar& tag_grammar(bool chinese);
// English names of the parts of speech, in the order of the tags.
std::vector<std::string> tag_names(bool chinese);
std::vector<TaggedWord> tagged_words(std::string_view text, bool chinese);
// Every word that can occur, sorted, without duplicates.
std::vector<std::string> all_tagged_words(bool chinese);

}  // namespace engine
