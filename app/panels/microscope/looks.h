// All looks there are. A new one is a file NAME.cpp with a LookType, and a line here and in looks().
#pragma once

#include <span>

#include "app/panels/microscope/look.h"

namespace app {

const LookType& answers_look();        // of the last layer: truth and answers of all samples
const LookType& attention_look();      // weights of each head, arcs, the arithmetic of one
const LookType& contributions_look();  // what one unit adds up
const LookType& convolution_look();    // kernels, maps, patch times kernel
const LookType& dropout_look();        // what a batch loses
const LookType& embedding_look();      // tokens as points
const LookType& filters_look();        // weights of units that see a picture
const LookType& histogram_look();      // how numbers are spread
const LookType& landscape_look();      // of the last layer: the loss around the present weights
const LookType& lattice_look();        // of a chain of tags: the best path, which tag follows which
const LookType& matrix_look();         // parameters as pictures
const LookType& normalisation_look();  // before and after
const LookType& output_look();         // what the layer puts out
const LookType& patches_look();        // what makes a map fire most
const LookType& pooling_look();        // windows and what remains of them
const LookType& recurrent_look();      // states and gates over time
const LookType& saliency_look();       // which inputs decide
const LookType& warp_look();           // what becomes of the plane

std::span<const LookType* const> looks();
// Null: there is none of that kind.
const LookType* find_look(std::string_view kind);
// Those that the descriptor of the layer names and that have something to show, in its order.
std::vector<const LookType*> looks_of(const Opened& o);

}  // namespace app
