"""The layers of a quantised network one by one: an ONNX file beside the TensorFlow Lite file that
it was converted from.

Rounding of whole quantised networks differs from runtime to runtime, and what differs in one layer
grows in the next. So each layer of the ONNX file gets what LiteRT's reference kernels computed
before it, and may differ from what they make of that by one step of quantisation."""

import numpy as np
import onnx
from ai_edge_litert.interpreter import Interpreter, OpResolverType
from onnx import TensorProto, helper

from model_runtimes import ONNXRuntime


def recorded_layers(path, arrays):
    """Every int8 tensor that LiteRT computes, by name."""
    interpreter = Interpreter(
        model_path=str(path), experimental_preserve_all_tensors=True,
        experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
    interpreter.allocate_tensors()
    for detail, array in zip(interpreter.get_input_details(), arrays, strict=True):
        interpreter.set_tensor(detail["index"], array)
    interpreter.invoke()
    return {detail["name"]: interpreter.get_tensor(detail["index"])
            for detail in interpreter.get_tensor_details() if detail["dtype"] == np.int8}


def in_order(array, shape):
    """A tensor in the ONNX file's order: channels first, but for those before the first layer."""
    if array.ndim == 4 and list(array.transpose(0, 3, 1, 2).shape) == shape:
        return np.ascontiguousarray(array.transpose(0, 3, 1, 2))
    return array.reshape(shape)


def largest_step(original, converted, arrays):
    """The largest difference of a layer's output, in steps of its quantisation, and the number of
    layers."""
    model = onnx.shape_inference.infer_shapes(onnx.load(converted))
    shapes = {info.name: [dimension.dim_value for dimension in info.type.tensor_type.shape.dim]
              for info in [*model.graph.value_info, *model.graph.output]}
    names = [node.output[0] for node in model.graph.node if node.op_type == "QuantizeLinear"]
    records = recorded_layers(original, arrays)
    records = {name: in_order(records[name], shapes[name]) for name in names}

    fed = {}
    for node in model.graph.node:
        for index, name in enumerate(node.input):
            if name in records:
                node.input[index] = f"recorded/{name}"
                fed[node.input[index]] = records[name]
    for name, array in fed.items():
        model.graph.input.append(helper.make_tensor_value_info(name, TensorProto.INT8, array.shape))
    del model.graph.output[:]
    for name in names:
        model.graph.output.append(
            helper.make_tensor_value_info(name, TensorProto.INT8, shapes[name]))

    found = ONNXRuntime(model.SerializeToString()).run([*arrays, *fed.values()])
    steps = [np.abs(output.astype(int) - records[name].astype(int)).max()
             for name, output in zip(names, found, strict=True)]
    return max(steps), len(steps)
