#!/usr/bin/env bash
# From the start of the process to a written PNG: CPU milliseconds by stage of one cut-out of the sample
# picture, made a JPEG of 1280x720, at `balanced`. Several commands are timed in turns. Then the same from
# pixels in memory to pixels in memory, on one thread, if stage-probe is built:
#   swift build -c release --product stage-probe
# Needs `make build`; makes a Python environment of its own.
#   Benchmarks/startup.sh [ROUNDS] [path to silhouette...]
set -euo pipefail
rounds=${1:-30}
shift || true
commands=()
for command in "${@:-$(dirname "$0")/../bin/silhouette}"; do commands+=("$(realpath "$command")"); done
cd "$(dirname "$0")/.."

source Benchmarks/sample.sh
"$python" - "$work/photo.jpg" <<'PYTHON'
import sys
from PIL import Image, ImageOps
sample = Image.open("Examples/astronaut.jpg").convert("RGB")
photo = ImageOps.fit(sample, (1280, 720), Image.Resampling.BICUBIC, centering=(0.5, 0.2))
photo.save(sys.argv[1], quality=90)
PYTHON
"$python" Benchmarks/startup.py "$rounds" "$work" "${commands[@]}"
probe=.build/release/stage-probe
if [ -x $probe ]; then $probe "$work/photo.jpg" "$rounds"; fi
