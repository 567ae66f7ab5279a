#include "app/panels/file_dialog.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_files.h"
#include "app/panels/panel_words.h"
#include "app/ui/file_request.h"
#include "app/ui/i18n.h"
#include "app/ui/lint.h"
#include "app/ui/overlay.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

namespace fs = std::filesystem;
constexpr float kRow = 28;

}  // namespace

FileDialogPanel::FileDialogPanel(std::string samples) : samples_(std::move(samples)) {}

FileDialogPanel::Purpose FileDialogPanel::purpose_of(const View& view) {
  if (view.dialog == Dialog::open) return Purpose::open;
  if (view.dialog == Dialog::save_as) return Purpose::save;
  const ui::FileRequest& request = ui::file_request();
  return !request.owner.empty() && !request.answered ? Purpose::request : Purpose::none;
}

bool FileDialogPanel::saves() const {
  return purpose_ == Purpose::save || (purpose_ == Purpose::request && ui::file_request().save);
}

void FileDialogPanel::start(const View& view, Purpose purpose) {
  purpose_ = purpose;
  frames_ = 0;
  selected_ = -1;
  replace_asked_ = false;
  complaint_.clear();
  name_.clear();
  notices_before_ = view.notices.empty() ? 0 : view.notices.back().number;
  const bool other = purpose == Purpose::request;
  listing_.set_extensions(other ? ui::file_request().extensions : std::vector<std::string>{".json"});
  fs::path start = other ? fs::path(ui::file_request().start) : fs::path(view.path);
  const auto among_samples = [&] { return start == samples_ || start.parent_path() == samples_; };
  if (purpose == Purpose::save && among_samples()) start.clear();  // they stay as they are
  if (start.empty()) start = last_folder_[other ? 1 : 0];
  if (purpose == Purpose::save && among_samples()) start.clear();
  if (other && ui::file_request().save) name_ = ui::file_request().name;
  if (purpose == Purpose::save) {
    name_ = view.path.empty() ? std::string("network.json") : last_part(view.path);
  }
  listing_.go(start);
}

void FileDialogPanel::draw(const PanelContext& c) {
  const Purpose wanted = purpose_of(c.view);
  if (wanted != purpose_) start(c.view, wanted);
  if (purpose_ == Purpose::none) return;
  const ui::Overlay overlay("##file", frames_ == 0);
  ++frames_;
  const ui::Vec window = ui::display_size();
  const float width = std::min(720.0f, window.x - 48), height = std::min(520.0f, window.y - 80);
  ui::lint::uncover({0, 0, window.x, window.y});
  ui::draw::rect_filled({0, 0, window.x, window.y}, ui::theme().veil);
  frame(c, {(window.x - width) / 2, (window.y - height) / 2, width, height});
}

void FileDialogPanel::frame(const PanelContext& c, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  ui::draw::shadow(r, 10);
  ui::draw::rect_filled(r, colours.bg1, 10);
  ui::draw::rect(r, colours.line2, 10);
  const std::string title = purpose_ == Purpose::open   ? ui::tr("Open a project")
                            : purpose_ == Purpose::save ? ui::tr("Save the project")
                                                        : ui::file_request().title;
  ui::draw::text(title, {r.x + 20, r.y + 28}, {.size = 16, .weight = 600, .colour = colours.ink});
  places({r.x + 20, r.y + 52, r.w - 40, 32});
  list(c, {r.x + 20, r.y + 92, r.w - 40, r.h - 92 - 72});
  name_line(c, {r.x + 20, r.bottom() - 56, r.w - 40, 36});
  keys(c);
}

void FileDialogPanel::places(const ui::Rect& r) {
  float x = r.x;
  if (ui::button("file.up", {x, r.y, 36, r.h}, {.icon_name = "up", .icon_size = 16, .tip = ui::tr("Folder above")})) {
    listing_.go_up();
    select(-1);
  }
  x += 44;
  struct Place {
    const char* name;
    std::string label;
    fs::path folder;
  };
  std::vector<Place> all{{"file.home", ui::tr("Home"), home_folder()}};
  if (!samples_.empty() && purpose_ == Purpose::open) all.push_back({"file.samples", ui::tr("Samples"), samples_});
  for (const Place& place : all) {
    const float width = ui::text_width(place.label, {.size = 13}) + 24;
    if (ui::button(place.name, {x, r.y, width, r.h}, {.label = place.label, .size = 13})) {
      listing_.go(place.folder);
      select(-1);
    }
    x += width + 8;
  }
  const float room = r.right() - x - 8;
  ui::draw::text(short_path(listing_.folder().string(), room), {x + 8, r.mid_y()},
                 {.size = 13, .colour = ui::theme().ink3, .max_width = room, .ellipsis = true});
}

