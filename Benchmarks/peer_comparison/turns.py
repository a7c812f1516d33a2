"""Engines in processes of their own that take turns: only one of them runs at a time."""

import os
import pathlib
import select
import signal
import subprocess
import sys
import tempfile

import numpy

WARM_RUNS = 3
PATIENCE = 120


class Engine:
    """A process that serves runs. It is stopped while it is not its turn, since the threads of some
    runtimes wait for work by spinning, and that would slow whoever comes next."""

    def __init__(self, name, setting, command):
        self.name, self.setting = name, setting
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True)
        self.greeting = self.answer().split()
        if self.greeting[:1] != ["ready"]:
            self.process.kill()
            reason = self.process.stderr.read().strip().splitlines()
            raise RuntimeError(reason[-1] if reason else "it ended without a word")
        self.hold()

    def answer(self):
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        return self.process.stdout.readline() if ready else ""

    def hold(self):
        os.kill(self.process.pid, signal.SIGSTOP)

    def turn(self, hot, disturbed):
        """Milliseconds of the hot runs and of the disturbed ones."""
        os.kill(self.process.pid, signal.SIGCONT)
        self.process.stdin.write(f"{WARM_RUNS} {hot} {disturbed}\n")
        self.process.stdin.flush()
        times = [int(text) / 1e6 for text in self.answer().split()]
        self.hold()
        if len(times) != hot + disturbed:
            raise RuntimeError(f"{self.name} ended in the midst of its turn")
        return times[:hot], times[hot:]

    def close(self):
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()


def ours(network, threads, runner, name="silhouette"):
    """Our engine, and its output."""
    row = network.row
    with tempfile.TemporaryDirectory() as folder:
        source, result = f"{folder}/input", f"{folder}/output"
        network.input.tofile(source)
        command = [runner, "serve", network.source, str(threads), source, result, row.mode,
                   row.instruction_set]
        engine = Engine(name, "", command)
        return engine, numpy.fromfile(result, numpy.float32)


def theirs(network, threads, peer, setting, path):
    """A peer's engine, and its output."""
    with tempfile.TemporaryDirectory() as folder:
        source, result = f"{folder}/input.npy", f"{folder}/output.npy"
        numpy.save(source, network.input)
        command = [sys.executable, "-m", "peer_comparison.peers", peer, setting, path, str(threads),
                   source, result]
        kind = "as it came" if path == network.source else "converted"
        suffix = pathlib.Path(path).suffix.lstrip(".")
        engine = Engine(peer, f"{setting}; {suffix} {kind}", command)
        return engine, numpy.load(result)


def rounds(engines, count, hot, disturbed):
    """Of each engine the times of each round: `[engine][round] = (hot, disturbed)`."""
    times = [[] for _ in engines]
    for _ in range(count):
        for engine, results in zip(engines, times):
            results.append(engine.turn(hot, disturbed))
    return times


def comparison(mine, other, state):
    """How much faster ours is: by the median of the rounds' ratios, and by the fastest runs."""
    a, b = ([round[state] for round in engine] for engine in (mine, other))
    ratios = [numpy.median(y) / numpy.median(x) for x, y in zip(a, b)]
    low, middle, high = numpy.percentile(ratios, [10, 50, 90])
    return {
        "ratio": middle, "ratioLow": low, "ratioHigh": high,
        "ratioOfMinima": numpy.min(b) / numpy.min(a),
        "minimumMilliseconds": numpy.min(b), "medianMilliseconds": numpy.median(b),
    }
