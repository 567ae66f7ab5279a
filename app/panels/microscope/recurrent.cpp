// Recurrent layers: states and gates as strips over time, how far the answer reaches back, and one unit's step with its
// numbers. What there is to show is what the descriptor lists (LayerType::insides).
#include <algorithm>
#include <cmath>

#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/views/picked_picture.h"

namespace app {
namespace {

constexpr float kFigures = 236, kMostFigures = 0.38f;  // width of the card, and its part of all
constexpr float kGap = 14, kLabel = 84, kReach = 34;

// Steps of one kind: [steps, units].
struct Strip {
  engine::InsideSpec spec;
  const engine::WatchedTensor* t = nullptr;
  float at(int64_t step, int64_t unit) const {
    return step < 0 ? 0.0f : t->values[static_cast<size_t>(step * t->shape[1] + unit)];
  }
};

std::string letter_of(const engine::InsideSpec& spec) { return spec.name.substr(0, spec.name.find('_')); }

// "Layer 1", "Layer 2, backwards"
std::string group_title(const std::string& group, bool many) {
  const bool back = group.ends_with("_reverse");
  if (!many) return ui::tr(back ? "Backwards" : "Forwards");
  const std::string layer = group.size() > 2 ? std::to_string(group[2] - '0' + 1) : "1";
  return back ? ui::tr_fill("Layer {}, backwards", {layer}) : ui::tr_fill("Layer {}", {layer});
}

class RecurrentLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const std::vector<engine::InsideSpec> all = o.type().insides(o.info.params);
    std::vector<std::string> groups;
    for (const engine::InsideSpec& spec : all) {
      if (std::find(groups.begin(), groups.end(), spec.group) == groups.end()) groups.push_back(spec.group);
    }
    ui::Rect body = area;
    chosen_ = std::clamp(chosen_, 0, static_cast<int>(groups.size()) - 1);
    if (groups.size() > 1) {
      const bool layers = groups.back().find("_l0") == std::string::npos;
      std::vector<std::string> titles;
      std::vector<ui::SegmentItem> items;
      for (const std::string& group : groups) titles.push_back(group_title(group, layers));
      for (const std::string& title : titles) items.push_back({.label = title});
      ui::segmented("microscope.group",
                    {body.x, body.y, std::min(body.w, 140.0f * static_cast<float>(items.size())), 28}, items, &chosen_);
      body.y += 36;
      body.h -= 36;
    }
    strips_.clear();
    for (const engine::InsideSpec& spec : all) {
      if (spec.group != groups[static_cast<size_t>(chosen_)]) continue;
      const engine::WatchedTensor* t = o.get(engine::Watched::inside, {}, spec.name);
      if (!t || t->shape.rank() != 2) return waiting(o, body);
      strips_.push_back({spec, t});
    }
    if (strips_.empty()) return;
    backwards_ = groups[static_cast<size_t>(chosen_)].ends_with("_reverse");
    steps_ = strips_[0].t->shape[0];
    units_ = strips_[0].t->shape[1];
    for (const Strip& s : strips_) {
      if (s.t->shape != strips_[0].t->shape) return waiting(o, body);
    }
    step_ = step_ < 0 ? steps_ - 1 : std::min(step_, steps_ - 1);
    unit_ = std::min(unit_, units_ - 1);
    names_ = o.step_names(o.info.inputs.empty() ? steps_ : o.info.inputs[0][0]);
    names_.resize(static_cast<size_t>(steps_));
    const float card = std::min(kFigures, body.w * kMostFigures);
    draw_strips(o, {body.x, body.y, body.w - card - kGap, body.h});
    figures({body.right() - card, body.y, card, body.h});
  }

