// The bar along the top: the project and its menu, undo, the transport of training, the numbers that matter most,
// language, theme and help.
#pragma once

#include "app/panels/panel.h"

namespace app {

class TopBar final : public Panel {
 public:
  const char* id() const override { return "top"; }
  void draw(const PanelContext& context) override;

 private:
  // Where things go at this width.
  struct Layout {
    float play, batch, parts, epoch, speed, line, numbers, line2, language;
    bool words;  // beside the icons of the step buttons
    bool wide;   // room for the themes and the word of the presenter's button
  };

  static Layout layout(float width, bool parts);
  void project(const PanelContext& c);
  void project_menu(const PanelContext& c);
  static void export_menu(const PanelContext& c);
  void history(const PanelContext& c);
  void transport(const PanelContext& c, const Layout& at);
  void steps(const PanelContext& c, const Layout& at);
  void speed(const PanelContext& c, const Layout& at);
  void settings(const PanelContext& c, const Layout& at);
  void numbers(const PanelContext& c, const Layout& at);
};

}  // namespace app
