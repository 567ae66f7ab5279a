// Attention: a matrix for each head, the arcs of one query, and how one weight comes about.
#include "app/panels/microscope/attention.h"

#include <algorithm>
#include <cmath>

#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/panels/microscope/step_series.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/off_mark.h"
#include "app/ui/widgets.h"
#include "app/workbench/masks.h"

namespace app {

namespace {

constexpr float kFigures = 214, kMostFigures = 0.38f;  // width of the card, and its part of all
constexpr float kGap = 14, kArc = 0.05f;               // arcs below that weight are left out
constexpr float kToken = 26, kLabelCell = 15;          // height of a token; a cell of that size has a label
constexpr int64_t kShownNumbers = 3;                   // of a value
constexpr float kCell = 22, kWideCell = 36;            // that hold one

constexpr double kFilmRate = 8;                             // pictures a second
constexpr size_t kMostFrames = 120, kMostKept = 4'000'000;  // of the film; numbers of all its pictures

// What a film keeps of a step.
struct Frame {
  engine::WatchedTensor weights, query, key, value;
  AttentionNumbers numbers() const { return {&weights, &query, &key, &value}; }
};

constexpr views::ColourScale kScale{{0.5f, 0.5f}, ui::Map::seq};

class AttentionLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    AttentionNumbers n{o.get(engine::Watched::inside, {}, "attention"), o.get(engine::Watched::inside, {}, "query"),
                       o.get(engine::Watched::inside, {}, "key"), o.get(engine::Watched::inside, {}, "value")};
    if (!n.sound()) return waiting(o, area);
    record(o, n);
    play(o.c.now);
    if (const Frame* past = frame()) n = past->numbers();
    queries_ = std::min(o.steps_that_count(n.queries()), n.queries());
    keys_ = std::min(o.steps_that_count(n.keys()), n.keys());
    query_names_ = o.step_names(n.queries());
    key_names_ = o.step_names(n.keys());
    head_ = std::min(head_, n.heads() - 1);
    i_ = i_ < 0 ? queries_ - 1 : std::min(i_, queries_ - 1);
    j_ = j_ < 0 ? strongest(n) : std::min(j_, keys_ - 1);
    const float arcs = std::clamp(area.h * 0.34f, 90.0f, 190.0f);
    const float card = std::min(kFigures, area.w * kMostFigures);
    const ui::Rect top{area.x, area.y, area.w - card - kGap, arcs};
    draw_arcs(n, top);
    figures(n, {area.right() - card, area.y, card, area.h});
    heads(o, n, {area.x, top.bottom() + kGap, top.w, area.bottom() - top.bottom() - kGap});
  }

  std::string values(const Opened& o) const override {
    return csv(frame() ? &frame()->weights : o.get(engine::Watched::inside, {}, "attention"));
  }
  bool of_sample(const Opened&) const override { return true; }
  std::vector<int64_t> selection() const override { return {head_, i_, j_, pinned_, at_, playing_}; }
  void select(std::span<const int64_t> chosen) override {
    if (chosen.size() != 6) return;
    head_ = chosen[0];
    i_ = chosen[1];
    j_ = chosen[2];
    pinned_ = chosen[3] != 0;
    at_ = chosen[4];
    playing_ = chosen[5] != 0;
  }
  bool escape() override {
    const bool held = pinned_ || frame();
    pinned_ = false;
    live();
    return held;
  }

 private:
  // ---- the film: how the heads came to look as they do, since this sample was opened
  void record(const Opened& o, const AttentionNumbers& n) {
    const size_t numbers =
        n.weights->values.size() + n.query->values.size() + n.key->values.size() + n.value->values.size();
    const bool other =
        film_row_ != o.row || (!film_.items().empty() && (film_.items().front().weights.shape != n.weights->shape ||
                                                          film_.items().front().query.shape != n.query->shape));
    if (other) film_.clear();
    film_row_ = o.row;
    film_.set_limit(std::min(kMostFrames, kMostKept / numbers));
    if (!film_.wants(o.c.view.snapshot.step)) return;
    film_.add(o.c.view.snapshot.step, {*n.weights, *n.query, *n.key, *n.value});
  }

  void live() {
    at_ = -1;
    playing_ = false;
  }
  // Index of the picture that is shown: the last one not behind the step that was chosen; -1: the newest numbers.
  int64_t shown_frame() const {
    if (at_ < 0 || film_.items().empty()) return -1;
    const auto& steps = film_.steps();
    const auto behind = std::upper_bound(steps.begin(), steps.end(), at_);
    return std::max<int64_t>(0, behind - steps.begin() - 1);
  }
  const Frame* frame() const {
    const int64_t k = shown_frame();
    return k < 0 ? nullptr : &film_.items()[static_cast<size_t>(k)];
  }

  void play(double now) {
    if (!playing_) return;
    ui::request_frame(1 / kFilmRate);
    if (now - turned_ < 1 / kFilmRate) return;
    turned_ = now;
    const auto next = static_cast<size_t>(shown_frame() + 1);
    if (next >= film_.items().size()) return live();
    at_ = film_.steps()[next];
  }

