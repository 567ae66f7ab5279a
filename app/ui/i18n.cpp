#include "app/ui/i18n.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

namespace app::ui {
namespace {

struct Hash {
  using is_transparent = void;
  size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};
using Table = std::unordered_map<std::string, std::string, Hash, std::equal_to<>>;

Language language_ = Language::en;
std::vector<std::unique_ptr<Table>> tables_;  // the last one is in use; older ones stay, tr() handed out pointers
std::vector<std::string> missing_;
std::unordered_set<std::string, Hash, std::equal_to<>> missed_;

// "menu|Open" shows "Open". A bar after a space is prose, not a context.
const char* without_context(const char* key) {
  for (const char* p = key; *p; ++p) {
    if (*p == '|') return p + 1;
    if (!((*p >= 'a' && *p <= 'z') || *p == '_')) return key;
  }
  return key;
}

const char* find(std::string_view english) {
  if (!tables_.empty()) {
    const auto it = tables_.back()->find(english);
    if (it != tables_.back()->end()) return it->second.c_str();
  }
  if (!missed_.contains(english)) {
    missed_.emplace(english);
    missing_.emplace_back(english);
  }
  return nullptr;
}

bool fail(std::string* problem, std::string why) {
  if (problem) *problem = std::move(why);
  return false;
}
}  // namespace

Language language() { return language_; }
void set_language(Language language) { language_ = language; }

bool load_translations_text(std::string_view text, std::string* problem) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return fail(problem, "the translations are not a JSON object");
  auto table = std::make_unique<Table>();
  for (const auto& [key, value] : json.items()) {
    if (!value.is_string()) return fail(problem, "the translation of \"" + key + "\" is not a text");
    (*table)[key] = value.get<std::string>();
  }
  tables_.push_back(std::move(table));
  return true;
}

bool load_translations(const std::string& path, std::string* problem) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(problem, "cannot read " + path);
  std::ostringstream text;
  text << in.rdbuf();
  return load_translations_text(text.str(), problem);
}

std::string tr_name(const std::string& value) {
  if (language_ != Language::zh || tables_.empty()) return value;
  const Table& table = *tables_.back();
  if (const auto it = table.find(value); it != table.end()) return it->second;
  const size_t end = value.find_last_not_of("0123456789");
  if (end == std::string::npos || end + 1 == value.size() || value[end] != ' ') return value;
  const auto it = table.find(std::string_view(value).substr(0, end));
  return it == table.end() ? value : it->second + value.substr(end);
}

const char* tr(const char* english) {
  if (!english || !*english) return "";
  if (language_ == Language::zh) {
    if (const char* found = find(english)) return found;
  }
  return without_context(english);
}

std::string tr(const std::string& english) { return tr(english.c_str()); }

std::string tr(const engine::Message& message) {
  engine::Message shown = message;
  for (std::string& value : shown.args) value = tr_name(value);
  return shown.format(tr(message.text.c_str()));
}

std::string tr_fill(const char* english, std::vector<std::string> values) {
  return tr(engine::Message{english, std::move(values)});
}

const std::vector<std::string>& missing_keys() { return missing_; }
void clear_missing_keys() {
  missing_.clear();
  missed_.clear();
}

std::vector<char32_t> translation_code_points() {
  std::set<char32_t> points;
  if (tables_.empty()) return {};
  for (const auto& entry : *tables_.back()) {
    for (size_t at = 0; at < entry.second.size();) {
      const char32_t c = next_code_point(entry.second, at);
      if (c >= 0x80 && c != 0xFFFD) points.insert(c);
    }
  }
  return {points.begin(), points.end()};
}

char32_t next_code_point(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at++);
  if (first < 0x80) return first;
  const int more = first >= 0xF0 && first < 0xF5 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
  if (more == 0 || first >= 0xF5 || at + static_cast<size_t>(more) > text.size()) return 0xFFFD;
  char32_t c = first & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) {
    if ((byte(at) & 0xC0) != 0x80) return 0xFFFD;
    c = (c << 6) | (byte(at++) & 0x3Fu);
  }
  return c;
}

bool is_han(char32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
         (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

}  // namespace app::ui
