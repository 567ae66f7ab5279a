// Which inputs decide: the gradient of the network's answer at each number of the input, and that times the input; what
// the answer loses where a patch is hidden; where the last convolution found what speaks for it. Where the inputs are
// tokens, gradients are those at what the embedding makes of them.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/microscope/input_picture.h"
#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/panels/microscope/saliency_maps.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "engine/train/occlusion.h"

namespace app {
namespace {

constexpr float kHead = 40, kFoot = 28, kGap = 20, kOneLine = 600;
constexpr int64_t kMostPlaces = 4096;  // of a patch

// The nodes that read this one's tokens: their outputs have gradients, token ids have none.
std::string reader_of_tokens(const Opened& o) {
  const engine::NetworkSpec& net = o.c.view.experiment.network;
  for (const engine::EdgeSpec& e : net.edges) {
    const engine::NodeInfo* info = e.from == o.node.id ? o.info_of(e.to) : nullptr;
    if (info && info->type && info->type->reads_tokens) return e.to;
  }
  return "";
}

// Of tokens the sum over the numbers that stand for each.
void add_features(engine::Shape& shape, std::vector<float>& values) {
  const auto columns = static_cast<size_t>(shape[1]);
  for (size_t s = 0; s < static_cast<size_t>(shape[0]); ++s) {
    float sum = 0;
    for (size_t k = 0; k < columns; ++k) sum += values[s * columns + k];
    values[s] = sum;
  }
  values.resize(static_cast<size_t>(shape[0]));
  shape = {shape[0]};
}

// Of images the sum over the colours.
void add_channels(engine::Shape& shape, std::vector<float>& values) {
  const auto plane = static_cast<size_t>(shape[1] * shape[2]);
  for (size_t c = 1; c < static_cast<size_t>(shape[0]); ++c) {
    for (size_t i = 0; i < plane; ++i) values[i] += values[c * plane + i];
  }
  values.resize(plane);
  shape = {1, shape[1], shape[2]};
}

enum class Mode { product, gradient, occlusion, class_map };
struct Choice {
  const char *id, *label, *sentence, *why, *formula, *caption;
};
constexpr const char* kGradientWhy =
    "The gradient of the chosen output at each input says how much the answer grows per unit of that input. Times the "
    "input it estimates what that input contributed. It looks only at small changes: where the network is saturated, "
    "an important input can have a small gradient.";
constexpr const char* kSpeaks = "blue speaks for the answer, orange against it";
constexpr std::array<Choice, 4> kChoices{
    {{"product", "Gradient × input", nullptr, kGradientWhy, "r = x * dy/dx", kSpeaks},
     {"gradient", "Gradient", nullptr, kGradientWhy, "r = dy/dx", kSpeaks},
     {"occlusion", "Occlusion", "Hiding a part of the input: blue where it hurts the answer, orange where it helps.",
      "At every place a patch of the input is replaced by its mean over training samples (a word by token 0), and the "
      "network answers again (Zeiler and Fergus 2014). The picture shows how far the chosen output falls. Unlike a "
      "gradient this sees large changes; but a sample with a hole is itself unlike anything that was trained on.",
      "r = y(x) - y(x with that patch at its mean)", "what the answer loses when this place is hidden"},
     {"class_map", "Class map", "Where the last convolution found what speaks for the answer: the brighter, the more.",
      "Each map of the last convolution counts as much as the chosen output grows with it, on average over the map. "
      "The maps are added with these weights, and what lies above 0 is drawn over the input (Grad-CAM, Selvaraju et "
      "al. 2017). Where only a global mean and one dense layer follow, the weights are those of that layer (class "
      "activation map, Zhou et al. 2016). The picture is no finer than the maps.",
      "L = ReLU(sum of a_k A_k),  a_k = mean of dy/dA_k", "what the maps say for the answer"}}};

class SaliencyLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    std::vector<ui::SegmentItem> items;
    for (const Choice& c : kChoices) items.push_back({.label = ui::tr(c.label)});
    ui::segmented("microscope.saliency", {area.x, area.y, std::min(area.w, 470.0f), 28}, items, &mode_);
    const float line = mode() == Mode::occlusion && area.w < kOneLine ? 26.0f : 0.0f;  // of its own, for the patch
    const ui::Rect body{area.x, area.y + kHead, area.w, area.h - kHead - kFoot - line};
    const std::string reader = reader_of_tokens(o);
    const engine::WatchedTensor* x = o.get(engine::Watched::sample);
    values_.clear();
    if (!x) return waiting(o, body);
    const bool ready = mode() == Mode::occlusion   ? find_occlusion(o, *x, body)
                       : mode() == Mode::class_map ? find_class_map(o, *x, body)
                                                   : find_gradient(o, reader, body);
    if (!ready) return;
    if (shape_.rank() == 3) {
      picture(o, *x, body);
    } else {
      bars(o, body);
    }
    if (mode() == Mode::occlusion) patch_controls(*x, {area.x, area.bottom() - 24 - line, area.w, 24});
    range_.legend("microscope.range", {area.right(), area.bottom() - 11});
  }

