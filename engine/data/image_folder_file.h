// What the image_folder source knows of paths.
#pragma once

#include "engine/schema/file_source.h"

namespace engine {

const FileSource& image_folder_file();

}  // namespace engine
