#!/usr/bin/env bash
# Where the time of a cut-out goes, and its memory: the sample picture at 1, 12 and 48 megapixels, JPEG
# to PNG, at every level. Needs `make build`; makes a Python environment of its own.
#   Benchmarks/stages.sh [ROUNDS] [path to silhouette]
set -euo pipefail
rounds=${1:-5}
silhouette=$(realpath "${2:-$(dirname "$0")/../bin/silhouette}")
cd "$(dirname "$0")/.."

source Benchmarks/sample.sh
# In a process of its own: a child's peak begins with what its parent holds.
"$python" - "$work" <<'PYTHON'
import sys
from PIL import Image
sample = Image.open("Examples/astronaut.jpg").convert("RGB")
for megapixels, size in {"1": (1155, 866), "12": (4000, 3000), "48": (8000, 6000)}.items():
    photo = sample.resize(size, Image.Resampling.BICUBIC)
    photo.save(f"{sys.argv[1]}/{megapixels}.jpg", quality=90)
PYTHON
"$python" Benchmarks/stages.py "$silhouette" "$rounds" "$work"
