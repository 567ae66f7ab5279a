// The picture files of a folder that has one folder for each class. Reads names only.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.h"

namespace engine {

struct PictureFile {
  std::string path, name;  // name: "cats/tom.png", for messages
  int64_t label = 0;
};

struct PictureFiles {
  std::vector<std::string> classes;  // in the order of their names
  std::vector<PictureFile> files;    // class after class, in the order of their names
  int64_t passed_over = 0;           // files that are no pictures
};

// `path` is the folder, or any picture in one of its folders. Files whose names say that they are something else are
// passed over; pictures of kinds that cannot be read are refused.
Result<PictureFiles> find_pictures(const std::string& path);

}  // namespace engine
