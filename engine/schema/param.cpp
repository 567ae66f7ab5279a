#include "engine/schema/param.h"

#include <algorithm>
#include <cmath>

#include "engine/core/check.h"

namespace engine {
namespace {

const char* type_name(const ParamValue& value) {
  static const char* const names[] = {"yes or no", "a whole number", "a number", "text"};
  return names[value.index()];
}

Result<double> number_in_range(const ParamSpec& spec, double value) {
  if (!std::isfinite(value)) return error("{} must be a finite number, not {}.", spec.label, value);
  if (spec.minimum < spec.maximum && (value < spec.minimum || value > spec.maximum)) {
    return error("{} must lie between {} and {}, not {}.", spec.label, spec.minimum, spec.maximum, value);
  }
  return value;
}

template <class T>
const T& get(const Params& params, std::string_view key) {
  const auto found = params.find(key);
  CHECK(found != params.end() && std::holds_alternative<T>(found->second), "the parameters are resolved");
  return std::get<T>(found->second);
}

}  // namespace

bool get_bool(const Params& params, std::string_view key) { return get<bool>(params, key); }
int64_t get_int(const Params& params, std::string_view key) { return get<int64_t>(params, key); }
double get_double(const Params& params, std::string_view key) { return get<double>(params, key); }
const std::string& get_text(const Params& params, std::string_view key) { return get<std::string>(params, key); }

const ParamSpec* find_param(std::span<const ParamSpec> specs, std::string_view key) {
  const auto found = std::find_if(specs.begin(), specs.end(), [&](const ParamSpec& s) { return s.key == key; });
  return found == specs.end() ? nullptr : &*found;
}

Params defaults(std::span<const ParamSpec> specs) {
  Params params;
  for (const ParamSpec& spec : specs) params[spec.key] = spec.default_value;
  return params;
}

Result<ParamValue> check_param(const ParamSpec& spec, const ParamValue& value) {
  const ParamValue& wanted = spec.default_value;
  if (std::holds_alternative<double>(wanted)) {
    double number = 0;
    if (const auto* real = std::get_if<double>(&value)) {
      number = *real;
    } else if (const auto* whole = std::get_if<int64_t>(&value)) {
      number = static_cast<double>(*whole);
    } else {
      return error("{} must be {}, not {}.", spec.label, type_name(wanted), type_name(value));
    }
    const Result<double> checked = number_in_range(spec, number);
    if (!checked) return checked.error();
    return ParamValue(*checked);
  }
  if (value.index() != wanted.index()) {
    return error("{} must be {}, not {}.", spec.label, type_name(wanted), type_name(value));
  }
  if (const auto* whole = std::get_if<int64_t>(&value)) {
    const Result<double> checked = number_in_range(spec, static_cast<double>(*whole));
    if (!checked) return checked.error();
  }
  if (const auto* text = std::get_if<std::string>(&value); text && !spec.choices.empty()) {
    const auto same = [&](const Choice& c) { return c.id == *text; };
    if (std::none_of(spec.choices.begin(), spec.choices.end(), same)) {
      std::string known;
      for (const Choice& c : spec.choices) known += (known.empty() ? "" : ", ") + c.id;
      return error("{} must be one of {}, not \"{}\".", spec.label, known, *text);
    }
  }
  return value;
}

Result<Params> resolve(std::span<const ParamSpec> specs, const Params& given) {
  Params params = defaults(specs);
  for (const auto& [key, value] : given) {
    const ParamSpec* spec = find_param(specs, key);
    if (!spec) return error("There is no parameter \"{}\" here; remove it.", key);
    const Result<ParamValue> checked = check_param(*spec, value);
    if (!checked) return checked.error();
    params[key] = *checked;
  }
  return params;
}

std::string param_text(const ParamValue& value) {
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
  if (const auto* whole = std::get_if<int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  return std::get<std::string>(value);
}

bool is_visible(const ParamSpec& spec, const Params& params) {
  if (spec.visible_if.key.empty()) return true;
  const auto found = params.find(spec.visible_if.key);
  if (found == params.end()) return false;
  const auto& values = spec.visible_if.values;
  return std::find(values.begin(), values.end(), param_text(found->second)) != values.end();
}

}  // namespace engine
