#include "tests/app/ui/soft_render.h"

#include <algorithm>
#include <cmath>

namespace ui_test {
namespace {

struct Canvas {
  app::platform::Picture picture;
  const unsigned char* atlas = nullptr;  // RGBA
  int atlas_width = 0, atlas_height = 0;
  ImTextureID atlas_id{};
};

struct Rgba {
  float c[4];
};

Rgba unpack(ImU32 colour) {
  Rgba out;
  const int shift[] = {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT, IM_COL32_A_SHIFT};
  for (int i = 0; i < 4; ++i) out.c[i] = static_cast<float>((colour >> shift[i]) & 255u) / 255.0f;
  return out;
}

float atlas_alpha(const Canvas& canvas, float u, float v) {
  const float x = u * static_cast<float>(canvas.atlas_width) - 0.5f,
              y = v * static_cast<float>(canvas.atlas_height) - 0.5f;
  const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
  const float fx = x - static_cast<float>(x0), fy = y - static_cast<float>(y0);
  const auto at = [&](int i, int j) {
    i = std::clamp(i, 0, canvas.atlas_width - 1);
    j = std::clamp(j, 0, canvas.atlas_height - 1);
    return static_cast<float>(canvas.atlas[(j * canvas.atlas_width + i) * 4 + 3]) / 255.0f;
  };
  return (at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx) * (1 - fy) +
         (at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx) * fy;
}

void blend(std::uint8_t* pixel, const Rgba& s) {
  for (int i = 0; i < 3; ++i) {
    const float d = static_cast<float>(pixel[i]) / 255.0f;
    pixel[i] = static_cast<std::uint8_t>(std::lround(255 * std::clamp(d + (s.c[i] - d) * s.c[3], 0.0f, 1.0f)));
  }
}

float edge(ImVec2 a, ImVec2 b, ImVec2 p) { return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x); }

// The usual top-left rule, so that neighbours share no pixel.
bool owns(ImVec2 a, ImVec2 b, float w) { return w > 0 || (w == 0 && (b.y < a.y || (b.y == a.y && b.x > a.x))); }

void triangle(Canvas& canvas, const ImDrawVert* v[3], const ImVec4& clip, bool textured) {
  float area = edge(v[0]->pos, v[1]->pos, v[2]->pos);
  if (area == 0 || !std::isfinite(area)) return;
  if (area < 0) {
    std::swap(v[1], v[2]);
    area = -area;
  }
  const auto low = [&](float a, float b, float c, float limit) {
    return std::max(limit, std::floor(std::min({a, b, c})));
  };
  const auto high = [&](float a, float b, float c, float limit) {
    return std::min(limit, std::ceil(std::max({a, b, c})));
  };
  const ImVec2 p0 = v[0]->pos, p1 = v[1]->pos, p2 = v[2]->pos;
  const int x0 = static_cast<int>(low(p0.x, p1.x, p2.x, clip.x)), x1 = static_cast<int>(high(p0.x, p1.x, p2.x, clip.z));
  const int y0 = static_cast<int>(low(p0.y, p1.y, p2.y, clip.y)), y1 = static_cast<int>(high(p0.y, p1.y, p2.y, clip.w));
  const Rgba c[3] = {unpack(v[0]->col), unpack(v[1]->col), unpack(v[2]->col)};
  for (int y = y0; y < y1; ++y) {
    for (int x = x0; x < x1; ++x) {
      const ImVec2 p(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
      const float w0 = edge(p1, p2, p), w1 = edge(p2, p0, p), w2 = edge(p0, p1, p);
      if (!owns(p1, p2, w0) || !owns(p2, p0, w1) || !owns(p0, p1, w2)) continue;
      const float a = w0 / area, b = w1 / area, d = w2 / area;
      Rgba s;
      for (int i = 0; i < 4; ++i) s.c[i] = a * c[0].c[i] + b * c[1].c[i] + d * c[2].c[i];
      if (textured) {
        s.c[3] *= atlas_alpha(canvas, a * v[0]->uv.x + b * v[1]->uv.x + d * v[2]->uv.x,
                              a * v[0]->uv.y + b * v[1]->uv.y + d * v[2]->uv.y);
      }
      blend(&canvas.picture.rgba[static_cast<size_t>((y * canvas.picture.width + x) * 4)], s);
    }
  }
}

void draw_list(Canvas& canvas, const ImDrawList& list) {
  for (const ImDrawCmd& cmd : list.CmdBuffer) {
    if (cmd.UserCallback) continue;
    ImVec4 clip = cmd.ClipRect;
    clip.x = std::max(clip.x, 0.0f);
    clip.y = std::max(clip.y, 0.0f);
    clip.z = std::min(clip.z, static_cast<float>(canvas.picture.width));
    clip.w = std::min(clip.w, static_cast<float>(canvas.picture.height));
    const bool textured = cmd.GetTexID() == canvas.atlas_id;
    for (unsigned i = 0; i + 2 < cmd.ElemCount; i += 3) {
      const ImDrawVert* v[3];
      for (unsigned k = 0; k < 3; ++k) {
        const auto index = list.IdxBuffer[static_cast<int>(cmd.IdxOffset + i + k)];
        v[k] = &list.VtxBuffer[static_cast<int>(cmd.VtxOffset + index)];
      }
      triangle(canvas, v, clip, textured);
    }
  }
}
}  // namespace

app::platform::Picture rasterise(const ImDrawData& data, int width, int height, ImU32 ground) {
  Canvas canvas;
  canvas.picture.width = width;
  canvas.picture.height = height;
  canvas.picture.rgba.resize(static_cast<size_t>(width) * static_cast<size_t>(height) * 4);
  const Rgba g = unpack(ground);
  for (size_t i = 0; i < canvas.picture.rgba.size(); ++i) {
    canvas.picture.rgba[i] = static_cast<std::uint8_t>(std::lround(255 * (i % 4 == 3 ? 1.0f : g.c[i % 4])));
  }
  unsigned char* pixels = nullptr;
  ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&pixels, &canvas.atlas_width, &canvas.atlas_height);
  canvas.atlas = pixels;
  canvas.atlas_id = ImGui::GetIO().Fonts->TexID;
  for (int i = 0; i < data.CmdListsCount; ++i) draw_list(canvas, *data.CmdLists[i]);
  return canvas.picture;
}

}  // namespace ui_test
