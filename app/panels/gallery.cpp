#include "app/panels/gallery.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <tuple>

#include "app/panels/panel_words.h"
#include "app/ui/i18n.h"
#include "app/ui/lint.h"
#include "app/ui/overlay.h"
#include "app/ui/widgets.h"
#include "engine/io/project_file.h"
#include "engine/schema/layer_type.h"

namespace app {
namespace {

constexpr float kCardHeight = 108, kGap = 12, kHeading = 34, kThumb = 80;
constexpr size_t kMostGlyphs = 4;  // on a card

// In the order of the course.
constexpr size_t kTopics = 6;
const char* topic_title(size_t topic) {
  const char* titles[kTopics] = {ui::tr("One neuron"), ui::tr("Several layers"), ui::tr("Learning well"),
                                 ui::tr("Images"),     ui::tr("Sequences"),      ui::tr("Attention")};
  return titles[topic];
}

// The topic follows from what the network is made of.
size_t topic_of(const engine::Experiment& e) {
  bool image = false, sequence = false, attention = false, stabilises = false;
  for (const engine::NodeSpec& node : e.network.nodes) {
    const engine::LayerType* type = engine::layers().find(node.type);
    if (!type) continue;
    image |= type->category == "Image";
    sequence |= type->category == "Sequence";
    attention |= type->category == "Attention";
    stabilises |= type->category == "Stabilise";
  }
  const engine::StopRules none;
  const engine::Regularization free;
  if (attention) return 5;
  if (sequence) return 4;
  if (image) return 3;
  if (stabilises || e.network.nodes.size() > 7 || !(e.stop == none) || !(e.regularization == free)) return 2;
  return e.network.nodes.size() > 2 ? 1 : 0;
}

}  // namespace

GalleryPanel::GalleryPanel(std::string samples) : folder_(std::move(samples)) {}

void GalleryPanel::read() {
  read_ = true;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, problem)) {
    if (entry.path().extension() != ".json") continue;
    const auto project = engine::load_project(entry.path().string());
    if (!project) continue;
    const engine::Experiment& e = project->experiment;
    Sample s{.path = entry.path().string(), .stem = entry.path().stem().string(), .name = e.name, .summary = e.summary};
    if (s.name.empty()) s.name = title_of_file(s.stem);
    s.topic = topic_of(e);
    s.layers = e.network.nodes.size();
    for (const size_t i : engine::topological_order(e.network)) {
      const engine::LayerType* type = engine::layers().find(e.network.nodes[i].type);
      if (!type || type->inputs == 0) continue;
      if (std::find(s.glyphs.begin(), s.glyphs.end(), type->glyph) == s.glyphs.end()) s.glyphs.push_back(type->glyph);
    }
    samples_.push_back(std::move(s));
  }
  std::sort(samples_.begin(), samples_.end(), [](const Sample& a, const Sample& b) {
    return std::tie(a.topic, a.layers, a.stem) < std::tie(b.topic, b.layers, b.stem);
  });
}

std::vector<const GalleryPanel::Sample*> GalleryPanel::found(size_t topic) const {
  std::vector<const Sample*> list;
  for (const Sample& s : samples_) {
    if (s.topic == topic && matches_words({s.name, s.summary}, words_)) list.push_back(&s);
  }
  return list;
}

void GalleryPanel::draw(const PanelContext& c) {
  if (c.view.dialog != Dialog::samples) {
    frames_ = 0;
    return;
  }
  if (!read_) read();
  const ui::Overlay overlay("##gallery", frames_ == 0);
  if (frames_ == 0) words_.clear();
  const ui::Vec window = ui::display_size();
  const float width = std::min(1000.0f, window.x - 48), height = std::min(680.0f, window.y - 64);
  const ui::Rect r{(window.x - width) / 2, (window.y - height) / 2, width, height};
  ui::lint::uncover({0, 0, window.x, window.y});
  ui::draw::rect_filled({0, 0, window.x, window.y}, ui::theme().veil);
  ui::draw::shadow(r, 10);
  ui::draw::rect_filled(r, ui::theme().bg1, 10);
  ui::draw::rect(r, ui::theme().line2, 10);
  frame(c, r);
  const bool typing = ImGui::GetIO().WantTextInput;
  const bool outside = ImGui::IsMouseClicked(0) && !r.contains(ui::mouse());
  if (frames_++ > 1 && (outside || (ui::key_pressed(ui::Key::escape, false) && !typing)))
    c.actions.push(action::Dismiss{});
}

