// Embeddings: tokens as points, on the plane in which they differ most or where neighbours stay together, and the
// neighbours of one.
#include "app/panels/microscope/embedding.h"

#include <algorithm>
#include <cmath>

#include "app/panels/microscope/background.h"
#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/panels/microscope/tsne.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {

namespace {

constexpr double kRefit = 1;               // seconds between two planes while training runs
constexpr int64_t kMostNumbers = 200'000;  // of a table that is mapped while the window waits
constexpr size_t kNeighbours = 12;
constexpr float kList = 210, kGap = 14, kHead = 38;
constexpr int64_t kMostPairs = 1000;  // tokens of which every pair is compared
constexpr const char* kNeighbourSentence =
    "Each token as a point; tokens that are near each other in the table are near each other here. Click one.";
constexpr const char* kNeighbourWhy =
    "t-SNE (van der Maaten and Hinton 2008) turns distances into chances of being neighbours: a normal distribution "
    "about each token, as wide as the perplexity asks for, against one with heavy tails in the plane; then it moves "
    "the points until both agree (their KL divergence is smallest). Which tokens are close is true; how large groups "
    "are and how far apart is not.";

// Places as t-SNE has moved them so far.
struct Moved {
  std::vector<std::array<float, 2>> places;
  int steps = 0;
};

class EmbeddingLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const engine::WatchedTensor* w = o.get(engine::Watched::parameter, {}, "weight");
    if (!w || w->shape.rank() != 2) return waiting(o, area);
    if (w->shape.count() > kMostNumbers) {
      return ui::empty_state(area, ui::tr_fill("The table has {} numbers, too many to be mapped while training goes "
                                               "on. Its weights are shown under Weights.",
                                               {ui::format_count(w->shape.count())}));
    }
    const bool other = map_.places.size() != static_cast<size_t>(w->shape[0]) || of_ != o.node.id;
    if (other || (o.c.now - fitted_ > kRefit && o.c.view.snapshot.step != step_)) {
      map_ = map_tokens(w->values, w->shape, other ? TokenMap{} : map_);
      fitted_ = o.c.now;
      step_ = o.c.view.snapshot.step;
      of_ = o.node.id;
      if (other) again();
    }
    chosen_ = std::clamp<int64_t>(chosen_, 0, w->shape[0] - 1);
    if (auto moved = work_.take()) moved_ = std::move(*moved);
    const ui::Rect left{area.x, area.y + kHead, area.w - kList - kGap, area.h - kHead - 26};
    controls(o, *w, {area.x, area.y, left.w, 28});
    if (!by_neighbours_) {
      points(o, left, map_.places, used(o));
    } else if (used(o) > kMostPairs || used(o) < 4) {
      ui::well(left);
      ui::empty_state(left, ui::tr_fill("t-SNE compares every pair of tokens: it takes 4 to 1 000 of them, not {}.",
                                        {ui::format_count(used(o))}));
    } else {
      if (moved_.places.empty() && !work_.busy() && !asked_) start(o, *w);
      points(o, left, moved_.places, static_cast<int64_t>(moved_.places.size()));
    }
    ui::draw::text(foot(*w), {area.x, area.bottom() - 10},
                   {.size = 13, .colour = ui::theme().ink3, .max_width = left.w, .ellipsis = true});
    list(o, *w, {area.right() - kList, area.y, kList, area.h});
  }

  std::string values(const Opened& o) const override {
    const auto& places = by_neighbours_ ? moved_.places : map_.places;
    std::string out = "token,1,2\n";
    for (size_t i = 0; i < places.size(); ++i)
      out += fmt::format("{},{:.9g},{:.9g}\n", name_of(o, static_cast<int64_t>(i)), places[i][0], places[i][1]);
    return out;
  }
  const char* sentence() const override { return by_neighbours_ ? kNeighbourSentence : nullptr; }
  const char* why() const override { return by_neighbours_ ? kNeighbourWhy : nullptr; }
  const char* formula() const override {
    return by_neighbours_ ? "C = sum of p_ij log(p_ij / q_ij),  q_ij ~ 1 / (1 + |y_i - y_j|^2)" : nullptr;
  }
  void choose(std::string_view id) override { by_neighbours_ = id == "tsne"; }

 private:
  static std::string name_of(const Opened& o, int64_t token) {
    const bool known = o.data && token < static_cast<int64_t>(o.data->raw.vocabulary.size());
    if (!known) return std::to_string(token);
    const std::string& word = o.data->raw.vocabulary[static_cast<size_t>(token)];
    return word == " " ? "␣" : word == "\n" ? "⏎" : word.empty() ? std::to_string(token) : word;
  }
  // Rows that no token of the data has keep their starting numbers and say nothing.
  int64_t used(const Opened& o) const {
    const auto all = static_cast<int64_t>(map_.places.size());
    const auto words = o.data ? static_cast<int64_t>(o.data->raw.vocabulary.size()) : 0;
    return words > 0 ? std::min(all, words) : all;
  }

  void again() {
    work_.cancel();
    moved_ = {};
    asked_ = false;
  }

  // Of the table as it is now; only tokens that the data has.
  void start(const Opened& o, const engine::WatchedTensor& w) {
    const int64_t n = used(o);
    asked_ = true;
    moved_ = {};
    moved_of_ = o.c.view.snapshot.step;
    std::vector<std::array<float, 2>> from(map_.places.begin(), map_.places.begin() + static_cast<std::ptrdiff_t>(n));
    std::vector<float> rows(w.values.begin(), w.values.begin() + static_cast<std::ptrdiff_t>(n * w.shape[1]));
    work_.start([=, columns = w.shape[1], perplexity = perplexity_](const auto& show) {
      Tsne tsne(rows, n, columns, perplexity, from);
      bool wanted = true;
      while (wanted && tsne.steps() < kTsneSteps) {
        tsne.step();
        if (tsne.steps() % 10 != 0) continue;
        Moved moved{{}, tsne.steps()};
        for (size_t i = 0; i < static_cast<size_t>(n); ++i)
          moved.places.push_back(
              {static_cast<float>(tsne.places()[2 * i]), static_cast<float>(tsne.places()[2 * i + 1])});
        wanted = show(moved);
      }
    });
  }

  void controls(const Opened& o, const engine::WatchedTensor& w, const ui::Rect& r) {
    const ui::SegmentItem kinds[] = {
        {.label = ui::tr("PCA"), .tip = ui::tr("The plane in which the tokens differ most")},
        {.label = ui::tr("t-SNE"), .tip = ui::tr("Places in which neighbours stay neighbours")}};
    int kind = by_neighbours_ ? 1 : 0;
    ui::segmented("microscope.projection", {r.x, r.y, 150, 28}, kinds, &kind);
    by_neighbours_ = kind == 1;
    if (!by_neighbours_) return;
    const auto most = std::max(2.0, std::floor((static_cast<double>(used(o)) - 1) / 3));
    float x = r.x + 166;
    x += ui::draw::text(ui::tr("Perplexity"), {x, r.mid_y()}, {.size = 13, .colour = ui::theme().ink2}) + 8;
    perplexity_ = std::min(perplexity_, most);
    const ui::Stepper look{.minimum = 2, .maximum = std::min(100.0, most), .size = 13};
    if (ui::stepper("microscope.perplexity", {x, r.y + 1, 92, 26}, &perplexity_, look).committed) again();
    const ui::Rect button{x + 102, r.y, std::min(110.0f, r.right() - x - 102), 28};
    if (work_.busy()) {
      if (ui::button("microscope.stop", button, {.icon_name = "pause", .label = ui::tr("Stop"), .size = 13}))
        work_.cancel();
    } else if (ui::button("microscope.compute", button,
                          {.label = ui::tr("Compute"), .size = 13, .tip = ui::tr("Anew, from the present table")})) {
      start(o, w);
    }
    if (!work_.busy()) return;
    const float part = static_cast<float>(moved_.steps) / static_cast<float>(kTsneSteps);
    ui::draw::rect_filled({button.x, r.bottom() + 3, button.w, 3}, ui::theme().bg3, 1.5f);
    ui::draw::rect_filled({button.x, r.bottom() + 3, button.w * part, 3}, ui::theme().acc, 1.5f);
  }

  std::string foot(const engine::WatchedTensor& w) const {
    if (!by_neighbours_) {
      return ui::tr_fill("This plane shows {} of the variance of {} dimensions.",
                         {ui::format_percent(map_.explained, 0), std::to_string(w.shape[1])});
    }
    return moved_.steps > 0
               ? ui::tr_fill("After {} of {} moves, of the table at step {}.",
                             {std::to_string(moved_.steps), std::to_string(kTsneSteps), ui::format_count(moved_of_)})
               : std::string();
  }

  void points(const Opened& o, const ui::Rect& r, const std::vector<std::array<float, 2>>& places, int64_t count) {
    const ui::Palette& t = ui::theme();
    ui::well(r);
    if (places.empty()) {
      return ui::empty_state(r, work_.busy() ? ui::tr("The first moves are being computed.")
                                             : ui::tr("Press Compute to see which tokens are neighbours."));
    }
    float most = 0;
    for (int64_t i = 0; i < count; ++i) {
      for (const float v : places[static_cast<size_t>(i)]) most = std::isfinite(v) ? std::max(most, std::abs(v)) : most;
    }
    if (most <= 0) most = 1;
    const auto place = [&](int64_t i) {
      const auto& p = places[static_cast<size_t>(i)];
      return ui::Vec{r.mid_x() + p[0] / most * (r.w / 2 - 40), r.mid_y() - p[1] / most * (r.h / 2 - 18)};
    };
    ui::draw::push_clip(r);
    ui::draw::hairline({r.mid_x(), r.y}, {r.mid_x(), r.bottom()}, t.line);
    ui::draw::hairline({r.x, r.mid_y()}, {r.right(), r.mid_y()}, t.line);
    int64_t nearest = -1;
    float best = 14;
    const ui::Hit h = ui::hit("microscope.tokens", r, {.focusable = false});
    for (int64_t i = 0; i < count; ++i) {
      const ui::Vec at = place(i), d = at - ui::mouse();
      if (h.hovered && std::hypot(d.x, d.y) < best) {
        best = std::hypot(d.x, d.y);
        nearest = i;
      }
      ui::draw::circle_filled(at, 3, i == chosen_ ? t.acc : t.pos);
    }
    labels(o, count, place, r);
    if (chosen_ < count) ui::draw::circle(place(chosen_), 7, t.acc, 2);
    ui::draw::pop_clip();
    if (nearest < 0) return;
    ui::draw::circle(place(nearest), 6, t.ink, 1.5f);
    const auto& p = places[static_cast<size_t>(nearest)];
    ui::tooltip_at("token" + std::to_string(nearest), ui::mouse(),
                   {.title = name_of(o, nearest),
                    .rows = {{"#" + std::to_string(nearest),
                              ui::format_fixed(static_cast<double>(p[0]), 2) + ", " +
                                  ui::format_fixed(static_cast<double>(p[1]), 2),
                              0}}});
    if (h.clicked) chosen_ = nearest;
  }

  // Names as far as they do not lie over each other; the chosen one always.
  template <class Place>
  void labels(const Opened& o, int64_t count, const Place& place, const ui::Rect& r) const {
    std::vector<ui::Rect> taken;
    const auto label = [&](int64_t i, bool always) {
      const std::string name = name_of(o, i);
      const float w = ui::text_width(name, {.size = 12});
      const ui::Vec at = place(i);
      const ui::Rect box{at.x + (always ? 11.0f : 6.0f), at.y - 8, w + 2, 16};
      const bool free = std::none_of(taken.begin(), taken.end(), [&](const ui::Rect& b) { return b.overlaps(box); });
      if (!always &&
          (!free || box.right() > r.right() - 4 || box.x < r.x + 4 || box.y < r.y + 2 || box.bottom() > r.bottom() - 2))
        return;
      taken.push_back(box);
      ui::draw::text(name, {box.x, at.y},
                     {.size = 12, .colour = always ? ui::theme().acc : ui::theme().ink2, .lint = !always});
    };
    if (chosen_ < count) label(chosen_, true);
    for (int64_t i = 0; i < count && taken.size() < 160; ++i) {
      if (i != chosen_) label(i, false);
    }
  }

  void list(const Opened& o, const engine::WatchedTensor& w, const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    ui::draw::rect_filled(r, t.bg1, 10);
    ui::draw::rect(r, t.line, 10);
    ui::draw::text(ui::tr_fill("Neighbours of “{}”", {name_of(o, chosen_)}), {r.x + 12, r.y + 18},
                   {.size = 14, .weight = 600, .colour = t.ink, .max_width = r.w - 24, .ellipsis = true});
    ui::draw::text(ui::tr("cosine similarity"), {r.x + 12, r.y + 38}, {.size = 13, .colour = t.ink3});
    const int64_t count = used(o);
    const engine::Shape part{count, w.shape[1]};
    const auto near = neighbours_of(std::span(w.values).first(static_cast<size_t>(part.count())), part,
                                    std::min(chosen_, count - 1), kNeighbours);
    if (near.empty()) {
      return ui::empty_state({r.x, r.y + 50, r.w, r.h - 50},
                             ui::tr("This token is the padding: its row is all zeros."));
    }
    std::vector<NamedBar> bars;
    for (const Neighbour& n : near) bars.push_back({name_of(o, n.token), static_cast<float>(n.cosine), false});
    int64_t clicked = -1;
    draw_bars("microscope.neighbours", {r.x + 8, r.y + 50, r.w - 16, r.h - 60}, bars, &clicked);
    if (clicked >= 0) chosen_ = near[static_cast<size_t>(clicked)].token;
  }

  TokenMap map_;
  std::string of_;
  double fitted_ = -10;
  int64_t step_ = -1, chosen_ = 1;
  bool by_neighbours_ = false, asked_ = false;
  double perplexity_ = 30;
  Background<Moved> work_;
  Moved moved_;
  int64_t moved_of_ = 0;  // step of the table that it is of
};

}  // namespace

const LookType& embedding_look() {
  static const LookType type{
      "embedding",
      "view|Tokens",
      "Each token as a point; those that are used alike move together. Click one for its neighbours.",
      "An embedding gives each token a list of numbers of its own and learns them like weights. The picture is the "
      "plane on "
      "which these lists differ most (principal components); two tokens can lie close here and still be apart in other "
      "dimensions, so the list at the right compares them in all of them: cosine 1 means the same direction.",
      nullptr,
      []() -> std::unique_ptr<Look> { return std::make_unique<EmbeddingLook>(); },
      {"pca", "tsne"}};
  return type;
}

}  // namespace app
