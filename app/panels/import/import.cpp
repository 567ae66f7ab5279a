#include "app/panels/import/import.h"

#include <algorithm>

#include "app/panels/import/lists.h"
#include "app/panels/import/words.h"
#include "app/panels/panel_files.h"
#include "app/panels/panel_words.h"
#include "app/ui/file_request.h"
#include "app/ui/i18n.h"
#include "app/ui/lint.h"
#include "app/ui/overlay.h"
#include "app/ui/param_editor.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kRow = 36, kSettings = 320;
constexpr double kPatience = 0.2;  // seconds before "looking" is said

std::vector<const engine::ParamSpec*> shown_params(const engine::DatasetType& type, const engine::Params& params,
                                                   bool more) {
  const engine::FileSource& file = *type.file;
  std::vector<const engine::ParamSpec*> all;
  const auto add = [&](const engine::ParamSpec& spec) {
    if (spec.key == file.paths[0].key || !engine::is_visible(spec, params)) return;
    if (std::ranges::find(all, &spec) == all.end()) all.push_back(&spec);
  };
  for (const std::string& key : file.main) add(*engine::find_param(type.params, key));
  for (const engine::ParamSpec& spec : type.params) {
    if (more) add(spec);
  }
  return all;
}

}  // namespace

const engine::DatasetType* ImportPanel::type() const { return engine::datasets().find(source_.type); }

const engine::Error* ImportPanel::problem() const {
  return error_ ? &*error_ : preview_.problem ? &*preview_.problem : nullptr;
}

bool ImportPanel::usable() const { return !waiting_ && !problem() && type(); }

void ImportPanel::start(const ShownData& shown) {
  shown_ = shown.number;
  path_ = shown.path;
  frames_ = 0;
  more_ = false;
  found_.clear();
  source_ = {};
  error_.reset();
  preview_ = {};
  asked_ = previewer_.ask(shown.path, shown.source);
  asked_at_ = ui::now();
  waiting_ = true;
}

void ImportPanel::look_again() {
  asked_ = previewer_.ask(source_);
  asked_at_ = ui::now();
  waiting_ = true;
}

void ImportPanel::take_answer() {
  std::optional<PreviewAnswer> answer = previewer_.take();
  if (waiting_) ui::request_frame(0.02);
  if (!answer || answer->number != asked_) return;
  waiting_ = false;
  if (!answer->found.empty()) {
    found_ = std::move(answer->found);
    source_ = answer->source;
    if (const auto all = engine::resolve(type()->params, source_.params)) source_.params = *all;
    table_.reset();
  }
  error_ = std::move(answer->error);
  preview_ = std::move(answer->preview);
  pictures_.reset();
}

void ImportPanel::draw(const PanelContext& c) {
  if (c.view.dialog != Dialog::data) {
    frames_ = 0;
    return;
  }
  if (c.view.shown_data.number != shown_) start(c.view.shown_data);
  take_answer();
  const ui::Overlay overlay("##import", frames_ == 0);
  ++frames_;
  const ui::Vec window = ui::display_size();
  const float width = std::min(1080.0f, window.x - 48), height = std::min(700.0f, window.y - 48);
  ui::lint::uncover({0, 0, window.x, window.y});
  ui::draw::rect_filled({0, 0, window.x, window.y}, ui::theme().veil);
  frame(c, {(window.x - width) / 2, (window.y - height) / 2, width, height});
  keys(c);
}

void ImportPanel::frame(const PanelContext& c, const ui::Rect& r) {
  ui::draw::shadow(r, 10);
  ui::draw::rect_filled(r, ui::theme().bg1, 10);
  ui::draw::rect(r, ui::theme().line2, 10);
  ui::draw::text(ui::tr("Open data"), {r.x + 24, r.y + 32},
                 {.size = 18, .weight = 600, .colour = ui::theme().ink, .max_width = 300});
  path_line(c, {r.x + 24, r.y + 56, r.w - 48, 32});
  const float top = r.y + 104, bottom = r.bottom() - 84;
  source_line({r.x + 24, top, kSettings, 32});
  settings({r.x + 24, top + 44, kSettings, bottom - top - 44});
  first_look({r.x + 24 + kSettings + 20, top, r.w - kSettings - 68, bottom - top});
  buttons(c, {r.x + 24, r.bottom() - 68, r.w - 48, 52});
}

