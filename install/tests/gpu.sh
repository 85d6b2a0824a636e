#!/usr/bin/env bash
# prompt2model gpu on machines with and without a GPU: nvidia-smi and Java are stubs, what is fetched is a few bytes.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/harness.sh"

P2M=$INSTALL/prompt2model
HOME_DATA=$XDG_DATA_HOME/prompt2model
LIB=$HOME_DATA/lib
ARGS=$HOME_DATA/gpu.args
REPOSITORY=$SANDBOX/repository
cd "$SANDBOX" || exit 1

# Java starts PyTorch where the stub says so, with as many GPUs; DJL's download is a file in its cache.
fake_jdk "$SANDBOX/jdk17" 17.0.9
# shellcheck disable=SC2016  # expanded by the stub
stub "$SANDBOX/jdk17/bin" java 'echo "$*" >>"$SANDBOX/java.log"
case $* in
  *Engine.java*)
    [ ! -e "$SANDBOX/broken" ] || { echo "Exception: libcuda is damaged"; exit 1; }
    cache=$(sed -n "s/.*DJL_CACHE_DIR=\"\(.*\)\"/\1/p" "$XDG_DATA_HOME/prompt2model/gpu.args")
    mkdir -p "$cache/pytorch/2.7.1-cu128-linux-x86_64" && touch "$cache/pytorch/2.7.1-cu128-linux-x86_64/libcudart-ab12.so.12"
    echo "PyTorch 2.7.1, $(cat "$SANDBOX/gpus") GPUs, computes on the GPU" ;;
  *KernelSpec*) mkdir -p "$XDG_DATA_HOME/jupyter/kernels/prompt2model" ;;
  *) echo "openjdk version \"17.0.9\"" >&2 ;;
esac'
# shellcheck disable=SC2016
stub "$SANDBOX/jdk17/bin" jar 'case $1 in
  tf) printf "%s\n" META-INF/ pytorch/cu124/linux-x86_64/libc10.so pytorch/cu124/linux-x86_64/libcudart-cd34.so.12 ;;
  xf) mkdir -p "$(dirname "$3")" && touch "$3" ;;
esac'
export SANDBOX JAVA_HOME=$SANDBOX/jdk17
echo 1 >"$SANDBOX/gpus"

tools=$(path_with_tools)
for tool in curl find sha1sum ln tail paste printf; do ln -sf "$(command -v "$tool")" "$tools/$tool" 2>/dev/null; done
none=$(path_with_tools)
with_gpu() { # Usage: with_gpu NAME DRIVER MB
  stub "$tools" nvidia-smi "case \$* in *name*) echo '$1, $2, $3' ;; *) echo $3 ;; esac"
}
with_gpu "NVIDIA H100" 550.54.15 81559
machine() { try env PATH="$tools" "$@"; }

fresh() { # An installation as the build leaves it.
  rm -rf "$HOME_DATA" "$XDG_DATA_HOME/jupyter" "$SANDBOX/broken"
  mkdir -p "$LIB" "$XDG_DATA_HOME/jupyter/kernels/prompt2model"
  touch "$LIB/api-0.35.1.jar" "$LIB/pytorch-engine-0.35.1.jar" "$LIB/pytorch-jni-2.7.1-0.35.1.jar" \
    "$LIB/pytorch-native-cpu-2.7.1-linux-x86_64.jar" "$LIB/tokenizers-0.35.1.jar"
}
holds() { if [ -e "$2" ]; then passed "$1"; else failed "$1 ($2 is missing)"; fi; }
lacks() { if [ -e "$2" ] || [ -L "$2" ]; then failed "$1 ($2 is there)"; else passed "$1"; fi; }
says() { if grep -qF -- "$2" "$ARGS"; then passed "$1"; else OUTPUT=$(cat "$ARGS") failed "$1 (should say: $2)"; fi; }

echo "Before anything is fetched"
try env PATH="$tools" "$P2M" gpu --dry-run
expect "says that the toolkit is missing" 1 "the toolkit is not installed"
fresh
try env PATH="$none" "$P2M" gpu --yes
expect "says that there is no GPU" 1 "no NVIDIA GPU was found" "networks train on the CPU"
lacks "and writes nothing" "$HOME_DATA/gpu"
stub "$tools" nvidia-smi 'echo "NVIDIA-SMI has failed because it could not communicate with the driver." >&2; exit 9'
machine "$P2M" gpu --yes
expect "a driver that fails is no GPU" 1 "no NVIDIA GPU was found"
with_gpu "NVIDIA V100" 470.82.1 16160
machine "$P2M" gpu --yes
expect "refuses an old driver" 1 "driver is too old" "it is 470.82.1" "525.60.13"
with_gpu "NVIDIA H100" 550.54.15 81559
machine "$P2M" gpu --sideways
expect "refuses an unknown option" 2 "Unknown option --sideways"
machine "$P2M" gpu --libtorch
expect "asks for the folder" 2 "--libtorch needs a folder"
machine "$P2M" gpu --repository "file://$SANDBOX/nowhere"
expect "says that nothing can be reached" 1 "the CUDA build cannot be fetched" "--libtorch FOLDER"

