#include "app/panels/gallery.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <tuple>

#include "app/panels/panel_words.h"
#include "app/ui/i18n.h"
#include "app/ui/sheet.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"
#include "engine/io/project_file.h"
#include "engine/schema/layer_type.h"

namespace app {
namespace {

constexpr float kCardHeight = 132, kGap = 12, kHeading = 34, kThumb = 72, kOwnHeight = 56;
constexpr size_t kMostRecent = 4;

// In the order of the course.
constexpr size_t kTopics = 7;
const char* topic_title(size_t topic) {
  const char* titles[kTopics] = {ui::tr("One neuron"),    ui::tr("Several layers"), ui::tr("Learning well"),
                                 ui::tr("Images"),        ui::tr("Sequences"),      ui::tr("Attention"),
                                 ui::tr("Without labels")};
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
  if (!learns_labels(e)) return 6;
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
    s.source = engine::datasets().find(e.data.source.type);
    for (const size_t i : engine::topological_order(e.network)) {
      const engine::LayerType* type = engine::layers().find(e.network.nodes[i].type);
      if (!type || type->inputs == 0) continue;
      s.glyphs.push_back(type->glyph);
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
  if (frames_ == 0) words_.clear();
  const ui::Sheet sheet("gallery", ui::tr("Projects"), ui::middle_card(1000, 700), frames_);
  frame(c, sheet.card());
  if (sheet.closed()) c.actions.push(action::Dismiss{});
}

void GalleryPanel::frame(const PanelContext& c, const ui::Rect& r) {
  (void)ui::text_field("gallery.words", {r.right() - 24 - 40 - 260, r.y + 12, 260, 32}, &words_,
                       {.icon_name = "search", .hint = ui::tr("Find a project")});
  const ui::Rect inside{r.x + 24, r.y + 56, r.w - 32, r.h - 72};
  const ui::ScrollArea scroll("gallery.list", inside, height_);
  float y = scroll.y();
  const float width = scroll.width() - 16;
  if (words_.empty()) start(c, inside, width, y);
  for (size_t topic = 0; topic < kTopics; ++topic) group(c, topic, inside, width, y);
  height_ = y - scroll.y();
  if (height_ == 0) ui::empty_state(inside, ui::tr("No project of that name"));
}

// What is the user's own: nothing yet, any file, the files used last.
void GalleryPanel::start(const PanelContext& c, const ui::Rect& inside, float width, float& y) {
  y += 4;
  const float card = (width - 2 * kGap) / 3;
  const auto place = [&](size_t i) {
    return ui::Rect{inside.x + static_cast<float>(i % 3) * (card + kGap),
                    y + static_cast<float>(i / 3) * (kOwnHeight + kGap), card, kOwnHeight};
  };
  if (own_card("gallery.new", place(0), "plus", ui::tr("Empty network"), ui::tr("Points on a plane, no layers yet")))
    c.actions.push(action::NewProject{});
  if (own_card("gallery.open", place(1), "open", ui::tr("Open a file…"), ui::tr("A project that was saved")))
    c.actions.push(action::AskOpen{});
  size_t count = 2;
  const std::vector<std::string>& recent = c.view.settings.recent;
  for (size_t i = 0; i < std::min(kMostRecent, recent.size()); ++i, ++count) {
    const std::filesystem::path path(recent[i]);
    const std::string name = "gallery.recent." + std::to_string(i);
    if (own_card(name.c_str(), place(count), "clock", title_of_file(path.stem().string()), path.parent_path().string()))
      c.actions.push(action::OpenProject{recent[i]});
  }
  y += static_cast<float>((count + 2) / 3) * (kOwnHeight + kGap);
}

bool GalleryPanel::own_card(const char* name, const ui::Rect& r, const char* icon, const std::string& title,
                            const std::string& below) const {
  const ui::Palette& colours = ui::theme();
  const ui::Hit hit = ui::hit(name, r);
  ui::draw::rect_filled(r, hit.hovered ? colours.bg3 : colours.bg2, 8);
  ui::draw::rect(r, hit.hovered ? colours.line2 : colours.line, 8);
  ui::icon(icon, {r.x + 26, r.mid_y()}, 22, colours.acc, 2);
  const float room = r.w - 64;
  ui::draw::text(title, {r.x + 52, r.y + 20},
                 {.size = 14, .weight = 600, .colour = colours.ink, .max_width = room, .ellipsis = true});
  ui::draw::text(below, {r.x + 52, r.y + 38},
                 {.size = 12, .colour = colours.ink3, .max_width = room, .ellipsis = true});
  return hit.clicked;
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

namespace {

// The layers as a row of signs with lines between them, as many as fit.
void draw_chain(const std::vector<std::string>& glyphs, const ui::Rect& r) {
  constexpr float kPitch = 27, kSign = 16;
  const ui::Palette& colours = ui::theme();
  const auto most = static_cast<size_t>(std::max(1.0f, r.w / kPitch));
  const bool all = glyphs.size() <= most;
  const size_t shown = all ? glyphs.size() : most - 1;
  for (size_t i = 0; i < shown; ++i) {
    const float x = r.x + kSign / 2 + kPitch * static_cast<float>(i);
    ui::icon(glyphs[i], {x, r.mid_y()}, kSign, colours.ink2, 1.6f);
    const bool last = i + 1 == glyphs.size();
    if (!last) ui::draw::line({x + 11, r.mid_y()}, {x + kPitch - 11, r.mid_y()}, colours.line2);
  }
  if (all) return;
  ui::draw::text("+" + std::to_string(glyphs.size() - shown), {r.x + kPitch * static_cast<float>(shown), r.mid_y()},
                 {.size = 12, .mono = true, .colour = colours.ink3});
}

}  // namespace

void GalleryPanel::card(const PanelContext& c, const Sample& s, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const ui::Hit hit = ui::hit(("gallery." + s.stem).c_str(), r);
  ui::draw::rect_filled(r, hit.hovered ? colours.bg3 : colours.bg2, 8);
  ui::draw::rect(r, hit.hovered ? colours.line2 : colours.line, 8);
  const ui::Rect thumb{r.x + 12, r.y + 12, kThumb, kThumb};
  ui::draw::rect_filled(thumb, colours.cv, 8);
  if (s.source) previews_.draw(*s.source, {}, thumb.inset(4));
  const float x = thumb.right() + 12, room = r.right() - 12 - x;
  ui::draw::text(ui::tr(s.name), {x, r.y + 22},
                 {.size = 14, .weight = 600, .colour = colours.ink, .max_width = room, .ellipsis = true});
  const ui::Text summary{.size = 12, .colour = colours.ink2};
  if (ui::draw::text_lines(ui::tr(s.summary), {x, r.y + 34, room, r.h - 68}, summary)) ui::tooltip(ui::tr(s.summary));
  draw_chain(s.glyphs, {r.x + 14, r.bottom() - 36, r.w - 28, 24});
  if (hit.clicked) c.actions.push(action::OpenProject{s.path});
}

}  // namespace app
