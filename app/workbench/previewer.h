// First looks at files of data on a thread of their own, so that no frame waits for a disk. One question at a time: a
// newer one ends the one before.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "engine/core/inbox.h"
#include "engine/data/recognise.h"
#include "engine/graph/experiment.h"

namespace app {

struct PreviewAnswer {
  uint64_t number = 0;                    // of the question
  std::vector<engine::Recognised> found;  // to a path: the sources that read it, best first
  engine::Term source;                    // what was looked at
  std::optional<engine::Error> error;     // there is nothing to show
  engine::DataPreview preview;
};

class Previewer {
 public:
  ~Previewer();

  // What a file or folder is and what it holds, read by `source` or, where that is empty, by the best. Returns the
  // number of the question.
  uint64_t ask(std::string path, std::string source);
  // What it holds with these parameters.
  uint64_t ask(engine::Term source);
  // Once a frame: the newest answer when one has come. Never waits.
  std::optional<PreviewAnswer> take();

 private:
  struct Question {
    uint64_t number = 0;
    std::string path{};  // empty: only a look
    engine::Term source{};
    bool last = false;
  };
  uint64_t post(Question question);
  void run();
  void look(const engine::Term& source, PreviewAnswer& answer);
  PreviewAnswer answer(const Question& question);

  engine::Inbox<Question> questions_;
  engine::Inbox<PreviewAnswer> answers_;
  std::vector<PreviewAnswer> taken_;
  uint64_t asked_ = 0;
  std::thread thread_;  // starts with the first question
};

// The question that a preview answers, asked at once: for tests and for whoever can wait.
engine::Result<engine::DataPreview> preview_of(const engine::Term& source, const engine::Progress& progress = {});

}  // namespace app
