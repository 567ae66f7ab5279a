#include "app/panels/microscope/look.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_words.h"
#include "app/ui/i18n.h"

namespace app {
namespace {

bool is_of_sample(engine::Watched what) {
  using engine::Watched;
  return what == Watched::sample || what == Watched::inside || what == Watched::answer_gradient ||
         what == Watched::occlusion;
}

// The raw sample that is shown, where it lies in the data.
std::span<const engine::Scalar> raw_row(const Opened& o) {
  if (!o.data || o.row < 0 || o.row >= o.data->raw.rows()) return {};
  return {o.data->raw.inputs.row(o.row), static_cast<size_t>(o.data->raw.inputs.columns())};
}

}  // namespace

const engine::WatchedTensor* Opened::get(engine::Watched what, std::string_view of, std::string_view name,
                                         int resolution, int64_t stride) const {
  const std::string id(of.empty() ? std::string_view(node.id) : of);
  const engine::Watch wish{id, what, resolution, is_of_sample(what) ? row : 0, std::string(name), stride};
  if (std::find(c.watches.begin(), c.watches.end(), wish) == c.watches.end()) c.watches.push_back(wish);
  if (!c.view.snapshot.valid) return nullptr;
  for (const engine::WatchedTensor& t : c.view.snapshot.tensors) {
    if (t.watch == wish && !t.values.empty() && t.shape.count() == static_cast<int64_t>(t.values.size())) return &t;
  }
  return nullptr;
}

const engine::WatchedTensor* Opened::input(size_t port) const {
  if (port >= sources.size()) return nullptr;
  const engine::WatchedTensor* t = get(engine::Watched::sample, sources[port]);
  return t && port < info.inputs.size() && t->shape == info.inputs[port] ? t : nullptr;
}

const engine::NodeInfo* Opened::info_of(std::string_view id) const {
  const auto& nodes = c.view.experiment.network.nodes;
  for (size_t i = 0; i < nodes.size() && i < c.view.info.nodes.size(); ++i) {
    if (nodes[i].id == id) return &c.view.info.nodes[i];
  }
  return nullptr;
}

views::Limits Opened::known_limits(std::string_view of) const {
  const engine::NodeInfo* n = of.empty() ? &info : info_of(of);
  if (!n || !n->type || !n->type->output_range || n->params.empty()) return {};
  const engine::ValueRange range = n->type->output_range(n->params);
  return {static_cast<float>(range.low), static_cast<float>(range.high)};
}

bool Opened::is_input(std::string_view id) const {
  const engine::NodeInfo* n = info_of(id);
  return n && n->type && n->type->inputs == 0;
}

int64_t Opened::steps_that_count(int64_t steps) const {
  const std::span<const engine::Scalar> raw = raw_row(*this);
  if (!data || !data->tokens() || static_cast<int64_t>(raw.size()) != steps) return steps;
  int64_t count = steps;
  while (count > 1 && raw[static_cast<size_t>(count - 1)] == 0) --count;
  return count;
}

std::vector<std::string> Opened::step_names(int64_t steps) const {
  std::vector<std::string> list;
  const std::span<const engine::Scalar> raw = raw_row(*this);
  const bool words = data && data->tokens() && static_cast<int64_t>(raw.size()) == steps;
  for (int64_t i = 0; i < steps; ++i) {
    const auto id = words ? static_cast<int64_t>(raw[static_cast<size_t>(i)]) : -1;
    const bool known = id >= 0 && id < static_cast<int64_t>(words ? data->raw.vocabulary.size() : 0);
    list.push_back(known ? data->raw.vocabulary[static_cast<size_t>(id)] : std::to_string(i + 1));
  }
  return list;
}

}  // namespace app
