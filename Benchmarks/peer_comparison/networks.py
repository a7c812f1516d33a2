"""What is compared: networks, where their files come from, and what agreement is asked of outputs."""

import dataclasses
import pathlib
import subprocess

import numpy
from PIL import Image

from . import ncnn_files

FOLDER = pathlib.Path(__file__).resolve().parents[2]


@dataclasses.dataclass(frozen=True)
class Row:
    name: str
    # `general`, `landscape`, or the name of a file in the folder of models.
    network: str
    # What zoo-network calls it, which writes it with weights by rule where the file is not there.
    zoo: str = ""
    mode: str = "fast"
    instruction_set: str = "best"
    # Whether the network takes -1...1 instead of 0...1.
    signed: bool = False
    # Two correct runtimes differ in single pixels of a quantised network, so there the mean is held.
    largest: float = 1e-3
    mean: float = 1e-4
    peers: tuple = ("LiteRT", "ONNX Runtime", "OpenVINO", "ncnn")


# On the photo LiteRT's reference kernels, which we equal bit for bit, are 0.012 to 0.026 in the mean from
# LiteRT with XNNPACK, ONNX Runtime and OpenVINO, in every setting, and those up to 0.024 from one
# another: a single step of the last layer is half of the output's range.
def quantised(name, network, mode):
    return Row(name, network, mode=mode, largest=1, mean=0.03,
               peers=("LiteRT", "ONNX Runtime", "OpenVINO"))


PPHUMANSEG = [
    Row("v1-lite-192", "human_v1_lite_192x192_softmax.onnx", "human-v1-lite", signed=True),
    Row("v1-lite-398", "portrait_v1_lite_398x224_softmax.onnx", "portrait-v1-lite", signed=True),
    Row("v2-lite-256", "portrait_v2_lite_256x144_softmax_folded.onnx", "portrait-v2-lite",
        signed=True),
    Row("v2-lite-192", "human_v2_lite_192x192_softmax_int8w.onnx", "human-v2-lite", signed=True),
    Row("v1-mobile", "human_v1_mobile_192x192_softmax_dequantized.onnx", "human-v1-mobile",
        signed=True),
]

ROWS = [
    Row("general", "general"),
    Row("landscape", "landscape"),
    *PPHUMANSEG,
    *(quantised(f"{name}-int8-{mode}", file, mode)
      for name, file in (("general", "selfie_segmenter_int8.tflite"),
                         ("landscape", "selfie_segmenter_landscape_int8.tflite"))
      for mode in ("exact", "fast")),
    Row("general-avx2", "general", instruction_set="avx2"),
]


class Network:
    """A row's network on this machine: its file in each format, its shapes, and the input."""

    def __init__(self, row, runner, models, cache, photo, as_it_came=False):
        self.row, self.runner, self.cache, self.as_it_came = row, runner, cache, as_it_came
        self.source = self.find(models)
        answer = subprocess.run(
            [runner, "describe", self.source], check=True, capture_output=True, text=True).stdout
        shapes = [tuple(map(int, line.split()[1:])) for line in answer.splitlines()]
        self.input_shape, self.output_shape = shapes
        self.input = self.picture(photo)

    def find(self, models):
        name = self.row.network
        if "." not in name:
            return name
        found = sorted(pathlib.Path(models).rglob(name)) if models else []
        if found:
            return str(found[0])
        if not self.row.zoo:
            raise FileNotFoundError(f"no {name} in {models or 'a folder; give --models FOLDER'}")
        path = self.cache / f"{self.row.zoo}.onnx"
        if not path.exists():
            build = ["swift", "build", "-c", "release", "--product", "zoo-network",
                     "--package-path", FOLDER]
            subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
            subprocess.run([FOLDER / ".build/release/zoo-network", self.row.zoo, path], check=True)
        return str(path)

    @property
    def weights(self):
        return "by rule" if self.row.zoo and self.source.endswith(f"{self.row.zoo}.onnx") else "given"

    def picture(self, photo):
        _, height, width, _ = self.input_shape
        with Image.open(photo) as image:
            pixels = image.convert("RGB").resize((width, height), Image.Resampling.BILINEAR)
        data = numpy.asarray(pixels, numpy.float32)[numpy.newaxis] / 255
        return data * 2 - 1 if self.row.signed else data

    def files(self, kind):
        """The network as it came, where it came in that format, and as our converter writes it: the
        latter only where there is nothing else if `as_it_came`."""
        found = [self.source] if self.source.endswith(f".{kind}") else []
        if kind == "ncnn":
            onnx = self.files("onnx")
            folders = [self.cache / "ncnn" / f"{self.row.network}-{n}" for n in range(len(onnx))]
            return [path for path in map(ncnn_files.converted, onnx, folders) if path]
        if found and self.as_it_came:
            return found
        converted = self.cache / f"{pathlib.Path(self.source).stem}.{kind}"
        subprocess.run([self.runner, "write", self.source, converted], check=True)
        return found + [str(converted)]

    def difference(self, ours, theirs):
        """The largest and the mean difference of two outputs, of which one may be in NCHW."""
        if theirs.shape != self.output_shape:
            theirs = theirs.transpose(0, 2, 3, 1)
        difference = numpy.abs(ours.reshape(self.output_shape) - theirs)
        return float(difference.max()), float(difference.mean())