void FileDialogPanel::list(const PanelContext& c, const ui::Rect& r) {
  ui::well(r);
  const ui::Rect inside = r.inset(1, 4);
  const auto count = static_cast<int>(listing_.entries().size());
  if (!listing_.problem().empty()) {
    ui::empty_state(inside, ui::tr(listing_.problem()));
    return;
  }
  if (count == 0) {
    ui::empty_state(inside, saves() ? ui::tr("No files of this kind here yet.") : ui::tr("Nothing to open here."));
    return;
  }
  const ui::ScrollArea scroll("file.list", inside, kRow * static_cast<float>(count + (listing_.cut() ? 1 : 0)));
  if (reveal_ && selected_ >= 0) {
    const float top = kRow * static_cast<float>(selected_);
    ui::scroll_to("file.list", top, top + kRow, inside.h);
  }
  reveal_ = false;
  const int first = std::max(0, static_cast<int>((inside.y - scroll.y()) / kRow));
  const int last = std::min(count - 1, static_cast<int>((inside.bottom() - scroll.y()) / kRow));
  for (int i = first; i <= last; ++i) {
    row(c, {inside.x + 4, scroll.y() + kRow * static_cast<float>(i), scroll.width() - 8, kRow}, i);
  }
  if (listing_.cut() && last == count - 1) {
    ui::draw::text(ui::tr("There is more; type the name."),
                   {inside.x + 16, scroll.y() + kRow * (static_cast<float>(count) + 0.5f)},
                   {.size = 13, .colour = ui::theme().ink3});
  }
}

void FileDialogPanel::row(const PanelContext& c, const ui::Rect& r, int index) {
  const ui::Palette& colours = ui::theme();
  const FileEntry entry = listing_.entries()[static_cast<size_t>(index)];
  const ui::Hit hit = ui::hit(("file.entry/" + entry.name).c_str(), r, {.focusable = false});
  const bool on = index == selected_;
  if (on || hit.hovered) ui::draw::rect_filled(r, on ? colours.bg3 : colours.bg2, 6);
  ui::icon(entry.folder ? "open" : "text", {r.x + 16, r.mid_y()}, 16, entry.folder ? colours.ink2 : colours.ink3, 1.8f);
  ui::draw::text(entry.name, {r.x + 34, r.mid_y()},
                 {.size = 13, .colour = colours.ink, .max_width = r.w - 44, .ellipsis = true});
  if (hit.clicked) select(index);
  if (hit.double_clicked) {
    select(index);
    accept(c);
  }
}

void FileDialogPanel::select(int index) {
  selected_ = std::min(index, static_cast<int>(listing_.entries().size()) - 1);
  replace_asked_ = false;
  complaint_.clear();
  if (selected_ < 0) return;
  const FileEntry& entry = listing_.entries()[static_cast<size_t>(selected_)];
  if (!entry.folder || !saves()) name_ = entry.name;
}

void FileDialogPanel::keys(const PanelContext& c) {
  if (frames_ < 2) return;
  const int count = static_cast<int>(listing_.entries().size());
  const int step = ui::key_pressed(ui::Key::down) ? 1 : ui::key_pressed(ui::Key::up) ? -1 : 0;
  if (step != 0 && count > 0) {
    select(std::clamp(selected_ < 0 ? (step > 0 ? 0 : count - 1) : selected_ + step, 0, count - 1));
    reveal_ = true;
  }
  if (ui::key_pressed(ui::Key::escape, false)) {
    cancel(c);
  } else if (ui::key_pressed(ui::Key::enter, false)) {
    accept(c);
  }
}

