// One long series, cut into windows: the network sees a window and says what comes next. Split by time, so that the
// validation part is the future of the training part.
#include <cmath>

#include "engine/data/sample_set.h"

namespace engine {
namespace {

constexpr double kTurn = 6.28318530717958647692;

using Values = std::vector<double>;

Values sines(size_t length, Rng& rng) {
  Values out(length, 0.0);
  for (const double period : {11.0, 26.0, 61.0}) {
    const double wave = period * rng.uniform(0.85, 1.15), phase = rng.uniform(0, kTurn), height = rng.uniform(0.5, 1);
    for (size_t t = 0; t < length; ++t) out[t] += height * std::sin(kTurn * static_cast<double>(t) / wave + phase);
  }
  return out;
}

// A slow climb, a year of 48 steps whose shape is no sine, and a week of 7.
Values trend_season(size_t length, Rng& rng) {
  Values out(length);
  const double climb = rng.uniform(0.8, 1.4), phase = rng.uniform(0, kTurn), second = rng.uniform(0.25, 0.5);
  for (size_t t = 0; t < length; ++t) {
    const auto at = static_cast<double>(t);
    const double year = kTurn * at / 48 + phase;
    out[t] = climb * (at / static_cast<double>(length) - 0.5) + std::sin(year) + second * std::cos(2 * year) +
             (t % 7 < 2 ? 0.35 : -0.14);
  }
  return out;
}

// Beats of a heart, roughly: a spike, a dip and a wave, at intervals that breathe.
Values pulses(size_t length, Rng& rng) {
  Values out(length, -0.4);
  const double interval = rng.uniform(18, 24), breath = rng.uniform(60, 90);
  const auto bump = [](double x, double at, double width) { return std::exp(-(x - at) * (x - at) / (width * width)); };
  double start = -rng.uniform(0, interval);
  for (size_t t = 0; t < length; ++t) {
    const auto at = static_cast<double>(t);
    const double gap = interval * (1 + 0.12 * std::sin(kTurn * start / breath));
    if (at - start >= gap) start += gap;
    const double x = (at - start) / interval;
    out[t] += 2.2 * bump(x, 0.2, 0.05) - 0.7 * bump(x, 0.3, 0.06) + 0.6 * bump(x, 0.62, 0.12);
  }
  return out;
}

// The logistic map x -> 3.8 x (1 - x) (May 1976), stretched to about -1 .. 1: no step repeats, yet each follows
// from the one before.
Values chaos(size_t length, Rng& rng) {
  Values out(length);
  double x = rng.uniform(0.2, 0.8);
  for (double& v : out) {
    x = 3.8 * x * (1 - x);
    v = (x - 0.57) / 0.39;
  }
  return out;
}

Values observe(const DatasetRequest& request, size_t length) {
  Rng rng(request.seed, stream_of("series")), noise(request.seed, stream_of("series noise"));
  const std::string& kind = get_text(request.params, "kind");
  Values values = kind == "sines"          ? sines(length, rng)
                  : kind == "trend_season" ? trend_season(length, rng)
                  : kind == "pulses"       ? pulses(length, rng)
                                           : chaos(length, rng);
  for (double& v : values) v += request.noise * noise.normal();
  return values;
}

Result<Dataset> make_series(const DatasetRequest& request) {
  const int64_t window = get_int(request.params, "window"), horizon = get_int(request.params, "horizon");
  const int64_t stride = get_int(request.params, "stride");
  Dataset set = sample_set(request, {window, 1}, horizon == 1 ? Shape{} : Shape{horizon}, 0);
  const Values values = observe(request, static_cast<size_t>((request.size - 1) * stride + window + horizon));
  for (int64_t row = 0; row < set.rows(); ++row) {
    const double* from = values.data() + row * stride;
    for (int64_t t = 0; t < window; ++t) set.inputs.row(row)[t] = static_cast<Scalar>(from[t]);
    for (int64_t t = 0; t < horizon; ++t) {
      set.targets[static_cast<size_t>(row * horizon + t)] = static_cast<Scalar>(from[window + t]);
    }
  }
  set.target_name = "next";
  set.ordered = true;
  set.gap = (horizon + stride - 1) / stride - 1;
  return set;
}

std::vector<ParamSpec> series_params() {
  return {{.key = "kind",
           .label = "Kind",
           .help = "How the series is made.",
           .default_value = std::string("sines"),
           .choices = {{"sines", "Sum of sines"},
                       {"trend_season", "Trend and season"},
                       {"pulses", "Pulses"},
                       {"chaos", "Chaotic map"}}},
          {.key = "window",
           .label = "Window",
           .help = "Number of past steps that the network sees.",
           .default_value = int64_t{32},
           .minimum = 1,
           .maximum = 500,
           .step = 1},
          {.key = "horizon",
           .label = "Horizon",
           .help = "Number of future steps to predict.",
           .default_value = int64_t{1},
           .minimum = 1,
           .maximum = 100,
           .step = 1},
          {.key = "stride",
           .label = "Stride",
           .help = "Steps from the beginning of one window to that of the next.",
           .default_value = int64_t{1},
           .minimum = 1,
           .maximum = 100,
           .step = 1}};
}

}  // namespace

const DatasetType& series_dataset() {
  static const DatasetType type{
      .id = "series",
      .title = "Time series",
      .category = "Series",
      .summary =
          "Windows of one long series and what comes next. The network is trained on the past and judged by the "
          "future.",
      .params = series_params(),
      .dimensions = 0,
      .classes = 0,
      .default_noise = 0.1,
      .kind = SampleKind::series,
      .sample_shape =
          [](const Params& params) {
            return Shape{get_int(params, "window"), 1};
          },
      .target_shape =
          [](const Params& params) {
            const int64_t horizon = get_int(params, "horizon");
            return horizon == 1 ? Shape{} : Shape{horizon};
          },
      .make = make_series,
  };
  return type;
}

}  // namespace engine
