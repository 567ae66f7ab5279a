#include "app/platform/script.h"

#include <charconv>
#include <cstdlib>

#include <map>

namespace app::platform {
namespace {

using Words = std::vector<std::string>;

// Words are separated by blanks; "quotes" keep blanks inside one.
Words split(std::string_view line) {
  Words words;
  std::string word;
  bool inside = false, quoted = false;
  for (char c : line) {
    if (c == '"') {
      inside = !inside;
      quoted = true;
    } else if (!inside && c == '#' && word.empty() && !quoted) {
      break;
    } else if (!inside && (c == ' ' || c == '\t' || c == '\r')) {
      if (!word.empty() || quoted) words.push_back(std::move(word));
      word.clear();
      quoted = false;
    } else {
      word += c;
    }
  }
  if (!word.empty() || quoted) words.push_back(std::move(word));
  return words;
}

std::optional<double> number_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (*end) return std::nullopt;
  return value;
}

// Takes NAME, "item NAME" or "X Y" from the front of the words.
std::optional<Place> take_place(Words& words) {
  Place place;
  if (words.empty()) return std::nullopt;
  if (words[0] == "item" && words.size() >= 2) words.erase(words.begin());
  const auto x = number_of(words[0]), y = words.size() > 1 ? number_of(words[1]) : std::nullopt;
  if (x && y) {
    place.x = static_cast<float>(*x);
    place.y = static_cast<float>(*y);
    words.erase(words.begin(), words.begin() + 2);
    return place;
  }
  place.item = words[0];
  words.erase(words.begin());
  return place;
}

bool take_button(Words& words, int& button) {
  static const std::map<std::string, int> buttons = {{"left", 0}, {"right", 1}, {"middle", 2}};
  if (words.empty()) return true;
  const auto found = buttons.find(words[0]);
  if (found == buttons.end()) return false;
  button = found->second;
  words.erase(words.begin());
  return true;
}

bool is_relation(const std::string& word) {
  return word == "==" || word == "!=" || word == "<" || word == "<=" || word == ">" || word == ">=";
}

bool take_condition(Words& words, ScriptCommand& command) {
  if (words.size() < 3 || !is_relation(words[1])) return false;
  command.text = words[0];
  command.relation = words[1];
  command.value = words[2];
  words.erase(words.begin(), words.begin() + 3);
  return true;
}

// wait frames N | seconds S | VARIABLE >= VALUE [within SECONDS]
std::string parse_wait(Words& words, ScriptCommand& command) {
  const char* usage = "wait takes 'frames N', 'seconds S' or 'VARIABLE >= VALUE [within SECONDS]'";
  if (words.size() == 2 && (words[0] == "frames" || words[0] == "seconds")) {
    const auto number = number_of(words[1]);
    if (!number || *number < 0) return usage;
    command.verb = words[0] == "frames" ? Verb::wait_frames : Verb::wait_seconds;
    command.number = *number;
    words.clear();
    return {};
  }
  command.verb = Verb::wait_until;
  command.number = 30;
  if (!take_condition(words, command)) return usage;
  if (words.size() == 2 && words[0] == "within") {
    const auto number = number_of(words[1]);
    if (!number) return usage;
    command.number = *number;
    words.clear();
  }
  return {};
}

std::string parse_drag(Words& words, ScriptCommand& command) {
  const auto from = take_place(words);
  if (!from || words.empty() || words[0] != "to") return "drag takes 'NAME to NAME' or 'NAME to X Y'";
  words.erase(words.begin());
  const auto to = take_place(words);
  if (!to) return "drag lacks its target after 'to'";
  command.from = *from;
  command.to = *to;
  return take_button(words, command.button) ? "" : "the button is left, right or middle";
}

std::string parse_click(Words& words, ScriptCommand& command) {
  const auto place = take_place(words);
  if (!place) return "which item or point?";
  command.to = *place;
  return take_button(words, command.button) ? "" : "the button is left, right or middle";
}

std::string parse_size(Words& words, ScriptCommand& command) {
  const std::size_t x = words.empty() ? std::string::npos : words[0].find('x');
  if (x == std::string::npos) return "size takes WIDTHxHEIGHT, such as 1600x900";
  command.width = std::atoi(words[0].substr(0, x).c_str());
  command.height = std::atoi(words[0].substr(x + 1).c_str());
  words.erase(words.begin());
  const bool sound = command.width >= 320 && command.width <= 8192 && command.height >= 240 && command.height <= 8192;
  return sound ? "" : "a size lies between 320x240 and 8192x8192";
}

std::string take_text(Words& words, ScriptCommand& command, const char* what) {
  if (words.empty()) return std::string("lacks ") + what;
  command.text = words[0];
  words.erase(words.begin());
  return {};
}

// sweep PREFIX [except PREFIX...]
std::string parse_sweep(Words& words, ScriptCommand& command) {
  std::string problem = take_text(words, command, "how the names of the controls begin");
  if (!problem.empty() || words.empty()) return problem;
  if (words[0] != "except" || words.size() == 1) return "sweep takes 'PREFIX [except PREFIX...]'";
  command.except.assign(words.begin() + 1, words.end());
  words.clear();
  return {};
}

// The command of a line, or the reason why it is none.
std::string parse_line(Words words, ScriptCommand& command) {
  static const std::map<std::string, Verb> verbs = {{"move", Verb::move},
                                                    {"press", Verb::press},
                                                    {"release", Verb::release},
                                                    {"click", Verb::click},
                                                    {"double_click", Verb::double_click},
                                                    {"drag", Verb::drag},
                                                    {"wheel", Verb::wheel},
                                                    {"key", Verb::key},
                                                    {"type", Verb::type},
                                                    {"wait", Verb::wait_until},
                                                    {"expect", Verb::expect},
                                                    {"screenshot", Verb::screenshot},
                                                    {"size", Verb::size},
                                                    {"drop", Verb::drop},
                                                    {"language", Verb::set},
                                                    {"theme", Verb::set},
                                                    {"set", Verb::set},
                                                    {"begin", Verb::begin},
                                                    {"hurry", Verb::hurry},
                                                    {"sweep", Verb::sweep},
                                                    {"quit", Verb::quit}};
  const std::string name = words[0];
  const auto verb = verbs.find(name);
  if (verb == verbs.end()) return "unknown command '" + name + "'";
  command.verb = verb->second;
  words.erase(words.begin());
  std::string problem;
  switch (command.verb) {
    case Verb::move:
    case Verb::click:
    case Verb::double_click: problem = parse_click(words, command); break;
    case Verb::press:
    case Verb::release:
      if (!take_button(words, command.button)) problem = "the button is left, right or middle";
      break;
    case Verb::drag: problem = parse_drag(words, command); break;
    case Verb::wheel: {
      const auto notches = words.empty() ? std::nullopt : number_of(words[0]);
      if (!notches) return "wheel takes a number of notches";
      command.number = *notches;
      words.erase(words.begin());
      break;
    }
    case Verb::wait_until: problem = parse_wait(words, command); break;
    case Verb::expect:
      if (!take_condition(words, command)) problem = "expect takes 'VARIABLE == VALUE' (also != < <= > >=)";
      break;
    case Verb::size: problem = parse_size(words, command); break;
    case Verb::set:
      if (name == "set") problem = take_text(words, command, "the name of what to set");
      if (words.empty()) return name + " lacks its value";
      if (name != "set") command.text = name;
      command.value = words[0];
      words.erase(words.begin());
      break;
    case Verb::key: problem = take_text(words, command, "the key, such as Ctrl+Z"); break;
    case Verb::type: problem = take_text(words, command, "the text"); break;
    case Verb::screenshot:
    case Verb::drop: problem = take_text(words, command, "the path"); break;
    case Verb::sweep: problem = parse_sweep(words, command); break;
    case Verb::begin:
    case Verb::hurry:
    case Verb::wait_frames:
    case Verb::wait_seconds:
    case Verb::quit: break;
  }
  if (problem.empty() && !words.empty()) problem = "'" + words[0] + "' is too much here";
  return problem.empty() ? problem : name + ": " + problem;
}

}  // namespace

Script parse_script(std::string_view text, std::string_view file_name) {
  Script script;
  int number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    const Words words = split(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (words.empty()) continue;
    ScriptCommand command;
    command.line = number;
    const std::string problem = parse_line(words, command);
    if (!problem.empty()) {
      script.problem = std::string(file_name) + ":" + std::to_string(number) + ": " + problem;
      return script;
    }
    script.commands.push_back(std::move(command));
  }
  return script;
}

bool holds(const std::string& left, const std::string& relation, const std::string& right) {
  const auto a = number_of(left), b = number_of(right);
  if (relation == "==") return a && b ? *a == *b : left == right;
  if (relation == "!=") return a && b ? *a != *b : left != right;
  if (!a || !b) return false;
  if (relation == "<") return *a < *b;
  if (relation == "<=") return *a <= *b;
  if (relation == ">") return *a > *b;
  return *a >= *b;
}

}  // namespace app::platform
