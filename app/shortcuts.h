// The keys of the whole window. Keys of one panel (zoom, fit) are the panel's own.
#pragma once

#include <span>

#include "app/workbench/workbench.h"

namespace app {

struct Shortcut {
  const char* chord;  // as platform::chord_pressed reads it
  const char* what;   // English, for the sheet of shortcuts
  void (*run)(const View& view, Actions& actions);
  bool repeats = false;
  bool on_layers = false;  // not while a page lies over them
};

// All of them, in the order of the sheet.
std::span<const Shortcut> shortcuts();
// Runs those that were pressed in this frame, unless the user is typing.
void run_shortcuts(const View& view, Actions& actions);

}  // namespace app
