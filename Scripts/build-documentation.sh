#!/usr/bin/env bash
# Makes the library's documentation as a static site. The DocC plugin is a development tool and
# stays out of the manifest, so that nobody who uses the package resolves it.
set -euo pipefail
cd "$(dirname "$0")/.."
output=${1:-.build/documentation}
symbols=$(mktemp -d)
trap 'rm -rf "$symbols"' EXIT

swift build --target Silhouette --scratch-path .build-docs \
  -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc "$symbols"
for module in "$symbols"/*.json; do
  case "$(basename "$module")" in Silhouette.symbols.json | Silhouette@*) ;; *) rm "$module" ;; esac
done
rm -rf "$output"
mkdir -p "$(dirname "$output")"
xcrun=""
[ "$(uname -s)" = Darwin ] && xcrun=xcrun
$xcrun docc convert Sources/Silhouette/Silhouette.docc \
  --additional-symbol-graph-dir "$symbols" --warnings-as-errors \
  --fallback-display-name Silhouette --fallback-bundle-identifier silhouette \
  --transform-for-static-hosting --output-path "$output"
echo "documentation: $output/index.html"
