// The editor of sentences: a line to type into, the classes above it, and a list of what was typed to look through,
// change, relabel and delete.
#pragma once

#include "app/panels/explorer/hand.h"
#include "app/panels/explorer/hand_classes.h"

namespace app {

class SentencesEditor final : public HandEditor {
 public:
  const char* source() const override { return "sentences"; }
  void draw(const PanelContext& c, const ui::Rect& r) override;

 private:
  using Set = engine::LabelledSet<engine::Sentence>;
  void line(const PanelContext& c, const ui::Rect& r);
  void add(const PanelContext& c, std::string_view text);
  void list(const PanelContext& c, const ui::Rect& r);
  void row(const PanelContext& c, size_t index, const ui::Rect& r);
  void label_menu(const PanelContext& c);
  bool change(const PanelContext& c, engine::Message label, Set set);

  ClassChips chips_;
  std::string typed_;
  bool take_focus_ = true, typing_ = false;
  size_t edited_ = 0;    // the sentence that is typed anew
  size_t menu_for_ = 0;  // the sentence whose class is chosen
};

}  // namespace app
