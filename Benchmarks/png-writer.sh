#!/usr/bin/env bash
# Time and size of our PNG writer beside libpng's (through OpenCV) and Pillow's, interleaved, on photos
# and on cut-outs made of them.
#   Benchmarks/png-writer.sh [PHOTO...]      default: the example pictures
set -euo pipefail
cd "$(dirname "$0")/.."

python=$(Scripts/python-environment.sh pillow==13.0.0 numpy==2.4.6 opencv-python-headless==5.0.0.93)
swift build -c release --product photo-probe
[ $# -gt 0 ] || set -- Examples/*.jpg
exec "$python" Benchmarks/png-writer.py .build/release/photo-probe "$@"