echo "From a Maven repository"
for path in ai/djl/api/0.32.0/api-0.32.0.jar ai/djl/pytorch/pytorch-engine/0.32.0/pytorch-engine-0.32.0.jar \
  ai/djl/pytorch/pytorch-jni/2.5.1-0.32.0/pytorch-jni-2.5.1-0.32.0.jar \
  ai/djl/pytorch/pytorch-native-cu124/2.5.1/pytorch-native-cu124-2.5.1-linux-x86_64.jar; do
  mkdir -p "$REPOSITORY/$(dirname $path)"
  echo "these are the bytes of ${path##*/}" >"$REPOSITORY/$path"
  sha1sum "$REPOSITORY/$path" | cut -d' ' -f1 >"$REPOSITORY/$path.sha1"
done
from_maven=("$P2M" gpu --repository "file://$REPOSITORY")
machine "${from_maven[@]}" --dry-run
expect "tells what it would do" 0 "Found NVIDIA H100, 81559 MB, driver 550.54.15" "PyTorch 2.5.1 for CUDA 124 with DJL 0.32.0" "Downloads 0.0 MB into $HOME_DATA/gpu"
lacks "and does nothing of it" "$HOME_DATA/gpu"
machine "${from_maven[@]}"
expect "does nothing unasked" 1 "nobody can be asked" "--yes"
# shellcheck disable=SC2016
stub "$tools" df 'echo header; echo "/dev/x 100 50 50000 50% /"'
machine "${from_maven[@]}" --yes
expect "refuses a disk that is too full" 1 "the disk has too little space"
lacks "before it fetches anything" "$HOME_DATA/gpu"
ln -sf "$(command -v df)" "$tools/df"
echo "other bytes" >"$REPOSITORY/ai/djl/api/0.32.0/api-0.32.0.jar"
machine "${from_maven[@]}" --yes
expect "refuses what came damaged" 1 "api-0.32.0.jar came damaged"
sha1sum "$REPOSITORY/ai/djl/api/0.32.0/api-0.32.0.jar" | cut -d' ' -f1 >"$REPOSITORY/ai/djl/api/0.32.0/api-0.32.0.jar.sha1"
machine "${from_maven[@]}" --yes
expect "sets the build up" 0 "PyTorch 2.7.1, 1 GPUs, computes on the GPU" "gpu --off undoes that"
holds "with the jars of the pair" "$LIB/pytorch-native-cu124-2.5.1-linux-x86_64.jar"
lacks "in place of those for the CPU" "$LIB/pytorch-native-cpu-2.7.1-linux-x86_64.jar"
lacks "and in place of the other DJL" "$LIB/api-0.35.1.jar"
holds "beside jars that it does not replace" "$LIB/tokenizers-0.35.1.jar"
holds "CUDA's runtime has a name that DJL finds" "$HOME_DATA/gpu/cudart/libcudart.so"
says "and Java is told where" "-Djna.library.path=\"$HOME_DATA/gpu/cudart\""
says "and how much memory the GPU has" '-DPROMPT2MODEL_GPU_MEMORY="81559m"'
OUTPUT=$(cat "$SANDBOX/java.log")
expect "the kernel is installed anew" 0 "org.prompt2model.kernel.KernelSpec"
machine "$P2M" doctor
expect "doctor says what is used" 1 "ok       GPU          NVIDIA H100, 81559 MB, driver 550.54.15; used, and full training fits up to 5.28 billion weights" "PyTorch 2.5.1 for CUDA 124"
machine env PROMPT2MODEL_DEVICE=cpu "$P2M" doctor
expect "doctor says that the CPU was asked for" 1 "not used, for PROMPT2MODEL_DEVICE is cpu"
try env PATH="$none" "$P2M" doctor
expect "doctor says that the GPU is gone" 1 "MISSING  GPU" "gpu --off"
: >"$SANDBOX/java.log"
machine "$P2M" shell
OUTPUT=$(cat "$SANDBOX/java.log") STATUS=0
expect "the shell is told of it" 0 "@$ARGS"

