#include "tests/app/ui/gallery.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"

namespace ui_test {
namespace {

using namespace app::ui;

// The words of the sheet are its own; only the controls' texts are those of the program.
const char* say(const char* en, const char* zh) { return is_chinese() ? zh : en; }

void glyphs(float x) {
  panel({x, 8, 520, 444});
  panel_header({x, 8, 520, 444}, "layers", say("Layer glyphs", "网络层图标"),
               say("24-px grid, one colour", "24 像素网格"));
  const struct {
    const char *glyph, *en, *zh;
  } all[] = {{"input", "Input", "输入"},
             {"dense", "Dense", "全连接"},
             {"activation", "Activation", "激活"},
             {"flatten", "Flatten", "展平"},
             {"reshape", "Reshape", "变形"},
             {"output", "Output", "输出"},
             {"conv", "Conv 2D", "卷积"},
             {"pool", "Pooling", "池化"},
             {"dropout", "Dropout", "丢弃"},
             {"batchnorm", "BatchNorm", "批归一化"},
             {"layernorm", "LayerNorm", "层归一化"},
             {"add", "Add (skip)", "残差相加"},
             {"concat", "Concat", "拼接"},
             {"embedding", "Embedding", "嵌入"},
             {"position", "Position", "位置编码"},
             {"attention", "Attention", "注意力"},
             {"rnn", "RNN", "RNN"},
             {"lstm", "LSTM", "LSTM"},
             {"gru", "GRU", "GRU"},
             {"target", "Loss", "损失"},
             {"settings", "Optimizer", "优化器"},
             {"pulse", "Doctor", "诊断"},
             {"clock", "History", "历史"},
             {"projector", "Present", "投影模式"}};
  for (int i = 0; i < 24; ++i) {
    const Rect r{x + 12 + static_cast<float>(i % 6) * 83, 54 + static_cast<float>(i / 6) * 98, 77, 90};
    draw::rect_filled(r, theme().bg2, 8);
    draw::rect(r, theme().line, 8);
    icon(all[i].glyph, {r.mid_x(), r.y + 36}, 34, theme().ink, 2);
    draw::text(say(all[i].en, all[i].zh), {r.mid_x(), r.y + 74},
               {.size = 12, .colour = theme().ink2, .align = Align::centre, .max_width = 74});
  }
}

std::string hex(Colour c) {
  return fmt::format("#{:02X}{:02X}{:02X}", (c >> IM_COL32_R_SHIFT) & 255, (c >> IM_COL32_G_SHIFT) & 255,
                     (c >> IM_COL32_B_SHIFT) & 255);
}

void colours(float x) {
  panel({x, 460, 520, 432});
  panel_header({x, 460, 520, 432}, "surface", say("Colour: one meaning each", "颜色：一色一义"));
  const Palette &dark = palette(ThemeName::dark), &light = palette(ThemeName::light);
  const struct {
    Colour dark, light;
    const char *en, *zh;
  } rows[] = {{dark.acc, light.acc, "you act: buttons, selection, live", "操作：按钮、选中、实时"},
              {dark.pos, light.pos, "positive weight, class 1, forward", "正权重、第 1 类、前向"},
              {dark.neg, light.neg, "negative weight, class 0", "负权重、第 0 类"},
              {dark.grad, light.grad, "gradient, backward", "梯度、反向"},
              {dark.val, light.val, "validation", "验证"},
              {dark.ink, light.ink, "training, main text", "训练、正文"},
              {dark.warn, light.warn, "Doctor advice", "诊断建议"},
              {dark.err, light.err, "error, cannot run", "错误，无法运行"}};
  float y = 502;
  for (const auto& row : rows) {
    draw::rect_filled({x + 14, y, 84, 22}, row.dark, 6, draw::corners_left);
    draw::rect_filled({x + 98, y, 84, 22}, row.light, 6, draw::corners_right);
    const Text code{.size = 13, .weight = 700, .mono = true, .colour = dark.cell_dark, .align = Align::centre};
    draw::text(hex(row.dark), {x + 56, y + 11}, code);
    Text white = code;
    white.colour = light.bg1;
    draw::text(hex(row.light), {x + 140, y + 11}, white);
    draw::text(say(row.en, row.zh), {x + 198, y + 11}, {.size = 14});
    y += 27;
  }
  const struct {
    Map map;
    const char *en, *zh;
  } maps[] = {{Map::div, "weights, neurons: −1 … 0 … +1", "权重、神经元：−1 … 0 … +1"},
              {Map::seq, "activations, attention: 0 … max", "激活、注意力：0 … 最大"},
              {Map::errseq, "mistakes in the confusion matrix", "混淆矩阵中的错误"},
              {Map::land, "loss landscape: low … high", "损失地形：低 … 高"}};
  y = 730;
  for (const auto& m : maps) {
    draw::gradient({x + 14, y, 220, 14}, lut(m.map, ThemeName::dark));
    draw::gradient({x + 14, y + 14, 220, 14}, lut(m.map, ThemeName::light));
    draw::rect({x + 14, y, 220, 28}, theme().line2, 4);
    draw::text(say(m.en, m.zh), {x + 248, y + 14}, {.size = 14, .max_width = 260});
    y += 38;
  }
}

void layer_card(const Rect& r, const char* glyph, const char* title, const char* shape, bool bad) {
  draw::rect_filled(r, theme().bg1, 10);
  draw::rect(r, bad ? theme().err : theme().glass_line, 10, bad ? 2.0f : 1.0f);
  icon(glyph, {r.x + 24, r.mid_y() - 2}, 24, bad ? theme().err : theme().ink2, 1.8f);
  draw::text(title, {r.x + 46, r.mid_y() - 11}, {.size = 14, .weight = 600, .colour = theme().ink});
  draw::text(shape, {r.x + 46, r.mid_y() + 11}, {.size = 13, .mono = true, .colour = bad ? theme().err : theme().ink3});
}

void caption(float x, float y, const char* words) {
  draw::text(words, {x + 16, y}, {.size = 13, .colour = theme().ink3});
}

void mismatch(float x) {
  const Palette& t = theme();
  caption(x, 62, say("A shape that does not fit: said at the joint, with the fix", "形状不符：就地说明，并给出修法"));
  layer_card({x + 24, 82, 136, 64}, "pool", say("Pool 2", "池化 2"), "16×5×5", false);
  layer_card({x + 360, 82, 136, 64}, "dense", say("Dense", "全连接"), say("wants N", "需要 N"), true);
  draw::dashed_line({x + 162, 114}, {x + 356, 114}, t.err, 2.5f, 8, 6);
  draw::circle_filled({x + 260, 114}, 20, t.cv);
  icon("ban", {x + 260, 114}, 30, t.err, 2.4f);
  draw::rect_filled({x + 24, 162, 472, 64}, with_alpha(t.err, 0.10f), 8);
  draw::rect({x + 24, 162, 472, 64}, with_alpha(t.err, 0.6f), 8);
  draw::text(say("Dense needs a flat list, but gets 16×5×5.", "全连接需要一维列表，却得到 16×5×5。"), {x + 40, 182},
             {.size = 14, .weight = 600, .colour = t.ink});
  draw::text(say("Training is paused until it fits.", "形状相符之前训练暂停。"), {x + 40, 206}, {.size = 13});
  button("add_flatten", {x + 356, 178, 128, 32},
         {.icon_name = "plus",
          .label = say("Add Flatten", "加入展平"),
          .kind = ButtonKind::primary,
          .size = 13,
          .icon_size = 14});
}

void empty_canvas(float x) {
  const Palette& t = theme();
  caption(x, 258, say("Nothing on the canvas yet", "画布还是空的"));
  draw::dashed_rect({x + 24, 276, 472, 120}, t.line2, 12, 2, 8, 6);
  icon("dense", {x + 72, 336}, 40, t.ink3, 1.8f);
  draw::text(say("Drag a layer here", "把网络层拖到这里"), {x + 112, 320},
             {.size = 20, .weight = 600, .colour = t.ink});
  draw::text(say("or start from an example", "或从示例开始"), {x + 112, 348}, {.size = 14});
  button("example_a", {x + 356, 296, 124, 34}, {.label = say("2-8-8-1 net", "2-8-8-1 网络"), .size = 13});
  button("example_b", {x + 356, 340, 124, 34}, {.label = say("Digit CNN", "数字 CNN"), .size = 13});
}

void bars_of_all_kinds(float x) {
  caption(x, 428, say("Loss became NaN: stopped, rewound, explained", "损失变成 NaN：停下、退回、说明"));
  banner("b0", {x + 24, 444, 472, 36},
         {BannerKind::error, say("Diverged", "发散"),
          say("at epoch 12, rate 3.0 is too high", "第 12 轮，学习率 3.0 太高"), say("Use 0.3", "改用 0.3")});
  caption(x, 508, say("Advice and good news use the same bar", "建议与好消息用同一条"));
  banner("b1", {x + 24, 524, 472, 36},
         {BannerKind::warn, say("Vanishing", "梯度消失"), say("layers 1–3 learn at 4e−9", "第 1–3 层只有 4e−9"),
          say("Try ReLU", "试用 ReLU")});
  banner("b2", {x + 24, 568, 472, 36},
         {BannerKind::warn, say("Overfitting", "过拟合"),
          say("val loss rises since epoch 90", "验证损失自第 90 轮上升"), say("Dropout", "丢弃")});
  banner("b3", {x + 24, 612, 472, 36},
         {BannerKind::good, say("Healthy", "健康"), say("gradients reach every layer", "梯度到达每一层")});
}

void past_and_misfit(float x) {
  const Palette& t = theme();
  caption(x, 676, say("Looking at the past: numbers turn grey, one way back", "回看过去：数字变灰，一键返回"));
  banner("past", {x + 24, 692, 472, 44},
         {.kind = BannerKind::past, .title = say("You are at epoch 41 of 184", "第 41 轮，共 184 轮")});
  button("train_on", {x + 272, 699, 100, 30}, {.label = say("Train on", "从这里训练"), .size = 13});
  button("back", {x + 380, 699, 108, 30},
         {.label = say("Back to live", "回到实时"), .kind = ButtonKind::primary, .size = 13});
  caption(x, 768, say("Data and net do not match", "数据与网络不符"));
  draw::rect_filled({x + 24, 784, 472, 92}, t.bg1, 10);
  draw::rect({x + 24, 784, 472, 92}, t.warn, 10, 2);
  icon("warn", {x + 52, 814}, 26, t.warn, 2);
  draw::text(say("Digits are 28×28 pictures; this net reads 2 numbers.", "数字是 28×28 的图片，网络只读 2 个数。"),
             {x + 80, 806}, {.size = 14, .weight = 600, .colour = t.ink, .max_width = 404});
  button("load", {x + 80, 830, 156, 34},
         {.label = say("Load the digit CNN", "载入数字 CNN"), .kind = ButtonKind::primary, .size = 13});
  button("only", {x + 248, 830, 196, 34}, {.label = say("Only change the input", "只换输入"), .size = 13});
}

void states(float x) {
  const Rect r{x, 8, 520, 884};
  draw::rect_filled(r, theme().cv, 10);
  draw::dot_grid(r, 10);
  draw::rect(r, theme().line, 10);
  draw::text(say("Empty and error states", "空状态与错误状态"), {x + 16, 28},
             {.size = 15, .weight = 600, .colour = theme().ink});
  mismatch(x);
  empty_canvas(x);
  bars_of_all_kinds(x);
  past_and_misfit(x);
}

void button_states(float z) {
  const char* labels[] = {say("normal", "常态"), say("hover", "悬停"), say("pressed", "按下"), say("focus", "焦点"),
                          say("off", "停用")};
  draw::text(say("Primary", "主要"), {z + 16, 92}, {.size = 14});
  draw::text(say("Normal", "普通"), {z + 16, 140}, {.size = 14});
  for (int i = 0; i < 5; ++i) {
    const float x = z + 108 + static_cast<float>(i) * 82;
    draw::text(labels[i], {x + 38, 62}, {.size = 12, .colour = theme().ink3, .align = Align::centre});
    draw_button({x, 74, 76, 36}, {.label = say("Play", "播放"), .kind = ButtonKind::primary},
                static_cast<ButtonState>(i));
    draw_button({x, 122, 76, 36}, {.label = say("Batch", "批次")}, static_cast<ButtonState>(i));
  }
}

void values(float z) {
  static double rate = 0.01, dropout = 0.2;
  static int64_t units = 8;
  static int view = 0, init = 0;
  static bool bias = true, freeze = false;
  slider("rate", {z + 16, 200}, 232, say("Learning rate", "学习率"), &rate, {.range = {1e-4, 1, 0, true}});
  const std::string percent = format_percent(dropout, 0);
  slider("dropout", {z + 280, 200}, 232, say("Dropout", "丢弃"), &dropout, {.range = {0, 1, 0.01}, .text = percent});
  draw::text(say("Units", "神经元"), {z + 16, 258}, {.size = 14});
  stepper("units", {z + 108, 242, 140, 32}, &units, {.minimum = 1, .maximum = 64, .size = 15});
  draw::text(say("Init", "初始化"), {z + 280, 258}, {.size = 14});
  const std::vector<std::string> inits = {"Xavier", "He"};
  dropdown("init", {z + 372, 242, 140, 32}, inits, &init, {.size = 14});
  draw::text(say("View", "视图"), {z + 16, 306}, {.size = 14});
  const SegmentItem views[] = {{say("Surfaces", "决策面")},
                               {say("Weights", "权重")},
                               {say("Activations", "激活值")},
                               {say("Gradients", "梯度")}};
  segmented("view", {z + 108, 290, 404, 32}, views, &view, 14);
  draw::text(say("Bias", "偏置"), {z + 16, 350}, {.size = 14});
  toggle("bias", {z + 108, 341}, &bias);
  draw::text(say("Freeze", "冻结"), {z + 280, 350}, {.size = 14});
  toggle("freeze", {z + 372, 341}, &freeze);
}

void edges(float z) {
  draw::text(say("Edge: width and colour follow the weight", "连线：粗细与颜色随权重"), {z + 16, 402},
             {.size = 13, .colour = theme().ink3});
  const float weights[] = {-3, -1.5f, -0.5f, 0.1f, 0.5f, 1.5f, 3};
  for (int i = 0; i < 7; ++i) {
    const float w = weights[i], x = z + 40 + static_cast<float>(i) * 74, t = std::min(1.0f, std::abs(w) / 2.6f);
    draw::bezier({x - 26, 462}, {x - 6, 462}, {x + 6, 430}, {x + 26, 430},
                 with_alpha(sign_colour(w), 0.16f + 0.74f * t), 0.75f + 4.6f * t);
    draw::text((w > 0 ? "+" : "−") + fmt::format("{:g}", std::abs(w)), {x, 488},
               {.size = 14, .weight = 600, .mono = true, .align = Align::centre});
  }
  draw::text(say("linear up to the 98th percentile of |w| in the net", "线性，直到全网 |w| 的第 98 百分位"),
             {z + 16, 514}, {.size = 12, .colour = theme().ink3});
}

void types(float z) {
  panel({z, 540, 528, 352});
  panel_header({z, 540, 528, 352}, "text", say("Type", "字体"), "Inter · JetBrains Mono · Noto Sans SC");
  const struct {
    int size, weight;
    bool mono;
    const char *words, *name;
  } rows[] = {{30, 700, true, "0.189", "result"},
              {22, 700, true, "184", "counter"},
              {16, 600, false, "Two spirals 双螺旋", "title"},
              {15, 600, false, "Network 网络", "panel"},
              {14, 500, false, "Learning rate 学习率", "body"},
              {13, 500, false, "Noise 噪声", "label"},
              {12, 500, true, "1e−2  184", "tick"}};
  float y = 602;
  for (const auto& row : rows) {
    draw::text(row.words, {z + 16, y},
               {.size = static_cast<float>(row.size), .weight = row.weight, .mono = row.mono, .colour = theme().ink});
    draw::text(row.name, {z + 330, y}, {.size = 13, .colour = theme().ink3});
    draw::text(fmt::format("{} / {}", row.size, row.weight), {z + 512, y},
               {.size = 13, .mono = true, .align = Align::right});
    y += row.size > 20 ? 44 : 34;
  }
  draw::hairline({z + 12, 854}, {z + 516, 854}, theme().line);
  draw::text(say("Presenter mode: everything ×1.4, ticks never below 17 px", "投影模式：一切 ×1.4，刻度不小于 17 像素"),
             {z + 16, 872}, {.size = 13});
}
}  // namespace

void draw_sheet() {
  glyphs(8);
  colours(8);
  states(536);
  const float z = 1064;
  panel({z, 8, 528, 524});
  panel_header({z, 8, 528, 524}, "settings", say("Controls", "控件"));
  button_states(z);
  draw::hairline({z + 12, 176}, {z + 516, 176}, theme().line);
  values(z);
  draw::hairline({z + 12, 378}, {z + 516, 378}, theme().line);
  edges(z);
  types(z);
}

}  // namespace ui_test
