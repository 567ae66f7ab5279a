// The card behind the small button of the optimizer: everything about training that has no room in the column, in
// sections that scroll. Every control is made from a descriptor; no schedule or loss is known by name.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/panels/panel.h"
#include "app/ui/interact.h"
#include "engine/schema/loss_type.h"

namespace app::network {

class TrainingCard {
 public:
  // `optimizer`: its parameters that have no place elsewhere, with the values of all of them.
  void draw(const PanelContext& context, const char* name, const engine::LossType* loss,
            std::span<const engine::ParamSpec* const> optimizer, const engine::Params& values);

 private:
  void section(const char* title);
  void task(const PanelContext& context);
  void schedule(const PanelContext& context);
  void threads(const PanelContext& context);
  void stop_rules(const PanelContext& context);
  void penalties(const PanelContext& context);
  void loss_params(const PanelContext& context, const engine::LossType& loss);
  // Rows of any descriptor's parameters; `member` is the term that holds their values.
  void params(const PanelContext& context, const std::string& name, std::span<const engine::ParamSpec> specs,
              engine::Term engine::Experiment::*member);
  // A whole number: label, and a stepper with a word in place of 0.
  ui::Change count_row(const char* name, const char* label, const char* tip, int64_t* value, double step,
                       const char* zero);
  ui::Change switch_row(const char* name, const char* label, const char* tip, bool* on);

  float x_ = 0, y_ = 0, width_ = 0;  // where the next row goes
  float height_ = 400;               // of the content in the last frame
};

}  // namespace app::network
