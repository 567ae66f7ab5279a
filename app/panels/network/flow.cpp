// The gradient of the loss on its way back, as ribbons along the wires: shown with the gradients of the weights.
#include <cmath>

#include "app/panels/network/state.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app::network {
namespace {

constexpr float kLeastGap = 40;  // that has room for a number

// Width at the node's output; the input, whose gradient nobody computes, goes on as what reads it.
float width_at(const State& s, int column, int reader) {
  const double own = s.pictures.flow(static_cast<size_t>(column));
  return s.pictures.flow_scale().width(std::isfinite(own) ? own : s.pictures.flow(static_cast<size_t>(reader)),
                                       s.shown.zoom);
}

}  // namespace

bool shows_flow(const State& s) { return s.shown_mode == Mode::gradients && s.pictures.flow_scale().most() > 0; }

void draw_flows(const State& s) {
  for (const Wire& w : s.model.wires()) {
    if (w.to < 0 || s.wire.holds(w.gap)) continue;
    ui::draw_flow(path_of(s.model, s.shown, w), width_at(s, w.from, w.to), width_at(s, w.to, w.to),
                  ui::with_alpha(ui::theme().grad, 0.3f));
  }
}

// What arrives at each layer, over its ribbon; in front of the first, which nothing arrives at, what these numbers are.
void label_flows(const State& s) {
  const ui::Palette& t = ui::theme();
  for (const Wire& w : s.model.wires()) {
    if (w.to < 0 || w.channel >= 0 || s.wire.holds(w.gap)) continue;
    const double norm = s.pictures.flow(static_cast<size_t>(w.from));
    const std::vector<ui::Vec> path = path_of(s.model, s.shown, w);
    const bool first = s.model.columns()[static_cast<size_t>(w.from)].is_input;
    if ((!first && !std::isfinite(norm)) || path.size() < 2 || path.back().x - path.front().x < kLeastGap) continue;
    const ui::Vec at{path[path.size() / 2].x, s.areas.clip.y + 12};
    const std::string words = first ? "|dL/dy|" : ui::format_number(norm, 2);
    ui::draw::text(words, at,
                   {.size = 12,
                    .weight = 600,
                    .mono = true,
                    .colour = t.grad,
                    .align = ui::Align::centre,
                    .halo = t.cv,
                    .lint = false});
    if (!first) continue;
    (void)ui::hit("network.flow", {at.x - 28, at.y - 9, 56, 18}, {.focusable = false});
    ui::tooltip(
        {.title = "|dL/dy|",
         .text = ui::tr("The norm of the gradient of the loss by what a layer puts out, over the last batch; the "
                        "ribbons show it by powers of ten. It comes from the right and is multiplied with the "
                        "weights and the slopes of each layer on its way to the left: thinner and thinner means "
                        "it vanishes, wider and wider that it explodes.")});
  }
}

}  // namespace app::network
