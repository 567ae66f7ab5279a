// What a look shows of single samples: outputs and insides of one, which way its answer leans, and a batch as training
// sees it. Everything that a pass writes over is put back.
#include <algorithm>

#include "engine/train/fingerprint.h"
#include "engine/train/observer.h"

namespace engine {
namespace {

constexpr int64_t kBatchNumbers = 1 << 14;  // of a batch that is shown
constexpr int64_t kLeastRows = 8, kBatchRows = 64;
constexpr int64_t kBatchBudget = 16'000'000;  // multiply-adds of its pass
constexpr int64_t kMostAnswers = 4096, kMostAnswerNumbers = 1 << 18;
constexpr int64_t kAnswerBudget = 4'000'000;  // multiply-adds that a picture may spend on fresh answers while training
constexpr int64_t kHidingBudget = 8'000'000, kRestingBudget = 150'000'000;  // on hiding patches: in training, at rest

bool is_of_sample(Watched what) {
  return what == Watched::sample || what == Watched::inside || what == Watched::answer_gradient;
}

void clear(WatchedTensor& t) {
  t.values.clear();
  t.shape = {0};
}

void assign(WatchedTensor& t, const Scalar* from, const Shape& shape) {
  t.shape = shape;
  t.values.assign(from, from + shape.count());
}

void assign(WatchedTensor& t, const Inside& inside) {
  if (!inside) return clear(t);
  t.shape = inside.shape;
  t.values.clear();
  const Shape& s = inside.shape;
  const int64_t second = s.rank() > 1 ? s[1] : 1, third = s.rank() > 2 ? s[2] : 1;
  for (int64_t a = 0; a < s[0]; ++a) {
    for (int64_t b = 0; b < second; ++b) {
      for (int64_t c = 0; c < third; ++c) t.values.push_back(static_cast<float>(inside.at(a, b, c)));
    }
  }
}

}  // namespace

const Scalar* Observer::raw_sample(const Snapshot& s, const PreparedData& data, int64_t row) const {
  if (row == kProbeRow) return s.probe != 0 && !s.probe_error ? probe_.values.data() : nullptr;
  return row >= 0 && row < data.raw.rows() ? data.raw.inputs.row(row) : nullptr;
}

// One pass for each row that is watched; nearly always there is one.
void Observer::fill_samples(Snapshot& s, Trainer& trainer) {
  for (size_t i = 0; i < s.tensors.size(); ++i) {
    if (!is_of_sample(s.tensors[i].watch.what)) continue;
    const int64_t row = s.tensors[i].watch.row;
    const bool seen =
        std::any_of(s.tensors.begin(), s.tensors.begin() + static_cast<std::ptrdiff_t>(i),
                    [&](const WatchedTensor& t) { return is_of_sample(t.watch.what) && t.watch.row == row; });
    if (!seen) fill_sample(s, trainer, row);
  }
}

void Observer::fill_sample(Snapshot& s, Trainer& trainer, int64_t row) {
  Network& net = trainer.network();
  const PreparedData& data = trainer.data();
  const Scalar* raw = raw_sample(s, data, row);
  if (raw) {
    sample_.resize(1, data.input_shape);
    data.transform(raw, sample_.row(0));
    trainer.probe({sample_.row(0), 1, data.input_shape});
  }
  bool leans = false;
  for (WatchedTensor& t : s.tensors) {
    if (!is_of_sample(t.watch.what) || t.watch.row != row) continue;
    const int node = net.find(t.watch.node);
    if (node < 0 || !raw) {
      clear(t);
    } else if (t.watch.what == Watched::inside) {
      assign(t, net.inside(node, t.watch.name));
    } else if (t.watch.what == Watched::sample) {
      const ConstView a = net.activation(node);
      assign(t, a.data, a.shape);
    } else {
      leans = true;
    }
  }
  if (leans) fill_answer_gradients(s, trainer, row);
}

// After the pass of that sample. The parameters' gradients are those of training and stay.
void Observer::fill_answer_gradients(Snapshot& s, Trainer& trainer, int64_t row) {
  Network& net = trainer.network();
  const ConstView y = net.activation(net.output_index());
  const Answers& answers = trainer.answers();
  d_output_.assign(static_cast<size_t>(y.columns()), Scalar{0});
  std::vector<ChosenOutput> chosen;
  chosen_outputs(answers, y.data, chosen);
  for (const ChosenOutput& c : chosen) d_output_[static_cast<size_t>(c.at)] = c.sign;
  d_input_.resize(static_cast<size_t>(net.input_shape().count()));
  net.backward_to_input({d_output_.data(), 1, y.shape}, d_input_.data());
  for (WatchedTensor& t : s.tensors) {
    if (t.watch.what != Watched::answer_gradient || t.watch.row != row) continue;
    const int node = net.find(t.watch.node);
    if (node < 0) continue;
    if (net.part_of(node) == NetworkPart::front) {  // made its own sample, not this one
      clear(t);
      continue;
    }
    const ConstView d = net.d_activation(node);
    assign(t, d ? d.data : d_input_.data(), net.activation(node).shape);
  }
}

// One pass in training mode over the first samples that are trained on. The running averages that it moves are put
// back, and its random numbers are its own, so that training does not notice.
void Observer::fill_batches(Snapshot& s, Trainer& trainer) {
  const auto is_batch = [](const WatchedTensor& t) { return t.watch.what == Watched::batch; };
  if (std::none_of(s.tensors.begin(), s.tensors.end(), is_batch)) return;
  Network& net = trainer.network();
  const PreparedData& data = trainer.data();
  const int64_t affordable = std::max(kLeastRows, kBatchBudget / std::max<int64_t>(1, net.info().total.multiply_adds));
  const int64_t rows =
      std::min({data.count(Split::train), net.max_rows(), trainer.experiment().batch_size, affordable, kBatchRows});
  if (rows > 0) {
    Rng rng(static_cast<uint64_t>(trainer.steps()), 77);
    kept_.assign(net.parameters().begin(), net.parameters().end());
    room_.resize(rows, data.input_shape);
    trainer.probe(data.samples(Split::train, 0, rows, room_.data()), &rng);
    std::copy(kept_.begin(), kept_.end(), net.parameters().begin());
  }
  for (WatchedTensor& t : s.tensors) {
    if (!is_batch(t)) continue;
    const int node = net.find(t.watch.node);
    clear(t);
    if (node < 0 || rows < 1) continue;
    const ConstView a = net.activation(node);
    const int64_t shown = std::clamp<int64_t>(kBatchNumbers / std::max<int64_t>(1, a.columns()), 1, rows);
    Shape shape{shown};
    if (a.shape.rank() == 1) shape = {shown, a.shape[0]};
    if (a.shape.rank() == 2) shape = {shown, a.shape[0], a.shape[1]};
    if (a.shape.rank() == 3) shape = {shown, a.shape[0], a.shape[1], a.shape[2]};
    assign(t, a.data, shape);
  }
}

// To the samples of a part, or to codes.
void Observer::answer(const Watch& watch, int node, Trainer& trainer, std::vector<float>& out, Shape& shape) {
  Network& net = trainer.network();
  const PreparedData& data = trainer.data();
  const bool decodes = watch.what == Watched::decoded;
  const Shape& code = *net.info().nodes[static_cast<size_t>(node)].output;
  const int64_t columns = std::max<int64_t>(1, decodes ? net.output_shape().count() : code.count());
  const int64_t affordable = std::min(kMostAnswers, std::max<int64_t>(1, kMostAnswerNumbers / columns));
  const int64_t given =
      decodes ? static_cast<int64_t>(watch.codes.size()) / code.count() : data.count(static_cast<Split>(watch.row));
  const int64_t count = std::min(given, affordable);
  for (int64_t begin = 0; begin < count; begin += net.max_rows()) {
    const int64_t rows = std::min(net.max_rows(), count - begin);
    room_.resize(rows, decodes ? code : data.input_shape);
    if (decodes) {
      std::copy_n(watch.codes.data() + begin * code.count(), rows * code.count(), room_.data());
      net.forward_from(node, {room_.data(), rows, code});
    } else {
      trainer.probe(data.samples(static_cast<Split>(watch.row), begin, rows, room_.data()));
    }
    const ConstView y = net.activation(decodes ? net.output_index() : node);
    out.insert(out.end(), y.data, y.data + y.count());
  }
  shape = {count, columns};
}

// While training runs, a costly network answers anew once an epoch, or to other codes.
void Observer::fill_answers(Snapshot& s, Trainer& trainer) {
  Network& net = trainer.network();
  const double print = fingerprint(net.parameters());
  for (WatchedTensor& t : s.tensors) {
    const Watch& watch = t.watch;
    const bool decodes = watch.what == Watched::decoded;
    if (watch.what != Watched::answers && !decodes) continue;
    clear(t);
    const int node = net.find(watch.node);
    if (node < 0 || (decodes ? !is_passage(net.spec(), watch.node) : watch.row < 0 || watch.row >= kSplits)) continue;
    if (decodes && (watch.codes.empty() || net.spec().nodes[static_cast<size_t>(node)].type == "input")) continue;
    auto known = std::ranges::find_if(answered_, [&](const Answered& a) {
      return a.watch.node == watch.node && a.watch.what == watch.what && a.watch.row == watch.row &&
             a.watch.name == watch.name;
    });
    if (known == answered_.end()) known = answered_.emplace(answered_.end());
    const auto samples = decodes ? static_cast<int64_t>(watch.codes.size()) / net.activation(node).columns()
                                 : trainer.data().count(static_cast<Split>(watch.row));
    const bool cheap = net.info().total.multiply_adds * samples <= kAnswerBudget;
    const bool moved = known->step != trainer.steps() || known->print != print;
    const bool due =
        cheap || !s.running || known->step < 0 || known->epoch != trainer.epoch() || trainer.steps() < known->step;
    if ((moved && due) || known->watch.codes != watch.codes) {
      known->values.clear();
      answer(watch, node, trainer, known->values, known->shape);
      known->watch = watch;
      known->step = trainer.steps();
      known->print = print;
      known->epoch = trainer.epoch();
    }
    t.shape = known->shape;
    t.values = known->values;
  }
}

bool Observer::unfinished() const {
  return std::any_of(occlusions_.begin(), occlusions_.end(), [](const Occlusion& o) { return !o.finished(); });
}

void Observer::fill_occlusions(Snapshot& s, Trainer& trainer) {
  Network& net = trainer.network();
  const PreparedData& data = trainer.data();
  size_t used = 0;
  for (WatchedTensor& t : s.tensors) {
    if (t.watch.what != Watched::occlusion) continue;
    clear(t);
    const Scalar* raw = raw_sample(s, data, t.watch.row);
    const int node = net.find(t.watch.node);
    if (!raw || node < 0 || net.part_of(node) == NetworkPart::front) continue;
    if (++used > occlusions_.size()) occlusions_.emplace_back();
    Occlusion& hidden = occlusions_[used - 1];
    sample_.resize(1, data.input_shape);
    data.transform(raw, sample_.row(0));
    hidden.advance(trainer, {sample_.row(0), 1, data.input_shape}, {t.watch.resolution, t.watch.stride},
                   s.running ? kHidingBudget : kRestingBudget);
    if (!hidden.complete()) continue;
    t.shape = hidden.shape();
    t.values = hidden.values();
  }
  occlusions_.resize(used);
}

}  // namespace engine
