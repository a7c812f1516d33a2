"""CPU milliseconds (least of interleaved rounds, one thread) and kilobytes; see png-writer.sh."""

import io
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import cv2
import numpy as np
from PIL import Image

PROBE, *PHOTOS = sys.argv[1:]
ROUNDS = 5
FOLDER = pathlib.Path(tempfile.mkdtemp())


def cut_out(photo):
    """An oval with a soft edge, as much of the picture as a person takes, the rest transparent."""
    height, width = photo.shape[:2]
    y, x = np.mgrid[0:height, 0:width]
    distance = ((x - width / 2) / (width * 0.3)) ** 2 + ((y - height * 0.6) / (height * 0.5)) ** 2
    alpha = np.clip((1.05 - distance) * 10, 0, 1)[..., None] * 255
    return np.concatenate([photo * (alpha > 0), alpha], -1).astype(np.uint8)


def ours(path, effort):
    command = [PROBE, path, FOLDER / "out.png", "--effort", effort, "--rounds", "3"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"encode ([\d.]+) bytes (\d+)", text)
    return float(found[1]), int(found[2])


def timed(encode):
    start = time.process_time()
    size = len(encode())
    return (time.process_time() - start) * 1000, size


def with_opencv(picture, level):
    order = cv2.COLOR_RGBA2BGRA if picture.shape[2] == 4 else cv2.COLOR_RGB2BGR
    swapped = cv2.cvtColor(picture, order)
    return timed(lambda: cv2.imencode(".png", swapped, [cv2.IMWRITE_PNG_COMPRESSION, level])[1])


def with_pillow(picture, level):
    image, file = Image.fromarray(picture), io.BytesIO()

    def encode():
        image.save(file, "PNG", compress_level=level)
        return file.getvalue()

    return timed(encode)


WRITERS = {
    "ours fast": lambda picture, path: ours(path, "fast"),
    "ours small": lambda picture, path: ours(path, "small"),
    "OpenCV 1": lambda picture, path: with_opencv(picture, 1),
    "OpenCV 6": lambda picture, path: with_opencv(picture, 6),
    "Pillow 1": lambda picture, path: with_pillow(picture, 1),
    "Pillow 6": lambda picture, path: with_pillow(picture, 6),
}

print(f"{'':34}" + "".join(f"{name:>20}" for name in WRITERS))
totals = {name: np.zeros(2) for name in WRITERS}
for photo in PHOTOS:
    rgb = np.asarray(Image.open(photo).convert("RGB"))
    for kind, picture in (("opaque", rgb), ("cut-out", cut_out(rgb))):
        path = FOLDER / "in.png"
        Image.fromarray(picture).save(path)
        best = {name: (float("inf"), 0) for name in WRITERS}
        for _ in range(ROUNDS):
            for name, write in WRITERS.items():
                best[name] = min(best[name], write(picture, path))
        size = f"{rgb.shape[1]}x{rgb.shape[0]}"
        cells = "".join(f"{ms:9.1f} ms {count // 1000:5d} kB" for ms, count in best.values())
        print(f"{pathlib.Path(photo).stem[:15]:16}{kind:8}{size:>10}{cells}")
        for name, found in best.items():
            totals[name] += found
print(f"{'all':34}" + "".join(f"{t[0]:9.1f} ms {t[1] / 1000:5.0f} kB" for t in totals.values()))
