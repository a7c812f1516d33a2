#!/usr/bin/env bash
# Checks that Swift is here and installs the system libraries that the command is built with, and the
# Debian packages that are named, which a check needs besides. Does nothing, quickly, when all is
# there.
#
#   Scripts/set-up.sh [PACKAGE...]
set -euo pipefail

if ! command -v swift >/dev/null 2>&1; then
  cat >&2 <<'TEXT'
Silhouette is built with Swift 6.2 or later, which is not installed.
Get it from https://www.swift.org/install (on Linux: swiftly), open a new terminal and try again.
TEXT
  exit 2
fi

version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
read -r major minor <<<"${version:-0 0}"
if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
  echo "Silhouette needs Swift 6.2 or later; this is $major.$minor. See https://www.swift.org/install" >&2
  exit 2
fi

case "$(uname -s)" in
  Darwin)
    # Written for, not verified.
    formulas="jpeg-turbo libdeflate webp libtiff little-cms2 libheif pkg-config"
    if command -v brew >/dev/null 2>&1; then
      for formula in $formulas; do brew list "$formula" >/dev/null 2>&1 || brew install "$formula"; done
    else
      echo "Install these libraries (Homebrew names): $formulas" >&2
    fi
    exit 0 ;;
esac

packages="$(sed 's/#.*//' "$(dirname "$0")/system-packages.txt") $*"
missing=""
for package in $packages; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "Install these packages (Debian names):$missing" >&2
  exit 2
fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "As root: apt-get install$missing" >&2
    exit 2
  fi
  sudo="sudo"
fi
echo "Installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
