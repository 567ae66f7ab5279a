// Cheaper drawing where OpenGL runs on the processor: what has one colour is drawn without looking into the texture of
// the fonts, and large opaque areas without blending, so that the driver drops what they cover. The picture stays the
// same. Only rearranges ImGui's finished commands; a real GPU does not need it.
// Measured with llvmpipe at 1600 x 900: a full layer costs 5 ms instead of 9, one over another 0.3 instead of 8.
#pragma once

#include <imgui.h>

#include "app/platform/gl_program.h"

namespace app::platform {

class SolidFills {
 public:
  // Once for each ImGui::Render(): splits the commands of all lists.
  void split(ImDrawData& data);
  int pieces() const { return pieces_; }  // drawn apart in the last frame

 private:
  void split_list(ImDrawList& list, ImVec2 white);
  // Called by ImGui's backend before the pieces.
  static void begin_blended(const ImDrawList* list, const ImDrawCmd* command);
  static void begin_opaque(const ImDrawList* list, const ImDrawCmd* command);
  void begin();

  Program program_;
  bool refused_ = false;  // the driver cannot: everything stays as ImGui does it
  ImVec2 size_;
  int pieces_ = 0;
  ImVector<ImDrawCmd> commands_;
};

}  // namespace app::platform
