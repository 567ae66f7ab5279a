// The files of CIFAR: which batches a path means, the names of the classes beside them, and what the cifar source knows
// of paths.
#pragma once

#include <string>
#include <vector>

#include "engine/formats/cifar_batch.h"
#include "engine/schema/file_source.h"

namespace engine {

struct CifarFiles {
  std::vector<std::string> paths;
  CifarLayout layout;
};

// The batches that the parameters of the cifar source name, in their order.
Result<CifarFiles> find_cifar_files(const Params& params);
// The names of the classes that lie beside the batches; empty when there are none.
Result<std::vector<std::string>> read_cifar_names(const CifarFiles& files);

const FileSource& cifar_file_source();

}  // namespace engine
