// Rows of pixels from one layout to another.
#ifndef SLH_PIXELS_H
#define SLH_PIXELS_H

#include <stddef.h>
#include <stdint.h>

// Writes pixel (x, y) of `source` to `target + x·x_step + y·y_step`; steps are in bytes and may be
// negative. `pixel` is the size of a pixel in bytes, 1…8.
void slh_place_pixels(
    uint8_t *target, ptrdiff_t x_step, ptrdiff_t y_step, const uint8_t *source,
    size_t source_stride, size_t width, size_t height, size_t pixel);

// 4 bytes a pixel, alpha last: pixels with alpha 0 become 0, so that nothing hides in them.
void slh_hide_transparent_8(const uint8_t *source, uint8_t *target, size_t width);
// The same for 4×16 bits.
void slh_hide_transparent_16(const uint16_t *source, uint16_t *target, size_t width);

// First and third channel change places; 4 bytes a pixel.
void slh_swap_red_blue(const uint8_t *source, uint8_t *target, size_t width);
// Low byte first to high byte first and back.
void slh_swap_bytes_16(const uint16_t *source, uint16_t *target, size_t count);
// round(v · 255 / 65535).
void slh_narrow_16_to_8(const uint16_t *source, uint8_t *target, size_t count);

#endif
