"""Converts real models to both formats in both precisions by `silhouette convert`, runs what was
written in LiteRT and ONNX Runtime, and compares the outputs with those of the original in its own
runtime. Usage: check-converted-models.py SILHOUETTE SHARED WORK
"""

import pathlib
import subprocess
import sys

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper

from model_runtimes import LiteRT, ONNXRuntime
from quantized_layers import largest_step
from real_models import seeded, trained

FILES = [(precision, format) for precision in ["float32", "float16"]
         for format in ["tflite", "onnx"]]
# Differences are of the largest output or 1. Sums in another order differ by this, or by some times
# what the last bit of the input changes: MediaPipe's networks make 5e-5 of that, and LiteRT's two
# sets of kernels differ by 1e-4 there.
SAME, ROUNDINGS = 1e-4, 8
# Weights as float16 are off by up to 2^-11 of themselves. A mask of 8 bits may change by five of
# its steps, and by half a step in the mean.
HALF_LARGEST, HALF_MEAN = 5 / 255, 0.5 / 255


def ordered(array, shape):
    """An input or output in the order of axes that a file has it in."""
    for order in [None, (0, 2, 3, 1), (0, 3, 1, 2)]:
        candidate = array if order is None else array.transpose(order)
        if list(candidate.shape) == list(shape):
            return np.ascontiguousarray(candidate)
        if array.ndim != 4:
            break
    raise ValueError(f"the shape is {list(shape)}, not {list(array.shape)}")


def differences(found, expected):
    """The largest and the mean one of all outputs; of labels the share that differs."""
    largest = mean = 0.0
    for output, other in zip(found, expected, strict=True):
        other = ordered(other, output.shape).astype(np.float64)
        if output.dtype.kind == "i":
            largest = max(largest, (output != other).mean())
        else:
            distance = np.abs(output - other) / max(1.0, np.abs(other).max())
            largest, mean = max(largest, distance.max()), max(mean, distance.mean())
    return largest, mean


def rounding(model, expected):
    """What the last bit of the input changes."""
    if model.original.outputs is None:
        return 0
    generator = np.random.default_rng(1)
    largest = 0.0
    for _ in range(4):
        arrays = [array * (1 + generator.choice([-1, 1], array.shape) * np.float32(2**-23))
                  for array in model.arrays]
        outputs = model.original.run([array.astype(np.float32) for array in arrays])
        largest = max(largest, differences(outputs, expected)[0])
    return largest


def rounded_twin(whole, half):
    """The float32 file with those weights rounded that the float16 file keeps as float16."""
    model = onnx.load(whole)
    names = {tensor.name for tensor in onnx.load(half).graph.initializer
             if tensor.data_type == TensorProto.FLOAT16}
    for tensor in model.graph.initializer:
        if tensor.name in names:
            weights = numpy_helper.to_array(tensor).astype(np.float16).astype(np.float32)
            tensor.CopyFrom(numpy_helper.from_array(weights, tensor.name))
            names.remove(tensor.name)
    if names:
        raise ValueError(f"the float32 file lacks {', '.join(sorted(names))}")
    return ONNXRuntime(model.SerializeToString())


