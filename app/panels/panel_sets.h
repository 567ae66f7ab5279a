// The sets of data that can be chosen, in their order and groups, and choosing one: the same in the Data card and on
// the data page. Knows no source by name: all come from the catalog.
#pragma once

#include <string>
#include <vector>

#include "app/panels/panel.h"

namespace app {

// All sources by category: classes, hand-made, numbers, images, series, sequences, text, files.
const std::vector<const engine::DatasetType*>& sources_in_order();

struct SetGroup {
  std::string title;  // in the language of the user
  std::vector<const engine::DatasetType*> types;
};
std::vector<SetGroup> set_groups();

// How many classes a source has with these parameters; -1 when that is not known. Reads no large file.
int64_t classes_of(const engine::DataSpec& spec);

// The source becomes the data; one that is read from disk asks for a file first, one made by hand opens its page.
void choose_set(const PanelContext& c, const engine::DatasetType& type);
// Asks for a file or folder of any kind.
void ask_for_any_set();
// Shows the file that was asked for, before it becomes the data. Once a frame, in a panel that is always there.
void take_asked_set(const PanelContext& c);

}  // namespace app
