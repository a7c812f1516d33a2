#include "CSilhouetteTransfer.h"
