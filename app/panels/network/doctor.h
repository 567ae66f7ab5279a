// The bar under the network: what is wrong or well, in one sentence, with at most one button that mends it.
#pragma once

#include <string>

#include "app/panels/network/mender.h"
#include "app/panels/panel.h"
#include "app/ui/widgets.h"

namespace app::network {

// In a bar: one line where it fits, else two smaller ones.
void words_in(const ui::Rect& room, const std::string& words, float opacity);

class Doctor {
 public:
  void draw(const PanelContext& context, const Mender& mender, const ui::Rect& bar);

 private:
  struct Message {
    ui::BannerKind kind = ui::BannerKind::good;
    std::string title, words, action;
    bool operator==(const Message&) const = default;
  };
  static Message now(const PanelContext& context, const Mender& mender);

  Message shown_;
  double since_ = -1;
};

}  // namespace app::network
