#!/usr/bin/env bash
# What each step of refinement is worth: scores of the levels of --refine with single steps on and off,
# as Markdown, also by the person's share of the picture and by the picture's shape; and what each costs.
# Needs the photos with masks beside this folder (../shared; a user has none).
#   Benchmarks/refinement-steps.sh [--variants FILE] [calib|test|composites]...      default: all three
set -euo pipefail
cd "$(dirname "$0")/.."
variants=Benchmarks/refinement-steps.txt
if [ "${1:-}" = --variants ]; then variants=$2; shift 2; fi
[ $# -gt 0 ] || set -- calib test composites
shared=../shared
if [ ! -d "$shared/data/people290" ]; then echo "not here: $shared/data/people290"; exit 0; fi

python=$(Scripts/python-environment.sh numpy==2.4.6 opencv-python-headless==5.0.0.93)
swift build -c release --product level-probe 1>&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for set in "$@"; do
  if [ "$set" = composites ]; then
    "$python" "$shared/tools/composites.py" make "$work" >/dev/null
    photos=$work/photos masks=$work/alpha
  else
    photos=$shared/data/people290/$set/images masks=$shared/data/people290/$set/masks
  fi
  .build/release/level-probe "$variants" "$work/$set" "$photos"/* >"$work/$set.txt"
  "$python" Benchmarks/refinement-steps.py \
    "$shared/tools" "$set" "$work/$set" "$work/$set.txt" "$masks"
done
