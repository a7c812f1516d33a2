#!/usr/bin/env bash
# Scores the command's mattes at every level of --refine on the photos beside this folder (../shared; a
# user has none): photos with masks, and composites whose alpha is known; and holds them to what is
# promised; fine+ is fine with the human-v1-mobile network installed. What else is installed on this
# machine is not looked at. Makes a Python environment of its own.
# Usage: Scripts/check-quality.sh [path to silhouette]
set -euo pipefail
cd "$(dirname "$0")/.."
silhouette=${1:-bin/silhouette}
shared=../shared
if [ ! -d "$shared/data/people290" ]; then echo "not here: $shared/data/people290"; exit 0; fi

python=$(Scripts/python-environment.sh numpy==2.4.6 opencv-python-headless==5.0.0.93)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset SILHOUETTE_MODELS
export XDG_DATA_HOME=$work/nothing-installed
"$python" "$shared/tools/composites.py" make "$work/composites" >/dev/null
for foreground in photo estimated; do
  "$silhouette" cutout --foreground $foreground -o "$work/foreground-$foreground/" \
    "$work/composites/photos" 2>/dev/null
  "$python" "$shared/tools/composites.py" score --json "$work/composites" \
    "$work/foreground-$foreground" >"$work/foreground-$foreground.json"
done
"$python" Scripts/check-colours.py "$work"

for level in off fast balanced fine fine+; do
  refine=${level%+}
  if [ $level = fine+ ]; then
    export XDG_DATA_HOME=$work/installed
    "$silhouette" models add --quiet \
      "$shared/data/models/pphumanseg/human_v1_mobile_192x192_softmax_dequantized.onnx"
  fi
  "$silhouette" cutout --refine $refine --mask -o "$work/photos-$level/" \
    "$shared/data/people290/test/images" 2>/dev/null
  "$silhouette" cutout --refine $refine --mask -o "$work/mattes-$level/" \
    "$work/composites/photos" 2>/dev/null
  "$silhouette" cutout --refine $refine -o "$work/cutouts-$level/" \
    --report "$work/report-$level.jsonl" "$work/composites/photos" 2>/dev/null
  "$python" "$shared/tools/score.py" --json "$work/photos-$level" \
    "$shared/data/people290/test/masks" >"$work/photos-$level.json"
  "$python" "$shared/tools/score.py" --json "$work/mattes-$level" \
    "$work/composites/alpha" >"$work/mattes-$level.json"
  "$python" "$shared/tools/composites.py" score --json "$work/composites" \
    "$work/cutouts-$level" >"$work/cutouts-$level.json"
done
"$python" Scripts/check-quality.py "$work"
