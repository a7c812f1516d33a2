#!/usr/bin/env bash
# `make install`: the command is one file of under 25 MB with the networks inside, needs no Swift
# at run time, and works after it was moved.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

make -s install PREFIX="$work/one"
mkdir "$work/two"
mv "$work/one/bin/silhouette" "$work/two/silhouette"

size=$(stat -c %s "$work/two/silhouette")
echo "size: $size bytes"
[ "$size" -lt 25000000 ] || { echo "larger than 25 MB" >&2; exit 1; }

if ldd "$work/two/silhouette" | grep -Eq 'libswift|libFoundation|heif|avcodec|curl|archive|crypto'; then
  ldd "$work/two/silhouette" >&2
  echo "links what it must not" >&2
  exit 1
fi
env -i PATH=/usr/bin:/bin "$work/two/silhouette" cutout Examples/astronaut.jpg -o "$work/out.png"
[ -s "$work/out.png" ]

# What fetching needs is not loaded by anything else.
if LD_DEBUG=libs "$work/two/silhouette" cutout Examples/astronaut.jpg -o "$work/out2.png" 2>&1 \
    | grep -E 'init: .*lib(curl|archive|crypto)\.'; then
  echo "loads what only fetching needs" >&2
  exit 1
fi
