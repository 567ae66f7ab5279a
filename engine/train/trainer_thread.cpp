#include "engine/train/trainer_thread.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <new>
#include <utility>

#include "engine/core/parallel.h"
#include "engine/core/thread_priority.h"
#include "engine/train/data_loader.h"
#include "engine/train/observer.h"
#include "engine/train/pace.h"
#include "engine/train/shelf.h"
#include "engine/train/step_story.h"

namespace engine {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int64_t kStepsPerLook = 16;          // steps between two looks at the clock
constexpr Seconds kPublishInterval{1.0 / 30};  // no more pictures than this while training
constexpr std::chrono::milliseconds kIdleWait{500};
constexpr Seconds kTold{2.4};                           // how long a line of slow motion is told
constexpr std::chrono::milliseconds kTellInterval{30};  // between two words on how far a reading is
constexpr int64_t kDensePoints = 1000;                  // metric points at every epoch up to here, then ever rarer
constexpr int64_t kDenseHistograms = 16;

// 1, 2, 4 ...: how often something is recorded when about `dense` records per doubling of the count are wanted.
int64_t record_interval(int64_t count, int64_t dense) {
  int64_t interval = 1;
  while (count >= 2 * dense * interval) interval *= 2;
  return interval;
}

}  // namespace

class TrainerThread::Worker {
 public:
  explicit Worker(TrainerThread& owner) : owner_(owner) {}

  void run() {
    lower_thread_priority();
    while (!quit_) {
      const bool busy = training();
      const bool more = valid_ && observer_.unfinished();
      const bool any = busy || more ? owner_.commands_.take(commands_) : owner_.commands_.wait(commands_, kIdleWait);
      for (next_ = 0; next_ < commands_.size();) {
        Command& c = commands_[next_++];
        guarded([&] { std::visit([&](auto& x) { apply(x); }, c); });
      }
      if (quit_) break;
      if (training()) guarded([&] { train(); });
      publish(any);
    }
  }

 private:
  bool training() const { return running_ || line_wanted_ || steps_wanted_ > 0; }

  // Nothing thrown below may end the thread: it becomes a failure, and the thread keeps answering.
  template <class F>
  void guarded(F&& f) {
    try {
      f();
    } catch (const std::bad_alloc&) {
      fail(error("There is not enough memory for this; make the network or the batch smaller."));
    } catch (const std::exception& e) {
      fail(error("Training stopped: {}.", e.what()));
    }
  }

  void fail(Error e, std::shared_ptr<const PreparedData> data = nullptr, bool of_data = false) {
    pause();
    owner_.events_.post(event::Failed{revision_, std::move(e), std::move(data), of_data});
    changed_ = true;
  }

  void pause() {
    running_ = line_wanted_ = false;
    steps_wanted_ = 0;
  }

  void apply(command::Load& load) {
    if (in_vain(load)) return;
    const bool fresh = load.fresh || owes_fresh_ || !trainer_;
    changed_ = true;
    if (!fresh) finish_step();
    const bool same = !fresh && load.experiment.network == trainer_->experiment().network;
    if (!fresh && trainer_->adopt(load.experiment)) {
      if (!same) observer_.attach(*trainer_);  // all is measured again, whatever it costs
      revision_ = load.revision;
      valid_ = true;
      owner_.events_.post(event::Loaded{revision_, false, false, {}, {}});
      return;
    }
    bool stopped = false;
    auto data = read(load, stopped);
    if (stopped) return;
    revision_ = load.revision;
    if (!data) {
      valid_ = false;
      fail(data.error(), nullptr, true);
      return;
    }
    auto built = Trainer::create(load.experiment, fresh ? nullptr : trainer_.get(), *data);
    if (!built) {
      valid_ = false;
      fail(built.error(), *data);
      return;
    }
    event::Loaded loaded{revision_, true, fresh, {}, {}};
    if (fresh && load.from) {
      if (Status taken = (*built)->restore(*load.from); !taken) loaded.unfit = taken.error();
    }
    if (!fresh) loaded.resized = resized_nodes((*built)->network(), trainer_->network());
    if (fresh) {
      shelf_.clear();
    } else {
      shelf_.restore((*built)->network(), trainer_->network());
      shelf_.put(std::move(trainer_));
    }
    trainer_ = std::move(*built);
    story_.forget();
    owes_fresh_ = false;
    valid_ = true;
    observer_.attach(*trainer_);
    owner_.events_.post(std::move(loaded));
  }

