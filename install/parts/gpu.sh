# shellcheck shell=bash
# Sourced: sets up a build of PyTorch for NVIDIA GPUs, and takes it away again.
#
# DJL takes the CPU build from the class path where it lies there, GPU or not, so its jar has to go; and it counts GPUs by
# CUDA's runtime library, which only a toolkit installs where the system looks, so ours is named to it. What Java has to be
# told stands in one file of options, GPU_ARGS, which the kernelspec, the shell and the commands hand to it.

TORCH=2.7.1
FLAVOR=cu128
DJL_SITE=https://publish.djl.ai/pytorch/$TORCH
CENTRAL=https://repo.maven.apache.org/maven2
# The newest CUDA build on Maven Central, with the version of DJL that belongs to it.
PAIR_TORCH=2.5.1
PAIR_DJL=0.32.0
PAIR_FLAVOR=cu124
PAIR="ai/djl/api/$PAIR_DJL/api-$PAIR_DJL.jar
ai/djl/pytorch/pytorch-engine/$PAIR_DJL/pytorch-engine-$PAIR_DJL.jar
ai/djl/pytorch/pytorch-jni/$PAIR_TORCH-$PAIR_DJL/pytorch-jni-$PAIR_TORCH-$PAIR_DJL.jar
ai/djl/pytorch/pytorch-native-$PAIR_FLAVOR/$PAIR_TORCH/pytorch-native-$PAIR_FLAVOR-$PAIR_TORCH-linux-x86_64.jar"
# CUDA 12 runs on drivers from this release on (NVIDIA's table of minor version compatibility).
OLDEST_DRIVER=525.60.13

GPU_LIBTORCH=
GPU_REPOSITORY=$CENTRAL
GPU_YES=
GPU_DRY=
GPU_OFF=

# Where it all lies, below the folder that use_prefix may have moved.
gpu_folder() { echo "$HOME_DATA/gpu"; }
gpu_args() { echo "$HOME_DATA/gpu.args"; }

# name, driver and MB of the first GPU, with commas between; fails where there is none.
first_gpu() {
  local line
  line=$(nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader,nounits 2>/dev/null | head -1) || return 1
  case $line in *,*,*) echo "${line//, /,}" ;; *) return 1 ;; esac
}

# MB of the smallest GPU, which is what each part of a batch has to fit into.
smallest_gpu() { nvidia-smi --query-gpu=memory.total --format=csv,noheader,nounits 2>/dev/null | sort -n | head -1 | tr -d ' '; }

# Usage: at_least RELEASE RELEASE; compares numbers between dots.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t. -k1,1n -k2,2n -k3,3n | head -1)" = "$2" ]; }

in_gb() { awk -v bytes="$1" 'BEGIN { if (bytes < 1e8) printf "%.1f MB", bytes / 1e6; else printf "%.2f GB", bytes / 1e9 }'; }

gpu_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --yes) GPU_YES=yes ;;
      --dry-run) GPU_DRY=yes ;;
      --off) GPU_OFF=yes ;;
      --libtorch | --repository | --prefix)
        [ -n "${2:-}" ] || misuse "$1 needs $([ "$1" = --repository ] && echo "an address" || echo "a folder")."
        case $1 in
          --libtorch) GPU_LIBTORCH=$2 ;;
          --repository) GPU_REPOSITORY=${2%/} ;;
          --prefix) use_prefix "$2" ;;
        esac
        shift
        ;;
      *) misuse "Unknown option $1." ;;
    esac
    shift
  done
}

require_gpu() {
  local gpu driver
  [ "$(uname -sm)" = "Linux x86_64" ] || fail "there is no CUDA build of PyTorch for this machine" "it is $(uname -sm), and the builds are for Linux on x86_64" "train on the CPU, which needs no setting up"
  gpu=$(first_gpu) || fail "no NVIDIA GPU was found" "nvidia-smi, which comes with NVIDIA's driver, is not on PATH or finds none" "on a machine with such a GPU install its driver (on Debian: sudo apt install nvidia-driver, and start the machine anew); without one nothing is needed, networks train on the CPU"
  driver=$(echo "$gpu" | cut -d, -f2)
  at_least "$driver" "$OLDEST_DRIVER" || fail "NVIDIA's driver is too old" "it is $driver, and CUDA 12 needs $OLDEST_DRIVER or newer" "install a newer driver and start the machine anew"
  step "Found $(echo "$gpu" | cut -d, -f1), $(echo "$gpu" | cut -d, -f3) MB, driver $driver"
}

