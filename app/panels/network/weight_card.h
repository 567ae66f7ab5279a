// The card of one weight, opened by a click on an edge or from the menu of a layer: its value and gradient, to be
// nudged, typed, held or cut. Any other weight of the layer is reached by its two numbers.
#pragma once

#include <string>

#include "app/panels/network/model.h"
#include "app/panels/panel.h"

namespace app::network {

class WeightCard {
 public:
  void open(const std::string& node, int64_t unit, int64_t input, const ui::Rect& anchor);
  // Of the layer whose weights must be watched; -1 while it is closed.
  int column(const Model& model) const;
  void draw(const PanelContext& context, const Model& model);

 private:
  void places(const ui::Rect& r, const engine::Shape& matrix);
  void value(const PanelContext& context, const Column& c, const ui::Rect& r, float weight);
  void foot(const PanelContext& context, const Column& c, const ui::Rect& r, float weight);
  void write(const PanelContext& context, const Column& c, double value, bool held) const;

  std::string node_;
  int64_t unit_ = 0, input_ = 0;
  float before_ = 0;  // the weight when it was chosen
  bool known_ = false;
  std::string typed_;  // what stands in the field
  bool typing_ = false;
};

}  // namespace app::network
