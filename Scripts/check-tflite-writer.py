"""Runs every model of a folder in LiteRT, with its optimised and with its reference kernels, and
compares the outputs with those recorded beside the model."""

import pathlib
import sys

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

RESOLVERS = {
    "optimised": OpResolverType.AUTO,
    "reference": OpResolverType.BUILTIN_REF,
}
# Of the largest output or 1: float32 sums in another order, and kernels that approximate tanh.
TOLERANCE = 2e-5


def run(folder, resolver):
    interpreter = Interpreter(
        model_path=str(folder / "model.tflite"), experimental_op_resolver_type=resolver)
    interpreter.allocate_tensors()
    for index, detail in enumerate(interpreter.get_input_details()):
        values = np.fromfile(folder / f"input-{index}", detail["dtype"])
        interpreter.set_tensor(detail["index"], values.reshape(detail["shape"]))
    interpreter.invoke()
    return [interpreter.get_tensor(d["index"]) for d in interpreter.get_output_details()]


def difference(found, folder, index):
    expected = np.fromfile(folder / f"output-{index}", found.dtype)
    if expected.size != found.size:
        return float("inf")
    expected = expected.reshape(found.shape).astype(np.float64)
    scale = max(1.0, np.abs(expected).max())
    return np.abs(found.astype(np.float64) - expected).max() / scale


def main():
    folders = sorted(path.parent for path in pathlib.Path(sys.argv[1]).glob("*/model.tflite"))
    worst = {name: 0.0 for name in RESOLVERS}
    failures = []
    for folder in folders:
        label = f"{(folder / 'name').read_text()} ({folder.name})"
        for name, resolver in RESOLVERS.items():
            try:
                outputs = run(folder, resolver)
            except (RuntimeError, ValueError) as error:
                failures.append(f"{label}, {name} kernels: {error}")
                continue
            largest = max(difference(o, folder, i) for i, o in enumerate(outputs))
            worst[name] = max(worst[name], largest)
            if not largest <= TOLERANCE:
                failures.append(f"{label}, {name} kernels: differs by {largest:.3g}")
    for failure in failures:
        print(failure)
    print(f"{len(folders)} models in LiteRT, {len(failures)} failures; largest difference "
          + ", ".join(f"{name} {value:.2g}" for name, value in worst.items()))
    if failures or not folders:
        sys.exit(1)


main()
