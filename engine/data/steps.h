// The steps of preparation that the window also edits from elsewhere: the check box "Standardise" of the data card, and
// the inputs that the canvas makes of x1 and x2.
#pragma once

#include <string>
#include <vector>

#include "engine/graph/experiment.h"

namespace engine {

// The features that a two-dimensional set offers: "x1" "x2" "x1^2" "x2^2" "x1*x2" "sin(x1)" "sin(x2)".
const std::vector<std::string>& feature_ids();

// What the first step "derived_features" that is on makes of x1 and x2; both as they are where there is none.
std::vector<std::string> features_of(const DataSpec& spec);
// Changes that step, puts one in front of the others, or takes it away where nothing is derived.
void set_features(DataSpec& spec, const std::vector<std::string>& features);

bool standardises(const DataSpec& spec);
// Takes away all such steps, or puts one behind the last step that is not drawn at random.
void set_standardise(DataSpec& spec, bool on);

// The shape of one sample as the network sees it, where it is known without making the set, else of rank 0.
Shape known_input_shape(const DataSpec& spec);
// Takes away the steps that samples of another source cannot take, as far as that is known without making the set.
void drop_unsuitable_steps(DataSpec& spec);

}  // namespace engine
