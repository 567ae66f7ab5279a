// The page of the preparation: the steps as cards in their order, how the set is split, and what the chosen step does
// to real samples.
#pragma once

#include "app/panels/explorer/page.h"
#include "app/panels/explorer/step_picture.h"

namespace app {

class PreparationPage final : public ExplorerPage {
 public:
  const char* id() const override { return "preparation"; }
  const char* title() const override;
  const char* tip() const override;
  void draw(const ExplorerContext& context, const ui::Rect& area) override;

 private:
  float split(const ExplorerContext& c, const ui::Rect& area);
  void list(const ExplorerContext& c, const ui::Rect& area);
  float card(const ExplorerContext& c, size_t index, const ui::Rect& area);
  void card_buttons(const ExplorerContext& c, size_t index, const ui::Rect& head);
  void card_hit(const ExplorerContext& c, size_t index, const ui::Rect& head);
  void params(const ExplorerContext& c, size_t index, const ui::Rect& area);
  void add_menu(const ExplorerContext& c);
  void move(const ExplorerContext& c, size_t from, size_t to);
  float height_of(const ExplorerContext& c, size_t index, float width) const;

  size_t chosen_ = 0;
  std::vector<float> tops_;  // of the cards, as drawn last
  StepPicture picture_;
};

}  // namespace app
