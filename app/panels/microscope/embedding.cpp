// Embeddings: tokens as points, on the plane in which they differ most or where neighbours stay together, and the
// neighbours of one.
#include "app/panels/microscope/embedding.h"

#include <algorithm>
#include <cmath>

#include "app/panels/microscope/background.h"
#include "app/panels/microscope/embedding_points.h"
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
constexpr const char* kSpaceSentence =
    "Each token as a point in the space in which the tokens differ most. Drag to turn, wheel to zoom, click for "
    "neighbours.";
constexpr const char* kSpaceWhy =
    "An embedding gives each token a list of numbers of its own and learns them like weights. The axes are the three "
    "directions along which these lists differ most (principal components: eigenvectors of their covariance). A third "
    "one can part groups that lie over each other in the plane; near points are larger.";

enum class Projection { plane, space, neighbours };

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
    const auto count = static_cast<size_t>(used(o));
    if (how_ == Projection::plane) {
      points_.place_flat(flat_places(count), left);
      points(o, left);
    } else if (how_ == Projection::space) {
      points_.place_in_space(std::span(map_.places).first(count), left);
      points(o, left);
    } else if (used(o) > kMostPairs || used(o) < 4) {
      ui::well(left);
      ui::empty_state(left, ui::tr_fill("t-SNE compares every pair of tokens: it takes 4 to 1 000 of them, not {}.",
                                        {ui::format_count(used(o))}));
    } else {
      if (moved_.places.empty() && !work_.busy() && !asked_) start(o, *w);
      points_.place_flat(moved_.places, left);
      points(o, left);
    }
    const float own = label_switch(o, {area.x, area.bottom() - 20, left.w, 20});
    ui::draw::text(foot(*w), {area.x, area.bottom() - 10},
                   {.size = 13, .colour = ui::theme().ink3, .max_width = left.w - own, .ellipsis = true});
    list(o, *w, {area.right() - kList, area.y, kList, area.h});
  }

  std::string values(const Opened& o) const override {
    const auto line = [&](int64_t token, const auto& place) {
      std::string words = name_of(o, token);
      for (const float v : place) words += fmt::format(",{:.9g}", v);
      return words + "\n";
    };
    std::string out = how_ == Projection::neighbours ? "token,1,2\n" : "token,1,2,3\n";
    if (how_ == Projection::neighbours) {
      for (size_t i = 0; i < moved_.places.size(); ++i) out += line(static_cast<int64_t>(i), moved_.places[i]);
    } else {
      for (size_t i = 0; i < map_.places.size(); ++i) out += line(static_cast<int64_t>(i), map_.places[i]);
    }
    return out;
  }
  const char* sentence() const override {
    return how_ == Projection::neighbours ? kNeighbourSentence : how_ == Projection::space ? kSpaceSentence : nullptr;
  }
  const char* why() const override {
    return how_ == Projection::neighbours ? kNeighbourWhy : how_ == Projection::space ? kSpaceWhy : nullptr;
  }
  const char* formula() const override {
    switch (how_) {
      case Projection::neighbours: return "C = sum of p_ij log(p_ij / q_ij),  q_ij ~ 1 / (1 + |y_i - y_j|^2)";
      case Projection::space: return "C v_k = l_k v_k,  C = covariance of the table,  place = (x - mean) v_1..3";
      case Projection::plane: return nullptr;
    }
    return nullptr;
  }
  void choose(std::string_view id) override {
    how_ = id == "tsne" ? Projection::neighbours : id == "space" ? Projection::space : Projection::plane;
  }

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

  std::vector<std::array<float, 2>> flat_places(size_t count) const {
    std::vector<std::array<float, 2>> flat;
    for (size_t i = 0; i < count; ++i) flat.push_back({map_.places[i][0], map_.places[i][1]});
    return flat;
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
    const std::vector<std::array<float, 2>> from = flat_places(static_cast<size_t>(n));
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
        {.label = ui::tr("3-D"), .tip = ui::tr("The space in which the tokens differ most, to be turned")},
        {.label = ui::tr("t-SNE"), .tip = ui::tr("Places in which neighbours stay neighbours")}};
    int kind = static_cast<int>(how_);
    ui::segmented("microscope.projection", {r.x, r.y, 174, 28}, kinds, &kind);
    how_ = static_cast<Projection>(kind);
    if (how_ != Projection::neighbours) return;
    const auto most = std::max(2.0, std::floor((static_cast<double>(used(o)) - 1) / 3));
    float x = r.x + 186;
    x += ui::draw::text(ui::tr("Perplexity"), {x, r.mid_y()}, {.size = 13, .colour = ui::theme().ink2}) + 8;
    perplexity_ = std::min(perplexity_, most);
    const ui::Stepper look{.minimum = 2, .maximum = std::min(100.0, most), .size = 13};
    if (ui::stepper("microscope.perplexity", {x, r.y + 1, 84, 26}, &perplexity_, look).committed) again();
    const ui::Rect button{x + 90, r.y, 90, 28};
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
    if (how_ != Projection::neighbours) {
      const bool flat = how_ == Projection::plane;
      const std::string share = ui::format_percent(flat ? map_.explained : map_.in_space, 0);
      return ui::tr_fill(flat ? "This plane shows {} of the variance of {} dimensions."
                              : "This space shows {} of the variance of {} dimensions.",
                         {share, std::to_string(w.shape[1])});
    }
    return moved_.steps > 0
               ? ui::tr_fill("After {} of {} moves, of the table at step {}.",
                             {std::to_string(moved_.steps), std::to_string(kTsneSteps), ui::format_count(moved_of_)})
               : std::string();
  }

  // Colours by class, where the data labels its tokens or its samples. The width that it takes at the right.
  float label_switch(const Opened& o, const ui::Rect& r) {
    if (classes_of_ != o.data) {
      classes_of_ = o.data;
      classes_ = o.data ? token_classes(*o.data) : std::vector<int>{};
    }
    if (classes_.empty()) return 0;
    const char* words = ui::tr("colour by label");
    const float width = ui::draw::text(words, {r.right() - 40, r.mid_y()}, {.size = 13, .align = ui::Align::right});
    (void)ui::toggle("microscope.labels", {r.right() - 32, r.mid_y() - 9}, &by_label_);
    ui::tooltip(ui::tr("The class in whose samples, or at whose steps, a token occurs most; grey: in none."));
    return width + 52;
  }
  bool labelled() const { return by_label_ && !classes_.empty(); }
  int class_of(int64_t token) const {
    return token < static_cast<int64_t>(classes_.size()) ? classes_[static_cast<size_t>(token)] : -1;
  }
  ui::Colour colour_of(const Opened& o, int64_t token) const {
    if (!labelled()) return token == chosen_ ? ui::theme().acc : ui::theme().pos;
    const int k = class_of(token);
    return k < 0 ? ui::theme().ink3 : ui::class_colour(k, static_cast<int>(o.data->raw.classes));
  }

  void points(const Opened& o, const ui::Rect& r) {
    ui::well(r);
    if (points_.empty()) {
      return ui::empty_state(r, work_.busy() ? ui::tr("The first moves are being computed.")
                                             : ui::tr("Press Compute to see which tokens are neighbours."));
    }
    const TokenPoints::Shown shown{
        .name = [&](int64_t i) { return name_of(o, i); },
        .colour = [&](int64_t i) { return colour_of(o, i); },
        .more =
            [&](int64_t i, ui::Tip& tip) {
              if (!labelled() || class_of(i) < 0) return;
              tip.rows.push_back({ui::tr("class"), ui::tr_name(o.data->class_name(class_of(i))), 0});
            },
        .chosen = chosen_};
    const int64_t clicked = points_.draw(shown, r);
    if (clicked >= 0) chosen_ = clicked;
    if (labelled()) class_keys(o, r);
  }

  void class_keys(const Opened& o, const ui::Rect& r) const {
    float x = r.x + 12;
    const auto classes = static_cast<int>(o.data->raw.classes);
    for (int k = 0; k < classes; ++k) {
      const std::string name = ui::tr_name(o.data->class_name(k));
      const float width = 26 + ui::text_width(name, {.size = 12});
      if (x + width > r.right() - 8) break;
      ui::draw::circle_filled({x + 4, r.y + 14}, 4, ui::class_colour(k, classes));
      ui::draw::text(name, {x + 13, r.y + 14}, {.size = 12, .colour = ui::theme().ink2, .lint = false});
      x += width;
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
  Projection how_ = Projection::plane;
  bool asked_ = false, by_label_ = false;
  TokenPoints points_;
  std::vector<int> classes_;  // of the tokens
  const engine::PreparedData* classes_of_ = nullptr;
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
      {"pca", "space", "tsne"}};
  return type;
}

}  // namespace app