  // An edit that another followed, with nothing asked for in between: a slider that is drawn sends many. What begins
  // anew or has data to read is told of in any case.
  bool in_vain(const command::Load& load) const {
    if (load.from || load.fresh || owes_fresh_ || !trainer_ || loader_.must_read(load.experiment.data)) return false;
    const auto asks_nothing = [](const Command& c) {
      return std::holds_alternative<command::SetWatches>(c) || std::holds_alternative<command::SetProbe>(c);
    };
    const auto rest = commands_.begin() + static_cast<std::ptrdiff_t>(next_);
    const auto next = std::find_if_not(rest, commands_.end(), asks_nothing);
    return next != commands_.end() && std::holds_alternative<command::Load>(*next);
  }

  // The data of an experiment. Reading a file and preparing what it holds are told to the window, and stop when they
  // are cancelled or in vain. Where there is nothing to read, the preparation stops when it is in vain.
  Result<std::shared_ptr<const PreparedData>> read(const command::Load& load, bool& stopped) {
    if (!loader_.must_read(load.experiment.data)) {
      const auto ends = [&](const Command& c) {
        const auto* other = std::get_if<command::Load>(&c);
        return std::holds_alternative<command::Quit>(c) || (other && !(other->experiment.data == load.experiment.data));
      };
      auto data = loader_.load(load.experiment.data, [&](double) { return !(stopped = stopped || waits(ends)); });
      stopped = stopped && !data;
      owes_fresh_ = owes_fresh_ || (stopped && load.fresh);
      return data;
    }
    Clock::time_point told{};
    const auto tell = [&](double part) {
      told = Clock::now();
      owner_.events_.post(event::Reading{load.revision, part});
      if (owner_.wake_) owner_.wake_();
    };
    tell(0);
    stopped = ends_reading(load);
    if (stopped) return cancelled(load);
    auto data = loader_.load(load.experiment.data, [&](double part) {
      stopped = stopped || ends_reading(load);
      if (!stopped && Clock::now() - told >= kTellInterval) tell(part);
      return !stopped;
    });
    if (stopped && !data) return cancelled(load);
    stopped = false;
    return data;
  }

  Error cancelled(const command::Load& load) {
    owner_.events_.post(event::ReadingCancelled{load.revision});
    return error("Loading was cancelled.");
  }

  // Whether a command waits that makes the reading of this experiment's files needless.
  bool ends_reading(const command::Load& load) {
    return waits([&](const Command& c) {
      const auto* other = std::get_if<command::Load>(&c);
      return std::holds_alternative<command::Quit>(c) || std::holds_alternative<command::CancelLoad>(c) ||
             (other && !(other->experiment.data.source == load.experiment.data.source));
    });
  }

  template <class Such>
  bool waits(const Such& such) {
    const auto rest = commands_.begin() + static_cast<std::ptrdiff_t>(next_);
    return std::any_of(rest, commands_.end(), such) || owner_.commands_.any(such);
  }

  void apply(command::Capture& c) {
    finish_step();
    auto state = trainer_ && valid_ ? std::make_shared<const Checkpoint>(trainer_->checkpoint()) : nullptr;
    owner_.events_.post(event::Captured{c.serial, std::move(state)});
  }

  void apply(command::CancelLoad&) {}  // nothing is being read any more

