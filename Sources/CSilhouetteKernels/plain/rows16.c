#define V 16
#include "rows.inc"
