// The Inspector card: everything about the selected layer, with live pictures of its numbers; without a selection the
// network as a table. Made from descriptors alone: it knows no layer by name.
#pragma once

#include <string>
#include <vector>

#include "app/panels/inspector/bins.h"
#include "app/panels/panel.h"
#include "app/ui/interact.h"

namespace engine {
struct ActivationType;
}

namespace app {

class InspectorPanel final : public Panel {
 public:
  const char* id() const override { return "inspector"; }
  void draw(const PanelContext& context) override;

 private:
  // The layer that is shown, and which of its parameters have a place of their own.
  struct Shown {
    size_t index = 0;
    const engine::NodeSpec* node = nullptr;
    const engine::NodeInfo* info = nullptr;
    const engine::LayerType* type = nullptr;
    engine::Params params;                          // resolved, or the defaults when they do not fit
    const engine::ParamSpec* activation = nullptr;  // its choices are the activation functions
    const engine::ParamSpec* init = nullptr;        // its choices are the initializers
    const engine::ParamSpec* units = nullptr;
    const engine::ParamSpec* bias = nullptr;
  };
  // Where the next thing goes.
  struct Flow {
    float x, y, w;
  };

  static Shown shown_layer(const View& view);
  void header(const PanelContext& c, const Shown& s);
  void layer(const PanelContext& c, const Shown& s, const ui::Rect& inside);
  void set_param(const PanelContext& c, const Shown& s, const engine::ParamSpec& spec, const engine::ParamValue& value,
                 const ui::Change& how);

  // activation.cpp
  void activation_tiles(const PanelContext& c, const Shown& s, Flow& at);
  void activation_curve(const PanelContext& c, const Shown& s, Flow& at);
  // numbers.cpp
  void shapes(const Shown& s, Flow& at);
  void weight_pictures(const PanelContext& c, const Shown& s, Flow& at);
  void output_picture(const PanelContext& c, const Shown& s, Flow& at);
  // rows.cpp
  void size_row(const PanelContext& c, const Shown& s, Flow& at);
  void switch_row(const PanelContext& c, const Shown& s, Flow& at);
  void other_params(const PanelContext& c, const Shown& s, Flow& at);
  void about(const Shown& s, Flow& at, float bottom);
  void penalty(const PanelContext& c, const char* name, const char* label, ui::Vec left_middle, float width,
               double engine::Regularization::*field);
  // summary.cpp
  void summary(const PanelContext& c);
  void layer_table(const PanelContext& c, Flow& at);
  void training_terms(const PanelContext& c, Flow& at);

  BinnedValues weights_, gradients_, sums_, outputs_;
  float content_ = 0, summary_content_ = 0;  // heights of the last frame
  int activation_page_ = 0;
  std::string page_of_;                                   // the choice that the page was turned to
  std::vector<const engine::ActivationType*> functions_;  // in the order of the tiles
  const engine::ParamSpec* functions_of_ = nullptr;
  // The height of the explanation, which is costly to find.
  struct About {
    const engine::LayerType* type = nullptr;
    float width = 0, scale = 0, height = 0;
    bool chinese = false;
  } about_;
};

}  // namespace app
