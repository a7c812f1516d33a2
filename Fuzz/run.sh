#!/usr/bin/env bash
# Feeds mutated files to the readers under libFuzzer and the address sanitizer.
#   Fuzz/run.sh [seconds [target …]]      default: 60 seconds for each of the targets below
# Tests leave the seeds; what the fuzzer adds stays in .build-fuzz/corpus for the next run. A crash
# leaves .build-fuzz/<target>-crash-… and a status that is not 0.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
targets=("${@:2}")
[ ${#targets[@]} -gt 0 ] || targets=(tflite onnx paddle checkpoint configuration photo)
work=$PWD/.build-fuzz
mkdir -p "$work/seeds"

# On a crash Swift's backtracer would hold the process for minutes.
export SWIFT_BACKTRACE=enable=no

if ! SILHOUETTE_FUZZ_SEEDS="$work/seeds" swift test --scratch-path .build-test \
  --filter FuzzSeedTests >"$work/seeds.log" 2>&1; then
  cat "$work/seeds.log" >&2
  exit 1
fi
ln -sfn "$PWD/Tests/SilhouetteMediaTests/Fixtures" "$work/seeds/photo"
ln -sfn "$PWD/Fuzz/Configurations" "$work/seeds/configuration"

# The modules one by one, as SwiftPM has no way to link libFuzzer's main function.
built=" "
is_new() {  # module
  [[ $built != *" $1 "* ]] && built+="$1 "
}
compile_swift() {  # module, sources
  is_new "$1" || return 0
  swiftc -sanitize=fuzzer,address -parse-as-library -O -enforce-exclusivity=checked -wmo \
    -enable-testing -package-name silhouette -swift-version 6 -I "$work" \
    "${c_modules[@]/#/-I$work/}" -Xcc -ISources/CSilhouetteLibrary/include \
    -module-cache-path "$work/modules" -module-name "$1" -emit-module \
    -emit-module-path "$work/$1.swiftmodule" -c "${@:2}" -o "$work/$1.o"
}
c_modules=(CSilhouetteKernels CSilhouetteCodecs CSilhouetteLibrary CSilhouetteYAML
  CSilhouetteConfigurations CSilhouetteTransfer)
compile_c() {  # module
  is_new "$1" || return 0
  mkdir -p "$work/$1"
  echo "module $1 { umbrella \"$PWD/Sources/$1/include\" export * }" >"$work/$1/module.modulemap"
  local flags=(-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
  # Kernels are trusted: their callers are what is tested.
  [ "$1" != CSilhouetteKernels ] || flags=(-O1)
  local source
  for source in $(find "Sources/$1" -name '*.c'); do
    clang -std=gnu17 "${flags[@]}" "${c_modules[@]/#/-ISources/}" \
      -ISources/{CSilhouetteLibrary,"$1"}/include -c "$source" \
      -o "$work/$1/${source//\//_}.o"
  done
}

build() {  # program, modules it takes, in order; links all their objects
  local objects=() module
  for module in "${@:2}"; do
    if [[ $module == C* ]]; then
      compile_c "$module"
      objects+=("$work/$module"/*.o)
    else
      compile_swift "$module" $(find "Sources/$module" -name '*.swift')
      objects+=("$work/$module.o")
    fi
  done
  compile_swift "$1" "Fuzz/$1.swift"
  swiftc -sanitize=fuzzer,address "${objects[@]}" "$work/$1.o" -ljpeg -ldeflate -lz \
    -o "$work/fuzz-$1" 2>&1 | { grep -v "Cannot export local symbol" >&2 || true; }
}

fuzz() {  # target
  local program
  case $1 in
    tflite | onnx) program=ModelFileFuzzer ;;
    paddle) program=PaddleFuzzer ;;
    checkpoint) program=CheckpointFuzzer ;;
    configuration) program=ConfigurationFuzzer ;;
    photo) program=PhotoFuzzer ;;
    *) echo "unknown target $1" >&2; exit 2 ;;
  esac
  case $program in
    PhotoFuzzer)
      build $program CSilhouetteKernels CSilhouetteLibrary CSilhouetteCodecs SilhouetteImaging \
        SilhouetteMedia ;;
    ConfigurationFuzzer)
      build $program CSilhouetteLibrary CSilhouetteTransfer CSilhouetteYAML \
        CSilhouetteConfigurations SilhouetteGraph \
        SilhouetteFormats SilhouetteZoo SilhouetteConfiguration ;;
    *) build $program SilhouetteGraph SilhouetteFormats ;;
  esac
  mkdir -p "$work/corpus/$1"
  echo "$1:"
  # 2 GB or 5 s for one small input are failures too.
  timeout -k 5 $((seconds + 120)) "$work/fuzz-$program" \
    -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=5 -max_len=16384 \
    -print_final_stats=1 -artifact_prefix="$work/$1-" \
    "$work/corpus/$1" "$work/seeds/$1" >"$work/$1.log" 2>&1 || {
    local status=$?
    tail -n 60 "$work/$1.log" >&2
    exit "$status"
  }
  grep -E 'stat::|Done' "$work/$1.log"
}

for target in "${targets[@]}"; do fuzz "$target"; done
