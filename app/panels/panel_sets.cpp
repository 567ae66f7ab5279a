#include "app/panels/panel_sets.h"

#include <algorithm>
#include <filesystem>

#include "app/panels/panel_files.h"
#include "app/panels/panel_words.h"
#include "app/ui/file_request.h"
#include "app/ui/i18n.h"
#include "app/workbench/edits.h"
#include "engine/data/prepare.h"

namespace app {
namespace {

constexpr uintmax_t kMostBytes = 4u << 20;  // of a file that is read while the window waits
constexpr const char* kOwner = "data.open";
const std::vector<std::string> kCategories{"Classify",  "By hand", "Regress", "Images", "Series",
                                           "Sequences", "Text",    "Worlds",  "Files"};

size_t place_of(const std::string& category) {
  return static_cast<size_t>(std::find(kCategories.begin(), kCategories.end(), category) - kCategories.begin());
}

std::string title_of_group(size_t place) {
  const char* const titles[] = {
      ui::tr("Points in classes"),   ui::tr("Made by hand"),     ui::tr("Numbers to predict"),
      ui::tr("Pictures and sound"),  ui::tr("Series in time"),   ui::tr("Sequences of symbols"),
      ui::tr("Words and sentences"), ui::tr("Worlds to act in"), ui::tr("From files and folders")};
  return titles[place];
}

std::string& asked_for() {  // the source that a file is asked for; empty: any
  static std::string id;
  return id;
}

}  // namespace

const std::vector<const engine::DatasetType*>& sources_in_order() {
  static const std::vector<const engine::DatasetType*> list = [] {
    std::vector<const engine::DatasetType*> all = engine::datasets().entries();
    std::stable_sort(all.begin(), all.end(), [](const engine::DatasetType* a, const engine::DatasetType* b) {
      return place_of(a->category) < place_of(b->category);
    });
    return all;
  }();
  return list;
}

std::vector<SetGroup> set_groups() {
  std::vector<SetGroup> groups;
  std::string last;
  for (const engine::DatasetType* type : sources_in_order()) {
    if (groups.empty() || type->category != last) {
      const size_t place = place_of(type->category);
      groups.push_back({place < kCategories.size() ? title_of_group(place) : ui::tr(type->category), {}});
      last = type->category;
    }
    groups.back().types.push_back(type);
  }
  return groups;
}

int64_t classes_of(const engine::DataSpec& spec) {
  const engine::DatasetType* type = engine::datasets().find(spec.source.type);
  if (!type) return -1;
  if (type->classes >= 0) return type->classes;
  if (type->classes_by_hand) {
    const auto params = engine::resolve(type->params, spec.source.params);
    return params ? type->classes_by_hand(spec.hand, *params) : -1;
  }
  for (const engine::ParamSpec& param : type->params) {
    const auto given = spec.source.params.find(param.key);
    if (!param.is_path || given == spec.source.params.end()) continue;
    std::error_code problem;
    const std::string* path = std::get_if<std::string>(&given->second);
    const uintmax_t bytes = path ? std::filesystem::file_size(*path, problem) : 0;
    if (problem || bytes > kMostBytes) return -1;
  }
  engine::DataSpec small = spec;
  if (type->generated) small.size = std::min<int64_t>(spec.size, 100);
  const auto made = engine::prepare(small);
  return made ? (*made)->raw.classes : -1;
}

// A file is asked for, and shown before it becomes the data: until then nothing changes.
void choose_set(const PanelContext& c, const engine::DatasetType& type) {
  if (type.file) {
    const engine::ParamSpec* spec = engine::find_param(type.params, type.file->paths[0].key);
    ui::file_request() = request_for(type, *spec, kOwner, {});
    asked_for() = type.id;
    return;
  }
  engine::Experiment next = set_source(c.view.experiment, type.id);
  const int64_t classes = classes_of(next.data);
  if (type.classes < 0 && classes >= 0) next = fit_output(std::move(next), classes);
  push_edit(c, engine::message("Data: {}", ui::tr(type.title)), std::move(next));
  // What is made by hand is made at once: points on the surface, everything else on a page of its own.
  if (type.made_by_hand && type.dimensions == 0) c.actions.push(action::Explore{true, "edit"});
}

void ask_for_any_set() {
  ui::file_request() = {.owner = kOwner, .title = ui::tr("Open data"), .folder = true};
  asked_for().clear();
}

void take_asked_set(const PanelContext& c) {
  if (const std::string path = ui::take_file(kOwner); !path.empty())
    c.actions.push(action::ShowData{path, asked_for()});
}

}  // namespace app
