"""Compares what photo-probe reads and writes with Pillow and OpenCV; see check-codecs.sh."""

import io
import itertools
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

import cv2
import numpy as np
from PIL import Image, ImageCms, ImageOps

PROBE = sys.argv[1]
FOLDER = pathlib.Path(tempfile.mkdtemp())
random.seed(8)
GENERATOR = np.random.default_rng(8)
failures = []
count = 0


def fail(name, reason):
    failures.append(f"{name}: {reason}")


def probe(source, extension="png", *options):
    target = FOLDER / f"out.{extension}"
    target.unlink(missing_ok=True)
    run = subprocess.run([PROBE, source, target, *options], capture_output=True, text=True)
    if run.returncode != 0:
        return None, run.stdout.strip()
    return target, run.stdout


def pixels(path):
    """RGB or RGBA of 8 or 16 bits, by OpenCV, which unlike Pillow keeps 16 bits."""
    read = cv2.imread(str(path), cv2.IMREAD_UNCHANGED | cv2.IMREAD_IGNORE_ORIENTATION)
    if read.ndim == 3:
        order = cv2.COLOR_BGRA2RGBA if read.shape[2] == 4 else cv2.COLOR_BGR2RGB
        read = cv2.cvtColor(read, order)
    return read


def expect(name, path, wanted, tolerance=0):
    """The probe reads `path` as `wanted` (height, width, 3 or 4)."""
    global count
    count += 1
    target, text = probe(path)
    if target is None:
        return fail(name, text)
    got = pixels(target)
    if got.dtype != wanted.dtype or got.shape != wanted.shape:
        return fail(name, f"{got.dtype}{got.shape} instead of {wanted.dtype}{wanted.shape}")
    got, wanted = got.astype(int), wanted.astype(int)
    if wanted.shape[2] == 4:  # what is hidden behind transparency is not written
        wanted = wanted * (wanted[..., 3:] > 0)
    difference = np.abs(got - wanted).max()
    if difference > tolerance:
        fail(name, f"differs by up to {difference}")


def save(image, name, **options):
    path = FOLDER / name
    image.save(path, **options)
    return path


