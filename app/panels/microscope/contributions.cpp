// Dense layers: what one unit makes of one sample. Every input times its weight, the largest first, and their sum.
#include "app/panels/microscope/contributions.h"

#include <algorithm>
#include <cmath>

#include "app/panels/microscope/function.h"
#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/masks.h"
#include "app/workbench/tasks.h"

namespace app {

Contributions contributions_of(std::span<const float> weight, std::span<const float> bias, std::span<const float> x,
                               int64_t unit) {
  Contributions c;
  if (unit < 0 || x.empty() || (static_cast<size_t>(unit) + 1) * x.size() > weight.size()) return c;
  const std::span<const float> row = weight.subspan(static_cast<size_t>(unit) * x.size(), x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    const double product = static_cast<double>(row[i]) * static_cast<double>(x[i]);
    c.parts.push_back({static_cast<int64_t>(i), row[i], x[i], product});
    c.sum += product;
  }
  if (static_cast<size_t>(unit) < bias.size()) c.bias = static_cast<double>(bias[static_cast<size_t>(unit)]);
  const auto size = [](const Contribution& part) { return std::isnan(part.product) ? 0 : std::abs(part.product); };
  const auto sorted = static_cast<std::ptrdiff_t>(std::min(c.parts.size(), kMostSorted));
  std::partial_sort(c.parts.begin(), c.parts.begin() + sorted, c.parts.end(),
                    [&](const Contribution& a, const Contribution& b) {
                      return size(a) != size(b) ? size(a) > size(b) : a.input < b.input;
                    });
  return c;
}

namespace {

constexpr float kGap = 14, kLeastWithCard = 440;
constexpr size_t kMostParts = kMostSorted;  // bars of one unit

class ContributionsLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const engine::WatchedTensor *x = o.input(), *y = o.get(engine::Watched::sample);
    const engine::WatchedTensor* w = o.get(engine::Watched::parameter, {}, "weight");
    const engine::WatchedTensor* b = o.get(engine::Watched::parameter, {}, "bias");
    if (!x || !y || !w || w->shape.rank() != 2 || y->shape != o.output() || x->shape.back() != w->shape[1])
      return waiting(o, area);
    const int64_t inputs = w->shape[1], units = w->shape[0], steps = x->shape.count() / inputs;
    unit_ = std::clamp<int64_t>(unit_, 0, units - 1);
    step_ = std::clamp<int64_t>(step_, 0, steps - 1);
    ui::Rect body = area;
    if (steps > 1) step_row(o, steps, body);
    const auto at = [&](const engine::WatchedTensor& t, int64_t columns) {
      return std::span(t.values).subspan(static_cast<size_t>(step_ * columns), static_cast<size_t>(columns));
    };
    const bool card = body.w >= kLeastWithCard;
    const float left = std::clamp(body.w * 0.28f, 150.0f, 250.0f);
    const float right = card ? std::clamp(body.w * 0.28f, 170.0f, 240.0f) : -kGap;
    unit_list(o, at(*y, units), {body.x, body.y, left, body.h});
    const Contributions c = contributions_of(
        w->values, b ? std::span<const float>(b->values) : std::span<const float>{}, at(*x, inputs), unit_);
    parts(o, c, {body.x + left + kGap, body.y, body.w - left - right - 2 * kGap, body.h});
    if (!card) return;
    figures(o, c, b != nullptr, static_cast<double>(at(*y, units)[static_cast<size_t>(unit_)]),
            {body.right() - right, body.y, right, body.h});
  }

  std::string values(const Opened& o) const override {
    const engine::WatchedTensor *x = o.input(), *w = o.get(engine::Watched::parameter, {}, "weight");
    if (!x || !w || w->shape.rank() != 2 || x->shape.back() != w->shape[1]) return "";
    const auto columns = static_cast<size_t>(w->shape[1]);
    std::string out = "input,w,x,w*x\n";
    const auto own = std::span(x->values).subspan(static_cast<size_t>(step_) * columns, columns);
    for (const Contribution& part : contributions_of(w->values, {}, own, unit_).parts) {
      out += fmt::format("{},{:.9g},{:.9g},{:.9g}\n", input_name(o, part.input), part.weight, part.value, part.product);
    }
    return out;
  }
  bool of_sample(const Opened&) const override { return true; }
  std::vector<int64_t> selection() const override { return {unit_, step_}; }
  void select(std::span<const int64_t> chosen) override {
    if (chosen.size() != 2) return;
    unit_ = chosen[0];
    step_ = chosen[1];
  }

 private:
  void step_row(const Opened& o, int64_t steps, ui::Rect& body) {
    int64_t one = step_ + 1;
    const char* label = ui::tr("Step");
    const float width = ui::draw::text(label, {body.x, body.y + 13}, {.size = 13, .colour = ui::theme().ink2});
    const ui::Stepper look{.minimum = 1, .maximum = static_cast<double>(steps), .size = 13};
    if (ui::stepper("microscope.step", {body.x + width + 10, body.y, 104, 26}, &one, look)) step_ = one - 1;
    ui::draw::text(o.step_names(steps)[static_cast<size_t>(step_)], {body.x + width + 126, body.y + 13},
                   {.size = 13, .weight = 600, .colour = ui::theme().ink, .max_width = 200, .ellipsis = true});
    body.y += 34;
    body.h -= 34;
  }

  static void title(const ui::Rect& r, std::string_view words) {
    ui::draw::text(words, {r.x + 4, r.y + 8},
                   {.size = 13, .weight = 600, .colour = ui::theme().ink, .max_width = r.w - 8, .ellipsis = true});
  }

