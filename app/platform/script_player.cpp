#include "app/platform/script_player.h"

#include <algorithm>
#include <utility>

namespace app::platform {
namespace {

constexpr std::chrono::milliseconds kSettles{800};  // longer than anything moves

}  // namespace

ScriptPlayer::ScriptPlayer(Script script, std::string file_name, Window& window, ScriptHost host)
    : script_(std::move(script)), file_name_(std::move(file_name)), window_(window), host_(std::move(host)) {
  problem_ = script_.problem;
  over_ = !problem_.empty();
}

bool ScriptPlayer::step() {
  while (!over_) {
    if (!gestures_.empty()) {
      const Gesture gesture = std::move(gestures_.front());
      gestures_.pop_front();
      gesture();
      return !over_;
    }
    hurries_ = always_hurries_;
    if (next_ >= script_.commands.size()) break;
    const ScriptCommand& command = script_.commands[next_];
    line_ = command.line;
    if (command.verb == Verb::wait_frames || command.verb == Verb::wait_seconds || command.verb == Verb::wait_until) {
      hurries_ = always_hurries_ && command.verb == Verb::wait_frames;
      if (keep_waiting(command)) return true;
      if (!over_) ++next_;
      continue;
    }
    start(command);
    ++next_;
  }
  return false;
}

bool ScriptPlayer::keep_waiting(const ScriptCommand& command) {
  if (!waiting_) {
    waiting_ = true;
    wait_began_ = Clock::now();
    frames_waited_ = 0;
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - wait_began_).count();
  bool done = false;
  if (command.verb == Verb::wait_frames) {
    done = frames_waited_ >= command.number;
  } else if (command.verb == Verb::wait_seconds) {
    done = seconds >= command.number;
  } else {
    const auto value = host_.variable(command.text);
    if (!value) {
      fail("there is no variable '" + command.text + "'");
    } else {
      done = holds(*value, command.relation, command.value);
      if (!done && seconds > command.number) {
        fail("waited " + std::to_string(int(command.number)) + " s for " + command.text + " " + command.relation + " " +
             command.value + ", but it is " + *value);
      }
    }
  }
  ++frames_waited_;
  if (done || over_) waiting_ = false;
  return waiting_;
}

void ScriptPlayer::start(const ScriptCommand& command) {
  switch (command.verb) {
    case Verb::move:
    case Verb::click:
    case Verb::double_click: start_pointer(command); break;
    case Verb::press: gestures_.push_back([this, b = command.button] { window_.input().button(b, true); }); break;
    case Verb::release: gestures_.push_back([this, b = command.button] { window_.input().button(b, false); }); break;
    case Verb::drag: start_drag(command); break;
    case Verb::wheel: gestures_.push_back([this, n = float(command.number)] { window_.input().wheel(n); }); break;
    case Verb::key: start_key(command); break;
    case Verb::type:
      gestures_.push_back([this, text = command.text] { window_.input().text(text); });
      gestures_.push_back([] {});  // the text is in the field one frame later
      break;
    case Verb::expect: check(command); break;
    case Verb::screenshot:
      if (!host_.screenshot(command.text)) fail("cannot write the picture " + command.text);
      break;
    case Verb::size:
      window_.resize(command.width, command.height);
      gestures_.push_back([] {});
      break;
    case Verb::drop:
      window_.drop_file(command.text);
      gestures_.push_back([] {});
      break;
    case Verb::set:
      if (!host_.set(command.text, command.value)) fail("cannot set " + command.text + " to " + command.value);
      gestures_.push_back([] {});
      break;
    case Verb::sweep: start_sweep(command); break;
    case Verb::hurry: always_hurries_ = true; break;
    case Verb::begin: begin_ = next_ + 1; break;
    case Verb::quit: over_ = true; break;
    case Verb::wait_frames:
    case Verb::wait_seconds:
    case Verb::wait_until: break;
  }
}

void ScriptPlayer::start_pointer(const ScriptCommand& command) {
  const auto target = place(command.to);
  if (!target) return;
  // ImGui must see the pointer over a thing for a frame before it takes the press.
  gestures_.push_back([this, at = *target] { window_.input().move(at); });
  gestures_.push_back([] {});
  if (command.verb == Verb::move) return;
  for (int i = 0; i < (command.verb == Verb::double_click ? 2 : 1); ++i) {
    gestures_.push_back([this, b = command.button] { window_.input().button(b, true); });
    gestures_.push_back([this, b = command.button] { window_.input().button(b, false); });
  }
  gestures_.push_back([] {});
}

// It goes on where it was when the commands since "begin" have brought its part of the window back.
void ScriptPlayer::start_sweep(const ScriptCommand& command) {
  const std::vector<ScriptItem> items = host_.items();
  if (std::none_of(items.begin(), items.end(), [&](const ScriptItem& i) { return i.name.starts_with(command.text); }))
    return fail("nothing on the screen has a name that begins with '" + command.text + "'");
  hurries_ = true;
  sweep_ = next_;
  clicked_.clear();
  const Sweep& sweep = sweeps_.try_emplace(sweep_, command.text, command.except, swept_).first->second;
  clicked_before_ = sweep.clicked();
  gestures_.push_back([this] { sweep_on(Clock::now() + kSettles); });
}

// What moves to its place may pass over something on the way.
void ScriptPlayer::sweep_on(Clock::time_point patience) {
  const std::string fault = host_.fault();
  if (!fault.empty()) {
    if (Clock::now() > patience) return fail((clicked_.empty() ? "" : "after a click on " + clicked_ + ": ") + fault);
    gestures_.push_front([this, patience] { sweep_on(patience); });
    return;
  }
  Sweep& sweep = sweeps_.at(sweep_);
  if (!clicked_.empty() && !host_.used(clicked_)) sweep.missed(clicked_);
  clicked_.clear();
  const Sweep::Step step = sweep.next(host_.items(), host_.level(), host_.typing());
  switch (step.act) {
    case Sweep::Act::done: return;
    case Sweep::Act::gone: return sweep_ends();
    case Sweep::Act::escape:
      window_.input().key(Key::escape, true);
      gestures_.push_back([this] { window_.input().key(Key::escape, false); });
      break;
    case Sweep::Act::wheel:
      window_.input().move(step.at);
      gestures_.push_back([this, n = step.notches] { window_.input().wheel(n); });
      break;
    case Sweep::Act::click: sweep_click(step); break;
  }
  gestures_.push_back([] {});
  gestures_.push_back([this] { sweep_on(Clock::now() + kSettles); });
}

void ScriptPlayer::sweep_click(const Sweep::Step& step) {
  clicked_ = step.name;
  window_.input().move(step.at);
  gestures_.push_back([this] { window_.input().button(0, true); });
  gestures_.push_back([this] { window_.input().button(0, false); });
  gestures_.push_back([] {});
}

// A click has closed the part of the window: the commands since "begin" open it again, as long as that leads on.
void ScriptPlayer::sweep_ends() {
  if (begin_ > 0 && begin_ < sweep_ && sweeps_.at(sweep_).clicked() > clicked_before_) next_ = begin_;
}

void ScriptPlayer::start_drag(const ScriptCommand& command) {
  const auto from = place(command.from);
  if (!from || !place(command.to)) return;
  constexpr int steps = 8;
  gestures_.push_back([this, at = *from] { window_.input().move(at); });
  gestures_.push_back([] {});
  gestures_.push_back([this, b = command.button] { window_.input().button(b, true); });
  for (int i = 1; i <= steps; ++i) {
    // The target is looked up anew: things make room while something is dragged.
    gestures_.push_back([this, from = *from, to = command.to, i] {
      const auto target = place(to);
      if (!target) return;
      const float t = float(i) / steps;
      window_.input().move({from.x + (target->x - from.x) * t, from.y + (target->y - from.y) * t});
    });
  }
  for (int i = 0; i < 4; ++i) gestures_.push_back([] {});
  gestures_.push_back([this, to = command.to] {
    if (const auto target = place(to)) window_.input().move(*target);
  });
  gestures_.push_back([this, b = command.button] { window_.input().button(b, false); });
  gestures_.push_back([] {});
}

void ScriptPlayer::start_key(const ScriptCommand& command) {
  const auto chord = parse_chord(command.text);
  if (!chord) {
    fail("unknown key '" + command.text + "'");
    return;
  }
  const auto press = [this, chord = *chord](bool down) {
    SyntheticInput& input = window_.input();
    if (chord.control) input.key(Key::left_control, down);
    if (chord.shift) input.key(Key::left_shift, down);
    if (chord.alt) input.key(Key::left_alt, down);
    input.key(chord.key, down);
  };
  gestures_.push_back([press] { press(true); });
  gestures_.push_back([press] { press(false); });
  gestures_.push_back([] {});
}

void ScriptPlayer::check(const ScriptCommand& command) {
  const auto value = host_.variable(command.text);
  if (!value) {
    fail("there is no variable '" + command.text + "'");
  } else if (!holds(*value, command.relation, command.value)) {
    fail("expected " + command.text + " " + command.relation + " " + command.value + ", but it is " + *value);
  }
}

std::optional<ImVec2> ScriptPlayer::place(const Place& wanted) {
  if (wanted.item.empty()) return ImVec2(wanted.x * host_.scale(), wanted.y * host_.scale());
  auto centre = host_.item_centre(wanted.item);
  if (centre) return centre;
  std::string sentence = "nothing on the screen is named '" + wanted.item + "'; there are:";
  for (const ScriptItem& item : host_.items()) sentence += " " + item.name;
  fail(sentence);
  return std::nullopt;
}

void ScriptPlayer::fail(const std::string& sentence) {
  over_ = true;
  gestures_.clear();
  problem_ = file_name_ + ":" + std::to_string(line_) + ": " + sentence;
}

}  // namespace app::platform
