// All answers of the network to one part of the data, beside the truth: what the views of answers are drawn from.
#pragma once

#include <string>
#include <vector>

#include "app/panels/microscope/look.h"
#include "app/panels/panel_decision.h"

namespace app {

struct Judged {
  int part = 1;
  int classes = 0;
  std::vector<int> truth, answer;  // of each sample; -1: none
  std::vector<int64_t> row;        // of the data
  std::vector<float> share;        // [samples, classes]: how sure the network is of each class, 0 .. 1
  int64_t in_part = 0;             // samples of the part; more than are judged where it is large

  size_t size() const { return truth.size(); }
  bool right(size_t i) const { return truth[i] == answer[i]; }
  // The share of one class, and whether it is the truth, for all samples.
  void against_rest(int which, std::vector<float>& score, std::vector<unsigned char>& positive) const;
};

// Takes over new answers; true when there were any. Only for one class for each sample.
class Judge {
 public:
  bool update(const Opened& o, int part);
  const Judged& judged() const { return judged_; }

 private:
  Judged judged_;
  const engine::PreparedData* data_ = nullptr;
  uint64_t revision_ = 0;
  std::vector<float> values_;
};

// The share of a class among the outputs [classes] of one sample, or its only output.
float share_of(const Decision& how, const float* outputs, int which);

}  // namespace app
