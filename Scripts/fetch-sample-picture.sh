#!/usr/bin/env bash
# Takes the sample picture out of scikit-image's Python package again: NASA's portrait of the
# astronaut Eileen Collins, in the public domain, 512x512. The package has it as a PNG of 800 kB;
# it is kept here as a JPEG, which a pinned Pillow writes the same way everywhere.
set -euo pipefail
cd "$(dirname "$0")/.."

picture=skimage/data/astronaut.png
picture_sum=88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5
target=Examples/astronaut.jpg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
  --python-version 311 --platform manylinux_2_17_x86_64 --dest "$work" scikit-image==0.24.0
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pillow==11.3.0

python3 -m zipfile -e "$work"/*.whl "$work/unpacked"
echo "$picture_sum  $work/unpacked/$picture" | sha256sum --check --quiet
mkdir -p "$(dirname "$target")"
"$work/venv/bin/python" - "$work/unpacked/$picture" "$target" <<'CONVERT'
import sys
from PIL import Image

source, target = sys.argv[1:]
Image.open(source).convert("RGB").save(target, quality=92, subsampling=0, optimize=True)
CONVERT
sha256sum "$target"
