#include "engine/formats/hand_files.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/core/file.h"

namespace engine {
namespace {

namespace fs = std::filesystem;

std::string csv_field(const std::string& text) {
  const bool padded = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  if (!padded && text.find_first_of(",;\t|\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

// A name of a folder that every system takes, and that no other class has.
std::string folder_name(const std::string& name, std::set<std::string>& used) {
  std::string safe;
  for (const char c : name) {
    const bool control = static_cast<unsigned char>(c) < 32;
    safe += control || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos ? '_' : c;
  }
  while (!safe.empty() && (safe.back() == '.' || safe.back() == ' ')) safe.back() = '_';
  if (safe.empty() || safe.front() == '.') safe.insert(0, "_");
  std::string unique = safe;
  for (int k = 2; !used.insert(unique).second; ++k) unique = safe + "_" + std::to_string(k);
  return unique;
}

fs::path path_of(const std::string& utf8) { return fs::path(std::u8string(utf8.begin(), utf8.end())); }

}  // namespace

std::string points_as_csv(const SharedList<HandPoint>& points, bool classes) {
  std::string out = classes ? "x1,x2,class\n" : "x1,x2,y\n";
  for (const HandPoint& p : points) {
    out += classes ? fmt::format("{},{},class {}\n", p.x, p.y, static_cast<int64_t>(p.target))
                   : fmt::format("{},{},{}\n", p.x, p.y, p.target);
  }
  return out;
}

std::string table_as_csv(const HandTable& table) {
  std::string out;
  for (size_t i = 0; i < table.columns.size(); ++i) out += (i > 0 ? "," : "") + csv_field(table.columns[i].name);
  out += "\n";
  for (const std::vector<std::string>& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) out += (i > 0 ? "," : "") + csv_field(row[i]);
    out += "\n";
  }
  return out;
}

std::string sentences_as_jsonl(const LabelledSet<Sentence>& set) {
  std::string out;
  for (const Sentence& s : set.items) {
    const auto label = static_cast<size_t>(s.label);
    const nlohmann::json line{{"text", s.text}, {"label", label < set.classes.size() ? set.classes[label] : ""}};
    out += line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }
  return out;
}

Status write_drawings(const LabelledSet<Drawing>& set, const std::string& folder) {
  const fs::path root = path_of(folder);
  std::error_code problem;
  if (fs::exists(root, problem) && !(fs::is_directory(root, problem) && fs::is_empty(root, problem))) {
    return error("{} holds something already; choose a new folder.", file_name_of(folder));
  }
  std::set<std::string> used;
  std::vector<fs::path> folders;
  for (const std::string& name : set.classes) {
    folders.push_back(root / path_of(folder_name(name, used)));
    fs::create_directories(folders.back(), problem);
    if (problem) return error("The folder {} cannot be made: {}.", file_name_of(folder), problem.message());
  }
  std::vector<int64_t> counts(folders.size(), 0);
  for (const Drawing& drawing : set.items) {
    const auto label = static_cast<size_t>(drawing.label);
    if (label >= folders.size() || !drawing.picture) continue;
    const std::u8string path = (folders[label] / fmt::format("{:04}.png", ++counts[label])).u8string();
    const Status written = replace_file(std::string(path.begin(), path.end()), picture_as_png(*drawing.picture));
    if (!written) return written;
  }
  return {};
}

}  // namespace engine