  std::string values(const Opened&) const override { return csv(shape_, values_); }
  bool of_sample(const Opened&) const override { return true; }
  std::vector<int64_t> selection() const override { return {mode_, side_, stride_}; }
  void select(std::span<const int64_t> chosen) override {
    if (chosen.size() != 3) return;
    mode_ = static_cast<int>(chosen[0]);
    side_ = chosen[1];
    stride_ = chosen[2];
  }
  const char* sentence() const override { return choice().sentence; }
  const char* why() const override { return choice().why; }
  const char* formula() const override { return choice().formula; }
  void choose(std::string_view id) override {
    for (size_t i = 0; i < kChoices.size(); ++i) mode_ = id == kChoices[i].id ? static_cast<int>(i) : mode_;
  }

 private:
  Mode mode() const { return static_cast<Mode>(mode_); }
  const Choice& choice() const { return kChoices[static_cast<size_t>(mode_)]; }

  bool find_gradient(const Opened& o, const std::string& reader, const ui::Rect& area) {
    const std::string node = reader.empty() ? o.node.id : reader;
    const engine::WatchedTensor *x = o.get(engine::Watched::sample, node),
                                *d = o.get(engine::Watched::answer_gradient, node);
    if (!x || !d || x->shape != d->shape) return waiting(o, area), false;
    for (size_t i = 0; i < d->values.size(); ++i)
      values_.push_back(mode() == Mode::product ? d->values[i] * x->values[i] : d->values[i]);
    shape_ = d->shape;
    if (!reader.empty() && shape_.rank() == 2) add_features(shape_, values_);
    if (shape_.rank() == 3 && shape_[0] > 1) add_channels(shape_, values_);
    range_.follow(views::limits_of(values_));
    return true;
  }

  bool find_occlusion(const Opened& o, const engine::WatchedTensor& x, const ui::Rect& area) {
    choose_patch(x.shape);
    const engine::WatchedTensor* t = o.get(engine::Watched::occlusion, {}, {}, static_cast<int>(side_), stride_);
    if (!t || t->shape.rank() != 2) {
      ui::empty_state(area, ui::tr("Every place is being hidden once."));
      return false;
    }
    values_ = t->values;
    shape_ = x.shape.rank() == 3 ? engine::Shape{1, t->shape[0], t->shape[1]} : engine::Shape{t->shape[0]};
    range_.follow({t->low, t->high});
    return true;
  }

  bool find_class_map(const Opened& o, const engine::WatchedTensor& x, const ui::Rect& area) {
    const std::string node = last_convolution(o);
    if (node.empty() || x.shape.rank() < 2) {
      ui::empty_state(area, ui::tr("A class map needs a convolution: add one between the input and the last layer."));
      return false;
    }
    const engine::WatchedTensor *maps = o.get(engine::Watched::sample, node),
                                *d = o.get(engine::Watched::answer_gradient, node);
    if (!maps || !d) return waiting(o, area), false;
    const bool image = x.shape.rank() == 3;
    SaliencyMap map = stretched(class_activation(*maps, *d), x.shape[image ? 1 : 0], image ? x.shape[2] : int64_t{1});
    if (!map.sound()) return waiting(o, area), false;
    values_ = std::move(map.values);
    shape_ = image ? engine::Shape{1, x.shape[1], x.shape[2]} : engine::Shape{x.shape[0]};
    range_.follow(views::limits_of(values_), {0, INFINITY});
    return true;
  }

