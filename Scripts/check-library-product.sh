#!/usr/bin/env bash
# Proves that an app which depends on the library by version resolves and links nothing else:
# a tagged clone, a package that depends on it by `from:`, a build and a run.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

git clone -q . "$work/Silhouette"
git -C "$work/Silhouette" tag -f 0.1.0 >/dev/null

mkdir -p "$work/app/Sources/app"
cat >"$work/app/Package.swift" <<TEXT
// swift-tools-version:6.0
import PackageDescription

let package = Package(
  name: "app",
  platforms: [.macOS(.v15)],
  dependencies: [.package(url: "file://$work/Silhouette", from: "0.1.0")],
  targets: [
    .executableTarget(
      name: "app", dependencies: [.product(name: "Silhouette", package: "Silhouette")])
  ]
)
TEXT
cp Examples/CutOut/Sources/CutOut/main.swift "$work/app/Sources/app/main.swift"

cd "$work/app"
swift build -c release 2>&1 | tail -n 3
echo "resolves:"
swift package show-dependencies --format flatlist
others=$(swift package show-dependencies --format flatlist | grep -cvi '^silhouette$' || true)
if [ "$others" -ne 0 ]; then echo "the library pulls in $others other packages" >&2; exit 1; fi

echo "links:"
ldd .build/release/app | awk '{ print $1 }' | sort
if ldd .build/release/app | grep -Eq 'libFoundation|jpeg|deflate|webp|tiff|lcms|heif|libz\.'; then
  echo "the library links more than Swift's standard library and libc" >&2
  exit 1
fi
.build/release/app
