#include <string.h>

#include "slh_dense.h"
#include "strides.h"

static float half_to_float(uint16_t half) {
  const uint32_t sign = (uint32_t)(half & 0x8000) << 16, fraction = half & 0x3FF;
  const uint32_t exponent = half >> 10 & 0x1F;
  if (exponent == 0) return (sign ? -1.0f : 1.0f) * (float)fraction * 0x1p-24f;
  const uint32_t bits =
      sign | (exponent == 0x1F ? 0x7F800000u : (exponent + 112) << 23) | fraction << 13;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static uint16_t float_to_half(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  const uint16_t sign = bits >> 16 & 0x8000;
  const uint32_t magnitude = bits & 0x7FFFFFFF;
  if (magnitude > 0x7F800000) return sign | 0x7E00;
  if (magnitude >= 0x477FF000) return sign | 0x7C00;
  if (magnitude < 0x38800000) {
    // Adding 0.5 moves the ten fraction bits to the end, rounded to nearest even.
    float shifted;
    memcpy(&shifted, &magnitude, sizeof shifted);
    shifted += 0.5f;
    memcpy(&bits, &shifted, sizeof bits);
    return sign | (uint16_t)(bits - 0x3F000000);
  }
  const uint32_t rounded = magnitude + 0xFFF + (magnitude >> 13 & 1);
  return sign | (uint16_t)((rounded >> 13) - (112 << 10));
}

static double load(const void *from, slh_element type, int64_t i) {
  switch (type) {
    case SLH_FLOAT32:
      return ((const float *)from)[i];
    case SLH_FLOAT16:
      return half_to_float(((const uint16_t *)from)[i]);
    case SLH_INT8:
      return ((const int8_t *)from)[i];
    case SLH_UINT8:
    case SLH_BOOL:
      return ((const uint8_t *)from)[i];
    case SLH_INT32:
      return ((const int32_t *)from)[i];
    case SLH_INT64:
      return (double)((const int64_t *)from)[i];
  }
  return 0;
}

static double clamped(double value, double lowest, double highest) {
  if (value != value) return 0;
  return value < lowest ? lowest : value > highest ? highest : value;
}

static void store(void *to, slh_element type, int64_t i, double value) {
  switch (type) {
    case SLH_FLOAT32:
      ((float *)to)[i] = (float)value;
      break;
    case SLH_FLOAT16:
      ((uint16_t *)to)[i] = float_to_half((float)value);
      break;
    case SLH_INT8:
      ((int8_t *)to)[i] = (int8_t)clamped(value, -128, 127);
      break;
    case SLH_UINT8:
      ((uint8_t *)to)[i] = (uint8_t)clamped(value, 0, 255);
      break;
    case SLH_BOOL:
      ((uint8_t *)to)[i] = value != 0;
      break;
    case SLH_INT32:
      ((int32_t *)to)[i] = (int32_t)clamped(value, INT32_MIN, INT32_MAX);
      break;
    case SLH_INT64:
      // The largest double below 2^63.
      ((int64_t *)to)[i] = (int64_t)clamped(value, -0x1p63, 0x1.fffffffffffffp62);
      break;
  }
}

// Halves away from zero, as TensorFlow Lite's quantise does.
static double rounded(double value) {
  return value < 0 ? (double)(int64_t)(value - 0.5) : (double)(int64_t)(value + 0.5);
}

static void convert_line(
    const slh_convert *p, const void *from, void *to, int64_t start, int64_t channel) {
  for (int64_t i = start; i < start + p->inner; i++) {
    double value = load(from, p->from, i);
    if (p->input_scales) {
      value = (float)((value - p->input_zero_points[channel]) * p->input_scales[channel]);
    }
    if (p->output_scales) {
      const float steps = (float)value / p->output_scales[channel];
      value = rounded(clamped(steps, -0x1p31, 0x1p31)) + p->output_zero_points[channel];
    }
    store(to, p->to, i, value);
  }
}

void slh_convert_run(const void *parameters, uint8_t *arena, slh_part part) {
  const slh_convert *p = parameters;
  const void *from = slh_operand_bytes(p->input, arena);
  void *to = arena + p->output;
  for (int64_t outer = part.begin; outer < part.end; outer++) {
    for (int64_t channel = 0; channel < p->channels; channel++) {
      convert_line(p, from, to, (outer * p->channels + channel) * p->inner, channel);
    }
  }
}
