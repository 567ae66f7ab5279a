// Dragging a layer onto the canvas, and a column along it: which gap would take it, and what a release does. Knows no
// values of training.
#pragma once

#include <string>
#include <vector>

#include "app/panels/network/model.h"
#include "app/panels/panel.h"

namespace app::network {

class DragGesture {
 public:
  // A column was taken by its title; `copy` duplicates it instead of moving it.
  void take_column(const std::string& id, bool copy);

  // Once a frame, before anything is laid out: follows the palette's drag and the pointer, carries out a release.
  // `closed` is the layout without an open gap, `stage` where columns can be dropped.
  void update(const PanelContext& context, const Model& model, const ui::CanvasLayout& closed, const ui::Rect& stage);

  bool active() const { return kind_ != Kind::none; }
  bool moving() const { return kind_ == Kind::column; }
  // The column that is being dragged along, -1: none.
  int column(const Model& model) const { return moving() && !copy_ ? model.column_of(subject_) : -1; }
  // The wire whose gap is open, -1: none; and before which column it lies.
  int open_wire() const { return open_; }
  // The column whose place the layer would take, -1: none.
  int replaced() const { return replace_; }
  // The rank before which a gap opens, -1: none. A wire in the corridor takes a layer without one.
  int open_rank(const Model& model) const;

  // Slot and joints, below everything that the columns show; the card above it.
  void draw_slot(const Model& model, const ui::CanvasLayout& shown, const ui::Rect& slot) const;
  void draw_joints(const Model& model, const ui::CanvasLayout& shown, const ui::Rect& stage) const;
  void draw_card(const PanelContext& context, const Model& model) const;

 private:
  enum class Kind { none, layer, column };
  struct Offer {
    bool possible = false;
    bool quiet = false;  // next to the column itself: nothing would change
    std::string shapes;  // "6 → 6"
    std::string reason;
  };

  void start(const PanelContext& context, const Model& model);
  void offer(const PanelContext& context, const Model& model);
  int rested_on(const PanelContext& context, const ui::CanvasLayout& closed);
  int nearest(const Model& model, const ui::CanvasLayout& closed, ui::Vec at) const;
  void release(const PanelContext& context, const Model& model);
  void drop_layer(const PanelContext& context, const Model& model);
  void drop_column(const PanelContext& context, const Model& model);
  bool stays(const engine::Experiment& e) const;
  void copy_group(const PanelContext& context, const Gap& gap, const std::vector<Gap>& also);
  void end();
  std::string hint(const Model& model) const;

  Kind kind_ = Kind::none;
  std::string subject_;               // layer type, or node id
  std::vector<std::string> members_;  // the layers that the column stands for
  bool copy_ = false;
  bool outside_ = false;  // the pointer has left the canvas
  uint64_t offered_for_ = 0;
  std::vector<Offer> offers_;
  std::vector<bool> replaceable_;  // by column
  int over_ = -1;                  // the column under the pointer ...
  double over_since_ = 0;          // ... which has rested there since
  int open_ = -1, refused_ = -1, replace_ = -1;
  std::string glyph_, title_;
};

}  // namespace app::network
