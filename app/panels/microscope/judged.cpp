#include "app/panels/microscope/judged.h"

#include <algorithm>
#include <cmath>

namespace app {

float share_of(const Decision& how, const float* outputs, int which) {
  if (how.one_output()) {
    const float share = how.share(outputs[0]);
    return which == 1 ? share : 1 - share;
  }
  float most = outputs[0], sum = 0;
  for (int64_t k = 0; k < how.outputs; ++k) most = std::max(most, outputs[k]);
  for (int64_t k = 0; k < how.outputs; ++k)
    sum += how.logits ? std::exp(outputs[k] - most) : std::max(0.0f, outputs[k]);
  const float own = how.logits ? std::exp(outputs[which] - most) : std::max(0.0f, outputs[which]);
  return sum > 0 ? own / sum : 0;
}

void Judged::against_rest(int which, std::vector<float>& score, std::vector<unsigned char>& positive) const {
  score.clear();
  positive.clear();
  for (size_t i = 0; i < size(); ++i) {
    if (truth[i] < 0) continue;
    score.push_back(share[i * static_cast<size_t>(classes) + static_cast<size_t>(which)]);
    positive.push_back(truth[i] == which);
  }
}

bool Judge::update(const Opened& o, int part) {
  const engine::Watch wish{o.node.id, engine::Watched::answers, 0, part, ""};
  o.c.watches.push_back(wish);
  const engine::Snapshot& s = o.c.view.snapshot;
  if (!o.data || !s.valid) return false;
  const auto found = std::find_if(s.tensors.begin(), s.tensors.end(), [&](const auto& t) { return t.watch == wish; });
  if (found == s.tensors.end() || found->values.empty() || found->shape.rank() != 2) return false;
  if (judged_.part == part && data_ == o.data && revision_ == s.revision && values_ == found->values) return false;
  data_ = o.data;
  revision_ = s.revision;
  values_ = found->values;
  const Decision how = Decision::of(o.c.view, found->shape[1]);
  const auto at = static_cast<size_t>(part);
  const auto count =
      std::min({static_cast<size_t>(found->shape[0]), o.data->rows[at].size(), o.data->targets[at].size()});
  judged_ = {};
  judged_.part = part;
  judged_.classes = static_cast<int>(how.classes);
  judged_.in_part = static_cast<int64_t>(o.data->rows[at].size());
  for (size_t i = 0; i < count; ++i) {
    const float* y = found->values.data() + static_cast<int64_t>(i) * found->shape[1];
    judged_.truth.push_back(static_cast<int>(o.data->targets[at][i]));
    judged_.answer.push_back(how.class_of(y, 1));
    judged_.row.push_back(o.data->rows[at][i]);
    for (int k = 0; k < judged_.classes; ++k) judged_.share.push_back(share_of(how, y, k));
  }
  return true;
}

}  // namespace app