  void film_row(const Opened& o, const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    const auto count = static_cast<int64_t>(film_.items().size());
    if (ui::button("microscope.film", {r.x, r.y, 24, r.h},
                   {.icon_name = playing_ ? "pause" : "play",
                    .disabled = count < 2,
                    .icon_size = 12,
                    .radius = 6,
                    .tip = ui::tr("Film: how the heads have formed since this was opened")})) {
      playing_ = !playing_;
      turned_ = o.c.now;
      if (playing_ && (at_ < 0 || shown_frame() + 1 >= count)) at_ = film_.steps().front();
    }
    const bool past = frame() != nullptr;
    const std::string words =
        count < 2 ? std::string(ui::tr("Train: a film is recorded."))
        : past    ? ui::tr_fill("step {}", {ui::format_count(film_.steps()[static_cast<size_t>(shown_frame())])})
                  : std::string(ui::tr("live"));
    const float room = count < 2 ? 190.0f : 92.0f, width = r.w - 24 - 12 - room - 10;
    float x = r.x + 36;
    if (count >= 2 && width > 30) {
      double position = past ? static_cast<double>(shown_frame()) : static_cast<double>(count);
      const ui::Slider look{.range = {0, static_cast<double>(count), 1}};
      if (ui::track("microscope.frame", {x, r.mid_y()}, width, &position, look).changed) {
        playing_ = false;
        const auto k = static_cast<int64_t>(std::lround(position));
        at_ = k >= count ? -1 : film_.steps()[static_cast<size_t>(k)];
      }
      x += width + 12;
    }
    ui::draw::text(
        words, {x, r.mid_y()},
        {.size = 13, .colour = past ? t.warn : t.ink3, .max_width = std::max(10.0f, r.right() - x), .ellipsis = true});
  }

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
    grid_.arrange("microscope.heads", {area.x, area.y + 18, area.w, area.h - 28}, n.heads(),
                  std::clamp(aspect, 0.4f, 3.0f), 80, 38, 420);
    maps_.arrange(grid_.last() - grid_.first(), queries_, keys_);
    const bool fresh = refresh_.due(
        o, *n.weights, static_cast<double>(grid_.first() * 4096 + queries_ + keys_ * 64) + 1e9 * (1.0 + shown_frame()));
    if (fresh) entropies_.clear();
    for (int64_t head = 0; fresh && head < n.heads(); ++head) entropies_.push_back(n.entropy(head, queries_));
    const float legend = views::draw_legend(kScale, {area.right(), area.bottom() - 8});
    film_row(o, {area.x, area.bottom() - 20, legend - area.x - 16, 24});
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
      if (is_masked(o.node.masks, MaskKind::off_head, head)) ui::off_mark(r, 3);
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

  // q . k / sqrt(d), its share and what that brings, and whom else the query looks at.
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
    y = shared_out(n, w, {in.x, y, in.w, in.bottom() - y});
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

  // What the share is a share of: the first numbers of the value, times the share, and what all keys together give.
  // The y below it; nothing is drawn where the list of keys would have no room.
  float shared_out(const AttentionNumbers& n, float share, const ui::Rect& r) const {
    const std::vector<float> v = n.offered(head_, j_, kShownNumbers), sum = n.taken(head_, i_, kShownNumbers);
    const float line = kCell + 6, high = 22 + 3 * line;
    if (r.h < high + 3 * kBarLine + 20 || v.empty()) return r.y;
    std::vector<float> part = v;
    for (float& x : part) x *= share;
    const std::string first = std::to_string(v.size()), all = std::to_string(n.value->shape[1] / n.heads());
    ui::draw::text(
        ui::tr_fill("first {} of {} numbers", {first, all}), {r.right(), r.y + 8},
        {.size = 12, .colour = ui::theme().ink3, .align = ui::Align::right, .max_width = r.w, .ellipsis = true});
    const views::Limits limits = views::limits_of(n.value->values);
    const float most = std::max({1e-6f, std::abs(limits.low), std::abs(limits.high)});
    const float width = kWideCell * static_cast<float>(v.size());
    const struct {
      const char *label, *name;
      const std::vector<float>& values;
    } rows[] = {{"v", "v", v}, {ui::tr("share · v"), "share", part}, {ui::tr("Σ over keys"), "sum", sum}};
    float y = r.y + 20;
    for (const auto& row : rows) {
      ui::draw::text(row.label, {r.x, y + kCell / 2},
                     {.size = 13, .colour = ui::theme().ink2, .max_width = r.w - width - 6, .ellipsis = true});
      draw_number_cells({r.right() - width, y, width, kCell}, {.rows = 1,
                                                               .columns = static_cast<int64_t>(row.values.size()),
                                                               .values = row.values,
                                                               .scale = {{0, most}, ui::Map::div},
                                                               .name = row.name});
      y += line;
    }
    return y + 4;
  }

  int64_t queries_ = 1, keys_ = 1, head_ = 0, i_ = -1, j_ = -1;
  bool pinned_ = false;
  std::vector<std::string> query_names_, key_names_;
  views::HeatMaps maps_;
  PictureGrid grid_;
  Refresh refresh_;
  std::vector<double> entropies_;
  StepSeries<Frame> film_;
  int64_t film_row_ = -1, at_ = -1;  // sample of the film; step that is shown, -1: the newest
  bool playing_ = false;
  double turned_ = 0;  // when the film last went on
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
      "share of the other step's value. Entropy says how spread a head looks: 0 bit is one step, log2(n) all alike. "
      "The slider goes back to how the heads were at earlier steps.",
      nullptr,
      []() -> std::unique_ptr<Look> { return std::make_unique<AttentionLook>(); },
      {},
      true};
  return type;
}

}  // namespace app
