// CMYK to sRGB through an ICC profile by lcms2, opened when such a picture comes.
#ifndef SLH_CMYK_H
#define SLH_CMYK_H

#include "slh_codec.h"

typedef struct slh_cmyk_transform slh_cmyk_transform;

// `is_inverted`: samples are 255 − ink. NULL sets `error`.
slh_cmyk_transform *slh_cmyk_transform_create(
    const uint8_t *profile, size_t count, bool is_inverted, slh_error *error);
// 4 bytes a pixel to 3.
void slh_cmyk_transform_apply(
    const slh_cmyk_transform *transform, const uint8_t *cmyk, uint8_t *rgb, size_t width);
void slh_cmyk_transform_free(slh_cmyk_transform *transform);

#endif