  void unit_list(const Opened& o, std::span<const float> y, const ui::Rect& r) {
    title(r, ui::tr("Units and what they put out"));
    std::vector<NamedBar> bars;
    bool negative = false;
    const bool last = learns_labels(o.c.view.experiment) && o.data && o.c.view.snapshot.valid &&
                      engine::output_node(o.c.view.experiment.network) == &o.node &&
                      o.data->raw.classes == static_cast<int64_t>(y.size());
    for (size_t i = 0; i < y.size(); ++i) {
      const std::string name = last ? ui::tr(o.data->class_name(static_cast<int64_t>(i))) : std::to_string(i + 1);
      const auto unit = static_cast<int64_t>(i);
      bars.push_back({name, y[i], unit == unit_, is_masked(o.node.masks, MaskKind::off_unit, unit)});
      negative = negative || y[i] < 0;
    }
    int64_t clicked = -1;
    draw_bars("microscope.units", {r.x, r.y + 22, r.w, r.h - 22}, bars, &clicked, !negative);
    if (clicked >= 0) unit_ = clicked;
  }

  static std::string input_name(const Opened& o, int64_t i) {
    const bool named = !o.sources.empty() && o.is_input(o.sources[0]) && o.data &&
                       o.data->feature_names.size() > static_cast<size_t>(i);
    return named ? ui::tr_name(o.data->feature_names[static_cast<size_t>(i)]) : "x" + std::to_string(i + 1);
  }

  void parts(const Opened& o, const Contributions& c, const ui::Rect& r) {
    title(r, ui::tr_fill("Input times weight of unit {}, the largest first", {std::to_string(unit_ + 1)}));
    std::vector<NamedBar> bars;
    for (size_t i = 0; i < std::min(c.parts.size(), kMostParts); ++i) {
      bars.push_back({input_name(o, c.parts[i].input), static_cast<float>(c.parts[i].product), false});
    }
    int64_t clicked = -1;
    const bool cut = c.parts.size() > kMostParts;
    const int64_t hovered =
        draw_bars("microscope.parts", {r.x, r.y + 22, r.w, r.h - 22 - (cut ? 20 : 0)}, bars, &clicked);
    if (cut) {
      caption(
          {r.mid_x(), r.bottom() - 8},
          ui::tr_fill("and {} smaller ones", {ui::format_count(static_cast<long long>(c.parts.size() - kMostParts))}),
          r.w);
    }
    if (hovered < 0) return;
    const Contribution& p = c.parts[static_cast<size_t>(hovered)];
    ui::tooltip_at(
        "part" + std::to_string(p.input), ui::mouse(),
        {.title = input_name(o, p.input),
         .rows = {{"w", ui::format_signed(static_cast<double>(p.weight), 4), ui::tip_colour(ui::sign_colour(p.weight))},
                  {"x", ui::format_number(static_cast<double>(p.value), 4), 0},
                  {"w·x", ui::format_signed(p.product, 4), 0}},
         .rows_in_line = false});
  }

  void figures(const Opened& o, const Contributions& c, bool bias, double shown, const ui::Rect& r) const {
    const ui::Palette& t = ui::theme();
    ui::draw::rect_filled(r, t.bg1, 10);
    ui::draw::rect(r, t.line, 10);
    const ui::Rect in{r.x + 12, r.y + 10, r.w - 24, r.h - 20};
    ui::draw::text(ui::tr_fill("Unit {}", {std::to_string(unit_ + 1)}), {in.x, in.y + 8},
                   {.size = 14, .weight = 600, .colour = t.ink});
    double up = 0, down = 0;
    for (const Contribution& p : c.parts) (p.product < 0 ? down : up) += p.product;
    float y = in.y + 24;
    const auto line = [&](std::string_view label, const std::string& number, ui::Colour colour = 0) {
      figure_line({in.x, y, in.w, 24}, label, number, false, colour);
      y += 24;
    };
    line(ui::tr("what speaks for it"), ui::format_fixed(up, 3), t.pos);
    line(ui::tr("what speaks against it"), ui::format_fixed(down, 3), t.neg);
    line(ui::tr_fill("sum of {}", {ui::format_count(static_cast<long long>(c.parts.size()))}),
         ui::format_fixed(c.sum, 3));
    if (bias) line(ui::tr("+ bias"), ui::format_fixed(c.bias, 3));
    const OwnFunction f = own_function(o);
    if (f.single() && f.type->id != "linear") {
      line(f.name(), "f(" + ui::format_fixed(c.z(), 3) + ")");
    } else if (f.type && !f.single()) {
      line(f.name(), ui::tr("over all units"));
    }
    const ui::Rect box{in.x - 4, y + 6, in.w + 8, 40};
    ui::draw::rect_filled(box, t.bg2, 8);
    ui::draw::rect(box, t.acc, 8, 2);
    figure_line({box.x + 10, box.y, box.w - 20, box.h}, ui::tr("output"), ui::format_fixed(shown, 3), true);
  }

  int64_t unit_ = 0, step_ = 0;
};

}  // namespace

const LookType& contributions_look() {
  static const LookType type{
      "contributions",
      "Sums",
      "What one unit adds up for the sample that is shown: every input times its weight. Choose a unit at the left.",
      "A unit multiplies each input with a weight and adds the products and its bias. Blue bars push the sum up, "
      "orange "
      "ones pull it down; the activation then bends the sum. A few long bars mean that few inputs decide.",
      nullptr,
      []() -> std::unique_ptr<Look> { return std::make_unique<ContributionsLook>(); }};
  return type;
}

}  // namespace app
