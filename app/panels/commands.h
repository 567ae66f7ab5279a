// Everything that can be done, in one list that is searched by words: actions, layers, data, losses, samples. Found in
// English and in Chinese, also by first letters and pinyin. Knows no action by name: it is given them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/panels/panel.h"

namespace app {

class CommandsPanel final : public Panel {
 public:
  struct Command {
    std::string what, chord;  // English; the chord may be empty
    std::function<void(const View& view, Actions& actions)> run;
  };
  CommandsPanel(std::vector<Command> commands, std::string samples);

  const char* id() const override { return "commands"; }
  void draw(const PanelContext& context) override;

 private:
  // One line of the list.
  struct Entry {
    std::string title;  // English
    std::string group;  // what kind of thing it is, English
    std::string glyph, chord;
    std::function<void(const PanelContext& context)> run;
  };
  struct Found {
    const Entry* entry = nullptr;
    int score = 0;
  };

  void collect();
  void collect_catalogs();
  void collect_samples();
  void search();
  void row(const Entry& entry, const ui::Rect& r, bool lit) const;
  void list(const PanelContext& c, const ui::Rect& r);

  std::vector<Command> commands_;
  std::string samples_;
  std::vector<Entry> entries_;
  std::vector<Found> found_;
  std::string words_, searched_;
  int language_ = -1;  // of the search
  int lit_ = 0;
  int frames_ = 0;
  bool by_key_ = false;
};

}  // namespace app
