#include "silhouette_models.h"
