#ifndef SILHOUETTE_CODECS_H
#define SILHOUETTE_CODECS_H

#include <stddef.h>
#include <stdint.h>

#endif
