// Wiring by the mouse: a wire is pulled from an output to an input, or taken by its end off the input where it ends.
// Knows no values of training.
#pragma once

#include <string>
#include <vector>

#include "app/panels/network/model.h"
#include "app/panels/panel.h"
#include "app/ui/network_canvas_wires.h"

namespace app::network {

// The way of every wire on the screen; empty for those that are drawn weight by weight.
void find_paths(const Model& model, const ui::CanvasLayout& shown, std::vector<std::vector<ui::Vec>>& paths);
std::vector<ui::Vec> path_of(const Model& model, const ui::CanvasLayout& shown, const Wire& wire);

class WireGesture {
 public:
  // From the output of a layer.
  void pull(const std::string& from);
  // An existing wire, by its end.
  void take_off(const Gap& wire);

  bool active() const { return !from_.empty(); }
  bool holds(const Gap& wire) const { return taken_ && wire == end_; }
  // Once a frame: follows the pointer, carries out a release. True when the wire was let go over the ground at
  // dropped_at(), where a new layer may take it.
  bool update(const PanelContext& context, const Model& model, const ui::CanvasLayout& shown, const ui::Rect& clip);
  ui::Vec dropped_at() const { return dropped_; }
  const std::string& dropped_from() const { return dropped_from_; }

  void draw(const Model& model, const ui::CanvasLayout& shown) const;

 private:
  struct Target {
    int column = -1, port = -1;
    std::string refused;  // why not
  };
  Target target_at(const PanelContext& context, const Model& model, const ui::CanvasLayout& shown) const;
  void connect(const PanelContext& context, const Model& model);
  void end();

  std::string from_, dropped_from_;
  bool taken_ = false;
  Gap end_;  // of a taken wire
  Target target_;
  ui::Vec dropped_;
};

}  // namespace app::network
