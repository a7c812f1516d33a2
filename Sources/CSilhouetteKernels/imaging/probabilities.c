#include "slh_imaging.h"
#include "vector.h"
#include "slh_math.h"

// softmax_p = exp(l_p) / sum exp(l_c) = 1 / sum exp(l_c - l_p); a sigmoid is a softmax against 0.
static float probability(const float *logits, size_t channels, size_t person) {
  if (channels == 1) return (float)(1 / (1 + slh_exp(-(double)logits[0])));
  double sum = 0;
  for (size_t c = 0; c < channels; c++) {
    sum += slh_exp((double)logits[c] - (double)logits[person]);
  }
  return (float)(1 / sum);
}

static inline float unit(float value) { return value > 0 ? (value < 1 ? value : 1) : 0; }

SLH_EACH_SET void slh_person_probabilities(float *out, const float *in, size_t channels, size_t person,
                              bool logits, size_t count) {
  if (logits) {
    for (size_t k = 0; k < count; k++, in += channels)
      out[k] = unit(probability(in, channels, person));
  } else if (channels == 1) {  // by vectors
    for (size_t k = 0; k < count; k++) out[k] = unit(in[k]);
  } else {
    for (size_t k = 0; k < count; k++) out[k] = unit(in[k * channels + person]);
  }
}

SLH_EACH_SET void slh_blend_map(float *out, const float *in, const float *coverage, float share, float weight,
                   size_t count) {
  for (size_t k = 0; k < count; k++) {
    out[k] = out[k] * (1 - share * coverage[k]) + weight * in[k];
  }
}
