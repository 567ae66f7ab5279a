// Histograms of the weights and of their gradients in the last step.
#include "app/panels/inspector.h"
#include "app/panels/panel_words.h"
#include "app/ui/draw.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/theme.h"

namespace app {

void InspectorPanel::weight_pictures(const PanelContext& c, const Shown& s, Flow& at) {
  const ui::Palette& colours = ui::theme();
  const engine::Snapshot& snapshot = c.view.snapshot;
  const std::string& id = s.node->id;
  constexpr int kBins = 25;
  c.watches.push_back({id, engine::Watched::weight, 0});
  c.watches.push_back({id, engine::Watched::gradient, 0});
  weights_.count(snapshot.valid ? snapshot.find(id, engine::Watched::weight) : nullptr, snapshot, kBins);
  gradients_.count(snapshot.valid ? snapshot.find(id, engine::Watched::gradient) : nullptr, snapshot, kBins);

  struct Half {
    const char *title, *sign;
    const BinnedValues& bins;
    double figure;
    bool gradient;
  };
  const Half halves[] = {{ui::tr("Weights"), "σ ", weights_, weights_.deviation(), false},
                         {ui::tr("Gradients"), "|g| ", gradients_, gradients_.norm(), true}};
  const float width = (at.w - 16) / 2;
  float x = at.x;
  for (const Half& h : halves) {
    const float y = at.y + 10;
    ui::draw::text(h.title, {x, y}, {.size = 13, .weight = 600, .colour = colours.ink});
    const ui::Rect r{x, y + 12, width, 56};
    x += width + 16;
    if (h.bins.empty()) continue;
    ui::draw::text(h.sign + ui::format_number(h.figure, 2), {r.right(), y},
                   {.size = 12, .mono = true, .colour = colours.ink3, .align = ui::Align::right});
    ui::histogram(r, h.bins.counts(), [&](float v) { return h.gradient ? colours.grad : ui::sign_colour(v); });
    ui::three_ticks(r, limit_text(-h.bins.limit()), "0", limit_text(h.bins.limit()));
  }
  at.y += 108;
}

}  // namespace app
