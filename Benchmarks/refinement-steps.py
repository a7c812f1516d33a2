"""Tables of what refinement-steps.sh measured: TOOLS SET FOLDER COSTS MASKS.

FOLDER has a folder of predicted masks for each variant, COSTS its name and CPU milliseconds a photo.
"""

import glob
import os
import sys

import cv2
import numpy as np

# By the person's share of the picture, and by width over height.
SIZES = [("< 10 %", 0, 0.1), ("10-25 %", 0.1, 0.25), ("25-45 %", 0.25, 0.45), (">= 45 %", 0.45, 2)]
SHAPES = [("tall", 0, 0.8), ("square", 0.8, 1.25), ("wide", 1.25, 1e9)]


class Truth:
    def __init__(self, score, path):
        grey = score.read_grey(path)
        self.alpha = grey.astype(np.float32) / 255
        self.parts = score.truth_parts(grey >= 128)
        self.share = float((grey >= 128).mean())
        self.shape = grey.shape[1] / grey.shape[0]
        soft = ((self.alpha > 0.02) & (self.alpha < 0.98)).astype(np.uint8)
        # As ../shared/tools/composites.py defines it.
        self.soft = cv2.dilate(soft, np.ones((11, 11), np.uint8)) > 0


def measures(score, path, truth):
    """mIoU, band error, F2, F5, error of alpha and that in soft zones, per cent."""
    predicted = cv2.imread(path, cv2.IMREAD_UNCHANGED)
    if predicted is None or predicted.shape != truth.alpha.shape:
        sys.exit(f"{path} is not there, or not of its mask's size")
    found = score.score_picture(predicted, truth.parts)
    error = np.abs(predicted / 255 - truth.alpha)
    soft = error[truth.soft].mean() if truth.soft.any() else 0
    values = [found[key] for key in ("miou", "band_error", "bf2", "bf5")] + [error.mean(), soft]
    return 100 * np.array(values)


def table(heading, columns, rows):
    print(f"\n| {heading} | " + " | ".join(columns) + " |\n|---|" + "---|" * len(columns))
    for name, values in rows:
        print(f"| {name} | " + " | ".join(f"{value:.2f}" for value in values) + " |")


def main(tools, kind, folder, costs, masks):
    sys.path.insert(0, tools)
    import score

    names = {os.path.splitext(os.path.basename(path))[0]: path for path in glob.glob(masks + "/*")}
    truths = {name: Truth(score, path) for name, path in sorted(names.items())}
    rows, groups = [], []
    for line in open(costs):
        variant, milliseconds = line.rsplit(maxsplit=1)
        found = np.array(
            [measures(score, f"{folder}/{variant}/{n}.png", truth) for n, truth in truths.items()]
        )
        count = 6 if kind == "composites" else 4
        rows.append((variant, [*found.mean(axis=0)[:count], float(milliseconds)]))
        cells = []
        for attribute, ranges in (("share", SIZES), ("shape", SHAPES)):
            values = np.array([getattr(truth, attribute) for truth in truths.values()])
            for _, low, high in ranges:
                group = found[(values >= low) & (values < high)]
                cells.append(group[:, 0].mean() if len(group) else float("nan"))
        groups.append((variant, cells))
    columns = ["mIoU", "band error", "F2", "F5", "alpha", "soft zones"]
    table(f"{kind}, {len(truths)} pictures", columns[: len(rows[0][1]) - 1] + ["CPU ms"], rows)
    if kind != "composites":
        labels = [f"{label}" for label, _, _ in SIZES + SHAPES]
        table(f"{kind}, mIoU by the person's share and by shape", labels, groups)


main(*sys.argv[1:])
