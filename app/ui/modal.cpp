// The one question that stops everything: what to do with unsaved work.
#include <algorithm>
#include <string>

#include "app/ui/interact_internal.h"
#include "app/ui/lint.h"
#include "app/ui/menu_internal.h"
#include "app/ui/widgets.h"

namespace app::ui {
namespace {
std::string open_;
int frames_ = 0;
}  // namespace

void open_question(const char* name) {
  if (open_ == name) return;
  open_ = name;
  frames_ = 0;
  request_frame();
}

int question(const char* name, std::string_view title, std::string_view words, std::span<const std::string> answers) {
  if (open_ != name || answers.empty()) return -1;
  const Overlay overlay("##question", frames_++ == 0);
  const Vec window = display_size();
  lint::uncover({0, 0, window.x, window.y});
  draw::rect_filled({0, 0, window.x, window.y}, theme().veil);
  float buttons = 0;
  for (const std::string& answer : answers) buttons += text_width(answer, {.size = 14, .weight = 600}) + 44;
  const float w = std::max(420.0f, buttons + 40);
  const float text_height = draw::text_block_height(words, w - 48, {.size = 14});
  const Rect r{(window.x - w) / 2, (window.y - 132 - text_height) / 2, w, 132 + text_height};
  draw::shadow(r, 10);
  draw::rect_filled(r, theme().bg1, 10);
  draw::rect(r, theme().line2, 10);
  draw::text(title, {r.x + 24, r.y + 32}, {.size = 16, .weight = 600, .colour = theme().ink, .max_width = r.w - 48});
  draw::text_block(words, {r.x + 24, r.y + 52, r.w - 48, text_height + 1}, {.size = 14});
  int chosen = -1;
  float right = r.right() - 20;
  for (size_t i = 0; i < answers.size(); ++i) {  // the first answer is the one to press, at the right
    const float width = text_width(answers[i], {.size = 14, .weight = 600}) + 32;
    const Rect b{right - width, r.bottom() - 52, width, 36};
    const Button look{.label = answers[i], .kind = i == 0 ? ButtonKind::primary : ButtonKind::normal};
    if (button(name_of(name, static_cast<long long>(i)), b, look)) chosen = static_cast<int>(i);
    right = b.x - 8;
  }
  if (frames_ > 1 && key_pressed(Key::enter, false)) chosen = 0;
  if (frames_ > 1 && key_pressed(Key::escape, false)) chosen = static_cast<int>(answers.size()) - 1;
  if (chosen >= 0) open_.clear();
  return chosen;
}

}  // namespace app::ui
