# For scripts that time cut-outs of the sample picture, which source this file in the package's folder:
# `$python` can make pictures, `$work` is a folder that is removed at the end, and the command finds no
# networks but the embedded two.
python=$(Scripts/python-environment.sh pillow==13.0.0)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset SILHOUETTE_MODELS
export XDG_DATA_HOME=$work/nothing-installed
