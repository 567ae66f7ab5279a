#include "app/panels/network/loss_curve.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/ui/i18n.h"
#include "app/workbench/edits.h"
#include "engine/schema/activation_type.h"
#include "engine/schema/layer_type.h"

namespace app::network {
namespace {

using engine::Scalar;
using engine::TargetCoding;

struct Setting {
  float low, high;
  Scalar positive, negative;
  int64_t outputs;
  bool two;  // curves
  const char *positive_label, *negative_label;
};

Setting setting_of(const engine::LossType& loss, int64_t classes) {
  switch (loss.coding) {
    case TargetCoding::zero_one:
      if (loss.logits) return {-4, 4, 1, 0, 1, true, "y = 1", "y = 0"};
      return {0.02f, 0.98f, 1, 0, 1, true, "y = 1", "y = 0"};
    case TargetCoding::plus_minus: return {-3, 3, 1, -1, 1, true, "y = +1", "y = −1"};
    case TargetCoding::class_index: {
      const int64_t outputs = std::max<int64_t>(classes, 2);
      return {-4, 4, 0, 1, outputs, true, "true", "other"};
    }
    case TargetCoding::numbers:
    case TargetCoding::distribution: break;
  }
  if (classes > 0) return {-0.5f, 1.5f, 1, 0, 1, true, "y = 1", "y = 0"};
  return {-3, 3, 0, 0, 1, false, "", ""};
}

float value_at(const engine::LossType& loss, const engine::Params& params, const Setting& s, float x, Scalar target) {
  std::vector<Scalar> output(static_cast<size_t>(s.outputs), Scalar(0));
  output[0] = static_cast<Scalar>(x);
  const engine::ConstView out(output.data(), 1, {s.outputs}), wanted(&target, 1, {1});
  return static_cast<float>(loss.compute(params, out, wanted, nullptr));
}

void replace(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

// A loss on probabilities needs outputs between 0 and 1; one that makes them itself needs them without limits.
void suit_activation(engine::Experiment& e, const engine::LossType& loss, engine::NodeSpec& node,
                     const engine::LayerType& type) {
  const engine::ParamSpec* choice = engine::activation_param(type);
  if (!choice) return;
  const auto given = node.params.find(choice->key);
  const engine::ParamValue& now = given != node.params.end() ? given->second : choice->default_value;
  const engine::ActivationType* activation =
      std::holds_alternative<std::string>(now) ? engine::activations().find(std::get<std::string>(now)) : nullptr;
  if (!activation) return;
  const bool probability = activation->low >= 0 && activation->high <= 1;
  const bool bounded = std::isfinite(activation->low) && std::isfinite(activation->high);
  const char* wanted = nullptr;
  if (loss.logits && bounded) wanted = "linear";
  if (loss.coding == TargetCoding::zero_one && !loss.logits && !probability) wanted = "sigmoid";
  if (wanted && engine::activations().find(wanted))
    e = set_node_param(std::move(e), node.id, choice->key, std::string(wanted));
}

}  // namespace

LossCurve sample_loss(const engine::LossType& loss, const engine::Params& params, int64_t classes, int points) {
  const Setting s = setting_of(loss, classes);
  LossCurve c;
  c.x_low = s.low;
  c.x_high = s.high;
  c.positive_label = s.positive_label;
  c.negative_label = s.negative_label;
  c.words = loss.coding == TargetCoding::class_index;
  c.top = 0;
  for (int i = 0; i < points; ++i) {
    const float x = s.low + (s.high - s.low) * static_cast<float>(i) / static_cast<float>(points - 1);
    c.positive.push_back(value_at(loss, params, s, x, s.positive));
    if (s.two) c.negative.push_back(value_at(loss, params, s, x, s.negative));
  }
  for (const auto* curve : {&c.positive, &c.negative}) {
    for (float v : *curve) c.top = std::isfinite(v) ? std::max(c.top, v) : c.top;
  }
  if (!(c.top > 0)) c.top = 1;
  return c;
}

std::optional<engine::Message> refuse_loss(const engine::LossType& loss, int64_t classes) {
  if (classes == 0 && !loss.regression) return engine::message("needs classes");
  if (classes > 0 && !loss.classification) return engine::message("needs numbers");
  return std::nullopt;
}

engine::Experiment choose_loss(engine::Experiment e, const engine::LossType& loss, int64_t classes) {
  e = set_loss(std::move(e), loss.id);
  const engine::NodeSpec* out = engine::output_node(e.network);
  const engine::LayerType* type = out ? engine::layers().find(out->type) : nullptr;
  if (!out || !type) return e;
  const std::string id = out->id;
  if (loss.coding == TargetCoding::class_index && classes > 0) e = set_units(std::move(e), id, classes);
  if (engine::NodeSpec* node = e.network.find(id)) suit_activation(e, loss, *node, *type);
  return e;
}

std::string update_rule(const std::string& formula) {
  const size_t last = formula.rfind("w <-");
  std::string rule = last == std::string::npos ? formula : formula.substr(last);
  rule = rule.substr(0, rule.find(';'));
  constexpr std::pair<const char*, const char*> signs[] = {
      {"learning_rate", "η"}, {"weight_decay", "λ"}, {"beta1", "β₁"}, {"beta2", "β₂"},  {"momentum", "μ"},
      {"alpha", "α"},         {"sqrt", "√"},         {"eps", "ε"},    {"<-", "←"},      {" * ", "·"},
      {" - ", " − "},         {" / ", "/"},          {"^2", "²"},     {"√(v')", "√v'"}, {"√(s)", "√s"}};
  for (const auto& [from, to] : signs) replace(rule, from, to);
  return rule;
}

std::vector<std::string> rule_lines(const std::string& rule, int columns) {
  // A line may end before a space, "/" and "·"; a sum in brackets stays together.
  std::vector<std::string> lines(1);
  std::string word;
  int line_width = 0, word_width = 0, depth = 0;
  const auto flush = [&] {
    if (line_width + word_width > columns && line_width > 0) {
      lines.emplace_back();
      line_width = 0;
      while (!word.empty() && word.front() == ' ') {
        word.erase(0, 1);
        --word_width;
      }
    }
    lines.back() += word;
    line_width += word_width;
    word.clear();
    word_width = 0;
  };
  for (size_t at = 0; at < rule.size();) {
    const size_t from = at;
    const char32_t c = ui::next_code_point(rule, at);
    if ((depth < 1 && c == U' ') || (depth < 3 && (c == U'/' || c == U'·'))) flush();
    depth += c == U'(' ? 1 : c == U')' ? -1 : 0;
    word += rule.substr(from, at - from);
    ++word_width;
  }
  flush();
  return lines;
}

}  // namespace app::network
