#include "app/platform/redraw.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "app/platform/gl_texture.h"

namespace app::platform {
namespace {

constexpr int kSquare = 32;           // pixels
constexpr int kBridge = 2;            // squares between two changed ones that are drawn with them
constexpr std::size_t kMost = 12;     // areas; each is a command more for everything that reaches into it
constexpr std::size_t kTooMany = 64;  // areas that are not worth joining
constexpr float kNearlyAll = 0.8f;    // of the picture: drawing it whole costs less

std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
  return hash ^ (hash >> 29);
}

std::uint64_t words(const void* data) {
  std::uint64_t word = 0;
  std::memcpy(&word, data, sizeof word);
  return word;
}

std::uint64_t mix(std::uint64_t hash, const ImDrawVert& v) {
  return mix(mix(mix(hash, words(&v.pos)), words(&v.uv)), v.col);
}

ImVec4 common(const ImVec4& a, const ImVec4& b) {
  return {std::max(a.x, b.x), std::max(a.y, b.y), std::min(a.z, b.z), std::min(a.w, b.w)};
}
ImVec4 around(const ImVec4& a, const ImVec4& b) {
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.z, b.z), std::max(a.w, b.w)};
}
bool empty(const ImVec4& a) { return !(a.x < a.z && a.y < a.w); }  // also with a NaN
float size_of(const ImVec4& a) { return (a.z - a.x) * (a.w - a.y); }

// What a triangle can touch, with a pixel around for what the rasteriser rounds.
ImVec4 box_of(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
  return {std::min({a.pos.x, b.pos.x, c.pos.x}) - 1, std::min({a.pos.y, b.pos.y, c.pos.y}) - 1,
          std::max({a.pos.x, b.pos.x, c.pos.x}) + 1, std::max({a.pos.y, b.pos.y, c.pos.y}) + 1};
}

bool samples(const ImVec4& texels, const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
  return std::min({a.uv.x, b.uv.x, c.uv.x}) <= texels.z && std::max({a.uv.x, b.uv.x, c.uv.x}) >= texels.x &&
         std::min({a.uv.y, b.uv.y, c.uv.y}) <= texels.w && std::max({a.uv.y, b.uv.y, c.uv.y}) >= texels.y;
}

// The pixels that ImGui's backend makes of a clip rectangle.
ImVec4 pixels_of(const ImVec4& clip, float width, float height) {
  const ImVec4 c = common(clip, {0, 0, width, height});
  if (empty(c)) return {0, 0, 0, 0};
  const float left = std::floor(c.x), bottom = std::floor(height - c.w);
  return {left, height - bottom - std::floor(c.w - c.y), left + std::floor(c.z - c.x), height - bottom};
}

}  // namespace

void Redraw::reduce(ImDrawData& data) {
  width_ = static_cast<int>(data.DisplaySize.x);
  height_ = static_cast<int>(data.DisplaySize.y);
  columns_ = (width_ + kSquare - 1) / kSquare;
  rows_ = (height_ + kSquare - 1) / kSquare;
  look(data);
  const ImVec4 picture{0, 0, static_cast<float>(width_), static_cast<float>(height_)};
  reduced_ = !foreign_ && before_.size() == now_.size();
  if (reduced_) {
    find_areas();
    reduced_ = share() < kNearlyAll;
  }
  before_.swap(now_);
  if (!reduced_) {
    areas_.assign(1, picture);
    if (foreign_) forget();
    return;
  }
  kept_.resize(static_cast<std::size_t>(data.CmdListsCount));
  std::size_t triangle = 0;
  for (int i = 0; i < data.CmdListsCount; ++i) {
    triangle = reduce_list(*data.CmdLists[i], kept_[static_cast<std::size_t>(i)], triangle);
  }
}

float Redraw::share() const {
  float size = 0;
  for (const ImVec4& area : areas_) size += size_of(area);
  return size / std::max(1.0f, static_cast<float>(width_) * static_cast<float>(height_));
}

void Redraw::restore(ImDrawData& data) {
  if (!reduced_) return;
  for (int i = 0; i < data.CmdListsCount; ++i) {
    data.CmdLists[i]->CmdBuffer.swap(kept_[static_cast<std::size_t>(i)].commands);
    data.CmdLists[i]->IdxBuffer.swap(kept_[static_cast<std::size_t>(i)].indices);
  }
  reduced_ = false;
}

void Redraw::look(const ImDrawData& data) {
  const auto squares = static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_);
  now_.assign(squares, 0);
  changed_.assign(squares, 0);
  boxes_.clear();
  foreign_ = false;
  for (int i = 0; i < data.CmdListsCount; ++i) {
    for (const ImDrawCmd& command : data.CmdLists[i]->CmdBuffer) look_at(*data.CmdLists[i], command);
  }
  for (std::size_t i = 0; i < squares && before_.size() == squares; ++i) {
    if (now_[i] != before_[i]) changed_[i] = 1;
  }
}

