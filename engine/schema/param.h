// One adjustable value of a layer, loss, optimizer or dataset: its name, the values it takes, how it is shown.
// Members have {} so that descriptors may name a few of them ({.key = ...}) without warnings about the rest.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/core/result.h"

namespace engine {

// The type of the default is the type of the parameter. Text is a choice when `choices` is not empty.
using ParamValue = std::variant<bool, int64_t, double, std::string>;

struct Choice {
  std::string id;
  std::string label;
};

// The parameter is shown only while another parameter has one of these values.
struct VisibleIf {
  std::string key;
  std::vector<std::string> values;
};

struct ParamSpec {
  std::string key{};    // as in PyTorch where PyTorch has it: "negative_slope"
  std::string label{};  // "Negative slope"
  std::string help{};   // one sentence
  ParamValue default_value{};
  double minimum = 0;  // both inclusive; for numbers only
  double maximum = 0;
  double step = 0;           // of a slider or stepper; 0: continuous
  bool logarithmic = false;  // a slider over magnitudes
  std::string unit{};
  std::vector<Choice> choices{};
  bool live = false;  // may change while training without a rebuild
  VisibleIf visible_if{};
  bool is_path = false;  // text that names a file
};

// Values by key. Keys that are absent have their default (see resolve).
using Params = std::map<std::string, ParamValue, std::less<>>;

bool get_bool(const Params& params, std::string_view key);
int64_t get_int(const Params& params, std::string_view key);
double get_double(const Params& params, std::string_view key);
const std::string& get_text(const Params& params, std::string_view key);

const ParamSpec* find_param(std::span<const ParamSpec> specs, std::string_view key);
// All defaults.
Params defaults(std::span<const ParamSpec> specs);
// Fills in the defaults and checks type, range and choice of each value. Unknown keys are an error that names them.
// A whole number is accepted where a real one belongs.
Result<Params> resolve(std::span<const ParamSpec> specs, const Params& given);
// Checks one value; the error names the rule and what was received.
Result<ParamValue> check_param(const ParamSpec& spec, const ParamValue& value);
bool is_visible(const ParamSpec& spec, const Params& params);
std::string param_text(const ParamValue& value);

}  // namespace engine