class Conversion:
    """A model as all four files."""

    def __init__(self, silhouette, model, work):
        self.model = model
        self.paths = {}
        self.failures = []
        self.note = ""
        for precision, format in FILES:
            path = work / f"{precision}.{format}"
            size = ["--input-shape", model.shape] if model.shape else []
            command = [silhouette, "convert", model.path, path, "--force",
                       "--precision", precision, *size]
            subprocess.run(command, check=True, capture_output=True, text=True)
            self.paths[precision, format] = path
        self.expected = model.original.run(model.arrays)
        self.is_quantized = "_int8." in model.name or "_ptq" in model.name

    def run(self, network):
        arrays = [ordered(array, shape) for array, (_, shape, _)
                  in zip(self.model.arrays, network.inputs, strict=True)]
        return network.run(arrays)

    def expect(self, condition, text):
        if not condition:
            self.failures.append(f"{self.model.name}: {text}")

    def check(self):
        """The line of the report."""
        self.check_standard()
        found = {file: self.check_file(file) for file in FILES}
        if self.is_quantized:
            self.check_quantized(found)
        else:
            self.check_float(found)
        line = f"{self.model.name:54}"
        for file, outputs in found.items():
            largest, _ = differences(outputs, self.expected)
            line += f"{self.paths[file].stat().st_size:>12,}{largest:>9.1e}"
        return line + self.note

    def check_standard(self):
        """The ONNX files hold operators of the promised set and of no other."""
        for (_, format), path in self.paths.items():
            if format == "onnx":
                onnx.checker.check_model(str(path), full_check=True)
                model = onnx.load(path)
                sets = [(entry.domain, entry.version) for entry in model.opset_import]
                self.expect(sets == [("", 13)] and not any(n.domain for n in model.graph.node),
                            f"operators beyond ONNX's set 13: {sets}")

    def check_file(self, file):
        """Loads and runs one file, whose inputs and outputs are called as the original's."""
        path = self.paths[file]
        network = (LiteRT if path.suffix == ".tflite" else ONNXRuntime)(path)
        names = [name for name, _, _ in self.model.original.inputs]
        self.expect([name for name, _, _ in network.inputs] == names, f"inputs of {path.name}")
        if self.model.original.outputs is not None:
            self.expect(network.outputs == self.model.original.outputs, f"outputs of {path.name}")
        return self.run(network)

    def check_float(self, found):
        limit = max(SAME, ROUNDINGS * rounding(self.model, self.expected))
        twin = rounded_twin(self.paths["float32", "onnx"], self.paths["float16", "onnx"])
        twin = self.run(twin)
        for (precision, format), outputs in found.items():
            largest, mean = differences(outputs, self.expected)
            if precision == "float32":
                self.expect(largest <= limit, f"{format} differs by {largest:.2g} > {limit:.2g}")
                continue
            self.expect(largest <= HALF_LARGEST and mean <= HALF_MEAN,
                        f"float16 {format} differs by {largest:.2g}, {mean:.2g} in the mean")
            # Nothing but the weights may be rounded.
            largest, _ = differences(outputs, twin)
            self.expect(largest <= limit,
                        f"float16 {format} differs from rounded weights by {largest:.2g}")

    def check_quantized(self, found):
        """TensorFlow Lite: the same bits. ONNX: each layer within a step; as a whole no further
        from LiteRT than that is from itself when it runs its reference kernels."""
        reference = self.run(LiteRT(self.model.path, "reference"))
        itself = differences(reference, self.expected)[1]
        for (precision, format), outputs in found.items():
            if format == "tflite":
                for output, other in zip(outputs, self.expected, strict=True):
                    self.expect(output.tobytes() == other.tobytes(), "not the same bits")
                continue
            mean = differences(outputs, self.expected)[1]
            self.expect(
                mean <= itself, f"{format} differs by {mean:.2g} > {itself:.2g} in the mean")
            step, count = largest_step(
                self.model.path, self.paths[precision, format], self.model.arrays)
            self.expect(step <= 1, f"a layer of {count} differs by {step} steps of quantisation")
            self.note = (f"  {count} layers within {step} step; mean {mean:.1e}, "
                         f"of LiteRT's kernels {itself:.1e}")


def check_refusals(silhouette, folder, work):
    """Weights in blocks and other vendors' operators are refused by name."""
    for name, text in [("int8", "com.microsoft"), ("int8bq", "in blocks")]:
        path = folder / f"pphumanseg/human_v1_mobile_192x192_softmax_{name}.onnx"
        result = subprocess.run([silhouette, "convert", path, work / "refused.onnx"],
                                capture_output=True, text=True)
        if result.returncode != 2 or text not in result.stderr:
            yield f"{path.name}: not refused as it should be: {result.stderr}"


def main():
    silhouette, shared, work = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    print(f"{'bytes and largest difference of the written file':54}"
          + "".join(f"{' '.join(file):>21}" for file in FILES))
    failures = list(check_refusals(silhouette, shared / "models", work))
    count = 0
    for models in [trained(shared / "models"), seeded(shared / "paddle", work)]:
        for model in models:
            conversion = Conversion(silhouette, model, work)
            print(conversion.check(), flush=True)
            failures += conversion.failures
            count += 1
    for failure in failures:
        print(failure)
    print(f"{count} real models as {len(FILES)} files each: {len(failures)} failures")
    sys.exit(bool(failures))


main()
