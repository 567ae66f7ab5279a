#include "app/panels/output/hidden_words.h"

#include <algorithm>
#include <memory>

#include "app/panels/output/answers.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"
#include "engine/data/typed_text.h"

namespace app {
namespace {

constexpr float kLine = 32, kChip = 26, kSpace = 5, kMostText = 0.55f;

struct Guess {
  int64_t step = 0, truth = -1;
  int best = 0;
  std::vector<float> shares;
  bool right() const { return truth == best; }
};

std::vector<Guess> guesses_of(const HiddenWords& text) {
  std::vector<Guess> all;
  const int64_t classes = text.answer.shape[1], steps = text.answer.shape[0];
  for (int64_t t = 0; t < std::min<int64_t>(steps, static_cast<int64_t>(text.tokens.size())); ++t) {
    const auto at = static_cast<size_t>(t);
    if (static_cast<int64_t>(text.tokens[at]) != text.hiding) continue;
    Guess g;
    g.step = t;
    g.truth = at < text.truth.size() ? static_cast<int64_t>(text.truth[at]) : -1;
    g.shares = shares_of(text.how, text.answer.values.data() + t * classes, classes, 1);
    g.best = largest(g.shares.data(), classes, 1);
    all.push_back(std::move(g));
  }
  return all;
}

ui::Colour colour_of(const Guess& g, bool known) {
  const ui::Palette& t = ui::theme();
  return !known ? t.pos : g.right() ? t.acc : t.err;
}

// The words one behind the other, guesses as chips that can be clicked. Returns the height used.
float draw_text(const HiddenWords& text, const std::vector<Guess>& guesses, const ui::Rect& r, int* chosen) {
  const ui::Palette& t = ui::theme();
  const auto pad = [&](engine::Scalar token) { return static_cast<int64_t>(token) == 0; };
  size_t count = text.tokens.size(), next = 0;
  while (count > 0 && pad(text.tokens[count - 1])) --count;
  float x = r.x, y = r.y + kLine / 2;
  for (size_t i = 0; i < count; ++i) {
    const bool hidden = next < guesses.size() && guesses[next].step == static_cast<int64_t>(i);
    const std::string word = hidden ? word_of(text.data, guesses[next].best, false)
                                    : word_of(text.data, static_cast<int64_t>(text.tokens[i]), true);
    const std::string share =
        hidden
            ? ui::format_percent(static_cast<double>(guesses[next].shares[static_cast<size_t>(guesses[next].best)]), 0)
            : std::string();
    const float named = ui::text_width(word, {.size = 14, .weight = hidden ? 600 : 500});
    const float wide = hidden ? named + ui::text_width(share, {.size = 12, .mono = true}) + 20 : named;
    if (x + wide > r.right() && x > r.x) {
      x = r.x;
      y += kLine;
    }
    if (y + kLine / 2 > r.bottom()) {
      ui::draw::text("…", {x, y}, {.size = 14});
      break;
    }
    if (hidden) {
      const Guess& g = guesses[next];
      const ui::Colour colour = colour_of(g, !text.truth.empty());
      const ui::Rect chip{x, y - kChip / 2, wide, kChip};
      const ui::Hit h = ui::hit(ui::name_of(text.name, static_cast<long long>(next)), chip, {.focus_radius = 6});
      if (!g.right() && g.truth >= 0) ui::tooltip(ui::tr_fill("truth: {}", {word_of(text.data, g.truth, false)}));
      if (h.clicked) *chosen = static_cast<int>(next);
      const bool own = static_cast<int>(next) == *chosen;
      ui::draw::rect_filled(chip, h.hovered ? t.bg3 : t.bg2, 6);
      ui::draw::rect(chip, own ? colour : t.line2, 6, own ? 2.0f : 1.0f);
      ui::draw::text(word, {x + 7, y}, {.size = 14, .weight = 600, .colour = colour});
      ui::draw::text(share, {chip.right() - 6, y},
                     {.size = 12, .mono = true, .colour = t.ink2, .align = ui::Align::right});
      ++next;
    } else {
      ui::draw::text(word, {x, y}, {.size = 14, .colour = t.ink2});
    }
    x += wide + kSpace;
  }
  return y + kLine / 2 - r.y;
}

}  // namespace

int64_t hiding_token(const View& view) {
  static std::weak_ptr<const engine::PreparedData> of;
  static int64_t token = -1;
  const auto& data = view.snapshot.data;
  if (!data || !learns_labels(view.experiment)) return -1;
  if (!of.owner_before(data) && !data.owner_before(of)) return token;
  of = data;
  token = engine::hiding_token(data->raw);
  return token;
}

void draw_hidden_words(const HiddenWords& text, const ui::Rect& area, int* chosen) {
  const ui::Palette& t = ui::theme();
  const std::vector<Guess> guesses = guesses_of(text);
  if (guesses.empty()) {
    return ui::empty_state(area,
                           ui::tr_fill("Put {} where a word is to be found.", {word_of(text.data, text.hiding, true)}));
  }
  *chosen = std::clamp(*chosen, 0, static_cast<int>(guesses.size()) - 1);
  const bool known = !text.truth.empty();
  const float foot = known ? 26.0f : 0.0f;
  const float used = draw_text(text, guesses, {area.x, area.y, area.w, area.h * kMostText}, chosen);
  const Guess& g = guesses[static_cast<size_t>(*chosen)];
  const float y = area.y + used + 16;
  const float width =
      ui::draw::text(ui::tr_fill("Hidden word {} of {}", {std::to_string(*chosen + 1), std::to_string(guesses.size())}),
                     {area.x, y}, {.size = 12, .colour = t.ink3});
  if (g.truth >= 0) {
    ui::draw::text(ui::tr_fill("truth: {}", {word_of(text.data, g.truth, false)}), {area.right(), y},
                   {.size = 13,
                    .weight = 600,
                    .colour = colour_of(g, known),
                    .align = ui::Align::right,
                    .max_width = area.w - width - 12,
                    .ellipsis = true});
  }
  const ui::Rect bars{area.x, y + 14, area.w, area.bottom() - foot - y - 14};
  if (bars.h > 20) draw_share_bars({.data = text.data, .shares = g.shares, .chosen = g.best}, bars);
  if (!known) return;
  const auto right = std::ranges::count_if(guesses, [](const Guess& one) { return one.right(); });
  ui::draw::text(
      ui::tr_fill("{} of {} hidden words are right", {std::to_string(right), std::to_string(guesses.size())}),
      {area.x, area.bottom() - 12}, {.size = 14, .weight = 600, .colour = t.ink});
}

}  // namespace app
