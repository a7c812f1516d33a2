"""Medians of CPU milliseconds by stage of short runs of the command; see startup.sh.

What the command's own report does not see is the loader's and the end of the process. The spread is that
of user and system time together: (most - least) / median.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys

ROUNDS, FOLDER, COMMANDS = int(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]
STAGES = ["decode", "segment", "compose", "encode"]


def run(command):
    report = FOLDER / "report.json"
    report.unlink(missing_ok=True)
    words = [command, "cutout", "-q", "--overwrite", "--report", report]
    process = subprocess.Popen(words + ["-o", FOLDER / "out.png", FOLDER / "photo.jpg"])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command} failed")
    picture, summary = (json.loads(line) for line in report.read_text().splitlines())
    cpu, stages = summary["cpu_milliseconds"], picture["cpu_milliseconds"]
    whole = 1000 * (usage.ru_utime + usage.ru_stime)
    return {
        "loader and end": whole - cpu["total"],
        "arguments": cpu["launch"],
        "plan": cpu["prepare"],
        **{stage: stages[stage] for stage in STAGES},
        "rest": cpu["total"] - cpu["launch"] - cpu["prepare"] - sum(stages[s] for s in STAGES),
        "system": 1000 * usage.ru_stime,
        "all": whole,
    }


def main():
    rounds = {command: [] for command in COMMANDS}
    for _ in range(ROUNDS):
        for command in COMMANDS:
            rounds[command].append(run(command))
    columns = list(rounds[COMMANDS[0]][0])
    print("| " + " | ".join(["", *columns, "least", "spread"]) + " |")
    print("|" + "---|" * (len(columns) + 3))
    for command, times in rounds.items():
        cells = [f"{statistics.median(time[name] for time in times):.1f}" for name in columns]
        whole = [time["all"] for time in times]
        cells.append(f"{min(whole):.1f}")
        cells.append(f"{100 * (max(whole) - min(whole)) / statistics.median(whole):.0f} %")
        print("| " + " | ".join([pathlib.Path(command).name, *cells]) + " |")
    print()


main()
