"""Prints the errors of colours at soft edges that check-quality.sh collected: 100 * the mean difference
from the true colours over five backgrounds, by the wrong colours alone and together with the wrong
alpha. How good colours are with the true alpha is a test (Tests/ParityTests/ForegroundParityTests.swift)."""

import json
import sys

# What `balanced` reaches at least.
PROMISED = {"colour": 1.7, "over": 4.7}


def scores(folder, foreground):
    with open(f"{folder}/foreground-{foreground}.json") as file:
        found = json.load(file)
    if found["missing"]:
        sys.exit(f"--foreground {foreground}: missing {found['missing']}")
    return found


def main(folder):
    photo, estimated = scores(folder, "photo"), scores(folder, "estimated")
    failures = []
    for measure, most in PROMISED.items():
        print(f"{measure:8} photo {photo[measure]:7.3f}  estimated {estimated[measure]:7.3f}")
        if estimated[measure] > most:
            failures.append(f"{measure} is {estimated[measure]:.3f}, not {most}")
    if failures:
        sys.exit("\n".join(failures))


main(sys.argv[1])
