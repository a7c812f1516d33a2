// The networks that come with the library: MediaPipe's Selfie Segmenter, float16, as TensorFlow
// Lite files. Where they come from and under which terms: NOTICE. `Scripts/fetch-models.sh` takes
// them out of MediaPipe's package again.

#ifndef SILHOUETTE_MODELS_H
#define SILHOUETTE_MODELS_H

#include <stddef.h>

// The bytes of one file, aligned to 64; they live as long as the program.
typedef struct {
  const void *_Nonnull bytes;
  size_t size;
} slh_model;

// 256 x 256, for pictures of any shape.
slh_model slh_model_general(void);

// 144 rows by 256 columns, for wide pictures.
slh_model slh_model_landscape(void);

#endif
