// Slow motion on the canvas: the line that is told of a step, in place of the Doctor's, and what it lights up.
#pragma once

#include "app/panels/network/model.h"
#include "app/panels/panel.h"
#include "app/ui/theme.h"

namespace app::network {

class Story {
 public:
  void update(const PanelContext& context, const Model& model);
  const engine::StoryLine* line() const { return line_; }  // null: nothing is told
  bool tells(engine::StoryLine::Tells what) const { return line_ && line_->tells == what; }
  // Gradients of weights are told of; not where they only pass through, on their way to the other network.
  bool shows_gradients() const { return tells(engine::StoryLine::Tells::backward) && line_->part == line_->update; }
  // What it happens in. Outside of slow motion nothing is.
  bool lights(size_t column) const { return column < lit_.size() && lit_[column] == Lit::now; }
  bool lights_wire(int to) const;
  ui::Colour colour() const { return line_ ? colour_of(line_->tells) : 0; }
  void draw(const PanelContext& context, const ui::Rect& bar) const;

 private:
  enum class Lit { not_at_all, waits, now };
  static ui::Colour colour_of(engine::StoryLine::Tells tells);
  void light(const Model& model, double age);

  const engine::StoryLine* line_ = nullptr;
  int64_t state_ = -1;
  double since_ = 0;
  std::vector<Lit> lit_;  // by column
};

}  // namespace app::network
