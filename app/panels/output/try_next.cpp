// Networks that say the next token: the text that they write, bars of what may follow, how it is drawn, and writing on.
// Each token is a sample of its own that training answers; while it learns, the text is written anew now and then.
#include <algorithm>

#include "app/panels/output/answers.h"
#include "app/panels/output/try.h"
#include "app/ui/i18n.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr size_t kMostBytes = 20000;
constexpr size_t kMostShown = 600;  // tokens that are laid out, the newest ones
constexpr double kRest = 1.5;       // seconds that a text stays before the next one
constexpr float kLine = 20, kSliders = 44, kRow = 28;
constexpr double kMostTopK = 40;

// Where a token stands that is written by itself, one line below the other.
struct Placed {
  size_t token;
  float x;
  int line;
};

// A space that the text does not have: between words, but not in front of most signs and not in Chinese.
bool wants_space(const std::string& token) {
  const auto first = static_cast<unsigned char>(token.empty() ? ' ' : token[0]);
  return first >= 0x80 ? false : std::string_view(" \n.,;:!?)").find(static_cast<char>(first)) == std::string::npos;
}

}  // namespace

// The newest lines of the text: what was typed quiet, what the network wrote in ink, unknown tokens in red.
void TryPads::draw_written(const ui::Rect& r) const {
  const ui::Palette& colours = ui::theme();
  ui::well(r);
  const ui::Rect in = r.inset(10, 6);
  const ui::Text look{.size = 14};
  const size_t first = tokens_.size() > kMostShown ? tokens_.size() - kMostShown : 0;
  std::vector<Placed> places;
  float x = 0;
  int line = 0;
  for (size_t i = first; i < tokens_.size(); ++i) {
    const std::string& text = tokens_[i].text;
    if (text == "\n") {
      x = 0;
      ++line;
      continue;
    }
    const float gap = !typist_->characters() && x > 0 && wants_space(text) ? 4.0f : 0.0f;
    const float wide = ui::text_width(text, look);
    if (x + gap + wide > in.w && x > 0) {
      x = 0;
      ++line;
    } else {
      x += gap;
    }
    places.push_back({i, x, line});
    x += wide;
  }
  const int fit = std::max(1, static_cast<int>(in.h / kLine)), above = std::max(0, line + 1 - fit);
  ui::draw::push_clip(r);
  for (const Placed& p : places) {
    const ui::TypedToken& token = tokens_[p.token];
    if (p.line < above || token.text == " ") continue;
    const bool own = p.token < typed_tokens_;
    ui::draw::text(token.text, {in.x + p.x, in.y + kLine * (static_cast<float>(p.line - above) + 0.5f)},
                   {.size = 14,
                    .weight = own ? 500 : 600,
                    .colour = token.id < 0 ? colours.err
                              : own        ? colours.ink3
                                           : colours.ink,
                    .lint = false});
  }
  ui::draw::pop_clip();
}

void TryPads::append_token(int64_t id, std::string& to) {
  const std::vector<std::string>& texts = data_->raw.vocabulary;
  if (id < 0 || static_cast<size_t>(id) >= texts.size() || text_.size() + written_.size() > kMostBytes) return;
  if (!typist_->characters() && !(text_.empty() && written_.empty())) to += ' ';
  to += texts[static_cast<size_t>(id)];
  read_text();
}

void TryPads::stop_writing() {
  more_ = 0;
  written_.clear();
  rests_since_ = ui::now();
  written_at_ = -1;
}