void Redraw::look_at(const ImDrawList& list, const ImDrawCmd& command) {
  foreign_ = foreign_ || command.UserCallback;
  if (foreign_) return;
  const ImVec4 clip = pixels_of(command.ClipRect, static_cast<float>(width_), static_cast<float>(height_));
  const ImTextureID texture = command.GetTexID();
  const ImVec4 texels = Texture::to_upload(texture);
  const std::uint64_t seed = mix(mix(words(&clip.x), words(&clip.z)), (std::uint64_t)texture);
  const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
  const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset;
  for (unsigned t = 0; t < command.ElemCount / 3; ++t, index += 3) {
    const ImDrawVert &a = vertices[index[0]], &b = vertices[index[1]], &c = vertices[index[2]];
    const ImVec4 box = common(box_of(a, b, c), clip);
    boxes_.push_back(box);
    if (empty(box)) continue;
    const std::uint64_t hash = mix(mix(mix(seed, a), b), c);
    const char other = !empty(texels) && samples(texels, a, b, c) ? 1 : 0;
    const int right = static_cast<int>(box.z - 0.5f) / kSquare, bottom = static_cast<int>(box.w - 0.5f) / kSquare;
    for (int y = static_cast<int>(box.y) / kSquare; y <= bottom; ++y) {
      for (int x = static_cast<int>(box.x) / kSquare; x <= right; ++x) {
        const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x);
        now_[at] = mix(now_[at], hash);
        changed_[at] |= other;
      }
    }
  }
}

// Rows of changed squares, joined downwards where they are equally wide.
void Redraw::find_areas() {
  areas_.clear();
  const auto changed = [&](int x, int y) {
    return changed_[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x)];
  };
  for (int y = 0; y < rows_; ++y) {
    for (int x = 0; x < columns_; ++x) {
      if (!changed(x, y)) continue;
      int end = x + 1;
      for (int gap = 0; end + gap < columns_ && gap <= kBridge;
           changed(end + gap, y) ? end += gap + 1, gap = 0 : ++gap) {
      }
      const ImVec4 row{static_cast<float>(x * kSquare), static_cast<float>(y * kSquare),
                       static_cast<float>(std::min(end * kSquare, width_)),
                       static_cast<float>(std::min((y + 1) * kSquare, height_))};
      const auto above = std::find_if(areas_.begin(), areas_.end(),
                                      [&](const ImVec4& a) { return a.x == row.x && a.z == row.z && a.w == row.y; });
      if (above != areas_.end()) {
        above->w = row.w;
      } else {
        areas_.push_back(row);
      }
      x = end;
    }
  }
  join_areas();
}

// Joins the pair that adds the least until few are left. What then lies over another is joined with it.
void Redraw::join_areas() {
  if (areas_.size() > kTooMany) {
    ImVec4 all = areas_[0];
    for (const ImVec4& a : areas_) all = around(all, a);
    areas_.assign(1, all);
  }
  const auto join = [&](std::size_t a, std::size_t b) {
    areas_[a] = around(areas_[a], areas_[b]);
    areas_.erase(areas_.begin() + static_cast<std::ptrdiff_t>(b));
  };
  for (bool again = true; again;) {
    again = false;
    std::size_t best_a = 0, best_b = 0;
    float least = std::numeric_limits<float>::max();
    for (std::size_t a = 0; a < areas_.size(); ++a) {
      for (std::size_t b = a + 1; b < areas_.size(); ++b) {
        const bool over = !empty(common(areas_[a], areas_[b]));
        const float added = over ? -1 : size_of(around(areas_[a], areas_[b])) - size_of(areas_[a]) - size_of(areas_[b]);
        if (added < least) least = added, best_a = a, best_b = b;
      }
    }
    if (best_b > 0 && (least < 0 || areas_.size() > kMost)) {
      join(best_a, best_b);
      again = true;
    }
  }
}

// Returns the first triangle of the next list.
std::size_t Redraw::reduce_list(ImDrawList& list, Kept& kept, std::size_t triangle) {
  kept.commands.swap(list.CmdBuffer);
  kept.indices.swap(list.IdxBuffer);
  list.CmdBuffer.resize(0);
  list.IdxBuffer.resize(0);
  for (const ImDrawCmd& command : kept.commands) {
    const ImVec4 clip = pixels_of(command.ClipRect, static_cast<float>(width_), static_cast<float>(height_));
    const unsigned count = command.ElemCount / 3;
    for (const ImVec4& area : areas_) {
      ImDrawCmd part = command;
      part.ClipRect = common(clip, area);
      if (empty(part.ClipRect)) continue;
      part.IdxOffset = static_cast<unsigned>(list.IdxBuffer.Size);
      for (unsigned t = 0; t < count; ++t) {
        if (empty(common(boxes_[triangle + t], part.ClipRect))) continue;
        const ImDrawIdx* index = kept.indices.Data + command.IdxOffset + 3 * t;
        for (int k = 0; k < 3; ++k) list.IdxBuffer.push_back(index[k]);
      }
      part.ElemCount = static_cast<unsigned>(list.IdxBuffer.Size) - part.IdxOffset;
      if (part.ElemCount > 0) list.CmdBuffer.push_back(part);
    }
    triangle += count;
  }
  return triangle;
}

}  // namespace app::platform
