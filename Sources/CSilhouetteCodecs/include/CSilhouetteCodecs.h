// All that Swift sees of this target.
#ifndef CSILHOUETTE_CODECS_H
#define CSILHOUETTE_CODECS_H

#include "slh_cmyk.h"
#include "slh_codec.h"
#include "slh_deflate.h"
#include "slh_heif.h"
#include "slh_jpeg.h"
#include "slh_memory.h"
#include "slh_pixels.h"
#include "slh_png.h"
#include "slh_temporary.h"
#include "slh_tiff.h"
#include "slh_webp.h"

#endif