// How many steps more, and the button that starts or stops. True when writing on begins.
bool TryPads::writes_on(const PanelContext& c, const ui::Rect& r, std::string_view what) {
  if (!trouble(c.view).empty() || !ready_) more_ = 0;
  if (more_ > 0) {
    if (ui::button("output.try.stop", r, {.icon_name = "stop", .label = ui::tr("Stop"), .size = 13, .icon_size = 14})) {
      more_ = 0;
      rests_since_ = ui::now();
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

// What decides which token is drawn. The same seed draws the same again.
void TryPads::choice_sliders(const ui::Rect& r, int64_t classes) {
  const float gap = 16, wide = (r.w - 2 * gap) * 0.42f, narrow = (r.w - 2 * gap) * 0.29f;
  auto k = static_cast<double>(rule_.top_k);
  (void)ui::slider("output.try.temperature", {r.x, r.y + 10}, wide, ui::tr("Temperature"), &rule_.temperature,
                   {.range = {0, 2, 0.05},
                    .reset = 1,
                    .has_reset = true,
                    .tip = ui::tr("0 writes the likeliest token each time. Above it tokens are drawn: at 1 with the "
                                  "probabilities of the network, higher more evenly.")});
  const double most = std::min(kMostTopK, static_cast<double>(classes));
  if (ui::slider("output.try.top_k", {r.x + wide + gap, r.y + 10}, narrow, "Top-k", &k,
                 {.range = {0, most, 1},
                  .text = k < 0.5 ? std::string_view(ui::tr("off")) : std::string_view(),
                  .reset = 0,
                  .has_reset = true,
                  .tip = ui::tr("Only so many of the likeliest tokens can be drawn.")})
          .changed) {
    rule_.top_k = static_cast<int64_t>(k + 0.5);
  }
  (void)ui::slider("output.try.top_p", {r.right() - narrow, r.y + 10}, narrow, "Top-p", &rule_.top_p,
                   {.range = {0, 1, 0.05},
                    .text = rule_.top_p >= 1 ? std::string_view(ui::tr("off")) : std::string_view(),
                    .reset = 1,
                    .has_reset = true,
                    .tip = ui::tr("Only as many of the likeliest tokens can be drawn as reach this probability "
                                  "together: the nucleus.")});
}

// Writing on, by hand and while training runs; other tokens.
void TryPads::write_row(const PanelContext& c, const ui::Rect& r) {
  const float small = 28, gap = 6;
  if (ui::button("output.try.seed", {r.right() - small, r.y, small, r.h},
                 {.icon_name = "dice",
                  .disabled = !(rule_.temperature > 0),
                  .size = 13,
                  .icon_size = 15,
                  .tip = ui::tr("Draw other tokens from now on")})) {
    ++draws_;
  }
  if (ui::button("output.try.rewrite", {r.right() - 2 * small - gap, r.y, small, r.h},
                 {.icon_name = "reset",
                  .on = rewrites_,
                  .size = 13,
                  .icon_size = 15,
                  .tip = ui::tr("While the network learns, write anew behind what was typed")})) {
    rewrites_ = !rewrites_;
  }
  if (writes_on(c, {r.x, r.y, r.w - 2 * small - 2 * gap, r.h}, ui::tr("How many tokens to write"))) {
    more_ = count_;
    written_at_ = c.view.snapshot.step;
  }
}

// While the network learns: another text from the same beginning and the same random numbers.
void TryPads::write_anew(const PanelContext& c) {
  if (!rewrites_ || more_ > 0 || !c.view.snapshot.running || c.view.snapshot.step == written_at_) return;
  if (ui::now() - rests_since_ < kRest) return;
  written_.clear();
  more_ = count_;
  written_at_ = c.view.snapshot.step;
  read_text();
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
  engine::choice_probabilities(shares, rule_, drawn_with_);
  const int best = largest(shares.data(), static_cast<int64_t>(shares.size()), 1);
  int clicked = -1;
  ui::draw::text(ui::tr("Next token"), {area.x, area.y + 8}, {.size = 12, .colour = ui::theme().ink3});
  draw_share_bars({.data = data,
                   .shares = shares,
                   .chosen = best,
                   .name = "output.try.next",
                   .drawn = &drawn_with_,
                   .clicked = [&](int k) { clicked = k; }},
                  {area.x, area.y + 20, area.w, area.h - 20 - kSliders - kRow - 8});
  choice_sliders({area.x, area.bottom() - kRow - 4 - kSliders, area.w - 8, kSliders}, classes);
  write_row(c, {area.x, area.bottom() - kRow, area.w, kRow});
  ui::shown_sample().may_follow = static_cast<int>(std::ranges::count_if(drawn_with_, [](double p) { return p > 0; }));
  if (clicked >= 0) {  // what stands there so far is taken for typed
    std::string all = text_ + written_;
    stop_writing();
    append_token(clicked, all);
    text_ = std::move(all);
    read_text();
  } else if (more_ > 0 && a.newest) {
    engine::Rng rng(draws_, tokens_.size());
    append_token(engine::drawn_class(drawn_with_, rng), written_);
    if (--more_ == 0) rests_since_ = ui::now();
  } else {
    write_anew(c);
  }
  ui::shown_sample().written = written_;
}

}  // namespace app
