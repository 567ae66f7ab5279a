// A chain of tags as a lattice: how likely each tag is at each step, the best path through it, the true one beside it,
// and the matrix that says which tag may follow which.
#include <algorithm>
#include <cmath>

#include "app/panels/microscope/lattice_numbers.h"
#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/views/colour_range.h"
#include "app/views/heat_maps.h"

namespace app {
namespace {

constexpr float kGap = 24, kWords = 84, kFoot = 34, kLeastPitch = 26, kMostPitch = 76;
constexpr float kFaintPair = 0.03f;  // pairs below that are left out
constexpr int64_t kMostNames = 24;   // tags that are named

class LatticeLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const engine::WatchedTensor* scores = o.input();
    const engine::WatchedTensor* moves = o.get(engine::Watched::parameter, {}, "transitions");
    const engine::WatchedTensor* start = o.get(engine::Watched::parameter, {}, "start_transitions");
    const engine::WatchedTensor* end = o.get(engine::Watched::parameter, {}, "end_transitions");
    const engine::WatchedTensor* own = o.get(engine::Watched::sample);
    if (!scores || !moves || !start || !end || !own ||
        moves->shape.count() != start->shape.count() * start->shape.count()) {
      return waiting(o, area);
    }
    const int64_t count = steps_that_answer(*own);
    numbers_.set(scores->values, count, moves->values, start->values, end->values);
    words_ = o.step_names(o.output()[0]);
    read_truth(o, count);
    const float matrix = std::clamp(area.w * 0.34f, 200.0f, 320.0f);
    lattice({area.x, area.y, area.w - matrix - kGap, area.h}, o);
    transitions(o, *moves, {area.right() - matrix, area.y, matrix, area.h});
  }

  std::string values(const Opened& o) const override {
    return csv(o.get(engine::Watched::parameter, {}, "transitions"));
  }
  bool of_sample(const Opened&) const override { return true; }
  std::vector<int64_t> selection() const override { return {first_}; }
  void select(std::span<const int64_t> chosen) override {
    if (chosen.size() == 1) first_ = chosen[0];
  }

 private:
  // Steps behind the end of a sample are all 0.
  static int64_t steps_that_answer(const engine::WatchedTensor& own) {
    const int64_t steps = own.shape[0], tags = own.shape[1];
    int64_t count = steps;
    const auto silent = [&](int64_t t) {
      const auto row = std::span(own.values).subspan(static_cast<size_t>(t * tags), static_cast<size_t>(tags));
      return std::ranges::all_of(row, [](float v) { return v == 0; });
    };
    while (tags > 1 && count > 1 && silent(count - 1)) --count;
    return count;
  }

  void read_truth(const Opened& o, int64_t count) {
    truth_.clear();
    if (!o.data || o.row < 0 || o.data->raw.target_shape != engine::Shape{o.output()[0]}) return;
    const auto begin = static_cast<size_t>(o.row * o.output()[0]);
    if (begin + static_cast<size_t>(count) > o.data->raw.targets.size()) return;
    const auto targets = std::span(o.data->raw.targets).subspan(begin, static_cast<size_t>(count));
    const auto tag = [&](engine::Scalar t) { return t >= 0 && t < static_cast<engine::Scalar>(numbers_.tags()); };
    if (std::ranges::all_of(targets, tag)) truth_.assign(targets.begin(), targets.end());
  }

  static std::string tag_name(const Opened& o, int64_t tag) {
    return o.data ? ui::tr(o.data->class_name(tag)) : std::to_string(tag);
  }

  // ---- the lattice
  ui::Vec place(int64_t step, int64_t tag) const {
    return {nodes_.x + pitch_ * (static_cast<float>(step - first_) + 0.5f),
            nodes_.y + row_ * (static_cast<float>(tag) + 0.5f)};
  }

  void lattice(const ui::Rect& r, const Opened& o) {
    const bool names = numbers_.tags() <= kMostNames;
    float margin = 24;
    for (int64_t k = 0; names && k < numbers_.tags(); ++k)
      margin = std::max(margin, ui::text_width(tag_name(o, k), {.size = 13}) + 14);
    margin = std::min(margin, r.w * 0.3f);
    nodes_ = {r.x + margin, r.y + kWords, r.w - margin, r.h - kWords - kFoot};
    const auto fit = std::max<int64_t>(1, static_cast<int64_t>(nodes_.w / kLeastPitch));
    shown_ = std::min(numbers_.steps(), fit);
    first_ = std::clamp<int64_t>(first_, 0, numbers_.steps() - shown_);
    pitch_ = std::min(kMostPitch, nodes_.w / static_cast<float>(shown_));
    row_ = std::min(44.0f, nodes_.h / static_cast<float>(numbers_.tags()));
    nodes_.h = row_ * static_cast<float>(numbers_.tags());
    pairs();
    find_pointed();
    paths();
    tags(o, r, names);
    words();
    foot({r.x, nodes_.bottom() + 10, r.w, kFoot - 10});
  }

