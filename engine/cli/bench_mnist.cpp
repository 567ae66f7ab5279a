// glassnet-cli bench mnist: how much a small convolutional network learns of handwritten digits in five epochs. The
// 10,000 images that MNIST was published with for testing are cut in their order: 8,000 to learn from, 2,000 to test.
#include "engine/cli/bench_mnist.h"

#include <fmt/format.h>

#include <chrono>

#include "engine/cli/commands.h"
#include "engine/cli/session.h"
#include "engine/cli/workloads.h"
#include "engine/core/parallel.h"
#include "engine/schema/dataset_type.h"

namespace cli {
namespace {

constexpr int64_t kEpochs = 5;

engine::Experiment experiment() {
  const auto conv = [](int64_t channels) {
    return LayerOfChain{"conv2d", {{"out_channels", channels}, {"kernel_size", int64_t{5}}}};
  };
  engine::Experiment e;
  e.network = chain_of({conv(16),
                        {"max_pool2d", {}},
                        conv(32),
                        {"max_pool2d", {}},
                        {"flatten", {}},
                        {"dense", {{"units", int64_t{100}}}},
                        {"dense", {{"units", int64_t{10}}, {"activation", std::string("linear")}}}});
  e.loss = {"cross_entropy", {}};
  e.optimizer = {"adam", {{"learning_rate", 0.004}}};
  e.schedule = {"one_cycle", {}};
  e.max_epochs = kEpochs;
  e.batch_size = 32;
  e.seed = e.batch_seed = kWorkloadSeed;
  e.data.train = 0.8;
  e.data.validation = 0;
  e.data.test = 0.2;
  return e;
}

engine::Result<std::shared_ptr<const engine::PreparedData>> read(const std::string& folder,
                                                                 const engine::DataSpec& spec) {
  const engine::DatasetType* idx = engine::datasets().find("idx");
  if (!idx) return engine::error("There is no source of data \"{}\".", "idx");
  const auto params = engine::resolve(idx->params, {{"path", folder}, {"part", std::string("test")}});
  if (!params) return params.error();
  const engine::HandMade none;
  engine::Result<engine::Dataset> set = idx->make({*params, 0, 0, 1, none});
  if (!set) return set.error();
  set->ordered = true;  // cut where the order says, not by chance
  return engine::prepare_set(spec, std::move(*set));
}

}  // namespace

int bench_mnist(const std::string& folder, int threads, bool json) {
  engine::set_thread_count(threads);
  const engine::Experiment e = experiment();
  const auto data = read(folder, e.data);
  if (!data) return complain(data.error()), kBadInput;
  auto built = engine::Trainer::create(e, nullptr, *data);
  if (!built) return complain(built.error()), kBadInput;
  engine::Trainer& trainer = **built;
  const auto start = std::chrono::steady_clock::now();
  while (trainer.epoch() < kEpochs) {
    if (!trainer.step()) return complain({trainer.divergence()->what, "mnist"}), kBadInput;
  }
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  const engine::Metrics train = trainer.evaluate(engine::Split::train), test = trainer.evaluate(engine::Split::test);
  const char* line =
      json ? "{{\"workload\":\"mnist\",\"threads\":{},\"epochs\":{},\"params\":{},\"train_samples\":{},"
             "\"test_samples\":{},\"train_accuracy\":{:.4f},\"test_accuracy\":{:.4f},\"test_loss\":{:.4f},"
             "\"seconds\":{:.2f}}}\n"
           : "MNIST, {} threads, {} epochs, {} parameters, {} + {} images: accuracy {:.4f} in training, "
             "{:.4f} in the test (loss {:.4f}); {:.2f} s\n";
  fmt::print(fmt::runtime(line), threads, kEpochs, trainer.network().info().total.parameters, train.samples,
             test.samples, train.accuracy, test.accuracy, test.loss, time.count());
  return kDone;
}

}  // namespace cli
