"""Runs every model of a folder in LiteRT, with its optimised and with its reference kernels, or in
ONNX Runtime, and compares the outputs with those recorded beside the model."""

import pathlib
import sys

import numpy as np
import onnx

from model_runtimes import LiteRT, ONNXRuntime

# Of the largest output or 1: float32 sums in another order, and kernels that approximate tanh.
TOLERANCE = 2e-5
RUNTIMES = {
    "LiteRT, optimised kernels": ("model.tflite", lambda path: LiteRT(path, "optimised")),
    "LiteRT, reference kernels": ("model.tflite", lambda path: LiteRT(path, "reference")),
    "ONNX Runtime": ("model.onnx", ONNXRuntime),
}


def recorded(folder, role, index, dtype, shape):
    values = np.fromfile(folder / f"{role}-{index}", dtype)
    return values.reshape(shape) if values.size == np.prod(shape) else None


def difference(found, expected):
    if expected is None:
        return float("inf")
    found, expected = found.astype(np.float64), expected.astype(np.float64)
    return np.abs(found - expected).max() / max(1.0, np.abs(expected).max())


def check(folder, name, load):
    """The largest difference of one model's outputs."""
    if name.endswith(".onnx"):
        onnx.checker.check_model(str(folder / name), full_check=True)
    model = load(folder / name)
    inputs = [recorded(folder, "input", index, dtype, shape)
              for index, (_, shape, dtype) in enumerate(model.inputs)]
    return max(difference(output, recorded(folder, "output", index, output.dtype, output.shape))
               for index, output in enumerate(model.run(inputs)))


def main():
    root = pathlib.Path(sys.argv[1])
    failed = False
    for runtime, (name, load) in RUNTIMES.items():
        folders = sorted(path.parent for path in root.glob(f"*/{name}"))
        worst, failures = 0.0, []
        for folder in folders:
            try:
                largest = check(folder, name, load)
            except Exception as error:  # the runtimes' own classes have no common base
                failures.append(f"{(folder / 'name').read_text()} ({folder.name}): {error}")
                continue
            worst = max(worst, largest)
            if not largest <= TOLERANCE:
                failures.append(
                    f"{(folder / 'name').read_text()} ({folder.name}): differs by {largest:.3g}")
        for failure in failures:
            print(f"{runtime}: {failure}")
        print(f"{len(folders)} models in {runtime}: {len(failures)} failures; "
              f"largest difference {worst:.2g}")
        failed = failed or bool(failures) or not folders
    sys.exit(failed)


main()
