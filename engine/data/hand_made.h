// What is in order in a set made by hand, whoever wrote it: the window, or a project file that may be hostile. Errors
// stand at the place in the set, "drawings.items[3]". Makes no data set.
#pragma once

#include <string_view>

#include "engine/core/result.h"
#include "engine/schema/hand_made.h"

namespace engine {

Status check_points(const SharedList<HandPoint>& points);
Status check_drawings(const LabelledSet<Drawing>& set);
Status check_sentences(const LabelledSet<Sentence>& set);
Status check_table(const HandTable& table);
// All of them.
Status check_hand_made(const HandMade& hand);

// Names of classes and columns: at least one sign, no line breaks, not too long.
Status check_name(std::string_view name);

}  // namespace engine