std::string FileDialogPanel::last_problem(const View& view) const {
  if (!complaint_.empty()) return complaint_;
  if (view.notices.empty() || view.notices.back().number <= notices_before_) return {};
  const Notice& notice = view.notices.back();
  return notice.kind == Notice::Kind::error ? ui::tr(notice.text) : std::string();
}

void FileDialogPanel::name_line(const PanelContext& c, const ui::Rect& r) {
  const std::string problem = last_problem(c.view);
  const float folder = purpose_ == Purpose::request && ui::file_request().folder
                           ? ui::text_width(ui::tr("Use this folder"), {.size = 14, .weight = 600}) + 36
                           : 0;
  const ui::Rect field{r.x + folder, r.y + 2, r.w - 232 - folder, 32};
  const ui::Change change = ui::text_field(
      "file.name", field, &name_,
      {.hint = ui::tr("Name of the file"), .focus_now = frames_ == 1 || focus_name_, .bad = !problem.empty()});
  focus_name_ = false;
  if (change.changed) {
    selected_ = -1;
    replace_asked_ = false;
    complaint_.clear();
  }
  if (!problem.empty()) {
    ui::draw::text(problem, {r.x, r.y - 8},
                   {.size = 12, .colour = ui::theme().err, .max_width = r.w, .ellipsis = true});
  }
  if (purpose_ == Purpose::request && ui::file_request().folder) {
    const std::string label = ui::tr("Use this folder");
    const float width = ui::text_width(label, {.size = 14, .weight = 600}) + 28;
    if (ui::button("file.folder", {r.x, r.y, width, 36}, {.label = label})) use_folder(c);
    ui::tooltip(ui::tr("The folder that is chosen in the list, or else the one that is shown"));
  }
  const char* verb = !saves() ? ui::tr("Open") : replace_asked_ ? ui::tr("Replace") : ui::tr("Save");
  if (ui::button("file.cancel", {r.right() - 220, r.y, 106, 36}, {.label = ui::tr("Cancel")})) cancel(c);
  const bool can = !name_.empty() || selected_ >= 0;
  if (ui::button("file.accept", {r.right() - 106, r.y, 106, 36},
                 {.label = verb, .kind = ui::ButtonKind::primary, .disabled = !can})) {
    accept(c);
  }
}

void FileDialogPanel::accept(const PanelContext& c) {
  std::string wanted = name_;
  if (selected_ >= 0 && listing_.entries()[static_cast<size_t>(selected_)].folder) {
    wanted = listing_.entries()[static_cast<size_t>(selected_)].name;
  }
  const fs::path path = listing_.resolve(wanted);
  if (path.empty()) return;
  std::error_code problem;
  if (fs::is_directory(path, problem)) {
    listing_.go(path);
    select(-1);
    if (!saves()) name_.clear();
    focus_name_ = true;
    return;
  }
  const bool exists = fs::exists(path, problem);
  const bool own = purpose_ == Purpose::save && path == fs::path(c.view.path);
  if (saves() && exists && !own && !replace_asked_) {
    replace_asked_ = true;
    complaint_ = ui::tr("There is a file of that name.");
    return;
  }
  if (!saves() && !exists) {
    complaint_ = ui::tr("There is no such file.");
    return;
  }
  answer(c, path);
}

void FileDialogPanel::use_folder(const PanelContext& c) {
  const bool chosen = selected_ >= 0 && listing_.entries()[static_cast<size_t>(selected_)].folder;
  answer(c, chosen ? listing_.folder() / listing_.entries()[static_cast<size_t>(selected_)].name : listing_.folder());
}

void FileDialogPanel::answer(const PanelContext& c, const fs::path& path) {
  last_folder_[purpose_ == Purpose::request ? 1 : 0] = listing_.folder();
  switch (purpose_) {
    case Purpose::open: c.actions.push(action::OpenProject{path.string()}); break;
    case Purpose::save: c.actions.push(action::SaveProjectAs{path.string()}); break;
    case Purpose::request:
      ui::file_request().path = path.string();
      ui::file_request().answered = true;
      break;
    case Purpose::none: break;
  }
}

void FileDialogPanel::cancel(const PanelContext& c) {
  if (purpose_ == Purpose::request) {
    ui::file_request() = {};
  } else {
    c.actions.push(action::Dismiss{});
  }
}

}  // namespace app
