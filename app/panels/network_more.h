// The card behind the small button of the optimizer: penalties on weights, gradient clipping, and the parameters that
// have no room in the column. Also the one way to make a slider of an optimizer's parameter.
#pragma once

#include <span>

#include "app/panels/panel.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/param.h"

namespace app::network {

// Some penalty or clipping is on.
bool regularized(const engine::Experiment& e);

void optimizer_slider(const PanelContext& context, const engine::ParamSpec& spec, const engine::Params& values,
                      ui::Vec left_middle, float width);
void draw_more_popover(const PanelContext& context, const char* name, const engine::LossType* loss,
                       std::span<const engine::ParamSpec* const> optimizer, const engine::Params& values);

}  // namespace app::network
