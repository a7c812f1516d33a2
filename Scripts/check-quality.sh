#!/usr/bin/env bash
# Scores the command's mattes on the photos beside this folder (../shared; a user has none): photos
# with masks, and composites whose alpha is known. Refinement must help in every measure.
# Makes a Python environment of its own. Usage: Scripts/check-quality.sh [path to silhouette]
set -euo pipefail
cd "$(dirname "$0")/.."
silhouette=${1:-bin/silhouette}
shared=../shared
if [ ! -d "$shared/data/people290" ]; then echo "not here: $shared/data/people290"; exit 0; fi

environment=.build/check-quality
if [ ! -x "$environment/bin/python" ]; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install -q numpy==2.4.6 opencv-python-headless==5.0.0.93
fi
python=$environment/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" "$shared/tools/composites.py" make "$work/composites" >/dev/null

for refine in off on; do
  "$silhouette" cutout --refine $refine --mask -o "$work/photos-$refine/" \
    "$shared/data/people290/test/images" 2>/dev/null
  "$silhouette" cutout --refine $refine --mask -o "$work/mattes-$refine/" \
    "$work/composites/photos" 2>/dev/null
  "$silhouette" cutout --refine $refine -o "$work/cutouts-$refine/" \
    "$work/composites/photos" 2>/dev/null
  "$python" "$shared/tools/score.py" --json "$work/photos-$refine" \
    "$shared/data/people290/test/masks" >"$work/photos-$refine.json"
  "$python" "$shared/tools/score.py" --json "$work/mattes-$refine" \
    "$work/composites/alpha" >"$work/mattes-$refine.json"
  "$python" "$shared/tools/composites.py" score --json "$work/composites" \
    "$work/cutouts-$refine" >"$work/cutouts-$refine.json"
done
"$python" Scripts/check-quality.py "$work"