  std::string values(const Opened&) const override {
    std::string out;
    for (const Strip& s : strips_) out += "# " + s.spec.name + "\n" + csv(s.t) + "\n";
    return out;
  }
  bool of_sample(const Opened&) const override { return true; }
  std::vector<int64_t> selection() const override { return {chosen_, unit_, step_, pinned_}; }
  void select(std::span<const int64_t> chosen) override {
    if (chosen.size() != 4) return;
    chosen_ = static_cast<int>(chosen[0]);
    unit_ = chosen[1];
    step_ = chosen[2];
    pinned_ = chosen[3] != 0;
  }
  bool escape() override { return std::exchange(pinned_, false); }

 private:
  void draw_strips(const Opened& o, const ui::Rect& area) {
    const engine::WatchedTensor* reach =
        o.sources.empty() ? nullptr : o.get(engine::Watched::answer_gradient, o.sources[0]);
    int shown = 0;
    for (const Strip& s : strips_) shown += s.spec.label.empty() ? 0 : 1;
    const float foot = 26 + (reach ? kReach + 18 : 0), width = area.w - kLabel;
    const float h = std::clamp((area.h - foot - 6 * static_cast<float>(shown)) / static_cast<float>(std::max(1, shown)),
                               14.0f, 150.0f);
    const float pitch = std::min(width / static_cast<float>(steps_), 96.0f);
    const ui::Rect row{area.x + kLabel, area.y, pitch * static_cast<float>(steps_), h};
    maps_.resize(strips_.size());
    float y = area.y;
    for (size_t k = 0; k < strips_.size(); ++k) {
      if (strips_[k].spec.label.empty()) continue;
      strip(k, {row.x, y, row.w, h});
      if (o.output().back() == units_) mark_rows(o, {row.x, y, row.w, h}, units_);
      y += h + 6;
    }
    step_labels({row.x, y, row.w, 20}, area.right());
    y += 24;
    const ui::Rect column = views::cell_rect({row.x, area.y, row.w, y - area.y - 28}, 1, steps_, {0, step_});
    ui::draw::rect(column.grown(1), ui::theme().acc, 3, 2);
    if (reach) draw_reach(*reach, {row.x, y + 14, row.w, kReach});
  }

  void strip(size_t k, const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    const Strip& s = strips_[k];
    views::Limits known{static_cast<float>(s.spec.range.low), static_cast<float>(s.spec.range.high)};
    views::ColourRange range;
    range.follow({s.t->low, s.t->high}, known);
    maps_[k].arrange(1, units_, steps_);
    maps_[k].set(0, s.t->values, range.scale(), units_, 1);
    maps_[k].draw(0, r, 2);
    ui::draw::rect(r, t.line2, 2);
    ui::draw::text(letter_of(s.spec), {r.x - kLabel, r.y + 9},
                   {.size = 14, .weight = 700, .mono = true, .colour = t.ink});
    if (r.h >= 30) {
      ui::draw::text(ui::tr(s.spec.label), {r.x - kLabel, r.y + 26},
                     {.size = 12, .colour = t.ink3, .max_width = kLabel - 8, .ellipsis = true});
    }
    if (r.h >= 48) {
      const views::ValueSpan span = range.scale().span;
      const auto number = [](float v) { return ui::format_number(static_cast<double>(v), 3); };
      const std::string ends = span.middle == 0
                                   ? "±" + number(span.reach)
                                   : number(span.middle - span.reach) + " … " + number(span.middle + span.reach);
      ui::draw::text(ends, {r.x - kLabel, r.y + 42},
                     {.size = 12, .mono = true, .colour = t.ink3, .max_width = kLabel - 6, .ellipsis = true});
    }
    const ui::Rect unit = views::cell_rect(r, units_, steps_, {unit_, step_});
    ui::draw::rect(unit.grown(unit.h < 4 ? 2.0f : 0.5f), t.ink, 1, 1.5f);
    const ui::Hit h = ui::hit(ui::name_of("microscope.strip", s.spec.name.c_str()), r, {.focusable = false});
    const views::Cell at = views::cell_at(r, units_, steps_, ui::mouse());
    if (!h.hovered || !at.valid()) return;
    if (h.clicked) pinned_ = !(pinned_ && at.row == unit_ && at.column == step_);
    if (h.clicked || !pinned_) {
      unit_ = at.row;
      step_ = at.column;
    }
    ui::tooltip_at(
        s.spec.name + std::to_string(at.row * steps_ + at.column), ui::mouse(),
        {.title = ui::tr(s.spec.label),
         .rows = {{ui::tr_fill("step {}, unit {}", {std::to_string(at.column + 1), std::to_string(at.row + 1)}),
                   ui::format_number(static_cast<double>(s.at(at.column, at.row)), 4), 0}},
         .rows_in_line = false});
  }

