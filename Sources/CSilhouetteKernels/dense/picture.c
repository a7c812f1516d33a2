#include "../float/activation.h"
#include "slh_dense.h"
#include "strides.h"

static float pooled(const slh_dense_pool *p, const float *image, int64_t y, int64_t x) {
  float result = p->takes_maximum ? -__builtin_inff() : 0;
  for (int64_t row = p->rows.begin[y]; row < p->rows.end[y]; row++) {
    for (int64_t column = p->columns.begin[x]; column < p->columns.end[x]; column++) {
      const float value = image[(row * p->input_width + column) * p->channels];
      result = p->takes_maximum ? slh_maximum(result, value) : result + value;
    }
  }
  if (p->takes_maximum) return result;
  return result / (float)((int64_t)p->rows.counted[y] * p->columns.counted[x]);
}

void slh_dense_pool_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_dense_pool *p = parameters;
  const float *input = slh_operand_bytes(p->input, arena);
  for (int64_t unit = part.begin; unit < part.end; unit++) {
    const float *image =
        input + unit / p->output_height * p->input_height * p->input_width * p->channels;
    float *to = (float *)(arena + p->output) + unit * p->output_width * p->channels;
    for (int64_t x = 0; x < p->output_width; x++) {
      for (int64_t channel = 0; channel < p->channels; channel++) {
        *to++ = slh_activate(
            p->activation, pooled(p, image + channel, unit % p->output_height, x));
      }
    }
  }
}

static inline float between(float a, float b, float weight) { return a + (b - a) * weight; }

void slh_dense_resize_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_dense_resize *p = parameters;
  const float *input = slh_operand_bytes(p->input, arena);
  const int64_t line = p->input_width * p->channels;
  for (int64_t unit = part.begin; unit < part.end; unit++) {
    const float *image = input + unit / p->output_height * p->input_height * line;
    const int64_t y = unit % p->output_height;
    const float *low = image + p->rows.low[y] * line, *high = image + p->rows.high[y] * line;
    float *to = (float *)(arena + p->output) + unit * p->output_width * p->channels;
    for (int64_t x = 0; x < p->output_width; x++) {
      const int64_t left = p->columns.low[x] * p->channels;
      const int64_t right = p->columns.high[x] * p->channels;
      for (int64_t channel = 0; channel < p->channels; channel++) {
        const float at_left = between(low[left + channel], high[left + channel], p->rows.weight[y]);
        const float at_right =
            between(low[right + channel], high[right + channel], p->rows.weight[y]);
        *to++ = between(at_left, at_right, p->columns.weight[x]);
      }
    }
  }
}
