"""The real models that conversion is checked on, beside this folder, each with what runs it."""

import subprocess
import sys
from dataclasses import dataclass

import numpy as np
from PIL import Image

from model_runtimes import LiteRT, ONNXRuntime

PICTURE = "Examples/astronaut.jpg"


@dataclass
class RealModel:
    # The file or folder that is converted, and what the report calls it.
    path: object
    name: str
    # What runs the original: it has `inputs`, `outputs` and `run` as the runtimes do.
    original: object
    # The original's inputs.
    arrays: list
    # The input's size, for a model that leaves it open.
    shape: str | None = None


class Recorded:
    """An output that a runtime recorded which is not here: the probability of a person (that of the
    background is what is left), or labels."""

    inputs = [("x", None, np.float32)]
    outputs = None

    def __init__(self, person):
        is_label = person.dtype == np.uint8
        self.output = person.astype(np.int32) if is_label else np.stack([1 - person, person], 1)

    def run(self, _):
        return [self.output]


def picture(shape, lowest, highest):
    """A photo in a network's shape and order of axes."""
    is_channels_first = shape[1] == 3
    height, width = shape[2:] if is_channels_first else shape[1:3]
    pixels = np.asarray(Image.open(PICTURE).convert("RGB").resize((width, height)), np.float32)
    pixels = (lowest + (highest - lowest) * (pixels / 255))[None].astype(np.float32)
    return np.ascontiguousarray(pixels.transpose(0, 3, 1, 2)) if is_channels_first else pixels


def trained(folder):
    """Models of users, run by LiteRT or ONNX Runtime."""
    def model(path, runs=None, shape=None, values=(0, 1)):
        file = folder / (runs or path)
        original = (LiteRT if file.suffix == ".tflite" else ONNXRuntime)(file)
        arrays = [picture(shape, *values) for _, shape, _ in original.inputs]
        return RealModel(folder / path, path.removeprefix("pphumanseg/").removeprefix("other/"),
                         original, arrays, shape)

    for name in ["selfie_segmenter", "selfie_segmenter_landscape"]:
        # LiteRT lacks MediaPipe's operator: run is a twin with the standard one in its place.
        yield model(f"{name}.tflite", runs=f"other/{name}_std.tflite")
        yield model(f"{name}_int8.tflite")
        yield model(f"other/{name}_std.tflite")
    for name in ["hand_recrop.tflite", "obs_mediapipe.onnx", "obs_selfie_segmentation.onnx"]:
        yield model(f"other/{name}")
    for name in ["face_detection_ptq.tflite", "face_detection_short_range.tflite"]:
        yield model(f"other/{name}", values=(-1, 1))
    # About (v - 113) / 64 / 255.
    yield model("other/obs_SINet_Softmax_simple.onnx", values=(-0.007, 0.009))

    human = "pphumanseg/human_v1_lite_192x192_softmax"
    portrait = "pphumanseg/portrait_v1_lite"
    for name, runs, shape in [
        (f"{human}.onnx", None, None),
        (f"{human}_dynamic.onnx", f"{human}.onnx", "192x192"),
        (f"{human}_paddle", f"{human}.onnx", "192x192"),
        ("pphumanseg/human_v1_mobile_192x192_softmax_dequantized.onnx", None, None),
        ("pphumanseg/human_v2_lite_192x192_softmax_int8w.onnx", None, None),
        (f"{portrait}_398x224_softmax.onnx", None, None),
        (f"{portrait}_398x224_softmax_float16.tflite", None, None),
        (f"{portrait}_398x224_softmax_float32.tflite", None, None),
        (f"{portrait}_dynamic_softmax_raw.onnx", f"{portrait}_398x224_softmax.onnx", "398x224"),
        ("pphumanseg/portrait_v2_lite_256x144_softmax.onnx", None, None),
        ("pphumanseg/portrait_v2_lite_256x144_softmax_folded.onnx", None, None),
    ]:
        yield model(name, runs, shape, values=(-1, 1))


def seeded(folder, work):
    """Paddle's exports of every architecture with weights that follow from their names, on the
    inputs for which Paddle's outputs are recorded."""
    sys.path.insert(0, str(folder))
    import make_params

    for parameters in sorted(folder.glob("*/params.tsv")):
        name = parameters.parent.name
        weights = work / f"{name}.pdiparams"
        subprocess.run([sys.executable, folder / "make_params.py", parameters.parent,
                        "--pdiparams", weights], check=True)
        variants = [("dynamic_softmax", "160x128", "dynamic_softmax_1x128x160_c1.npy",
                     make_params.make_input(f"{name}/dyn1", 1, 128, 160))]
        if name == "human_pp_humansegv1_lite":
            variants.append(("fixed_argmax", None, "fixed_argmax.npy",
                             make_params.make_input(f"{name}/input", 1, 192, 192)))
        for variant, shape, record, array in variants:
            model = work / name / variant
            model.mkdir(parents=True)
            for part in ["model.pdmodel", "deploy.yaml"]:
                (model / part).symlink_to((parameters.parent / variant / part).resolve())
            (model / "model.pdiparams").symlink_to(weights.resolve())
            original = Recorded(np.load(parameters.parent / "expected" / record)[None])
            yield RealModel(model, f"{name}/{variant}", original, [array], shape)
        weights.unlink()