  void step_labels(const ui::Rect& r, float right) const {
    const float pitch = r.w / static_cast<float>(steps_);
    float free = r.x - 20;
    for (int64_t s = 0; s < steps_; ++s) {
      const std::string& name = names_[static_cast<size_t>(s)];
      const float middle = r.x + pitch * (static_cast<float>(s) + 0.5f);
      const float width = std::min(ui::text_width(name, {.size = 12}), std::max(28.0f, pitch - 4));
      if (middle - width / 2 < free || middle + width / 2 > right) continue;
      ui::draw::text(name, {middle, r.mid_y()},
                     {.size = 12,
                      .colour = s == step_ ? ui::theme().acc : ui::theme().ink2,
                      .align = ui::Align::centre,
                      .max_width = width + 1,
                      .ellipsis = true});
      free = middle + width / 2 + 6;
    }
  }

  // The norm of the answer's gradient at each step of the input, as bars.
  void draw_reach(const engine::WatchedTensor& d, const ui::Rect& r) const {
    const ui::Palette& t = ui::theme();
    const int64_t columns = d.shape.rank() == 2 ? d.shape[1] : 1;
    std::vector<double> norms;
    double most = 0;
    for (int64_t s = 0; s < steps_ && (s + 1) * columns <= static_cast<int64_t>(d.values.size()); ++s) {
      double sum = 0;
      for (int64_t k = 0; k < columns; ++k) {
        const auto v = static_cast<double>(d.values[static_cast<size_t>(s * columns + k)]);
        sum += v * v;
      }
      norms.push_back(std::sqrt(sum));
      if (std::isfinite(norms.back())) most = std::max(most, norms.back());
    }
    const std::vector<float> numbers(norms.begin(), norms.end());
    views::offer_picture(r, 1, static_cast<int64_t>(numbers.size()), numbers);
    ui::draw::text(ui::tr("gradient"), {r.x - kLabel, r.mid_y()},
                   {.size = 12, .colour = t.grad, .max_width = kLabel - 6, .ellipsis = true});
    ui::draw::hairline({r.x, r.bottom()}, {r.right(), r.bottom()}, t.line2);
    for (size_t s = 0; s < norms.size(); ++s) {
      const ui::Rect cell = views::cell_rect(r, 1, steps_, {0, static_cast<int64_t>(s)});
      const double share = most > 0 && std::isfinite(norms[s]) ? norms[s] / most : 0;
      const float h = std::max(1.0f, r.h * static_cast<float>(share));
      ui::draw::rect_filled({cell.x + 1, r.bottom() - h, std::max(1.0f, cell.w - 2), h}, t.grad, 1);
      if (!cell.contains(ui::mouse()) || !ImGui::IsWindowHovered()) continue;
      ui::tooltip_at("reach" + std::to_string(s), ui::mouse(),
                     {.title = ui::tr("How strongly the answer leans on this step"),
                      .rows = {{"|g|", ui::format_number(norms[s], 4), t.tip_grad}}});
    }
  }

  const Strip* named(const char* letter) const {
    for (const Strip& s : strips_) {
      if (letter_of(s.spec) == letter) return &s;
    }
    return nullptr;
  }

