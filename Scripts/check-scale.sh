#!/usr/bin/env bash
# Radii are fractions of the short side, so a large photo is cut out as its small copy is: every third
# photo of the folder beside this one (../shared; a user has none) is scored at its own size and
# enlarged four times (bicubic), whose mattes are reduced again by area. Makes a Python environment of
# its own. Usage: Scripts/check-scale.sh [path to silhouette]
set -euo pipefail
cd "$(dirname "$0")/.."
silhouette=${1:-bin/silhouette}
photos=../shared/data/people290/test
if [ ! -d "$photos" ]; then echo "not here: $photos"; exit 0; fi

python=$(Scripts/python-environment.sh numpy==2.4.6 opencv-python-headless==5.0.0.93)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# `fine` as it is without further networks.
unset SILHOUETTE_MODELS
export XDG_DATA_HOME=$work/nothing-installed
"$python" Scripts/check-scale.py copy "$photos" "$work"
for level in off fast balanced fine; do
  for size in own four; do
    "$silhouette" cutout -q --refine $level --mask -o "$work/$size-$level/" "$work/$size"
  done
  "$python" Scripts/check-scale.py reduce "$work/four-$level" "$work/own-$level"
  for size in own four; do
    "$python" ../shared/tools/score.py --json --per-picture "$work/$size-$level" "$work/masks" \
      >"$work/$size-$level.json"
  done
done
"$python" Scripts/check-scale.py compare "$work"
