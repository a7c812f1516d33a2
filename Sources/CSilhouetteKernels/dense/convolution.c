#include "../float/activation.h"
#include "slh_dense.h"
#include "strides.h"

typedef struct tensors {
  const float *input;
  const float *weights;
  const float *bias;
  float *output;
} tensors;

static tensors resolve(const slh_dense_convolution *p, uint8_t *arena) {
  return (tensors){
      slh_operand_bytes(p->input, arena), slh_operand_bytes(p->weights, arena),
      p->has_bias ? slh_operand_bytes(p->bias, arena) : 0, (float *)(arena + p->output)};
}

static float dot(const float *a, const float *b, int64_t count) {
  float sum = 0;
  for (int64_t i = 0; i < count; i++) sum += a[i] * b[i];
  return sum;
}

static float convolved(
    const slh_dense_convolution *p, tensors t, const float *image, int64_t y, int64_t x,
    int64_t channel) {
  const int64_t depth = p->input_channels / p->groups;
  const int64_t first = channel / (p->output_channels / p->groups) * depth;
  const float *weights = t.weights + channel * p->kernel_height * p->kernel_width * depth;
  float sum = t.bias ? t.bias[channel] : 0;
  for (int64_t i = 0; i < p->kernel_height; i++) {
    const int64_t row = y * p->stride_height + i * p->dilation_height - p->top;
    if (row < 0 || row >= p->input_height) continue;
    for (int64_t j = 0; j < p->kernel_width; j++) {
      const int64_t column = x * p->stride_width + j * p->dilation_width - p->left;
      if (column < 0 || column >= p->input_width) continue;
      sum += dot(
          image + (row * p->input_width + column) * p->input_channels + first,
          weights + (i * p->kernel_width + j) * depth, depth);
    }
  }
  return sum;
}

void slh_dense_convolution_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_dense_convolution *p = parameters;
  const tensors t = resolve(p, arena);
  for (int64_t unit = part.begin; unit < part.end; unit++) {
    const float *image = t.input + unit / p->output_height * p->input_height * p->input_width *
                                       p->input_channels;
    float *to = t.output + unit * p->output_width * p->output_channels;
    for (int64_t x = 0; x < p->output_width; x++) {
      for (int64_t channel = 0; channel < p->output_channels; channel++) {
        *to++ = slh_activate(
            p->activation, convolved(p, t, image, unit % p->output_height, x, channel));
      }
    }
  }
}

// The output place o takes input place i by kernel place k where o + before = i · stride + k.
static float transposed(
    const slh_dense_convolution *p, tensors t, const float *image, int64_t y, int64_t x,
    int64_t channel) {
  const float *weights =
      t.weights + channel * p->kernel_height * p->kernel_width * p->input_channels;
  float sum = t.bias ? t.bias[channel] : 0;
  const int64_t below = y + p->top, right = x + p->left;
  for (int64_t i = below % p->stride_height; i < p->kernel_height && i <= below;
       i += p->stride_height) {
    const int64_t row = (below - i) / p->stride_height;
    if (row >= p->input_height) continue;
    for (int64_t j = right % p->stride_width; j < p->kernel_width && j <= right;
         j += p->stride_width) {
      const int64_t column = (right - j) / p->stride_width;
      if (column >= p->input_width) continue;
      sum += dot(
          image + (row * p->input_width + column) * p->input_channels,
          weights + (i * p->kernel_width + j) * p->input_channels, p->input_channels);
    }
  }
  return sum;
}

void slh_dense_transposed_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_dense_convolution *p = parameters;
  const tensors t = resolve(p, arena);
  for (int64_t unit = part.begin; unit < part.end; unit++) {
    const float *image = t.input + unit / p->output_height * p->input_height * p->input_width *
                                       p->input_channels;
    float *to = t.output + unit * p->output_width * p->output_channels;
    for (int64_t x = 0; x < p->output_width; x++) {
      for (int64_t channel = 0; channel < p->output_channels; channel++) {
        *to++ = slh_activate(
            p->activation, transposed(p, t, image, unit % p->output_height, x, channel));
      }
    }
  }
}
