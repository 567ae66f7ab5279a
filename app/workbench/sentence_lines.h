// Text that is typed or pasted, as sentences: one a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/schema/hand_made.h"

namespace app {

// Lines without their ends and the spaces around them; empty ones are left out. A line that ends in a tab and the name
// of a class is of that class, all others are of class `label`.
std::vector<engine::Sentence> sentences_of(std::string_view text, const std::vector<std::string>& classes,
                                           int64_t label);

}  // namespace app
