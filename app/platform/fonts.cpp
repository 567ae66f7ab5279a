#include "app/platform/fonts.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string_view>

#include "app/platform/font_files.h"

namespace app::platform {
namespace {

// What the design writes besides ASCII, whatever the language.
constexpr std::u32string_view signs = U"−×→←↑↓≈≤≥≠±·…–—‘’“”²³½°√∞∂∑ηβσμεαγλθπρΔ′″ŷ₀₁₂₃₄₅₆₇₈₉⁰¹⁴⁵⁶⁷⁸⁹⁻ℓ•✓⌘⇧";

bool is_cjk(char32_t c) { return c >= 0x2E80; }

// Pairs of first and last, ended by a zero, as ImGui wants them.
std::vector<ImWchar> ranges_of(const std::vector<char32_t>& ascending, bool cjk_only) {
  std::vector<ImWchar> ranges;
  for (char32_t c : ascending) {
    if (c > 0xFFFF || (cjk_only && !is_cjk(c))) continue;
    const auto wide = static_cast<ImWchar>(c);
    if (!ranges.empty() && ranges.back() + 1 == wide) {
      ranges.back() = wide;
    } else {
      ranges.push_back(wide);
      ranges.push_back(wide);
    }
  }
  ranges.push_back(0);
  return ranges;
}

void add_file(const FontFile& file, float em_pixels, const std::vector<ImWchar>& ranges, bool merge) {
  if (ranges.size() < 3) return;
  ImFontConfig config;
  config.FontData = const_cast<unsigned char*>(file.bytes.data());  // ImGui only reads it: it does not own it
  config.FontDataSize = static_cast<int>(file.bytes.size());
  config.FontDataOwnedByAtlas = false;
  config.FontNo = file.index;
  config.SizePixels = em_pixels * file.height_per_em;
  // Letters stand at fractions of a pixel; twice the samples keep small ones sharp there. Chinese strokes need no more.
  config.OversampleH = em_pixels < 24 && !merge ? 2 : 1;
  config.OversampleV = 1;
  config.GlyphRanges = ranges.data();
  config.MergeMode = merge;
  ImGui::GetIO().Fonts->AddFont(&config);
}

}  // namespace

void Fonts::want(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at++]);
    if (lead < 0xC0) continue;  // ASCII is always there; a stray continuation byte is no character
    int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    char32_t c = lead & (0x3Fu >> more);
    for (; more > 0 && at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80; --more) {
      c = c << 6 | (static_cast<unsigned char>(utf8[at++]) & 0x3Fu);
    }
    if (more == 0 && !std::binary_search(characters_.begin(), characters_.end(), c)) wanted_.push_back(c);
  }
}

bool Fonts::build(std::span<const FontRequest> requests, float scale, std::span<const char32_t> characters) {
  std::vector<char32_t> wanted = characters_;
  if (wanted.empty()) {
    for (char32_t c = 0x20; c < 0x7F; ++c) wanted.push_back(c);
    wanted.insert(wanted.end(), signs.begin(), signs.end());
  }
  wanted.insert(wanted.end(), characters.begin(), characters.end());
  wanted.insert(wanted.end(), wanted_.begin(), wanted_.end());
  wanted_.clear();
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  if (scale == scale_ && wanted == characters_ && std::ranges::equal(requests, requests_)) return false;

  const auto begin = std::chrono::steady_clock::now();
  requests_.assign(requests.begin(), requests.end());
  characters_ = std::move(wanted);
  scale_ = scale;
  all_ranges_ = ranges_of(characters_, false);
  han_ranges_ = ranges_of(characters_, true);

  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  fonts_.clear();
  for (const FontRequest& request : requests_) add(request);
  if (atlas.Fonts.empty()) atlas.AddFontDefault();
#if IMGUI_VERSION_NUM < 19200
  atlas.TexDesiredWidth = scale > 1.5f ? 4096 : 2048;
  atlas.Build();
#endif
  build_ms_ = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  return true;
}

void Fonts::add(const FontRequest& request) {
  const FontFiles& files = font_files();
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  const int weight = weight_index(request.weight);
  const auto& first = request.mono ? files.mono[weight] : files.sans[weight];
  const auto& second = request.mono ? files.sans[weight] : files.mono[weight];  // signs that the first one lacks
  const float em = static_cast<float>(request.size) * scale_;
  BakedFont font;
  if (first) {
    add_file(*first, em, all_ranges_, false);
    font.face = atlas.Fonts.back();
    font.draw_size = em * first->height_per_em;
    if (second) add_file(*second, em, all_ranges_, true);
    if (files.chinese && request.han) add_file(*files.chinese, em, han_ranges_, true);
  } else {
    ImFontConfig config;
    config.SizePixels = std::round(em);
    font.face = atlas.AddFontDefault(&config);
    font.draw_size = config.SizePixels;
    if (files.chinese && request.han) add_file(*files.chinese, em, han_ranges_, true);
  }
  fonts_.push_back(font);
}

const std::string& Fonts::warning() const { return font_files().warning; }

}  // namespace app::platform
