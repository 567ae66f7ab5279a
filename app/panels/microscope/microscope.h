// An opened layer, in place of the canvas: where it stands in the network, the looks that its descriptor names, and the
// one that is chosen. The looks themselves are beside this.
#pragma once

#include <map>
#include <optional>

#include "app/panels/microscope/look.h"
#include "app/panels/panel_masks.h"
#include "app/views/picked_picture.h"

namespace app {

class MicroscopePanel final : public Panel {
 public:
  const char* id() const override { return "microscope"; }
  void draw(const PanelContext& context) override;

 private:
  struct Areas {
    ui::Rect header, chain, line, look, why;
  };
  struct Words {
    const char *sentence, *why, *formula;
  };
  Areas areas_of(const ui::Rect& area, const LookType* look) const;
  // The look itself, made when it is shown for the first time, with the choice that OpenedLayer::look names.
  Look& look_of(const PanelContext& c, const LookType& type);
  static Words words_of(const Opened& o, const LookType& type, const Look& look);
  // Empty when the layer has an error or is gone.
  std::optional<Opened> opened(const PanelContext& c) const;
  void header(const PanelContext& c, const Areas& a, const Opened* o, const std::vector<const LookType*>& offered,
              const LookType* shown);
  void chain(const PanelContext& c, const ui::Rect& r);
  void explain(const Opened& o, const Areas& a, const Words& words, bool pins);
  void mask_button(const Opened& o, const ui::Rect& r);
  void sample_arrows(const Opened& o, ui::Vec right_middle) const;
  void draw_look(const Opened& o, Look& look, const ui::Rect& area);
  void menu(const char* name, const Opened& o, const Look& look, const ui::Rect& area);
  void close_by_key(const PanelContext& c, Look* look);

  // pinned.cpp: another sample beside the one that is shown
  static float pin_button(const Opened& o, ui::Vec right_middle);
  Look& beside_of(const LookType& type);
  void draw_pair(const Opened& o, const LookType& type, Look& look, const ui::Rect& area);
  void draw_half(int side, const Opened& o, Look& look, const ui::Rect& area);
  bool half_head(const Opened& o, bool pinned, const ui::Rect& r) const;

  std::map<std::string, std::unique_ptr<Look>> looks_;   // of the opened layer, by kind
  std::map<std::string, std::unique_ptr<Look>> beside_;  // the same for the pinned sample
  std::vector<int64_t> selected_;                        // in both
  const Look* pair_of_ = nullptr;                        // drawn twice in the last frame
  int leader_ = 1;                                       // the half that selects
  views::PairedRanges ranges_;
  std::string looks_of_;  // the layer
  std::string chosen_;    // OpenedLayer::look as it was carried out
  MaskCard masks_{"microscope.masks"};
  bool why_ = false;
  std::optional<views::PickedPicture> picked_;  // that the menu is about
  size_t chain_from_ = 0;                       // first chip that is shown where not all fit
};

}  // namespace app
