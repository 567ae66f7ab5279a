// Normalisation: mean 0 and variance 1 over a part of the numbers, then a factor and an offset that are learned.
// Layer normalisation takes each row by itself, batch normalisation each channel over the whole batch, group
// normalisation groups of channels of each sample. rstd = 1 / sqrt(variance + epsilon) with the biased variance.
// Bits depend on the numbers and sizes alone, never on the number of threads. No allocation.
#pragma once

#include <cstdint>

#include "engine/tensor/scalar.h"

namespace engine::kernels {

// Each row of [rows, cols]: y = (x - mean) rstd weight + bias. weight and bias [cols] may both be null (1 and 0).
// mean and rstd [rows] are kept for backward.
void layer_norm_forward(const Scalar* x, const Scalar* weight, const Scalar* bias, double epsilon, Scalar* y,
                        Scalar* mean, Scalar* rstd, int64_t rows, int64_t cols);
// With n = (x - mean) rstd and g = dy weight: dx = rstd (g - mean(g) - n mean(g n)); dw = sum dy n; db = sum dy over
// the rows. dx may be null; dw and db may both be null. workspace: layer_norm_workspace(cols) numbers.
void layer_norm_backward(const Scalar* x, const Scalar* weight, const Scalar* mean, const Scalar* rstd,
                         const Scalar* dy, Scalar* dx, Scalar* dw, Scalar* db, Scalar* workspace, int64_t rows,
                         int64_t cols);
int64_t layer_norm_workspace(int64_t cols);

// Numbers of a batch by channel: [rows, channels, plane]. Features of a list are channels with a plane of 1.
struct ChannelShape {
  int64_t rows, channels, plane;
  int64_t values() const { return rows * plane; }  // of one channel
};

// mean and (biased) variance [channels].
void channel_moments(const Scalar* x, const ChannelShape& shape, Scalar* mean, Scalar* variance);
// sum_dy = sum dy, sum_product = sum (x - mean) dy of each channel.
void channel_sums(const Scalar* x, const Scalar* mean, const Scalar* dy, const ChannelShape& shape, Scalar* sum_dy,
                  Scalar* sum_product);
// y = a[channel] x + b[channel]
void channel_affine(Scalar* y, const Scalar* x, const Scalar* a, const Scalar* b, const ChannelShape& shape);
// dx = a[channel] dy + b[channel] x + c[channel]
void channel_combine(Scalar* dx, const Scalar* x, const Scalar* dy, const Scalar* a, const Scalar* b, const Scalar* c,
                     const ChannelShape& shape);

// Each sample's groups of channels / groups neighbouring channels; mean and rstd [rows, groups] are kept for backward.
void group_norm_forward(const Scalar* x, const Scalar* weight, const Scalar* bias, double epsilon, Scalar* y,
                        Scalar* mean, Scalar* rstd, int64_t groups, const ChannelShape& shape);
// workspace: group_norm_workspace(shape) numbers. What may be null: as layer_norm_backward.
void group_norm_backward(const Scalar* x, const Scalar* weight, const Scalar* mean, const Scalar* rstd,
                         const Scalar* dy, Scalar* dx, Scalar* dw, Scalar* db, Scalar* workspace, int64_t groups,
                         const ChannelShape& shape);
int64_t group_norm_workspace(const ChannelShape& shape);

}  // namespace engine::kernels
