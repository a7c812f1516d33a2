#define V 4
#include "rows.inc"
