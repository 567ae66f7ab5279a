// Points made by hand, by clicking into the picture: classes, or numbers to predict.
#include <cmath>

#include "engine/core/file.h"
#include "engine/data/hand_made.h"
#include "engine/data/planar_set.h"
#include "engine/formats/hand_files.h"

namespace engine {
namespace {

constexpr int64_t kMostClasses = 10;

Status check_point(const HandPoint& point, size_t index, bool classify) {
  const auto fits = [](double v) { return std::isfinite(v) && std::abs(v) <= 1e6; };
  if (!fits(point.x) || !fits(point.y) || !fits(point.target)) {
    return error("Point {} is not a pair of numbers with a target between -1000000 and 1000000.", index + 1);
  }
  const bool whole = point.target >= 0 && point.target < kMostClasses && point.target == std::floor(point.target);
  if (classify && !whole) {
    return error("The class of point {} must be a whole number from 0 to {}, not {}.", index + 1, kMostClasses - 1,
                 point.target);
  }
  return {};
}

int64_t count_classes(const HandMade& hand, const Params& params) {
  if (get_text(params, "task") != "classify") return 0;
  double most = 1;
  for (const HandPoint& p : hand.points) most = std::max(most, p.target);
  return static_cast<int64_t>(std::min<double>(most, kMostClasses - 1)) + 1;
}

Result<Dataset> make_points(const DatasetRequest& request) {
  const bool classify = get_text(request.params, "task") == "classify";
  const std::vector<HandPoint>& points = request.hand.points.list();
  if (Status status = check_points(request.hand.points); !status) return status.error();
  Dataset set = empty_set(static_cast<int64_t>(points.size()), 2, count_classes(request.hand, request.params));
  double farthest = 0;
  for (size_t i = 0; i < points.size(); ++i) {
    const HandPoint& point = points[i];
    if (Status status = check_point(point, i, classify); !status) return status.error();
    put(set, static_cast<int64_t>(i), point.x, point.y, point.target);
    farthest = std::max({farthest, std::abs(point.x), std::abs(point.y)});
  }
  set.range = std::max(kHalfWidth, 1.05 * farthest);
  return set;
}

}  // namespace

const DatasetType& points_dataset() {
  static const DatasetType type{
      .id = "points",
      .title = "Own points",
      .category = "By hand",
      .summary = "Points that you click or paint into the picture, with a class or a number each.",
      .params = {{.key = "task",
                  .label = "Task",
                  .help = "Whether each point has a class or a number to predict.",
                  .default_value = std::string("classify"),
                  .choices = {{"classify", "Classes"}, {"regress", "Numbers"}}}},
      .generated = false,
      .classes = -1,
      .made_by_hand = [](const HandMade& hand) { return static_cast<int64_t>(hand.points.size()); },
      .classes_by_hand = count_classes,
      .export_by_hand = {"points.csv", ".csv",
                         [](const HandMade& hand, const Params& params, const std::string& path) {
                           return replace_file(path, points_as_csv(hand.points, count_classes(hand, params) > 0));
                         }},
      .make = make_points,
  };
  return type;
}

}  // namespace engine
