"""Compares figures of `silhouette evaluate --json` with reference figures.

network MODEL PHOTOS MASKS OURS    mIoU of the model in ONNX Runtime or LiteRT, run in PaddleSeg's order
scores REFERENCE OURS              the figures of a scorer
"""

import json
import os
import sys

import cv2
import numpy as np


def runner(path):
    """Turns a normalised HWC float picture into HWC scores; the input's (width, height); its scale."""
    if path.endswith(".onnx"):
        import onnxruntime

        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        port = session.get_inputs()[0]

        def run(picture):
            scores = session.run(None, {port.name: picture.transpose(2, 0, 1)[None]})[0]
            return scores[0].transpose(1, 2, 0)

        return run, (port.shape[3], port.shape[2]), lambda x: (x / 255 - np.float32(0.5)) / np.float32(0.5)
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(path, num_threads=2)
    interpreter.allocate_tensors()
    port, result = interpreter.get_input_details()[0], interpreter.get_output_details()[0]

    def run(picture):
        interpreter.set_tensor(port["index"], picture[None])
        interpreter.invoke()
        person = interpreter.get_tensor(result["index"])[0]
        return np.concatenate([1 - person, person], axis=2)

    return run, (port["shape"][2], port["shape"][1]), lambda x: x / np.float32(255)


def axis(source, target):
    """Paddle's interpolate, half-pixel and without averaging."""
    place = np.maximum((np.arange(target, dtype=np.float32) + np.float32(0.5))
                       * np.float32(source / target) - np.float32(0.5), 0)
    first = np.minimum(place.astype(int), source - 1)
    return first, np.minimum(first + 1, source - 1), (place - first).astype(np.float32)


def interpolated(scores, width, height):
    y0, y1, wy = axis(scores.shape[0], height)
    x0, x1, wx = axis(scores.shape[1], width)
    wx, wy = wx[None, :, None], wy[:, None, None]
    rows = scores[:, x0] * (1 - wx) + scores[:, x1] * wx
    return rows[y0] * (1 - wy) + rows[y1] * wy


def reference_miou(model, photos, masks):
    run, size, normalised = runner(model)
    intersection, union = np.zeros(2), np.zeros(2)
    for name in sorted(os.listdir(photos)):
        mask = cv2.imread(os.path.join(masks, os.path.splitext(name)[0] + ".png"), cv2.IMREAD_GRAYSCALE)
        picture = cv2.imread(os.path.join(photos, name))[:, :, ::-1].astype(np.float32)
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)
        scores = interpolated(run(normalised(picture)), mask.shape[1], mask.shape[0])
        found = scores.argmax(axis=2)
        for label in range(2):
            a, b = found == label, (mask >= 128) == label
            intersection[label] += (a & b).sum()
            union[label] += (a | b).sum()
    return float((intersection / union).mean())


def check(name, ours, reference, tolerance):
    print(f"{name}: {ours:.5f}, reference {reference:.5f}")
    if not abs(ours - reference) <= tolerance:
        sys.exit(f"{name} differs by more than {tolerance}")


def main(arguments):
    ours = json.load(open(arguments[-1]))
    if arguments[0] == "network":
        model, photos, masks = arguments[1:4]
        check(os.path.basename(model) + " mIoU", ours["miou"], reference_miou(model, photos, masks), 1e-3)
        return
    reference = json.load(open(arguments[1]))
    check("mIoU over all pixels", ours["miou"], reference["data_miou"], 1e-6)
    for name, theirs in (
        ("miou", "miou"), ("person_iou", "person_iou"), ("accuracy", "pixel_acc"),
        ("band_error", "band_error"), ("boundary_f2", "bf2"), ("boundary_f5", "bf5"),
        ("mean_absolute_error", "mae"), ("median_miou", "median_iou"),
    ):
        check("mean " + name, ours["picture_means"][name], reference[theirs], 1e-6)


main(sys.argv[1:])
