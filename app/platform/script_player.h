// Plays a script on the window, a little in every frame, by the same input that a hand makes.
// Knows names only through its host; does not know what the program is.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/platform/script.h"
#include "app/platform/window.h"

namespace app::platform {

// What the program offers to scripts.
struct ScriptHost {
  std::function<std::optional<ImVec2>(std::string_view)> item_centre;  // in ImGui's units
  std::function<std::vector<std::string>()> item_names;                // for the message when one is missing
  std::function<std::optional<std::string>(std::string_view)> variable;
  std::function<bool()> covered;                                    // something lies over the window that Esc closes
  std::function<bool(const std::string&, const std::string&)> set;  // language, theme, ...
  std::function<bool(const std::string&)> screenshot;               // false: cannot be written
  std::function<float()> scale;                                     // ImGui's units for a logical pixel
};

class ScriptPlayer {
 public:
  ScriptPlayer(Script script, std::string file_name, Window& window, ScriptHost host);

  // Once before every frame. False when the script is over.
  bool step();
  // Nothing is waited for between frames: a sweep goes on as fast as they are drawn.
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
  void sweep_over(const std::string& name);
  void check_sweep(const std::string& name, Clock::time_point until);
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
  std::deque<Gesture> gestures_;  // one a frame
  bool waiting_ = false;
  Clock::time_point wait_began_{};
  int frames_waited_ = 0;
  bool over_ = false, hurries_ = false;
  std::string problem_;
};

}  // namespace app::platform
