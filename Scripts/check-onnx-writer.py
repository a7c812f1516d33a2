"""Runs every ONNX model of a folder in ONNX Runtime and compares the outputs with those recorded
beside the model."""

import pathlib
import sys

import numpy as np
import onnxruntime

# Of the largest output or 1: float32 sums in another order.
TOLERANCE = 2e-5
TYPES = {"tensor(float)": np.float32, "tensor(int32)": np.int32, "tensor(int64)": np.int64,
         "tensor(int8)": np.int8, "tensor(uint8)": np.uint8}


def run(folder):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    inputs = {
        port.name: np.fromfile(folder / f"input-{index}", TYPES[port.type]).reshape(port.shape)
        for index, port in enumerate(session.get_inputs())}
    return session.run(None, inputs)


def difference(found, folder, index):
    expected = np.fromfile(folder / f"output-{index}", found.dtype)
    if expected.size != found.size:
        return float("inf")
    expected = expected.reshape(found.shape).astype(np.float64)
    scale = max(1.0, np.abs(expected).max())
    return np.abs(found.astype(np.float64) - expected).max() / scale


def main():
    folders = sorted(path.parent for path in pathlib.Path(sys.argv[1]).glob("*/model.onnx"))
    worst = 0.0
    failures = []
    for folder in folders:
        label = f"{(folder / 'name').read_text()} ({folder.name})"
        try:
            outputs = run(folder)
        except Exception as error:  # the runtime's own classes have no common base
            failures.append(f"{label}: {error}")
            continue
        largest = max(difference(output, folder, i) for i, output in enumerate(outputs))
        worst = max(worst, largest)
        if not largest <= TOLERANCE:
            failures.append(f"{label}: differs by {largest:.3g}")
    for failure in failures:
        print(failure)
    print(f"{len(folders)} models in ONNX Runtime, {len(failures)} failures; "
          f"largest difference {worst:.2g}")
    if failures or not folders:
        sys.exit(1)


main()
