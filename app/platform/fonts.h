// Bakes the fonts of the program into ImGui's atlas, at real pixel sizes and with only the glyphs that are needed.
// Knows no roles and no words: the caller lists the sizes and the characters.
#pragma once

#include <imgui.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace app::platform {

struct FontRequest {
  int size = 14;  // of the em, in logical pixels
  int weight = 500;
  bool mono = false;
  bool han = true;  // Chinese merged into it
  bool operator==(const FontRequest&) const = default;
};

struct BakedFont {
  ImFont* face = nullptr;
  float draw_size = 0;  // what ImDrawList::AddText takes, in ImGui's units
};

class Fonts {
 public:
  // Asks for these fonts at `scale` device pixels for a logical one, with ASCII, the signs the design uses and
  // `characters`. Between frames only. True when the atlas was rebuilt: then hand the fonts on and upload the texture.
  // Characters stay once asked for; a call that brings nothing new costs a comparison.
  bool build(std::span<const FontRequest> requests, float scale, std::span<const char32_t> characters);

  // Characters of a text that no translation holds, such as the name of a file: the next build() brings their glyphs.
  void want(std::string_view utf8);

  const std::vector<BakedFont>& fonts() const { return fonts_; }  // in the order of the requests
  // A sentence for the user when the design's fonts are missing, else "".
  const std::string& warning() const;
  double build_ms() const { return build_ms_; }

 private:
  void add(const FontRequest& request);

  std::vector<FontRequest> requests_;
  std::vector<BakedFont> fonts_;
  std::vector<char32_t> characters_;  // ascending
  std::vector<char32_t> wanted_;      // by want(), not yet baked
  std::vector<ImWchar> all_ranges_, han_ranges_;
  float scale_ = 0;
  double build_ms_ = 0;
};

}  // namespace app::platform
