#ifndef SILHOUETTE_KERNELS_H
#define SILHOUETTE_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#endif
