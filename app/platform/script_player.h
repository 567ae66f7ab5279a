// Plays a script on the window, a little in every frame, by the same input that a hand makes.
// Knows names only through its host; does not know what the program is.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "app/platform/script.h"
#include "app/platform/script_sweep.h"
#include "app/platform/window.h"

namespace app::platform {

// What the program offers to scripts.
struct ScriptHost {
  std::function<std::optional<ImVec2>(std::string_view)> item_centre;  // in ImGui's units
  std::function<std::vector<ScriptItem>()> items;                      // that were drawn in the last frame
  std::function<bool(std::string_view)> used;                          // by the input so far
  std::function<std::optional<std::string>(std::string_view)> variable;
  std::function<int()> level;                                       // how many things lie over the window
  std::function<bool()> typing;                                     // a field has the caret
  std::function<std::string()> fault;                               // "" or what is wrong with what is seen
  std::function<bool(const std::string&, const std::string&)> set;  // language, theme, ...
  std::function<bool(const std::string&)> screenshot;               // false: cannot be written
  std::function<float()> scale;                                     // ImGui's units for a logical pixel
};

class ScriptPlayer {
 public:
  ScriptPlayer(Script script, std::string file_name, Window& window, ScriptHost host);

  // Once before every frame. False when the script is over.
  bool step();
  // Nothing is waited for between frames: a sweep, and a script that hurries, goes on as fast as they are drawn.
  bool hurries() const { return hurries_; }
  // "" or the sentence that says what failed and where.
  const std::string& problem() const { return problem_; }

 private:
  using Clock = std::chrono::steady_clock;
  using Gesture = std::function<void()>;

  void start(const ScriptCommand& command);
  void start_pointer(const ScriptCommand& command);
  void start_drag(const ScriptCommand& command);
  void start_key(const ScriptCommand& command);
  void start_sweep(const ScriptCommand& command);
  void sweep_on(Clock::time_point patience);
  void sweep_click(const Sweep::Step& step);
  void sweep_ends();
  bool keep_waiting(const ScriptCommand& command);
  void check(const ScriptCommand& command);
  std::optional<ImVec2> place(const Place& place);
  void fail(const std::string& sentence);

  Script script_;
  std::string file_name_;
  Window& window_;
  ScriptHost host_;
  std::size_t next_ = 0;
  int line_ = 0;
  std::size_t begin_ = 0;                // the last "begin" that was passed
  std::deque<Gesture> gestures_;         // one a frame
  Sweep::Counts swept_;                  // clicks by all sweeps
  std::map<std::size_t, Sweep> sweeps_;  // by the place of their command
  std::size_t sweep_ = 0;                // the one that is going on
  int clicked_before_ = 0;               // by it, when it began
  std::string clicked_;                  // what it has clicked last
  bool waiting_ = false;
  Clock::time_point wait_began_{};
  int frames_waited_ = 0;
  bool over_ = false, hurries_ = false, always_hurries_ = false;
  std::string problem_;
};

}  // namespace app::platform
