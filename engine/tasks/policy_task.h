// What the tasks share that learn a policy by its gradient: what was met since the last update, and the update.
#pragma once

#include <vector>

#include "engine/tasks/acting.h"
#include "engine/tasks/policy.h"

namespace engine {

class PolicyTask : public Acting {
 public:
  void set_params(const Params& params) override;
  void start_again(const Network& network) override;

 protected:
  // Room for so many transitions.
  void make_room(int64_t rows, const Network& network);
  bool critic() const override { return true; }
  // Forward, loss, backward over the first `rows` of what was met.
  double update(const TaskStep& s, int64_t rows);

  Tensor seen_;                  // [rows, input shape]
  std::vector<int32_t> action_;  // [rows]
  std::vector<double> reward_, value_, advantage_, returns_;
  PolicyTerms terms_;

 private:
  bool standardise_ = true;
};

// Parameters that they share, behind their own.
std::vector<ParamSpec> policy_params(std::vector<ParamSpec> own);

}  // namespace engine
