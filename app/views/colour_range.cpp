#include "app/views/colour_range.h"

#include <algorithm>
#include <cmath>

#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app::views {
namespace {

constexpr float kBar = 84, kEnd = 54;  // width of the gradient, and of a number at its end

PairedRanges* pair_ = nullptr;  // what is being drawn is one side of it

}  // namespace

PairedRanges::Side::Side(PairedRanges& pair, int side) {
  pair.side_ = side;
  pair.next_ = 0;
  pair_ = &pair;
}

PairedRanges::Side::~Side() {
  pair_->seen_[pair_->side_].resize(pair_->next_);
  pair_ = nullptr;
}

Limits PairedRanges::join(Limits seen) {
  std::vector<Limits>& own = seen_[side_];
  const std::vector<Limits>& other = seen_[1 - side_];
  if (own.size() <= next_) own.resize(next_ + 1);
  own[next_] = seen;
  if (next_ < other.size()) seen = {std::min(seen.low, other[next_].low), std::max(seen.high, other[next_].high)};
  ++next_;
  return seen;
}

void ColourRange::follow(Limits seen, Limits known) {
  if (pair_) seen = pair_->join(seen);
  if (fixed_) return;
  if (known.low < known.high && std::isfinite(known.low) && std::isfinite(known.high)) {
    scale_ = {{(known.low + known.high) / 2, (known.high - known.low) / 2},
              known.low < 0 ? ui::Map::div : ui::Map::seq};
    return;
  }
  const bool signless = seen.low >= 0 && (known.low >= 0 && known.high > known.low);
  const float most = std::max(std::abs(seen.low), std::abs(seen.high));
  const float reach = most > 0 && std::isfinite(most) ? most : 1;
  scale_ = signless ? ColourScale{{reach / 2, reach / 2}, ui::Map::seq} : ColourScale{{0, reach}, ui::Map::div};
}

float draw_legend(const ColourScale& scale, ui::Vec at) {
  const ui::Text number{.size = 12, .mono = true, .colour = ui::theme().ink3};
  const std::string low = ui::format_number(static_cast<double>(scale.span.middle - scale.span.reach));
  const std::string high = ui::format_number(static_cast<double>(scale.span.middle + scale.span.reach));
  ui::draw::text(high, {at.x - kEnd + 6, at.y}, number);
  const ui::Rect bar{at.x - kEnd - kBar, at.y - 5, kBar, 10};
  ui::draw::gradient(bar, scale.map, 3);
  ui::draw::rect(bar, ui::theme().line2, 3);
  ui::Text left = number;
  left.align = ui::Align::right;
  ui::draw::text(low, {bar.x - 6, at.y}, left);
  return bar.x - 6 - ui::text_width(low, number);
}

float ColourRange::legend(const char* name, ui::Vec at) {
  const char* words = ui::tr("Keep range");
  const float width = 24 + ui::text_width(words, {.size = 13});
  ui::checkbox(name, {at.x - width, at.y}, words, &fixed_);
  ui::tooltip(ui::tr("The colours keep standing for the same numbers while training goes on."));
  return draw_legend(scale_, {at.x - width - 12, at.y});
}

}  // namespace app::views
