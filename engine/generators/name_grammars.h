// How names sound in each family of languages: syllables that follow each other. The names are invented, and many of
// them exist. Written with the letters a to z, as in a passport. Knows nothing of numbers.
#pragma once

#include <string>
#include <vector>

#include "engine/generators/grammar.h"

namespace engine {

struct NameGrammar {
  std::string language;  // "Italian"
  Grammar given, family;
  bool family_first;  // in a full name
};

const std::vector<NameGrammar>& name_grammars();

}  // namespace engine
