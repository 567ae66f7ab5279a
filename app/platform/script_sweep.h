// Which control a sweep clicks next. Every control whose name begins with a prefix is clicked once, and every entry of
// the menus that they open: a menu is opened again for each of its entries. Decides; sends no input.
#pragma once

#include <imgui.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace app::platform {

// A control of the last frame, in ImGui's units.
struct ScriptItem {
  std::string name;
  ImVec2 min, max;
  ImVec2 shown_min, shown_max;  // the part of the window that cuts what is drawn there
  int level = 0;                // 0: the window; 1: what lies over it; and so on
};

class Sweep {
 public:
  using Counts = std::map<std::string, int>;

  // `before`: how often the sweeps of a script have clicked each control. They do so twice at most, and ten of
  // those whose names differ in numbers only are enough for one sweep.
  Sweep(std::string prefix, std::vector<std::string> except, Counts& before);

  enum class Act {
    click,   // press and release at `at`
    wheel,   // turn it by `notches` at `at`: the control lies outside of what is shown
    escape,  // close what lies over it
    gone,    // its part of the window is not there any more, though not everything was clicked
    done,
  };
  struct Step {
    Act act = Act::done;
    std::string name;
    ImVec2 at;
    float notches = 0;
  };
  // `level`: how many things lie over the window; `typing`: a field has the caret.
  Step next(const std::vector<ScriptItem>& items, int level, bool typing);
  // A click on `name` did not reach it: it is tried at other places.
  void missed(const std::string& name);
  int clicked() const { return clicked_; }

 private:
  Step choose(const std::vector<ScriptItem>& items, int level, bool in_field);
  bool wanted(const std::string& name) const;
  Step click(const ScriptItem& item, bool more);
  Step close();
  Step scroll_to(const ScriptItem& item);
  const ScriptItem* bar_to_turn(const std::vector<ScriptItem>& items, int level) const;
  Step turn(const ScriptItem& bar);

  std::string prefix_;
  std::vector<std::string> except_;
  Counts* before_;
  int base_ = -1;
  std::set<std::string> done_;
  Counts seen_;                          // clicks until a control was seen: what has come up last is clicked first
  Counts of_kind_;                       // how many were clicked
  Counts misses_;                        // of clicks
  std::map<std::string, float> places_;  // where a control, or a bar, lay when the wheel was turned for it
  std::vector<std::string> openers_;     // what was clicked at each level to get to the next
  int clicked_ = 0, escapes_ = 0;
  Act last_ = Act::done;
};

}  // namespace app::platform