  void apply(command::Run&) {
    running_ = valid_ && !trainer_->divergence();
    if (valid_ && trainer_->moment() == Trainer::Moment::rest) trainer_->only(NetworkPart::whole);
    pace_.start(Clock::now());
    changed_ = true;
  }

  void apply(command::Pause&) {
    pause();
    owner_.events_.post(event::Paused{revision_, false, std::nullopt});
    changed_ = true;
  }

  void apply(command::Step& step) {
    if (!valid_ || trainer_->divergence()) return;
    running_ = false;
    if (trainer_->moment() != Trainer::Moment::rest && (step.epochs > 0 || step.part != trainer_->only())) {
      finish_step();
      if (trainer_->divergence()) return;
    }
    if (trainer_->moment() == Trainer::Moment::rest) trainer_->only(step.epochs == 0 ? step.part : NetworkPart::whole);
    line_wanted_ = slow_ && step.epochs == 0;
    if (line_wanted_) return;
    const int64_t left = trainer_->steps_per_epoch() - trainer_->steps() % trainer_->steps_per_epoch();
    steps_wanted_ = step.batches + (step.epochs > 0 ? left + (step.epochs - 1) * trainer_->steps_per_epoch() : 0);
  }

  void apply(command::Reset&) {
    if (trainer_) reset_to(trainer_->experiment().seed);
  }
  void apply(command::NewWeights& c) {
    if (trainer_) reset_to(c.seed);
  }

  void reset_to(uint64_t seed) {
    pause();
    story_.forget();
    trainer_->new_weights(seed);
    owner_.events_.post(event::WasReset{revision_, seed});
    changed_ = true;
  }

  void apply(command::SetWatches& c) {
    observer_.watch(std::move(c.watches));
    changed_ = true;
  }
  void apply(command::SetProbe& c) {
    observer_.set_probe(std::move(c));
    changed_ = true;
  }
  void apply(command::SetWeight& c) {
    if (trainer_) finish_step();
    if (!valid_ || !trainer_->set_weight(c.node, c.parameter, c.index, c.value)) return;
    observer_.attach(*trainer_);
    ++written_;
    changed_ = true;
  }
  void apply(command::SetPace& c) {
    if (slow_ && !c.slow_motion) finish_step();
    slow_ = c.slow_motion;
    told_until_ = {};
    pace_.limit(c.steps_per_second, Clock::now());
  }
  void apply(command::SetThreads& c) {
    set_thread_count(c.count, ThreadPriority::low);
    changed_ = true;
  }
  void apply(command::Quit&) { quit_ = true; }

  // Trains until the next look at the clock; when paced, sleeps until a step is due (a command wakes it).
  void train() {
    int64_t steps = kStepsPerLook;
    if (slow_ && steps_wanted_ == 0) return tell();
    if (steps_wanted_ > 0) {
      steps = std::min(steps, steps_wanted_);
    } else {
      steps = pace_.due(Clock::now(), steps);
      if (steps == 0) return wait_for_commands(pace_.until_due());
    }
    for (int64_t i = 0; i < steps && !owner_.commands_.waiting(); ++i) {
      if (!one_step()) return;
    }
  }

  void wait_for_commands(Seconds at_most) {
    const auto until = Clock::now() + std::min(at_most, kPublishInterval);
    owner_.commands_.sleep_until_waiting(std::chrono::duration_cast<std::chrono::microseconds>(until - Clock::now()));
  }

  // The next line of the story of a step, when its time has come.
  void tell() {
    const auto now = Clock::now();
    if (!line_wanted_ && now < told_until_) return wait_for_commands(told_until_ - now);
    changed_ = true;
    for (;;) {
      const StepStory::Went went = story_.next(*trainer_);
      if (went == StepStory::Went::diverged) return diverged();
      if (went == StepStory::Went::told) break;
      if (!after_step() || owner_.commands_.waiting()) return;
    }
    told_until_ = now + std::chrono::duration_cast<Clock::duration>(kTold);
    if (!std::exchange(line_wanted_, false)) return;
    owner_.events_.post(event::Paused{revision_, false, std::nullopt});
  }

