#include "app/panels/microscope/looks.h"

#include <algorithm>

namespace app {

std::span<const LookType* const> looks() {
  static const LookType* const all[] = {
      &answers_look(),   &attention_look(),     &contributions_look(), &convolution_look(), &dropout_look(),
      &embedding_look(), &filters_look(),       &histogram_look(),     &landscape_look(),   &lattice_look(),
      &matrix_look(),    &normalisation_look(), &output_look(),        &patches_look(),     &pooling_look(),
      &recurrent_look(), &saliency_look(),      &warp_look()};
  return all;
}

const LookType* find_look(std::string_view kind) {
  for (const LookType* type : looks()) {
    if (type->kind == kind) return type;
  }
  return nullptr;
}

std::vector<const LookType*> looks_of(const Opened& o) {
  std::vector<const LookType*> found;
  for (const engine::ViewRef& view : o.type().views) {
    const LookType* type = find_look(view.view_kind);
    if (!type || std::find(found.begin(), found.end(), type) != found.end()) continue;
    if (!type->offered || type->offered(o)) found.push_back(type);
  }
  if (answers_look().offered(o)) found.push_back(&answers_look());  // whatever the layer that answers is
  if (landscape_look().offered(o)) found.push_back(&landscape_look());
  return found;
}

}  // namespace app