void ImportPanel::path_line(const PanelContext& c, const ui::Rect& r) {
  const std::string label = ui::tr("Choose…");
  const float width = ui::text_width(label, {.size = 13}) + 28;
  ui::icon("open", {r.x + 9, r.mid_y()}, 18, ui::theme().ink2, 1.8f);
  ui::draw::text(short_path(path_, r.w - width - 44), {r.x + 28, r.mid_y()},
                 {.size = 13, .colour = ui::theme().ink, .max_width = r.w - width - 44, .ellipsis = true});
  if (ui::button("import.choose", {r.right() - width, r.y, width, r.h}, {.label = label, .size = 13})) {
    ui::file_request() = {.owner = "import.path", .title = ui::tr("Open data"), .folder = true, .start = path_};
  }
  const std::string chosen = ui::take_file("import.path");
  if (!chosen.empty()) c.actions.push(action::ShowData{chosen, {}});
}

// What it was recognised as, and what else can read it.
void ImportPanel::source_line(const ui::Rect& r) {
  if (found_.empty()) return;
  ui::draw::text(ui::tr("Read as"), {r.x, r.mid_y()}, {.size = 13, .max_width = r.w * 0.44f - 6});
  std::vector<std::string> labels;
  int selected = 0;
  for (size_t i = 0; i < found_.size(); ++i) {
    labels.emplace_back(ui::tr(found_[i].type->title));
    if (found_[i].type->id == source_.type) selected = static_cast<int>(i);
  }
  const ui::Rect box{r.x + r.w * 0.44f, r.y + 1, r.w * 0.56f, 30};
  if (!ui::dropdown("import.source", box, labels, &selected, {.tip = ui::tr("What else can read this")})) return;
  const engine::Recognised& other = found_[static_cast<size_t>(selected)];
  source_ = {other.type->id, other.params};
  if (const auto all = engine::resolve(other.type->params, other.params)) source_.params = *all;
  preview_ = {};
  error_.reset();
  table_.reset();
  look_again();
}

void ImportPanel::settings(const ui::Rect& r) {
  const engine::DatasetType* t = type();
  if (!t) return;
  const ui::ScrollArea scroll("import.settings", r, settings_height_);
  float y = scroll.y();
  for (const engine::ParamSpec* spec : shown_params(*t, source_.params, more_)) {
    const ui::Rect row{r.x, y, scroll.width(), kRow};
    y += kRow;
    if (spec->is_path) {
      path_param(*spec, row);
      continue;
    }
    const std::string name = "import." + spec->key;
    const auto edit = ui::param_row(name.c_str(), row, *spec, source_.params.at(spec->key), {.row = kRow});
    if (!edit) continue;
    source_.params[spec->key] = edit->value;
    look_again();
  }
  const size_t all = shown_params(*t, source_.params, true).size();
  if (all > shown_params(*t, source_.params, false).size()) {
    const std::string label = more_ ? ui::tr("Fewer settings") : ui::tr("More settings");
    const float width = ui::text_width(label, {.size = 13}) + 24;
    if (ui::button("import.more", {r.x, y + 6, width, 28},
                   {.label = label, .kind = ui::ButtonKind::ghost, .size = 13})) {
      more_ = !more_;
    }
    y += 40;
  }
  settings_height_ = y - scroll.y();
}

void ImportPanel::path_param(const engine::ParamSpec& spec, const ui::Rect& r) {
  const std::string name = "import." + spec.key;
  const std::string& path = std::get<std::string>(source_.params.at(spec.key));
  ui::draw::text(ui::tr(spec.label), {r.x, r.mid_y()}, {.size = 13, .max_width = r.w * 0.44f - 6});
  const ui::Rect box{r.x + r.w * 0.44f, r.mid_y() - 14, r.w * 0.56f, 28};
  const std::string label = path.empty() ? ui::tr("Choose…") : last_part(path);
  if (ui::button(name.c_str(), box, {.label = "", .radius = 6, .tip = ui::tr(spec.help)})) {
    ui::file_request() = request_for(*type(), spec, name, path);
  }
  ui::draw::text(label, {box.x + 10, box.mid_y()},
                 {.size = 13, .colour = ui::theme().ink, .max_width = box.w - 20, .ellipsis = true});
  const std::string chosen = ui::take_file(name);
  if (chosen.empty()) return;
  source_.params[spec.key] = chosen;
  look_again();
}

