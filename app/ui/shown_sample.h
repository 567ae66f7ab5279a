// Which sample of the data the pictures of the layers and the output show. One for the program.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace app::ui {

struct ShownSample {
  int64_t row = -1;                     // of the data as it came; -1: the first that is not trained on
  int64_t pinned = -1;                  // another row, shown beside it to be compared; -1: none
  std::weak_ptr<const void> pinned_in;  // the data that it belongs to, see pinned_row()
  bool wanted = false;  // the user draws one elsewhere than on the pad of the Output card, which has to open for it
  bool probe = false;   // in place of a row, the sample that the user made (engine::command::SetProbe)
  uint64_t sent = 0,
           answered = 0;  // of these samples, numbered: the last one, and the last that was seen with its answer
  // Where it is a text: what the network has written behind it, and how many tokens can be drawn as the next one.
  std::string written;
  int may_follow = 0;
};

// Set by whoever lets the user choose, read by whoever shows the sample.
ShownSample& shown_sample();

}  // namespace app::ui
