// Tensor: owned numbers with a shape. View: numbers that somebody else owns. Contiguous, row-major, the batch first.
#pragma once

#include <span>
#include <vector>

#include "engine/tensor/scalar.h"
#include "engine/tensor/shape.h"

namespace engine {

// A batch of samples: [rows, shape...]. Never owns.
struct View {
  Scalar* data = nullptr;
  int64_t rows = 0;
  Shape shape;

  int64_t columns() const { return shape.count(); }
  int64_t count() const { return rows * columns(); }
  std::span<Scalar> span() const { return {data, static_cast<size_t>(count())}; }
  Scalar* row(int64_t i) const { return data + i * columns(); }
  explicit operator bool() const { return data != nullptr; }
};

struct ConstView {
  const Scalar* data = nullptr;
  int64_t rows = 0;
  Shape shape;

  ConstView() = default;
  ConstView(const Scalar* d, int64_t r, Shape s) : data(d), rows(r), shape(s) {}
  ConstView(const View& v) : data(v.data), rows(v.rows), shape(v.shape) {}  // NOLINT: implicit on purpose
  int64_t columns() const { return shape.count(); }
  int64_t count() const { return rows * columns(); }
  std::span<const Scalar> span() const { return {data, static_cast<size_t>(count())}; }
  const Scalar* row(int64_t i) const { return data + i * columns(); }
  explicit operator bool() const { return data != nullptr; }
};

class Tensor {
 public:
  Tensor() = default;
  Tensor(int64_t rows, Shape shape) { resize(rows, shape); }

  // Keeps no old values in a useful order; new elements are 0. Does not shrink its memory.
  void resize(int64_t rows, Shape shape) {
    rows_ = rows;
    shape_ = shape;
    values_.resize(static_cast<size_t>(rows * shape.count()));
  }
  int64_t rows() const { return rows_; }
  const Shape& shape() const { return shape_; }
  int64_t columns() const { return shape_.count(); }
  Scalar* data() { return values_.data(); }
  const Scalar* data() const { return values_.data(); }
  Scalar* row(int64_t i) { return values_.data() + i * columns(); }
  const Scalar* row(int64_t i) const { return values_.data() + i * columns(); }
  View view() { return {values_.data(), rows_, shape_}; }
  ConstView view() const { return {values_.data(), rows_, shape_}; }
  std::span<Scalar> span() { return values_; }
  std::span<const Scalar> span() const { return values_; }

 private:
  std::vector<Scalar> values_;
  int64_t rows_ = 0;
  Shape shape_;
};

}  // namespace engine
