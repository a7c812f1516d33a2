#include "silhouette_kernels.h"