echo "Undone"
machine "$P2M" gpu --off
expect "goes back to the CPU" 0 "Networks train on the CPU again"
holds "with the jars of before" "$LIB/pytorch-native-cpu-2.7.1-linux-x86_64.jar"
lacks "without those of the pair" "$LIB/pytorch-native-cu124-2.5.1-linux-x86_64.jar"
lacks "and without its options" "$ARGS"
machine "$P2M" gpu --off
expect "says that there is nothing to undo" 0 "No build for GPUs is set up"
machine "$P2M" doctor
expect "doctor says how to use the GPU" 1 "not used, for PyTorch is the CPU's build: install/prompt2model gpu"
touch "$SANDBOX/broken"
machine "${from_maven[@]}" --yes
expect "a build that does not start is taken back" 1 "PyTorch does not run with this build" "libcuda is damaged" "everything is as it was before"
holds "with the jars of before once more" "$LIB/pytorch-native-cpu-2.7.1-linux-x86_64.jar"
rm "$SANDBOX/broken"
echo 0 >"$SANDBOX/gpus"
machine "${from_maven[@]}" --yes
expect "so is one that sees no GPU" 1 "sees no GPU"
lacks "and its options" "$ARGS"
echo 1 >"$SANDBOX/gpus"
machine "${from_maven[@]}" --yes
machine "$P2M" uninstall
expect "uninstall takes it away" 0 "Removed $HOME_DATA/gpu" "Removed $ARGS"
lacks "with everything" "$HOME_DATA"

echo "From DJL"
fresh
rm "$tools/curl"
# shellcheck disable=SC2016
stub "$tools" curl 'case $* in
  *files.txt) printf "cpu/linux-x86_64/native/lib/libtorch.so.gz\ncu128/linux-x86_64/native/lib/libtorch.so.gz\ncu128/linux-x86_64/native/lib/libtorch_cuda.so.gz\n" ;;
  *cu128*) printf "HTTP/2 200\r\nContent-Length: 90000000\r\n" ;;
  *) exit 22 ;;
esac'
machine "$P2M" gpu --dry-run
expect "tells where DJL downloads it and how much" 0 "PyTorch 2.7.1 for CUDA 128, which DJL downloads from https://publish.djl.ai" "Downloads 0.18 GB"
machine "$P2M" gpu --yes
expect "sets it up" 0 "computes on the GPU"
lacks "without the jar that DJL would take first" "$LIB/pytorch-native-cpu-2.7.1-linux-x86_64.jar"
holds "but with the rest" "$LIB/pytorch-jni-2.7.1-0.35.1.jar"
says "by its flavor" '-DPYTORCH_FLAVOR="cu128"'
says "within our own folder" "-DDJL_CACHE_DIR=\"$HOME_DATA/gpu/cache\""
says "and without a network from then on" '-DDJL_OFFLINE="true"'
holds "CUDA's runtime is found in what came" "$HOME_DATA/gpu/cudart/libcudart.so"
machine "$P2M" gpu --off

echo "A libtorch that is here"
mkdir -p "$SANDBOX/libtorch/lib" "$SANDBOX/empty"
touch "$SANDBOX/libtorch/lib/libtorch.so" "$SANDBOX/libtorch/lib/libtorch_cuda.so"
machine "$P2M" gpu --libtorch "$SANDBOX/empty"
expect "says that it is none" 1 "there is no libtorch in $SANDBOX/empty"
echo 2.4.0+cu121 >"$SANDBOX/libtorch/build-version"
machine "$P2M" gpu --libtorch "$SANDBOX/libtorch" --yes
expect "refuses another version" 1 "is '2.4.0+cu121'" "PyTorch 2.7.1"
echo 2.7.1+cu118 >"$SANDBOX/libtorch/build-version"
machine "$P2M" gpu --libtorch "$SANDBOX/libtorch" --yes
expect "refuses another CUDA" 1 "is for cu118"
echo 2.7.1+cu128 >"$SANDBOX/libtorch/build-version"
machine "$P2M" gpu --libtorch "$SANDBOX/libtorch" --yes
expect "uses the right one" 0 "Downloads nothing" "computes on the GPU"
says "where it is" "-DPYTORCH_LIBRARY_PATH=\"$SANDBOX/libtorch/lib\""
says "as what it is" '-DPYTORCH_VERSION="2.7.1"'
holds "and leaves the jars" "$LIB/pytorch-native-cpu-2.7.1-linux-x86_64.jar"
finish
