"""Prints the scores that check-quality.sh collected and holds them to what is promised."""

import json
import sys

# How much `--refine off` may differ from the same network in another runtime (mIoU, band error,
# boundary F at 2 pixels; per cent).
EXPECTED_OFF = {"miou": 91.45, "band_error": 13.21, "bf2": 65.02}
TOLERANCE = 0.3

LARGER_IS_BETTER = {"miou", "bf2", "bf5"}
PHOTO_MEASURES = ["miou", "band_error", "bf2", "bf5"]
ALPHA_MEASURES = ["mae", "soft_mae", "sad", "grad", "over"]


def scores(folder, kind, refine, measures, factor):
    with open(f"{folder}/{kind}-{refine}.json") as file:
        found = json.load(file)
    if found["missing"]:
        sys.exit(f"{kind}: missing {found['missing']}")
    return {measure: factor * found[measure] for measure in measures}


def main(folder):
    failures = []
    for kind, measures, factor in [
        ("photos", PHOTO_MEASURES, 100),
        ("mattes", PHOTO_MEASURES, 100),
        ("cutouts", ALPHA_MEASURES, 1),
    ]:
        off, on = (scores(folder, kind, refine, measures, factor) for refine in ("off", "on"))
        for measure in measures:
            print(f"{kind:8} {measure:10}  off {off[measure]:7.3f}  on {on[measure]:7.3f}")
            gain = on[measure] - off[measure]
            if (gain if measure in LARGER_IS_BETTER else -gain) < 0:
                failures.append(f"{kind}: refinement makes {measure} worse")
        if kind == "photos":
            for measure, expected in EXPECTED_OFF.items():
                if abs(off[measure] - expected) > TOLERANCE:
                    failures.append(f"photos: {measure} is {off[measure]:.2f}, not {expected}")
    if failures:
        sys.exit("\n".join(failures))


main(sys.argv[1])
