// A set made by hand as files: asks where to, writes, and says what came of it.
#pragma once

#include <string>
#include <utility>

#include "app/panels/panel.h"
#include "engine/core/message.h"

namespace app {

class DataExport {
 public:
  // A button and at most one sentence below it, for sets made by hand that hold something; returns the height it took.
  float draw(const PanelContext& c, const engine::DatasetType& type, const ui::Rect& r);

  // True once after a sentence has come, which may lie below what is seen.
  bool told() { return std::exchange(told_, false); }

 private:
  bool told_ = false;
  std::string of_;  // the source that the sentence is about
  std::string words_;
  bool failed_ = false;
};

}  // namespace app
