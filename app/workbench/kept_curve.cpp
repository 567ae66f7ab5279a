#include "app/workbench/kept_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "engine/schema/metric_type.h"

namespace app {
namespace {

using engine::Metrics;
using engine::event::MetricPoint;
using nlohmann::json;

constexpr size_t kMostPoints = 400;
constexpr const char* kKey = "curve";

// Every n-th point and the last.
std::vector<const MetricPoint*> thinned(const std::vector<MetricPoint>& curve) {
  const size_t every = (curve.size() + kMostPoints - 1) / kMostPoints;
  std::vector<const MetricPoint*> points;
  for (size_t i = 0; i < curve.size(); i += every) points.push_back(&curve[i]);
  if (points.back() != &curve.back()) points.push_back(&curve.back());
  return points;
}

json number(double v) { return std::isfinite(v) ? json(v) : json(nullptr); }

json part_to_json(const std::vector<const MetricPoint*>& points, Metrics MetricPoint::*part) {
  const Metrics& last = points.back()->*part;
  json out = {{"samples", last.samples},
              {"offered", last.offered},
              {"k", last.k},
              {"modes_of", last.mode_count},
              {"kl_numbers", last.kl_dimensions}};
  for (size_t i = 0; i < engine::metric_types().size(); ++i) {
    if (!last.offers(i)) continue;
    const engine::MetricType& type = engine::metric_types()[i];
    json& column = out["values"][type.id] = json::array();
    for (const MetricPoint* p : points) column.push_back(number((p->*part).*type.value));
  }
  return out;
}

// The numbers of a list of so many; NaN where there is none.
std::vector<double> column(const json& object, const std::string& key, size_t size) {
  std::vector<double> numbers(size, std::numeric_limits<double>::quiet_NaN());
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return numbers;
  for (size_t i = 0; i < std::min(size, found->size()); ++i) {
    if ((*found)[i].is_number()) numbers[i] = (*found)[i].get<double>();
  }
  return numbers;
}

int64_t whole(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_integer() ? std::max<int64_t>(0, found->get<int64_t>()) : 0;
}

void read_part(const json& from, const char* key, std::vector<MetricPoint>& curve, Metrics MetricPoint::*part) {
  const auto found = from.find(key);
  if (found == from.end() || !found->is_object()) return;
  for (MetricPoint& p : curve) {
    Metrics& m = p.*part;
    m.samples = whole(*found, "samples");
    m.offered = static_cast<uint32_t>(whole(*found, "offered"));
    m.k = whole(*found, "k");
    m.mode_count = whole(*found, "modes_of");
    m.kl_dimensions = whole(*found, "kl_numbers");
  }
  const auto values = found->find("values");
  if (values == found->end() || !values->is_object()) return;
  for (const engine::MetricType& type : engine::metric_types()) {
    const std::vector<double> numbers = column(*values, type.id, curve.size());
    for (size_t i = 0; i < curve.size(); ++i) (curve[i].*part).*type.value = numbers[i];
  }
}

json parsed(const std::string& document) {
  json object = json::parse(document, nullptr, false);
  return object.is_object() ? object : json::object();
}

}  // namespace

std::string with_curve(const std::string& document, const std::vector<MetricPoint>& curve) {
  json object = parsed(document);
  object.erase(kKey);
  if (!curve.empty()) {
    const auto points = thinned(curve);
    json& out = object[kKey];
    for (const MetricPoint* p : points) {
      out["epoch"].push_back(p->epoch);
      out["step"].push_back(p->step);
      out["rate"].push_back(number(p->learning_rate));
      out["speed"].push_back(number(p->steps_per_second));
    }
    out["train"] = part_to_json(points, &MetricPoint::train);
    out["validation"] = part_to_json(points, &MetricPoint::validation);
    for (size_t k = 0; k < points.back()->gradient_norms.size(); ++k) {
      const std::string& node = points.back()->gradient_norms[k].first;
      json norms = json::array();
      for (const MetricPoint* p : points) {
        const bool same = k < p->gradient_norms.size() && p->gradient_norms[k].first == node;
        norms.push_back(same ? number(static_cast<double>(p->gradient_norms[k].second)) : json(nullptr));
      }
      out["gradients"].push_back({{"node", node}, {"norms", std::move(norms)}});
    }
  }
  return object.dump();
}

std::vector<MetricPoint> curve_of(const std::string& document) {
  const json object = parsed(document);
  const auto found = object.find(kKey);
  if (found == object.end() || !found->is_object()) return {};
  const auto epochs = found->find("epoch");
  if (epochs == found->end() || !epochs->is_array() || epochs->size() > kMostPoints + 1) return {};
  std::vector<MetricPoint> curve(epochs->size());
  const std::vector<double> epoch = column(*found, "epoch", curve.size()), step = column(*found, "step", curve.size()),
                            rate = column(*found, "rate", curve.size()), speed = column(*found, "speed", curve.size());
  for (size_t i = 0; i < curve.size(); ++i) {
    const bool sound = epoch[i] >= 0 && epoch[i] < 1e15 && step[i] >= 0 && step[i] < 1e15;
    if (!sound || (i > 0 && step[i] <= step[i - 1])) return {};
    curve[i].epoch = static_cast<int64_t>(epoch[i]);
    curve[i].step = static_cast<int64_t>(step[i]);
    curve[i].learning_rate = rate[i];
    curve[i].steps_per_second = speed[i];
  }
  read_part(*found, "train", curve, &MetricPoint::train);
  read_part(*found, "validation", curve, &MetricPoint::validation);
  const auto gradients = found->find("gradients");
  if (gradients == found->end() || !gradients->is_array()) return curve;
  for (const json& g : *gradients) {
    if (!g.is_object() || !g.contains("node") || !g["node"].is_string()) continue;
    const std::vector<double> norms = column(g, "norms", curve.size());
    for (size_t i = 0; i < curve.size(); ++i) {
      curve[i].gradient_norms.emplace_back(g["node"].get<std::string>(), static_cast<float>(norms[i]));
    }
  }
  return curve;
}

}  // namespace app
