// Trying a text: typed into a line, cut into the tokens of the set. Networks that say the next token write on.
#include <algorithm>

#include "app/panels/output/answers.h"
#include "app/panels/output/try.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kChips = 80, kWritten = 92;
constexpr size_t kMostChips = 120;
constexpr const char* kLineEnd = "↵";  // stands for the end of a line in the field

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
  const std::string typed = replaced(text_, kLineEnd, "\n");
  typed_tokens_ = typist_->cut(typed).size();
  const auto cut = typist_->cut(typed + written_);
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

void TryPads::draw_text(const PanelContext& c, const ui::Rect& area) {
  const float y = head(c, area, ui::tr("Type here; the answer follows."), true);
  const ui::Rect field{area.x, y, area.w, 32};
  if (ui::token_field("output.try.text", field, &text_, ui::tr("Type a text"))) {
    stop_writing();
    read_text();
  }
  float top = field.bottom() + 8;
  if (says_next_) {
    const ui::Rect written{area.x, top, area.w, std::min(kWritten, area.h * 0.26f)};
    draw_written(written);
    top = written.bottom() + 10;
  } else {
    const ui::Rect chips{area.x, top, area.w, std::min(kChips, area.h * 0.3f)};
    top += 12 + ui::token_chips("output.try.token", chips,
                                std::span(tokens_).subspan(0, std::min(tokens_.size(), kMostChips)));
  }
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
