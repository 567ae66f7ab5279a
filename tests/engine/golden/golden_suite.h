// The engine against PyTorch: forward, every gradient, ten steps of every optimizer, ten steps of whole networks.
// The numbers come from tests/golden/generate.py. Compiled twice: against the program's engine (float) and the one in
// double precision, where nothing but the digits of the file separates the two libraries.
#pragma once

#include <gtest/gtest.h>

#include "engine/graph/network.h"
#include "engine/schema/activation_type.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/optimizer_type.h"
#include "tests/engine/contracts/layer_rig.h"
#include "tests/engine/golden/slots.h"
#include "tests/engine/golden/values.h"

namespace golden {

TEST(Golden, DenseWithEveryActivation) {
  Worst worst(kTolerance);
  std::set<std::string> seen;
  for (const json& test : load("dense.json")) {
    const std::string name = test["activation"];
    seen.insert(name);
    const LayerType& dense = *layers().find("dense");
    Params given{{"units", test["units"].get<int64_t>()}, {"activation", name}, {"bias", test["bias"].get<bool>()}};
    if (test.contains("params")) given.merge(params_of(test["params"]));
    const json& sizes = test["shape"];
    const Shape input = sizes.size() == 2 ? Shape{sizes[0], sizes[1]} : Shape{sizes[0]};
    rig::LayerRig rig(dense, *resolve(dense.params, given), {input}, test["rows"], 1);
    put(test["x"], rig.inputs()[0].span());
    put(test["weight"], rig.weights()[0].span());
    put(test["dy"], rig.d_output().span());
    if (test["bias"]) put(test["bias_values"], rig.weights()[1].span());
    rig.forward();
    rig.backward();
    const auto compare = [&](const Tensor& got, const std::string& what) {
      const double pytorch = sizeof(Scalar) == 4 ? test["float32_error"][what].get<double>() : 0;
      worst.compare(got.span(), test[what], name + " " + what, kTimesPyTorch * pytorch);
    };
    compare(rig.output(), "y");
    compare(rig.d_inputs()[0], "dx");
    compare(rig.d_weights()[0], "d_weight");
    if (test["bias"]) compare(rig.d_weights()[1], "d_bias");
  }
  for (const ActivationType* type : activations().entries()) EXPECT_TRUE(seen.contains(type->id)) << type->id;
  worst.print("dense layers");
}

TEST(Golden, Losses) {
  Worst worst(kTolerance);
  std::set<std::string> seen;
  for (const json& test : load("losses.json")) {
    const LossType& loss = *losses().find(test["loss"].get<std::string>());
    seen.insert(loss.id);
    const int64_t rows = test["rows"], columns = test["columns"];
    Tensor y(rows, {columns}), t(rows, {loss.coding == TargetCoding::class_index ? 1 : columns}), dy(rows, {columns});
    put(test["y"], y.span());
    put(test["t"], t.span());
    const double value = loss.compute(*resolve(loss.params, params_of(test["params"])), y.view(), t.view(), dy.data());
    worst.compare(value, test["value"], 0, loss.id);
    worst.compare(dy.span(), test["dy"], loss.id + " dy");
  }
  for (const LossType* type : losses().entries()) EXPECT_TRUE(seen.contains(type->id)) << type->id;
  worst.print("losses");
}

TEST(Golden, TenStepsOfEveryOptimizer) {
  Worst worst(kTolerance);
  std::set<std::string> seen;
  for (const json& test : load("optimizers.json")) {
    const OptimizerType& type = *optimizers().find(test["optimizer"].get<std::string>());
    seen.insert(type.id);
    const Params params = *resolve(type.params, params_of(test["params"]));
    std::vector<Scalar> w(test["start"].size()), g(w.size());
    put(test["start"], w);
    Slots slots(type, w.size());
    for (size_t k = 0; k < 10; ++k) {
      put(test["gradients"][k], g);
      type.update(params, slots.pass(w, g, static_cast<int64_t>(k + 1)));
      worst.compare(w, test["after"][k], type.id + " after step " + std::to_string(k + 1));
    }
  }
  for (const OptimizerType* type : optimizers().entries()) EXPECT_TRUE(seen.contains(type->id)) << type->id;
  worst.print("optimizers");
}

// Two dense layers behind an input.
inline NetworkSpec network_of(const json& test) {
  Params hidden{{"units", test["hidden"].get<int64_t>()}, {"activation", test["activation"].get<std::string>()}};
  hidden.merge(params_of(test["params"]));
  Params last{{"units", test["outputs"].get<int64_t>()}, {"activation", test["last"].get<std::string>()}};
  NetworkSpec net;
  net.nodes = {{"in", "input", "", {}, false}, {"a", "dense", "", hidden, false}, {"b", "dense", "", last, false}};
  net.edges = {{"in", "a", 0}, {"a", "b", 0}};
  return net;
}

TEST(Golden, TenStepsOfWholeNetworks) {
  Worst worst(kTrainingTolerance);
  for (const json& test : load("training.json")) {
    const std::string name = test["activation"].get<std::string>() + ", " + test["loss"].get<std::string>() + ", " +
                             test["optimizer"].get<std::string>();
    const LossType& loss = *losses().find(test["loss"].get<std::string>());
    const OptimizerType& optimizer = *optimizers().find(test["optimizer"].get<std::string>());
    const Params loss_params = *resolve(loss.params, params_of(test["loss_params"]));
    const Params optimizer_params = *resolve(optimizer.params, params_of(test["optimizer_params"]));
    const int64_t rows = test["rows"], outputs = test["outputs"];
    Tensor x(rows, {test["inputs"].get<int64_t>()}), dy(rows, {outputs});
    Tensor t(rows, {loss.coding == TargetCoding::class_index ? 1 : outputs});
    put(test["x"], x.span());
    put(test["t"], t.span());
    const auto built = Network::compile(network_of(test), x.shape(), {});
    ASSERT_TRUE(built.ok()) << built.error().describe();
    Network& net = **built;
    const auto weights = [&](size_t i) {  // in the order of the file: weight and bias of each layer
      const NodeParameter& p = net.node_parameters(static_cast<int>(1 + i / 2))[i % 2];
      return net.parameters().subspan(static_cast<size_t>(p.offset), static_cast<size_t>(p.spec.shape.count()));
    };
    for (size_t i = 0; i < 4; ++i) put(test["start"][i], weights(i));
    Slots slots(optimizer, net.parameters().size());
    for (size_t k = 0; k < 10; ++k) {
      const double value = loss.compute(loss_params, net.forward(x.view(), Mode::training), t.view(), dy.data());
      net.backward(dy.view());
      optimizer.update(optimizer_params, slots.pass(net.parameters(), net.gradients(), static_cast<int64_t>(k + 1)));
      worst.compare(value, test["losses"][k], test["losses"][0], name + ": loss " + std::to_string(k));
    }
    for (size_t i = 0; i < 4; ++i) worst.compare(weights(i), test["end"][i], name + ": weights " + std::to_string(i));
  }
  worst.print("networks");
}

}  // namespace golden
