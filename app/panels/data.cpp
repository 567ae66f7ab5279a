#include "app/panels/data.h"

#include <algorithm>

#include "app/panels/panel_files.h"
#include "app/panels/panel_words.h"
#include "app/ui/file_request.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/edits.h"

namespace app {
namespace {

constexpr int kColumns = 4, kRows = 2, kPerPage = kColumns * kRows;
constexpr float kThumb = 50, kPitch = 58;

int pages() { return (static_cast<int>(engine::datasets().entries().size()) + kPerPage - 1) / kPerPage; }

}  // namespace

void DataPanel::draw(const PanelContext& c) {
  const ui::Surface surface("data", c.area);
  ui::panel(c.area);
  // A source chosen elsewhere (undo, another project) turns to its page.
  const std::string& now = c.view.experiment.data.source.type;
  if (shown_ != now) {
    const auto& list = sources_in_order();
    const auto same = [&](const engine::DatasetType* t) { return t->id == now; };
    const auto found = std::find_if(list.begin(), list.end(), same);
    if (found != list.end()) page_ = static_cast<int>(found - list.begin()) / kPerPage;
    shown_ = now;
  }
  header(c);
  sources(c);
  if (const std::string path = ui::take_file("data.open"); !path.empty()) {
    c.actions.push(action::ShowData{path, asked_for_});
  }
  controls(c, {c.area.x, c.area.y + 152, c.area.w, c.area.h - 156});
}

void DataPanel::header(const PanelContext& c) {
  const ui::Palette& colours = ui::theme();
  ui::panel_header(c.area, "data", ui::tr("Data"));
  const float y = c.area.y + 20, right = c.area.right();
  const bool open = c.view.explorer.open;
  if (ui::button("data.look", {right - 142, y - 14, 28, 28},
                 {.icon_name = "eye",
                  .kind = ui::ButtonKind::ghost,
                  .on = open,
                  .icon_size = 16,
                  .tip = ui::tr("All samples, columns and plots of this set (D)")})) {
    c.actions.push(action::Explore{!open, ""});
  }
  const std::string count = pages() > 1 ? fmt::format("{}/{}", page_ + 1, pages())
                                        : ui::tr_fill("{} sets", {std::to_string(engine::datasets().entries().size())});
  ui::draw::text(count, {right - 44, y},
                 {.size = 13, .mono = pages() > 1, .colour = colours.ink3, .align = ui::Align::centre});
  const ui::Rect opener{right - 112, y - 14, 28, 28};
  if (ui::button("data.open", opener,
                 {.icon_name = "open",
                  .kind = ui::ButtonKind::ghost,
                  .icon_size = 16,
                  .tip = ui::tr("Open data from a file or folder, or drop it on the window")})) {
    ask_for_any();
  }
  if (pages() < 2) return;
  struct Arrow {
    const char *name, *icon, *tip;
    float x;
    int step;
  };
  const Arrow arrows[] = {{"data.previous", "left", ui::tr("Sets before"), right - 68, -1},
                          {"data.next", "right", ui::tr("More sets"), right - 20, 1}};
  for (const Arrow& arrow : arrows) {
    const ui::Rect r{arrow.x - 11, y - 12, 22, 24};
    const ui::Hit hit = ui::hit(arrow.name, r, {.focus_radius = 6});
    ui::tooltip(arrow.tip);
    if (hit.hovered) ui::draw::rect_filled(r, colours.bg2, 6);
    ui::icon(arrow.icon, {arrow.x, y}, 14, hit.hovered ? colours.ink : colours.ink3);
    if (hit.clicked) page_ = (page_ + arrow.step + pages()) % pages();
  }
}

void DataPanel::sources(const PanelContext& c) {
  const std::vector<const engine::DatasetType*>& list = sources_in_order();
  page_ = std::clamp(page_, 0, pages() - 1);
  const auto first = static_cast<size_t>(page_ * kPerPage);
  for (size_t i = first; i < std::min(first + kPerPage, list.size()); ++i) {
    const auto place = static_cast<int>(i - first);
    source(c, *list[i],
           {c.area.x + 12 + kPitch * static_cast<float>(place % kColumns),
            c.area.y + 42 + kPitch * static_cast<float>(place / kColumns), kThumb, kThumb});
  }
}

void DataPanel::source(const PanelContext& c, const engine::DatasetType& type, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const ui::Hit hit = ui::hit(("data." + type.id).c_str(), r);
  ui::tooltip({.title = ui::tr(type.title), .text = ui::tr(type.summary)});
  const bool chosen = c.view.experiment.data.source.type == type.id;
  ui::draw::rect_filled(r, colours.cv, 6);
  previews_.draw(type, c.view.experiment.data.hand, r);
  ui::draw::rect(r, hit.hovered ? colours.line2 : colours.line, 6);
  if (chosen) ui::draw::selection_ring(r, 6);
  if (hit.clicked && !chosen) choose(c, type);
}

// A file is asked for, and shown before it becomes the data: until then nothing changes.
void DataPanel::ask_for_file(const engine::DatasetType& type) {
  const engine::ParamSpec* spec = engine::find_param(type.params, type.file->paths[0].key);
  ui::file_request() = request_for(type, *spec, "data.open", {});
  asked_for_ = type.id;
}

void DataPanel::ask_for_any() {
  ui::file_request() = {.owner = "data.open", .title = ui::tr("Open data"), .folder = true};
  asked_for_.clear();
}

void DataPanel::choose(const PanelContext& c, const engine::DatasetType& type) {
  if (type.file) {
    ask_for_file(type);
    return;
  }
  engine::Experiment next = set_source(c.view.experiment, type.id);
  const int64_t classes = classes_of(next.data);
  if (type.classes < 0 && classes >= 0) next = fit_output(std::move(next), classes);
  push_edit(c, engine::message("Data: {}", ui::tr(type.title)), std::move(next));
  // What is made by hand is made at once: points on the surface, everything else on a page of its own.
  if (type.made_by_hand && type.dimensions == 0) c.actions.push(action::Explore{true, "edit"});
}

}  // namespace app