  // The step of one unit, as its formula says, from the numbers that the strips show.
  void figures(const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    ui::draw::rect_filled(r, t.bg1, 10);
    ui::draw::rect(r, t.line, 10);
    const ui::Rect in{r.x + 12, r.y + 10, r.w - 24, r.h - 20};
    const std::string title =
        ui::tr_fill("Unit {} at “{}”", {std::to_string(unit_ + 1), names_[static_cast<size_t>(step_)]});
    ui::draw::text(title, {in.x, in.y + 8},
                   {.size = 14, .weight = 600, .colour = t.ink, .max_width = in.w, .ellipsis = true});
    float y = in.y + 22;
    const auto line = [&](std::string_view label, double v, bool strong = false) {
      if (y + 22 > in.bottom()) return;
      const float h = strong ? 30.0f : 22.0f;
      figure_line({in.x, y, in.w, h}, label, ui::format_fixed(v, 3), strong,
                  strong ? ui::sign_colour(static_cast<float>(v)) : 0);
      y += h;
    };
    const int64_t old = backwards_ ? (step_ + 1 < steps_ ? step_ + 1 : -1) : step_ - 1;
    const auto at = [&](const char* letter, int64_t step) {
      const Strip* s = named(letter);
      return s ? static_cast<double>(s->at(step, unit_)) : 0.0;
    };
    const double h_old = at("h", old), h = at("h", step_);
    if (named("c")) {
      const double f = at("f", step_), c_old = at("c", old), i = at("i", step_), g = at("g", step_);
      line(ui::tr("forget gate f"), f);
      line(ui::tr("cell before c′"), c_old);
      line(ui::tr("input gate i"), i);
      line(ui::tr("candidate g"), g);
      line("c = f·c′ + i·g", f * c_old + i * g, true);
      line(ui::tr("output gate o"), at("o", step_));
      line("tanh(c)", std::tanh(at("c", step_)));
      line("h = o·tanh(c)", h, true);
    } else if (named("z")) {
      line(ui::tr("reset gate r"), at("r", step_));
      line(ui::tr("candidate n"), at("n", step_));
      line(ui::tr("update gate z"), at("z", step_));
      line(ui::tr("state before h′"), h_old);
      line("h = (1 − z)·n + z·h′", h, true);
    } else {
      line(ui::tr("state before h′"), h_old);
      line(ui::tr("state h"), h, true);
    }
    if (y + 60 < in.bottom()) {
      const char* words = named("c") ? ui::tr("f near 1 keeps the cell, i near 1 writes into it, o near 1 shows it.")
                          : named("z")
                              ? ui::tr("z near 1 keeps the old state, z near 0 replaces it by the candidate.")
                              : ui::tr("Each step mixes the input with the whole state before and squashes it.");
      ui::draw::text_block(words, {in.x, y + 8, in.w, in.bottom() - y}, {.size = 13, .colour = t.ink3});
    }
  }

  std::vector<Strip> strips_;
  std::vector<views::HeatMaps> maps_;
  std::vector<std::string> names_;
  int chosen_ = 0;
  int64_t steps_ = 0, units_ = 0, step_ = -1, unit_ = 0;
  bool backwards_ = false, pinned_ = false;
};

}  // namespace

const LookType& recurrent_look() {
  static const LookType type{
      "recurrent",
      "Steps",
      "What the layer remembers from step to step, and how far each gate is open. Point at a step of a unit.",
      "A recurrent layer carries a state along the sequence. Gates are numbers between 0 and 1 that say how much "
      "passes: "
      "how much of the memory stays, how much is written, how much is shown. The pink bars are the length of the "
      "gradient of the answer at each step of the input: where they fade to the left, early steps hardly teach.",
      [](const Opened& o) { return o.type().insides != nullptr; },
      []() -> std::unique_ptr<Look> { return std::make_unique<RecurrentLook>(); }};
  return type;
}

}  // namespace app
