// All that Swift sees of this target.
#ifndef CSILHOUETTE_KERNELS_H
#define CSILHOUETTE_KERNELS_H

#include "slh_blocked.h"
#include "slh_cpu.h"
#include "slh_dense.h"
#include "slh_imaging.h"
#include "slh_integer.h"
#include "slh_math.h"
#include "slh_program.h"
#include "slh_rows.h"

#endif
