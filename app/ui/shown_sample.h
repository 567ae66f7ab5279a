// Which sample of the data the pictures of the layers and the output show. One for the program.
#pragma once

#include <cstdint>

namespace app::ui {

struct ShownSample {
  int64_t row = -1;  // of the data as it came; -1: the first that is not trained on
};

// Set by whoever lets the user choose, read by whoever shows the sample.
ShownSample& shown_sample();

}  // namespace app::ui
