// Histograms of the weights and of their gradients in the last step.
#include "app/panels/inspector/inspector.h"
#include "app/panels/panel_words.h"
#include "app/ui/draw.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/theme.h"

namespace app {

// "1×28×28 → 8×26×26"; several inputs one after the other.
void InspectorPanel::shapes(const Shown& s, Flow& at) {
  if (!s.info->output) return;
  std::string text;
  for (const engine::Shape& input : s.info->inputs) text += (text.empty() ? "" : ", ") + input.text();
  if (s.type->inputs > 0) text += " → " + s.info->output->text();
  const float y = at.y + 10;
  const float label = ui::draw::text(ui::tr("Shape"), {at.x, y}, {.size = 13});
  ui::draw::text(text, {at.x + at.w, y},
                 {.size = 13,
                  .weight = 600,
                  .mono = true,
                  .colour = ui::theme().ink,
                  .align = ui::Align::right,
                  .max_width = at.w - label - 12,
                  .ellipsis = true});
  at.y += 26;
}

// What the layer puts out for the sample that is shown.
void InspectorPanel::output_picture(const PanelContext& c, const Shown& s, Flow& at) {
  const ui::Palette& colours = ui::theme();
  const engine::Snapshot& snapshot = c.view.snapshot;
  if (!s.info->output) return;
  c.watches.push_back({s.node->id, engine::Watched::sample, 0, watched_row(c.view)});
  outputs_.count(snapshot.valid ? snapshot.find(s.node->id, engine::Watched::sample) : nullptr, snapshot, 41);
  const float y = at.y + 10;
  ui::draw::text(ui::tr("Outputs for one sample"), {at.x, y}, {.size = 13, .weight = 600, .colour = colours.ink});
  if (!outputs_.empty()) {
    ui::draw::text("σ " + ui::format_number(outputs_.deviation(), 2), {at.x + at.w, y},
                   {.size = 12, .mono = true, .colour = colours.ink3, .align = ui::Align::right});
    const ui::Rect r{at.x, y + 12, at.w, 56};
    ui::histogram(r, outputs_.counts(), [](float v) { return ui::sign_colour(v); });
    ui::three_ticks(r, limit_text(-outputs_.limit()), "0", limit_text(outputs_.limit()));
  }
  at.y += 108;
}

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