  // A seventh of an image; single numbers of a list. Not more places than can be tried in a while.
  void choose_patch(const engine::Shape& shape) {
    const int64_t shorter = shape.rank() == 3 ? std::min(shape[1], shape[2]) : shape[0];
    if (of_ != shape) side_ = shape.rank() == 3 ? std::max<int64_t>(1, shorter / 7) : 1;
    if (of_ != shape) stride_ = std::max<int64_t>(1, side_ / 2);
    of_ = shape;
    most_ = shape.rank() == 1 ? 1 : std::max<int64_t>(1, shorter);
    side_ = std::clamp<int64_t>(side_, 1, most_);
    stride_ = std::clamp<int64_t>(stride_, 1, side_);
    while (shape.rank() == 3 && shape[1] / stride_ * (shape[2] / stride_) > kMostPlaces) ++stride_;
  }

  void patch_controls(const engine::WatchedTensor& x, const ui::Rect& r) {
    if (x.shape.rank() == 1) return;
    float left = r.x;
    const auto stepper = [&](const char* name, const char* label, int64_t* value, double most) {
      left += ui::draw::text(label, {left, r.mid_y()}, {.size = 13, .colour = ui::theme().ink2}) + 8;
      ui::stepper(name, {left, r.y, 92, 24}, value, {.minimum = 1, .maximum = most, .size = 13});
      left += 92 + 16;
    };
    const int64_t before = side_;
    stepper("microscope.patch", ui::tr("Patch"), &side_, static_cast<double>(most_));
    if (side_ != before) stride_ = std::min(stride_, side_);
    stepper("microscope.stride", ui::tr("stride|Step"), &stride_, static_cast<double>(side_));
  }

  void picture(const Opened& o, const engine::WatchedTensor& x, const ui::Rect& area) {
    const int64_t rows = x.shape[1], columns = x.shape[2];
    const float half = (area.w - kGap) / 2;
    const ui::Rect left = views::fit_cells({area.x, area.y, half, area.h - 22}, rows, columns);
    const ui::Rect right = views::fit_cells({area.x + half + kGap, area.y, half, area.h - 22}, rows, columns);
    if (InputPicture::is_image(o)) {
      (void)sample_.draw(o, x, left);
    } else {
      const views::Limits limits = views::limits_of(x.values);
      const float most = std::max({1e-6f, std::abs(limits.low), std::abs(limits.high)});
      input_.arrange(1, rows, columns);
      input_.set(0, x.values, views::ColourScale{{0, most}, ui::Map::div});
      input_.draw(0, left, 4);
    }
    maps_.arrange(1, shape_[1], shape_[2]);
    maps_.set(0, values_, range_.scale());
    maps_.draw(0, right, 4);
    for (const ui::Rect& r : {left, right}) ui::draw::rect(r, ui::theme().line2, 4);
    caption({left.mid_x(), area.bottom() - 8}, ui::tr("input"), half);
    caption({right.mid_x(), area.bottom() - 8}, ui::tr(choice().caption), half);
    const views::Cell at = views::cell_at(right, shape_[1], shape_[2], ui::mouse());
    if (at.valid() && ImGui::IsWindowHovered()) return point_at(x, left, right, at);
    const views::Cell pixel = views::cell_at(left, rows, columns, ui::mouse());
    if (!pixel.valid() || !ImGui::IsWindowHovered()) return;
    // The place of a patch that covers the pixel, counted from the left upper one.
    const auto place = [&](int64_t i, int64_t count) {
      return mode() == Mode::occlusion ? std::min(count - 1, std::max<int64_t>(0, i - side_ / 2) / stride_) : i;
    };
    point_at(x, left, right, {place(pixel.row, shape_[1]), place(pixel.column, shape_[2])});
  }

