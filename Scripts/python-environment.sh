#!/usr/bin/env bash
# Prints the path of a Python that has these packages and no others. Its environment is made on first
# use below .build-python; whoever asks for the same packages gets the same one.
# Without packages it is Python alone.
#   python=$(Scripts/python-environment.sh numpy==2.4.6 pillow==13.0.0)
set -euo pipefail
cd "$(dirname "$0")/.."
packages=${*:-none}
environment=$PWD/.build-python/${packages// /_}
if [ ! -e "$environment/ready" ]; then
  rm -rf "$environment"
  python3 -m venv "$environment"
  if [ $# -gt 0 ]; then
    "$environment/bin/pip" install --quiet --disable-pip-version-check "$@" >&2
  fi
  touch "$environment/ready"
fi
printf '%s\n' "$environment/bin/python"
