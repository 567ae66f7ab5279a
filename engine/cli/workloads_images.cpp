// Convolutional networks on pictures of 28 x 28 and 32 x 32 pixels.
#include "engine/cli/workloads.h"

namespace cli {
namespace {

LayerOfChain conv(int64_t channels, int64_t kernel, int64_t padding = 0) {
  return {
      "conv2d",
      {{"out_channels", channels}, {"kernel_size", kernel}, {"padding", padding}, {"activation", std::string("relu")}}};
}

LayerOfChain dense(int64_t units, const char* activation) {
  return {"dense", {{"units", units}, {"activation", std::string(activation)}}};
}

engine::Result<PreparedWorkload> lenet() {
  return classifier(chain_of({conv(8, 5),
                              {"max_pool2d", {}},
                              conv(16, 5),
                              {"max_pool2d", {}},
                              {"flatten", {}},
                              dense(64, "relu"),
                              dense(10, "linear")}),
                    labelled_set(2048, engine::Shape{1, 28, 28}, 10), 32);
}

engine::Result<PreparedWorkload> cnn(int64_t padding) {
  return classifier(chain_of({conv(32, 3, padding),
                              {"max_pool2d", {}},
                              conv(64, 3, padding),
                              {"max_pool2d", {}},
                              {"flatten", {}},
                              dense(128, "relu"),
                              dense(10, "linear")}),
                    labelled_set(1024, engine::Shape{3, 32, 32}, 10), 64);
}

}  // namespace

std::vector<Workload> image_workloads() {
  return {{"W3", "LeNet-like CNN 1x28x28, Adam", 32, lenet},
          {"W4", "CNN 3x32x32 32@3x3 64@3x3 (pad 1), Adam", 64, [] { return cnn(1); }},
          {"W4v", "the same without padding", 64, [] { return cnn(0); }}};
}

}  // namespace cli
