// The column at the right of the canvas: the loss and its curve, the optimizer and its rates. Every control is made
// from a descriptor; no loss or optimizer is known by name.
#pragma once

#include <string>
#include <vector>

#include "app/panels/network/loss_curve.h"
#include "app/panels/network/training.h"
#include "app/panels/panel.h"

namespace app::network {

class LossColumn {
 public:
  void draw(const PanelContext& context, const ui::Rect& box);

 private:
  void draw_loss(const PanelContext& context, const ui::Rect& box);
  static void open_landscape(const PanelContext& context, const char* name, const ui::Rect& r);
  void draw_curve(const ui::Rect& well) const;
  void draw_optimizer(const PanelContext& context, const ui::Rect& box, float top);
  void draw_rule(const ui::Rect& area) const;
  void choose_loss_menu(const PanelContext& context);
  void choose_game_menu(const PanelContext& context);
  void draw_more(const PanelContext& context);
  void update(const PanelContext& context);

  // What the texts below were made from.
  engine::Term task_, loss_, optimizer_;
  int64_t classes_ = -1, seen_classes_ = -1;
  int language_ = -1;
  const engine::LossType* loss_type_ = nullptr;
  const engine::OptimizerType* optimizer_type_ = nullptr;
  LossCurve curve_;
  std::string loss_title_, rule_;
  std::vector<std::string> optimizer_titles_;
  std::vector<const engine::ParamSpec*> shown_;  // optimizer parameters, most important first
  size_t rows_ = 0;                              // of them that have room in the column
  engine::Params values_;                        // resolved, of the optimizer
  TrainingCard training_;
};

}  // namespace app::network
