#include "app/exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/ui/svg.h"
#include "engine/core/file.h"
#include "engine/io/base64.h"
#include "engine/train/metrics.h"

namespace app {
namespace fs = std::filesystem;

namespace {

std::string number(double value) { return std::isfinite(value) ? fmt::format("{}", value) : std::string(); }

const char* word_of(Export what) {
  switch (what) {
    case Export::window: return "window";
    case Export::network: return "network";
    case Export::charts: return "charts";
    case Export::output: return "output";
    case Export::curves: return "curves";
    case Export::picture: return "picture";
    case Export::network_svg: return "network";
    case Export::charts_svg: return "charts";
  }
  return "";
}

// Which metrics any point of the part has.
std::vector<size_t> offered(const std::vector<engine::event::MetricPoint>& curve,
                            engine::Metrics engine::event::MetricPoint::*part) {
  std::vector<size_t> list;
  for (size_t i = 0; i < engine::metric_types().size(); ++i) {
    const auto has = [&](const auto& point) { return (point.*part).samples > 0 && (point.*part).offers(i); };
    if (std::any_of(curve.begin(), curve.end(), has)) list.push_back(i);
  }
  return list;
}

void add_metrics(std::string& line, const engine::Metrics& metrics, const std::vector<size_t>& list) {
  for (const size_t i : list) {
    const bool there = metrics.samples > 0 && metrics.offers(i);
    line += "," + (there ? number(metrics.*engine::metric_types()[i].value) : std::string());
  }
}

}  // namespace

platform::Picture cut_out(const platform::Picture& whole, const ui::Rect& area, float scale) {
  const auto edge = [&](float logical, int most) {
    return std::clamp(static_cast<int>(std::lround(logical * scale)), 0, most);
  };
  const int left = edge(area.x, whole.width), right = edge(area.right(), whole.width);
  const int top = edge(area.y, whole.height), bottom = edge(area.bottom(), whole.height);
  platform::Picture part;
  part.width = std::max(0, right - left);
  part.height = std::max(0, bottom - top);
  for (int y = top; y < bottom; ++y) {
    const auto* row = whole.rgba.data() + 4 * (size_t(y) * size_t(whole.width) + size_t(left));
    part.rgba.insert(part.rgba.end(), row, row + 4 * size_t(part.width));
  }
  return part;
}

std::string png_base64(const platform::Picture& whole, const ui::Rect& area, float scale) {
  return engine::to_base64(platform::png_bytes(cut_out(whole, area, scale)));
}

std::string curves_csv(const std::vector<engine::event::MetricPoint>& curve) {
  using Point = engine::event::MetricPoint;
  const std::vector<size_t> train = offered(curve, &Point::train), validation = offered(curve, &Point::validation);
  std::string text = "epoch,step,learning_rate";
  for (const size_t i : train) text += ",train_" + engine::metric_types()[i].id;
  for (const size_t i : validation) text += ",validation_" + engine::metric_types()[i].id;
  text += "\n";
  for (const Point& point : curve) {
    text += fmt::format("{},{},{}", point.epoch, point.step, number(point.learning_rate));
    add_metrics(text, point.train, train);
    add_metrics(text, point.validation, validation);
    text += "\n";
  }
  return text;
}

fs::path free_name(const fs::path& folder, const View& view, std::string_view what, std::string_view ending) {
  std::string stem = fs::path(view.path).stem().string();
  if (stem.empty()) stem = "network";
  std::error_code problem;
  for (int i = 1;; ++i) {
    const std::string behind = i == 1 ? std::string() : " " + std::to_string(i);
    const fs::path path = folder / fmt::format("{} {}{}{}", stem, what, behind, ending);
    if (!fs::exists(path, problem)) return path;
  }
}

engine::Result<std::string> write_export(Export what, const View& view, const platform::Picture& whole,
                                         const ui::Rect& area, float scale, const fs::path& folder) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) return engine::error("The folder {} cannot be made.", folder.string());
  const bool table = what == Export::curves;
  const char* ending = table ? ".csv" : is_vector(what) ? ".svg" : ".png";
  const std::string path = free_name(folder, view, word_of(what), ending).string();
  if (is_vector(what)) {
    const std::string text = ui::svg::finish([&](const ui::Rect& r) { return png_base64(whole, r, scale); });
    const engine::Status written = engine::replace_file(path, text);
    if (!written) return written.error();
    return path;
  }
  if (table) {
    if (view.curve.empty()) return engine::error("There are no curves yet: train for an epoch first.");
    const engine::Status written = engine::replace_file(path, curves_csv(view.curve));
    if (!written) return written.error();
    return path;
  }
  std::string why;
  const platform::Picture part = what == Export::window ? whole : cut_out(whole, area, scale);
  if (!platform::save_png(part, path, &why)) return engine::error("The picture cannot be written: {}", why);
  return path;
}

}  // namespace app
