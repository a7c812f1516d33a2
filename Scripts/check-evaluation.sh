#!/usr/bin/env bash
# The mIoU that the command gives a model, against that of the model's reference runtime run in
# PaddleSeg's order, and all measures of edges against those of a scorer in NumPy; on photos beside
# this folder (../shared; a user has none). Makes a Python environment of its own.
# Usage: Scripts/check-evaluation.sh [path to silhouette]
set -euo pipefail
cd "$(dirname "$0")/.."
silhouette=${1:-bin/silhouette}
shared=../shared
if [ ! -d "$shared/data/people290" ]; then echo "not here: $shared/data/people290"; exit 0; fi

python=$(Scripts/python-environment.sh numpy==2.4.6 opencv-python-headless==5.0.0.93 \
  onnxruntime==1.31.1 ai-edge-litert==2.3.0)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
photos=$shared/data/people290/test/images
masks=$shared/data/people290/test/masks

published=$shared/data/models/pphumanseg
for model in Sources/CSilhouetteModels/selfie_segmenter.tflite \
  Sources/CSilhouetteModels/selfie_segmenter_landscape.tflite \
  "$published/portrait_v1_lite_398x224_softmax.onnx" \
  "$published/portrait_v2_lite_256x144_softmax.onnx" \
  "$published/human_v1_lite_192x192_softmax.onnx" \
  "$published/human_v2_lite_192x192_softmax_int8w.onnx" \
  "$published/human_v1_mobile_192x192_softmax_dequantized.onnx"; do
  "$silhouette" evaluate --quiet --model "$model" --images "$photos" --masks "$masks" --json - \
    >"$work/ours.json"
  "$python" Scripts/check-evaluation.py network "$model" "$photos" "$masks" "$work/ours.json"
done

"$silhouette" cutout --quiet --mask -o "$work/mattes/" "$photos"
"$silhouette" evaluate --quiet --preset cutout --images "$photos" --masks "$masks" --json - \
  >"$work/ours.json"
"$python" "$shared/tools/score.py" --json "$work/mattes" "$masks" >"$work/reference.json"
"$python" Scripts/check-evaluation.py scores "$work/reference.json" "$work/ours.json"
