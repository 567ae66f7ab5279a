#include "engine/formats/resample.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace engine {
namespace {

// The part [begin, begin + length) of the pixels of one axis becomes `size` pixels.
struct Axis {
  double begin = 0, length = 0;
  int size = 0;
};

// Which pixels make up an output pixel, and how much each counts.
struct Taps {
  std::vector<int> first, count;
  std::vector<double> weights;  // of all output pixels, `most` each
  int most = 0;
};

// out[x] = sum_i in[i] * triangle((i + 0.5 - centre) / scale), the weights of each x adding up to 1.
Taps taps_of(const Axis& axis, int pixels) {
  const double step = axis.length / axis.size, scale = std::max(1.0, step);
  Taps taps;
  taps.most = static_cast<int>(std::ceil(scale)) * 2 + 1;
  taps.weights.assign(static_cast<size_t>(taps.most) * static_cast<size_t>(axis.size), 0.0);
  for (int x = 0; x < axis.size; ++x) {
    const double centre = axis.begin + (x + 0.5) * step;
    const int low = std::max(0, static_cast<int>(centre - scale + 0.5));
    const int high = std::min(pixels, static_cast<int>(centre + scale + 0.5));
    double* weights = taps.weights.data() + static_cast<ptrdiff_t>(taps.most) * x;
    double sum = 0;
    for (int i = low; i < high; ++i) {
      weights[i - low] = std::max(0.0, 1 - std::abs((i + 0.5 - centre) / scale));
      sum += weights[i - low];
    }
    for (int i = low; i < high; ++i) weights[i - low] /= sum;
    taps.first.push_back(low);
    taps.count.push_back(high - low);
  }
  return taps;
}

// One row of the picture as numbers 0 .. 255, [width, channels] with 1 or 3 channels.
void read_row(const Picture& picture, int y, int channels, float* out) {
  const int c = picture.channels;
  const uint8_t* in = picture.pixels.get() + static_cast<ptrdiff_t>(y) * picture.width * c;
  const bool colour = c >= 3, alpha = c == 2 || c == 4;
  for (int x = 0; x < picture.width; ++x, in += c, out += channels) {
    const float opaque = alpha ? static_cast<float>(in[c - 1]) / 255 : 1;
    float rgb[3];
    for (int k = 0; k < 3; ++k) {
      const auto value = static_cast<float>(in[colour ? k : 0]);
      rgb[k] = alpha ? value * opaque + 255 * (1 - opaque) : value;
    }
    if (channels == 3) {
      std::copy_n(rgb, 3, out);
    } else {  // ITU-R 601 luma
      out[0] = colour ? 0.299F * rgb[0] + 0.587F * rgb[1] + 0.114F * rgb[2] : rgb[0];
    }
  }
}

class Resampler {
 public:
  Resampler(const Picture& picture, int channels) : picture_(picture), channels_(channels) {}

  // Planes [channels, down.size, across.size] into `out`.
  void run(const Axis& across, const Axis& down, Scalar* out) {
    const Taps columns = taps_of(across, picture_.width), rows = taps_of(down, picture_.height);
    std::vector<float> line(static_cast<size_t>(picture_.width * channels_));
    std::vector<double> narrow(static_cast<size_t>(across.size * channels_));
    std::vector<double> sum(narrow.size() * static_cast<size_t>(down.size), 0.0);
    int first_open = 0;  // output rows before it have all they need
    for (int y = rows.first[0]; y < rows.first.back() + rows.count.back(); ++y) {
      read_row(picture_, y, channels_, line.data());
      shrink(line, columns, narrow);
      while (rows.first[static_cast<size_t>(first_open)] + rows.count[static_cast<size_t>(first_open)] <= y)
        ++first_open;
      for (int row = first_open; row < down.size && rows.first[static_cast<size_t>(row)] <= y; ++row) {
        const int tap = y - rows.first[static_cast<size_t>(row)];
        if (tap >= rows.count[static_cast<size_t>(row)]) continue;
        const double weight = rows.weights[static_cast<size_t>(rows.most * row + tap)];
        double* into = sum.data() + static_cast<ptrdiff_t>(narrow.size()) * row;
        for (size_t i = 0; i < narrow.size(); ++i) into[i] += weight * narrow[i];
      }
    }
    const ptrdiff_t plane = static_cast<ptrdiff_t>(across.size) * down.size;
    for (ptrdiff_t i = 0; i < plane; ++i) {
      for (int c = 0; c < channels_; ++c)
        out[c * plane + i] = static_cast<Scalar>(sum[size_t(i * channels_ + c)] / 255);
    }
  }

