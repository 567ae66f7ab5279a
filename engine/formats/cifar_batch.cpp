#include "engine/formats/cifar_batch.h"

#include <algorithm>

#include "engine/core/parallel.h"
#include "engine/formats/picture_bytes.h"

namespace engine {
namespace {

constexpr int64_t kAtOnce = 1024;  // records read in one piece, 3 MiB

}  // namespace

Result<int64_t> count_cifar_records(const ByteSource& source, const CifarLayout& layout) {
  const int64_t rest = source.size() % layout.record(), whole = source.size() - rest;
  if (source.size() == 0) return error_at(source.name(), "The file is empty.");
  if (rest == 0) return source.size() / layout.record();
  return error_at(source.place(whole),
                  "The file ends in the middle of a picture: {} of {} bytes. It is cut off, or no "
                  "CIFAR batch.",
                  rest, layout.record());
}

Status read_cifar_batch(ByteSource& source, const CifarLayout& layout, int64_t row, Dataset& set,
                        ProgressMeter& meter) {
  const int64_t records = source.size() / layout.record();
  std::vector<char> bytes(static_cast<size_t>(std::min(records, kAtOnce) * layout.record()));
  for (int64_t done = 0; done < records; done += kAtOnce) {
    const int64_t count = std::min(kAtOnce, records - done), from = source.position();
    const std::span<char> piece(bytes.data(), static_cast<size_t>(count * layout.record()));
    if (Status status = source.read_all(piece); !status) return status;
    for (int64_t i = 0; i < count; ++i) {
      const int64_t at = i * layout.record() + layout.label_index;
      const auto label = static_cast<unsigned char>(piece[static_cast<size_t>(at)]);
      if (label >= layout.classes) {
        return error_at(source.place(from + at), "The class of picture {} is {}; here it is 0 to {}.", done + i + 1,
                        label, layout.classes - 1);
      }
      set.targets[static_cast<size_t>(row + done + i)] = static_cast<Scalar>(label);
    }
    parallel_for(count, 64, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        bytes_to_units(piece.data() + i * layout.record() + layout.labels, CifarLayout::kPixels,
                       set.inputs.row(row + done + i));
      }
    });
    const double part = static_cast<double>(row + done + count) / static_cast<double>(set.rows());
    if (Status status = meter.reach(part); !status) return status;
  }
  return {};
}

}  // namespace engine
