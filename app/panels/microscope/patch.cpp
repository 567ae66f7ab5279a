#include "app/panels/microscope/patch.h"

#include <algorithm>
#include <cmath>

namespace app {
namespace {

struct Channels {
  int64_t first, count, group_outputs;
};

Channels channels_of(const PatchSource& s, const Planar& in, const Planar& out, int64_t plane) {
  if (s.windowed.makes != engine::Windowed::Makes::weighted_sum) return {plane, 1, 1};
  const auto found = s.params.find("groups");
  const auto* groups = found == s.params.end() ? nullptr : std::get_if<int64_t>(&found->second);
  const int64_t n = groups ? std::max<int64_t>(1, *groups) : 1;
  const int64_t inputs = in.planes / n, outputs = std::max<int64_t>(1, out.planes / n);
  return {plane / outputs * inputs, inputs, outputs};
}

// Walks over the taps of one input channel: f(index, value, padded, weight).
template <class F>
void each_tap(const PatchSource& s, const Planar& in, const Patch& p, const Channels& c, int64_t plane, int64_t channel,
              F&& f) {
  const int64_t kernel_columns = s.weight.empty()            ? 1
                                 : s.input_shape.rank() == 3 ? engine::get_int(s.params, "kernel_size")
                                                             : 1;
  const int64_t kernel_rows = s.weight.empty() ? 1 : engine::get_int(s.params, "kernel_size");
  const int64_t block = s.windowed.transposed ? (c.first + channel) * c.group_outputs + plane % c.group_outputs
                                              : plane * c.count + channel;
  size_t i = 0;
  for (const engine::Tap& a : p.rows) {
    for (const engine::Tap& b : p.columns) {
      const bool padded = !in.holds(a.input, b.input);
      const float x = padded ? 0 : s.input[static_cast<size_t>(in.index(c.first + channel, a.input, b.input))];
      const int64_t w = (block * kernel_rows + a.kernel) * kernel_columns + b.kernel;
      const bool known = w < static_cast<int64_t>(s.weight.size());
      f(i++, x, padded, known ? s.weight[static_cast<size_t>(w)] : 1.0f);
    }
  }
}

}  // namespace

Patch patch_of(const PatchSource& s, int64_t plane, int64_t row, int64_t column, int64_t channel) {
  using Makes = engine::Windowed::Makes;
  Patch p;
  const Planar in = Planar::of(s.input_shape), out = Planar::of(s.output_shape);
  const bool fits = plane >= 0 && plane < out.planes && out.holds(row, column) &&
                    static_cast<int64_t>(s.input.size()) == s.input_shape.count() &&
                    (s.windowed.makes != Makes::weighted_sum || !s.weight.empty());
  if (!fits) return p;
  s.windowed.taps(s.params, s.input_shape, s.output_shape, 0, row, p.rows);
  p.columns = {{0, 0}};
  if (s.input_shape.rank() == 3) s.windowed.taps(s.params, s.input_shape, s.output_shape, 1, column, p.columns);
  const Channels c = channels_of(s, in, out, plane);
  p.first_channel = c.first;
  p.channels = c.count;
  p.channel = std::clamp<int64_t>(channel, 0, std::max<int64_t>(0, c.count - 1));
  const size_t count = p.rows.size() * p.columns.size();
  p.input.resize(count);
  p.weight.resize(count);
  p.product.resize(count);
  p.padding.resize(count);
  const bool weighted = s.windowed.makes == Makes::weighted_sum;
  double most = 0, mean = 0;
  each_tap(s, in, p, c, plane, p.channel, [&](size_t i, float x, bool padded, float w) {
    p.input[i] = x;
    p.padding[i] = padded;
    p.weight[i] = w;
    p.product[i] = x * w;
    p.channel_sum += static_cast<double>(x) * static_cast<double>(w);
    mean += static_cast<double>(x) / static_cast<double>(count);
    const bool wins = !p.winner.valid() || static_cast<double>(x) > most || (std::isnan(x) && !std::isnan(most));
    if (padded || !wins) return;
    most = static_cast<double>(x);
    p.winner = {static_cast<int64_t>(i) / p.width(), static_cast<int64_t>(i) % p.width()};
  });
  if (!weighted) {
    p.sum = s.windowed.makes == Makes::maximum ? most : mean;
    if (s.windowed.makes != Makes::maximum) p.winner = {};
    return p;
  }
  p.winner = {};
  for (int64_t k = 0; k < c.count; ++k) {
    each_tap(s, in, p, c, plane, k,
             [&](size_t, float x, bool, float w) { p.sum += static_cast<double>(x) * static_cast<double>(w); });
  }
  p.has_bias = plane < static_cast<int64_t>(s.bias.size());
  if (p.has_bias) p.bias = static_cast<double>(s.bias[static_cast<size_t>(plane)]);
  return p;
}

}  // namespace app
