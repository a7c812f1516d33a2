#include "slh_cmyk.h"

#include "../library.h"

#include <lcms2.h>
#include <stdlib.h>

#define FUNCTIONS(use)                                                                   \
  use(cmsCreateContext) use(cmsDeleteContext) use(cmsOpenProfileFromMemTHR)              \
  use(cmsCreate_sRGBProfileTHR) use(cmsCreateTransformTHR) use(cmsCloseProfile)          \
  use(cmsDoTransform) use(cmsDeleteTransform)
SLH_LIBRARY(lcms, FUNCTIONS, "lcms2", "2")

// A context of its own keeps lcms2's messages from going to a handler that another user has set.
struct slh_cmyk_transform {
  cmsContext context;
  cmsHTRANSFORM transform;
};

static cmsHTRANSFORM make_transform(
    cmsContext context, const uint8_t *bytes, size_t count, bool is_inverted) {
  cmsHPROFILE from = p_cmsOpenProfileFromMemTHR(context, bytes, (cmsUInt32Number)count);
  cmsHPROFILE to = p_cmsCreate_sRGBProfileTHR(context);
  cmsHTRANSFORM transform = NULL;
  if (from && to) {
    // What picture editors do by default: white stays white, and the darkest ink becomes black.
    transform = p_cmsCreateTransformTHR(
        context, from, is_inverted ? TYPE_CMYK_8_REV : TYPE_CMYK_8, to, TYPE_RGB_8,
        INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_BLACKPOINTCOMPENSATION);
  }
  if (from) p_cmsCloseProfile(from);
  if (to) p_cmsCloseProfile(to);
  return transform;
}

slh_cmyk_transform *slh_cmyk_transform_create(
    const uint8_t *profile, size_t count, bool is_inverted, slh_error *error) {
  if (!load_lcms(error)) return NULL;
  slh_cmyk_transform *result = calloc(1, sizeof *result);
  if (result && (result->context = p_cmsCreateContext(NULL, NULL))) {
    result->transform = make_transform(result->context, profile, count, is_inverted);
    if (result->transform) return result;
    p_cmsDeleteContext(result->context);
  }
  free(result);
  slh_fail(error, SLH_CODEC_DAMAGED, "CMYK colour profile");
  return NULL;
}

void slh_cmyk_transform_apply(
    const slh_cmyk_transform *transform, const uint8_t *cmyk, uint8_t *rgb, size_t width) {
  p_cmsDoTransform(transform->transform, cmyk, rgb, (cmsUInt32Number)width);
}

void slh_cmyk_transform_free(slh_cmyk_transform *transform) {
  if (!transform) return;
  p_cmsDeleteTransform(transform->transform);
  p_cmsDeleteContext(transform->context);
  free(transform);
}
