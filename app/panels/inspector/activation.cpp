// The activation of a layer: a tile with its true curve for each function, and the chosen one over the live sums.
#include <algorithm>
#include <cmath>

#include "app/panels/inspector/inspector.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"
#include "engine/schema/activation_type.h"

namespace app {
namespace {

constexpr float kTileWidth = 51, kTileHeight = 52, kTilePitch = 57;

// The functions that most people look for come first, the rest in the order of the catalog.
std::vector<const engine::ActivationType*> functions(const engine::ParamSpec& spec) {
  static const std::vector<std::string> first{"linear", "relu", "leaky_relu", "sigmoid", "tanh", "gelu"};
  const auto place = [](const engine::ActivationType* t) {
    return std::find(first.begin(), first.end(), t->id) - first.begin();
  };
  std::vector<const engine::ActivationType*> list;
  for (const engine::Choice& choice : spec.choices) {
    if (const engine::ActivationType* type = engine::activations().find(choice.id)) list.push_back(type);
  }
  std::stable_sort(list.begin(), list.end(), [&](auto* a, auto* b) { return place(a) < place(b); });
  return list;
}

// The function of one number. Of softmax, the share of the first of two numbers whose other one is 0.
float value_of(const engine::ActivationType& type, double a, float z) {
  engine::Scalar in[2] = {engine::Scalar(z), engine::Scalar(0)}, out[2] = {};
  type.forward(in, out, 1, type.per_row ? 2 : 1, engine::Scalar(a));
  return static_cast<float>(out[0]);
}

float slope_of(const engine::ActivationType& type, double a, float z) {
  engine::Scalar in[2] = {engine::Scalar(z), engine::Scalar(0)}, out[2] = {}, dy[2] = {engine::Scalar(1)}, dz[2] = {};
  type.forward(in, out, 1, type.per_row ? 2 : 1, engine::Scalar(a));
  type.backward(in, out, dy, dz, 1, type.per_row ? 2 : 1, engine::Scalar(a));
  return static_cast<float>(dz[0]);
}

double own_number(const engine::ActivationType& type, const engine::Params& params) {
  if (type.params.empty()) return 0;
  const auto given = params.find(type.params[0].key);
  const engine::ParamValue& value = given != params.end() ? given->second : type.params[0].default_value;
  const auto* number = std::get_if<double>(&value);
  return number ? *number : 0;
}

// The title, or its first word where the tile is too narrow: "Leaky".
std::string short_title(const engine::ActivationType& type, const ui::Text& look) {
  std::string title = ui::tr(type.title);
  if (ui::text_width(title, look) <= look.max_width) return title;
  return title.substr(0, title.find(' '));
}

// "tanh(z)" out of the formula, or the title where that is too long.
std::string short_formula(const engine::ActivationType& type) {
  std::string formula = type.formula;
  if (formula.starts_with("y = ")) formula = formula.substr(4);
  return formula.size() <= 18 ? formula : ui::tr(type.title);
}

}  // namespace

void InspectorPanel::activation_tiles(const PanelContext& c, const Shown& s, Flow& at) {
  const ui::Palette& colours = ui::theme();
  if (functions_of_ != s.activation) functions_ = functions(*s.activation);
  functions_of_ = s.activation;
  const std::vector<const engine::ActivationType*>& list = functions_;
  const std::string chosen = engine::get_text(s.params, s.activation->key);
  const int per_page = std::max(1, static_cast<int>((at.w + 6.5f) / kTilePitch));
  const int pages = (static_cast<int>(list.size()) + per_page - 1) / per_page;
  if (page_of_ != s.node->id + chosen) {
    page_of_ = s.node->id + chosen;
    const auto found = std::find_if(list.begin(), list.end(), [&](auto* t) { return t->id == chosen; });
    if (found != list.end()) activation_page_ = static_cast<int>(found - list.begin()) / per_page;
  }
  activation_page_ = std::clamp(activation_page_, 0, std::max(0, pages - 1));
  const auto first = static_cast<size_t>(activation_page_ * per_page);
  for (size_t i = first; i < std::min(first + static_cast<size_t>(per_page), list.size()); ++i) {
    const engine::ActivationType& type = *list[i];
    const ui::Rect r{at.x + kTilePitch * static_cast<float>(i - first), at.y, kTileWidth, kTileHeight};
    const ui::Hit hit = ui::hit(("inspector." + s.activation->key + "." + type.id).c_str(), r);
    ui::tooltip({.title = ui::tr(type.title),
                 .text = ui::tr(type.summary) + "\n" + ui::tr(type.use_when),
                 .rows = {{.label = "", .value = type.formula}}});
    const bool on = type.id == chosen;
    ui::draw::rect_filled(r, on || hit.hovered ? colours.bg3 : colours.bg2, 7);
    if (on) {
      ui::draw::rect(r.grown(1), colours.acc, 8, 2);
    } else {
      ui::draw::rect(r, hit.hovered ? colours.line2 : colours.line, 7);
    }
    const double a = own_number(type, s.params);
    ui::activation_thumb(
        {r.x + 10, r.y + 7, 31, 22}, [&](float z) { return value_of(type, a, z); }, on ? colours.ink : colours.ink3);
    const ui::Text look{.size = 12,
                        .weight = on ? 600 : 500,
                        .colour = on ? colours.ink : colours.ink2,
                        .align = ui::Align::centre,
                        .max_width = 50};
    ui::draw::text(short_title(type, look), {r.mid_x(), r.y + 41}, look);
    if (hit.clicked && !on) set_param(c, s, *s.activation, type.id, {true, true, true});
  }
  // Arrows in the margins turn the page.
  for (const int side : {-1, 1}) {
    const int to = activation_page_ + side;
    if (to < 0 || to >= pages) continue;
    const ui::Rect r{side < 0 ? at.x - 11 : at.x + at.w - 2, at.y, 10, kTileHeight};
    const ui::Hit hit =
        ui::hit(side < 0 ? "inspector.functions_before" : "inspector.more_functions", r, {.focus_radius = 4});
    ui::tooltip(ui::tr("More functions"));
    ui::icon(side < 0 ? "left" : "right", r.centre(), 12, hit.hovered ? colours.ink : colours.ink3);
    if (hit.clicked) activation_page_ = to;
  }
  at.y += 62;
}

void InspectorPanel::activation_curve(const PanelContext& c, const Shown& s, Flow& at) {
  const engine::ActivationType* type = engine::activations().find(engine::get_text(s.params, s.activation->key));
  if (!type) return;
  c.watches.push_back({s.node->id, engine::Watched::pre_activation, 0});
  const auto* z = c.view.snapshot.valid ? c.view.snapshot.find(s.node->id, engine::Watched::pre_activation) : nullptr;
  ui::CurvePlot plot;
  sums_.count(z, c.view.snapshot, 40, static_cast<double>(plot.z_limit));
  const double a = own_number(*type, s.params);
  plot.f = [type, a](float v) { return value_of(*type, a, v); };
  plot.derivative = [type, a](float v) { return slope_of(*type, a, v); };
  plot.histogram = sums_.counts();
  plot.formula = short_formula(*type);
  const ui::Rect r{at.x, at.y, at.w, 92};
  ui::activation_plot("inspector.curve", r, plot);
  const float here = (ui::mouse().x - r.x - 8) / (r.w - 16) * 2 * plot.z_limit - plot.z_limit;
  if (r.contains(ui::mouse()) && std::abs(here) <= plot.z_limit) {
    ui::tooltip(
        {.rows = {{"z", ui::format_fixed(static_cast<double>(here), 2), 0},
                  {"f(z)", ui::format_number(static_cast<double>(plot.f(here))), 0},
                  {"f′(z)", ui::format_number(static_cast<double>(plot.derivative(here))), ui::theme().tip_grad}}});
  }
  at.y += 100;
}

}  // namespace app
