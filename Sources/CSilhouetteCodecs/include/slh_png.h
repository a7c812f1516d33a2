// The five row filters of PNG (ISO/IEC 15948, 9): each byte less a prediction from the byte to the
// left (a), above (b) and above left (c). `previous` is the row above as stored pixels, zeros for
// the first; `pixel` is the distance to the left in bytes, 1…8.
#ifndef SLH_PNG_H
#define SLH_PNG_H

#include <stddef.h>
#include <stdint.h>

enum {
  SLH_PNG_NONE,
  SLH_PNG_SUB,
  SLH_PNG_UP,
  SLH_PNG_AVERAGE,
  SLH_PNG_PAETH,
  SLH_PNG_FILTER_COUNT
};

// Undoes `filter`, which must be below SLH_PNG_FILTER_COUNT, in place.
void slh_png_unfilter(
    int32_t filter, uint8_t *row, const uint8_t *previous, size_t count, size_t pixel);

// Writes to `filtered` the filter of `candidates` (a bit for each) that makes the smallest sum of
// |byte| as signed numbers, the usual guess at what compresses best, and then the `count` bytes that
// it makes of `row`.
void slh_png_filter_best(
    uint32_t candidates, const uint8_t *row, const uint8_t *previous, uint8_t *filtered,
    size_t count, size_t pixel);

#endif
