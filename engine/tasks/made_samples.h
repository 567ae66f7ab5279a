// How samples that a generator makes compare with real ones: how far they spread, and which classes of the data they
// reach.
#pragma once

#include <vector>

#include "engine/data/prepare.h"

namespace engine {

class MadeSamples {
 public:
  // Classes are looked for where samples are few numbers with one class each: their means and standard deviations in
  // the training part. `room` holds one sample.
  void find_classes(const PreparedData& data, Scalar* room);
  void start();
  void add_real(ConstView samples) { real_.add(samples); }
  void add_made(ConstView samples);

  // The standard deviation of the made samples over that of the real ones; 0 when these are all the same.
  double spread() const;
  int64_t classes() const { return static_cast<int64_t>(hits_.size()); }
  // Classes within three standard deviations of which a tenth of an even share of the made samples lies.
  int64_t reached() const;

 private:
  struct Moments {
    int64_t rows = 0;
    std::vector<double> sums, squares;  // by number of a sample
    void start(size_t columns);
    void add(ConstView samples);
    double variance() const;  // of all numbers together
  };
  void count_hits(ConstView samples);

  Moments real_, made_;
  size_t columns_ = 0;
  std::vector<double> centres_, reach_;  // of classes, as the network sees samples: middles and half axes of ellipses
  std::vector<int64_t> hits_;            // made samples in reach of each
};

}  // namespace engine
