// Small stories of animals that lose something and find a friend, in English and Chinese. Knows nothing of numbers.
#pragma once

#include <string>
#include <vector>

#include "engine/generators/grammar.h"

namespace engine {

const Grammar& story_grammar(bool chinese);

// The text as words and signs, or as characters. The words of a Chinese story are separated by spaces, which are no
// characters of it.
std::vector<std::string> story_tokens(std::string_view text, bool chinese, bool words);

// Every token that a story can have, once, in a fixed order.
std::vector<std::string> all_story_tokens(bool chinese, bool words);

}  // namespace engine
