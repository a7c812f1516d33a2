#include "silhouette_codecs.h"