  void pairs() const {
    const ui::Palette& t = ui::theme();
    for (int64_t s = first_; s + 1 < first_ + shown_; ++s) {
      for (int64_t i = 0; i < numbers_.tags(); ++i) {
        if (numbers_.chance(s, i) < kFaintPair) continue;
        for (int64_t j = 0; j < numbers_.tags(); ++j) {
          const float p = numbers_.pair(s, i, j);
          if (!(p >= kFaintPair)) continue;
          ui::draw::line(place(s, i), place(s + 1, j), ui::with_alpha(t.pos, 0.15f + 0.6f * p), 1 + 3 * p);
        }
      }
    }
  }

  void path(std::span<const float> tags, ui::Colour colour, float width, bool dashed) const {
    std::vector<ui::Vec> points;
    for (int64_t s = first_; s < first_ + shown_; ++s)
      points.push_back(place(s, static_cast<int64_t>(tags[static_cast<size_t>(s)])));
    if (dashed) {
      ui::draw::dashed_polyline(points, colour, width, 5, 4);
    } else {
      ui::draw::polyline(points, colour, width);
    }
  }

  // The best path, the true one where it is another, and the best one through the tag under the pointer.
  void paths() const {
    const ui::Palette& t = ui::theme();
    if (!truth_.empty()) path(truth_, t.ink2, 2, true);
    path(numbers_.best(), t.acc, 2.5f, false);
    if (pointed_.valid()) path(numbers_.best_through(pointed_.column, pointed_.row), t.warn, 2, true);
  }

  void find_pointed() {
    pointed_ = {};
    const ui::Hit h = ui::hit("microscope.lattice", nodes_, {.focusable = false});
    if (!h.hovered) return;
    const ui::Vec m = ui::mouse();
    const auto s = first_ + static_cast<int64_t>((m.x - nodes_.x) / pitch_);
    const auto k = static_cast<int64_t>((m.y - nodes_.y) / row_);
    if (s < first_ + shown_ && k >= 0 && k < numbers_.tags()) pointed_ = {k, s};
  }

  void tags(const Opened& o, const ui::Rect& r, bool names) const {
    const ui::Palette& t = ui::theme();
    const views::ColourScale scale{{0.5f, 0.5f}, ui::Map::seq};
    const float radius = std::clamp(std::min(pitch_, row_) * 0.34f, 2.0f, 11.0f);
    for (int64_t k = 0; k < numbers_.tags(); ++k) {
      if (names && row_ >= 13) {
        ui::draw::text(tag_name(o, k), {nodes_.x - 10, place(first_, k).y},
                       {.size = 13, .align = ui::Align::right, .max_width = nodes_.x - 12 - r.x, .ellipsis = true});
      }
      for (int64_t s = first_; s < first_ + shown_; ++s) {
        const ui::Vec at = place(s, k);
        const bool best = static_cast<int64_t>(numbers_.best()[static_cast<size_t>(s)]) == k;
        ui::draw::circle_filled(at, radius, scale.colour_of(numbers_.chance(s, k)));
        ui::draw::circle(at, radius, best ? t.acc : t.line2, best ? 2.5f : 1.0f);
        const bool right = !truth_.empty() && static_cast<int64_t>(truth_[static_cast<size_t>(s)]) == k;
        if (right && !best) ui::draw::circle(at, radius + 3, t.err, 2);
      }
    }
    if (!pointed_.valid()) return;
    const int64_t s = pointed_.column, k = pointed_.row;
    ui::tooltip_at(
        "lattice" + std::to_string(s * numbers_.tags() + k), ui::mouse(),
        {.title = words_[static_cast<size_t>(s)] + " · " + tag_name(o, k),
         .rows = {{ui::tr("probability"), ui::format_percent(static_cast<double>(numbers_.chance(s, k))), 0},
                  {ui::tr("score"), ui::format_fixed(static_cast<double>(numbers_.score(s, k)), 2), 0},
                  {ui::tr("ahead of other tags"), ui::format_fixed(static_cast<double>(numbers_.margin(s, k)), 2), 0}},
         .rows_in_line = false});
  }

  void words() const {
    for (int64_t s = first_; s < first_ + shown_; ++s) {
      const std::string& word = words_[static_cast<size_t>(s)];
      const ui::Text look{.size = 13, .weight = 600, .colour = ui::theme().ink};
      const float wide = ui::text_width(word, look), x = place(s, 0).x;
      if (wide + 4 <= pitch_) {
        ui::draw::text(word, {x, nodes_.y - 14},
                       {.size = 13, .weight = 600, .colour = look.colour, .align = ui::Align::centre});
      } else {
        ui::draw::text_up(
            word, {x, nodes_.y - 12 - std::min(wide, kWords - 16) / 2},
            {.size = 13, .weight = 600, .colour = look.colour, .max_width = kWords - 16, .ellipsis = true});
      }
    }
  }

