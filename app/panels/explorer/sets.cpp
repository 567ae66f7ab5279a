#include "app/panels/explorer/sets.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "engine/schema/file_source.h"

namespace app {
namespace {

constexpr float kTop = 44, kHeading = 34, kCard = 104, kGap = 12, kThumb = 80, kWideEnough = 780;
constexpr const char* kList = "sets.list";

std::string name_of(const engine::DatasetType& type) { return "sets." + type.id; }

std::string numbers(int64_t count) {
  return count == 1 ? ui::tr("1 number") : ui::tr_fill("{} numbers", {ui::format_count(count)});
}

// One sample, as it comes: "28×28", "24 tokens", "2 numbers".
std::string input_facts(const engine::DatasetType& type, const engine::Dataset& raw) {
  const engine::Shape& shape = raw.inputs.shape();
  if (!raw.vocabulary.empty()) return ui::tr_fill("{} tokens", {ui::format_count(shape.count())});
  if (type.kind == engine::SampleKind::series) return ui::tr_fill("{} steps", {ui::format_count(shape[0])});
  return shape.rank() > 1 ? shape.text() : numbers(shape.count());
}

// What is to be said of it: "10 classes", "a class for each of 16×16".
std::string target_facts(const engine::Dataset& raw) {
  const engine::Shape& shape = raw.target_shape;
  const std::string classes = ui::format_count(raw.classes);
  if (raw.classes == 0) return numbers(std::max<int64_t>(1, shape.count()));
  if (shape.rank() == 0) return ui::tr_fill("{} classes", {classes});
  return ui::tr_fill("{} × {} classes", {shape.text(), classes});
}

std::string file_facts(const engine::FileSource& file) {
  std::string all;
  for (const std::string& extension : file.paths[0].extensions) {
    if (!extension.empty()) all += (all.empty() ? "" : " ") + extension;
  }
  if (file.paths[0].folder) all += (all.empty() ? "" : " ") + std::string(ui::tr("folder"));
  return all;
}

std::string facts_of(const ExplorerContext& c, const engine::DatasetType& type, const engine::PreparedData* data) {
  if (type.file) return file_facts(*type.file);
  if (type.made_by_hand) {
    const int64_t rows = type.made_by_hand(c.panel.view.experiment.data.hand);
    return rows == 0 ? std::string(ui::tr("empty")) : ui::tr_fill("{} rows", {ui::format_count(rows)});
  }
  if (!data) return {};
  return input_facts(type, data->raw) + " → " + target_facts(data->raw);
}

}  // namespace

const char* SetsPage::title() const { return ui::tr("All sets"); }
const char* SetsPage::tip() const { return ui::tr("Every set of data that there is, to choose another one"); }

void SetsPage::draw(const ExplorerContext& c, const ui::Rect& area) {
  const ui::Rect list{area.x, area.y + kTop, area.w + 8, area.h - kTop};
  lay_out(list.w - 16);
  const bool opened = ImGui::GetFrameCount() > last_frame_ + 1;
  last_frame_ = ImGui::GetFrameCount();
  top_line(c, {area.x, area.y, area.w, kTop});
  if (opened) {
    const std::string& now = c.panel.view.experiment.data.source.type;
    const auto found = std::find_if(places_.begin(), places_.end(), [&](const Place& p) { return p.type->id == now; });
    if (found != places_.end()) go_to(*found, list.h);
  }
  take_keys(c, list.h);
  const ui::ScrollArea scroll(kList, list, height_);
  for (const Heading& heading : headings_) {
    const float y = scroll.y() + heading.y;
    if (y + kHeading < list.y || y > list.bottom()) continue;
    ui::draw::text(heading.title, {list.x, y + 18}, {.size = 13, .weight = 600, .colour = ui::theme().ink3});
  }
  const ui::Rect near_by = list.inset(0, -kCard);  // a step by the keys finds the next card already there
  for (const Place& place : places_) {
    const ui::Rect r = place.r.shifted(list.x, scroll.y());
    if (r.overlaps(near_by)) card(c, place, r);
  }
  if (places_.empty()) ui::empty_state(list, ui::tr("No set of that name"));
}

void SetsPage::top_line(const ExplorerContext& c, const ui::Rect& r) {
  const bool was_empty = words_.empty();
  const ui::Change typed = ui::text_field("sets.words", {r.x, r.y + 6, 260, 30}, &words_,
                                          {.icon_name = "search", .hint = ui::tr("Find a set")});
  if (typed) ui::scroll_to(kList, 0, 1, 1);
  const bool entered = typed.committed && ui::key_pressed(ui::Key::enter, false);
  if (entered && !was_empty && !places_.empty()) choose(c, *places_.front().type);
  const std::string open = ui::tr("Open a file or folder");
  const float wide = ui::text_width(open, {.size = 13}) + 48;
  if (ui::button("sets.open", {r.right() - wide, r.y + 6, wide, 30},
                 {.icon_name = "open", .label = open, .size = 13, .icon_size = 15, .radius = 6})) {
    ask_for_any_set();
  }
  const std::string count = ui::tr_fill("{} sets", {std::to_string(places_.size())});
  ui::draw::text(count, {r.x + 274, r.y + 21}, {.size = 13, .colour = ui::theme().ink3});
}

void SetsPage::lay_out(float width) {
  headings_.clear();
  places_.clear();
  const int columns = width > kWideEnough ? 3 : 2;
  const float wide = (width - kGap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  float y = 0;
  for (const SetGroup& group : set_groups()) {
    int count = 0;
    for (const engine::DatasetType* type : group.types) {
      if (!matches_words({type->title, type->summary, type->category, type->id}, words_)) continue;
      if (count == 0) {
        headings_.push_back({group.title, y});
        y += kHeading;
      }
      const auto column = static_cast<float>(count % columns), line = static_cast<float>(count / columns);
      places_.push_back({type, {column * (wide + kGap), y + line * (kCard + kGap), wide, kCard}});
      ++count;
    }
    const int lines = (count + columns - 1) / columns;
    if (count > 0) y += static_cast<float>(lines) * (kCard + kGap) + 2;
  }
  height_ = y;
}

void SetsPage::card(const ExplorerContext& c, const Place& place, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const engine::DatasetType& type = *place.type;
  const ui::Hit hit = ui::hit(name_of(type).c_str(), r, {.arrows = true});
  const bool chosen = c.panel.view.experiment.data.source.type == type.id;
  ui::draw::rect_filled(r, hit.hovered ? colours.bg3 : colours.bg2, 8);
  ui::draw::rect(r, hit.hovered ? colours.line2 : colours.line, 8);
  if (chosen) ui::draw::selection_ring(r, 8);
  const ui::Rect thumb{r.x + 12, r.y + 12, kThumb, kThumb};
  ui::draw::rect_filled(thumb, colours.cv, 6);
  previews_.draw(type, c.panel.view.experiment.data.hand, thumb);
  ui::draw::rect(thumb, colours.line, 6);
  const float x = thumb.right() + 12, room = r.right() - 10 - x;
  ui::draw::text(ui::tr(type.title), {x, r.y + 19},
                 {.size = 14, .weight = 600, .colour = colours.ink, .max_width = room, .ellipsis = true});
  const ui::Text summary{.size = 12, .colour = colours.ink2};
  if (ui::draw::text_lines(ui::tr(type.summary), {x, r.y + 30, room, 3 * 12 * 1.35f}, summary))
    ui::tooltip({.title = ui::tr(type.title), .text = ui::tr(type.summary)});
  ui::draw::text(facts_of(c, type, previews_.data_of(type)), {x, r.bottom() - 14},
                 {.size = 12, .colour = colours.ink3, .max_width = room, .ellipsis = true});
  if (hit.clicked) choose(c, type);
}

// Arrows walk from card to card, Enter chooses (see ui::Hit::clicked).
void SetsPage::take_keys(const ExplorerContext& c, float height) {
  if (ui::keyboard_taken() || c.panel.view.dialog != Dialog::none || places_.empty()) return;
  const auto at =
      std::find_if(places_.begin(), places_.end(), [](const Place& p) { return ui::has_focus(name_of(*p.type)); });
  const bool down = ui::key_pressed(ui::Key::down), up = ui::key_pressed(ui::Key::up);
  if (at == places_.end()) {
    if (down) go_to(places_.front(), height);
    return;
  }
  const auto last = places_.end() - 1;
  if (ui::key_pressed(ui::Key::left) && at != places_.begin()) return go_to(*(at - 1), height);
  if (ui::key_pressed(ui::Key::right) && at != last) return go_to(*(at + 1), height);
  if (ui::key_pressed(ui::Key::home)) return go_to(places_.front(), height);
  if (ui::key_pressed(ui::Key::end)) return go_to(*last, height);
  if (!up && !down) return;
  const Place* best = nullptr;
  for (const Place& p : places_) {
    const float away = (p.r.y - at->r.y) * (down ? 1 : -1), aside = std::abs(p.r.x - at->r.x);
    if (away < 1) continue;
    const float best_away = best ? (best->r.y - at->r.y) * (down ? 1 : -1) : 0;
    const float best_aside = best ? std::abs(best->r.x - at->r.x) : 0;
    if (!best || away < best_away - 1 || (away < best_away + 1 && aside < best_aside)) best = &p;
  }
  if (best) go_to(*best, height);
}

void SetsPage::go_to(const Place& place, float height) {
  ui::set_focus(name_of(*place.type));
  ui::scroll_to(kList, place.r.y - kHeading, place.r.bottom() + kGap, height);
}

// Back to the network with the new data, except where a set is made by hand or a file has to be shown first.
void SetsPage::choose(const ExplorerContext& c, const engine::DatasetType& type) {
  const bool same = c.panel.view.experiment.data.source.type == type.id;
  if (!type.file) c.panel.actions.push(action::Explore{false, "samples"});
  if (!same || type.file) choose_set(c.panel, type);
}

}  // namespace app
