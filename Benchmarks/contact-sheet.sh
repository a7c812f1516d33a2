#!/usr/bin/env bash
# A sheet of cut-outs to look at: ten photos of the folder beside this one (../shared; a user has none)
# with hair, dusk, tall people and groups. A row is one part of a photo at 1:1, then that part at
# fast, balanced and fine over white, green and a picture. The parts are those with the hardest edges,
# chosen by a rule (see contact-sheet.py). Makes a Python environment of its own.
#   Benchmarks/contact-sheet.sh [-o SHEET.png] [path to silhouette]
set -euo pipefail
sheet=contact-sheet.png
while getopts o: option; do
  case $option in
    o) sheet=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
sheet=$(realpath -m "$sheet")
[ $# -eq 0 ] || set -- "$(realpath "$1")"
cd "$(dirname "$0")/.."
silhouette=${1:-bin/silhouette}
photos=../shared/data/photos
if [ ! -d "$photos" ]; then echo "not here: $photos"; exit 0; fi

python=$(Scripts/python-environment.sh pillow==13.0.0 numpy==2.4.6)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# `fine` as it is without further networks.
unset SILHOUETTE_MODELS
export XDG_DATA_HOME=$work/nothing-installed
mkdir "$work/photos"
for name in cap_long_hair curly_street hair_autumn_tall wavy_hair_tall windblown_hair \
  silhouette_dusk dark_hair_tall five_women two_dancers taekwondo_wide; do
  cp "$photos/$name.jpg" "$work/photos/"
done
for level in fast balanced fine; do
  "$silhouette" cutout -q --refine $level --mask -o "$work/matte-$level/" "$work/photos"
  for background in white '#00B140' "$photos/person_free/garden.jpg"; do
    folder=$work/$(basename "${background%.*}")-$level
    "$silhouette" cutout -q --refine $level --background "$background" --format png \
      -o "$folder/" "$work/photos"
  done
done
"$python" Benchmarks/contact-sheet.py "$work" "$sheet"
