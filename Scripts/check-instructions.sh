#!/usr/bin/env bash
# Counts the instructions of one run of four networks, with AVX2 (valgrind knows no AVX-512) on one
# thread, and fails where there are more than Scripts/instructions.txt allows: a regression that shows
# on any machine, however busy. Counts hang on the compiler, so the file names it.
#
#   Scripts/check-instructions.sh
#   Scripts/check-instructions.sh --update     takes today's counts as the limits
set -euo pipefail
cd "$(dirname "$0")/.."
limits=Scripts/instructions.txt
headroom=3  # per cent

if [ "$(uname -s)" != Linux ] || ! grep -q '\<avx2\>' /proc/cpuinfo; then
  echo "instructions are counted on Linux on x86-64 with AVX2 alone: nothing checked"
  exit 0
fi
Scripts/set-up.sh valgrind
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What goes wrong in a build is shown, and nothing else of it.
build() { swift build -c release "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }; }
build --product zoo-network
touch Benchmarks/Runner/Package.swift
build --package-path Benchmarks/Runner --product Runner --scratch-path .build-benchmarks
# valgrind cannot read this compiler's debugging information.
strip --strip-debug -o "$work/Runner" .build-benchmarks/release/Runner

count() {  # network
  local network=$1 elements=1
  if [[ $network != general && $network != landscape ]]; then
    network=$work/$1.onnx
    .build/release/zoo-network "$1" "$network"
  fi
  for extent in $("$work/Runner" describe "$network" | sed -n '1s/^[a-z0-9]* //p'); do
    elements=$((elements * extent))
  done
  head -c $((4 * elements)) /dev/zero >"$work/input"
  # Start-up and planning are outside of the function that is counted.
  valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect=slh_program_run \
    "$work/Runner" serve "$network" 1 "$work/input" "$work/output" fast avx2 \
    </dev/null >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  sed -n 's/.*Collected : *//p' "$work/log"
}

compiler=$(swift --version 2>/dev/null | grep -o 'Swift version [0-9.]*')
if [ "${1:-}" = --update ]; then
  networks=$(sed -n 's/^\([a-z][^ ]*\) .*/\1/p' "$limits")
  {
    echo "# Instructions of one run with AVX2 on one thread, $compiler: check-instructions.sh --update"
    for network in $networks; do echo "$network $(count "$network")"; done
  } >"$work/limits"
  cp "$work/limits" "$limits"
  cat "$limits"
  exit
fi

grep -q "$compiler:" "$limits" || echo "counted with another compiler than $compiler: limits may be off"
failed=0
while read -r network limit; do
  found=$(count "$network")
  change=$(awk -v a="$found" -v b="$limit" 'BEGIN { printf "%+.1f", 100 * (a - b) / b }')
  echo "$network: $found instructions, $change % of the $limit that are known"
  if [ "$found" -gt $((limit + limit * headroom / 100)) ]; then
    echo "  that is more than the $headroom % that are let pass" >&2
    failed=1
  elif [ "$found" -lt $((limit - limit * headroom / 100)) ]; then
    echo "  fewer: hold on to them with Scripts/check-instructions.sh --update"
  fi
done < <(grep '^[a-z]' "$limits")
if [ "$failed" = 1 ]; then
  echo "A run takes more instructions than before. If it is for a good reason (a faster run on a" >&2
  echo "quiet machine, a bug mended), take the new counts with Scripts/check-instructions.sh --update" >&2
  echo "and say why in the commit." >&2
fi
exit "$failed"
