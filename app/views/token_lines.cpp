#include "app/views/token_lines.h"

#include <algorithm>

namespace app::views {
namespace {

constexpr float kPad = 5, kPitch = 14, kMark = 7;

ui::Text look() { return {.size = 12, .weight = 500, .colour = ui::theme().ink2, .lint = false}; }

bool is_ascii(const std::string& text) { return !text.empty() && static_cast<unsigned char>(text[0]) < 0x80; }

// Letters stand close together, words apart.
bool is_text_of_letters(const engine::Dataset& data) {
  return std::all_of(data.vocabulary.begin(), data.vocabulary.end(),
                     [](const std::string& token) { return token.size() <= 1 || !is_ascii(token); });
}

// The tokens of a sample from `t` on, as many as fit; `t` moves behind them.
std::string piece(const engine::Dataset& data, int64_t row, int64_t& t, float width) {
  const engine::Scalar* ids = data.inputs.row(row);
  const bool letters = is_text_of_letters(data);
  std::string text;
  for (; t < data.inputs.columns(); ++t) {
    const auto id = static_cast<size_t>(std::max<engine::Scalar>(0, ids[t]));
    if (id >= data.vocabulary.size()) continue;
    const std::string& token = data.vocabulary[id];
    if (token == "\n" || token == "\u00b7") continue;
    const bool apart = !text.empty() && !letters && is_ascii(token);
    std::string longer = text + (apart ? " " : "") + token;
    if (ui::text_width(longer, look()) > width) break;
    text = std::move(longer);
  }
  return text;
}

}  // namespace

std::vector<TokenLine> token_lines(const engine::Dataset& data, float side) {
  std::vector<TokenLine> lines;
  const bool labelled = data.target_shape.rank() == 0 && data.classes > 0;
  const auto count = std::min(static_cast<int64_t>((side - 2 * kPad) / kPitch + 0.5f), data.rows());
  int64_t t = 0;
  for (int64_t row = 0; row < count; ++row) {
    TokenLine line;
    if (!data.ordered) t = 0;  // the windows of one text overlap: the first of them goes on from line to line
    line.text = piece(data, data.ordered ? 0 : row, t, side - 2 * kPad - (labelled ? kMark : 0));
    if (labelled) line.label = static_cast<int>(data.targets[static_cast<size_t>(row)]);
    lines.push_back(std::move(line));
  }
  return lines;
}

void draw_token_lines(const std::vector<TokenLine>& lines, int64_t classes, const ui::Rect& r) {
  const float first = r.mid_y() - kPitch * (static_cast<float>(lines.size()) - 1) / 2;
  ui::draw::push_clip(r);
  for (size_t i = 0; i < lines.size(); ++i) {
    const float y = first + kPitch * static_cast<float>(i);
    const bool labelled = lines[i].label >= 0;
    if (labelled) {
      const int label = lines[i].label;
      const ui::Colour colour =
          classes == 2 ? ui::theme().thumb[label > 0 ? 1 : 0] : ui::class_colour(label, static_cast<int>(classes));
      ui::draw::circle_filled({r.x + kPad + 2, y}, 2, colour);
    }
    ui::draw::text(lines[i].text, {r.x + kPad + (labelled ? kMark : 0), y}, look());
  }
  ui::draw::pop_clip();
}

}  // namespace app::views
