#!/usr/bin/env bash
# Speed of the embedded float networks beside LiteRT with XNNPACK, runs interleaved, on one thread
# and on two. LiteRT lives in a Python environment of its own, made on first use.
#
#   Benchmarks/run.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."

python=$(Scripts/python-environment.sh ai-edge-litert==2.3.0 numpy==2.4.6)

# New files of the package above are seen only when the build is planned anew.
touch Benchmarks/Runner/Package.swift
swift build --package-path Benchmarks/Runner -c release --product Runner \
  --scratch-path .build-benchmarks
"$python" Benchmarks/compare_litert.py .build-benchmarks/release/Runner "$@"
