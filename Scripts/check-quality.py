"""Prints the scores that check-quality.sh collected and holds them to what is promised."""

import json
import sys

LEVELS = ["off", "fast", "balanced", "fine", "fine+"]
# Each level is to be no worse than this one.
BELOW = {"fast": "off", "balanced": "fast", "fine": "balanced", "fine+": "balanced"}
# The networks that look, where there are several.
NETWORKS = {"fine": ["general", "landscape"], "fine+": ["general", "human-v1-mobile"]}
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
    ("photos", "fine+"): {"miou": 94.0, "band_error": 10.0, "bf2": 75.0, "bf5": 85.3},
    ("mattes", "balanced"): {"miou": 97.5, "bf2": 79.0},
    ("cutouts", "balanced"): {"soft_mae": 8.9, "mae": 1.76},
}


def scores(folder, kind, level, measures, factor):
    with open(f"{folder}/{kind}-{level}.json") as file:
        found = json.load(file)
    if found["missing"]:
        sys.exit(f"{kind}: missing {found['missing']}")
    return {measure: factor * found[measure] for measure in measures}


def networks(folder, level):
    with open(f"{folder}/report-{level}.jsonl") as file:
        return json.loads(file.readline())["networks"]


def is_worse(measure, value, than):
    return value < than if measure in LARGER_IS_BETTER else value > than


def main(folder):
    failures = [
        f"{level}: {networks(folder, level)} looked, not {expected}"
        for level, expected in NETWORKS.items()
        if networks(folder, level) != expected
    ]
    worse_than_fine = []
    print(f"{'':20}" + "".join(f"{level:>10}" for level in LEVELS))
    for kind, measures, factor in [
        ("photos", PHOTO_MEASURES, 100),
        ("mattes", PHOTO_MEASURES, 100),
        ("cutouts", ALPHA_MEASURES, 1),
    ]:
        found = {level: scores(folder, kind, level, measures, factor) for level in LEVELS}
        for measure in measures:
            values = {level: found[level][measure] for level in LEVELS}
            print(f"{kind:8} {measure:11}" + "".join(f"{values[level]:10.3f}" for level in LEVELS))
            for level, below in BELOW.items():
                if is_worse(measure, values[level], values[below]):
                    failures.append(f"{kind}: {measure} at {level} is worse than at {below}")
            if is_worse(measure, values["fine+"], values["fine"]):
                worse_than_fine.append(f"{kind} {measure}")
        for level, values in found.items():
            for measure, least in PROMISED.get((kind, level), {}).items():
                if is_worse(measure, values[measure], least):
                    failures.append(
                        f"{kind}: {measure} at {level} is {values[measure]:.3f}, not {least}"
                    )
        if kind == "photos":
            for measure, expected in EXPECTED_OFF.items():
                value = found["off"][measure]
                if abs(value - expected) > TOLERANCE:
                    failures.append(f"photos: {measure} is {value:.2f}, not {expected}")
    print("fine+ is worse than fine in: " + (", ".join(worse_than_fine) or "nothing"))
    if failures:
        sys.exit("\n".join(failures))


main(sys.argv[1])
