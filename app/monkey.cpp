#include "app/monkey.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "app/ui/item_registry.h"

namespace app {
namespace {

using platform::Key;

constexpr Key kKeys[] = {Key::space,   Key::apostrophe, Key::comma,        Key::minus,         Key::period,
                         Key::slash,   Key::equal,      Key::left_bracket, Key::right_bracket, Key::backslash,
                         Key::escape,  Key::enter,      Key::tab,          Key::backspace,     Key::insert,
                         Key::del,     Key::right,      Key::left,         Key::down,          Key::up,
                         Key::page_up, Key::page_down,  Key::home,         Key::end,           Key::keypad_enter};
constexpr Key kModifiers[] = {Key::left_shift, Key::left_control, Key::left_alt};
constexpr const char* kTexts[] = {"0", "-1",   "1e308", "nan",   "1e-320", "9999999999999999999",
                                  "x", "网络", "\"",    "../..", ".",      "é",
                                  "/", "\\",   "0.5",   "12"};
// From nothing to more than a screen has.
constexpr int kSizes[][2] = {{1, 1},     {320, 240},   {1120, 640}, {1280, 720}, {1600, 900},
                             {801, 601}, {2560, 1440}, {40, 900},   {1600, 40}};

}  // namespace

Monkey::Monkey(uint64_t seed, std::string rubbish) : random_(seed), rubbish_(std::move(rubbish)) {}

// Mostly onto a control, sometimes anywhere, rarely outside.
void Monkey::point(platform::Window& window, float scale) {
  const std::vector<ui::Item>& items = ui::all_items();
  const ImVec2 size = window.pixel_size();
  if (!items.empty() && number(10) < 7) {
    const ui::Item& item = items[static_cast<size_t>(number(static_cast<int>(items.size())))];
    window.input().move(item.centre());
  } else if (number(20) == 0) {
    window.input().move({-50 * scale, 1e6f});
  } else {
    window.input().move({static_cast<float>(number(std::max(1, static_cast<int>(size.x)))),
                         static_cast<float>(number(std::max(1, static_cast<int>(size.y))))});
  }
}

void Monkey::press(platform::Window& window) {
  const int which = number(10) < 8 ? 0 : 1 + number(2);
  window.input().button(which, number(2) == 0);
}

void Monkey::key(platform::Window& window) {
  Key key = kKeys[static_cast<size_t>(number(static_cast<int>(std::size(kKeys))))];
  const int kind = number(10);
  if (kind < 4) key = platform::key_of(static_cast<char>('A' + number(26)));
  if (kind == 4) key = platform::key_of(static_cast<char>('0' + number(10)));
  if (kind == 5) key = static_cast<Key>(static_cast<int>(Key::f1) + number(12));
  if (number(4) == 0) {
    const Key modifier = kModifiers[static_cast<size_t>(number(3))];
    window.input().key(modifier, true);
    held_.push_back(modifier);
  }
  window.input().key(key, true);
  held_.push_back(key);
}

void Monkey::type(platform::Window& window) {
  window.input().text(kTexts[static_cast<size_t>(number(static_cast<int>(std::size(kTexts))))]);
}

void Monkey::rare(platform::Window& window) {
  if (number(120) == 0) return window.resize(7680, 4320);  // 8K, slow to draw
  if (number(3) == 0) {
    const auto& size = kSizes[static_cast<size_t>(number(static_cast<int>(std::size(kSizes))))];
    window.resize(size[0], size[1]);
    return;
  }
  std::vector<std::string> files;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(rubbish_, problem))
    files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  if (!files.empty()) window.drop_file(files[static_cast<size_t>(number(static_cast<int>(files.size())))]);
}

void Monkey::let_go(platform::Window& window) {
  for (const Key key : held_) window.input().key(key, false);
  held_.clear();
}

int Monkey::act(platform::Window& window, float scale) {
  let_go(window);
  int events = 0;
  for (const int most = 1 + number(3); events < most; ++events) {
    const int kind = number(100);
    if (kind < 40) point(window, scale);
    if (kind >= 40 && kind < 70) press(window);
    if (kind >= 70 && kind < 85) key(window);
    if (kind >= 85 && kind < 93) window.input().wheel(static_cast<float>(number(7) - 3));
    if (kind >= 93 && kind < 99) type(window);
    if (kind == 99 && number(4) == 0) rare(window);
  }
  return events;
}

}  // namespace app
