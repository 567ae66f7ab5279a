// Dense networks: one of the scale that is watched while it learns, one of the size of small pictures.
#include "engine/cli/workloads.h"
#include "engine/core/rng.h"

namespace cli {
namespace {

using engine::Scalar;

LayerOfChain dense(int64_t units, const char* activation) {
  return {"dense", {{"units", units}, {"activation", std::string(activation)}}};
}

engine::Result<PreparedWorkload> tiny_mlp() {
  engine::Dataset set = empty_set(250, engine::Shape{2}, 2);
  engine::Rng rng(kWorkloadSeed);
  for (int64_t i = 0; i < set.rows(); ++i) {
    const double x = rng.uniform(-6, 6), y = rng.uniform(-6, 6);
    set.inputs.row(i)[0] = static_cast<Scalar>(x);
    set.inputs.row(i)[1] = static_cast<Scalar>(y);
    set.targets[static_cast<size_t>(i)] = x * x + y * y < 9 ? 1 : 0;
  }
  engine::Experiment e;
  e.network = chain_of({dense(8, "tanh"), dense(8, "tanh"), dense(1, "tanh")});
  e.loss = {"mse", {}};  // with targets -1 and 1, because the output is a tanh
  e.optimizer = {"sgd", {{"learning_rate", 0.03}}};
  e.batch_size = 10;
  return prepared(std::move(e), std::move(set));
}

engine::Result<PreparedWorkload> mlp() {
  return classifier(chain_of({dense(128, "relu"), dense(64, "relu"), dense(10, "linear")}),
                    labelled_set(4096, engine::Shape{784}, 10), 64);
}

}  // namespace

std::vector<Workload> dense_workloads() {
  return {{"W1", "MLP 2-8-8-1 tanh, MSE, SGD", 10, tiny_mlp}, {"W2", "MLP 784-128-64-10 ReLU, CE, Adam", 64, mlp}};
}

}  // namespace cli
