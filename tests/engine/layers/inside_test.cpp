// What layers show of their inside, against the formulas of textbooks written out once more, number by number:
// attention weights from queries and keys, gates and states of recurrent cells from their weights, windows from their
// taps.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "engine/graph/network.h"
#include "tests/engine/contracts/layer_rig.h"

namespace {

using namespace engine;
using rig::LayerRig;
using rig::random_rig;

const LayerType& layer(const char* id) { return *layers().find(id); }

double number(Scalar x) { return static_cast<double>(x); }

// ---- attention

void expect_attention(LayerRig& r, bool causal, const std::vector<int32_t>& lengths) {
  for (int64_t row = 0; row < r.rows(); ++row) {
    const Inside weights = r.inside("attention", row), q = r.inside("query", row), k = r.inside("key", row);
    ASSERT_TRUE(weights && q && k && r.inside("value", row));
    const int64_t size = q.shape[1] / weights.shape[0];
    for (int64_t head = 0; head < weights.shape[0]; ++head) {
      for (int64_t i = 0; i < weights.shape[1]; ++i) {
        std::vector<double> scores;
        double sum = 0;
        for (int64_t j = 0; j < weights.shape[2]; ++j) {
          const bool seen = (!causal || j <= i) && (lengths.empty() || j < lengths[static_cast<size_t>(row)]);
          double dot = 0;
          for (int64_t d = head * size; d < (head + 1) * size; ++d) dot += number(q.at(i, d)) * number(k.at(j, d));
          scores.push_back(seen ? std::exp(dot / std::sqrt(static_cast<double>(size))) : 0);
          sum += scores.back();
        }
        for (int64_t j = 0; j < weights.shape[2]; ++j) {
          const double wanted = sum > 0 ? scores[static_cast<size_t>(j)] / sum : 0;
          EXPECT_NEAR(weights.at(head, i, j), wanted, 1e-5) << head << " " << i << " " << j;
        }
      }
    }
  }
}

TEST(Inside, AttentionIsTheSoftmaxOfQueriesAndKeys) {
  for (const bool causal : {false, true}) {
    const Params params = *resolve(layer("self_attention").params, {{"heads", int64_t{3}}, {"causal", causal}});
    LayerRig r(layer("self_attention"), params, {Shape{5, 6}}, 2, 7);
    r.set_lengths(0, {5, 3});
    r.forward(Mode::evaluation);
    expect_attention(r, causal, {5, 3});
    // The queries are what the first third of the projection makes of the input.
    const Inside q = r.inside("query", 1);
    const Tensor &weight = r.weights()[0], &bias = r.weights()[1];
    for (int64_t t = 0; t < 5; ++t) {
      for (int64_t o = 0; o < 6; ++o) {
        double sum = number(bias.data()[o]);
        for (int64_t k = 0; k < 6; ++k) {
          sum += number(weight.data()[o * 6 + k]) * number(r.inputs()[0].row(1)[t * 6 + k]);
        }
        EXPECT_NEAR(q.at(t, o), sum, 1e-4);
      }
    }
  }
}

TEST(Inside, CrossAttentionAndTheBareProductToo) {
  LayerRig cross(layer("cross_attention"), *resolve(layer("cross_attention").params, {{"heads", int64_t{2}}}),
                 {Shape{4, 6}, Shape{7, 5}}, 2, 9);
  cross.forward(Mode::evaluation);
  expect_attention(cross, false, {});
  LayerRig bare(layer("scaled_dot_product"), *resolve(layer("scaled_dot_product").params, {{"heads", int64_t{2}}}),
                {Shape{4, 6}, Shape{7, 6}, Shape{7, 2}}, 3, 9);
  bare.forward(Mode::evaluation);
  expect_attention(bare, false, {});
}

// ---- recurrent cells

struct Weights {
  const Scalar *ih, *hh, *b_ih, *b_hh;
  int64_t inputs, units;
  double sum_x(int64_t row, const std::vector<double>& x) const {
    double s = number(b_ih[row]);
    for (int64_t k = 0; k < inputs; ++k) s += number(ih[row * inputs + k]) * x[static_cast<size_t>(k)];
    return s;
  }
  double sum_h(int64_t row, const std::vector<double>& h) const {
    double s = number(b_hh[row]);
    for (int64_t k = 0; k < units; ++k) s += number(hh[row * units + k]) * h[static_cast<size_t>(k)];
    return s;
  }
};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// One step of a cell in PyTorch's formulas: the new state, and everything that has a name.
struct Step {
  std::vector<double> h, c;
  std::map<std::string, std::vector<double>> named;
};
Step step_of(const std::string& id, const Weights& w, const std::vector<double>& x, const Step& old) {
  Step s;
  const int64_t n = w.units;
  for (int64_t u = 0; u < n; ++u) {
    const auto at = static_cast<size_t>(u);
    const auto sum = [&](int64_t gate) { return w.sum_x(gate * n + u, x) + w.sum_h(gate * n + u, old.h); };
    if (id == "lstm") {
      const double i = sigmoid(sum(0)), f = sigmoid(sum(1)), g = std::tanh(sum(2)), o = sigmoid(sum(3));
      s.c.push_back(f * old.c[at] + i * g);
      s.h.push_back(o * std::tanh(s.c.back()));
      for (const auto& [name, value] : {std::pair("i", i), {"f", f}, {"g", g}, {"o", o}})
        s.named[name].push_back(value);
    } else if (id == "gru") {
      const double r = sigmoid(sum(0)), z = sigmoid(sum(1)), m = w.sum_h(2 * n + u, old.h);
      const double candidate = std::tanh(w.sum_x(2 * n + u, x) + r * m);
      s.h.push_back((1 - z) * candidate + z * old.h[at]);
      for (const auto& [name, value] : {std::pair("r", r), {"z", z}, {"n", candidate}, {"m", m}}) {
        s.named[name].push_back(value);
      }
    } else {
      s.h.push_back(std::tanh(sum(0)));
    }
  }
  s.named["h"] = s.h;
  if (id == "lstm") s.named["c"] = s.c;
  return s;
}

class InsideRecurrent : public testing::TestWithParam<const char*> {};

TEST_P(InsideRecurrent, GatesAndStatesFollowTheFormulas) {
  const LayerType& type = layer(GetParam());
  const Params params = *resolve(type.params, {{"units", int64_t{5}}, {"bidirectional", true}});
  LayerRig r(type, params, {Shape{6, 3}}, 2, 21);
  r.set_lengths(0, {4, 6});
  r.forward(Mode::evaluation);
  for (int64_t row = 0; row < 2; ++row) {
    const int64_t count = row == 0 ? 4 : 6;
    for (int64_t direction = 0; direction < 2; ++direction) {
      const auto first = static_cast<size_t>(4 * direction);
      const auto weight = [&](size_t i) { return r.weights()[first + i].data(); };
      const Weights w{weight(0), weight(1), weight(2), weight(3), 3, 5};
      Step state{std::vector<double>(5, 0), std::vector<double>(5, 0), {}};
      for (int64_t t = 0; t < count; ++t) {
        const int64_t place = direction == 0 ? t : count - 1 - t;
        const Scalar* x = r.inputs()[0].row(row) + place * 3;
        state = step_of(GetParam(), w, {number(x[0]), number(x[1]), number(x[2])}, state);
        for (const auto& [name, values] : state.named) {
          const Inside inside = r.inside(name + (direction == 0 ? "_l0" : "_l0_reverse"), row);
          ASSERT_TRUE(inside) << name;
          EXPECT_EQ(inside.shape, (Shape{count, 5}));
          for (int64_t u = 0; u < 5; ++u) {
            EXPECT_NEAR(inside.at(place, u), values[static_cast<size_t>(u)], 1e-5) << name << " step " << place;
          }
        }
      }
    }
  }
}

TEST_P(InsideRecurrent, NamesWhatTheDescriptorLists) {
  const LayerType& type = layer(GetParam());
  const Params params =
      *resolve(type.params, {{"units", int64_t{4}}, {"num_layers", int64_t{2}}, {"bidirectional", true}});
  LayerRig r(type, params, {Shape{3, 2}}, 1, 5);
  r.forward(Mode::evaluation);
  const std::vector<InsideSpec> list = type.insides(params);
  EXPECT_GE(list.size(), 4U);
  for (const InsideSpec& spec : list) EXPECT_TRUE(r.inside(spec.name, 0)) << spec.name;
  EXPECT_FALSE(r.inside("h_l2", 0));
  EXPECT_FALSE(r.inside("nonsense", 0));
  r.set_lengths(0, {0});
  r.forward(Mode::evaluation);
  EXPECT_FALSE(r.inside("h_l0", 0));  // no step counts
}

INSTANTIATE_TEST_SUITE_P(Cells, InsideRecurrent, testing::Values("rnn", "lstm", "gru"),
                         [](const auto& test) { return std::string(test.param); });

// ---- windows

std::vector<const LayerType*> windowed_layers() {
  std::vector<const LayerType*> found;
  for (const LayerType* type : layers().entries()) {
    if (type->windowed) found.push_back(type);
  }
  return found;
}

// [C, H, W] or [T, F] as (plane, row, column).
int64_t index_of(const Shape& s, int64_t plane, int64_t y, int64_t x) {
  if (s.rank() == 3) return (plane * s[1] + y) * s[2] + x;
  return s.rank() == 2 ? y * s[1] + plane : plane;
}
int64_t planes(const Shape& s) { return s.rank() == 2 ? s[1] : s[0]; }

class InsideWindows : public testing::TestWithParam<const LayerType*> {
 protected:
  // The number that the taps say, before any activation.
  static double value_at(LayerRig& r, int64_t row, int64_t plane, int64_t y, int64_t x) {
    const Windowed& w = *r.type().windowed;
    const Shape in = r.shapes()[0], out = r.output_shape();
    std::vector<Tap> rows, columns{{0, 0}};
    w.taps(r.params(), in, out, 0, y, rows);
    if (in.rank() == 3) w.taps(r.params(), in, out, 1, x, columns);
    const auto value = [&](int64_t channel, const Tap& a, const Tap& b) {
      const bool padding = a.input < 0 || b.input < 0 || a.input >= (in.rank() == 3 ? in[1] : in[0]) ||
                           b.input >= (in.rank() == 3 ? in[2] : 1);
      return padding ? 0 : number(r.inputs()[0].row(row)[index_of(in, channel, a.input, b.input)]);
    };
    double sum = 0, most = -std::numeric_limits<double>::infinity();
    if (w.makes != Windowed::Makes::weighted_sum) {
      for (const Tap& a : rows) {
        for (const Tap& b : columns) {
          sum += value(plane, a, b);
          most = std::max(most, value(plane, a, b));
        }
      }
      return w.makes == Windowed::Makes::maximum ? most : sum / static_cast<double>(rows.size() * columns.size());
    }
    const int64_t groups = get_int(r.params(), "groups"), inputs = planes(in) / groups, outputs = planes(out) / groups;
    const int64_t group = plane / outputs;
    const Tensor& weight = r.weights()[0];
    const int64_t kernel = get_int(r.params(), "kernel_size"), wide = in.rank() == 3 ? kernel : 1;
    for (int64_t c = 0; c < inputs; ++c) {
      const int64_t channel = group * inputs + c;
      const int64_t block = w.transposed ? channel * outputs + plane % outputs : plane * inputs + c;
      for (const Tap& a : rows) {
        for (const Tap& b : columns) {
          sum += value(channel, a, b) * number(weight.data()[(block * kernel + a.kernel) * wide + b.kernel]);
        }
      }
    }
    return sum + (get_bool(r.params(), "bias") ? number(r.weights()[1].data()[plane]) : 0);
  }
};

TEST_P(InsideWindows, TheTapsMakeTheOutput) {
  for (uint64_t seed = 1; seed <= 25; ++seed) {
    rig::Kind kind;
    if (find_param(GetParam()->params, "activation")) kind.fixed = {{"activation", std::string("linear")}};
    const auto r = random_rig(*GetParam(), seed, kind);
    ASSERT_TRUE(r);
    r->forward(Mode::evaluation);
    const Shape out = r->output_shape();
    const int64_t high = out.rank() == 3 ? out[1] : out.rank() == 2 ? out[0] : 1, wide = out.rank() == 3 ? out[2] : 1;
    for (int64_t plane = 0; plane < planes(out); ++plane) {
      for (int64_t y = 0; y < high; ++y) {
        for (int64_t x = 0; x < wide; ++x) {
          const double shown = number(r->output().row(0)[index_of(out, plane, y, x)]);
          ASSERT_NEAR(value_at(*r, 0, plane, y, x), shown, 1e-4 * (1 + std::abs(shown)))
              << plane << " " << y << " " << x;
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Catalog, InsideWindows, testing::ValuesIn(windowed_layers()),
                         [](const auto& test) { return test.param->id; });

}  // namespace