# The bytes behind an address; nothing where it does not answer.
bytes_at() { curl -sIL -m 20 "$1" 2>/dev/null | tr -d '\r' | awk 'tolower($1) == "content-length:" { n = $2 } END { if (n > 0) print n }' || true; }

# Sets GPU_PLAN to djl, maven or libtorch, GPU_SAYS to what it is, and GPU_BYTES to what will be downloaded.
gpu_plan() {
  local lines line size path
  GPU_BYTES=0
  if [ -n "$GPU_LIBTORCH" ]; then
    existing_libtorch
    return
  fi
  command -v curl >/dev/null 2>&1 || fail "curl was not found" "it fetches the CUDA build" "on Debian or Ubuntu: sudo apt install curl; then start again"
  if [ "$GPU_REPOSITORY" = "$CENTRAL" ] && lines=$(curl -sfL -m 20 "$DJL_SITE/files.txt" 2>/dev/null | grep "^$FLAVOR/linux-x86_64/"); then
    GPU_PLAN=djl
    GPU_SAYS="the build of PyTorch $TORCH for CUDA ${FLAVOR#cu}, which DJL downloads from $DJL_SITE"
    while read -r line; do
      size=$(bytes_at "$DJL_SITE/$line")
      GPU_BYTES=$((GPU_BYTES + ${size:-0}))
    done <<<"$lines"
    return
  fi
  GPU_PLAN=maven
  GPU_FLAVOR=$PAIR_FLAVOR
  GPU_SAYS="the build of PyTorch $PAIR_TORCH for CUDA ${PAIR_FLAVOR#cu} with DJL $PAIR_DJL, from $GPU_REPOSITORY"
  while read -r path; do
    size=$(bytes_at "$GPU_REPOSITORY/$path")
    [ -n "$size" ] || fail "the CUDA build cannot be fetched" "neither $DJL_SITE nor $GPU_REPOSITORY/$path answers" "check the network; or name a repository that holds it with --repository ADDRESS, or a libtorch that is here with --libtorch FOLDER"
    GPU_BYTES=$((GPU_BYTES + size))
  done <<<"$PAIR"
}

# A libtorch that is on this machine, from pytorch.org or within Python's torch.
existing_libtorch() {
  local folder=$GPU_LIBTORCH text=
  [ -e "$folder/libtorch.so" ] || folder=$GPU_LIBTORCH/lib
  [ -e "$folder/libtorch.so" ] || fail "there is no libtorch in $GPU_LIBTORCH" "neither it nor its folder lib holds libtorch.so" "name the folder of a libtorch, or of Python's torch: python -c 'import torch; print(torch.__path__[0])'"
  GPU_LIBTORCH=$(cd "$folder" && pwd -P)
  if [ -r "$GPU_LIBTORCH/../build-version" ]; then
    text=$(head -1 "$GPU_LIBTORCH/../build-version")
  elif [ -r "$GPU_LIBTORCH/../version.py" ]; then
    text=$(sed -n "s/^__version__ = '\(.*\)'.*/\1/p" "$GPU_LIBTORCH/../version.py" | head -1)
  else
    text=$(basename "$GPU_LIBTORCH") # DJL's cache: version, build, flavor and system
  fi
  [ "${text%%[+-]*}" = "$TORCH" ] || fail "the libtorch in $GPU_LIBTORCH is '$text'" "DJL's library was made for PyTorch $TORCH" "take libtorch $TORCH for CUDA ${FLAVOR#cu}: https://pytorch.org, or pip install torch==$TORCH"
  if [ -e "$GPU_LIBTORCH/libtorch_cuda.so" ]; then
    GPU_FLAVOR=$FLAVOR
    case $text in *+*) [ "${text#*+}" = "$FLAVOR" ] || fail "the libtorch in $GPU_LIBTORCH is for ${text#*+}" "DJL's library was made for $FLAVOR" "take libtorch $TORCH for CUDA ${FLAVOR#cu}" ;; esac
  else
    GPU_FLAVOR=cpu
  fi
  GPU_PLAN=libtorch
  GPU_SAYS="the libtorch $TORCH ($GPU_FLAVOR) in $GPU_LIBTORCH"
}

