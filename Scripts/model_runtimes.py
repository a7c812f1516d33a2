"""Model files run by the runtimes that others use them with."""

import numpy as np
import onnxruntime
from ai_edge_litert.interpreter import Interpreter, OpResolverType


class LiteRT:
    """A .tflite file in LiteRT, TensorFlow Lite's successor."""

    RESOLVERS = {"optimised": OpResolverType.AUTO, "reference": OpResolverType.BUILTIN_REF}

    def __init__(self, path, kernels="optimised"):
        self.interpreter = Interpreter(
            model_path=str(path), experimental_op_resolver_type=self.RESOLVERS[kernels])
        self.interpreter.allocate_tensors()
        details = self.interpreter.get_input_details()
        self.inputs = [(d["name"], list(d["shape"]), d["dtype"]) for d in details]
        self.outputs = [d["name"] for d in self.interpreter.get_output_details()]

    def run(self, arrays):
        for detail, array in zip(self.interpreter.get_input_details(), arrays, strict=True):
            self.interpreter.set_tensor(detail["index"], array)
        self.interpreter.invoke()
        return [self.interpreter.get_tensor(d["index"]).copy()
                for d in self.interpreter.get_output_details()]


class ONNXRuntime:
    """An ONNX file (a path, or a file's bytes) in ONNX Runtime."""

    TYPES = {"tensor(float)": np.float32, "tensor(int32)": np.int32, "tensor(int64)": np.int64,
             "tensor(int8)": np.int8, "tensor(uint8)": np.uint8}

    def __init__(self, model):
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1
        model = model if isinstance(model, bytes) else str(model)
        self.session = onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"])
        self.inputs = [(p.name, p.shape, self.TYPES[p.type]) for p in self.session.get_inputs()]
        self.outputs = [port.name for port in self.session.get_outputs()]

    def run(self, arrays):
        names = [name for name, _, _ in self.inputs]
        return self.session.run(None, dict(zip(names, arrays, strict=True)))
