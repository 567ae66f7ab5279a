// A pad to draw a picture of any number of pixels into: left draws, right erases, Del clears, Ctrl+Z takes back the
// last stroke. What was drawn is pixels(), 0 .. 1, light on dark where the set has it so. Two parts: the paper, and the
// tools for it. Knows no networks.
#pragma once

#include <string>
#include <vector>

#include "app/ui/interact.h"
#include "app/ui/pixel_image.h"
#include "app/ui/stroke_picture.h"
#include "app/ui/theme.h"

namespace app::ui {

class DrawPad {
 public:
  // [channels, height, width]: one channel is grey, three are colours. Another size or paper starts again.
  void set_size(int channels, int height, int width, const Ink& paper = {0, 0, 0});
  // Offers to move and scale what is drawn to where the pictures of a set stand (see InkFrame), and does so unless the
  // user switches it off.
  void offer_fit(const InkFrame& frame);
  void offer_no_fit() { fits_ = false; }

  // The paper, as large as fits into `r`. `changed` at every piece of a stroke, `committed` at its end. It may be shown
  // in several places, under several names. `cover`: a picture that is shown in its place until a stroke begins, which
  // then begins on empty paper.
  Change paper(const char* name, const Rect& r, const PixelImage* cover = nullptr);
  bool drawing() const { return drawing_ != Drawing::no; }
  // Pen, eraser, three widths, undo and clear in one row, 28 high; below it colours or the switch of the fit.
  // `r`: 224 wide or more.
  Change tools(const char* name, const Rect& r);
  static constexpr float kToolsHeight = 62;

  // Draws on top of this picture, [channels, height, width].
  void start_from(std::span<const float> values) { picture_.start_from(values); }
  void clear() { picture_.clear(); }
  bool empty() const { return picture_.empty(); }
  // [channels, height, width], as a network should see it.
  const std::vector<float>& pixels();
  uint64_t version() const { return picture_.version() * 2 + (fitting() ? 1 : 0); }

 private:
  struct Frame {  // where the pixels lie on the screen
    Rect area;
    float pixel = 1;
  };
  Frame place(const Rect& r) const;
  bool fitting() const { return fits_ && fit_on_; }
  Stroke pen(bool erases) const;
  void show(const Frame& f, const PixelImage* cover);
  Change react(const char* name, const Frame& f, bool covered);
  void row_of_pens(const char* name, Vec at);
  Change row_of_steps(const char* name, Vec right);
  void row_of_inks(const char* name, Vec at, float width);

  StrokePicture picture_;
  bool fits_ = false, fit_on_ = true;
  InkFrame frame_;
  bool erasing_ = false;  // the tool that is chosen
  int width_ = 1;         // of the pen, index
  int ink_ = 0;
  enum class Drawing { no, left, right } drawing_ = Drawing::no;
  std::string drawn_on_;  // the place of the stroke

  std::vector<float> fitted_;
  uint64_t fitted_version_ = 0;
  bool fitted_any_ = false;
  InkFrame fitted_frame_;
  PixelImage image_;
  uint64_t shown_version_ = ~uint64_t{0};
  ThemeName shown_theme_{};
};

}  // namespace app::ui
