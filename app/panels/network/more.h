// What the column and the card of training share: the one way to make a slider of an optimizer's parameter.
#pragma once

#include "app/panels/panel.h"
#include "engine/schema/param.h"

namespace app::network {

// Some penalty, clipping, schedule or stop rule is on.
bool has_more(const engine::Experiment& e);

void optimizer_slider(const PanelContext& context, const engine::ParamSpec& spec, const engine::Params& values,
                      ui::Vec left_middle, float width);

}  // namespace app::network
