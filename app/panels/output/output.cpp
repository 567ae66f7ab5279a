#include "app/panels/output/output.h"

#include <algorithm>
#include <utility>

#include "app/panels/panel_reading.h"
#include "app/panels/panel_words.h"
#include "app/ui/hover.h"
#include "app/ui/i18n.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"

namespace app {
namespace {

constexpr float kTab = 68, kLeastTab = 57;
constexpr float kTitle = 48;  // room that a title of its own leaves anyway

constexpr int kResolution = 112;  // of surfaces; the texture is drawn smoothly

constexpr float kLegend = 52, kTableLegend = 64, kHandLegend = 88;  // height below the picture

bool made_by_hand(const engine::Experiment& e) {
  const engine::DatasetType* type = engine::datasets().find(e.data.source.type);
  return type && type->made_by_hand && type->dimensions > 0;
}

// A square as large as the card allows, below the header and above the legend.
ui::Rect square_in(const ui::Rect& area, float legend) {
  const float side = std::max(60.0f, std::min(area.w - 24, area.h - 44 - legend));
  return {area.x + (area.w - side) / 2, area.y + 44, side, side};
}

// Images, sequences, words and long lists: a plane or a curve cannot show them.
bool shows_samples(const View& view) {
  const engine::Dataset& raw = view.snapshot.data->raw;
  if (raw.inputs.shape().rank() > 1 || raw.target_shape.rank() > 0 || !raw.vocabulary.empty()) return true;
  for (const engine::NodeInfo& node : view.info.nodes) {
    if (node.type && node.type->reads_tokens) return true;
  }
  return raw.inputs.columns() > 32;
}

}  // namespace

// The answers to a whole part: the first of those that are not trained on, if there are any.
void OutputPanel::look_at_all(const PanelContext& c, Frame& f, const std::string& out) {
  const engine::Snapshot& s = c.view.snapshot;
  f.kind = Kind::table;
  f.square = square_in(c.area, kTableLegend);
  f.legend = {c.area.x + 12, f.square.bottom(), c.area.w - 24, c.area.bottom() - f.square.bottom()};
  f.part = !s.data->rows[1].empty() ? 1 : !s.data->rows[2].empty() ? 2 : 0;
  const engine::Watch wish{out, engine::Watched::answers, 0, f.part};
  c.watches.push_back(wish);
  const auto found = std::find_if(s.tensors.begin(), s.tensors.end(), [&](const auto& t) { return t.watch == wish; });
  const bool there = found != s.tensors.end() && found->shape.rank() == 2 && !found->values.empty();
  f.answer = there ? &*found : nullptr;
  f.how = Decision::of(c.view, f.answer ? f.answer->shape[1] : 1);
}

void OutputPanel::look_at_sample(const PanelContext& c, Frame& f) const {
  const engine::Snapshot& s = c.view.snapshot;
  const engine::NodeSpec* out = engine::output_node(c.view.experiment.network);
  f.row = shown_row(c.view);
  f.kind = try_.is_open() ? Kind::made : Kind::sample;
  if (!out || try_.is_open()) return;
  if (all_ && s.data->raw.target_shape.rank() == 0) {
    look_at_all(c, f, out->id);
    return;
  }
  c.watches.push_back({out->id, engine::Watched::sample, 0, f.row});
  f.one = s.find(out->id, engine::Watched::sample);
  if (f.one && (f.one->watch.row != f.row || f.one->values.empty())) f.one = nullptr;
  f.how = Decision::of(c.view, f.one ? f.one->shape.count() : 1);
}

OutputPanel::Frame OutputPanel::look_at(const PanelContext& c, const ui::Rect& square) {
  Frame f;
  f.square = square;
  f.legend = {c.area.x + 12, square.bottom(), c.area.w - 24, c.area.bottom() - square.bottom()};
  f.by_hand = made_by_hand(c.view.experiment);
  const engine::Snapshot& s = c.view.snapshot;
  const auto& data = s.data;
  if (acts(c.view.experiment)) {
    if (c.view.data && c.view.data->raw.world) f.kind = Kind::world;
    return f;
  }
  if (f.by_hand) f.kind = Kind::plane;
  if (!s.valid || !data) return f;
  if (learns_energy(c.view.experiment)) {
    look_at_energy(c, f);
    return f;
  }
  if (!learns_labels(c.view.experiment)) {
    look_at_made(c, f);
    return f;
  }
  f.samples = shows_samples(c.view);
  if (f.samples) {
    look_at_sample(c, f);
    return f;
  }
  if (const engine::NodeSpec* out = engine::output_node(c.view.experiment.network)) {
    c.watches.push_back({out->id, engine::Watched::surface, kResolution});
    f.answer = s.find(out->id, engine::Watched::surface, kResolution);
    if (f.answer && (f.answer->shape.rank() != 3 || f.answer->values.empty())) f.answer = nullptr;
  }
  f.how = Decision::of(c.view, f.answer ? f.answer->shape[0] : 1);
  const int64_t columns = data->raw.inputs.columns();
  f.kind = data->plane() ? Kind::plane : columns == 1 && f.how.one_output() ? Kind::curve : Kind::table;
  const engine::NodeSpec* out = engine::output_node(c.view.experiment.network);
  if (f.kind == Kind::table && out) look_at_all(c, f, out->id);
  if (f.kind == Kind::table && try_.is_open()) f.kind = Kind::made;  // there is no point to click
  if (columns <= 2 && data->range > 0) {
    for (int i = 0; i < 2; ++i) {
      if (!(data->high[i] > data->low[i])) continue;
      f.plane.low[i] = data->low[i];
      f.plane.high[i] = data->high[i];
    }
  }
  return f;
}

void OutputPanel::draw(const PanelContext& c) {
  const ui::Surface surface("output", c.area);
  ui::panel(c.area);
  const bool own =
      acts(c.view.experiment) || learns_energy(c.view.experiment);  // has no place for samples made by hand
  if (std::exchange(ui::shown_sample().wanted, false) && !own) try_.set_open(c, true);
  if (own) try_.set_open(c, false);
  try_.follow(c);
  world_.follow(c);
  const Frame f = look_at(c, square_in(c.area, made_by_hand(c.view.experiment) ? kHandLegend : kLegend));
  header(c, f);
  switch (f.kind) {
    case Kind::plane: shows_space(f) ? draw_space(c, f) : draw_plane(c, f); break;
    case Kind::curve: draw_curve(c, f); break;
    case Kind::table:
      if (f.how.classes > 0) {
        draw_confusion(c, f);
      } else {
        draw_scatter(c, f);
      }
      break;
    case Kind::sample: draw_sample(c, f); break;
    case Kind::points: draw_points(c, f); break;
    case Kind::rebuilt: draw_rebuilt(c, f); break;
    case Kind::codes: draw_codes(c, f); break;
    case Kind::gallery: draw_gallery(c, f); break;
    case Kind::world: world_.draw(c, {f.legend.x, f.square.y, f.legend.w, c.area.bottom() - f.square.y - 8}); break;
    case Kind::gibbs: {
      const ui::Rect area{f.legend.x, f.square.y, f.legend.w, c.area.bottom() - f.square.y - 8};
      const float y = sample_head(c, f, area);
      gibbs_.draw(c, {area.x, y, area.w, area.bottom() - y});
      break;
    }
    case Kind::energy: draw_energy(c, f); break;
    case Kind::chains: draw_chain_samples(c, f); break;
    case Kind::made: try_.draw(c, {f.legend.x, f.square.y, f.legend.w, c.area.bottom() - f.square.y - 10}); break;
    case Kind::nothing:
      ui::well(f.square);
      if (shows_reading(c.view)) {
        draw_reading(c, "output.cancel_reading",
                     {f.square.x + 20, f.square.mid_y() - kReadingBar / 2, f.square.w - 40, kReadingBar});
        break;
      }
      ui::empty_state(
          f.square, c.view.error ? error_text(c.view.experiment.network, *c.view.error) : ui::tr("Waiting for data."));
      break;
  }
}

// What the card can show of this kind of data; the last of it is always the user's own sample.
void OutputPanel::header(const PanelContext& c, const Frame& f) {
  const auto title = [&](float tabs, const char* words) {
    ui::panel_header({c.area.x, c.area.y, c.area.w - std::max(0.0f, tabs - kTitle), c.area.h}, "out", words);
  };
  const auto& data = c.view.snapshot.data;
  const bool alone = !data || f.kind == Kind::nothing || f.kind == Kind::points || f.kind == Kind::gallery ||
                     learns_energy(c.view.experiment);
  if (f.kind == Kind::world || alone) title(0, ui::tr("Output"));
  if (f.kind == Kind::world) return world_.header(c);
  if (alone) return;
  const bool labels = learns_labels(c.view.experiment);
  const bool single = labels && f.samples && data->raw.target_shape.rank() == 0;
  const bool codes = f.samples && !code_node(c.view.experiment, c.view.info).empty();
  const bool judges = !f.samples && data->plane() && f.how.classes > 0;
  ui::SegmentItem items[4];
  int count = 0, space_at = -1;
  if (f.samples) {
    items[count++] = {.label = ui::tr("Sample"), .tip = ui::tr("What the network answers to one sample")};
    if (single) items[count++] = {.label = ui::tr("All"), .tip = ui::tr("Truth and answer for many samples")};
    if (codes) items[count++] = {.label = ui::tr("Codes"), .tip = ui::tr("Where the encoder puts the samples")};
  } else if (data->plane() || f.by_hand) {
    items[count++] = {.label = ui::tr("Surface"), .tip = ui::tr("What the network answers everywhere")};
    space_at = count;
    items[count++] = {.label = ui::tr("3-D"),
                      .tip = ui::tr("The answer as a height over the plane. Drag to turn, wheel to zoom.")};
    if (judges) items[count++] = {.label = ui::tr("Errors"), .tip = ui::tr("Points with the wrong answer")};
  } else if (data->raw.inputs.columns() == 1) {
    items[count++] = {.label = ui::tr("Curve"), .tip = ui::tr("What the network answers everywhere")};
  } else {
    items[count++] = {.label = ui::tr("All"), .tip = ui::tr("Truth and answer for many samples")};
  }
  const int last = count++;
  items[last] = {.label = ui::tr("Try"), .tip = ui::tr("Make a sample of your own and see what the network answers")};
  bool& second = codes ? shows_codes_ : single ? all_ : errors_;
  const int second_at = codes || single ? 1 : judges ? last - 1 : -1;
  int mode = try_.is_open()                    ? last
             : space_at >= 0 && shows_space(f) ? space_at
             : second_at > 0 && second         ? second_at
                                               : 0;
  const auto tabs = static_cast<float>(count);
  const bool narrow = kLeastTab * tabs + 4 > c.area.w - 116;  // then the choice says enough
  const float width = std::min(kTab * tabs + 4, c.area.w - (narrow ? 60 : 116));
  title(width, narrow ? "" : ui::tr("Output"));
  const ui::Rect r{c.area.right() - 12 - width, c.area.y + 7, width, 28};
  if (ui::segmented(f.samples ? "output.samples" : "output.mode", r, std::span(items, static_cast<size_t>(count)),
                    &mode)) {
    try_.set_open(c, mode == last);
    if (space_at >= 0) in_space_ = mode == space_at;
    second = mode == second_at;
  }
  if (!judges) errors_ = false;
}

}  // namespace app
