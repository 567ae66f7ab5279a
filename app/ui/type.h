// The type roles of the design and the ImGui font of each. The platform loads the fonts, this file only keeps them.
#pragma once

#include <imgui.h>

#include <span>
#include <vector>

namespace app::ui {

// Size is the design's (CSS) size in logical pixels: the height of the em, not ImGui's ascent + descent.
struct Role {
  int size = 14;
  int weight = 500;  // 500, 600 or 700
  bool mono = false;
  bool operator==(const Role&) const = default;
};

// Every role the program draws. The platform bakes one font for each, Chinese merged into it where `han` says so: once
// for each size (weight 500). Heavier Chinese is drawn from the same glyphs, since fonts with several weights are rare.
struct RoleFont {
  Role role;
  bool han = true;
};
std::span<const RoleFont> roles();

// `draw_size` is what ImDrawList::AddText takes: ImGui's height of the font (ascent + descent) in ImGui units.
// For a font file with ascent a and descent d per em, that is round-free: role.size * scale() * (a + d).
void set_font(Role role, ImFont* font, float draw_size);
void clear_fonts();

// A font to draw with; the nearest registered role when this one is missing, ImGui's own font when there is none.
struct Font {
  ImFont* face = nullptr;
  float draw_size = 0;  // for AddText, in ImGui units
  float baseline = 0;   // from AddText's y down to the baseline, in ImGui units
  float stretch = 1;    // role size over the size of the font that stands in for it
};
Font font_of(Role role);
ImFont* font(Role role);
// The font that brings the Chinese characters of a size.
Font han_font_of(int size);

// Characters that were to be drawn since clear_fonts() and that the fonts lack, ascending: bake again with them.
void note_missing(char32_t character);
const std::vector<char32_t>& missing_characters();
bool has_glyph(const Font& font, char32_t character);

}  // namespace app::ui