 private:
  void shrink(const std::vector<float>& line, const Taps& taps, std::vector<double>& out) const {
    double* to = out.data();
    for (size_t x = 0; x < taps.first.size(); ++x) {
      const double* weights = taps.weights.data() + static_cast<size_t>(taps.most) * x;
      for (int c = 0; c < channels_; ++c) {
        const float* from = line.data() + taps.first[x] * channels_ + c;
        double value = 0;
        for (int i = 0; i < taps.count[x]; ++i) value += weights[i] * static_cast<double>(from[i * channels_]);
        *to++ = value;
      }
    }
  }

  const Picture& picture_;
  int channels_;
};

// The element of the picture as it lies in the file that stands at (x, y) of the upright one, both of them
// `width` x `height` as given; for orientations 5 to 8 the file's picture has them swapped.
ptrdiff_t place_in_file(int orientation, int x, int y, int width, int height) {
  switch (orientation) {
    case 2: return ptrdiff_t{y} * width + (width - 1 - x);
    case 3: return ptrdiff_t{height - 1 - y} * width + (width - 1 - x);
    case 4: return ptrdiff_t{height - 1 - y} * width + x;
    case 5: return ptrdiff_t{x} * height + y;
    case 6: return ptrdiff_t{width - 1 - x} * height + y;
    case 7: return ptrdiff_t{width - 1 - x} * height + (height - 1 - y);
    case 8: return ptrdiff_t{x} * height + (height - 1 - y);
    default: return ptrdiff_t{y} * width + x;
  }
}

// Where the picture goes in one direction: `ratio` output pixels for one of the picture's would suit the other one.
struct Plan {
  Axis across, down;
};

Plan plan_of(const Picture& picture, const std::string& fit, int height, int width) {
  const double w = picture.width, h = picture.height;
  Plan plan{{0, w, width}, {0, h, height}};
  const double across = width / w, down = height / h;
  if (fit == "crop") {
    const double scale = std::max(across, down);
    plan.across = {(w - width / scale) / 2, width / scale, width};
    plan.down = {(h - height / scale) / 2, height / scale, height};
  } else if (fit == "pad") {
    const double scale = std::min(across, down);
    plan.across.size = std::clamp(static_cast<int>(std::lround(w * scale)), 1, width);
    plan.down.size = std::clamp(static_cast<int>(std::lround(h * scale)), 1, height);
  }
  return plan;
}

}  // namespace

void resample(const Picture& picture, const std::string& fit, int channels, int height, int width, Scalar* out) {
  const bool lies = picture.orientation >= 5;
  const int file_width = lies ? height : width, file_height = lies ? width : height;
  const Plan plan = plan_of(picture, fit, file_height, file_width);
  const int inner_width = plan.across.size, inner_height = plan.down.size;
  std::vector<Scalar> inner(static_cast<size_t>(inner_width) * static_cast<size_t>(inner_height * channels));
  Resampler(picture, channels).run(plan.across, plan.down, inner.data());

  const int upright_width = lies ? inner_height : inner_width, upright_height = lies ? inner_width : inner_height;
  const int left = (width - upright_width) / 2, top = (height - upright_height) / 2;
  const ptrdiff_t plane = static_cast<ptrdiff_t>(inner_width) * inner_height;
  std::fill_n(out, static_cast<ptrdiff_t>(channels) * height * width, Scalar(0));
  for (int c = 0; c < channels; ++c) {
    for (int y = 0; y < upright_height; ++y) {
      Scalar* row = out + (static_cast<ptrdiff_t>(c) * height + top + y) * width + left;
      for (int x = 0; x < upright_width; ++x) {
        row[x] = inner[static_cast<size_t>(c * plane +
                                           place_in_file(picture.orientation, x, y, upright_width, upright_height))];
      }
    }
  }
}

}  // namespace engine
