// Where OpenGL runs on the processor, only what differs from the frame before is drawn: the picture stays in a texture,
// and of ImGui's finished lists the triangles that reach into changed places are left. A place is a square of pixels;
// what is drawn there is told by a hash over its triangles. A real GPU does not need it.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace app::platform {

class Redraw {
 public:
  // Once for each ImGui::Render(), before textures are uploaded. Leaves in the lists what is to be drawn.
  void reduce(ImDrawData& data);
  // Puts back what reduce() took out.
  void restore(ImDrawData& data);
  // The next frame is drawn whole.
  void forget() { before_.clear(); }

  // What reduce() left is drawn there: left, top, right, bottom in pixels. None lies over another.
  const std::vector<ImVec4>& areas() const { return areas_; }
  float share() const;  // of the picture that they cover

 private:
  struct Kept {
    ImVector<ImDrawCmd> commands;
    ImVector<ImDrawIdx> indices;
  };
  void look(const ImDrawData& data);
  void look_at(const ImDrawList& list, const ImDrawCmd& command);
  void find_areas();
  void join_areas();
  std::size_t reduce_list(ImDrawList& list, Kept& kept, std::size_t triangle);

  int width_ = 0, height_ = 0, columns_ = 0, rows_ = 0;  // the last two in squares
  bool foreign_ = false;                                 // something is drawn that cannot be looked into
  std::vector<std::uint64_t> before_, now_;              // of each square
  std::vector<char> changed_;                            // of each square
  std::vector<ImVec4> boxes_;                            // of each triangle of all lists
  std::vector<ImVec4> areas_;
  std::vector<Kept> kept_;  // of each list
  bool reduced_ = false;
};

}  // namespace app::platform
