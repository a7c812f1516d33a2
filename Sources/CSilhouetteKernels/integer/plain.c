#include <string.h>

#include "../dense/strides.h"
#include "scalar.h"

#define ISA plain
#define TILE_PIXELS 4
#include "kernels.inc"
