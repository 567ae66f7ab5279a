// How samples that a generator makes compare with real ones: how far they spread, and which classes of the data they
// reach.
#pragma once

#include <vector>

#include "engine/tasks/nearest_class.h"

namespace engine {

class MadeSamples {
 public:
  // Classes are looked for where samples have one class each: of few numbers by the means and standard deviations of
  // the training part, of many by the nearest samples of it. `room` holds one sample.
  void find_classes(const PreparedData& data, Scalar* room);
  void start();
  void add_real(ConstView samples) { real_.add(samples); }
  void add_made(ConstView samples);

  // The standard deviation of the made samples over that of the real ones; 0 when these are all the same.
  double spread() const;
  int64_t classes() const { return static_cast<int64_t>(hits_.size()); }
  // Classes to which a part of an even share of the made samples belongs: of few numbers those within three standard
  // deviations, and a tenth; of many those that are taken for it, and a quarter, since some are taken for a wrong one.
  int64_t reached() const;

 private:
  struct Moments {
    int64_t rows = 0;
    std::vector<double> sums, squares;  // by number of a sample
    void start(size_t columns);
    void add(ConstView samples);
    double variance() const;  // of all numbers together
  };
  void find_ellipses(const PreparedData& data, Scalar* room);
  void count_hits(ConstView samples);

  Moments real_, made_;
  size_t columns_ = 0;
  std::vector<double> centres_, reach_;  // of classes, as the network sees samples: middles and half axes of ellipses
  NearestClass nearest_;
  std::vector<int64_t> hits_;  // made samples in reach of each
  int64_t looked_at_ = 0;      // of the made samples
};

}  // namespace engine
