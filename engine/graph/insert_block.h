// Putting a ready block of layers into a network.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/graph/network_spec.h"
#include "engine/schema/block_type.h"

namespace engine {

// Puts the block on the wire from -> to; with an empty `to` its output is read by nobody yet, with an empty `from` its
// inputs stay open. `params` are completed with defaults; `input` is the shape that `from` puts out, as far as known
// (widths follow from it). Returns the ids of the new nodes, or what is wrong with the parameters.
Result<std::vector<std::string>> insert_block(NetworkSpec& net, const BlockType& block, const Params& params,
                                              std::string_view from, std::string_view to, const Shape& input = {});

}  // namespace engine
