#include "engine/io/project_file.h"

#include <cmath>
#include <filesystem>

#include "engine/core/file.h"
#include "engine/formats/limits.h"
#include "engine/io/checkpoint_json.h"
#include "engine/io/hand_json.h"
#include "engine/io/project_json.h"

namespace engine {
namespace fs = std::filesystem;
namespace {

constexpr const char* kFormat = "glassnet project";
constexpr int64_t kVersion = 3;          // 3: with a way of training
constexpr int64_t kVersionOfLabels = 2;  // written where nothing else is needed, so that older programs read it

// The path of the first number that JSON cannot hold; empty when there is none.
std::string not_finite(const Json& value, const std::string& path) {
  if (value.is_number_float() && !std::isfinite(value.get<double>())) return path;
  if (!value.is_structured()) return {};
  for (const auto& [key, item] : value.items()) {
    const std::string inner = value.is_array() ? path + "[" + key + "]" : path.empty() ? key : path + "." + key;
    if (std::string found = not_finite(item, inner); !found.empty()) return found;
  }
  return {};
}

void check_format(JsonFields& fields, ReadLog& log) {
  std::string format;
  int64_t version = 0;
  fields.read("format", format);
  fields.read("version", version);
  if (format != kFormat) {
    log.fail("", message("This is not a Glassnet project: it lacks \"format\": \"{}\".", kFormat));
  }
  if (version < 1)
    log.fail("version", message("The version of the format must be 1 to {}, not {}.", kVersion, version));
  if (version > kVersion) {
    log.fail("version",
             message("The project was written by a newer Glassnet (format {}; this one reads {}).", version, kVersion));
  }
}

// Applies `change` to every parameter of the data source that names a file.
template <class Change>
void change_paths(DataSpec& data, const Change& change) {
  const DatasetType* type = datasets().find(data.source.type);
  if (!type) return;
  for (const ParamSpec& spec : type->params) {
    const auto found = data.source.params.find(spec.key);
    if (!spec.is_path || found == data.source.params.end()) continue;
    auto* text = std::get_if<std::string>(&found->second);
    if (text && !text->empty()) *text = change(*text);
  }
}

fs::path path_of(const std::string& utf8) { return fs::path(std::u8string(utf8.begin(), utf8.end())); }

std::string text_of(const fs::path& path) {
  const std::u8string text = path.generic_u8string();
  return {text.begin(), text.end()};
}

fs::path folder_of(const std::string& path) {
  std::error_code failed;
  const fs::path absolute = fs::absolute(path_of(path), failed);
  return (failed ? path_of(path) : absolute).lexically_normal().parent_path();
}

}  // namespace

bool looks_like_project(std::string_view head) {
  const size_t begin = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return begin != std::string_view::npos && head[begin] == '{' && head.find(kFormat) != std::string_view::npos;
}

Result<Project> parse_project(std::string_view text, const std::string& name) {
  const Result<Json> json = parse_json(text, name);
  if (!json) return json.error();
  ReadLog log{name, std::nullopt, {}};
  JsonFields fields(*json, "", log);
  check_format(fields, log);
  Project project;
  project.experiment = experiment_from_json(fields, log);
  if (const Json* document = fields.object("document")) project.document = document->dump();
  if (const Json* training = fields.object("training")) {
    project.training = std::make_shared<const Checkpoint>(checkpoint_from_json(*training, log));
  }
  fields.finish();
  if (log.error) return *log.error;
  project.warnings = std::move(log.warnings);
  return project;
}

Result<std::string> project_text(const Experiment& experiment, const std::string& document,
                                 const Checkpoint* training) {
  Json json;
  json["format"] = kFormat;
  const Experiment plain;
  const bool labels = experiment.task == plain.task;
  json["version"] = labels ? kVersionOfLabels : kVersion;
  json.update(experiment_to_json(experiment));
  if (labels) json.erase("task");
  leave_out_empty(experiment.data.hand, json["data"]);
  if (experiment.schedule == plain.schedule) json.erase("schedule");
  if (experiment.stop == plain.stop) json.erase("stop");
  const Result<Json> window = parse_json(document.empty() ? "{}" : document, "document");
  if (!window) return window.error();
  if (!window->is_object()) return error("The document must be a JSON object, not {}.", json_kind(*window));
  if (!window->empty()) json["document"] = *window;
  if (const std::string path = not_finite(json, ""); !path.empty()) {
    return error_at(path, "This number is not finite and cannot be saved.");
  }
  if (training) json["training"] = checkpoint_to_json(*training);
  return print_json(json);
}

KeptPart fit_into_project(Checkpoint& training) {
  const auto fits = [&] { return training.bytes() <= limits::training_bytes.value; };
  if (fits()) return KeptPart::all;
  training.forget_gathered();
  return fits() ? KeptPart::without_gathered : KeptPart::none;
}

Result<Project> load_project(const std::string& path) {
  const Result<std::string> text = read_file(path, limits::project_bytes.value);
  if (!text) return text.error();
  Result<Project> project = parse_project(*text, file_name_of(path));
  if (!project) return project;
  change_paths(project->experiment.data, [folder = folder_of(path)](const std::string& file) {
    const fs::path given = path_of(file);
    return given.is_absolute() ? file : text_of((folder / given).lexically_normal());
  });
  return project;
}

Status save_project(const std::string& path, const Experiment& experiment, const std::string& document,
                    const Checkpoint* training) {
  Experiment saved = experiment;
  change_paths(saved.data, [folder = folder_of(path)](const std::string& file) {
    const fs::path relative = path_of(file).lexically_relative(folder);
    const bool below = !relative.empty() && *relative.begin() != "..";  // moves together with the project
    return below ? text_of(relative) : file;
  });
  const Result<std::string> text = project_text(saved, document, training);
  if (!text) return text.error();
  return replace_file(path, *text);
}

}  // namespace engine
