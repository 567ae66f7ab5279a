// What can be asked of prepared data.
#include <algorithm>

#include "engine/core/parallel.h"
#include "engine/data/prepare.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

constexpr int64_t kRowsOfAPiece = 16;  // for a thread
constexpr int64_t kRowsAtOnce = 512;

}  // namespace

bool PreparedData::random() const {
  return std::any_of(steps.begin(), steps.end(), [](const PreparedStep& s) { return s.random != nullptr; });
}

bool PreparedData::changed() const {
  return std::any_of(steps.begin(), steps.end(), [](const PreparedStep& s) { return s.fitted != nullptr; });
}

ConstView PreparedData::samples(Split part, int64_t begin, int64_t n, Scalar* room) const {
  const auto p = static_cast<size_t>(part);
  if (inputs == Inputs::kept) return {kept[p].row(begin), n, input_shape};
  const int64_t columns = input_shape.count();
  parallel_for(n, kRowsOfAPiece, [&](int64_t first, int64_t end) {
    for (int64_t i = first; i < end; ++i) {
      transform(raw.inputs.row(rows[p][static_cast<size_t>(begin + i)]), room + i * columns);
    }
  });
  return {room, n, input_shape};
}

void PreparedData::gather(Split part, const int32_t* picked, int64_t n, Scalar* out) const {
  const auto p = static_cast<size_t>(part);
  const int64_t columns = input_shape.count();
  if (inputs == Inputs::kept) return kernels::gather_rows(out, kept[p].data(), picked, n, columns);
  if (inputs == Inputs::raw) {
    int32_t lie[kRowsAtOnce];  // in raw
    for (int64_t done = 0; done < n; done += kRowsAtOnce) {
      const int64_t count = std::min(kRowsAtOnce, n - done);
      for (int64_t i = 0; i < count; ++i) {
        lie[i] = static_cast<int32_t>(rows[p][static_cast<size_t>(picked[done + i])]);
      }
      kernels::gather_rows(out + done * columns, raw.inputs.data(), lie, count, columns);
    }
    return;
  }
  parallel_for(n, kRowsOfAPiece, [&](int64_t first, int64_t end) {
    for (int64_t i = first; i < end; ++i) {
      transform(raw.inputs.row(rows[p][static_cast<size_t>(picked[i])]), out + i * columns);
    }
  });
}

void PreparedData::transform(const Scalar* raw_row, Scalar* out) const { transform_part(steps.size(), raw_row, out); }

void PreparedData::transform_part(size_t count, const Scalar* raw_row, Scalar* out, Rng* rng) const {
  // Two buffers that grow to the widest sample of the thread and stay.
  static thread_local std::vector<Scalar> buffers[2];
  const Scalar* at = raw_row;
  size_t left = 0;
  const auto acts = [&](const PreparedStep& s) { return s.fitted || (s.random && rng); };
  for (size_t i = 0; i < count; ++i) left += acts(steps[i]);
  if (left == 0) {
    std::copy_n(raw_row, raw.inputs.columns(), out);
    return;
  }
  int next = 0;
  for (size_t i = 0; i < count; ++i) {
    const PreparedStep& step = steps[i];
    if (!acts(step)) continue;
    Scalar* to = out;
    if (--left > 0) {
      std::vector<Scalar>& buffer = buffers[next];
      next = 1 - next;
      const auto width = static_cast<size_t>(step.after.shape.count());
      if (buffer.size() < width) buffer.resize(width);
      to = buffer.data();
    }
    if (step.fitted) {
      step.fitted->apply(at, to);
    } else {
      step.random->apply(at, to, *rng);
    }
    at = to;
  }
}

std::string PreparedData::class_name(int64_t index) const {
  const auto i = static_cast<size_t>(index);
  return i < raw.class_names.size() ? raw.class_names[i] : std::to_string(index);
}

}  // namespace engine
