// The bar along the top: the project and its menu, undo, the transport of training, the numbers that matter most,
// language, theme and help. Keeps only what a menu needs.
#pragma once

#include <string>
#include <vector>

#include "app/panels/panel.h"

namespace app {

class TopBar final : public Panel {
 public:
  // A key and what it does, in English.
  struct Key {
    std::string chord, what;
  };
  // `keys` are shown on request.
  explicit TopBar(std::vector<Key> keys = {});

  const char* id() const override { return "top"; }
  void draw(const PanelContext& context) override;

 private:
  // Where things go at this width.
  struct Layout {
    float play, batch, epoch, speed, line, numbers, line2, language;
    bool words;  // beside the icons of the step buttons
  };

  static Layout layout(float width);
  void project(const PanelContext& c);
  void project_menu(const PanelContext& c);
  void history(const PanelContext& c);
  void transport(const PanelContext& c, const Layout& at);
  void speed(const PanelContext& c, const Layout& at);
  void settings(const PanelContext& c, const Layout& at);
  void numbers(const PanelContext& c, const Layout& at);
  void help();

  std::vector<Key> keys_;
  bool help_ = false;          // the sheet is open
  bool help_pressed_ = false;  // its button was pressed in this frame
};

}  // namespace app
