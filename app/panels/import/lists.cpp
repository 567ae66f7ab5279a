#include "app/panels/import/lists.h"

#include <algorithm>
#include <functional>

#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kArrayRow = 30, kLineRow = 30, kNumber = 44;
constexpr size_t kMostArrayRows = 8;  // without scrolling

// The same token has the same colour wherever it stands.
ui::Colour token_colour(const std::string& token) {
  return ui::theme().category[std::hash<std::string>()(token) % std::size(ui::theme().category)];
}

std::string shown(const std::string& token) {
  if (token == "\n") return "↵";
  if (token == "\t") return "→";
  return token == " " ? "·" : token;
}

void draw_line(const engine::PreviewLine& line, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  ui::draw::text(std::to_string(line.number), {r.x + kNumber - 10, r.mid_y()},
                 {.size = 12, .mono = true, .colour = colours.ink3, .align = ui::Align::right});
  float right = r.right() - 8;
  if (!line.label.empty()) {
    const ui::Text look{.size = 12,
                        .weight = 600,
                        .colour = colours.acc,
                        .align = ui::Align::right,
                        .max_width = 110,
                        .ellipsis = true};
    right -= std::min(110.0f, ui::draw::text(line.label, {right, r.mid_y()}, look)) + 12;
  }
  float x = r.x + kNumber;
  for (const std::string& token : line.tokens) {
    const std::string text = shown(token);
    const float width = ui::text_width(text, {.size = 13}) + 6;
    if (x + width > right) break;
    ui::draw::rect_filled({x, r.mid_y() - 10, width, 20}, ui::with_alpha(token_colour(token), 0.24f), 4);
    ui::draw::text(text, {x + 3, r.mid_y()}, {.size = 13, .colour = colours.ink});
    x += width + 2;
  }
}

}  // namespace

float draw_import_arrays(std::span<const engine::PreviewArray> arrays, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const float height = kArrayRow * static_cast<float>(std::min(arrays.size(), kMostArrayRows)) + 12;
  const ui::Rect inside{r.x, r.y + 6, r.w, std::min(height, r.h) - 12};
  const ui::ScrollArea scroll("import.arrays", inside, kArrayRow * static_cast<float>(arrays.size()));
  for (size_t i = 0; i < arrays.size(); ++i) {
    const engine::PreviewArray& array = arrays[i];
    const ui::Rect row{r.x + 12, scroll.y() + kArrayRow * static_cast<float>(i), scroll.width() - 24, kArrayRow};
    if (row.bottom() < inside.y || row.y > inside.bottom()) continue;
    using Role = engine::PreviewArray::Role;
    const bool used = array.role != Role::none;
    const ui::Colour ink = used ? colours.ink : colours.ink3;
    ui::draw::text(array.name, {row.x, row.mid_y()},
                   {.size = 13, .weight = 600, .colour = ink, .max_width = row.w * 0.3f, .ellipsis = true});
    ui::draw::text(array.shape, {row.x + row.w * 0.32f, row.mid_y()},
                   {.size = 13, .mono = true, .colour = ink, .max_width = row.w * 0.3f, .ellipsis = true});
    ui::draw::text(array.type, {row.x + row.w * 0.64f, row.mid_y()},
                   {.size = 13, .mono = true, .colour = colours.ink3, .max_width = row.w * 0.16f});
    if (!used) continue;
    ui::draw::text(array.role == Role::inputs ? ui::tr("Inputs") : ui::tr("Targets"), {row.right(), row.mid_y()},
                   {.size = 12,
                    .weight = 600,
                    .colour = array.role == Role::targets ? colours.acc : colours.ink2,
                    .align = ui::Align::right,
                    .max_width = row.w * 0.2f});
  }
  return height;
}

void draw_import_lines(std::span<const engine::PreviewLine> lines, const ui::Rect& r) {
  const ui::Rect inside = r.inset(0, 6);
  const ui::ScrollArea scroll("import.lines", inside, kLineRow * static_cast<float>(lines.size()));
  for (size_t i = 0; i < lines.size(); ++i) {
    const ui::Rect row{r.x, scroll.y() + kLineRow * static_cast<float>(i), scroll.width(), kLineRow};
    if (row.bottom() > inside.y && row.y < inside.bottom()) draw_line(lines[i], row);
  }
}

}  // namespace app
