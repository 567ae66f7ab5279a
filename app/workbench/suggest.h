// A small network that fits a kind of data, for when the one on the canvas cannot read it. Pure.
#pragma once

#include <optional>

#include "engine/graph/experiment.h"
#include "engine/schema/dataset_type.h"

namespace app {

// Ends in one output for each class (`classes` > 2 or a class for each pixel or step), else in one for each number.
// `sample`: the shape of one. Nothing where nobody knows what the samples look like.
std::optional<engine::NetworkSpec> suggest_network(const engine::DatasetType& type, const engine::Params& params,
                                                   const engine::Shape& sample, int64_t classes);

// Learns to answer with samples of that shape: through few numbers in the middle.
engine::NetworkSpec suggest_autoencoder(const engine::Shape& sample);
// Says so many numbers about samples of that shape: of each action of an agent, or an energy.
engine::NetworkSpec suggest_numbers(const engine::Shape& sample, int64_t outputs, const char* activation);
// A machine that models samples of that shape: shares between 0 and 1, or any numbers.
engine::NetworkSpec suggest_machine(const engine::Shape& sample, bool shares);
// A generator of such samples, a gate, and a discriminator.
engine::NetworkSpec suggest_generator(const engine::Shape& sample);

}  // namespace app
