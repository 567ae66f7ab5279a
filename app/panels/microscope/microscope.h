// An opened layer, in place of the canvas: where it stands in the network, the looks that its descriptor names, and the
// one that is chosen. The looks themselves are beside this.
#pragma once

#include <map>
#include <optional>

#include "app/panels/microscope/look.h"

namespace app {

class MicroscopePanel final : public Panel {
 public:
  const char* id() const override { return "microscope"; }
  void draw(const PanelContext& context) override;

 private:
  struct Areas {
    ui::Rect header, chain, line, look, why;
  };
  Areas areas_of(const ui::Rect& area, const LookType* look) const;
  // Empty when the layer has an error or is gone.
  std::optional<Opened> opened(const PanelContext& c) const;
  void header(const PanelContext& c, const Areas& a, const Opened* o, const std::vector<const LookType*>& offered,
              const LookType* shown);
  void chain(const PanelContext& c, const ui::Rect& r);
  void explain(const Opened& o, const Areas& a, const LookType& look);
  void sample_arrows(const Opened& o, ui::Vec right_middle) const;
  void draw_look(const Opened& o, const LookType& type, const ui::Rect& area);
  void close_by_key(const PanelContext& c, Look* look);

  std::map<std::string, std::unique_ptr<Look>> looks_;  // of the opened layer, by kind
  std::string looks_of_;                                // the layer
  bool why_ = false;
  size_t chain_from_ = 0;  // first chip that is shown where not all fit
};

}  // namespace app
