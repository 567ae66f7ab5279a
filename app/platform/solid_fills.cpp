#include "app/platform/solid_fills.h"

#include <shaders.h>

#include <cmath>

#include "app/platform/gl.h"

namespace app::platform {
namespace {

// Below this much area a switch of programs costs more than it saves (5 us against 2 ns a pixel).
constexpr float least_area = 3000;
// A piece without blending must cover whole blocks of 64 x 64 pixels to save anything.
constexpr float least_opaque_area = 16000;

enum class Kind { textured, blended, opaque };

struct Triangle {
  bool solid = false;   // one point of the texture, the white one
  bool opaque = false;  // and no alpha
  float area = 0;
};

Triangle look_at(const ImDrawVert* vertices, const ImDrawIdx* index, ImVec2 white) {
  const ImDrawVert &a = vertices[index[0]], &b = vertices[index[1]], &c = vertices[index[2]];
  const auto is_white = [&](const ImDrawVert& v) { return v.uv.x == white.x && v.uv.y == white.y; };
  Triangle t;
  t.solid = is_white(a) && is_white(b) && is_white(c);
  t.opaque = t.solid && (a.col & b.col & c.col & IM_COL32_A_MASK) == IM_COL32_A_MASK;
  t.area = 0.5f * std::fabs((b.pos.x - a.pos.x) * (c.pos.y - a.pos.y) - (c.pos.x - a.pos.x) * (b.pos.y - a.pos.y));
  return t;
}

// Stretches of triangles of one kind, in order; small ones join their neighbours as ImGui draws them.
struct Stretch {
  Kind kind = Kind::textured;
  unsigned first = 0, count = 0;  // triangles
};

void append(ImVector<Stretch>& stretches, Kind kind, unsigned first, unsigned count) {
  if (!count) return;
  if (!stretches.empty() && stretches.back().kind == kind) {
    stretches.back().count += count;
  } else {
    stretches.push_back({kind, first, count});
  }
}

// A stretch of solid triangles: the runs of opaque ones that are large enough become pieces of their own.
void append_solid(ImVector<Stretch>& out, const ImVector<Triangle>& triangles, unsigned first, unsigned end) {
  const auto at = [&](unsigned i) -> const Triangle& { return triangles[static_cast<int>(i)]; };
  unsigned from = first;  // not yet appended
  for (unsigned i = first; i < end;) {
    if (!at(i).opaque) {
      ++i;
      continue;
    }
    unsigned run_end = i;
    float area = 0;
    for (; run_end < end && at(run_end).opaque; ++run_end) area += at(run_end).area;
    if (area >= least_opaque_area) {
      append(out, Kind::blended, from, i - from);
      append(out, Kind::opaque, i, run_end - i);
      from = run_end;
    }
    i = run_end;
  }
  append(out, Kind::blended, from, end - from);
}

void find_stretches(ImVector<Stretch>& out, ImVector<Triangle>& triangles, const ImDrawVert* vertices,
                    const ImDrawIdx* indices, unsigned count, ImVec2 white) {
  out.resize(0);
  triangles.resize(static_cast<int>(count));
  for (unsigned i = 0; i < count; ++i) triangles[static_cast<int>(i)] = look_at(vertices, indices + 3 * i, white);
  for (unsigned i = 0; i < count;) {
    unsigned end = i;
    float area = 0;
    const bool solid = triangles[static_cast<int>(i)].solid;
    for (; end < count && triangles[static_cast<int>(end)].solid == solid; ++end)
      area += triangles[static_cast<int>(end)].area;
    if (solid && area >= least_area) {
      append_solid(out, triangles, i, end);
    } else {
      append(out, Kind::textured, i, end - i);
    }
    i = end;
  }
}

}  // namespace

void SolidFills::split(ImDrawData& data) {
  pieces_ = 0;
  if (refused_) return;
  size_ = data.DisplaySize;
  const ImVec2 white = ImGui::GetIO().Fonts->TexUvWhitePixel;
  for (int i = 0; i < data.CmdListsCount; ++i) split_list(*data.CmdLists[i], white);
}

void SolidFills::split_list(ImDrawList& list, ImVec2 white) {
  static ImVector<Stretch> stretches;
  static ImVector<Triangle> triangles;
  commands_.resize(0);
  const auto callback = [this](ImDrawCallback function) {
    ImDrawCmd command;
    command.UserCallback = function;
    command.UserCallbackData = this;
    commands_.push_back(command);
  };
  for (const ImDrawCmd& command : list.CmdBuffer) {
    if (command.UserCallback || command.ElemCount == 0) {
      commands_.push_back(command);
      continue;
    }
    find_stretches(stretches, triangles, list.VtxBuffer.Data + command.VtxOffset,
                   list.IdxBuffer.Data + command.IdxOffset, command.ElemCount / 3, white);
    Kind state = Kind::textured;
    const auto enter = [&](Kind kind) {
      if (state != Kind::textured) callback(ImDrawCallback_ResetRenderState);
      if (kind != Kind::textured) callback(kind == Kind::opaque ? begin_opaque : begin_blended);
      state = kind;
    };
    for (const Stretch& stretch : stretches) {
      if (stretch.kind != state) enter(stretch.kind);
      ImDrawCmd piece = command;
      piece.IdxOffset = command.IdxOffset + 3 * stretch.first;
      piece.ElemCount = 3 * stretch.count;
      commands_.push_back(piece);
      pieces_ += stretch.kind != Kind::textured;
    }
    if (state != Kind::textured) enter(Kind::textured);
  }
  list.CmdBuffer.swap(commands_);
}

void SolidFills::begin_blended(const ImDrawList*, const ImDrawCmd* command) {
  static_cast<SolidFills*>(command->UserCallbackData)->begin();
}

void SolidFills::begin_opaque(const ImDrawList*, const ImDrawCmd* command) {
  static_cast<SolidFills*>(command->UserCallbackData)->begin();
  gl::Disable(gl::blend);
}

void SolidFills::begin() {
  if (refused_) return;
  if (!program_.valid()) {
    // The backend's own program is in use here: the vertices keep the places that it gave to their parts.
    int theirs = 0;
    gl::GetIntegerv(gl::current_program, &theirs);
    const auto place = [&](const char* name) { return gl::GetAttribLocation(static_cast<unsigned>(theirs), name); };
    const int position = place("Position"), colour = place("Color");
    refused_ =
        position < 0 || colour < 0 ||
        !program_.build(shaders::solid_vert, shaders::solid_frag, {{"Position", position}, {"Color", colour}}, nullptr);
    if (refused_) return;
  }
  program_.use();
  program_.set("picture_size", size_.x, size_.y);
}

}  // namespace app::platform
