#include "app/ui/type.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace app::ui {
namespace {

constexpr RoleFont role_table[] = {
    // With Chinese.
    {{12, 500, false}, true},
    {{13, 500, false}, true},
    {{14, 500, false}, true},
    {{15, 500, false}, true},
    {{16, 500, false}, true},
    {{20, 500, false}, true},
    // Words.
    {{12, 600, false}, false},
    {{13, 600, false}, false},
    {{13, 700, false}, false},
    {{14, 600, false}, false},
    {{14, 700, false}, false},
    {{15, 600, false}, false},
    {{16, 600, false}, false},
    {{20, 600, false}, false},
    // Numbers.
    {{12, 500, true}, false},
    {{12, 600, true}, false},
    {{12, 700, true}, false},
    {{13, 500, true}, false},
    {{13, 600, true}, false},
    {{13, 700, true}, false},
    {{14, 500, true}, false},
    {{14, 600, true}, false},
    {{14, 700, true}, false},
    {{15, 600, true}, false},
    {{15, 700, true}, false},
    {{22, 700, true}, false},
    {{30, 700, true}, false},
};

struct Entry {
  Role role;
  ImFont* face;
  float draw_size;
  float baseline;
};
std::vector<Entry> fonts_;
std::vector<char32_t> missing_;  // ascending

float baseline_of(ImFont* face, float draw_size) {
#if IMGUI_VERSION_NUM >= 19200
  return std::floor(face->GetFontBaked(draw_size)->Ascent + 0.5f);
#else
  return std::floor(face->Ascent + 0.5f) * (face->FontSize > 0 ? draw_size / face->FontSize : 1.0f);
#endif
}

// How badly `have` stands in for `want`: the family first, then the size, then the weight.
int distance(Role want, Role have) {
  return (want.mono != have.mono ? 1000 : 0) + 10 * std::abs(want.size - have.size) +
         std::abs(want.weight - have.weight) / 25;
}
}  // namespace

std::span<const RoleFont> roles() { return role_table; }

void clear_fonts() {
  fonts_.clear();
  missing_.clear();
}

void set_font(Role role, ImFont* face, float draw_size) {
  if (!face || !(draw_size > 0)) return;
  for (Entry& e : fonts_) {
    if (e.role == role) {
      e = {role, face, draw_size, 0};
      return;
    }
  }
  fonts_.push_back({role, face, draw_size, 0});
}

Font font_of(Role role) {
  Entry* best = nullptr;
  for (Entry& e : fonts_) {
    if (!best || distance(role, e.role) < distance(role, best->role)) best = &e;
  }
  if (!best) {
    ImFont* face = ImGui::GetFont();
    const float size = ImGui::GetFontSize();
    return {face, size, face ? baseline_of(face, size) : size * 0.8f, 1};
  }
  // The ascent is only known once the atlas is built, so it is asked for at the first use.
  if (best->baseline <= 0) best->baseline = baseline_of(best->face, best->draw_size);
  if (best->role.size == role.size) return {best->face, best->draw_size, best->baseline, 1};
  const float stretch = static_cast<float>(role.size) / static_cast<float>(best->role.size);
  return {best->face, best->draw_size * stretch, best->baseline * stretch, stretch};
}

ImFont* font(Role role) { return font_of(role).face; }

Font han_font_of(int size) { return font_of({size, 500, false}); }

void note_missing(char32_t character) {
  const auto at = std::lower_bound(missing_.begin(), missing_.end(), character);
  if (at == missing_.end() || *at != character) missing_.insert(at, character);
}

const std::vector<char32_t>& missing_characters() { return missing_; }

bool has_glyph(const Font& f, char32_t character) {
#if IMGUI_VERSION_NUM >= 19200
  return f.face && character <= 0xFFFF && f.face->IsGlyphInFont(static_cast<ImWchar>(character));
#else
  return f.face && character <= 0xFFFF && f.face->FindGlyphNoFallback(static_cast<ImWchar>(character)) != nullptr;
#endif
}

}  // namespace app::ui
