// Attention: a matrix for each head, the arcs of one query, and how one weight comes about.
#include "app/panels/microscope/attention.h"

#include <algorithm>
#include <cmath>

#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {

bool AttentionNumbers::sound() const {
  if (!weights || !query || !key || weights->shape.rank() != 3 || query->shape.rank() != 2 || key->shape.rank() != 2)
    return false;
  const engine::Shape& s = weights->shape;
  return s.count() > 0 && query->shape[0] == s[1] && key->shape[0] == s[2] && query->shape[1] == key->shape[1] &&
         query->shape[1] >= s[0];
}

float AttentionNumbers::weight(int64_t head, int64_t i, int64_t j) const {
  return weights->values[static_cast<size_t>((head * queries() + i) * keys() + j)];
}

std::span<const float> AttentionNumbers::row(int64_t head, int64_t i) const {
  return std::span(weights->values)
      .subspan(static_cast<size_t>((head * queries() + i) * keys()), static_cast<size_t>(keys()));
}

double AttentionNumbers::product(int64_t head, int64_t i, int64_t j) const {
  double sum = 0;
  const int64_t width = query->shape[1];
  for (int64_t d = head * size(); d < (head + 1) * size(); ++d) {
    sum += static_cast<double>(query->values[static_cast<size_t>(i * width + d)]) *
           static_cast<double>(key->values[static_cast<size_t>(j * width + d)]);
  }
  return sum;
}