def picture(mode, size=(53, 37)):
    """Smooth, so that lossy formats stay close, with noise, so that filters differ."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width]
    channels = [(x * 4 + y) % 256, (y * 5 + x) % 256, (x * 2 + y * 3) % 256, (x * 5) % 256]
    stack = np.stack(channels, -1) + GENERATOR.integers(0, 6, (height, width, 4))
    array = np.clip(stack, 0, 255).astype(np.uint8)
    if mode in ("RGBA", "CMYK"):
        return Image.fromarray(array, mode)
    return Image.fromarray(array[..., :3], "RGB").convert(mode)


# PNG: every kind, written here with every filter

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def pack_rows(samples, depth):
    height, width, channels = samples.shape
    if depth == 16:
        return [samples[y].astype(">u2").tobytes() for y in range(height)]
    if depth == 8:
        return [samples[y].astype(np.uint8).tobytes() for y in range(height)]
    rows = []
    for y in range(height):
        bits = "".join(format(v, f"0{depth}b") for v in samples[y].ravel())
        bits += "0" * (-len(bits) % 8)
        rows.append(bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)))
    return rows


def paeth(a, b, c):
    p = a + b - c
    return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]


def filtered(rows, distance):
    out, previous = b"", bytes(len(rows[0]))
    for row in rows:
        kind = random.randrange(5)
        out += bytes([kind])
        for i, value in enumerate(row):
            a = row[i - distance] if i >= distance else 0
            b = previous[i]
            c = previous[i - distance] if i >= distance else 0
            out += bytes([(value - [0, a, b, (a + b) // 2, paeth(a, b, c)][kind]) % 256])
        previous = row
    return out


def png_bytes(samples, color, depth, interlaced, extra=b""):
    height, width, channels = samples.shape
    distance = max(1, depth * channels // 8)
    grids = ADAM7 if interlaced else [(0, 0, 1, 1)]
    data = b""
    for x, y, x_step, y_step in grids:
        part = samples[y::y_step, x::x_step]
        if part.shape[0] and part.shape[1]:
            data += filtered(pack_rows(part, depth), distance)
    packed = zlib.compress(data)
    cut = random.randrange(len(packed))
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, interlaced)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"tEXt", b"Comment\0x")
        + chunk(b"IDAT", packed[:cut]) + chunk(b"IDAT", b"") + chunk(b"IDAT", packed[cut:])
        + chunk(b"IEND", b"")
    )


def expand(samples, color, depth, palette, transparency):
    """What the samples mean, as RGB or RGBA."""
    kind = np.uint16 if depth == 16 else np.uint8
    if color == 3:
        table = np.zeros((256, 4), np.uint8)
        table[:, 3] = 255
        table[: len(palette), :3] = palette
        if transparency is not None:
            table[: len(transparency), 3] = transparency
        return table[samples[..., 0]][..., : 4 if transparency is not None else 3]
    largest = (1 << depth) - 1
    scale = (65535 if depth == 16 else 255) // largest
    light = samples * scale
    rgb = light[..., :3] if color in (2, 6) else np.repeat(light[..., :1], 3, -1)
    if color in (4, 6):
        rgb = np.concatenate([rgb, light[..., -1:]], -1)
    elif transparency is not None:
        is_key = (samples == np.array(transparency)).all(-1, keepdims=True)
        rgb = np.concatenate([rgb, np.where(is_key, 0, 65535 if depth == 16 else 255)], -1)
    return rgb.astype(kind)


def check_png_kinds():
    depths = {0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]}
    sizes = [(1, 1), (3, 2), (9, 5), (32, 33)]
    for color in CHANNELS:
        for depth, interlaced, size, has_key in itertools.product(
            depths[color], (0, 1), sizes, (False, True)
        ):
            if has_key and color in (4, 6):
                continue
            samples = GENERATOR.integers(0, 1 << depth, (size[1], size[0], CHANNELS[color]))
            palette, key, extra = None, None, b""
            if color == 3:
                palette = GENERATOR.integers(0, 256, (1 << depth, 3)).astype(np.uint8)
                extra += chunk(b"PLTE", palette.tobytes())
            if has_key and color == 3:
                key = GENERATOR.integers(0, 256, max(1, (1 << depth) - 1)).astype(np.uint8)
                extra += chunk(b"tRNS", key.tobytes())
            elif has_key:
                key = samples[0, 0].tolist()
                extra += chunk(b"tRNS", b"".join(struct.pack(">H", v) for v in key))
            path = FOLDER / "kind.png"
            path.write_bytes(png_bytes(samples, color, depth, interlaced, extra))
            name = f"png color {color} depth {depth} interlaced {interlaced} {size} key {has_key}"
            expect(name, path, expand(samples, color, depth, palette, key))
            Image.open(path).load()  # the file is one that others read too


def check_pillow_formats():
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
        image = picture("RGBA") if mode == "RGBA" else picture(mode)
        wanted = np.asarray(image.convert("RGBA" if mode in ("LA", "RGBA") else "RGB"))
        expect(f"pillow png {mode}", save(image, "p.png"), wanted)

    for mode, options in itertools.product(
        ("L", "RGB"),
        ({}, {"progressive": True}, {"subsampling": 0}, {"subsampling": 1}, {"optimize": True},
         {"quality": 30}, {"restart_marker_blocks": 1}),
    ):
        path = save(picture(mode), "j.jpg", **options)
        expect(f"jpeg {mode} {options}", path, np.asarray(Image.open(path).convert("RGB")), 2)
    path = save(picture("CMYK"), "c.jpg", quality=95)
    expect("jpeg CMYK", path, np.asarray(Image.open(path).convert("RGB")), 2)

    for mode, options in itertools.product(
        ("RGB", "RGBA"), ({"lossless": True}, {"quality": 80}, {"lossless": True, "exact": True})
    ):
        path = save(picture(mode), "w.webp", **options)
        wanted = np.asarray(Image.open(path).convert(mode))
        expect(f"webp {mode} {options}", path, wanted, 0 if options.get("lossless") else 2)
    frames = [picture("RGBA"), picture("RGBA").transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
    path = save(frames[0], "a.webp", save_all=True, append_images=frames[1:], lossless=True)
    expect("webp animation", path, np.asarray(Image.open(path).convert("RGBA")))

    for mode in ("1", "L", "P", "RGB"):
        image = picture(mode)
        expect(f"bmp {mode}", save(image, "b.bmp"), np.asarray(image.convert("RGB")))
    expect("bmp RGBA", save(picture("RGBA"), "b.bmp"), np.asarray(Image.open(FOLDER / "b.bmp")))

    for mode, options in itertools.product(("L", "P", "1"), ({}, {"interlace": 0})):
        image = picture(mode, (300, 211))
        path = save(image, "g.gif", **options)
        expect(f"gif {mode} {options}", path, np.asarray(Image.open(path).convert("RGB")))
    image = picture("P")
    image.info["transparency"] = image.getpixel((5, 5))
    path = save(image, "g.gif", transparency=image.info["transparency"])
    expect("gif transparency", path, np.asarray(Image.open(path).convert("RGBA")))
    noise = Image.fromarray(GENERATOR.integers(0, 256, (200, 300)).astype(np.uint8))
    path = save(noise, "g.gif")
    expect("gif noise", path, np.asarray(Image.open(path).convert("RGB")))

    path = save(picture("RGB"), "x.avif", quality=90, subsampling="4:4:4")
    expect("avif", path, np.asarray(Image.open(path).convert("RGB")), 2)
    path = save(picture("RGBA"), "x.avif", quality=90)
    target, text = probe(path)
    if target is None or pixels(target).shape[2] != 4:
        fail("avif alpha", text)


def check_tiff():
    for mode, compression in itertools.product(
        ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK"),
        ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"),
    ):
        image = picture(mode)
        path = save(image, "t.tif", compression=compression)
        wanted = np.asarray(image.convert("RGBA" if mode in ("LA", "RGBA") else "RGB"))
        expect(f"tiff {mode} {compression}", path, wanted, 1 if mode == "CMYK" else 0)
        if shutil.which("tiffcp"):
            layouts = [["-p", "separate"], ["-t", "-w", "16", "-l", "32"],
                       ["-t", "-p", "separate"], ["-r", "7"], ["-B"], ["-8"]]
            for layout in layouts if mode not in ("1", "P") else layouts[1:2]:
                other = FOLDER / "layout.tif"
                other.unlink(missing_ok=True)
                run = subprocess.run(["tiffcp", *layout, path, other], capture_output=True)
                if run.returncode == 0 and other.exists():
                    tolerance = 1 if mode == "CMYK" else 0
                    expect(f"tiff {mode} {compression} {layout}", other, wanted, tolerance)
    path = save(picture("RGB"), "t.tif", compression="jpeg", quality=95)
    expect("tiff jpeg", path, np.asarray(Image.open(path).convert("RGB")), 3)
    for channels in (1, 3, 4):
        samples = GENERATOR.integers(0, 65536, (21, 17, channels)).astype(np.uint16)
        stored = samples[..., 0] if channels == 1 else samples[..., [2, 1, 0, 3][:channels]]
        wanted = np.repeat(samples, 3, -1) if channels == 1 else samples
        for extension in ("tif", "png"):
            path = FOLDER / f"wide.{extension}"
            cv2.imwrite(str(path), stored)
            if extension == "png" or channels < 4:  # OpenCV writes TIFF's fourth sample unlabelled
                expect(f"16 bits {extension} {channels}", path, wanted)


def check_orientations():
    for orientation in range(1, 9):
        for extension, options, tolerance in (
            ("jpg", {"quality": 95}, 2), ("png", {}, 0), ("webp", {"lossless": True}, 0),
            ("tif", {}, 0),
        ):
            image = picture("RGB", (45, 70))
            exif = Image.Exif()
            exif[0x0112] = orientation
            exif[0x010F] = "Maker"
            path = save(image, f"o.{extension}", exif=exif, **options)
            upright = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
            expect(f"orientation {orientation} {extension}", path, np.asarray(upright), tolerance)
            carried = Image.open(FOLDER / "out.png").getexif()
            if carried.get(0x0112) != 1 or carried.get(0x010F) != "Maker":
                fail(f"orientation {orientation} {extension}", f"carried {dict(carried)}")


def cmyk_profile():
    """A press that is easy to reckon: a lut8 profile with two grid points a side and linear curves."""
    table = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0])
    table += struct.pack(">9i", *(v << 16 for v in (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    table += bytes(range(256)) * 4
    for c, m, y, k in itertools.product((0, 1), repeat=4):
        light = 255 if not k else 30
        for ink, share in ((c, 0.3), (m, 0.4), (y, 0.1)):
            light *= 1 - ink * share
        table += bytes([int(light), 128 + 40 * m - 30 * c, 128 + 60 * y - 40 * c])
    table += bytes(range(256)) * 3
    white = b"XYZ \0\0\0\0" + struct.pack(">3I", 63190, 65536, 54061)
    tags = [(b"A2B0", table), (b"wtpt", white)]
    body, directory = b"", struct.pack(">I", len(tags))
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags:
        directory += name + struct.pack(">2I", start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    header = struct.pack(">I4sI4s4s4s", start + len(body), b"test", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    header += bytes(12) + b"acsp" + bytes(24) + struct.pack(">I", 0)
    header += struct.pack(">3I", 63190, 65536, 54061)
    return header + bytes(128 - len(header)) + directory + body


def check_cmyk_profile():
    profile = cmyk_profile()
    path = save(picture("CMYK"), "c.jpg", quality=95, icc_profile=profile)
    image = Image.open(path)
    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), "CMYK",
        "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION)
    expect("jpeg CMYK with profile", path, np.asarray(ImageCms.applyTransform(image, transform)), 3)
    if Image.open(FOLDER / "out.png").info.get("icc_profile"):
        fail("jpeg CMYK with profile", "its profile is on the RGB picture")


def check_writers():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x010E] = "a picture"
    for mode, extension, effort in itertools.product(
        ("RGB", "RGBA"), ("png", "jpg", "webp"), ("fast", "small")
    ):
        global count
        count += 1
        name = f"write {mode} {extension} {effort}"
        smooth = picture(mode, (20, 14)).resize((300, 200), Image.Resampling.BICUBIC)
        source = save(smooth, "s.png", icc_profile=profile, exif=exif)
        target, text = probe(source, extension, "--effort", effort, "--quality", "95")
        if mode == "RGBA" and extension == "jpg":
            if target is not None or "transparency" not in text:
                fail(name, f"was not refused: {text}")
            continue
        if target is None:
            fail(name, text)
            continue
        image = Image.open(target)
        image.load()
        if image.info.get("icc_profile") != profile:
            fail(name, "profile is not carried")
        if image.getexif().get(0x010E) != "a picture":
            fail(name, "EXIF is not carried")
        difference = np.abs(
            np.asarray(image.convert("RGB")).astype(int)
            - np.asarray(Image.open(source).convert("RGB"))).mean()
        if mode == "RGB" and difference > (0 if extension == "png" else 4):
            fail(name, f"differs by {difference} on average")
        if extension == "png" and shutil.which("pngcheck"):
            run = subprocess.run(["pngcheck", "-q", target], capture_output=True, text=True)
            if run.returncode != 0:
                fail(name, run.stdout)


check_png_kinds()
check_pillow_formats()
check_tiff()
check_orientations()
check_cmyk_profile()
check_writers()
shutil.rmtree(FOLDER)
for failure in failures:
    print("FAILED", failure)
print(f"{count} pictures, {len(failures)} failures")
sys.exit(1 if failures else 0)
