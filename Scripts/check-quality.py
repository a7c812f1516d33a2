"""Prints the scores that check-quality.sh collected and holds them to what is promised."""

import json
import sys

LEVELS = ["off", "fast", "balanced", "fine"]
LARGER_IS_BETTER = {"miou", "bf2", "bf5"}
PHOTO_MEASURES = ["miou", "band_error", "bf2", "bf5"]
ALPHA_MEASURES = ["mae", "soft_mae", "sad", "grad", "over"]

# How much `--refine off` may differ from the same network in another runtime (mIoU, band error,
# boundary F at 2 pixels; per cent).
EXPECTED_OFF = {"miou": 91.45, "band_error": 13.21, "bf2": 65.02}
TOLERANCE = 0.3

# What a level reaches at least, per cent.
PROMISED = {
    ("photos", "fast"): {"miou": 91.4, "band_error": 13.3, "bf2": 64.8},
    ("photos", "balanced"): {"miou": 93.0, "band_error": 11.1, "bf2": 72.5, "bf5": 83.1},
    ("photos", "fine"): {"miou": 93.2, "band_error": 10.9, "bf2": 73.2, "bf5": 83.4},
    ("mattes", "balanced"): {"miou": 97.5, "bf2": 79.0},
    ("cutouts", "balanced"): {"soft_mae": 8.9, "mae": 1.76},
}


def scores(folder, kind, level, measures, factor):
    with open(f"{folder}/{kind}-{level}.json") as file:
        found = json.load(file)
    if found["missing"]:
        sys.exit(f"{kind}: missing {found['missing']}")
    return {measure: factor * found[measure] for measure in measures}


def is_worse(measure, value, than):
    return value < than if measure in LARGER_IS_BETTER else value > than


def main(folder):
    failures = []
    print(f"{'':20}" + "".join(f"{level:>10}" for level in LEVELS))
    for kind, measures, factor in [
        ("photos", PHOTO_MEASURES, 100),
        ("mattes", PHOTO_MEASURES, 100),
        ("cutouts", ALPHA_MEASURES, 1),
    ]:
        found = [scores(folder, kind, level, measures, factor) for level in LEVELS]
        for measure in measures:
            values = [level[measure] for level in found]
            print(f"{kind:8} {measure:11}" + "".join(f"{value:10.3f}" for value in values))
            for index in range(1, len(LEVELS)):
                if is_worse(measure, values[index], values[index - 1]):
                    failures.append(
                        f"{kind}: {measure} at {LEVELS[index]} is worse than at {LEVELS[index - 1]}"
                    )
        for level, values in zip(LEVELS, found):
            for measure, least in PROMISED.get((kind, level), {}).items():
                if is_worse(measure, values[measure], least):
                    failures.append(
                        f"{kind}: {measure} at {level} is {values[measure]:.3f}, not {least}"
                    )
        if kind == "photos":
            for measure, expected in EXPECTED_OFF.items():
                if abs(found[0][measure] - expected) > TOLERANCE:
                    failures.append(f"photos: {measure} is {found[0][measure]:.2f}, not {expected}")
    if failures:
        sys.exit("\n".join(failures))


main(sys.argv[1])
