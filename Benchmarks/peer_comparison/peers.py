"""The other runtimes, each a process that runs one network when it is asked to.

    python -m peer_comparison.peers PEER SETTING FILE THREADS INPUT OUTPUT

What such a process says and is told is what the header of Benchmarks/Runner's main.swift describes,
so that ours and theirs are driven alike. INPUT and OUTPUT are NumPy files.
"""

import os
import sys
import time

import numpy

from . import ncnn_files

DISTURBANCE = 8 << 20


def matching(data, shape):
    """A picture in NHWC, in the order of axes that a runtime asks for."""
    if tuple(data.shape) == tuple(shape):
        return data
    planes = data.transpose(0, 3, 1, 2)
    if tuple(planes.shape) != tuple(shape):
        sys.exit(f"the input is {list(shape)}, not {list(data.shape)}")
    return numpy.ascontiguousarray(planes)


class LiteRT:
    FLAGS = "num_threads; XNNPACK is on by default"
    SETTINGS = {"tflite": ["XNNPACK"]}

    def __init__(self, setting, path, threads, data):
        from ai_edge_litert.interpreter import Interpreter

        self.interpreter = Interpreter(path, num_threads=threads)
        self.interpreter.allocate_tensors()
        source = self.interpreter.get_input_details()[0]
        self.interpreter.set_tensor(source["index"], matching(data, source["shape"]))
        self.run = self.interpreter.invoke

    def output(self):
        return self.interpreter.get_tensor(self.interpreter.get_output_details()[0]["index"])


class ONNXRuntime:
    FLAGS = ("intra_op_num_threads, CPUExecutionProvider, all graph optimisations; `float` is "
             "session.disable_quant_qdq=1: quantised weights as real numbers")
    SETTINGS = {"onnx": ["io-binding", "run", "io-binding, float"]}

    def __init__(self, setting, path, threads, data):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        if "float" in setting:
            options.add_session_config_entry("session.disable_quant_qdq", "1")
        session = onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])
        source = session.get_inputs()[0]
        data = matching(data, source.shape)
        if setting == "run":
            self.run = lambda: session.run(None, {source.name: data})
            self.output = lambda: self.run()[0]
        else:
            binding = session.io_binding()
            binding.bind_ortvalue_input(source.name, onnxruntime.OrtValue.ortvalue_from_numpy(data))
            target = session.get_outputs()[0]
            result = onnxruntime.OrtValue.ortvalue_from_shape_and_type(target.shape, numpy.float32)
            binding.bind_ortvalue_output(target.name, result)
            self.run = lambda: session.run_with_iobinding(binding)
            self.output = result.numpy


class OpenVINO:
    FLAGS = ("INFERENCE_NUM_THREADS, PERFORMANCE_HINT=LATENCY, NUM_STREAMS=1; `f32` is "
             "INFERENCE_PRECISION_HINT=f32, since the default is bfloat16 where a processor has that")
    SETTINGS = {kind: ["f32, infer", "f32, start and wait", "default precision, infer"]
                for kind in ("onnx", "tflite")}

    def __init__(self, setting, path, threads, data):
        import openvino

        precision = {"INFERENCE_PRECISION_HINT": "f32"} if "f32" in setting else {}
        model = openvino.Core().compile_model(path, "CPU", {
            "INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY", "NUM_STREAMS": 1,
            **precision})
        found = model.get_property("INFERENCE_PRECISION_HINT").get_type_name()
        if found != "f32":
            sys.exit(f"its precision would be {found}")
        request = model.create_infer_request()
        request.set_input_tensor(openvino.Tensor(matching(data, model.inputs[0].shape)))
        if "wait" in setting:
            def run():
                request.start_async()
                request.wait()

            self.run = run
        else:
            self.run = lambda: request.infer(share_outputs=True)
        self.output = lambda: request.get_output_tensor().data


class NCNN:
    FLAGS = "num_threads; f32 is no fp16 or bf16 for storage, packing or arithmetic; from ONNX by pnnx"
    SETTINGS = {"ncnn": ["f32", "f32, no Winograd", "f32, no packing"]}

    def __init__(self, setting, path, threads, data):
        import ncnn

        self.net = ncnn.Net()
        options = self.net.opt
        options.num_threads = threads
        options.use_winograd_convolution = "no Winograd" not in setting
        options.use_packing_layout = "no packing" not in setting
        for name in ("fp16_packed", "fp16_storage", "fp16_arithmetic", "bf16_storage"):
            setattr(options, f"use_{name}", False)
        if self.net.load_param(path) or self.net.load_model(path.replace(".param", ".bin")):
            sys.exit("ncnn lacks a layer of this network")
        # A Mat points to an array without keeping it.
        self.data = matching(data, ncnn_files.input_shape(path))[0]
        self.source = ncnn.Mat(self.data)

    def run(self):
        extractor = self.net.create_extractor()
        extractor.input("in0", self.source)
        status, self.result = extractor.extract("out0")
        if status:
            sys.exit("ncnn cannot run this network")

    def output(self):
        return numpy.array(self.result)[numpy.newaxis]


PEERS = {"LiteRT": LiteRT, "ONNX Runtime": ONNXRuntime, "OpenVINO": OpenVINO, "ncnn": NCNN}


def timed(run):
    start = time.perf_counter_ns()
    run()
    return time.perf_counter_ns() - start


def serve(peer):
    source = numpy.ones(DISTURBANCE, numpy.uint8)
    target = source.copy()
    for line in sys.stdin:
        warm, hot, disturbed = map(int, line.split())
        for _ in range(warm):
            peer.run()
        times = [timed(peer.run) for _ in range(hot)]
        for _ in range(disturbed):
            source, target = target, source
            numpy.copyto(target, source)
            times.append(timed(peer.run))
        print(*times, flush=True)


def main():
    name, setting, path, threads, source, result = sys.argv[1:]
    # A peer that greets on standard output would break the conversation.
    answers = os.dup(1)
    os.dup2(2, 1)
    peer = PEERS[name](setting, path, int(threads), numpy.load(source))
    peer.run()
    numpy.save(result, numpy.asarray(peer.output(), numpy.float32))
    os.dup2(answers, 1)
    print("ready", flush=True)
    serve(peer)


if __name__ == "__main__":
    main()
