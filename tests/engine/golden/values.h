// Reading fixtures of numbers from PyTorch and comparing with them.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/schema/param.h"
#include "engine/tensor/scalar.h"
#include "engine/tensor/shape.h"

namespace golden {

using namespace engine;
using nlohmann::json;

// Relative to the larger of the wanted number and the root mean square of its tensor: a number that nearly cancels
// has the rounding error of what it is made of. A hundredfold rounding step of float; in double the file has 12 digits.
constexpr double kTolerance = sizeof(Scalar) == 4 ? 2e-6 : 1e-10;
// Where float itself cancels digits (1 - tanh^2 far from 0), PyTorch's own error in float32, which is in the file, says
// how many: ours may be twice that.
constexpr double kTimesPyTorch = 2;
// After ten steps the errors of ten forward and backward passes have been through the optimizer's divisions.
constexpr double kTrainingTolerance = sizeof(Scalar) == 4 ? 1e-5 : 1e-9;

inline json load(const std::string& name) {
  std::ifstream in(std::string(GLASSNET_SOURCE_DIR) + "/tests/golden/" + name);
  return json::parse(in)["cases"];
}

inline Params params_of(const json& object) {
  Params params;
  for (const auto& [key, value] : object.items()) {
    if (value.is_string()) {
      params[key] = value.get<std::string>();
    } else if (value.is_number_integer()) {
      params[key] = value.get<int64_t>();
    } else {
      params[key] = value.get<double>();
    }
  }
  return params;
}

inline Shape shape_of(const json& sizes) {
  CHECK(sizes.size() <= 4, "a fixture has at most four dimensions");
  switch (sizes.size()) {
    case 0: return {};
    case 1: return {sizes[0].get<int64_t>()};
    case 2: return {sizes[0].get<int64_t>(), sizes[1].get<int64_t>()};
    case 3: return {sizes[0].get<int64_t>(), sizes[1].get<int64_t>(), sizes[2].get<int64_t>()};
    default:
      return {sizes[0].get<int64_t>(), sizes[1].get<int64_t>(), sizes[2].get<int64_t>(), sizes[3].get<int64_t>()};
  }
}

inline Params layer_params(const json& object) {
  Params params;
  for (const auto& [key, value] : object.items()) {
    if (value.is_boolean()) {
      params[key] = value.get<bool>();
    } else if (value.is_number_integer()) {
      params[key] = value.get<int64_t>();
    } else if (value.is_number()) {
      params[key] = value.get<double>();
    } else {
      params[key] = value.get<std::string>();
    }
  }
  return params;
}

inline void put(const json& numbers, std::span<Scalar> to) {
  ASSERT_EQ(numbers.size(), to.size());
  for (size_t i = 0; i < to.size(); ++i) to[i] = static_cast<Scalar>(numbers[i].get<double>());
}

// The worst error of all comparisons of a test, which each test prints.
class Worst {
 public:
  explicit Worst(double tolerance) : tolerance_(tolerance) {}

  // `allowed`: what the tolerance may not be below, such as a multiple of PyTorch's own error in float.
  void compare(std::span<const Scalar> got, const json& want, const std::string& what, double allowed = 0) {
    ASSERT_EQ(got.size(), want.size()) << what;
    double squares = 0;
    for (const json& number : want) squares += number.get<double>() * number.get<double>();
    const double rms = std::sqrt(squares / static_cast<double>(want.size()));
    for (size_t i = 0; i < got.size(); ++i) {
      compare(static_cast<double>(got[i]), want[i].get<double>(), rms, what + "[" + std::to_string(i) + "]", allowed);
    }
  }
  void compare(double got, double want, double scale, const std::string& what, double allowed = 0) {
    const double error = std::fabs(got - want) / std::max({std::fabs(want), scale, 1e-30});
    EXPECT_LE(error, std::max(tolerance_, allowed)) << what << ": " << got << " instead of " << want;
    if (!(error <= worst_)) worst_ = error;
  }
  void print(const char* title) const { std::printf("%s: worst relative error %.2e\n", title, worst_); }

 private:
  double tolerance_, worst_ = 0;
};

}  // namespace golden
