#!/usr/bin/env bash
# A 48-megapixel photo peaks under 1 GB, whatever is made of it. Needs `make build` and Python; the
# photo is the sample picture enlarged, so that there is a person with soft edges in it.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python=$(Scripts/python-environment.sh pillow==13.0.0)
"$python" - "$work" <<'PYTHON'
import sys
from PIL import Image
photo = Image.open("Examples/astronaut.jpg").convert("RGB").resize((8000, 6000))
photo.save(sys.argv[1] + "/photo.jpg", quality=90)
photo.save(sys.argv[1] + "/photo.png", compress_level=1)
PYTHON

# Runs the command and prints the peak of its resident memory in kB, as the kernel counted it.
peak() {
  "$python" - "$@" <<'PYTHON'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PYTHON
}

check() {
  local kilobytes
  kilobytes=$(peak bin/silhouette cutout --force "$@")
  printf '%8d kB  cutout %s\n' "$kilobytes" "${*//$work\//}"
  [ "$kilobytes" -lt 1000000 ] || { echo "more than 1 GB" >&2; exit 1; }
}

check "$work/photo.jpg" -o "$work/out.png"
check "$work/photo.png" -o "$work/out.png"
check "$work/photo.jpg" -o "$work/out.png" --subject largest --clean --grow 10%
check "$work/photo.jpg" -o "$work/out.png" --grow 1% --feather 1% --crop 2%
check "$work/photo.jpg" -o "$work/out.jpg" --background blur
check "$work/photo.jpg" -o "$work/mask.png" --mask
check "$work/photo.jpg" -o "$work/out.webp"
