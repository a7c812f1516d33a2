"""Median of CPU milliseconds by stage, of interleaved rounds, and the peak of memory; see stages.sh.

The spread of a row is that of its sum of stages: (most - least) / median.
"""

import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys

SILHOUETTE, ROUNDS, FOLDER = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
MEGAPIXELS = ["1", "12", "48"]
LEVELS = ["off", "fast", "balanced", "fine"]
STAGES = ["decode", "segment", "edit", "compose", "encode"]


def run(megapixels, level):
    """CPU milliseconds by stage, milliseconds on the wall, and megabytes."""
    report = FOLDER / "report.json"
    report.unlink(missing_ok=True)
    command = [SILHOUETTE, "cutout", "-q", "--force", "--refine", level, "--report", report]
    process = subprocess.Popen(command + ["-o", FOLDER / "out.png", FOLDER / f"{megapixels}.jpg"])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{level} failed at {megapixels} megapixels")
    found = json.loads(report.read_text().splitlines()[0])
    return found["cpu_milliseconds"], sum(found["milliseconds"].values()), usage.ru_maxrss / 1024


def processor():
    with open("/proc/cpuinfo") as file:
        names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {len(names)} threads"


def main():
    version = subprocess.run([SILHOUETTE, "--version"], capture_output=True, text=True, check=True)
    print(f"silhouette {version.stdout.strip()}, {processor()}, median of {ROUNDS} rounds\n")
    results = {}
    for _ in range(ROUNDS):
        for megapixels in MEGAPIXELS:
            for level in LEVELS:
                results.setdefault((megapixels, level), []).append(run(megapixels, level))
    columns = ["megapixels", "level", *STAGES, "all", "spread", "wall", "peak MB"]
    print("| " + " | ".join(columns) + " |")
    print("|" + "---|" * len(columns))
    for (megapixels, level), rounds in results.items():
        sums = [sum(cpu.values()) for cpu, _, _ in rounds]
        middle = statistics.median(sums)
        stages = [statistics.median(cpu[stage] for cpu, _, _ in rounds) for stage in STAGES]
        cells = [megapixels, level, *(f"{stage:.1f}" for stage in stages), f"{middle:.0f}"]
        cells.append(f"{100 * (max(sums) - min(sums)) / middle:.0f} %")
        cells.append(f"{statistics.median(wall for _, wall, _ in rounds):.0f}")
        cells.append(f"{max(memory for _, _, memory in rounds):.0f}")
        print("| " + " | ".join(cells) + " |")


main()
