#include "app/platform/keys.h"

#include <imgui.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <unordered_map>

#include "app/platform/synthetic_input.h"

namespace app::platform {
namespace {

struct Named {
  std::string_view name;
  Key key;
};
constexpr Named named_keys[] = {
    {"space", Key::space},   {"esc", Key::escape},     {"escape", Key::escape},
    {"enter", Key::enter},   {"return", Key::enter},   {"tab", Key::tab},
    {"del", Key::del},       {"delete", Key::del},     {"backspace", Key::backspace},
    {"insert", Key::insert}, {"left", Key::left},      {"right", Key::right},
    {"up", Key::up},         {"down", Key::down},      {"home", Key::home},
    {"end", Key::end},       {"pageup", Key::page_up}, {"pagedown", Key::page_down},
    {"plus", Key::equal},
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return char(std::tolower(c)); });
  return out;
}

std::optional<Key> parse_key(const std::string& name) {
  for (const Named& named : named_keys) {
    if (named.name == name) return named.key;
  }
  if (name.size() == 1) {
    const char c = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    if (std::isalnum(static_cast<unsigned char>(c)) ||
        std::string_view(",-./;=[\\]`'").find(c) != std::string_view::npos)
      return static_cast<Key>(c);
  }
  if (name.size() >= 2 && name.size() <= 3 && name[0] == 'f') {
    int number = 0;
    for (char c : name.substr(1)) number = std::isdigit(static_cast<unsigned char>(c)) ? number * 10 + (c - '0') : 99;
    if (number >= 1 && number <= 12) return static_cast<Key>(static_cast<int>(Key::f1) + number - 1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Chord> parse_chord(std::string_view text) {
  Chord chord;
  std::string rest = lower(text);
  for (std::size_t plus = rest.find('+'); plus != std::string::npos && plus + 1 < rest.size(); plus = rest.find('+')) {
    const std::string modifier = rest.substr(0, plus);
    if (modifier == "ctrl" || modifier == "cmd") {
      chord.control = true;
    } else if (modifier == "shift") {
      chord.shift = true;
    } else if (modifier == "alt") {
      chord.alt = true;
    } else {
      return std::nullopt;
    }
    rest = rest.substr(plus + 1);
  }
  if (rest == "?") {
    chord.shift = true;
    rest = "/";
  }
  const auto key = parse_key(rest);
  if (!key) return std::nullopt;
  chord.key = *key;
  return chord;
}

bool key_down(Key key) {
#if IMGUI_VERSION_NUM >= 18700
  return ImGui::IsKeyDown(imgui_key(key));
#else
  return ImGui::IsKeyDown(static_cast<int>(key));
#endif
}

bool chord_pressed(const Chord& chord, bool repeat) {
  if (chord.key == Key::none) return false;
  const ImGuiIO& io = ImGui::GetIO();
#if defined(__APPLE__)
  const bool control = io.KeyCtrl || io.KeySuper;
#else
  const bool control = io.KeyCtrl;
#endif
  if (control != chord.control || io.KeyShift != chord.shift || io.KeyAlt != chord.alt) return false;
#if IMGUI_VERSION_NUM >= 18700
  return ImGui::IsKeyPressed(imgui_key(chord.key), repeat);
#else
  return ImGui::IsKeyPressed(static_cast<int>(chord.key), repeat);
#endif
}

bool chord_pressed(std::string_view text, bool repeat) {
  static std::unordered_map<std::string, Chord> parsed;  // asked every frame with the same few literals
  const auto [entry, fresh] = parsed.try_emplace(std::string(text));
  if (fresh) entry->second = parse_chord(text).value_or(Chord{});
  return chord_pressed(entry->second, repeat);
}

}  // namespace app::platform
