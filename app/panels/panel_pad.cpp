#include "app/panels/panel_pad.h"

namespace app {
namespace {

PanelPad* shared_ = nullptr;

}  // namespace

PanelPad::PanelPad() { shared_ = this; }
PanelPad::~PanelPad() {
  if (shared_ == this) shared_ = nullptr;
}
PanelPad* PanelPad::shared() { return shared_; }

void PanelPad::fit(const std::shared_ptr<const engine::PreparedData>& data) {
  if (of_ == data || !data || !suits(data->raw)) return;
  of_ = data;
  const engine::Shape& shape = data->raw.inputs.shape();
  traits = views::picture_traits(data->raw);
  paper.set_size(static_cast<int>(shape[0]), static_cast<int>(shape[1]), static_cast<int>(shape[2]), traits.paper);
  paper.offer_no_fit();
  if (traits.plain) paper.offer_fit(traits.frame);
}

}  // namespace app
