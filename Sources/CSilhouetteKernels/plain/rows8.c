#define V 8
#include "rows.inc"
