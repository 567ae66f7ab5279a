// Second page of the gallery: the charts as the strip and the inspector have them, and the smaller controls.
#include <cmath>
#include <string>
#include <vector>

#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/param_editor.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"
#include "tests/app/ui/gallery.h"

namespace ui_test {
namespace {

using namespace app::ui;

struct Histories {
  std::vector<float> train, val, train_accuracy, val_accuracy;
  std::vector<float> gradient[4];
  std::vector<std::vector<float>> weights;
  Histories() {
    unsigned seed = 7;
    const auto noise = [&] {
      seed = seed * 1664525u + 1013904223u;
      return static_cast<float>(seed >> 8) / 16777216.0f - 0.5f;
    };
    for (int i = 0; i < 185; ++i) {
      const float t = static_cast<float>(i) / 184;
      train.push_back((0.7f * std::exp(-3 * t) + 0.15f) * (1 + 0.12f * noise()));
      val.push_back((0.65f * std::exp(-2.6f * t) + 0.17f) * (1 + 0.16f * noise()));
      train_accuracy.push_back(0.5f + 0.43f * (1 - std::exp(-5 * t)) + 0.02f * noise());
      val_accuracy.push_back(0.5f + 0.42f * (1 - std::exp(-4 * t)) + 0.03f * noise());
      for (int l = 0; l < 4; ++l) {
        gradient[l].push_back(0.02f * static_cast<float>(l + 1) * (0.4f + std::exp(-6 * (t - 0.2f) * (t - 0.2f))) *
                              (1 + 0.5f * noise()));
      }
    }
    for (int r = 0; r < 20; ++r) {
      std::vector<float> row;
      const float wide = 0.08f + 0.012f * static_cast<float>(r);
      for (int k = 0; k < 41; ++k) {
        const float v = static_cast<float>(k - 20) / 20;
        row.push_back(std::exp(-v * v / (2 * wide)) * (1 + 0.5f * noise()));
      }
      weights.push_back(row);
    }
  }
};

const Histories& histories() {
  static const Histories all;
  return all;
}

void strip(const Rect& r) {
  const Histories& h = histories();
  static SmoothedSeries smooth[8];
  panel(r);
  const float pitch = 238, top = r.y + 40, height = r.h - 108;
  const auto left = [&](int i) { return r.x + 12 + static_cast<float>(i) * pitch; };
  const auto title = [&](int i, const char* words) {
    draw::text(words, {left(i), r.y + 20}, {.size = 14, .weight = 600, .colour = theme().ink});
    if (i > 0) draw::hairline({left(i) - 8, r.y + 12}, {left(i) - 8, r.bottom() - 56}, theme().line);
  };
  title(0, "Loss");
  const Series loss[] = {{.y = smooth[0].update(h.train, 0.6f), .raw = h.train, .colour = theme().ink, .name = "train"},
                         {.y = smooth[1].update(h.val, 0.6f), .raw = h.val, .colour = theme().val, .name = "val"}};
  line_chart("loss", {left(0) + 38, top, 184, height}, {.series = loss, .log_y = true});
  title(1, "Accuracy");
  const Series accuracy[] = {{.y = smooth[2].update(h.train_accuracy, 0.6f), .colour = theme().ink, .name = "train"},
                             {.y = smooth[3].update(h.val_accuracy, 0.6f), .colour = theme().val, .name = "val"}};
  line_chart("accuracy", {left(1) + 38, top, 184, height},
             {.series = accuracy, .ticks = TickStyle::percent, .y_low = 0.4, .y_high = 1});
  title(2, "Gradient size");
  std::vector<Series> sizes;
  for (int l = 0; l < 4; ++l) {
    sizes.push_back({.y = smooth[4 + l].update(h.gradient[l], 0.75f),
                     .colour = mix(theme().grad, theme().bg1, 0.15f * static_cast<float>(3 - l)),
                     .end_dot = false,
                     .label = "L" + std::to_string(l + 1)});
  }
  line_chart("gradients", {left(2) + 38, top, 184, height}, {.series = sizes, .log_y = true, .label_room = 26});
  title(3, "Weights over time");
  const Rect ridge{left(3) + 22, top, 200, height};
  ridge_plot(ridge, {.rows = h.weights});
  three_ticks({ridge.x, ridge.y, ridge.w, ridge.h + 1}, "−3", "0", "3");
}

void inspector(float x, float y) {
  panel({x, y, 360, 392});
  panel_header({x, y, 360, 392}, "dense", "Dense 2", "72 params", true);
  std::vector<float> z;
  for (int i = 0; i < 48; ++i) z.push_back(i == 0 || i == 47 ? 40.0f : 4.0f + static_cast<float>(i % 5));
  activation_plot("curve", {x + 12, y + 104, 336, 92},
                  {.f = [](float v) { return std::tanh(v); },
                   .derivative = [](float v) { return 1 - std::tanh(v) * std::tanh(v); },
                   .z_limit = 4,
                   .histogram = z,
                   .formula = "tanh(z)"});
  const Rect left{x + 12, y + 226, 160, 56}, right{x + 188, y + 226, 160, 56};
  std::vector<float> counts;
  for (int i = 0; i < 25; ++i) counts.push_back(static_cast<float>((i * 7) % 11));
  histogram(left, counts, [](float v) { return sign_colour(v); });
  three_ticks(left, "−3", "0", "3");
  histogram(right, counts, [](float) { return theme().grad; });
  three_ticks(right, "−8.0e−2", "0", "8.0e−2");
}

void params(float x, float y) {
  static const std::vector<engine::ParamSpec> specs = {
      {.key = "units",
       .label = "Units",
       .help = "How many neurons.",
       .default_value = int64_t{8},
       .minimum = 1,
       .maximum = 512},
      {.key = "activation",
       .label = "Activation",
       .default_value = std::string("relu"),
       .choices = {{"relu", "ReLU"}, {"tanh", "tanh"}}},
      {.key = "slope",
       .label = "Negative slope",
       .default_value = 0.01,
       .minimum = 0,
       .maximum = 1,
       .step = 0.01,
       .visible_if = {"activation", {"relu"}}},
      {.key = "rate", .label = "Rate", .default_value = 0.01, .minimum = 1e-5, .maximum = 1, .logarithmic = true},
      {.key = "bias", .label = "Bias", .default_value = true},
      {.key = "name", .label = "Name", .default_value = std::string("spiral"), .is_path = true}};
  static engine::Params values;
  const Rect r{x, y, 360, 60 + param_editor_height(specs, values)};
  panel(r);
  panel_header(r, "settings", "Parameters", "param_editor");
  if (const auto edit = param_editor("params", {x + 16, y + 48, r.w - 32, r.h - 56}, specs, values))
    values[edit->key] = edit->value;
}

void small_things(float x, float y) {
  const Rect r{x, y, 360, 190};
  panel(r);
  panel_header(r, "eye", "Small things");
  static bool a = true, b = false;
  static double split = 0.7;
  static int64_t units = 8;
  static std::string words;
  checkbox("standardise", {x + 12, y + 56}, "Standardise", &a);
  checkbox("shuffle", {x + 130, y + 56}, "Shuffle", &b);
  mini_stepper("mini", {x + 290, y + 56}, &units, {.minimum = 1, .maximum = 8});
  track("split", {x + 16, y + 90}, 150, &split, {.range = {0, 1, 0.01}, .colour = theme().val});
  chip({x + 190, y + 77}, 26, "LIVE",
       {.icon_name = "pulse",
        .weight = 700,
        .colour = theme().acc,
        .fill = with_alpha(theme().acc, 0.16f),
        .edge = with_alpha(theme().acc, 0.6f)});
  chip({x + 290, y + 77}, 26, "4×", {.mono = true});
  text_field("search", {x + 16, y + 112, 150, 28}, &words, {.icon_name = "search", .hint = "Find a layer"});
  button("undo", {x + 190, y + 108, 32, 36}, {.icon_name = "undo", .kind = ButtonKind::ghost});
  button("speed", {x + 226, y + 108, 80, 36}, {.icon_name = "speed", .label = "4×", .caret = true, .mono = true});
  legend_key({x + 16, y + 165}, theme().ink);
  legend_key({x + 46, y + 165}, theme().val, KeyKind::dash);
  legend_key({x + 76, y + 165}, theme().ink2, KeyKind::dot);
  legend_key({x + 106, y + 165}, theme().ink2, KeyKind::ring);
  draw::gradient({x + 140, y + 160, 104, 10}, Map::surf, 5);
  draw::text_up("up", {x + 270, y + 165}, {.size = 12, .mono = true});
  draw::arrow_head({x + 300, y + 165}, 0, 9, theme().ink);
  draw::arc({x + 330, y + 165}, 10, -2, 2, theme().pos, 2);
}

void all_icons(float x, float y) {
  const Rect r{x, y, 560, 300};
  panel(r);
  panel_header(r, "layers", "Every icon");
  int i = 0;
  for (const std::string_view name : icon_names()) {
    icon(name, {x + 24 + static_cast<float>(i % 17) * 32, y + 64 + static_cast<float>(i / 17) * 34}, 22, theme().ink2,
         1.8f);
    ++i;
  }
}
}  // namespace

void draw_charts() {
  const Rect bar{0, 0, 1600, 52};
  draw::rect_filled(bar, theme().bg1);
  draw::hairline({0, 52}, {1600, 52}, theme().line);
  number_block({16, 15}, "Epoch", "184");
  number_block({128, 15}, "Train loss", "0.194", {.key = theme().ink});
  number_block({256, 15}, "Val loss", "0.200", {.key = theme().val});
  strip({264, 692, 960, 200});
  inspector(1232, 500);
  params(1232, 60);
  small_things(864, 60);
  all_icons(264, 60);
  panel({264, 380, 960, 300});
  Series wide{.y = histories().train, .colour = theme().pos, .name = "train"};
  line_chart("wide", {330, 400, 860, 230}, {.series = {&wide, 1}, .x_name = "Epoch"});
  panel({8, 60, 248, 200});
  line_chart("nothing", {50, 80, 190, 140}, {.empty = "No test points: move the split."});
}

void draw_overlays() {
  draw_charts();
  const std::string inits[] = {"Xavier uniform", "Xavier normal", "He uniform", "He normal", "Orthogonal", "Zeros"};
  int on = 2;
  dropdown("list", {20, 300, 180, 28}, inits, &on);
  open_menu("layer", {20, 360});
  const MenuItem items[] = {
      {.label = is_chinese() ? "复制" : "Duplicate", .icon_name = "copy", .shortcut = "Ctrl D"},
      {.label = is_chinese() ? "冻结" : "Freeze", .checked = true},
      {.label = is_chinese() ? "重置权重" : "Reset weights", .icon_name = "reset", .disabled = true},
      {.label = is_chinese() ? "删除" : "Delete",
       .icon_name = "trash",
       .shortcut = "Del",
       .danger = true,
       .separator_before = true}};
  menu("layer", items);
  tooltip_now({600, 430}, {.title = "Dense 3 · 1 → Output",
                           .rows = {{"w", "+3.33", theme().tip_pos}, {"g", "+0.029", theme().tip_grad}}});
}

}  // namespace ui_test
