// What using a set means for the network, in a sentence.
#pragma once

#include <string>

#include "app/workbench/workbench.h"
#include "engine/schema/data_preview.h"

namespace app {

// "150 samples in 3 classes." As far as the first look tells.
std::string set_words(const engine::DataPreview& preview);
// "Input becomes 1×28×28, output 10."
std::string change_words(const View& view, const engine::DataPreview& preview);

}  // namespace app
