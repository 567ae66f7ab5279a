// How the numbers of the layer are spread: outputs and inputs over a batch as training sees it, sums before the
// activation, parameters. With what tells whether units are dead or saturated.
#include <algorithm>
#include <cmath>

#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/panels/microscope/spread.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr int kBins = 41;
constexpr float kCardGap = 10, kHead = 30, kFoot = 46;

// What one card shows.
struct Card {
  std::string title;
  const engine::WatchedTensor* t = nullptr;
  views::Limits known;
  bool units = false;  // [samples, units]: dead and saturated units can be told
};

class HistogramLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const std::vector<Card> cards = cards_of(o);
    const auto count = static_cast<int>(cards.size());
    const int across = area.w < 700 ? 2 : 3, down = std::max(1, (count + across - 1) / across);
    const float w = (area.w - kCardGap * static_cast<float>(across - 1)) / static_cast<float>(across);
    const float h = std::min(260.0f, (area.h - kCardGap * static_cast<float>(down - 1)) / static_cast<float>(down));
    spreads_.resize(cards.size());
    refresh_.resize(cards.size());
    for (int i = 0; i < count; ++i) {
      const ui::Rect r{area.x + static_cast<float>(i % across) * (w + kCardGap),
                       area.y + static_cast<float>(i / across) * (h + kCardGap), w, h};
      if (const engine::WatchedTensor* t = cards[static_cast<size_t>(i)].t) {
        const Card& c = cards[static_cast<size_t>(i)];
        if (refresh_[static_cast<size_t>(i)].due(o, *t)) {
          spreads_[static_cast<size_t>(i)].measure(t->values, kBins, c.known, c.units ? t->shape : engine::Shape{});
        }
      }
      card(o, cards[static_cast<size_t>(i)], spreads_[static_cast<size_t>(i)], r);
    }
  }

  std::string values(const Opened& o) const override {
    std::string out;
    for (const Card& card : cards_of(o)) {
      if (card.t) out += "# " + card.title + "\n" + csv(card.t) + "\n";
    }
    return out;
  }

 private:
  static std::vector<Card> cards_of(const Opened& o) {
    using engine::Watched;
    std::vector<Card> cards;
    for (const std::string& name : o.names) {
      if (name == "activation") {
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

  static void card(const Opened& o, const Card& card, const Spread& spread, const ui::Rect& r) {
    const ui::Palette& t = ui::theme();
    ui::well(r);
    ui::draw::text(card.title, {r.x + 12, r.y + 16},
                   {.size = 13, .weight = 600, .colour = t.ink, .max_width = r.w - 24, .ellipsis = true});
    if (!card.t || spread.counts.empty()) return waiting(o, {r.x, r.y + kHead, r.w, r.h - kHead});
    const ui::Rect plot{r.x + 12, r.y + kHead, r.w - 24, std::max(20.0f, r.h - kHead - kFoot - 20)};
    const auto middle = static_cast<float>((spread.low + spread.high) / 2);
    const auto reach = static_cast<float>(std::max(1e-12, (spread.high - spread.low) / 2));
    ui::histogram(plot, spread.counts, [&](float at) { return ui::sign_colour(middle + at * reach); });
    ui::three_ticks(plot, limit_text(spread.low), limit_text((spread.low + spread.high) / 2), limit_text(spread.high));
    const float y = r.bottom() - 36;
    const std::string mean =
        ui::tr_fill("mean {} ± {}", {ui::format_number(spread.mean), ui::format_number(spread.deviation)});
    ui::draw::text(mean, {r.x + 12, y}, {.size = 13, .colour = t.ink2, .max_width = r.w - 24, .ellipsis = true});
    std::string more = ui::tr_fill("{} to {}", {ui::format_number(spread.smallest), ui::format_number(spread.largest)});
    ui::Colour colour = t.ink3;
    if (spread.bad > 0) {
      more = ui::tr_fill("{} numbers are not finite", {ui::format_count(spread.bad)});
      colour = t.err;
    } else if (card.units && spread.units > 0 && spread.dead > 0) {
      more = ui::tr_fill("{} of {} units dead: 0 for every sample",
                         {ui::format_count(spread.dead), ui::format_count(spread.units)});
      colour = t.warn;
    } else if (spread.saturated > 0.02) {
      more = ui::tr_fill("{} saturated: at the end of the range", {ui::format_percent(spread.saturated)});
    } else if (spread.zeros > 0.02) {
      more = ui::tr_fill("{} are exactly 0", {ui::format_percent(spread.zeros)});
    }
    ui::draw::text(more, {r.x + 12, y + 20}, {.size = 13, .colour = colour, .max_width = r.w - 24, .ellipsis = true});
    const ui::Hit h = ui::hit(ui::name_of("microscope.card", card.title.c_str()), r, {.focusable = false});
    if (!h.hovered || !plot.contains(ui::mouse())) return;
    const int bin = std::clamp(static_cast<int>((ui::mouse().x - plot.x) / plot.w * kBins), 0, kBins - 1);
    const double width = (spread.high - spread.low) / kBins, from = spread.low + width * bin;
    ui::tooltip_at(
        card.title + std::to_string(bin), ui::mouse(),
        {.title = ui::format_number(from) + " … " + ui::format_number(from + width),
         .rows = {{"n", ui::format_count(static_cast<long long>(spread.counts[static_cast<size_t>(bin)])), 0}}});
  }

  std::vector<Spread> spreads_;
  std::vector<Refresh> refresh_;
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
      []() -> std::unique_ptr<Look> { return std::make_unique<HistogramLook>(); }};
  return type;
}

}  // namespace app
