"""Makes the pictures in this folder; see README.md."""

import pathlib
import subprocess

import cv2
import numpy as np
from PIL import Image

WIDTH, HEIGHT = 16, 12
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
RGB = np.stack([16 * x, 20 * y, np.full_like(x, 128)], -1).astype(np.uint8)
ALPHA = np.where(x < 8, 255, 15 * y).astype(np.uint8)[..., None]
RGBA = np.concatenate([RGB, ALPHA], -1)
WIDE = RGB.astype(np.uint16) * 257
rgb, rgba = Image.fromarray(RGB), Image.fromarray(RGBA)
gray = Image.fromarray(RGB[..., 0])

rgb.save("baseline.jpg", quality=98, subsampling=0)
rgb.save("progressive.jpg", quality=98, subsampling=0, progressive=True)
gray.save("gray.jpg", quality=98)
INK = np.concatenate([255 - RGB, np.zeros_like(RGB[..., :1])], -1)
Image.fromarray(INK, "CMYK").save("cmyk.jpg", quality=98, subsampling=0)

rgb.save("lossless.webp", lossless=True)
rgba.save("alpha.webp", lossless=True)
rgb.save("lossy.webp", quality=95)
rgba.save(
    "animation.webp", save_all=True, append_images=[rgba.transpose(Image.Transpose.ROTATE_180)],
    lossless=True)

rgb.save("lzw.tif", compression="tiff_lzw")
rgba.save("alpha.tif", compression="tiff_adobe_deflate")
Image.fromarray(INK, "CMYK").save("cmyk.tif", compression="packbits")
rgb.quantize(16).save("palette.tif", compression="raw")
gray.save("gray.tif", compression="raw")
cv2.imwrite("wide.tif", WIDE[..., ::-1])
subprocess.run("tiffcp -p separate -r 5 lzw.tif planar.tif".split(), check=True)
subprocess.run("tiffcp -t -w 16 -l 16 -c none lzw.tif tiles.tif".split(), check=True)

rgb.save("rgb24.bmp")
gray.save("palette8.bmp")
gray.point(lambda v: 255 * (v > 100)).convert("1").save("bits1.bmp")

exact = Image.fromarray((x + WIDTH * (y % 2)).astype(np.uint8), "P")
exact.putpalette(b"".join(bytes([16 * (i % 16), 20 * (i // 16), 128]) for i in range(32)))
exact.save("plain.gif", interlace=0)
exact.save("interlaced.gif", interlace=1, transparency=3)
exact.save("animation.gif", save_all=True, append_images=[exact.transpose(Image.Transpose.ROTATE_180)])

rgba.save("alpha.png")
rgb.quantize(4).save("palette.png", bits=2, transparency=1)
gray.save("gray.png")
cv2.imwrite("wide.png", WIDE[..., ::-1])

# Codecs that halve colour and want some size: grey, in blocks of 4x4.
LARGE = np.repeat(np.repeat(np.repeat(RGB[..., :1], 3, -1), 4, 0), 4, 1)
Image.fromarray(LARGE).save("source.png")
cv2.imwrite("source16.png", LARGE.astype(np.uint16) * 257)
subprocess.run("heif-enc -q 95 source.png -o gray.heic".split(), check=True)
subprocess.run("heif-enc -q 95 -b 10 source16.png -o gray10.heic".split(), check=True)
subprocess.run("heif-enc -A -q 95 source.png -o gray.avif".split(), check=True)
for name in ("source.png", "source16.png"):
    pathlib.Path(name).unlink()
