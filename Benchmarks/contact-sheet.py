"""Lays out the parts with the hardest edges; see contact-sheet.sh."""

import pathlib
import sys

import numpy as np
from PIL import Image, ImageDraw

LEVELS = ["fast", "balanced", "fine"]
BACKGROUNDS = ["white", "#00B140", "garden"]
SIDE = 224
PARTS = 2
GAP = 4


def hardness(mattes):
    """How soft the levels' alpha is, and how much they differ."""
    alpha = np.stack([np.asarray(matte.convert("L"), float) / 255 for matte in mattes])
    return (4 * alpha * (1 - alpha)).mean(0) + alpha.max(0) - alpha.min(0)


def hardest(score):
    """Corners of squares that do not overlap, each with the greatest sum that is left; of equal
    sums the uppermost, then the leftmost."""
    sums = np.pad(score, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    windows = sums[SIDE:, SIDE:] - sums[:-SIDE, SIDE:] - sums[SIDE:, :-SIDE] + sums[:-SIDE, :-SIDE]
    for _ in range(PARTS):
        y, x = np.unravel_index(windows.argmax(), windows.shape)
        if windows[y, x] < 0:
            return
        yield int(x), int(y)
        windows[max(y - SIDE + 1, 0) : y + SIDE, max(x - SIDE + 1, 0) : x + SIDE] = -1


def main(work, sheet):
    rows = []
    for photo in sorted((work / "photos").iterdir()):
        def result(kind, level, name=f"{photo.stem}.png"):
            return Image.open(work / f"{kind}-{level}" / name)

        score = hardness([result("matte", level) for level in LEVELS])
        for x, y in hardest(score):
            pictures = [Image.open(photo)] + [
                result(kind, level) for kind in BACKGROUNDS for level in LEVELS
            ]
            part = (x, y, x + SIDE, y + SIDE)
            rows.append((f"{photo.stem} {x},{y}", [picture.crop(part) for picture in pictures]))
    pitch = SIDE + GAP
    paper = Image.new("RGB", (GAP + pitch * len(rows[0][1]), GAP + (pitch + 12) * len(rows)), "gray")
    pen = ImageDraw.Draw(paper)
    for row, (label, cells) in enumerate(rows):
        top = GAP + row * (pitch + 12)
        names = ["photo"] + LEVELS * len(BACKGROUNDS)
        for column, cell in enumerate(cells):
            left = GAP + column * pitch
            pen.text((left, top), f"{label} {names[column]}", fill="white")
            paper.paste(cell, (left, top + 12))
    paper.save(sheet)
    print(f"{len(rows)} parts of {SIDE}x{SIDE} in {sheet}")


main(pathlib.Path(sys.argv[1]), sys.argv[2])
