#include "engine/train/stopping.h"

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

std::string short_number(double v) { return fmt::format("{:.4g}", v); }

}  // namespace

void Stopping::start(const Experiment& experiment, size_t parameters) {
  rules_ = experiment.stop;
  target_ = experiment.target;
  max_epochs_ = experiment.max_epochs;
  seconds_ = 0;
  waited_ = best_epoch_ = 0;
  best_loss_ = 0;
  best_.assign(rules_.patience > 0 && rules_.restore_best ? parameters : 0, Scalar(0));
}

std::optional<Stop> Stopping::end_of_epoch(int64_t epoch, const Metrics& metrics, std::span<Scalar> parameters) {
  if (rules_.patience > 0) {
    if (best_epoch_ == 0 || std::isnan(best_loss_) || metrics.loss < best_loss_ - rules_.min_delta) {
      best_loss_ = metrics.loss;
      best_epoch_ = epoch;
      waited_ = 0;
      if (!best_.empty()) std::copy(parameters.begin(), parameters.end(), best_.begin());
    } else {
      ++waited_;
    }
  }
  const auto why = reason(epoch, metrics);
  if (!why) return std::nullopt;
  Stop stop{*why, epoch, best_epoch_, best_loss_, false, {}};
  stop.restored = !best_.empty() && best_epoch_ != epoch && *why != Stop::Reason::target;
  if (stop.restored) std::copy(best_.begin(), best_.end(), parameters.begin());
  stop.what = sentence(stop, metrics);
  waited_ = 0;  // whoever goes on gets the same patience again
  seconds_ = 0;
  return stop;
}

std::optional<Stop::Reason> Stopping::reason(int64_t epoch, const Metrics& metrics) const {
  if (watches_target()) {
    const auto value = metric_value(metrics, target_.metric);
    if (value && metric_reaches(target_.metric, *value, target_.value)) return Stop::Reason::target;
  }
  if (rules_.patience > 0 && waited_ >= rules_.patience) return Stop::Reason::patience;
  if (rules_.seconds > 0 && seconds_ >= rules_.seconds) return Stop::Reason::seconds;
  if (max_epochs_ > 0 && epoch == max_epochs_) return Stop::Reason::epochs;
  return std::nullopt;
}

Message Stopping::sentence(const Stop& stop, const Metrics& metrics) const {
  switch (stop.reason) {
    case Stop::Reason::target: {
      const MetricType* metric = find_metric(target_.metric);
      return message("The target is reached at epoch {}: {} is {}.", stop.epoch,
                     metric ? metric->title : target_.metric,
                     short_number(metric_value(metrics, target_.metric).value_or(0)));
    }
    case Stop::Reason::patience:
      if (!stop.restored) {
        return message("Stopped at epoch {}: the validation loss has not fallen below {} since epoch {}.", stop.epoch,
                       short_number(stop.best_loss), stop.best_epoch);
      }
      return message(
          "Stopped at epoch {}: the validation loss has not fallen below {} since epoch {}. The weights of that epoch "
          "are back.",
          stop.epoch, short_number(stop.best_loss), stop.best_epoch);
    case Stop::Reason::seconds: return message("Stopped at epoch {}: {} seconds are over.", stop.epoch, rules_.seconds);
    case Stop::Reason::epochs: break;
  }
  if (!stop.restored) return message("Finished: {} epochs are done.", stop.epoch);
  return message("Finished: {} epochs are done. The weights of epoch {}, with the lowest validation loss, are back.",
                 stop.epoch, stop.best_epoch);
}

}  // namespace engine