  // Whatever is left of a step that is told of, at once.
  void finish_step() {
    story_.forget();
    if (!trainer_ || trainer_->moment() == Trainer::Moment::rest) return;
    changed_ = true;
    one_step();
  }

  void diverged() {
    pause();
    changed_ = true;
    owner_.events_.post(event::Diverged{revision_, *trainer_->divergence()});
  }

  bool one_step() {
    if (trainer_->step()) return after_step();
    diverged();
    return false;
  }

  bool after_step() {
    pace_.count_step();
    if (trainer_->at_epoch_end() && !end_epoch()) return false;
    if (steps_wanted_ > 0 && --steps_wanted_ == 0) {
      owner_.events_.post(event::Paused{revision_, false, std::nullopt});
      changed_ = true;
      return false;
    }
    return true;
  }

  // False when this was the last epoch by the rules of the experiment.
  bool end_epoch() {
    const int64_t epoch = trainer_->epoch();
    if (epoch % record_interval(epoch, kDensePoints) == 0) {
      const bool histograms = epoch == 1 || epoch % record_interval(epoch, kDenseHistograms) == 0;
      event::MetricPoint point = observer_.metric_point(*trainer_, revision_, histograms);
      point.steps_per_second = pace_.steps_per_second();
      owner_.events_.post(std::move(point));
    }
    if (!trainer_->stop()) return true;
    pause();
    owner_.events_.post(event::Paused{revision_, true, trainer_->stop()});
    changed_ = true;
    return false;
  }

  // While training: a new picture when the last was taken and its time has come. Otherwise after every change, so that
  // the last state is always seen.
  void publish(bool commands_came) {
    const auto now = Clock::now();
    const bool active = (running_ && !slow_) || steps_wanted_ > 0;  // a line that is told stands still
    const bool due = active && now - published_ >= kPublishInterval && owner_.snapshots_.taken();
    const bool more = !active && valid_ && observer_.unfinished();
    if (!due && !changed_ && !commands_came && !more) return;
    pace_.measure(now);
    guarded([&] {
      Snapshot& s = owner_.snapshots_.back();
      s.revision = revision_;
      s.valid = valid_;
      s.running = running_;
      s.steps_per_second = active ? pace_.steps_per_second() : 0;
      s.told = story_.told();
      s.probe = 0;
      s.written = written_;
      if (trainer_ && valid_) observer_.fill(s, *trainer_);
    });
    owner_.snapshots_.publish();
    published_ = now;
    changed_ = false;
    if (owner_.wake_) owner_.wake_();
  }

  TrainerThread& owner_;
  std::vector<Command> commands_;  // being carried out; those from next_ on wait
  size_t next_ = 0;
  DataLoader loader_;
  std::unique_ptr<Trainer> trainer_;
  Shelf shelf_;
  Observer observer_;
  StepStory story_;  // of the step that is on, in slow motion
  uint64_t revision_ = 0, written_ = 0;
  bool valid_ = false, running_ = false, quit_ = false;
  bool owes_fresh_ = false;   // a fresh load was stopped in favour of one that builds on it
  bool changed_ = false;      // the window has not seen the present state
  int64_t steps_wanted_ = 0;  // of Step
  bool slow_ = false;         // slow motion
  bool line_wanted_ = false;  // of Step in slow motion
  Clock::time_point told_until_;
  Pace pace_;
  Clock::time_point published_;
};

TrainerThread::TrainerThread(std::function<void()> wake)
    : wake_(std::move(wake)), thread_([this] { Worker(*this).run(); }) {}

TrainerThread::~TrainerThread() {
  post(command::Quit{});
  thread_.join();
}

}  // namespace engine
