// What all tasks that act share: worlds to act in, what has been met so far, and measuring the greedy policy. Knows no
// way of learning.
#pragma once

#include <vector>

#include "engine/environments/episode.h"
#include "engine/tasks/task.h"

namespace engine {

class Acting : public Task {
 public:
  void set_params(const Params& params) override;
  Result<TargetPlan> plan(const LossType& loss, const PreparedData& data, const Network& network) const override;
  void prepare(int64_t rows, const PreparedData& data, const Network& network) override;
  int64_t epoch_steps() const override { return kEpochSteps; }
  void start_again(const Network& network) override;
  void keep(CheckpointExchange& x) override;
  // Training: the last episodes. Validation: whole episodes of the greedy policy, always with the same random numbers.
  bool measure(Network& network, const PreparedData& data, Split split, Metrics& metrics) override;
  const ActingReport* acting() const override { return &report_; }

 protected:
  static constexpr int64_t kEpochSteps = 500;  // updates

  // Whether the network ends in a score for each action and what the state is worth; else in what each is worth.
  virtual bool critic() const { return false; }
  virtual int64_t worlds() const { return 1; }  // that are trained in

  // A world that is trained in, and what the network sees of it [input shape]; begun anew where its episode is over.
  struct Place {
    explicit Place(const WorldSpec& world) : episode(world) {}
    Episode episode;
    bool running = false;
  };
  void see(Place& place, Rng& rng, Scalar* seen);
  // Steps there, remembers what the episode came to, and writes what is seen afterwards, also where it is over.
  Episode::Outcome act(Place& place, int action, Rng& rng, Scalar* seen);
  // The largest of a row's first outputs, the first of equals.
  int greedy(const Scalar* outputs) const;

  int64_t actions() const { return actions_; }
  std::vector<Place>& places() { return places_; }
  ActingReport& report() { return report_; }
  double gamma() const { return gamma_; }

  double last_loss_ = 0;

 private:
  void look(const Episode& episode, Scalar* seen);
  void end_episode(const Episode& episode);

  std::shared_ptr<const WorldSpec> world_;
  const PreparedData* data_ = nullptr;
  std::vector<Place> places_, measured_;
  std::vector<Rng> measured_rng_;
  std::vector<int32_t> active_;  // measured episodes that go on
  std::vector<Scalar> raw_;      // an observation as the world gives it
  Tensor seen_;                  // [rows, input shape]
  int64_t actions_ = 0, measured_count_ = 100;
  double gamma_ = 0.99;
  ActingReport report_;
  std::vector<float> lengths_;  // of the last kMean episodes
};

// Parameters that all of them have.
ParamSpec gamma_param();
ParamSpec measured_param();

}  // namespace engine
