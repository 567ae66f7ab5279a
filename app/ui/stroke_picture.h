// A small picture drawn with a pen: strokes with soft edges on paper or on another picture, kept as lines so that the
// last one can be taken back and all of them can be brought to the place and size of a set. Arithmetic only.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "app/ui/geometry.h"

namespace app::ui {

using Ink = std::array<float, 3>;  // red, green, blue, each 0 .. 1; a grey picture has the first only

struct Stroke {
  std::vector<Vec> points;  // pixels, (0, 0) is the upper left corner of the picture
  float radius = 1.25f;     // of the pen
  Ink ink{1, 1, 1};
  bool erases = false;  // uncovers the paper, whatever was there
};

// How the pictures of a set stand in their frame: the larger side of what is drawn as a share of the picture's smaller
// side, and the place of its centre of mass as shares of width and height. As it stands here: those of MNIST.
struct InkFrame {
  float box = 20.0f / 28.0f;
  Vec centre{0.5f, 0.5f};
  bool operator==(const InkFrame&) const = default;
};

class StrokePicture {
 public:
  // Starts again on empty paper.
  void resize(int channels, int height, int width, const Ink& paper = {0, 0, 0});
  int channels() const { return channels_; }
  int height() const { return height_; }
  int width() const { return width_; }
  const Ink& paper() const { return paper_; }

  void begin(Stroke pen, Vec at);  // `pen` without points
  void extend(Vec to);
  void clear();
  // Draws on top of this picture [channels, height, width], 0 .. 1; other sizes are ignored.
  void start_from(std::span<const float> values);
  // Takes back the last stroke, or the last clearing.
  void undo();
  bool can_undo() const { return !steps_.empty(); }
  bool empty() const;  // nothing is on the paper

  const std::vector<float>& pixels() const { return pixels_; }  // [channels, height, width], as drawn
  // The same strokes moved and scaled to where the pictures of a set stand; the pen keeps its width. What was drawn on
  // another picture stays as it is.
  std::vector<float> fitted(const InkFrame& frame) const;
  uint64_t version() const { return version_; }  // another one after every change

 private:
  // Afterwards `base` is all that there is (empty: paper), or one more stroke lies on what was there.
  struct Step {
    bool starts = false;
    std::vector<float> base;
    Stroke stroke;
  };
  struct Placing {
    float scale = 1;
    Vec move;
  };
  struct Box {
    float left = 0, top = 0, right = 0, bottom = 0;
    bool any = false;
  };

  size_t first_step() const;
  std::vector<float> blank() const;
  std::vector<float> render(const Placing& placing) const;
  void lay(const Stroke& stroke, const Placing& placing, std::vector<float>& values) const;
  float ink_at(const std::vector<float>& values, size_t pixel) const;
  Box box_of(const std::vector<float>& values) const;
  void repaint();

  int channels_ = 0, height_ = 0, width_ = 0;
  Ink paper_{};
  std::vector<Step> steps_;
  std::vector<float> pixels_, before_;  // before_: without the last stroke
  uint64_t version_ = 0;
};

}  // namespace app::ui