double AttentionNumbers::entropy(int64_t head, int64_t count) const {
  double sum = 0;
  for (int64_t i = 0; i < count; ++i) {
    for (const float p : row(head, i)) {
      if (p > 0) sum -= static_cast<double>(p) * std::log2(static_cast<double>(p));
    }
  }
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

int64_t AttentionNumbers::seen(int64_t head, int64_t i) const {
  return std::count_if(row(head, i).begin(), row(head, i).end(), [](float p) { return p > 0; });
}

namespace {

constexpr float kFigures = 214, kGap = 14, kArc = 0.05f;  // arcs below that weight are left out
constexpr float kToken = 26, kLabelCell = 15;             // height of a token; a cell of that size has a label

constexpr views::ColourScale kScale{{0.5f, 0.5f}, ui::Map::seq};

class AttentionLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const AttentionNumbers n{o.get(engine::Watched::inside, {}, "attention"),
                             o.get(engine::Watched::inside, {}, "query"), o.get(engine::Watched::inside, {}, "key")};
    if (!n.sound()) return waiting(o, area);
    queries_ = std::min(o.steps_that_count(n.queries()), n.queries());
    keys_ = std::min(o.steps_that_count(n.keys()), n.keys());
    query_names_ = o.step_names(n.queries());
    key_names_ = o.step_names(n.keys());
    head_ = std::min(head_, n.heads() - 1);
    i_ = i_ < 0 ? queries_ - 1 : std::min(i_, queries_ - 1);
    j_ = j_ < 0 ? strongest(n) : std::min(j_, keys_ - 1);
    const float arcs = std::clamp(area.h * 0.34f, 90.0f, 190.0f);
    const ui::Rect top{area.x, area.y, area.w - kFigures - kGap, arcs};
    draw_arcs(n, top);
    figures(n, {area.right() - kFigures, area.y, kFigures, area.h});
    heads(o, n, {area.x, top.bottom() + kGap, top.w, area.bottom() - top.bottom() - kGap});
  }

  std::string values(const Opened& o) const override { return csv(o.get(engine::Watched::inside, {}, "attention")); }
  bool escape() override { return std::exchange(pinned_, false); }

 private:
  int64_t strongest(const AttentionNumbers& n) const {
    const auto row = n.row(head_, i_);
    return std::max_element(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(keys_)) - row.begin();
  }

  // The queries in a row; above them the arcs from the chosen one to the keys that it looks at, head by head. Where
  // queries and keys are different sequences, the keys stand in a row of their own at the top.
  void draw_arcs(const AttentionNumbers& n, const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    const bool two = n.queries() != n.keys();
    const float y = r.bottom() - kToken;
    const float pitch_i = r.w / static_cast<float>(queries_), pitch_j = r.w / static_cast<float>(keys_);
    const auto x_of = [&](int64_t k, float pitch) { return r.x + pitch * (static_cast<float>(k) + 0.5f); };
    const float end = two ? r.y + kToken : y;
    ui::draw::push_clip(r);
    for (int64_t head = 0; head < n.heads(); ++head) {
      for (int64_t j = 0; j < keys_; ++j) {
        const float w = n.weight(head, i_, j);
        if (!(w >= kArc)) continue;
        // The arcs of the heads start and end side by side.
        const float shift = (static_cast<float>(head) - static_cast<float>(n.heads() - 1) / 2) * 4;
        const ui::Vec from{x_of(i_, pitch_i) + shift, y - 1}, to{x_of(j, pitch_j) + shift, end - (two ? -1.0f : 1.0f)};
        const float lift =
            two ? (y - end) * 0.5f : std::min(r.h - kToken - 4, 26 + std::abs(from.x - to.x) * 0.5f) * 4 / 3;
        const ui::Colour colour = ui::with_alpha(head == head_ ? t.pos : t.ink3, 0.25f + 0.75f * std::min(1.0f, w));
        ui::draw::bezier(from, from - ui::Vec{0, lift}, two ? to + ui::Vec{0, lift} : to - ui::Vec{0, lift}, to, colour,
                         1 + 4 * std::min(1.0f, w));
      }
    }
    ui::draw::pop_clip();
    tokens("microscope.query", query_names_, queries_, pitch_i, {r.x, y, r.w, kToken}, i_, n, true);
    if (two) tokens("microscope.key", key_names_, keys_, pitch_j, {r.x, r.y, r.w, kToken}, j_, n, false);
  }

  void tokens(const char* name, const std::vector<std::string>& names, int64_t count, float pitch, const ui::Rect& r,
              int64_t chosen, const AttentionNumbers& n, bool query) {
    const ui::Palette& t = ui::theme();
    for (int64_t k = 0; k < count; ++k) {
      const ui::Rect chip{r.x + pitch * static_cast<float>(k) + 1.5f, r.y, std::max(2.0f, pitch - 3), r.h};
      const ui::Hit h = ui::hit(ui::name_of(name, k), chip, {.focusable = false});
      const bool on = k == chosen;
      ui::draw::rect_filled(chip, on && query ? t.acc : h.hovered ? t.bg3 : t.bg2, 6);
      if (on && !query) ui::draw::rect(chip, t.pos, 6, 2);
      if (chip.w >= 14) {
        ui::draw::text(names[static_cast<size_t>(k)], chip.centre(),
                       {.size = 13,
                        .weight = 600,
                        .colour = on && query ? t.acc_ink : t.ink,
                        .align = ui::Align::centre,
                        .max_width = chip.w - 4,
                        .ellipsis = true});
      }
      if (h.hovered) ui::tooltip(names[static_cast<size_t>(k)]);
      if (h.clicked) pinned_ = !(pinned_ && on);
      if (!h.clicked && !(h.hovered && !pinned_)) continue;
      if (query) {
        i_ = k;
        j_ = strongest(n);
      } else {
        j_ = k;
      }
    }
  }

  void heads(const Opened& o, const AttentionNumbers& n, const ui::Rect& area) {
    const float aspect = static_cast<float>(keys_) / static_cast<float>(queries_);
    grid_.arrange("microscope.heads", {area.x, area.y + 18, area.w, area.h - 42}, n.heads(),
                  std::clamp(aspect, 0.4f, 3.0f), 80, 24, 420);
    maps_.arrange(grid_.last() - grid_.first(), queries_, keys_);
    const bool fresh = refresh_.due(o, *n.weights, static_cast<double>(grid_.first() * 4096 + queries_ + keys_ * 64));
    if (fresh) entropies_.clear();
    for (int64_t head = 0; fresh && head < n.heads(); ++head) entropies_.push_back(n.entropy(head, queries_));
    views::draw_legend(kScale, {area.right(), area.bottom() - 8});
    for (int64_t head = grid_.first(); head < grid_.last(); ++head) {
      const ui::Rect cell = grid_.cell(head);
      const bool labels = cell.h / static_cast<float>(queries_) >= kLabelCell;
      const float margin = labels ? std::min(64.0f, cell.w * 0.3f) : 0;
      const ui::Rect r{cell.x + margin, cell.y, cell.w - margin, cell.h};
      if (fresh) {
        maps_.set(head - grid_.first(),
                  std::span(n.weights->values).subspan(static_cast<size_t>(head * n.queries() * n.keys())), kScale, 1,
                  n.keys());
      }
      maps_.draw(head - grid_.first(), r, 3);
      ui::draw::rect(r, head == head_ ? ui::theme().acc : ui::theme().line2, 3, head == head_ ? 2.0f : 1.0f);
      const ui::Rect row = views::cell_rect(r, queries_, keys_, {i_, 0});
      ui::draw::rect({r.x - 1, row.y - 1, r.w + 2, row.h + 2}, ui::theme().acc, 2, 1.5f);
      ui::draw::text(ui::tr_fill("Head {}", {std::to_string(head + 1)}), {r.x, r.y - 10},
                     {.size = 13, .weight = 600, .colour = ui::theme().ink, .max_width = r.w, .ellipsis = true});
      const std::string bits = ui::format_fixed(entropies_[static_cast<size_t>(head)], 2);
      const std::string entropy = ui::tr_fill("entropy {} bit", {bits});
      const bool fits = ui::text_width(entropy, {.size = 13}) <= r.w;
      caption({r.mid_x(), r.bottom() + 11}, fits ? entropy : bits + " bit", r.w);
      if (labels) side_labels(r, margin);
      pick(n, head, r);
    }
  }

  void side_labels(const ui::Rect& r, float margin) const {
    for (int64_t i = 0; i < queries_; ++i) {
      const ui::Rect row = views::cell_rect(r, queries_, keys_, {i, 0});
      ui::draw::text(query_names_[static_cast<size_t>(i)], {r.x - 6, row.mid_y()},
                     {.size = 12,
                      .colour = i == i_ ? ui::theme().acc : ui::theme().ink2,
                      .align = ui::Align::right,
                      .max_width = margin - 8,
                      .ellipsis = true});
    }
  }

  void pick(const AttentionNumbers& n, int64_t head, const ui::Rect& r) {
    const ui::Hit h = ui::hit(ui::name_of("microscope.head", head), r, {.focusable = false});
    const views::Cell at = views::cell_at(r, queries_, keys_, ui::mouse());
    if (!h.hovered || !at.valid()) return;
    ui::tooltip_at(
        "head" + std::to_string((head * queries_ + at.row) * keys_ + at.column), ui::mouse(),
        {.title = query_names_[static_cast<size_t>(at.row)] + " → " + key_names_[static_cast<size_t>(at.column)],
         .rows = {{"[" + std::to_string(at.row) + ", " + std::to_string(at.column) + "]",
                   ui::format_number(static_cast<double>(n.weight(head, at.row, at.column)), 4), 0}}});
    if (h.clicked) pinned_ = !(pinned_ && head == head_ && at.row == i_ && at.column == j_);
    if (!h.clicked && pinned_) return;
    head_ = head;
    i_ = at.row;
    j_ = at.column;
  }

  // q . k / sqrt(d) and its share, and whom else the query looks at.
  void figures(const AttentionNumbers& n, const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    ui::draw::rect_filled(r, t.bg1, 10);
    ui::draw::rect(r, t.line, 10);
    const ui::Rect in{r.x + 12, r.y + 8, r.w - 24, r.h - 16};
    const std::string who =
        ui::tr_fill("“{}” looks at “{}”", {query_names_[static_cast<size_t>(i_)], key_names_[static_cast<size_t>(j_)]});
    ui::draw::text(who, {in.x, in.y + 10},
                   {.size = 14, .weight = 600, .colour = t.ink, .max_width = in.w, .ellipsis = true});
    ui::draw::text(ui::tr_fill("Head {}", {std::to_string(head_ + 1)}), {in.x, in.y + 30},
                   {.size = 13, .colour = t.ink3});
    const double product = n.product(head_, i_, j_), scaled = product / std::sqrt(static_cast<double>(n.size()));
    const float w = n.weight(head_, i_, j_);
    const bool masked = w == 0 && n.seen(head_, i_) < n.keys();
    float y = in.y + 42;
    const auto line = [&](std::string_view label, const std::string& number, bool strong = false) {
      figure_line({in.x, y, in.w, strong ? 32.0f : 24.0f}, label, number, strong, strong ? t.pos : 0);
      y += strong ? 34.0f : 24.0f;
    };
    line("q · k", ui::format_fixed(product, 3));
    line("÷ √" + std::to_string(n.size()), ui::format_fixed(scaled, 3));
    line(masked ? std::string(ui::tr("masked")) : ui::tr_fill("softmax over {}", {std::to_string(n.seen(head_, i_))}),
         ui::format_fixed(static_cast<double>(w), 3), true);
    if (in.bottom() - y < 3 * kBarLine) return;
    ui::draw::text(ui::tr("Where this query looks"), {in.x, y + 10},
                   {.size = 13, .colour = t.ink3, .max_width = in.w, .ellipsis = true});
    std::vector<NamedBar> bars;
    for (int64_t j = 0; j < keys_; ++j) {
      bars.push_back({key_names_[static_cast<size_t>(j)], n.weight(head_, i_, j), j == j_});
    }
    int64_t clicked = -1;
    draw_bars("microscope.keys", {in.x, y + 22, in.w, in.bottom() - y - 22}, bars, &clicked, true);
    if (clicked >= 0) j_ = clicked;
  }

  int64_t queries_ = 1, keys_ = 1, head_ = 0, i_ = -1, j_ = -1;
  bool pinned_ = false;
  std::vector<std::string> query_names_, key_names_;
  views::HeatMaps maps_;
  PictureGrid grid_;
  Refresh refresh_;
  std::vector<double> entropies_;
};

}  // namespace

const LookType& attention_look() {
  static const LookType type{
      "attention",
      "Attention",
      "Which steps each step looks at, head by head: rows ask, columns answer. Point at a step or a cell.",
      "Each step makes a query q, each step offers a key k. Where the two point the same way, q · k is large; divided "
      "by "
      "√d, so that it does not grow with the width, and put through softmax, it becomes a share. The step takes that "
      "share of the other step's value. Entropy says how spread a head looks: 0 bit is one step, log2(n) all alike.",
      nullptr,
      []() -> std::unique_ptr<Look> { return std::make_unique<AttentionLook>(); }};
  return type;
}

}  // namespace app
