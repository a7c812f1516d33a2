#!/usr/bin/env bash
# Holds our photo readers and writers against Pillow's and OpenCV's on pictures made for it: every
# kind of PNG, and many of JPEG, WebP, TIFF, BMP, GIF and AVIF. Makes a Python environment of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

python=$(Scripts/python-environment.sh pillow==13.0.0 numpy==2.4.6 opencv-python-headless==5.0.0.93)
swift build -c release --product photo-probe
exec "$python" Scripts/check-codecs.py .build/release/photo-probe
