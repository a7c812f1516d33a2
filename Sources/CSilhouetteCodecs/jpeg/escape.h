// The way out of libjpeg: its error callbacks fill a slh_error and jump back.
#ifndef SLH_JPEG_ESCAPE_H
#define SLH_JPEG_ESCAPE_H

#include "slh_codec.h"

#include <setjmp.h>
#include <stdio.h>
// After stdio.h, which it needs.
#include <jerror.h>
#include <jpeglib.h>

typedef struct slh_jpeg_escape {
  struct jpeg_error_mgr manager;  // first: libjpeg's pointer to it is a pointer to this
  jmp_buf frame;
  slh_error *error;
} slh_jpeg_escape;

// Makes libjpeg report through `escape`. The caller's functions set `frame` and `error`.
struct jpeg_error_mgr *slh_jpeg_escape_install(slh_jpeg_escape *escape);

_Noreturn void slh_jpeg_escape_leave(j_common_ptr info, slh_codec_status status);

#endif
