// How the numbers of the layer are spread: outputs and inputs over a batch as training sees it, sums before the
// activation, parameters, their gradients and their updates; now, and over the steps since this was opened. With what
// tells whether units are dead or saturated, and whether the steps are too large or too small.
#include <algorithm>
#include <cmath>
#include <map>

#include "app/panels/microscope/histogram_time.h"
#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"
#include "app/views/picked_picture.h"

namespace app {
namespace {

constexpr int kBins = 41;
constexpr float kCardGap = 10, kHead = 30, kFoot = 46, kTabs = 38;
constexpr size_t kMostFrames = 120;  // steps that are kept

enum class Part { values, gradients, updates };
enum class Show { now, ridge, bands };

constexpr const char* kGradientSentence =
    "The gradients of the last step: how the loss of the batch would change with each weight.";
constexpr const char* kGradientWhy =
    "The optimizer goes against these numbers. Where nearly all are 0 the layer does not learn: its units are dead or "
    "saturated, or the gradient vanished on its way back. Wide tails that grow are gradients that explode: a smaller "
    "rate, clipping or a normalisation helps. In the bands half of the numbers lie in the dark one, nine tenths in the "
    "light one.";
constexpr const char* kUpdateSentence =
    "By how much the last step moved each weight, and how much that is of the weights.";
constexpr const char* kUpdateWhy =
    "An update is what the optimizer makes of rate and gradient. The ratio of its norm to that of the weights says how "
    "fast the layer changes: about 1e-3 is usual, far more shakes what was learned, far less hardly learns. The bands "
    "narrow as training settles.";

// What one card shows.
struct Card {
  std::string title;
  const engine::WatchedTensor* t = nullptr;
  views::Limits known;
  bool units = false;                         // [samples, units]: dead and saturated units can be told
  const engine::WatchedTensor* of = nullptr;  // of an update: what it was added to
};

class HistogramLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const bool learns = has_parameters(o);
    if (!learns) part_ = Part::values;
    tabs({area.x, area.y, area.w, 28}, learns);
    const std::vector<Card> cards = cards_of(o);
    follow(o, cards);
    const bool told = part_ == Part::updates || std::ranges::any_of(cards, [](const Card& c) { return c.units; });
    const bool lines = show_ != Show::now && part_ != Part::gradients && told;
    const auto count = static_cast<int>(cards.size()) + (lines ? 1 : 0);
    const ui::Rect body{area.x, area.y + kTabs, area.w, area.h - kTabs};
    const int across = body.w < 700 ? 2 : 3, down = std::max(1, (count + across - 1) / across);
    const float w = (body.w - kCardGap * static_cast<float>(across - 1)) / static_cast<float>(across);
    const float h = std::min(260.0f, (body.h - kCardGap * static_cast<float>(down - 1)) / static_cast<float>(down));
    for (int i = 0; i < count; ++i) {
      const ui::Rect r{body.x + static_cast<float>(i % across) * (w + kCardGap),
                       body.y + static_cast<float>(i / across) * (h + kCardGap), w, h};
      if (i < static_cast<int>(cards.size())) {
        card(o, cards[static_cast<size_t>(i)], i, r);
      } else {
        shares(cards, r);
      }
    }
  }

  std::string values(const Opened& o) const override {
    std::string out;
    for (const Card& card : cards_of(o)) {
      if (card.t) out += "# " + card.title + "\n" + csv(card.t) + "\n";
    }
    return out;
  }
  const char* sentence() const override {
    return part_ == Part::gradients ? kGradientSentence : part_ == Part::updates ? kUpdateSentence : nullptr;
  }
  const char* why() const override {
    return part_ == Part::gradients ? kGradientWhy : part_ == Part::updates ? kUpdateWhy : nullptr;
  }
  const char* formula() const override {
    return part_ == Part::gradients ? "g = dL/dw"
           : part_ == Part::updates ? "dw = w(t) - w(t-1),  ratio = |dw| / |w|"
                                    : nullptr;
  }
  void choose(std::string_view id) override {
    show_ = id == "ridge" ? Show::ridge : id == "bands" || id == "updates" ? Show::bands : Show::now;
    part_ = id == "gradients" ? Part::gradients : id == "updates" ? Part::updates : Part::values;
  }

