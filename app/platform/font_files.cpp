#include "app/platform/font_files.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace app::platform {
namespace {
namespace fs = std::filesystem;

std::vector<fs::path> font_folders() {
  std::vector<fs::path> folders;
  const auto add_from = [&](const char* variable, const char* below) {
    const char* value = std::getenv(variable);
    if (value && *value) folders.push_back(fs::path(value) / below);
  };
#if defined(_WIN32)
  add_from("LOCALAPPDATA", "Microsoft/Windows/Fonts");
  add_from("WINDIR", "Fonts");
#elif defined(__APPLE__)
  add_from("HOME", "Library/Fonts");
  for (const char* folder : {"/Library/Fonts", "/System/Library/Fonts", "/System/Library/Fonts/Supplemental"})
    folders.emplace_back(folder);
#else
  add_from("HOME", ".local/share/fonts");
  add_from("HOME", ".fonts");
  for (const char* folder :
       {"/usr/local/share/fonts", "/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/jetbrains-mono",
        "/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/noto", "/usr/share/fonts/truetype/wqy",
        "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/truetype/liberation", "/usr/share/fonts/inter",
        "/usr/share/fonts/TTF", "/usr/share/fonts/OTF", "/usr/share/fonts/noto-cjk", "/usr/share/fonts/wenquanyi",
        "/usr/share/fonts/rsms-inter-fonts", "/usr/share/fonts/jetbrains-mono-fonts",
        "/usr/share/fonts/google-noto-sans-cjk-fonts", "/usr/share/fonts"})
    folders.emplace_back(folder);
#endif
  return folders;
}

// The first of the names that exists, tried name by name, each in every folder and its direct subfolders' usual places.
fs::path find_font(const std::vector<const char*>& names) {
  static const std::vector<fs::path> folders = font_folders();
  std::error_code error;
  for (const char* name : names) {
    for (const fs::path& folder : folders) {
      for (const char* below : {"", "Inter", "JetBrainsMono", "Noto"}) {
        const fs::path path = *below ? folder / below / name : folder / name;
        if (fs::is_regular_file(path, error)) return path;
      }
    }
  }
  return {};
}

std::uint32_t number(const std::vector<unsigned char>& bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = 0; i < count; ++i) {
    value = value << 8 | (at + std::size_t(i) < bytes.size() ? bytes[at + std::size_t(i)] : 0u);
  }
  return value;
}

// Offset of a table in an OpenType file, 0 when it lacks it.
std::size_t table_at(const FontFile& font, std::string_view tag) {
  std::size_t start = 0;
  if (number(font.bytes, 0, 4) == 0x74746366)
    start = number(font.bytes, 12 + 4 * std::size_t(font.index), 4);  // 'ttcf'
  const std::size_t tables = number(font.bytes, start + 4, 2);
  for (std::size_t i = 0; i < tables; ++i) {
    const std::size_t entry = start + 12 + 16 * i;
    if (entry + 16 > font.bytes.size()) return 0;
    if (std::string_view(reinterpret_cast<const char*>(&font.bytes[entry]), 4) == tag) {
      return number(font.bytes, entry + 8, 4);
    }
  }
  return 0;
}

// ImGui's size of a font is ascent + descent of the table 'hhea'; the design's sizes are em sizes.
float measure_height_per_em(const FontFile& font) {
  const std::size_t head = table_at(font, "head"), hhea = table_at(font, "hhea");
  const auto signed16 = [&](std::size_t at) { return static_cast<std::int16_t>(number(font.bytes, at, 2)); };
  const float em = head ? static_cast<float>(number(font.bytes, head + 18, 2)) : 0;
  if (!hhea || em <= 0) return 0;
  return static_cast<float>(signed16(hhea + 4) - signed16(hhea + 6)) / em;
}

