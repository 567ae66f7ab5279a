// Learning from labels: the network is shown samples and what it should have answered. Where it ends in a chain of
// tags, whole paths are compared.
#include "engine/tasks/tag_chain.h"
#include "engine/tasks/task.h"

namespace engine {
namespace {

class Supervised final : public Task {
 public:
  void prepare(int64_t, const PreparedData&, const Network& network) override {
    chain_ = TagChain::of(network);
    network_ = &network;
  }

  double learn(const TaskStep& s) override {
    if (!chain_) return Task::learn(s);
    const ConstView scores = s.network.forward(s.batch, Mode::training, &s.layer_rng);  // the chain hands them on
    const double own = chain_->loss(s.network, scores, s.targets, s.d_output);
    s.network.backward({s.d_output, scores.rows, scores.shape});
    chain_->put_gradients(s.network);
    return own + s.network.penalty().weighted;
  }

  // Of what the network has just answered, in evaluation.
  double loss(const ChosenLoss& loss, ConstView output, ConstView targets, Scalar* d_output) const override {
    if (!chain_) return Task::loss(loss, output, targets, d_output);
    return chain_->loss(*network_, network_->activation(chain_->source()), targets, nullptr);
  }

 private:
  std::optional<TagChain> chain_;
  const Network* network_ = nullptr;
};

}  // namespace

const TaskType& supervised_task() {
  using Tells = StoryLine::Tells;
  static const TaskType type{
      .id = "supervised",
      .title = "Labels",
      .summary = "Learns to answer as the data does: a class or numbers for each sample.",
      .formula = "min mean L(f(x), t)",
      .use_when = "Whenever the data has the answers: classification and regression.",
      .source = "Rumelhart, Hinton and Williams 1986.",
      .story = {{Tells::samples, "A batch of samples is drawn from the training data."},
                {Tells::forward, "Forward: each layer works out its output from the layer before."},
                {Tells::loss, "The loss says how far the answers are from the labels."},
                {Tells::backward, "Backward: the gradient says how each weight changes the loss."},
                {Tells::update, "The optimizer moves each weight so that the loss falls."}},
      .make = []() -> std::unique_ptr<Task> { return std::make_unique<Supervised>(); },
  };
  return type;
}

}  // namespace engine
