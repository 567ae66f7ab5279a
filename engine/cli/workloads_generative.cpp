// Networks that make samples: a variational autoencoder of small pictures, and a generator of points on a circle with
// its discriminator, of which a step moves both.
#include <cmath>

#include "engine/cli/workloads.h"
#include "engine/core/rng.h"

namespace cli {
namespace {

using engine::Scalar;

LayerOfChain dense(int64_t units, const char* activation) {
  return {"dense", {{"units", units}, {"activation", std::string(activation)}}};
}

LayerOfChain leaky(int64_t units) {
  LayerOfChain layer = dense(units, "leaky_relu");
  layer.params["negative_slope"] = 0.2;
  return layer;
}

engine::Result<PreparedWorkload> vae() {
  engine::Dataset set = empty_set(4096, engine::Shape{784}, 10);
  engine::Rng rng(kWorkloadSeed);
  std::vector<double> templates(10 * 784);
  for (double& v : templates) v = 2 * rng.normal();
  for (int64_t i = 0; i < set.rows(); ++i) {
    const auto label = static_cast<size_t>(rng.below(10));
    set.targets[static_cast<size_t>(i)] = static_cast<Scalar>(label);
    for (size_t c = 0; c < 784; ++c) {
      set.inputs.row(i)[c] = static_cast<Scalar>(1 / (1 + std::exp(-templates[label * 784 + c] - rng.normal())));
    }
  }
  engine::Experiment e;
  e.task = {"reconstruction", {{"error", std::string("sample")}}};
  e.network =
      chain_of({dense(256, "relu"), dense(32, "linear"), {"sampling", {}}, dense(256, "relu"), dense(784, "linear")});
  e.loss = {"bce_with_logits", {}};
  e.optimizer = {"adam", {{"learning_rate", 0.001}}};
  e.batch_size = 64;
  return prepared(std::move(e), std::move(set));
}

engine::Result<PreparedWorkload> gan() {
  engine::Dataset set = empty_set(2048, engine::Shape{2}, 0);
  engine::Rng rng(kWorkloadSeed);
  for (int64_t i = 0; i < set.rows(); ++i) {
    const double angle = rng.uniform(0, 6.2831853);
    set.inputs.row(i)[0] = static_cast<Scalar>(std::cos(angle) + 0.05 * rng.normal());
    set.inputs.row(i)[1] = static_cast<Scalar>(std::sin(angle) + 0.05 * rng.normal());
  }
  engine::Experiment e;
  e.task = {"adversarial", {{"latent", int64_t{16}}}};
  e.network = chain_of({dense(64, "relu"),
                        dense(64, "relu"),
                        dense(2, "linear"),
                        {"real_or_made", {}},
                        leaky(64),
                        leaky(64),
                        dense(1, "linear")});
  e.optimizer = {"adam", {{"learning_rate", 0.0002}, {"beta1", 0.5}, {"beta2", 0.999}}};
  e.batch_size = 64;
  return prepared(std::move(e), std::move(set));
}

}  // namespace

std::vector<Workload> generative_workloads() {
  return {{"W9", "VAE 784-256-16-256-784, BCE + KL, Adam", 64, vae},
          {"W10", "GAN 16-64-64-2 and 2-64-64-1, Adam, both move", 64, gan}};
}

}  // namespace cli