std::shared_ptr<const FontFile> load(const fs::path& path, int index = 0) {
  if (path.empty()) return nullptr;
  auto font = std::make_shared<FontFile>();
  font->path = path.string();
  font->index = index;
  std::ifstream file(path, std::ios::binary);
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (!file || error || size == 0 || size > (256u << 20)) return nullptr;
  font->bytes.resize(static_cast<std::size_t>(size));
  if (!file.read(reinterpret_cast<char*>(font->bytes.data()), static_cast<std::streamsize>(size))) return nullptr;
  font->height_per_em = measure_height_per_em(*font);
  if (!(font->height_per_em > 0.3f && font->height_per_em < 4)) return nullptr;  // not a font that can be used
  return font;
}

// Three weights; gaps are filled with a neighbour.
void load_weights(std::shared_ptr<const FontFile> (&into)[3], const std::vector<const char*> (&names)[3],
                  const std::vector<const char*>& stand_ins) {
  for (int i = 0; i < 3; ++i) into[i] = load(find_font(names[i]));
  for (int i : {0, 1, 2, 1, 0}) {
    for (int near : {i - 1, i + 1}) {
      if (!into[i] && near >= 0 && near < 3) into[i] = into[near];
    }
  }
  if (!into[0]) into[0] = into[1] = into[2] = load(find_font(stand_ins));
}

FontFiles find_all() {
  FontFiles found;
  const std::vector<const char*> inter[3] = {{"Inter-Medium.otf", "Inter-Medium.ttf", "InterVariable.ttf"},
                                             {"Inter-SemiBold.otf", "Inter-SemiBold.ttf"},
                                             {"Inter-Bold.otf", "Inter-Bold.ttf"}};
  load_weights(found.sans, inter,
               {"SFNS.ttf", "HelveticaNeue.ttc", "segoeui.ttf", "NotoSans-Regular.ttf", "DejaVuSans.ttf",
                "LiberationSans-Regular.ttf", "Arial.ttf", "arial.ttf"});
  const std::vector<const char*> jetbrains[3] = {{"JetBrainsMono-Medium.ttf", "JetBrainsMono-Regular.ttf"},
                                                 {"JetBrainsMono-SemiBold.ttf"},
                                                 {"JetBrainsMono-Bold.ttf"}};
  load_weights(found.mono, jetbrains,
               {"SFNSMono.ttf", "Menlo.ttc", "consola.ttf", "NotoSansMono-Regular.ttf", "DejaVuSansMono.ttf",
                "LiberationMono-Regular.ttf"});
  // In Noto's collections Simplified Chinese is the third font.
  found.chinese = load(find_font({"NotoSansCJK-Medium.ttc", "NotoSansCJK-Regular.ttc"}), 2);
  if (!found.chinese) {
    found.chinese = load(find_font({"NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf", "wqy-microhei.ttc",
                                    "PingFang.ttc", "STHeiti Medium.ttc", "Hiragino Sans GB.ttc", "msyh.ttc",
                                    "simhei.ttf", "wqy-zenhei.ttc", "DroidSansFallbackFull.ttf"}));
  }
  const bool inter_found = found.sans[0] && found.sans[0]->path.find("Inter") != std::string::npos;
  const bool mono_found = found.mono[0] && found.mono[0]->path.find("JetBrains") != std::string::npos;
  if (!inter_found || !mono_found || !found.chinese) {
    found.warning = "The window is drawn with stand-ins: install the fonts";
    const char* joint = " ";
    for (const auto& [present, name] : {std::pair{inter_found, "Inter"}, std::pair{mono_found, "JetBrains Mono"},
                                        std::pair{found.chinese != nullptr, "Noto Sans CJK SC"}}) {
      if (present) continue;
      found.warning += std::string(joint) + name;
      joint = ", ";
    }
    found.warning += ".";
  }
  return found;
}

}  // namespace

const FontFiles& font_files() {
  static const FontFiles files = find_all();
  return files;
}

}  // namespace app::platform
