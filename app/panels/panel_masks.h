// The card in which units and heads of a layer are switched off, and units frozen: a number for each, to be clicked.
// The canvas and an opened layer both have one.
#pragma once

#include <string>

#include "app/panels/panel.h"
#include "app/workbench/masks.h"

namespace app {

class MaskCard {
 public:
  // `name` is the prefix of its items: "network.masks" -> "network.masks.unit.3" (counted from 0).
  explicit MaskCard(const char* name) : name_(name) {}

  // Whether the layer has anything that can be switched off.
  static bool offered(const engine::NodeInfo& info);
  void open(const std::string& node, const ui::Rect& anchor);
  void draw(const PanelContext& c);

 private:
  void kinds(const ui::Rect& r, const engine::NodeInfo& info);
  void grid(const PanelContext& c, const engine::NodeSpec& node, int64_t count, const ui::Rect& r);

  const char* name_;
  std::string node_;
  MaskKind kind_ = MaskKind::off_unit;
};

// "unit 3 of Dense 1 off": one undo step.
void toggle_masked(const PanelContext& c, const std::string& node, MaskKind kind, int64_t index);
// "Dense 1 · unit 3: off"
std::string masked_words(const View& view, const Masked& part);
// "2 units off, 1 weight held"; empty when there is nothing.
std::string masked_summary(const std::vector<Masked>& parts);

}  // namespace app
