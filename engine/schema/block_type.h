// The descriptor of a block: several layers wired together, put into a network in one go. After that they are ordinary
// nodes; nothing remembers that they came as a block.
#pragma once

#include <string>
#include <vector>

#include "engine/core/catalog.h"
#include "engine/schema/param.h"
#include "engine/tensor/shape.h"

namespace engine {

struct NetworkSpec;  // engine/graph/network_spec.h

struct BlockType {
  std::string id{};  // file name
  std::string title{};
  std::string category{};  // heading in the palette
  std::string glyph{};     // icon name
  std::string summary{};
  std::string use_when{};
  std::string source{};  // paper and figure
  std::vector<ParamSpec> params{};

  // The nodes and wires. Wires from "" are open: they read what the block is wired to. One node is read by nobody: the
  // block's output. `params` are resolved; `input` is the shape that the block will read, rank 0 when nobody knows.
  NetworkSpec (*build)(const Params& params, const Shape& input) = nullptr;
};

const Catalog<BlockType>& blocks();  // engine/blocks/*.cpp

}  // namespace engine
