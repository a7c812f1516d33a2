#include "slh_imaging.h"
#include "vector.h"

#define COLORS_FROM(name, element)                                                             \
  SLH_EACH_SET void name(float *out, const element *in, size_t channels, const uint8_t order[3],            \
            float scale, float offset, size_t count) {                                         \
    const bool as_they_lie = order[0] == 0 && order[1] == 1 && order[2] == 2;                  \
    if (channels == 3 && as_they_lie) { /* whole vectors */                                    \
      for (size_t i = 0; i < 3 * count; i++) out[i] = (float)in[i] * scale + offset;           \
      return;                                                                                  \
    }                                                                                          \
    for (size_t k = 0; k < count; k++, in += channels, out += 3)                               \
      for (size_t j = 0; j < 3; j++) out[j] = (float)in[order[j]] * scale + offset;            \
  }

COLORS_FROM(slh_colors_from_u8, uint8_t)
COLORS_FROM(slh_colors_from_u16, uint16_t)

void slh_fetch_ahead(const uint8_t *bytes, size_t count) {
  const size_t line = 64;
  for (size_t i = 0; i < count + line - 1; i += line)
    __builtin_prefetch(bytes + (i < count ? i : count - 1));
}
