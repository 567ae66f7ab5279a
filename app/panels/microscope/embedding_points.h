// Tokens as points with their names: on a plane, or in a space that is turned by dragging. Knows places, names and
// colours; not where they come from.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "app/ui/widgets.h"
#include "app/views/space_view.h"

namespace app {

class TokenPoints {
 public:
  struct Shown {
    std::function<std::string(int64_t)> name;
    std::function<ui::Colour(int64_t)> colour;
    std::function<void(int64_t, ui::Tip&)> more;  // lines for the tooltip of a token
    int64_t chosen = -1;
  };
  // Where the tokens lie in `r`, about the middle; the largest finite number reaches the border.
  void place_flat(std::span<const std::array<float, 2>> places, const ui::Rect& r);
  void place_in_space(std::span<const std::array<float, 3>> places, const ui::Rect& r);
  bool empty() const { return at_.empty(); }
  // The token that was clicked, or -1.
  int64_t draw(const Shown& s, const ui::Rect& r);

 private:
  void axes(const ui::Rect& r) const;
  void labels(const Shown& s, const ui::Rect& r) const;

  bool in_space_ = false;
  views::SpaceView space_{true};
  std::vector<views::SpaceView::Seen> at_;  // on the screen
  std::vector<int64_t> order_;              // those in front last
  std::vector<std::array<float, 3>> places_;
};

}  // namespace app
