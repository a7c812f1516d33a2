"""Copies of photos four times as large, their mattes reduced again, and both scores beside each other;
see check-scale.sh."""

import json
import pathlib
import shutil
import sys

import cv2

EVERY = 3
FACTOR = 4
LEVELS = ["off", "fast", "balanced", "fine"]

# How much the mean over the photos may differ, per cent.
TOLERANCES = {"miou": 0.25, "band_error": 0.3, "bf2": 0.6, "bf5": 0.5}


def copy(photos, work):
    """Both sizes come from the same decoded pixels."""
    for folder in ["own", "four", "masks"]:
        (work / folder).mkdir()
    for path in sorted((photos / "images").iterdir())[::EVERY]:
        photo = cv2.imread(str(path))
        large = cv2.resize(photo, None, fx=FACTOR, fy=FACTOR, interpolation=cv2.INTER_CUBIC)
        fast = [cv2.IMWRITE_PNG_COMPRESSION, 1]
        cv2.imwrite(str(work / "own" / f"{path.stem}.png"), photo, fast)
        cv2.imwrite(str(work / "four" / f"{path.stem}.png"), large, fast)
        shutil.copy(photos / "masks" / f"{path.stem}.png", work / "masks")


def reduce(large, small):
    for path in large.iterdir():
        height, width = cv2.imread(str(small / path.name), cv2.IMREAD_GRAYSCALE).shape
        matte = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        matte = cv2.resize(matte, (width, height), interpolation=cv2.INTER_AREA)
        cv2.imwrite(str(path), matte)


def compare(work):
    failures = []
    count = len(list((work / "masks").iterdir()))
    print(f"{count} photos: own size, {FACTOR} times as large, difference")
    for level in LEVELS:
        own, large = (json.loads((work / f"{size}-{level}.json").read_text()) for size in ["own", "four"])
        for measure, tolerance in TOLERANCES.items():
            values = [100 * score[measure] for score in [own, large]]
            difference = values[1] - values[0]
            print(f"{level:9} {measure:11}" + "".join(f"{v:9.2f}" for v in values + [difference]))
            if abs(difference) > tolerance:
                failures.append(f"{measure} at {level} differs by {difference:.2f}, more than {tolerance}")
    if failures:
        sys.exit("\n".join(failures))


{"copy": copy, "reduce": reduce, "compare": compare}[sys.argv[1]](*map(pathlib.Path, sys.argv[2:]))