 private:
  // A card's spread now, and how it was.
  struct Kept {
    Spread now;
    Refresh refresh;
    double ratio = 0;  // update_ratio, of updates
    SpreadFrames frames;
  };

  static bool has_parameters(const Opened& o) {
    return std::ranges::any_of(o.names,
                               [](const std::string& n) { return n != "activation" && n != "pre_activation"; });
  }

  void tabs(const ui::Rect& r, bool learns) {
    const ui::SegmentItem parts[] = {{.label = ui::tr("part|Values"), .tip = ui::tr("Inputs, outputs and weights")},
                                     {.label = ui::tr("Gradients"), .tip = ui::tr(kGradientSentence)},
                                     {.label = ui::tr("Updates"), .tip = ui::tr(kUpdateSentence)}};
    const ui::SegmentItem shows[] = {
        {.label = ui::tr("Now"), .tip = ui::tr("How often each value occurs")},
        {.label = ui::tr("Ridge"), .tip = ui::tr("The histograms of the steps behind each other")},
        {.label = ui::tr("spread|Bands"), .tip = ui::tr("Percentiles 5, 25, 50, 75 and 95 over the steps")}};
    float x = r.x;
    if (learns) {
      int part = static_cast<int>(part_);
      ui::segmented("microscope.part", {x, r.y, 252, r.h}, parts, &part);
      part_ = static_cast<Part>(part);
      x += 264;
    }
    int show = static_cast<int>(show_);
    ui::segmented("microscope.time", {x, r.y, 210, r.h}, shows, &show);
    show_ = static_cast<Show>(show);
  }

  std::vector<Card> cards_of(const Opened& o) const {
    using engine::Watched;
    std::vector<Card> cards;
    for (const std::string& name : o.names) {
      const bool own = name != "activation" && name != "pre_activation";
      if (part_ != Part::values) {
        if (!own) continue;
        const bool gradient = part_ == Part::gradients;
        cards.push_back({(gradient ? "d " : "Δ ") + name,
                         o.get(gradient ? Watched::parameter_gradient : Watched::update, {}, name),
                         {},
                         false,
                         gradient ? nullptr : o.get(Watched::parameter, {}, name)});
      } else if (name == "activation") {
        for (size_t port = 0; port < o.sources.size(); ++port) {
          const std::string title =
              o.sources.size() > 1 ? ui::tr_fill("Input {}", {std::to_string(port + 1)}) : std::string(ui::tr("Input"));
          cards.push_back({title, o.get(Watched::batch, o.sources[port]), o.known_limits(o.sources[port]), false});
        }
        cards.push_back({ui::tr("Output"), o.get(Watched::batch), o.known_limits(), true});
      } else if (name == "pre_activation") {
        // Where the gradient follows from the output, a layer keeps no sums.
        const engine::WatchedTensor* sums = o.get(Watched::pre_activation);
        if (sums) cards.push_back({ui::tr("Sums before the activation"), sums, {}, false});
      } else {
        cards.push_back({name, o.get(Watched::parameter, {}, name), {}, false});
      }
    }
    return cards;
  }

  // Measures what is new, and keeps it of every so many steps.
  void follow(const Opened& o, const std::vector<Card>& cards) {
    if (of_ != o.node.id) kept_.clear();
    of_ = o.node.id;
    for (const Card& c : cards) {
      Kept& kept = kept_[c.title];
      if (!c.t || !known(o)) continue;
      const bool due = kept.refresh.due(o, *c.t);
      if (due) kept.now.measure(c.t->values, kBins, c.known, c.units ? c.t->shape : engine::Shape{});
      if (due && c.of) kept.ratio = update_ratio(c.t->values, c.of->values);
      kept.frames.set_limit(kMostFrames);
      if (!due || kept.now.finite == 0 || !kept.frames.wants(o.c.view.snapshot.step)) continue;
      SpreadFrame frame = frame_of(kept.now, c.t->values);
      frame.ratio = static_cast<float>(kept.ratio);
      kept.frames.add(o.c.view.snapshot.step, std::move(frame));
    }
  }
  // Gradients before the first step are no gradients.
  bool known(const Opened& o) const { return part_ != Part::gradients || o.c.view.snapshot.step > 0; }

