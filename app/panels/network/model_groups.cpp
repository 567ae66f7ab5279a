// Groups on the canvas: a folded one is a column with the face of its last layer, the others have a frame.
#include <algorithm>

#include "app/panels/network/model.h"
#include "app/ui/format.h"
#include "app/workbench/groups.h"

namespace app::network {

std::string title_of_group(const engine::NetworkSpec& net, std::string_view group) {
  const engine::NodeTitle t = group_title(net, group);
  const std::string words = ui::tr(t.title);
  return t.number > 0 ? words + " " + std::to_string(t.number) : words;
}

void Model::fold_groups(const View& view) {
  const engine::NetworkSpec& net = view.experiment.network;
  folded_.clear();
  faces_.clear();
  for (const engine::GroupSpec& group : net.groups) {
    const std::string face = face_of(net, group.id);
    if (!face.empty()) faces_.insert(group.id);
    if (face.empty() || !group.folded) continue;
    for (const std::string& id : group_members(net, group.id)) folded_[id] = face;
  }
}

// What belongs to a single layer goes, but for the pictures of the one that is its face; parameters and errors are
// those of all.
void Model::stand_for_group(const View& view, Column& c) const {
  const engine::NetworkSpec& net = view.experiment.network;
  c.group = net.find(c.id)->group;
  c.members = group_members(net, c.group);
  c.title = title_of_group(net, c.group);
  c.glyph = "layers";
  c.steppable = c.gate = false;
  c.activation = nullptr;
  c.activation_key.clear();
  c.chip = ui::tr_fill("{} layers", {std::to_string(c.members.size())});
  c.ports = 0;
  c.wired.clear();
  c.name_port.clear();
  c.port_names.clear();
  c.weights = 0;
  c.frozen = true;
  bool learns = false;
  for (size_t i = 0; i < net.nodes.size() && i < view.info.nodes.size(); ++i) {
    if (net.nodes[i].group != c.group) continue;
    const engine::NodeInfo& info = view.info.nodes[i];
    c.weights += info.cost.parameters;
    const bool weights = info.type && info.type->has_weights;
    learns = learns || weights;
    c.frozen = c.frozen && (!weights || net.nodes[i].frozen);
    if (c.error.empty() && info.error) c.error = title_of(net, net.nodes[i].id) + ": " + ui::tr(info.error->what);
  }
  c.frozen = c.frozen && learns;
}

void Model::frame_groups(const View& view) {
  const engine::NetworkSpec& net = view.experiment.network;
  frames_.clear();
  for (const engine::GroupSpec& group : net.groups) {
    Frame f;
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].group.empty() && net.nodes[columns_[i].node].group == group.id)
        f.columns.push_back(static_cast<int>(i));
    }
    if (f.columns.empty()) continue;
    f.group = group.id;
    f.title = title_of_group(net, group.id);
    f.folds = faces_.contains(group.id);
    f.name_title = "network.group." + group.id;
    f.name_fold = "network.group.fold." + group.id;
    frames_.push_back(std::move(f));
  }
}

}  // namespace app::network
