#include "silhouette_models.h"

// `#embed` is C23; Clang takes it in C17 as an extension, which is asked for here on purpose.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"

static _Alignas(64) const unsigned char general[] = {
#embed "selfie_segmenter.tflite"
};

static _Alignas(64) const unsigned char landscape[] = {
#embed "selfie_segmenter_landscape.tflite"
};

#pragma clang diagnostic pop

slh_model slh_model_general(void) { return (slh_model){general, sizeof general}; }

slh_model slh_model_landscape(void) { return (slh_model){landscape, sizeof landscape}; }