# What will be done, before anything is.
gpu_announce() {
  local free needed
  step "Uses $GPU_SAYS"
  if [ "$GPU_FLAVOR" = cpu ]; then step "That one knows no CUDA: with it networks train on the CPU"; fi
  if [ "$GPU_PLAN" = libtorch ]; then
    step "Downloads nothing; writes $(gpu_args)"
    return
  fi
  free=$(df -Pk "$HOME_DATA" | awk 'NR == 2 { printf "%d", $4 }')
  # Packed, unpacked to about twice that, and room to move in.
  needed=$((GPU_BYTES * 3 / 1024 + 512 * 1024))
  step "Downloads $(in_gb "$GPU_BYTES") into $(gpu_folder); with what is unpacked that takes about $(in_gb $((needed * 1024))), and $(in_gb $((free * 1024))) are free"
  [ "$free" -ge "$needed" ] || fail "the disk has too little space" "$(in_gb $((needed * 1024))) are needed in $HOME_DATA" "free some, or install everything elsewhere: set XDG_DATA_HOME, or --prefix FOLDER"
}

gpu_agree() {
  local answer=
  [ -z "$GPU_YES" ] || return 0
  [ -t 0 ] || fail "nobody can be asked whether to go on" "the input is no terminal" "say --yes, or --dry-run to be told only"
  printf 'Go on? [y/N] '
  read -r answer
  case $answer in y | Y | yes) ;; *) echo "Nothing was done." && exit 0 ;; esac
}

sha1_of() { if command -v sha1sum >/dev/null 2>&1; then sha1sum "$1"; else shasum "$1"; fi | cut -d' ' -f1; }

fetch_pair() {
  local path name jars
  jars=$(gpu_folder)/jars
  mkdir -p "$jars"
  while read -r path; do
    name=${path##*/}
    if [ -e "$jars/$name" ]; then continue; fi
    quietly "Fetching $name" "$LOGS/gpu.log" curl -fL --retry 3 -C - -o "$jars/$name.part" "$GPU_REPOSITORY/$path" ||
      fail "$name could not be fetched" "$(tail -1 "$LOGS/gpu.log")" "start again; what was fetched is kept"
    [ "$(curl -sfL "$GPU_REPOSITORY/$path.sha1" | cut -c1-40)" = "$(sha1_of "$jars/$name.part")" ] || {
      rm -f "$jars/$name.part"
      fail "$name came damaged" "its SHA-1 is not the one that the repository names" "start again"
    }
    mv "$jars/$name.part" "$jars/$name"
  done <<<"$PAIR"
}

# Puts CUDA's runtime library where DJL finds it by name. Usage: name_cudart FOLDER...
name_cudart() {
  local found
  found=$(find -L "$@" -name 'libcudart*.so*' 2>/dev/null | sort | head -1 || true)
  [ -n "$found" ] || return 0
  mkdir -p "$(gpu_folder)/cudart"
  ln -sf "$found" "$(gpu_folder)/cudart/libcudart.so"
}

# The runtime library out of the jar, for DJL looks at the GPU before it unpacks the rest.
unpack_cudart() {
  local jar=$1 entry
  entry=$("$JAVA_HOME/bin/jar" tf "$jar" | grep '/libcudart[^/]*$' | head -1) || return 0
  mkdir -p "$(gpu_folder)/unpacked"
  (cd "$(gpu_folder)/unpacked" && "$JAVA_HOME/bin/jar" xf "$jar" "$entry") && name_cudart "$(gpu_folder)/unpacked"
}

# Puts jars where Java looks, as the chosen build needs them; also after the toolkit was built anew.
use_gpu_jars() {
  local folder jar name
  folder=$(gpu_folder)
  [ -r "$folder/replaces" ] || return 0
  mkdir -p "$folder/replaced"
  while read -r name; do
    for jar in "$LIB"/$name; do
      if [ -e "$jar" ]; then mv "$jar" "$folder/replaced/"; fi
    done
  done <"$folder/replaces"
  for jar in "$folder"/jars/*.jar; do
    if [ -e "$jar" ]; then ln -sf "$jar" "$LIB/${jar##*/}"; fi
  done
}

gpu_setting() { printf -- '-D%s="%s"\n' "$1" "$2" >>"$(gpu_args)"; }

