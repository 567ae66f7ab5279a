#include "engine/train/step_story.h"

#include <algorithm>

namespace engine {
namespace {

Trainer::Moment moment_of(StoryLine::Tells tells) {
  switch (tells) {
    case StoryLine::Tells::samples:
    case StoryLine::Tells::forward:
    case StoryLine::Tells::acting:
    case StoryLine::Tells::memory: return Trainer::Moment::gathered;
    case StoryLine::Tells::loss:
    case StoryLine::Tells::backward: return Trainer::Moment::learned;
    case StoryLine::Tells::update: break;
  }
  return Trainer::Moment::moved;
}

bool is_of(const StoryLine& line, NetworkPart part) {
  return line.update < 0 || (line.update == 1) == (part == NetworkPart::behind);
}

int lines_of_step(const Trainer& trainer) {
  int count = 0;
  for (int update = 0; update < trainer.updates(); ++update) {
    count += static_cast<int>(std::ranges::count_if(
        trainer.task_type().story, [&](const StoryLine& line) { return is_of(line, trainer.part_of_update(update)); }));
  }
  return count;
}

}  // namespace

StepStory::Went StepStory::next(Trainer& trainer) {
  const std::vector<StoryLine>& lines = trainer.task_type().story;
  if (trainer.moment() == Trainer::Moment::rest) told_ = {};
  for (;;) {
    const bool on = trainer.moment() != Trainer::Moment::rest;
    while (on && behind_ < lines.size()) {
      const StoryLine& line = lines[behind_++];
      if (moment_of(line.tells) != trainer.moment() || !is_of(line, trainer.part_of_update(trainer.update()))) continue;
      told_ = {&line, told_.number + 1, lines_of_step(trainer), trainer.update_loss()};
      return Went::told;
    }
    behind_ = 0;
    if (!trainer.advance()) {
      forget();
      return Went::diverged;
    }
    if (trainer.moment() == Trainer::Moment::rest) return Went::step_over;
  }
}

}  // namespace engine
