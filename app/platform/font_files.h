// Finds the design's fonts, or the nearest that the system has, and reads the few numbers of a font file that say how
// large its letters come out. Draws nothing and copies no font into the project.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace app::platform {

struct FontFile {
  std::string path;
  int index = 0;               // inside a collection (.ttc)
  float height_per_em = 1.2f;  // (ascent + descent) / em: ImGui's font size for a letter size of 1
  std::vector<unsigned char> bytes;
  bool present() const { return !bytes.empty(); }
};

struct FontFiles {
  // Weights 500, 600 and 700; a missing weight holds the nearest one. Null: no font of that kind at all.
  std::shared_ptr<const FontFile> sans[3], mono[3], chinese;
  std::string warning;  // a sentence for the user when something stands in for the design's fonts, else ""
};

// Reads the files once for the life of the program.
const FontFiles& font_files();

// 500 -> 0, 600 -> 1, 700 -> 2
inline int weight_index(int weight) { return weight >= 700 ? 2 : weight >= 600 ? 1 : 0; }

}  // namespace app::platform
