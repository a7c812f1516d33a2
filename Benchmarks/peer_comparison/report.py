"""Results as one JSON object and as Markdown."""

import importlib.metadata
import json
import os
import platform

from .peers import PEERS

PACKAGES = ["ai-edge-litert", "onnxruntime", "openvino", "ncnn", "pnnx"]
STATES = {"hot": 0, "disturbed": 1}


def processor():
    try:
        with open("/proc/cpuinfo") as file:
            names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
        return f"{names[0]}, {len(names)} threads"
    except (OSError, IndexError):
        return platform.processor() or platform.machine()


def environment():
    return {
        "processor": processor(), "system": f"{platform.system()} {platform.release()}",
        "versions": {name: importlib.metadata.version(name) for name in PACKAGES},
    }


def load():
    return round(os.getloadavg()[0], 1)


class Results:
    """All that was measured in one environment. A later run replaces the rows that it measures."""

    def __init__(self, path):
        self.path = path
        try:
            self.object = json.loads(path.read_text())
        except (OSError, ValueError):
            self.object = {}
        if self.object.get("environment") != environment():
            self.object = {"schema": 1, "environment": environment(), "entries": []}

    def replace(self, entry):
        def same(other):
            return all(other[key] == entry[key] for key in ("row", "threads"))

        entries = [other for other in self.object["entries"] if not same(other)]
        self.object["entries"] = entries + [entry]
        self.path.write_text(json.dumps(self.object, indent=1) + "\n")

    def ordered(self, rows):
        order = {row.name: index for index, row in enumerate(rows)}
        known = [entry for entry in self.object["entries"] if entry["row"] in order]
        return sorted(known, key=lambda entry: (order[entry["row"]], entry["threads"]))

    def markdown(self, rows):
        entries = self.ordered(rows)
        versions = ", ".join(f"{n} {v}" for n, v in self.object["environment"]["versions"].items())
        lines = [
            f"{self.object['environment']['processor']}; {versions}.", "",
            "Cells: how many times faster Silhouette is, by the median of the rounds' ratios [10-90 %]"
            " / by the fastest runs; then the peer's fastest run.", "", *table(entries), "",
            "What each peer was best with, and the largest difference of its output to ours:", "",
            *settings(entries)]
        lines += ["", "Flags:", "", *(f"* {name}: {peer.FLAGS}" for name, peer in PEERS.items())]
        return "\n".join(lines) + "\n"


def cell(peer, state):
    if state not in peer:
        return peer["reason"] if len(peer["reason"]) < 20 else "-"
    found = peer[state]
    return (f"{found['ratio']:.2f} [{found['ratioLow']:.2f}-{found['ratioHigh']:.2f}] / "
            f"{found['ratioOfMinima']:.2f}; {found['minimumMilliseconds']:.2f} ms")


def table(entries):
    peers = list(dict.fromkeys(name for entry in entries for name in entry["peers"]))
    columns = ["network", "threads", "caches", "ours, min / median ms", *peers, "rounds", "load"]
    lines = [" | ".join(columns), "|".join(["---"] * len(columns))]
    for entry in entries:
        for state in STATES:
            if state not in entry["ours"]:
                continue
            mine = entry["ours"][state]
            name = entry["row"] + (" (weights by rule)" if entry["weights"] == "by rule" else "")
            cells = [name, str(entry["threads"]), state,
                     f"{mine['minimumMilliseconds']:.2f} / {mine['medianMilliseconds']:.2f}"]
            cells += [cell(entry["peers"][name], state) if name in entry["peers"] else "-"
                      for name in peers]
            lines.append(" | ".join(cells + [str(entry["rounds"]), str(entry["load"])]))
    return [f"| {line} |" if not line.startswith("---") else f"|{line}|" for line in lines]


def settings(entries):
    lines = []
    for entry in entries:
        words = [f"{name}: {peer['setting']}, {peer['difference']:.1e}" if "hot" in peer
                 else f"{name}: {peer['reason']}" for name, peer in entry["peers"].items()]
        lines.append(f"* {entry['row']}, {entry['threads']} threads, {entry['instructionSet']}: "
                     + "; ".join(words))
    return lines
