// Schedules and losses of every shape against PyTorch; the numbers come from tests/golden/training.py. Compiled twice,
// as golden_suite.h.
#pragma once

#include <set>

#include "engine/schema/loss_type.h"
#include "engine/schema/schedule_type.h"
#include "tests/engine/golden/values.h"

namespace golden {

TEST(Golden, SchedulesOverManySteps) {
  Worst worst(1e-11);  // the digits of the file; rates are double everywhere
  std::set<std::string> seen;
  for (const json& test : load("schedules.json")) {
    const ScheduleType& type = *schedules().find(test["schedule"].get<std::string>());
    seen.insert(type.id);
    const Params params = *resolve(type.params, params_of(test["params"]));
    const bool by_step = type.every_step && type.every_step(params);
    ScheduleMoment moment;
    moment.learning_rate = test["learning_rate"];
    moment.epochs = 100;
    moment.steps_per_epoch = by_step ? 7 : 1;
    for (size_t k = 0; k < test["rates"].size(); ++k) {
      moment.step = static_cast<int64_t>(k);
      moment.epoch = moment.step / moment.steps_per_epoch;
      worst.compare(type.rate(params, moment), test["rates"][k], 0, type.id + " after " + std::to_string(k));
      if (!type.observe || k >= test["losses"].size()) continue;
      type.observe(params, test["losses"][k], moment.learning_rate, moment.memory);
    }
  }
  for (const ScheduleType* type : schedules().entries()) EXPECT_TRUE(seen.contains(type->id)) << type->id;
  worst.print("schedules");
}

TEST(Golden, LossesOfEveryShape) {
  Worst worst(kTolerance);
  for (const json& test : load("loss_shapes.json")) {
    const LossType& loss = *losses().find(test["loss"].get<std::string>());
    Params params = *resolve(loss.params, params_of(test["params"]));
    const int64_t rows = test["rows"];
    Tensor y(rows, shape_of(test["shape"])), t(rows, shape_of(test["target_shape"])), dy(rows, y.shape());
    if (loss.prepare) params = *loss.prepare(params, std::vector<int64_t>(5, 1));
    put(test["y"], y.span());
    put(test["t"], t.span());
    const std::string name = loss.id + " " + y.shape().text() + " " + test["params"].dump();
    worst.compare(loss.compute(params, y.view(), t.view(), dy.data()), test["value"], 0, name);
    worst.compare(dy.span(), test["dy"], name + " dy");
    const double alone = loss.compute(params, y.view(), t.view(), nullptr);
    worst.compare(alone, test["value"], 0, name + " without gradient");
  }
  worst.print("losses of every shape");
}

}  // namespace golden
