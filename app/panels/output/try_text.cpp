// Trying a text: typed into a line, cut into the tokens of the set. Networks that say the next token write on.
#include <algorithm>

#include "app/panels/output/answers.h"
#include "app/panels/output/try.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kChips = 80;
constexpr size_t kMostChips = 120, kNewestChips = 30;  // the chips of a text that is written on show its end
constexpr const char* kLineEnd = "↵";                  // stands for the end of a line in the field
constexpr size_t kMostBytes = 20000;

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

// Cuts the text and fills the sample: the first tokens, or the newest where the next one is asked for.
void TryPads::read_text() {
  text_ = replaced(std::move(text_), "\n", kLineEnd);
  const auto cut = typist_->cut(replaced(text_, kLineEnd, "\n"));
  const auto steps = static_cast<size_t>(shape_.count());
  const size_t skipped = says_next_ && cut.size() > steps ? cut.size() - steps : 0;
  const size_t used = std::min(cut.size() - skipped, steps);
  tokens_.clear();
  for (size_t i = 0; i < cut.size(); ++i) {
    tokens_.push_back({cut[i].text, cut[i].id, i >= skipped && i < skipped + used});
  }
  sample_.assign(steps, static_cast<engine::Scalar>(std::max<int64_t>(0, typist_->pad())));
  for (size_t i = 0; i < used; ++i) {
    const int64_t id = cut[skipped + i].id;
    sample_[i] = static_cast<engine::Scalar>(id >= 0 ? id : typist_->unknown());
  }
  last_step_ = used > 0 ? used - 1 : 0;
  ready_ = used == steps || (used > 0 && typist_->pad() >= 0);
}

void TryPads::append_token(int64_t id) {
  const std::vector<std::string>& texts = data_->raw.vocabulary;
  if (id < 0 || static_cast<size_t>(id) >= texts.size() || text_.size() > kMostBytes) return;
  if (!typist_->characters() && !text_.empty()) text_ += ' ';
  text_ += texts[static_cast<size_t>(id)];
  read_text();
}

// How many steps more, and the button that starts or stops. True when writing on begins.
bool TryPads::writes_on(const PanelContext& c, const ui::Rect& r, std::string_view what) {
  if (!trouble(c.view).empty() || !ready_) more_ = 0;
  if (more_ > 0) {
    if (ui::button("output.try.stop", r, {.icon_name = "stop", .label = ui::tr("Stop"), .size = 13, .icon_size = 14})) {
      more_ = 0;
    }
    return false;
  }
  const float stepper = 104;
  (void)ui::stepper("output.try.count", {r.right() - stepper, r.y, stepper, r.h}, &count_,
                    {.minimum = 1, .maximum = 500, .step = 1, .tip = what});
  return ui::button(
      "output.try.continue", {r.x, r.y, r.w - stepper - 8, r.h},
      {.icon_name = "play", .label = ui::tr("Continue"), .disabled = !ready_, .size = 13, .icon_size = 14});
}

// How boldly it is written on. The same seed writes the same again.
void TryPads::temperature_line(const ui::Rect& r) {
  const char* word = ui::tr("Temperature");
  const float wide = ui::draw::text(word, {r.x, r.mid_y()}, {.size = 13, .colour = ui::theme().ink2}) + 12;
  (void)ui::slider_row(
      "output.try.temperature", {r.x + wide, r.y, r.w - wide - 36, r.h}, &temperature_,
      {.range = {0, 2, 0.05},
       .reset = 0,
       .has_reset = true,
       .tip = ui::tr("0 writes the likeliest token each time. Above it tokens are drawn: at 1 with the "
                     "probabilities of the network, higher more evenly.")});
  if (ui::button("output.try.seed", {r.right() - 28, r.y, 28, r.h},
                 {.icon_name = "dice",
                  .disabled = !(temperature_ > 0),
                  .size = 13,
                  .icon_size = 15,
                  .tip = ui::tr("Draw other tokens from now on")})) {
    ++draws_;
  }
}

// The likeliest next tokens; a click writes one.
void TryPads::next_tokens(const PanelContext& c, const Answer& a, const ui::Rect& area) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const bool fits = a.one && a.one->shape.rank() == 2 && static_cast<int64_t>(last_step_) < a.one->shape[0];
  if (!fits) {
    const std::string why = trouble(c.view);
    more_ = 0;
    return ui::empty_state(area, a.one ? ui::tr("The network does not answer for every step.") : why);
  }
  const int64_t classes = a.one->shape[1];
  std::vector<float> shares =
      shares_of(a.how, a.one->values.data() + static_cast<int64_t>(last_step_) * classes, classes, 1);
  for (const int64_t none : {typist_->pad(), typist_->unknown()}) {  // nothing that could be written
    if (none >= 0 && static_cast<size_t>(none) < shares.size()) shares[static_cast<size_t>(none)] = 0;
  }
  const int best = largest(shares.data(), static_cast<int64_t>(shares.size()), 1);
  int clicked = -1;
  ui::draw::text(ui::tr("Next token"), {area.x, area.y + 8}, {.size = 12, .colour = ui::theme().ink3});
  const ui::Rect bars{area.x, area.y + 20, area.w, area.h - 20 - 72};
  draw_share_bars({.data = data,
                   .shares = shares,
                   .chosen = best,
                   .name = "output.try.next",
                   .clicked = [&](int k) { clicked = k; }},
                  bars);
  temperature_line({area.x, area.bottom() - 64, area.w, 28});
  if (writes_on(c, {area.x, area.bottom() - 30, area.w, 28}, ui::tr("How many tokens to write"))) more_ = count_;
  if (clicked >= 0) {
    more_ = 0;
    append_token(clicked);
  } else if (more_ > 0 && a.newest) {
    --more_;
    engine::Rng rng(draws_, tokens_.size());
    append_token(drawn_class(shares, temperature_, rng));
  }
}

void TryPads::draw_text(const PanelContext& c, const ui::Rect& area) {
  const float y = head(c, area, ui::tr("Type here; the answer follows."), true);
  const ui::Rect field{area.x, y, area.w, 32};
  if (ui::token_field("output.try.text", field, &text_, ui::tr("Type a text"))) {
    more_ = 0;
    read_text();
  }
  const size_t newest = says_next_ && tokens_.size() > kNewestChips ? tokens_.size() - kNewestChips : 0;
  const ui::Rect chips{area.x, field.bottom() + 8, area.w, std::min(kChips, area.h * 0.3f)};
  const float used = ui::token_chips("output.try.token", chips,
                                     std::span(tokens_).subspan(newest, std::min(tokens_.size() - newest, kMostChips)));
  const float top = chips.y + (says_next_ ? chips.h : used) + 12;
  const ui::Rect rest{area.x, top, area.w, area.bottom() - top};
  const Answer a = look(c);
  if (!ready_) {
    more_ = 0;
    const auto missing =
        static_cast<size_t>(shape_.count()) - std::min(tokens_.size(), static_cast<size_t>(shape_.count()));
    const bool fills = typist_->pad() >= 0;
    return ui::empty_state(
        rest, fills ? std::string(ui::tr("The answer follows the text."))
                    : ui::tr_fill("A sample of this set is full: type {} tokens more.", {std::to_string(missing)}));
  }
  if (says_next_) {
    next_tokens(c, a, rest);
  } else {
    draw_answer(c, a, rest, true);
  }
}

}  // namespace app