void GalleryPanel::frame(const PanelContext& c, const ui::Rect& r) {
  ui::draw::text(ui::tr("Sample projects"), {r.x + 24, r.y + 34},
                 {.size = 18, .weight = 600, .colour = ui::theme().ink});
  (void)ui::text_field("gallery.words", {r.right() - 24 - 40 - 260, r.y + 18, 260, 32}, &words_,
                       {.icon_name = "search", .hint = ui::tr("Find a project")});
  if (ui::button("gallery.close", {r.right() - 24 - 32, r.y + 18, 32, 32},
                 {.icon_name = "cross", .kind = ui::ButtonKind::ghost, .icon_size = 16, .tip = ui::tr("Close (Esc)")}))
    c.actions.push(action::Dismiss{});
  const ui::Rect inside{r.x + 24, r.y + 64, r.w - 32, r.h - 80};
  const ui::ScrollArea scroll("gallery.list", inside, height_);
  float y = scroll.y();
  for (size_t topic = 0; topic < kTopics; ++topic) group(c, topic, inside, scroll.width() - 16, y);
  height_ = y - scroll.y();
  if (height_ == 0) ui::empty_state(inside, ui::tr("No project of that name"));
}

void GalleryPanel::group(const PanelContext& c, size_t topic, const ui::Rect& inside, float width, float& y) {
  const std::vector<const Sample*> list = found(topic);
  if (list.empty()) return;
  ui::draw::text(topic_title(topic), {inside.x, y + 16}, {.size = 13, .weight = 600, .colour = ui::theme().ink3});
  y += kHeading;
  const int columns = width > 780 ? 3 : 2;
  const float card_width = (width - kGap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  for (size_t i = 0; i < list.size(); ++i) {
    const auto column = static_cast<int>(i) % columns, row = static_cast<int>(i) / columns;
    const ui::Rect r{inside.x + static_cast<float>(column) * (card_width + kGap),
                     y + static_cast<float>(row) * (kCardHeight + kGap), card_width, kCardHeight};
    if (r.overlaps(inside)) card(c, *list[i], r);
  }
  const auto rows = (static_cast<int>(list.size()) + columns - 1) / columns;
  y += static_cast<float>(rows) * (kCardHeight + kGap) + 4;
}

void GalleryPanel::card(const PanelContext& c, const Sample& s, const ui::Rect& r) const {
  const ui::Palette& colours = ui::theme();
  const ui::Hit hit = ui::hit(("gallery." + s.stem).c_str(), r);
  ui::draw::rect_filled(r, hit.hovered ? colours.bg3 : colours.bg2, 8);
  ui::draw::rect(r, hit.hovered ? colours.line2 : colours.line, 8);
  const ui::Rect thumb{r.x + 12, r.y + 12, kThumb, kThumb};
  ui::draw::rect_filled(thumb, colours.cv, 8);
  const size_t count = std::min(kMostGlyphs, s.glyphs.size());
  for (size_t i = 0; i < count; ++i) {
    const bool one = count == 1;
    const auto column = static_cast<float>(i % 2), row = static_cast<float>(i / 2);
    const float y = count <= 2 ? thumb.mid_y() : thumb.y + 22 + 36 * row;
    const ui::Vec at = one ? thumb.centre() : ui::Vec{thumb.x + 22 + 36 * column, y};
    ui::icon(s.glyphs[i], at, one ? 40 : 26, colours.acc, 1.8f);
  }
  const float x = thumb.right() + 12, room = r.right() - 12 - x;
  ui::draw::text(ui::tr(s.name), {x, r.y + 22},
                 {.size = 14, .weight = 600, .colour = colours.ink, .max_width = room, .ellipsis = true});
  constexpr float kLine = 12 * 1.35f;
  const float whole = std::floor((r.h - 40) / kLine) * kLine;  // no line is cut
  ui::draw::push_clip({x, r.y + 34, room, whole});
  ui::draw::text_block(ui::tr(s.summary), {x, r.y + 34, room, whole}, {.size = 12, .colour = colours.ink2});
  ui::draw::pop_clip();
  if (ui::draw::text_block_height(ui::tr(s.summary), room, {.size = 12}) > whole) ui::tooltip(ui::tr(s.summary));
  if (hit.clicked) c.actions.push(action::OpenProject{s.path});
}

}  // namespace app