void ImportPanel::first_look(const ui::Rect& r) {
  ui::well(r);
  const bool late = waiting_ && ui::now() - asked_at_ > kPatience;
  float bottom = r.bottom();
  if (const engine::Error* e = problem(); e && !late) {
    const std::string words = error_text({}, *e);
    const bool alone = !preview_.table && !preview_.pictures && preview_.arrays.empty() && preview_.lines.empty();
    const ui::Text look{.size = 13, .colour = ui::theme().err};
    const float height = ui::draw::text_block_height(words, r.w - 48, look);
    const float y = alone ? r.mid_y() - height / 2 : r.bottom() - height - 12;
    ui::draw::text_block(words, {r.x + 24, y, r.w - 48, height + 1}, look);
    if (alone) return;
    bottom = y - 10;
    ui::draw::hairline({r.x, bottom}, {r.right(), bottom}, ui::theme().line);
  }
  ui::Rect inside{r.x + 1, r.y + 1, r.w - 2, bottom - r.y - 2};
  if (late && found_.empty()) {
    ui::empty_state(inside, ui::tr("Looking at it…"));
    return;
  }
  if (preview_.table && table_.draw(*preview_.table, source_.params, inside)) look_again();
  if (!preview_.arrays.empty()) {
    const float used = draw_import_arrays(preview_.arrays, inside);
    inside = {inside.x, inside.y + used, inside.w, inside.h - used};
  }
  if (preview_.pictures) pictures_.draw(*preview_.pictures, inside);
  if (!preview_.lines.empty()) draw_import_lines(preview_.lines, inside);
}

void ImportPanel::buttons(const PanelContext& c, const ui::Rect& r) {
  const std::string accept = ui::tr("Use this data"), refuse = ui::tr("Cancel");
  const ui::Text look{.size = 14, .weight = 600};
  const float wide = ui::text_width(accept, look) + 36, narrow = ui::text_width(refuse, look) + 36;
  const ui::Rect right{r.right() - wide, r.y + 8, wide, 36};
  if (usable()) {
    const float room = right.x - narrow - 8 - r.x - 20;
    ui::draw::text(change_words(c.view, preview_), {r.x, r.y + 36},
                   {.size = 13, .colour = ui::theme().ink2, .max_width = room, .ellipsis = true});
    std::string words = set_words(preview_);
    for (const engine::Message& note : preview_.notes) words += (words.empty() ? "" : " ") + ui::tr(note);
    ui::draw::text(words, {r.x, r.y + 14},
                   {.size = 13, .weight = 600, .colour = ui::theme().ink, .max_width = room, .ellipsis = true});
  } else if (waiting_ && ui::now() - asked_at_ > kPatience) {
    ui::draw::text(ui::tr("Looking at it…"), {r.x, r.mid_y()}, {.size = 13, .colour = ui::theme().ink3});
  }
  if (ui::button("import.cancel", {right.x - narrow - 8, right.y, narrow, 36}, {.label = refuse})) {
    c.actions.push(action::Dismiss{});
  }
  if (ui::button("import.use", right, {.label = accept, .kind = ui::ButtonKind::primary, .disabled = !usable()})) {
    use(c);
  }
}

void ImportPanel::use(const PanelContext& c) {
  if (!usable()) return;
  engine::Term given{source_.type, {}};
  for (const engine::ParamSpec& spec : type()->params) {  // defaults need not be said
    const engine::ParamValue& value = source_.params.at(spec.key);
    if (!(value == spec.default_value)) given.params[spec.key] = value;
  }
  c.actions.push(action::UseData{std::move(given), preview_.whole ? preview_.classes : -1});
}

void ImportPanel::keys(const PanelContext& c) {
  const bool mine = ui::overlays_open() == 1 && ui::file_request().owner.empty();
  if (frames_ < 3 || !mine || ImGui::GetIO().WantTextInput) return;
  if (ui::key_pressed(ui::Key::escape, false)) c.actions.push(action::Dismiss{});
  if (ui::key_pressed(ui::Key::enter, false)) use(c);
}

}  // namespace app
