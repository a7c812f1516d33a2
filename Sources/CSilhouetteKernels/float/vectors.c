// What lies between stages: means from row sums, gates into weights.

#include "slh_rows.h"

void slh_row_sums_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_row_sums *p = parameters;
  for (int64_t image = part.begin; image < part.end; image++) {
    const float *line = (const float *)(arena + p->input) + image * p->rows * p->count;
    float *sums = (float *)(arena + p->output) + image * p->count;
    for (int64_t i = 0; i < p->count; i++) sums[i] = line[i];
    for (int64_t row = 1; row < p->rows; row++) {
      line += p->count;
      for (int64_t i = 0; i < p->count; i++) sums[i] += line[i];
    }
    for (int64_t i = 0; i < p->count; i++) sums[i] *= p->scale;
  }
}

void slh_gated_weights_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_gated_weights *p = parameters;
  const float *gate = (const float *)(arena + p->gate);
  const int64_t block = p->places * p->channels * p->vector;
  const float *from = p->weights + part.begin * block;
  float *to = (float *)(arena + p->output) + part.begin * block;
  for (int64_t place = part.begin * p->places; place < part.end * p->places; place++) {
    for (int64_t channel = 0; channel < p->channels; channel++) {
      for (int64_t i = 0; i < p->vector; i++) *to++ = *from++ * gate[channel];
    }
  }
}
