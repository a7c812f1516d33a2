#ifndef SILHOUETTE_MODELS_H
#define SILHOUETTE_MODELS_H

#include <stddef.h>

#endif
