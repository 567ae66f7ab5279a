#include "app/panels/explorer/parts.h"

#include <algorithm>
#include <cmath>

#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {

ui::Colour part_colour(int part) {
  const ui::Palette& t = ui::theme();
  if (part < 0) return t.dis;
  return part == 0 ? t.ink2 : part == 1 ? t.val : ui::mix(t.val, t.bg1, 0.5f);
}

const char* part_word(int part) {
  if (part < 0) return ui::tr("Left out");
  return part == 0 ? ui::tr("Train") : part == 1 ? ui::tr("Val") : ui::tr("Test");
}

void part_mark(ui::Vec centre, int part) {
  if (part == 0) {
    ui::draw::circle_filled(centre, 4, part_colour(part));
  } else {
    ui::draw::circle(centre, 3.2f, part_colour(part), 2);
  }
}

ui::Colour colour_of_class(const engine::PreparedData& data, int64_t index) {
  return ui::class_colour(static_cast<int>(index), static_cast<int>(std::max<int64_t>(2, data.raw.classes)));
}

void draw_answer(const engine::PreparedData& data, int64_t row, ui::Vec at, float room, ui::Align align) {
  const std::span<const engine::Scalar> target = sample_targets(data, row);
  if (data.raw.target_shape.rank() > 0 || target.size() != 1 || !(room > 8)) return;
  ui::Text look{.size = 12, .weight = 600, .align = align, .max_width = room, .ellipsis = true};
  if (data.raw.classes == 0) {
    look.mono = true;
    look.colour = ui::theme().ink;
    ui::draw::text(ui::format_number(static_cast<double>(target[0]), 4), at, look);
    return;
  }
  const auto k = static_cast<int64_t>(target[0]);
  look.colour = k >= 0 ? colour_of_class(data, k) : ui::theme().dis;
  ui::draw::text(k >= 0 ? ui::tr(data.class_name(k)) : "–", at, look);
}

void scroll_by_keys(const char* name, const ui::Rect& area, float top, double content) {
  if (ui::keyboard_taken() || content <= static_cast<double>(area.h)) return;
  const float offset = area.y - top, page = area.h * 0.9f, end = static_cast<float>(content);
  if (ui::key_pressed(ui::Key::page_down)) ui::scroll_to(name, offset + page, offset + page + area.h, area.h);
  if (ui::key_pressed(ui::Key::page_up)) ui::scroll_to(name, offset - page, offset - page + area.h, area.h);
  if (ui::key_pressed(ui::Key::home)) ui::scroll_to(name, 0, area.h, area.h);
  if (ui::key_pressed(ui::Key::end)) ui::scroll_to(name, end - area.h, end, area.h);
}

std::span<const engine::Scalar> sample_values(const engine::PreparedData& data, int64_t row) {
  if (row < 0 || row >= data.raw.rows()) return {};
  return {data.raw.inputs.row(row), static_cast<size_t>(data.raw.inputs.columns())};
}

std::span<const engine::Scalar> sample_targets(const engine::PreparedData& data, int64_t row) {
  const auto count = static_cast<size_t>(std::max<int64_t>(1, data.raw.target_shape.count()));
  const size_t begin = static_cast<size_t>(std::max<int64_t>(0, row)) * count;
  if (row < 0 || begin + count > data.raw.targets.size()) return {};
  return std::span(data.raw.targets).subspan(begin, count);
}

std::string column_name(const engine::Dataset& set, int64_t column) {
  const auto i = static_cast<size_t>(std::max<int64_t>(0, column));
  return i < set.input_names.size() ? ui::tr_name(set.input_names[i]) : std::to_string(column + 1);
}

}  // namespace app