  ui::Colour colour() const { return part_ == Part::gradients ? ui::theme().grad : ui::theme().pos; }

  void nothing_yet(const Opened& o, const ui::Rect& r) const {
    if (part_ == Part::values || !o.c.view.snapshot.valid) return waiting(o, r);
    ui::empty_state(r, part_ == Part::gradients
                           ? ui::tr("Press B for a step of training: it brings gradients.")
                           : ui::tr("Press B for a step of training: its updates are shown here."));
  }

  void card(const Opened& o, const Card& card, int index, const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    const Kept& kept = kept_[card.title];
    const Spread& spread = kept.now;
    ui::well(r);
    ui::draw::text(card.title, {r.x + 12, r.y + 16},
                   {.size = 13, .weight = 600, .colour = t.ink, .max_width = r.w - 24, .ellipsis = true});
    if (!card.t || !known(o) || spread.counts.empty()) return nothing_yet(o, {r.x, r.y + kHead, r.w, r.h - kHead});
    const bool low = r.h < 130;
    const float foot = low ? 26 : kFoot;
    const ui::Rect plot{r.x + 12, r.y + kHead, r.w - 24, std::max(20.0f, r.h - kHead - foot - 20)};
    const auto middle = static_cast<float>((spread.low + spread.high) / 2);
    const auto reach = static_cast<float>(std::max(1e-12, (spread.high - spread.low) / 2));
    const ui::Hit h = ui::hit(ui::name_of("microscope.card", index), r, {.focusable = false});
    if (show_ == Show::now) {
      ui::histogram(plot, spread.counts,
                    [&](float at) { return part_ == Part::gradients ? t.grad : ui::sign_colour(middle + at * reach); });
      ui::three_ticks(plot, limit_text(spread.low), limit_text((spread.low + spread.high) / 2),
                      limit_text(spread.high));
    } else if (kept.frames.items().size() < 2) {
      ui::empty_state(plot, ui::tr("Train: what happens is recorded from now on."));
    } else if (show_ == Show::ridge) {
      draw_ridges(plot, kept.frames);
    } else {
      draw_bands(card.title, plot, kept.frames, colour());
    }
    offer(kept, plot);
    words(card, kept, r, low);
    if (show_ != Show::now || !h.hovered || !plot.contains(ui::mouse())) return;
    const int bin = std::clamp(static_cast<int>((ui::mouse().x - plot.x) / plot.w * kBins), 0, kBins - 1);
    const double width = (spread.high - spread.low) / kBins, from = spread.low + width * bin;
    ui::tooltip_at(
        card.title + std::to_string(bin), ui::mouse(),
        {.title = ui::format_number(from) + " … " + ui::format_number(from + width),
         .rows = {{"n", ui::format_count(static_cast<long long>(spread.counts[static_cast<size_t>(bin)])), 0}}});
  }

  // To a right click: the counts, or a line of percentiles for each step.
  void offer(const Kept& kept, const ui::Rect& plot) const {
    if (!ImGui::IsMouseClicked(1)) return;
    if (show_ == Show::now) {
      return views::offer_picture(plot, 1, static_cast<int64_t>(kept.now.counts.size()), kept.now.counts);
    }
    std::vector<float> rows;
    const size_t columns = show_ == Show::bands ? kPercentiles.size() : static_cast<size_t>(kBins);
    for (const SpreadFrame& f : kept.frames.items()) {
      if (show_ == Show::bands) rows.insert(rows.end(), f.percentiles.begin(), f.percentiles.end());
      if (show_ == Show::ridge) rows.insert(rows.end(), f.counts.begin(), f.counts.end());
    }
    views::offer_picture(plot, static_cast<int64_t>(rows.size() / columns), static_cast<int64_t>(columns), rows);
  }

