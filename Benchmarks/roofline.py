#!/usr/bin/env python3
"""Where the time of a run goes, step by step, beside what its multiply-adds take at the peak.

    Benchmarks/roofline.py SILHOUETTE NETWORK [--svg FILE] [--rounds N] [--threads N]

Prints a Markdown table, and draws the plan: each step's operators, and two bars, the time that its
multiply-adds need at the measured peak within the time that it takes. A step's time is the least of
the rounds' medians, since a machine is only ever too slow.
"""

import argparse
import html
import json
import subprocess

# Multiply-adds of one cycle: two units, a vector of float32 each.
PER_CYCLE = {"avx512": 32, "avx2": 16, "neon": 8}
SHORT = {"convolution": "conv", "transposedConvolution": "transposed", "multiply": "·", "add": "+"}
COLOURS = {
    "conv": "#4e79a7", "depthwise": "#76b7b2", "resize": "#f28e2b", "transposed": "#b07aa1",
    "mean": "#bab0ac", "gate": "#bab0ac", "softmax": "#9c755f", "+": "#edc948", "·": "#edc948"}


def profile(silhouette, network, threads, rounds):
    """One report, with the least time of each step."""
    command = [silhouette, "benchmark", network, "--enable-op-profiling", "--json", "-",
               "--num-threads", str(threads), "--num-runs", "30", "--min-secs", "0.2"]
    reports = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
               for _ in range(rounds)]
    best = min(reports, key=lambda report: report["medianMilliseconds"])
    best["peakGigaflops"] = max(report["peakGigaflops"] for report in reports)
    for index, step in enumerate(best["steps"]):
        step["milliseconds"] = min(report["steps"][index]["milliseconds"] for report in reports)
        step["idealMilliseconds"] = 2e-6 * step["multiplyAdds"] / best["peakGigaflops"]
    return best


def operators(step):
    """The kinds of what a step does, in order, as a few letters."""
    kinds = []
    for part in step["name"].split(" > "):
        kind = "depthwise" if "DEPTHWISE" in part.upper() else part.split()[0]
        kinds.append(SHORT.get(kind, kind))
        if part.endswith("+ addend"):
            kinds.append("+")
    return kinds


def table(report):
    per_cycle = PER_CYCLE.get(report["instructionSet"], 0)
    gigahertz = report["peakGigaflops"] / 2 / per_cycle / report["threads"] if per_cycle else 0
    total = sum(step["milliseconds"] for step in report["steps"])
    lines = ["| # | step | M multiply-adds | µs | thousand cycles | ideal µs | ideal / reached"
             " | of what is left |", "|---|---|---|---|---|---|---|---|"]
    ideal = sum(step["idealMilliseconds"] for step in report["steps"])
    small = []

    def row(label, name, steps):
        time = sum(step["milliseconds"] for step in steps)
        best = sum(step["idealMilliseconds"] for step in steps)
        work = sum(step["multiplyAdds"] for step in steps)
        lines.append(
            f"| {label} | {name} | {work / 1e6:.2f} | {time * 1e3:.1f} | {time * gigahertz * 1e3:.0f}"
            f" | {best * 1e3:.1f} | {best / time:.2f} | {100 * (time - best) / (total - ideal):.0f} % |")

    for index, step in enumerate(report["steps"]):
        if step["milliseconds"] < 0.01 * total:
            small.append(step)
        else:
            row(index, " > ".join(operators(step)), [step])
    if small:
        row("", f"{len(small)} steps of less than a hundredth each", small)
    row("", "all", report["steps"])
    return lines


def picture(report):
    left, scale, height, width = 470, 380, 17, 900
    longest = max(step["milliseconds"] for step in report["steps"])
    rows = [(index, step) for index, step in enumerate(report["steps"])]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height * len(rows) + 30}"'
        ' font-family="sans-serif" font-size="10">',
        f'<rect width="{width}" height="{height * len(rows) + 30}" fill="white"/>',
        f'<text x="{left}" y="14">time, and within it what the multiply-adds take at the peak</text>']
    for place, (index, step) in enumerate(rows):
        y, x = 22 + place * height, 30
        parts.append(f'<text x="24" y="{y + 11}" text-anchor="end">{index}</text>')
        for kind in operators(step):
            size = 14 + 5.2 * len(kind) if len(kind) > 1 else 14
            parts.append(
                f'<rect x="{x}" y="{y}" width="{size}" height="{height - 3}" rx="3"'
                f' fill="{COLOURS.get(kind, "#59a14f")}"/><text x="{x + size / 2}" y="{y + 10.5}"'
                f' text-anchor="middle" fill="white">{html.escape(kind)}</text>')
            x += size + 3
        for time, colour in ((step["milliseconds"], "#d3d3d3"),
                             (step["idealMilliseconds"], "#4e79a7")):
            parts.append(f'<rect x="{left}" y="{y}" width="{scale * time / longest:.1f}"'
                         f' height="{height - 3}" fill="{colour}"/>')
        parts.append(f'<text x="{left + scale * step["milliseconds"] / longest + 4:.1f}" y="{y + 11}">'
                     f'{step["milliseconds"] * 1e3:.0f} µs</text>')
    return "\n".join(parts + ["</svg>"]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("silhouette")
    parser.add_argument("network")
    parser.add_argument("--svg")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    found = parser.parse_args()
    report = profile(found.silhouette, found.network, found.threads, found.rounds)
    print(f"{report['machine']}; {report['mode']}, {report['instructionSet']}, {found.threads} thread"
          f"{'s' if found.threads > 1 else ''}; peak {report['peakGigaflops'] / 2:.0f} thousand million"
          f" multiply-adds a second; {report['medianMilliseconds']:.2f} ms a run.\n")
    print("\n".join(table(report)))
    if found.svg:
        with open(found.svg, "w") as file:
            file.write(picture(report))


main()
