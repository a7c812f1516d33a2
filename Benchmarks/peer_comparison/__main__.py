"""Times our runner and other runtimes in turns; see Benchmarks/peers.

The machine's speed drifts (other guests, frequency), so engines take turns, A B A B, and what counts
is the ratio within a round: its median, and the range that holds 80 % of the rounds. A round has hot
runs, one after the other, and disturbed ones, between which eight megabytes are copied. Outputs are
compared before anything is timed.
"""

import argparse
import pathlib
import sys

import numpy

from . import turns
from .networks import FOLDER, ROWS, Network
from .peers import PEERS
from .report import STATES, Results, load


def options():
    names = ", ".join(row.name for row in ROWS)
    parser = argparse.ArgumentParser(
        prog="Benchmarks/peers", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Speed beside other runtimes, in turns.", epilog=f"rows: {names}")
    parser.add_argument("rows", nargs="*", metavar="ROW", help="what to measure; all without one")
    parser.add_argument("--quick", action="store_true",
                        help="7 short rounds with the first setting of each peer, hot alone")
    parser.add_argument("--rounds", type=int, help="how often each engine has its turn")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], metavar="N")
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS), metavar="PEER",
                        help=f"of {', '.join(PEERS)}")
    parser.add_argument("--as-they-came", action="store_true",
                        help="no files of our converter where a peer reads the network's own, which"
                        " they may run slower; take another --output")
    parser.add_argument("--against", metavar="RUNNER",
                        help="another build of our runner, as one more peer")
    parser.add_argument("--models", type=pathlib.Path, help="a folder with model files")
    parser.add_argument("--output", type=pathlib.Path, default=FOLDER / ".build-peers",
                        help="the folder of peers.md and peers.json (default .build-peers)")
    parser.add_argument("--runner", required=True, help=argparse.SUPPRESS)
    found = parser.parse_args()
    unknown = set(found.rows) - {row.name for row in ROWS}
    if unknown:
        parser.error(f"no row {', '.join(unknown)}; there are {names}")
    shared = FOLDER.parent / "shared/data/models"
    if found.models is None and shared.is_dir():
        found.models = shared
    found.rounds = found.rounds or (7 if found.quick else 15)
    found.runs = (10, 0) if found.quick else (10, 10)
    return found


class Comparison:
    """One network on some threads. What each peer was best with is kept for the next number of them."""

    def __init__(self, network, threads, options, chosen):
        self.network, self.threads, self.options = network, threads, options
        self.chosen = chosen
        self.mine, self.output = turns.ours(network, threads, options.runner)

    def agreeing(self, engine, output):
        """The engine if its output is ours."""
        largest, mean = self.network.difference(self.output, output)
        if largest <= self.network.row.largest and mean <= self.network.row.mean:
            engine.difference = largest
            return engine
        engine.close()
        raise RuntimeError(f"differs by {largest:.1e}, {mean:.1e} in the mean")

    def candidates(self, peer):
        """Every setting and file of a peer; only those that were best if the row has been measured."""
        if peer in self.chosen:
            return [self.chosen[peer]]
        return [(setting, path) for kind, settings in PEERS[peer].SETTINGS.items()
                for path in self.network.files(kind) for setting in settings]

    def engines(self, peer):
        """A peer in each of its settings that works, and why the others do not."""
        engines, reasons = [], []
        for setting, path in self.candidates(peer):
            try:
                engine = self.agreeing(*turns.theirs(
                    self.network, self.threads, peer, setting, path))
            except RuntimeError as error:
                reasons.append(str(error))
                continue
            engines.append((engine, (setting, path)))
            if self.options.quick:
                break
        return engines, reasons

    def best(self, peer):
        """The engine whose fastest run of some is the fastest of all settings."""
        engines, reasons = self.engines(peer)
        if not engines:
            return None, reasons[0] if reasons else "no file in a format that it reads"
        if len(engines) > 1:
            times = turns.rounds([engine for engine, _ in engines], 3, 10, 0)
            order = numpy.argsort([min(min(hot) for hot, _ in each) for each in times])
            engines = [engines[index] for index in order]
        for other, _ in engines[1:]:
            other.close()
        engine, self.chosen[peer] = engines[0]
        return engine, None

    def measure(self):
        row = self.network.row
        peers, engines = {}, []
        for peer in (name for name in row.peers if name in self.options.peers):
            engine, reason = self.best(peer)
            peers[peer] = {"reason": reason}
            engines += [engine] if engine else []
        if self.options.against:
            engines.append(self.agreeing(*turns.ours(
                self.network, self.threads, self.options.against, "other build")))
        before = load()
        mine, *times = turns.rounds([self.mine, *engines], self.options.rounds, *self.options.runs)
        states = {name: index for name, index in STATES.items() if self.options.runs[index]}
        for engine, results in zip(engines, times):
            peers[engine.name] = {
                "setting": engine.setting, "difference": engine.difference,
                **{name: turns.comparison(mine, results, index) for name, index in states.items()}}
        entry = {
            "row": row.name, "weights": self.network.weights, "threads": self.threads, "mode": row.mode,
            "instructionSet": self.mine.greeting[1], "rounds": self.options.rounds,
            "load": before,
            "ours": {name: turns.comparison(mine, mine, index) for name, index in states.items()},
            "peers": peers}
        for engine in [self.mine, *engines]:
            engine.close()
        return entry


def main():
    found = options()
    found.output.mkdir(parents=True, exist_ok=True)
    results = Results(found.output / "peers.json")
    measured = [row for row in ROWS if not found.rows or row.name in found.rows]
    skipped = []
    for row in measured:
        try:
            network = Network(row, found.runner, found.models, found.output,
                              FOLDER / "Examples/astronaut.jpg", found.as_they_came)
        except FileNotFoundError as reason:
            skipped.append(f"{row.name} skipped: {reason}")
            print(skipped[-1], file=sys.stderr)
            continue
        chosen = {}
        for threads in found.threads:
            entry = Comparison(network, threads, found, chosen).measure()
            results.replace(entry)
            summary = [f"{name} {peer['hot']['ratio']:.2f} / {peer['hot']['ratioOfMinima']:.2f}"
                       if "hot" in peer else f"{name}: {peer['reason']}"
                       for name, peer in entry["peers"].items()]
            print(f"{row.name}, {threads} threads: "
                  f"{entry['ours']['hot']['minimumMilliseconds']:.2f} ms; {'; '.join(summary)}",
                  file=sys.stderr, flush=True)
    notes = "".join(f"* {line}\n" for line in skipped)
    (found.output / "peers.md").write_text(results.markdown(ROWS) + notes)
    print(results.markdown(measured) + notes)


main()
