// Batches of CIFAR-10 and CIFAR-100.
#include "engine/formats/cifar_batch.h"
#include "tests/fuzz/targets.h"

void fuzz::cifar(std::string_view bytes) {
  Choices choose(bytes);
  engine::CifarLayout layout;
  if (choose.next(2)) layout = {2, 1, 100};
  engine::ByteSource source(bytes, "data.bin");
  const engine::Result<int64_t> records = engine::count_cifar_records(source, layout);
  if (!records) return check(records.error());
  engine::Dataset set;
  set.classes = layout.classes;
  set.inputs.resize(*records, engine::Shape{3, 32, 32});
  set.targets.resize(static_cast<size_t>(*records));
  const engine::Progress nobody;
  engine::ProgressMeter meter(nobody);
  const engine::Status status = engine::read_cifar_batch(source, layout, 0, set, meter);
  if (!status) return check(status.error());
  check(std::move(set));
}
