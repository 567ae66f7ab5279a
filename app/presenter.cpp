#include "app/presenter.h"

#include <algorithm>
#include <cmath>

#include "app/platform/keys.h"
#include "app/ui/draw.h"
#include "app/ui/interact.h"
#include "app/ui/lint.h"

namespace app {
namespace {

constexpr double kKeySeconds = 1, kClickSeconds = 0.2;
constexpr size_t kMostKeys = 4;
constexpr float kHalo = 24;

// Keys that are worth showing; letters and digits besides.
struct Named {
  platform::Key key;
  const char* name;
};
constexpr Named kNamed[] = {
    {platform::Key::space, "Space"},  {platform::Key::enter, "Enter"},    {platform::Key::escape, "Esc"},
    {platform::Key::tab, "Tab"},      {platform::Key::del, "Del"},        {platform::Key::backspace, "Backspace"},
    {platform::Key::left, "Left"},    {platform::Key::right, "Right"},    {platform::Key::up, "Up"},
    {platform::Key::down, "Down"},    {platform::Key::comma, ","},        {platform::Key::period, "."},
    {platform::Key::slash, "/"},      {platform::Key::left_bracket, "["}, {platform::Key::right_bracket, "]"},
    {platform::Key::backslash, "\\"}, {platform::Key::equal, "+"},        {platform::Key::minus, "-"},
};

std::string modifiers() {
  const ImGuiIO& io = ImGui::GetIO();
  return std::string(io.KeyCtrl ? "Ctrl+" : "") + (io.KeyAlt ? "Alt+" : "") + (io.KeyShift ? "Shift+" : "");
}

bool went_down(platform::Key key) {
  const ImGuiIO& io = ImGui::GetIO();
  return platform::chord_pressed({key, io.KeyCtrl, io.KeyShift, io.KeyAlt});
}

}  // namespace

void Presenter::collect_keys() {
  const double now = ui::now();
  std::erase_if(keys_, [&](const Pressed& p) { return now - p.at > kKeySeconds; });
  const auto note = [&](const std::string& name) { keys_.push_back({modifiers() + name, now}); };
  if (!ImGui::GetIO().WantTextInput) {  // what is typed is seen where it is typed
    for (const Named& n : kNamed) {
      if (went_down(n.key)) note(n.name);
    }
    for (char c = 'A'; c <= 'Z'; ++c) {
      if (went_down(platform::key_of(c))) note(std::string(1, c));
    }
    for (char c = '0'; c <= '9'; ++c) {
      if (went_down(platform::key_of(c))) note(std::string(1, c));
    }
  }
  if (keys_.size() > kMostKeys) keys_.erase(keys_.begin(), keys_.end() - static_cast<std::ptrdiff_t>(kMostKeys));
  if (!keys_.empty()) ui::request_frame(0.1);
}

void Presenter::draw_keys() const {
  const ui::Text look{.size = 20, .weight = 600, .colour = ui::theme().tip_ink, .lint = false};
  constexpr float kHeight = 44, kGap = 8;
  float width = -kGap;
  for (const Pressed& p : keys_) width += ui::text_width(p.words, look) + 28 + kGap;
  const ui::Vec window = ui::display_size();
  float x = window.x / 2 - width / 2;
  for (const Pressed& p : keys_) {
    const ui::Rect cap{x, window.y - 76, ui::text_width(p.words, look) + 28, kHeight};
    ui::draw::shadow(cap, 8);
    ui::draw::rect_filled(cap, ui::theme().tip_bg, 8);
    ui::draw::text(p.words, {cap.x + 14, cap.mid_y()}, look);
    x = cap.right() + kGap;
  }
}

void Presenter::draw_halo() {
  const double now = ui::now();
  if (ImGui::IsMouseClicked(0)) clicked_at_ = now;
  const ui::Vec at = ui::mouse();
  const ui::Vec window = ui::display_size();
  if (at.x < 0 || at.y < 0 || at.x > window.x || at.y > window.y) return;
  const bool down = ImGui::IsMouseDown(0);
  const double since = (now - clicked_at_) / kClickSeconds;
  const bool small = down || (clicked_at_ >= 0 && since < 1);
  ui::draw::circle(at, small ? kHalo * 0.6f : kHalo, ui::with_alpha(ui::theme().acc, 0.9f), 3);
  if (small) ui::request_frame();
}

void Presenter::draw(const ui::Rect& lit) {
  const ui::draw::Target above(ImGui::GetForegroundDrawList());
  const ui::Vec window = ui::display_size();
  if (lit.w > 0 && lit.h > 0) {
    const ui::Colour veil = ui::theme().veil;
    const float top = std::max(0.0f, lit.y), bottom = std::min(window.y, lit.bottom());
    ui::draw::rect_filled({0, 0, window.x, top}, veil);
    ui::draw::rect_filled({0, bottom, window.x, window.y - bottom}, veil);
    ui::draw::rect_filled({0, top, lit.x, bottom - top}, veil);
    ui::draw::rect_filled({lit.right(), top, window.x - lit.right(), bottom - top}, veil);
  }
  collect_keys();
  draw_keys();
  draw_halo();
}

}  // namespace app
