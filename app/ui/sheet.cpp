#include "app/ui/sheet.h"

#include <algorithm>
#include <string>

#include "app/ui/i18n.h"
#include "app/ui/lint.h"
#include "app/ui/widgets.h"

namespace app::ui {

Sheet::Sheet(const char* name, std::string_view title, const Rect& card, int& frames, bool veil)
    : overlay_(("##sheet." + std::string(name)).c_str(), frames == 0), name_(name), card_(card), first_(frames == 0) {
  const Vec window = display_size();
  if (veil) {
    lint::uncover({0, 0, window.x, window.y});
    draw::rect_filled({0, 0, window.x, window.y}, theme().veil);
  } else {
    lint::uncover(card_);
  }
  draw::shadow(card_, 10);
  draw::rect_filled(card_, theme().bg1, 10);
  draw::rect(card_, theme().line2, 10);
  draw::text(title, {card_.x + 20, card_.y + 28},
             {.size = 16, .weight = 600, .colour = theme().ink, .max_width = card_.w - 80});
  const std::string cross = std::string(name) + ".close";
  closed_ = button(cross.c_str(), {card_.right() - 44, card_.y + 12, 32, 32},
                   {.icon_name = "cross", .kind = ButtonKind::ghost, .icon_size = 16, .tip = tr("Close (Esc)")});
  const bool outside = ImGui::IsMouseClicked(0) && !card_.contains(mouse());
  const bool escape = key_pressed(Key::escape, false) && !ImGui::GetIO().WantTextInput;
  if (frames++ > 1 && overlays_open() < 2 && (outside || escape)) closed_ = true;
}

Sheet::~Sheet() { hit(name_of(name_, "card"), card_, {.focusable = false}); }

Rect middle_card(float width, float height) {
  const Vec window = display_size();
  const float w = std::min(width, window.x - 32), h = std::min(height, window.y - 32);
  return {(window.x - w) / 2, (window.y - h) / 2, w, h};
}

Rect card_below(const Rect& control, float width, float height) {
  const Vec window = display_size();
  const float w = std::min(width, window.x - 16), h = std::min(height, window.y - control.bottom() - 14);
  const float x = std::clamp(control.right() - w, 8.0f, std::max(8.0f, window.x - 8 - w));
  return {x, control.bottom() + 6, w, h};
}

}  // namespace app::ui