  // How likely the paths are as wholes; further steps.
  void foot(const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    float x = r.x;
    const auto entry = [&](const char* words, std::span<const float> tags, ui::Colour colour, bool dashed) {
      ui::legend_key({x, r.mid_y()}, colour, dashed ? ui::KeyKind::dash : ui::KeyKind::line);
      const std::string text = std::string(words) + "  " + ui::format_percent(numbers_.path_chance(tags));
      x += 26 + ui::draw::text(text, {x + 22, r.mid_y()}, {.size = 13, .colour = t.ink}) + 22;
    };
    entry(ui::tr("Best path"), numbers_.best(), t.acc, false);
    if (!truth_.empty()) entry(ui::tr("True path"), truth_, t.ink2, true);
    if (shown_ == numbers_.steps()) return;
    const struct {
      const char *name, *icon;
      float x;
      int64_t step;
    } arrows[] = {{"microscope.earlier", "left", r.right() - 52, -shown_},
                  {"microscope.later", "right", r.right() - 26, shown_}};
    for (const auto& arrow : arrows) {
      if (ui::button(arrow.name, {arrow.x, r.mid_y() - 12, 24, 24},
                     {.icon_name = arrow.icon, .kind = ui::ButtonKind::ghost, .icon_size = 14, .radius = 6})) {
        first_ += arrow.step;
      }
    }
  }

  // ---- which tag follows which: rows are left, columns are entered
  void transitions(const Opened& o, const engine::WatchedTensor& moves, const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    const int64_t n = numbers_.tags();
    ui::draw::text(ui::tr("From row to column"), {r.x, r.y + 8},
                   {.size = 13, .weight = 600, .colour = t.ink, .max_width = r.w, .ellipsis = true});
    float longest = 0;
    for (int64_t k = 0; n <= kMostNames && k < n; ++k)
      longest = std::max(longest, ui::text_width(tag_name(o, k), {.size = 12}));
    const float margin = std::min(longest + 8, 96.0f);
    const float side = std::min({r.w - margin, r.h - margin - 60, 34.0f * static_cast<float>(n)});
    const ui::Rect cells{r.x + margin, r.y + 24 + margin, side, side};
    const float cell = side / static_cast<float>(n);
    range_.follow({moves.low, moves.high});
    maps_.arrange(1, n, n);
    if (refresh_.due(o, moves, static_cast<double>(range_.scale().span.reach)))
      maps_.set(0, moves.values, range_.scale());
    maps_.draw(0, cells, 3);
    ui::draw::rect(cells, t.line2, 3);
    for (int64_t k = 0; cell >= 13 && n <= kMostNames && k < n; ++k) {
      const ui::Rect own = views::cell_rect(cells, n, n, {k, k});
      const ui::Text look{.size = 12, .max_width = margin - 6, .ellipsis = true};
      ui::Text left = look;
      left.align = ui::Align::right;
      ui::draw::text(tag_name(o, k), {cells.x - 6, own.mid_y()}, left);
      const float wide = std::min(margin - 6, ui::text_width(tag_name(o, k), {.size = 12}));
      ui::draw::text_up(tag_name(o, k), {own.mid_x(), cells.y - 6 - wide / 2}, look);
    }
    for (int64_t s = 0; s + 1 < numbers_.steps(); ++s) {  // those that the best path takes
      const views::Cell taken{static_cast<int64_t>(numbers_.best()[static_cast<size_t>(s)]),
                              static_cast<int64_t>(numbers_.best()[static_cast<size_t>(s + 1)])};
      ui::draw::rect(views::cell_rect(cells, n, n, taken), t.acc, 2, 1.5f);
    }
    range_.legend("microscope.range", {r.right(), std::min(r.bottom() - 11, cells.bottom() + 20)});
    const views::Cell at = views::cell_at(cells, n, n, ui::mouse());
    if (!at.valid() || !ImGui::IsWindowHovered()) return;
    ui::tooltip_at("move" + std::to_string(at.row * n + at.column), ui::mouse(),
                   {.title = tag_name(o, at.row) + " → " + tag_name(o, at.column),
                    .rows = {{ui::tr("score"),
                              ui::format_fixed(static_cast<double>(numbers_.transition(at.row, at.column)), 3), 0}}});
  }

  LatticeNumbers numbers_;
  std::vector<std::string> words_;
  std::vector<float> truth_;  // tags of the shown sample; empty: not known
  ui::Rect nodes_;
  int64_t first_ = 0, shown_ = 0;  // steps
  float pitch_ = 0, row_ = 0;
  views::Cell pointed_;  // tag and step
  views::HeatMaps maps_;
  views::ColourRange range_;
  Refresh refresh_;
};

}  // namespace

const LookType& lattice_look() {
  static const LookType type{
      "lattice",
      "Lattice",
      "All tags at all steps, coloured by how likely they are. Green: the best path, dashed: the true one.",
      "A path's score adds up what each step says for its tag and what the matrix says for each pair of neighbours. A "
      "tag's probability counts all paths through it (forward-backward), the best path is found step by step "
      "(Viterbi): of the ways into a tag only the best can be part of it. So a word that could be two things is "
      "decided "
      "by those beside it. Point at a tag: the best path through it.",
      nullptr,
      []() -> std::unique_ptr<Look> { return std::make_unique<LatticeLook>(); }};
  return type;
}

}  // namespace app
