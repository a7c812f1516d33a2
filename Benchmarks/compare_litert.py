"""Times our runner and LiteRT in turns on the embedded networks.

    compare_litert.py RUNNER [ROUNDS]

The machine's speed drifts (other guests, frequency), so engines take turns, A B A B, and what counts
is the ratio within a round: its median, and the range that holds 80 % of the rounds. Outputs are
compared before anything is timed.
"""

import importlib.metadata
import os
import platform
import subprocess
import sys
import tempfile
import time

import numpy
from ai_edge_litert.interpreter import Interpreter

WARM_RUNS = 3
TIMED_RUNS = 10
TOLERANCE = 2e-4
SHAPES = {"general": (1, 256, 256, 3), "landscape": (1, 144, 256, 3)}


def picture(shape):
    """Head and shoulders before a gradient, with a little noise; RGB, 0...1."""
    _, height, width, _ = shape
    y, x = numpy.mgrid[0:height, 0:width] / (height, width)[0]
    x = x - x.mean()
    result = numpy.stack([0.5 + 0.3 * x, 0.6 - 0.2 * y, 0.5 + 0 * x], axis=-1)
    result[(x / 0.35) ** 2 + ((y - 1) / 0.42) ** 2 < 1] = [0.2, 0.25, 0.5]
    result[(x / 0.14) ** 2 + ((y - 0.35) / 0.2) ** 2 < 1] = [0.85, 0.65, 0.55]
    result += numpy.random.default_rng(1).normal(0, 0.02, result.shape)
    return numpy.clip(result, 0, 1).astype(numpy.float32)[numpy.newaxis]


class Ours:
    def __init__(self, runner, model, threads, data, folder):
        source, result = os.path.join(folder, "input"), os.path.join(folder, "output")
        data.tofile(source)
        self.process = subprocess.Popen(
            [runner, "serve", model, str(threads), source, result],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.instruction_set = self.process.stdout.readline().split()[1]
        self.output = numpy.fromfile(result, numpy.float32)

    def times(self):
        self.process.stdin.write(f"{WARM_RUNS} {TIMED_RUNS}\n")
        self.process.stdin.flush()
        return [int(text) / 1e6 for text in self.process.stdout.readline().split()]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class LiteRT:
    def __init__(self, path, threads, data):
        self.interpreter = Interpreter(path, num_threads=threads)
        self.interpreter.allocate_tensors()
        source = self.interpreter.get_input_details()[0]["index"]
        self.interpreter.set_tensor(source, data)
        self.interpreter.invoke()
        result = self.interpreter.get_output_details()[0]["index"]
        self.output = self.interpreter.get_tensor(result).ravel()

    def times(self):
        for _ in range(WARM_RUNS):
            self.interpreter.invoke()
        result = []
        for _ in range(TIMED_RUNS):
            start = time.perf_counter_ns()
            self.interpreter.invoke()
            result.append((time.perf_counter_ns() - start) / 1e6)
        return result


def processor():
    try:
        with open("/proc/cpuinfo") as file:
            names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
        return f"{names[0]}, {len(names)} threads"
    except (OSError, IndexError):
        return platform.processor() or platform.machine()


def compare(runner, model, threads, rounds, folder):
    path = os.path.join(folder, f"{model}.tflite")
    if not os.path.exists(path):
        subprocess.run([runner, "write", model, path], check=True)
    data = picture(SHAPES[model])
    ours = Ours(runner, model, threads, data, folder)
    theirs = LiteRT(path, threads, data)
    difference = numpy.abs(ours.output - theirs.output).max()
    if not difference <= TOLERANCE:
        sys.exit(f"{model}: masks differ by {difference:.2e}, nothing is timed")

    ratios, mine, other = [], [], []
    for _ in range(rounds):
        a, b = ours.times(), theirs.times()
        ratios.append(numpy.median(b) / numpy.median(a))
        mine += a
        other += b
    ours.close()
    low, middle, high = numpy.percentile(ratios, [10, 50, 90])
    print(f"{model:<10} {threads:>7} {min(mine):>9.2f} {numpy.median(mine):>9.2f} "
          f"{min(other):>10.2f} {numpy.median(other):>10.2f} "
          f"{middle:>7.2f} [{low:.2f}, {high:.2f}] {difference:>9.1e}  {ours.instruction_set}",
          flush=True)


def main():
    runner = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    version = importlib.metadata.version("ai-edge-litert")
    print(f"{processor()}; load {os.getloadavg()[0]:.1f}; LiteRT {version} with XNNPACK; "
          f"{rounds} rounds of {WARM_RUNS} + {TIMED_RUNS} runs, milliseconds")
    print(f"{'network':<10} {'threads':>7} {'ours min':>9} {'median':>9} "
          f"{'LiteRT min':>10} {'median':>10} {'LiteRT / ours, 10-90 %':>22} {'max diff':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for model in SHAPES:
            for threads in (1, 2):
                compare(runner, model, threads, rounds, folder)


main()
