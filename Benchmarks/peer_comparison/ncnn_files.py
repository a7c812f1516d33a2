"""Networks in ncnn's format, by way of its converter from ONNX."""

import importlib.util
import pathlib
import re
import subprocess


def converted(onnx, folder):
    """The `.param` file of an ONNX file; none if the converter fails. Its `.bin` is beside it."""
    result = folder / "network.ncnn.param"
    if not result.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "network.onnx").write_bytes(pathlib.Path(onnx).read_bytes())
        # Importing the package would need PyTorch; the program in it does not.
        program = importlib.util.find_spec("pnnx").submodule_search_locations[0] + "/pnnx"
        subprocess.run([program, "network.onnx", "fp16=0"], cwd=folder, check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if result.exists():
            result.write_text(completed(
                result.read_text(), (folder / "network.pnnx.param").read_text()))
    return str(result) if result.exists() else None


def completed(network, source):
    """A network with what its converter leaves out, from the file that it converts last: the sizes of
    a Resize whose attributes are written out, and that a Split without sizes is into halves."""
    resize = re.compile(r"^Resize +(\S+) .*coordinate_transformation_mode=(\w+).* mode=linear"
                        r".* sizes=\(1,\d+,(\d+),(\d+)\)", re.M)
    for name, mode, height, width in resize.findall(source):
        aligned = int(mode == "align_corners")
        network = re.sub(
            rf"^Resize( +{name} +1 1 \S+ \S+).*",
            rf"Interp\1 0=2 3={height} 4={width} 6={aligned}", network, flags=re.M)
    return re.sub(r"^(Slice +\S+ +1 2 \S+ \S+ \S+) *$", r"\1 -23300=2,-233,-233 1=0", network,
                  flags=re.M)


def input_shape(param):
    """Of a `.param` file, from the converter's other result."""
    text = pathlib.Path(param.replace(".ncnn.", ".pnnx.")).read_text()
    found = re.search(r"pnnx\.Input.*#0=\(([\d,]+)\)", text)
    return tuple(map(int, found[1].split(",")))
