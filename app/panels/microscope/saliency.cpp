// Which inputs decide: the gradient of the network's answer at each number of the input, and that times the input.
// Where the inputs are tokens, at what the embedding makes of them.
#include <algorithm>
#include <cmath>

#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

// The nodes that read this one's tokens: their outputs have gradients, token ids have none.
std::string reader_of_tokens(const Opened& o) {
  const engine::NetworkSpec& net = o.c.view.experiment.network;
  for (const engine::EdgeSpec& e : net.edges) {
    const engine::NodeInfo* info = e.from == o.node.id ? o.info_of(e.to) : nullptr;
    if (info && info->type && info->type->reads_tokens) return e.to;
  }
  return "";
}

class SaliencyLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const std::string reader = reader_of_tokens(o);
    const std::string node = reader.empty() ? o.node.id : reader;
    const engine::WatchedTensor *x = o.get(engine::Watched::sample, node),
                                *d = o.get(engine::Watched::answer_gradient, node);
    if (!x || !d || x->shape != d->shape) return waiting(o, area);
    const ui::SegmentItem items[] = {{.label = ui::tr("Gradient × input")}, {.label = ui::tr("Gradient")}};
    ui::segmented("microscope.saliency", {area.x, area.y, std::min(area.w, 300.0f), 28}, items, &mode_);
    weigh(*x, *d, !reader.empty());
    const ui::Rect body{area.x, area.y + 40, area.w, area.h - 68};
    if (shape_.rank() == 3) {
      picture(o, *x, body);
    } else {
      bars(o, body);
    }
    range_.legend("microscope.range", {area.right(), area.bottom() - 11});
  }

  std::string values(const Opened&) const override { return csv(shape_, values_); }

 private:
  // Of tokens the sum over the numbers that stand for each; of images the sum over the colours.
  void weigh(const engine::WatchedTensor& x, const engine::WatchedTensor& d, bool tokens) {
    values_.clear();
    for (size_t i = 0; i < d.values.size(); ++i)
      values_.push_back(mode_ == 0 ? d.values[i] * x.values[i] : d.values[i]);
    shape_ = d.shape;
    if (tokens && shape_.rank() == 2) {
      const auto columns = static_cast<size_t>(shape_[1]);
      for (size_t s = 0; s < static_cast<size_t>(shape_[0]); ++s) {
        float sum = 0;
        for (size_t k = 0; k < columns; ++k) sum += values_[s * columns + k];
        values_[s] = sum;
      }
      values_.resize(static_cast<size_t>(shape_[0]));
      shape_ = {shape_[0]};
    } else if (shape_.rank() == 3 && shape_[0] > 1) {
      const auto plane = static_cast<size_t>(shape_[1] * shape_[2]);
      for (size_t c = 1; c < static_cast<size_t>(shape_[0]); ++c) {
        for (size_t i = 0; i < plane; ++i) values_[i] += values_[c * plane + i];
      }
      values_.resize(plane);
      shape_ = {1, shape_[1], shape_[2]};
    }
    range_.follow(views::limits_of(values_));
  }

  void picture(const Opened& o, const engine::WatchedTensor& x, const ui::Rect& area) {
    const int64_t rows = shape_[1], columns = shape_[2];
    const float half = (area.w - 20) / 2;
    const ui::Rect left = views::fit_cells({area.x, area.y, half, area.h - 22}, rows, columns);
    const ui::Rect right = views::fit_cells({area.x + half + 20, area.y, half, area.h - 22}, rows, columns);
    input_.arrange(1, rows, columns);
    const views::Limits limits = views::limits_of(x.values);
    const bool image = o.data && views::look_of(o.data->raw, false) == views::SampleLook::image;
    const float most = std::max({1e-6f, std::abs(limits.low), std::abs(limits.high)});
    const views::ValueSpan grey{(limits.low + limits.high) / 2, std::max(1e-6f, (limits.high - limits.low) / 2)};
    input_.set(0, x.values,
               image ? views::ColourScale{grey, ui::Map::gray} : views::ColourScale{{0, most}, ui::Map::div});
    input_.draw(0, left, 4);
    maps_.arrange(1, rows, columns);
    maps_.set(0, values_, range_.scale());
    maps_.draw(0, right, 4);
    for (const ui::Rect& r : {left, right}) ui::draw::rect(r, ui::theme().line2, 4);
    caption({left.mid_x(), area.bottom() - 8}, ui::tr("input"), half);
    caption({right.mid_x(), area.bottom() - 8}, ui::tr("blue speaks for the answer, orange against it"), half);
    for (const ui::Rect& r : {left, right}) {
      const views::Cell at = views::cell_at(r, rows, columns, ui::mouse());
      if (!at.valid() || !ImGui::IsWindowHovered()) continue;
      ui::draw::rect(views::cell_rect(left, rows, columns, at).grown(1), ui::theme().acc, 1, 1.5f);
      ui::draw::rect(views::cell_rect(right, rows, columns, at).grown(1), ui::theme().acc, 1, 1.5f);
      const auto i = static_cast<size_t>(at.row * columns + at.column);
      ui::tooltip_at("saliency" + std::to_string(i), ui::mouse(),
                     {.title = "[" + std::to_string(at.row) + ", " + std::to_string(at.column) + "]",
                      .rows = {{"x", ui::format_number(static_cast<double>(x.values[i]), 4), 0},
                               {mode_ == 0 ? "g·x" : "g", ui::format_signed(static_cast<double>(values_[i]), 4), 0}}});
    }
  }

  void bars(const Opened& o, const ui::Rect& area) const {
    std::vector<NamedBar> list;
    const bool flat = shape_.rank() == 1;
    const int64_t steps = flat ? shape_[0] : shape_[0], features = flat ? 1 : shape_[1];
    const bool named = flat && o.data && o.data->feature_names.size() == values_.size();
    const std::vector<std::string> names = o.step_names(steps);
    const int64_t shown = o.steps_that_count(steps);
    for (int64_t s = 0; s < shown; ++s) {
      for (int64_t f = 0; f < features; ++f) {
        const auto i = static_cast<size_t>(s * features + f);
        std::string name = named ? o.data->feature_names[i] : names[static_cast<size_t>(s)];
        if (features > 1) name += " · " + std::to_string(f + 1);
        list.push_back({std::move(name), values_[i], false});
      }
    }
    draw_bars("microscope.inputs", area, list);
  }

  int mode_ = 0;
  engine::Shape shape_;
  std::vector<float> values_;
  views::ColourRange range_;
  views::HeatMaps input_, maps_;
};

}  // namespace

const LookType& saliency_look() {
  static const LookType type{
      "saliency",
      "Decides",
      "Which inputs the answer for this sample depends on: how it would change if they changed a little.",
      "The gradient of the chosen output at each input says how much the answer grows per unit of that input. Times "
      "the "
      "input it estimates what that input contributed. It looks only at small changes: where the network is saturated, "
      "an "
      "important input can have a small gradient.",
      nullptr,
      []() -> std::unique_ptr<Look> { return std::make_unique<SaliencyLook>(); }};
  return type;
}

}  // namespace app
