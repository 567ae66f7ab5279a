// All sets of data in their groups, each with a picture of real samples of it, found by words, chosen by pointer or
// keys.
#pragma once

#include <string>
#include <vector>

#include "app/panels/explorer/page.h"
#include "app/panels/panel_previews.h"
#include "app/panels/panel_sets.h"

namespace app {

class SetsPage final : public ExplorerPage {
 public:
  const char* id() const override { return "sets"; }
  const char* title() const override;
  const char* tip() const override;
  bool needs_data() const override { return false; }
  bool stands_in() const override { return false; }
  void draw(const ExplorerContext& context, const ui::Rect& area) override;

 private:
  struct Place {
    const engine::DatasetType* type = nullptr;
    ui::Rect r;  // in the content of the list
  };

  void top_line(const ExplorerContext& c, const ui::Rect& r);
  void lay_out(float width);
  void card(const ExplorerContext& c, const Place& place, const ui::Rect& r);
  void take_keys(const ExplorerContext& c, float height);
  void go_to(const Place& place, float height);
  void choose(const ExplorerContext& c, const engine::DatasetType& type);

  SetPreviews previews_{true};
  std::string words_;
  struct Heading {
    std::string title;
    float y = 0;  // in the content of the list
  };
  std::vector<Heading> headings_;
  std::vector<Place> places_;
  float height_ = 0;
  int last_frame_ = -10;  // in which it was drawn
};

}  // namespace app
