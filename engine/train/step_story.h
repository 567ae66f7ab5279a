// Tells what goes on in a step, line by line, while it is carried out in parts (TaskType::story).
#pragma once

#include "engine/train/trainer.h"

namespace engine {

// The line that is told.
struct Told {
  const StoryLine* line = nullptr;  // of a descriptor; null: nothing is told
  int number = 0, count = 0;        // 1 .. count, of all lines of this step
  double loss = 0;                  // of the update that is told of, once it is there
};

class StepStory {
 public:
  enum class Went { told, step_over, diverged };
  // To the next line of the step that is on, or of the next one; carries out what lies before it.
  Went next(Trainer& trainer);
  void forget() { *this = {}; }
  const Told& told() const { return told_; }

 private:
  Told told_;
  size_t behind_ = 0;  // lines up to here were told of this moment
};

}  // namespace engine