  // Below the picture: the moments, and what is to be said about them.
  static void words(const Card& card, const Kept& kept, const ui::Rect& r, bool low) {
    const ui::Palette& t = ui::theme();
    const Spread& spread = kept.now;
    const float y = r.bottom() - 36;
    const std::string mean =
        ui::tr_fill("mean {} ± {}", {ui::format_number(spread.mean), ui::format_number(spread.deviation)});
    std::string more = ui::tr_fill("{} to {}", {ui::format_number(spread.smallest), ui::format_number(spread.largest)});
    ui::Colour colour = t.ink3;
    bool matters = true;
    if (spread.bad > 0) {
      more = ui::tr_fill("{} numbers are not finite", {ui::format_count(spread.bad)});
      colour = t.err;
    } else if (card.of) {
      more = std::isfinite(kept.ratio) ? ui::tr_fill("ratio to the weights: {}", {ui::format_number(kept.ratio)})
                                       : std::string(ui::tr("the weights were all 0"));
      colour = t.ink2;
    } else if (card.units && spread.units > 0 && spread.dead > 0) {
      more = ui::tr_fill("{} of {} units dead: 0 for every sample",
                         {ui::format_count(spread.dead), ui::format_count(spread.units)});
      colour = t.warn;
    } else if (spread.saturated > 0.02) {
      more = ui::tr_fill("{} saturated: at the end of the range", {ui::format_percent(spread.saturated)});
    } else if (spread.zeros > 0.02) {
      more = ui::tr_fill("{} are exactly 0", {ui::format_percent(spread.zeros)});
    } else {
      matters = false;
    }
    const ui::Text look{.size = 13, .colour = colour, .max_width = r.w - 24, .ellipsis = true};
    if (low) return (void)ui::draw::text(matters ? more : mean, {r.x + 12, r.bottom() - 14}, look);
    ui::draw::text(mean, {r.x + 12, y}, {.size = 13, .colour = t.ink2, .max_width = r.w - 24, .ellipsis = true});
    ui::draw::text(more, {r.x + 12, y + 20}, look);
  }

  // Dead and saturated shares over time; of updates their ratio to the weights.
  void shares(const std::vector<Card>& cards, const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    const bool updates = part_ == Part::updates;
    ui::well(r);
    ui::draw::text(updates ? "|update| / |weight|" : ui::tr("Dead units, saturated outputs"), {r.x + 12, r.y + 16},
                   {.size = 13, .weight = 600, .colour = t.ink, .max_width = r.w - 24, .ellipsis = true});
    std::vector<ShareLine> lines;
    for (const Card& card : cards) {
      const SpreadFrames& frames = kept_[card.title].frames;
      if (frames.items().size() < 2) continue;
      if (updates) {
        lines.push_back(
            {card.title, ui::class_colour(static_cast<int>(lines.size()), 10), &frames, &SpreadFrame::ratio});
      } else if (card.units) {
        lines.push_back({ui::tr("dead"), t.warn, &frames, &SpreadFrame::dead});
        lines.push_back({ui::tr("saturated"), t.val, &frames, &SpreadFrame::saturated});
      }
    }
    const ui::Rect plot{r.x + 12, r.y + kHead, r.w - 24, std::max(20.0f, r.h - kHead - 26)};
    if (lines.empty()) return ui::empty_state(plot, ui::tr("Train: what happens is recorded from now on."));
    draw_shares("shares", plot, lines, updates);
  }

  Part part_ = Part::values;
  Show show_ = Show::now;
  std::string of_;                    // the layer
  std::map<std::string, Kept> kept_;  // by title of the card
};

}  // namespace

const LookType& histogram_look() {
  static const LookType type{
      "histogram",
      "Spread",
      "How often each value occurs: outputs and inputs for a batch of training samples, and the weights.",
      "Healthy layers keep their numbers around 0 with a width near 1. A tall bar at 0 behind a ReLU are units that "
      "are "
      "switched off; bars at both ends of a sigmoid or tanh are saturated units, through which hardly any gradient "
      "passes. A unit that is 0 for every sample of the batch is dead. Heights grow with the square root of the "
      "number.",
      nullptr,
      []() -> std::unique_ptr<Look> { return std::make_unique<HistogramLook>(); },
      {"now", "ridge", "bands", "gradients", "updates"},
      true};
  return type;
}

}  // namespace app
