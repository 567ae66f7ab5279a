// Sets made by hand as files that other programs read, and that the sources of files here read back: CSV, JSONL, one
// folder of PNG pictures for each class.
#pragma once

#include <string>

#include "engine/core/result.h"
#include "engine/schema/hand_made.h"

namespace engine {

// Columns x1, x2, and `class` ("class 0", ...) or `y`, a number that reads back to the same bits.
std::string points_as_csv(const SharedList<HandPoint>& points, bool classes);
// Cells as they were typed, quoted where CSV asks for it.
std::string table_as_csv(const HandTable& table);
// One object a line, {"label": name of the class, "text": sentence}. Text that is no UTF-8 loses what is not.
std::string sentences_as_jsonl(const LabelledSet<Sentence>& set);
// A PNG file of 8 bits: grey for one channel, else the first three as red, green and blue. Empty without pixels.
std::string picture_as_png(const DrawnPicture& picture);
// `folder`/class/0001.png; the folder is made, and must be new or empty. Signs that a name of a folder cannot have
// become "_".
Status write_drawings(const LabelledSet<Drawing>& set, const std::string& folder);

}  // namespace engine