  // Marks a number of the map in both pictures, and says it.
  void point_at(const engine::WatchedTensor& x, const ui::Rect& left, const ui::Rect& right, views::Cell at) const {
    const int64_t rows = x.shape[1], columns = x.shape[2];
    ui::Rect source = views::cell_rect(left, rows, columns, at);
    std::vector<ui::TipRow> lines;
    const auto i = static_cast<size_t>(at.row * shape_[2] + at.column);
    if (mode() == Mode::occlusion) {
      const auto tops = engine::patch_places(rows, side_, stride_),
                 lefts = engine::patch_places(columns, side_, stride_);
      if (at.row >= static_cast<int64_t>(tops.size()) || at.column >= static_cast<int64_t>(lefts.size())) return;
      const views::Cell first{tops[static_cast<size_t>(at.row)], lefts[static_cast<size_t>(at.column)]};
      source = views::cell_rect(left, rows, columns, first);
      source.w *= static_cast<float>(std::min(side_, columns));
      source.h *= static_cast<float>(std::min(side_, rows));
      at = first;
    } else {
      lines.push_back({"x", InputPicture::pixel_text(x, at.row, at.column), 0});
    }
    constexpr std::array<const char*, 4> kNames{"g·x", "g", "r", "L"};
    lines.push_back({kNames[static_cast<size_t>(mode_)], ui::format_signed(static_cast<double>(values_[i]), 4), 0});
    const views::Cell cell{static_cast<int64_t>(i) / shape_[2], static_cast<int64_t>(i) % shape_[2]};
    ui::draw::rect(source.grown(1), ui::theme().acc, 1, 1.5f);
    ui::draw::rect(views::cell_rect(right, shape_[1], shape_[2], cell).grown(1), ui::theme().acc, 1, 1.5f);
    ui::tooltip_at("saliency" + std::to_string(i), ui::mouse(),
                   {.title = "[" + std::to_string(at.row) + ", " + std::to_string(at.column) + "]", .rows = lines});
  }

  void bars(const Opened& o, const ui::Rect& area) const {
    std::vector<NamedBar> list;
    const bool flat = shape_.rank() == 1;
    const int64_t features = flat ? 1 : shape_[1];
    const bool patches = mode() == Mode::occlusion && of_.rank() > 1 && side_ * stride_ > 1;
    const int64_t steps = patches ? of_[0] : shape_[0];
    const std::vector<int64_t> first = patches ? engine::patch_places(steps, side_, stride_) : std::vector<int64_t>{};
    const bool named = flat && o.data && o.data->feature_names.size() == values_.size();
    const std::vector<std::string> names = o.step_names(steps);
    const int64_t shown = patches ? static_cast<int64_t>(first.size()) : o.steps_that_count(steps);
    for (int64_t s = 0; s < shown; ++s) {
      for (int64_t f = 0; f < features; ++f) {
        const auto i = static_cast<size_t>(s * features + f);
        if (i >= values_.size()) continue;
        std::string name = named ? ui::tr_name(o.data->feature_names[i]) : patches ? "" : names[static_cast<size_t>(s)];
        if (patches) {
          const int64_t from = first[static_cast<size_t>(s)], to = std::min(steps, from + side_) - 1;
          name = names[static_cast<size_t>(from)] + (to > from ? " … " + names[static_cast<size_t>(to)] : "");
        }
        if (features > 1) name += " · " + std::to_string(f + 1);
        list.push_back({std::move(name), values_[i], false});
      }
    }
    draw_bars("microscope.inputs", area, list, nullptr, mode() == Mode::class_map);
  }

  int mode_ = 0;
  int64_t side_ = 1, stride_ = 1, most_ = 1;  // of the patch that is hidden
  engine::Shape of_;                          // the input that they were chosen for
  engine::Shape shape_;
  std::vector<float> values_;
  views::ColourRange range_;
  views::HeatMaps input_, maps_;
  InputPicture sample_;
};

}  // namespace

const LookType& saliency_look() {
  static const LookType type{
      "saliency",
      "Decides",
      "Which inputs the answer for this sample depends on: how it would change if they changed a little.",
      kGradientWhy,
      nullptr,
      []() -> std::unique_ptr<Look> { return std::make_unique<SaliencyLook>(); },
      {"product", "gradient", "occlusion", "class_map"}};
  return type;
}

}  // namespace app
