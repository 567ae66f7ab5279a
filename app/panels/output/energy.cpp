// The Output card of an energy: low where the samples are, with the chains that draw samples from it and their last
// way; of samples that are no points of a plane, where the chains have come to.
#include <algorithm>
#include <cmath>

#include "app/panels/output/output.h"
#include "app/panels/output/plane_scale.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"

namespace app {
namespace {

constexpr int kResolution = 112;      // of the energy's surface
constexpr int64_t kMostPoints = 400;  // samples
constexpr double kRise = 8;           // above the lowest energy: a point there is exp(-8) times as likely

const engine::WatchedTensor* watched(const PanelContext& c, engine::Watched what, int rank) {
  c.watches.push_back({"", what});
  const engine::WatchedTensor* t = c.view.snapshot.find("", what);
  return t && t->shape.rank() == rank && !t->values.empty() ? t : nullptr;
}

}  // namespace

void OutputPanel::look_at_energy(const PanelContext& c, Frame& f) {
  const engine::Snapshot& s = c.view.snapshot;
  const engine::PreparedData& data = *s.data;
  if (task_of(c.view.experiment).energy == engine::EnergySource::units) {
    f.kind = Kind::gibbs;
    f.samples = true;
    f.row = shown_row(c.view);
    return;
  }
  f.kind = is_plane(data) ? Kind::energy : Kind::chains;
  f.samples_made = watched(c, engine::Watched::chains, 2);
  if (!is_plane(data)) return;
  f.paths = watched(c, engine::Watched::paths, 3);
  for (int k = 0; k < 2; ++k) {
    if (!(data.high[k] > data.low[k])) continue;
    f.plane.low[k] = data.low[k];
    f.plane.high[k] = data.high[k];
  }
  const engine::NodeSpec* out = engine::output_node(c.view.experiment.network);
  if (!out) return;
  c.watches.push_back({out->id, engine::Watched::surface, kResolution});
  f.answer = s.find(out->id, engine::Watched::surface, kResolution);
  if (f.answer && (f.answer->shape.rank() != 3 || f.answer->shape[0] != 1 || f.answer->values.empty()))
    f.answer = nullptr;
  if (!f.answer) return;
  f.how.low = static_cast<double>(f.answer->low);
  f.how.high = std::min(static_cast<double>(f.answer->high), f.how.low + kRise);
}

// Ways as lines, and the places of all chains as discs.
void OutputPanel::draw_chains(const Frame& f, const PlaneScale& scale) const {
  const ui::Palette& colours = ui::theme();
  const auto place = [&](const float* x) { return f.plane.place(scale.raw(x[0], 0), scale.raw(x[1], 1), f.square); };
  const auto finite = [](ui::Vec p) { return std::isfinite(p.x) && std::isfinite(p.y); };
  if (f.paths && f.paths->shape[2] == 2) {
    const int64_t places = f.paths->shape[1];
    for (int64_t i = 0; i < f.paths->shape[0]; ++i) {
      const float* way = f.paths->values.data() + i * places * 2;
      for (int64_t k = 1; k < places; ++k) {
        const ui::Vec a = place(way + 2 * k - 2), b = place(way + 2 * k);
        if (finite(a) && finite(b) && !(a == b)) ui::draw::line(a, b, ui::with_alpha(colours.grad, 0.55f), 1.2f);
      }
    }
  }
  if (!f.samples_made || f.samples_made->shape[1] != 2) return;
  for (int64_t i = 0; i < f.samples_made->shape[0]; ++i) {
    const ui::Vec at = place(f.samples_made->values.data() + 2 * i);
    if (!finite(at) || !f.square.contains(at)) continue;
    ui::draw::circle_filled(at, 3.2f, colours.pt_edge);
    ui::draw::circle_filled(at, 2.4f, colours.grad);
  }
}

void OutputPanel::draw_energy(const PanelContext& c, const Frame& f) {
  const ui::Palette& colours = ui::theme();
  const engine::PreparedData& data = *c.view.snapshot.data;
  const ui::Rect& r = f.square;
  ui::draw::rect_filled(r, colours.cv, 8);
  if (f.answer) {
    surface_.show(*f.answer, c.view.snapshot, f.how, {false, -1});
    surface_.draw(r, 8);
  }
  ui::draw::push_clip(r);
  const int64_t step = std::max<int64_t>(1, data.raw.rows() / kMostPoints);
  for (int64_t row = 0; row < data.raw.rows(); row += step) {
    const engine::Scalar* x = data.raw.inputs.row(row);
    ui::draw::circle(f.plane.place(static_cast<double>(x[0]), static_cast<double>(x[1]), r), 2.6f,
                     ui::with_alpha(colours.ink, 0.7f), 1.2f);
  }
  draw_chains(f, PlaneScale(data));
  ui::draw::pop_clip();
  ui::draw::rect(r, colours.line2, 8);
  energy_legend(c, f);
}

void OutputPanel::energy_legend(const PanelContext& c, const Frame& f) {
  const ui::Palette& colours = ui::theme();
  const float x = f.legend.x, y = f.legend.y + 16;
  ui::draw::circle({x + 5, y}, 3.5f, colours.ink, 1.6f);
  float at = x + 14 + ui::draw::text(ui::tr("sample"), {x + 14, y}, {.size = 13}) + 14;
  ui::draw::circle_filled({at + 4, y}, 4, colours.grad);
  at += 13;
  at += ui::draw::text(ui::tr("chain and its last way"), {at, y}, {.size = 13, .max_width = f.legend.right() - at}) + 8;
  const engine::Metrics& m = c.view.snapshot.train;
  float end = f.legend.right();
  if (engine::metric_value(m, "acceptance")) {
    end -= 10 + ui::draw::text(ui::tr_fill("Acceptance rate {}", {ui::format_percent(m.acceptance, 0)}), {end, y + 20},
                               {.size = 13, .weight = 600, .colour = colours.ink, .align = ui::Align::right});
  }
  if (!f.answer) return;
  const std::string low = ui::format_number(f.how.low, 2), high = ui::format_number(f.how.high, 2);
  const ui::Text tick{.size = 12, .mono = true, .colour = colours.ink3};
  at = x + ui::draw::text(ui::tr("energy"), {x, y + 20}, {.size = 12, .colour = colours.ink3}) + 8;
  at += ui::draw::text(low, {at, y + 20}, tick) + 6;
  const float bar = std::clamp(end - at - 6 - ui::text_width(high, tick), 16.0f, 72.0f);
  ui::draw::gradient({at, y + 15, bar, 10}, ui::Map::surf, 5);
  ui::draw::text(high, {at + bar + 6, y + 20}, tick);
}

// Where the chains have come to, as samples.
void OutputPanel::draw_chain_samples(const PanelContext& c, const Frame& f) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const ui::Rect area{f.legend.x, f.square.y, f.legend.w, c.area.bottom() - f.square.y - 8};
  const int64_t numbers = data.input_shape.count();
  if (!f.samples_made || f.samples_made->shape[1] != numbers) {
    return ui::empty_state(
        area, c.view.error ? error_text(c.view.experiment.network, *c.view.error) : ui::tr("Waiting for the network."));
  }
  const bool lines = data.input_shape.rank() == 2;
  const int64_t columns = lines ? 2 : 6;
  const float gap = 6, cell = (area.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float high = lines ? cell / 2 : cell;
  const auto rows = std::max<int64_t>(1, static_cast<int64_t>((area.h - 30 + gap) / (high + gap)));
  const int64_t count = std::min(f.samples_made->shape[0], rows * columns);
  const auto used = static_cast<float>((count + columns - 1) / columns);
  chain_samples_.draw(data, std::span(f.samples_made->values).first(static_cast<size_t>(count * numbers)),
                      static_cast<int>(columns), {area.x, area.y, area.w, used * (high + gap) - gap}, gap);
  ui::draw::text(ui::tr("Where the chains have come to"), {area.x, area.bottom() - 12},
                 {.size = 13, .colour = ui::theme().ink3, .max_width = area.w, .ellipsis = true});
}

}  // namespace app
