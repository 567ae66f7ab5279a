// Recorded input as text: one command a line, '#' starts a comment. Reads scripts; does not play them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace app::platform {

struct Place {  // an item by name, or a point in logical pixels
  std::string item;
  float x = 0, y = 0;
};

enum class Verb {
  move,
  press,
  release,
  click,
  double_click,
  drag,
  wheel,
  key,
  type,
  wait_frames,
  wait_seconds,
  wait_until,
  expect,
  screenshot,
  size,
  drop,
  set,
  begin,
  hurry,
  sweep,
  quit,
};

struct ScriptCommand {
  int line = 0;
  Verb verb = Verb::quit;
  Place from, to;     // move, click, double_click, drag
  int button = 0;     // press, release, click, drag: 0 left, 1 right, 2 middle
  double number = 0;  // wheel, wait, timeout of wait_until in seconds
  int width = 0, height = 0;
  std::string text;                 // type, key, screenshot, drop, sweep; the variable of wait_until, expect and set
  std::vector<std::string> except;  // sweep: how the names of what it leaves alone begin
  std::string relation;             // == != < <= > >=
  std::string value;
};

struct Script {
  std::vector<ScriptCommand> commands;
  std::string problem;  // "" or a sentence with the line
};

Script parse_script(std::string_view text, std::string_view file_name);

// Compares as numbers when both are, else as text (only == and !=).
bool holds(const std::string& left, const std::string& relation, const std::string& right);

}  // namespace app::platform
