// Embeddings: tokens as points on the plane in which they differ most, and the neighbours of one.
#include "app/panels/microscope/embedding.h"

#include <algorithm>
#include <cmath>

#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "engine/data/principal_components.h"

namespace app {

TokenMap map_tokens(std::span<const float> table, const engine::Shape& shape, const TokenMap& before) {
  TokenMap map;
  if (shape.rank() != 2 || shape.count() != static_cast<int64_t>(table.size()) || table.empty()) return map;
  const std::vector<engine::Scalar> rows(table.begin(), table.end());
  const engine::ConstView view{rows.data(), shape[0], {shape[1]}};
  const engine::PrincipalComponents pca = engine::principal_components(view, false);
  for (int64_t i = 0; i < shape[0]; ++i) {
    const auto p = pca.project(view.row(i));
    map.places.push_back({static_cast<float>(p[0]), static_cast<float>(p[1])});
  }
  map.explained = pca.total_variance > 0 ? (pca.variance[0] + pca.variance[1]) / pca.total_variance : 0;
  if (before.places.size() != map.places.size()) return map;
  for (size_t axis = 0; axis < 2; ++axis) {  // an axis has no sign of its own: take the one that moves points least
    double same = 0;
    for (size_t i = 0; i < map.places.size(); ++i) {
      same += static_cast<double>(map.places[i][axis]) * static_cast<double>(before.places[i][axis]);
    }
    for (size_t i = 0; same < 0 && i < map.places.size(); ++i) map.places[i][axis] = -map.places[i][axis];
  }
  return map;
}

std::vector<Neighbour> neighbours_of(std::span<const float> table, const engine::Shape& shape, int64_t token,
                                     size_t count) {
  std::vector<Neighbour> list;
  if (shape.rank() != 2 || token < 0 || token >= shape[0]) return list;
  const auto columns = static_cast<size_t>(shape[1]);
  const auto row = [&](int64_t i) { return table.subspan(static_cast<size_t>(i) * columns, columns); };
  const auto dot = [&](int64_t a, int64_t b) {
    double sum = 0;
    for (size_t k = 0; k < columns; ++k) sum += static_cast<double>(row(a)[k]) * static_cast<double>(row(b)[k]);
    return sum;
  };
  const double own = std::sqrt(dot(token, token));
  for (int64_t i = 0; i < shape[0]; ++i) {
    const double other = std::sqrt(dot(i, i)), cosine = dot(token, i) / (own * other);
    if (i != token && other > 0 && own > 0 && std::isfinite(cosine)) list.push_back({i, cosine});
  }
  count = std::min(count, list.size());
  std::partial_sort(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(count), list.end(),
                    [](const Neighbour& a, const Neighbour& b) { return a.cosine > b.cosine; });
  list.resize(count);
  return list;
}

namespace {

constexpr double kRefit = 1;               // seconds between two planes while training runs
constexpr int64_t kMostNumbers = 200'000;  // of a table that is mapped while the window waits
constexpr size_t kNeighbours = 12;
constexpr float kList = 210, kGap = 14;

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
    }
    chosen_ = std::clamp<int64_t>(chosen_, 0, w->shape[0] - 1);
    points(o, {area.x, area.y, area.w - kList - kGap, area.h - 26});
    ui::draw::text(ui::tr_fill("This plane shows {} of the variance of {} dimensions.",
                               {ui::format_percent(map_.explained, 0), std::to_string(w->shape[1])}),
                   {area.x, area.bottom() - 10},
                   {.size = 13, .colour = ui::theme().ink3, .max_width = area.w - kList - kGap, .ellipsis = true});
    list(o, *w, {area.right() - kList, area.y, kList, area.h});
  }

  std::string values(const Opened& o) const override {
    std::string out = "token,1,2\n";
    for (size_t i = 0; i < map_.places.size(); ++i) {
      out +=
          fmt::format("{},{:.9g},{:.9g}\n", name_of(o, static_cast<int64_t>(i)), map_.places[i][0], map_.places[i][1]);
    }
    return out;
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

  void points(const Opened& o, const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    ui::well(r);
    const int64_t count = used(o);
    float most = 0;
    for (int64_t i = 0; i < count; ++i) {
      for (const float v : map_.places[static_cast<size_t>(i)])
        most = std::isfinite(v) ? std::max(most, std::abs(v)) : most;
    }
    if (most <= 0) most = 1;
    const auto place = [&](int64_t i) {
      const auto& p = map_.places[static_cast<size_t>(i)];
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
    ui::draw::circle(place(chosen_), 7, t.acc, 2);
    ui::draw::pop_clip();
    if (nearest < 0) return;
    ui::draw::circle(place(nearest), 6, t.ink, 1.5f);
    const auto& p = map_.places[static_cast<size_t>(nearest)];
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
    label(chosen_, true);
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
      []() -> std::unique_ptr<Look> { return std::make_unique<EmbeddingLook>(); }};
  return type;
}

}  // namespace app
