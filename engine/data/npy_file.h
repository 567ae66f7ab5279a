// What the npy source knows of paths.
#pragma once

#include "engine/schema/file_source.h"

namespace engine {

const FileSource& npy_file();

}  // namespace engine
