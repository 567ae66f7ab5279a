#include "engine/io/json_text.h"

#include <algorithm>

namespace engine {
namespace {

constexpr int kDeepest = 64;
constexpr size_t kLineWidth = 110;

std::string position(std::string_view text, size_t at, const std::string& name) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const size_t last = before.rfind('\n');
  const size_t column = before.size() - (last == std::string_view::npos ? 0 : last + 1) + 1;
  return fmt::format("{}:{}:{}", name, line, column);
}

// The offset of the first bracket that is nested too deep, or npos.
size_t too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      i += c == '\\';
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kDeepest) return i;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return std::string_view::npos;
}

// "unexpected '}'; expected a value" out of the library's sentence with numbers and its own line and column.
std::string reason(std::string_view what) {
  const size_t dash = what.find(" - ");
  if (dash != std::string_view::npos) what.remove_prefix(dash + 3);
  std::string out;
  for (const char c : what.substr(0, 160)) out += c >= ' ' && c < 127 ? c : '?';
  return out;
}

std::string quoted(const std::string& text) { return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string on_one_line(const Json& value) {
  if (!value.is_structured()) return value.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string out = value.is_object() ? "{" : "[";
  bool first = true;
  for (const auto& [key, item] : value.items()) {
    out += first ? "" : ", ";
    if (value.is_object()) out += quoted(key) + ": ";
    out += on_one_line(item);
    first = false;
  }
  return out + (value.is_object() ? "}" : "]");
}

// Whether the value surely takes more than so many signs: nothing long is written only to be thrown away.
bool is_wider(const Json& value, size_t& most) {
  const size_t own = value.is_string() ? value.get_ref<const std::string&>().size() + 2 : 1;
  if (own > most) return true;
  most -= own;
  if (!value.is_structured()) return false;
  return std::any_of(value.begin(), value.end(), [&](const Json& item) { return is_wider(item, most); });
}

void print(const Json& value, size_t indent, std::string& out) {
  size_t room = kLineWidth;
  if (!value.is_structured() || value.empty() || (indent > 0 && !is_wider(value, room))) {  // the top level is spread
    const std::string line = on_one_line(value);
    if (!value.is_structured() || value.empty() || line.size() + indent <= kLineWidth) {
      out += line;
      return;
    }
  }
  out += value.is_object() ? "{" : "[";
  bool first = true;
  for (const auto& [key, item] : value.items()) {
    out += first ? "\n" : ",\n";
    out.append(indent + 2, ' ');
    if (value.is_object()) out += quoted(key) + ": ";
    print(item, indent + 2, out);
    first = false;
  }
  out += '\n';
  out.append(indent, ' ');
  out += value.is_object() ? "}" : "]";
}

}  // namespace

Result<Json> parse_json(std::string_view text, const std::string& name) {
  const size_t deep = too_deep(text);
  if (deep != std::string_view::npos) {
    return error_at(position(text, deep, name), "The file is nested more than {} levels deep.", kDeepest);
  }
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& e) {
    return error_at(position(text, e.byte > 0 ? e.byte - 1 : 0, name), "This is not valid JSON: {}.", reason(e.what()));
  } catch (const Json::exception& e) {  // a number that no computer holds: the sentence quotes it
    const std::string_view what = e.what();
    const size_t open = what.find('\''), close = what.rfind('\'');
    const bool found = open != std::string_view::npos && close > open + 1;
    const std::string_view number = found ? what.substr(open + 1, close - open - 1) : std::string_view();
    const size_t at = found ? text.find(number) : 0;
    return error_at(position(text, at, name), "The number {} is too large.", number);
  }
}

std::string print_json(const Json& value) {
  std::string out;
  print(value, 0, out);
  return out + "\n";
}

const char* json_kind(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null: return "nothing";
    case Json::value_t::boolean: return "yes or no";
    case Json::value_t::string: return "text";
    case Json::value_t::array: return "a list";
    case Json::value_t::object: return "an object";
    default: return value.is_number_float() ? "a number" : "a whole number";
  }
}

}  // namespace engine