gpu_settings() {
  : >"$(gpu_args)"
  if [ -e "$(gpu_folder)/cudart/libcudart.so" ]; then gpu_setting jna.library.path "$(gpu_folder)/cudart"; fi
  case $GPU_PLAN in
    libtorch)
      gpu_setting PYTORCH_LIBRARY_PATH "$GPU_LIBTORCH"
      gpu_setting PYTORCH_VERSION "$TORCH"
      gpu_setting PYTORCH_FLAVOR "$GPU_FLAVOR"
      ;;
    djl) gpu_setting PYTORCH_FLAVOR "$FLAVOR" ;;
  esac
  gpu_setting DJL_CACHE_DIR "$(gpu_folder)/cache"
  if [ "$GPU_FLAVOR" != cpu ]; then gpu_setting PROMPT2MODEL_GPU_MEMORY "$(smallest_gpu)m"; fi
}

# PyTorch's version, the number of GPUs and the device on which it multiplied two matrices.
try_engine() {
  quietly "Starting PyTorch" "$LOGS/gpu.log" "$JAVA" "@$(gpu_args)" -cp "$LIB/*" "$REPO/install/parts/Engine.java" &&
    grep '^PyTorch ' "$LOGS/gpu.log"
}

gpu_set_up() {
  local said
  mkdir -p "$(gpu_folder)" "$LOGS"
  case $GPU_PLAN in
    djl) echo 'pytorch-native-cpu-*.jar' >"$(gpu_folder)/replaces" ;;
    maven)
      fetch_pair
      unpack_cudart "$(gpu_folder)/jars/pytorch-native-$PAIR_FLAVOR-$PAIR_TORCH-linux-x86_64.jar"
      printf '%s\n' 'api-*.jar' 'pytorch-engine-*.jar' 'pytorch-jni-*.jar' 'pytorch-native-cpu-*.jar' >"$(gpu_folder)/replaces"
      ;;
    libtorch) name_cudart "$GPU_LIBTORCH" "$GPU_LIBTORCH/../../nvidia/cuda_runtime/lib" ;;
  esac
  use_gpu_jars
  gpu_settings
  if [ "$GPU_PLAN" = djl ]; then
    try_engine >/dev/null || gpu_give_up
    name_cudart "$(gpu_folder)/cache"
    gpu_settings
  fi
  # From here on nothing is fetched any more.
  gpu_setting DJL_OFFLINE true
  said=$(try_engine) || gpu_give_up
  case $GPU_FLAVOR,$said in
    cpu,*) ;;
    *,*" 0 GPUs"*) gpu_give_up "PyTorch starts, but sees no GPU: $said" ;;
  esac
  echo "$said; $GPU_SAYS" >"$(gpu_folder)/build"
  install_kernelspec
  step "$said"
  step "The kernel, the shell and the commands use it; install/prompt2model gpu --off undoes that"
}

gpu_give_up() {
  local why=${1:-$(grep -E 'Exception|Error|error' "$LOGS/gpu.log" | head -1)}
  cp "$LOGS/gpu.log" "$LOGS/gpu-failed.log" 2>/dev/null || true
  gpu_undo
  fail "PyTorch does not run with this build" "${why:-see $LOGS/gpu-failed.log}" "everything is as it was before; the log is $LOGS/gpu-failed.log. Another way: --libtorch FOLDER, or --repository $CENTRAL"
}

# Puts the jars back and takes everything away that was fetched.
gpu_undo() {
  local folder jar
  folder=$(gpu_folder)
  for jar in "$folder"/jars/*.jar; do
    if [ -L "$LIB/${jar##*/}" ]; then rm "$LIB/${jar##*/}"; fi
  done
  for jar in "$folder"/replaced/*.jar; do
    if [ -e "$jar" ] && [ -d "$LIB" ]; then mv "$jar" "$LIB/"; fi
  done
  rm -rf "$folder" "$(gpu_args)"
}

gpu_off() {
  if [ ! -e "$(gpu_folder)" ] && [ ! -e "$(gpu_args)" ]; then
    step "No build for GPUs is set up"
    return
  fi
  gpu_undo
  if [ -d "$LIB" ] && [ -d "$SPEC" ]; then
    find_jdk
    install_kernelspec
  fi
  step "Networks train on the CPU again; removed $(gpu_folder)"
}

gpu() {
  gpu_options "$@"
  if [ -n "$GPU_OFF" ]; then
    gpu_off
    return
  fi
  [ -d "$LIB" ] || fail "the toolkit is not installed" "there is no folder $LIB" "$(jar_missing_remedy)"
  require_gpu
  GPU_FLAVOR=$FLAVOR
  gpu_plan
  gpu_announce
  [ -z "$GPU_DRY" ] || return 0
  find_compiler
  gpu_agree
  if [ -e "$(gpu_args)" ]; then gpu_undo; fi
  gpu_set_up
}
