# shellcheck shell=bash
# Sourced: what is installed, what is missing, and what to do about it.

MISSING=0

good() { printf '  ok       %-12s %s\n' "$1" "$2"; }
note() { printf '  -        %-12s %s\n' "$1" "$2"; }
missing() {
  printf '  MISSING  %-12s %s\n           %-12s -> %s\n' "$1" "$2" "" "$3"
  MISSING=$((MISSING + 1))
}

# Runs a check that may stop the script, and shows its reason instead.
essential() {
  local name=$1 text
  shift
  if text=$("$@" 2>&1); then
    good "$name" "$text"
  else
    missing "$name" "$(echo "$text" | sed -n 's/^Stopped: //p')" "$(echo "$text" | sed -n 's/^  What to do: //p')"
  fi
}

describe_jdk() { find_compiler && echo "$JAVA_VERSION_FOUND in $JAVA_HOME"; }
describe_fonts() { find_jdk && require_fonts && echo "found, for charts"; }
describe_maven() { find_maven && echo "$MAVEN_VERSION_FOUND"; }

describe_jupyter() {
  find_jupyter || fail "no Jupyter that can run notebooks" "-" "run install/quickstart, which installs one"
  echo "$JUPYTER, nbconvert $("$JUPYTER" nbconvert --version 2>/dev/null), $(front_end)"
}

front_end() {
  local lab
  lab=$("$JUPYTER" lab --version 2>/dev/null) && echo "JupyterLab $lab" && return
  lab=$("$JUPYTER" notebook --version 2>/dev/null) && echo "notebook $lab" && return
  echo "no front end: use VS Code, or pip install jupyterlab"
}

describe_jars() {
  [ -e "$LIB/kernel-$VERSION.jar" ] || fail "the toolkit is not installed in $LIB" "-" "$(jar_missing_remedy)"
  echo "$(find "$LIB" -name '*.jar' | wc -l | tr -d ' ') jars in $LIB"
}

# The Java that the installed kernel starts; nothing where there is none.
kernel_java() { sed -n 's/.*"\([^"]*\/java\)".*/\1/p' "$SPEC/kernel.json" 2>/dev/null | head -1 || true; }

describe_kernel() {
  local java
  [ -r "$SPEC/kernel.json" ] || fail "not installed in $SPEC" "-" "$(jar_missing_remedy)"
  java=$(kernel_java)
  if [ -n "$java" ] && [ ! -x "$java" ]; then
    fail "it starts $java, which is gone" "-" "install/prompt2model kernel"
  fi
  echo "$SPEC"
}

describe_pytorch() {
  local cache=${DJL_CACHE_DIR:-$HOME/.djl.ai}/pytorch
  if [ -r "$(gpu_folder)/build" ]; then
    good PyTorch "$(cat "$(gpu_folder)/build")"
  elif compgen -G "$cache/*/libtorch*" >/dev/null; then
    good PyTorch "unpacked in $cache"
  else
    note PyTorch "not unpacked yet; the first training does it (about 400 MB in $cache)"
  fi
}

# Weights of 16 bytes each, with gradient and optimizer, beside 1 GB for a batch, as retrieveModels reckons.
trainable() { awk -v mb="$1" 'BEGIN { n = (mb - 1024) * 1048576 / 16 / 1e9; printf "%.2f billion weights", n < 0 ? 0 : n }'; }

describe_gpu() {
  local gpu name driver memory
  if ! gpu=$(first_gpu); then
    if [ -r "$(gpu_args)" ]; then
      missing GPU "none is found, but a build for GPUs is set up" "install/prompt2model gpu --off, or mend NVIDIA's driver: nvidia-smi"
    else
      note GPU "none; not needed"
    fi
    return
  fi
  IFS=, read -r name driver memory <<<"$gpu"
  gpu="$name, $memory MB, driver $driver"
  if [ ! -r "$(gpu_args)" ]; then
    note GPU "$gpu; not used, for PyTorch is the CPU's build: install/prompt2model gpu"
  elif [ "${PROMPT2MODEL_DEVICE:-}" = cpu ]; then
    note GPU "$gpu; not used, for PROMPT2MODEL_DEVICE is cpu"
  else
    case $(cat "$(gpu_folder)/build" 2>/dev/null) in
      *", computes on the GPU"*) good GPU "$gpu; used, and full training fits up to $(trainable "$memory")" ;;
      *) note GPU "$gpu; not used, for the libtorch that is set up knows no CUDA" ;;
    esac
  fi
}

# PyTorch keeps weights and all that training needs beside Java's heap: the smallest student takes 500 MB there.
describe_memory() {
  local java all heap left
  java=$(kernel_java)
  java=${java:-${JAVA_HOME:-$(jdk_on_path || true)}/bin/java}
  # shellcheck disable=SC2046  # one option a line, without blanks
  read -r all heap < <("$java" $(grep -h '^-X' "$SPEC/java.args" 2>/dev/null) "$REPO/install/parts/Memory.java" 2>/dev/null) || true
  if [ -z "${heap:-}" ]; then
    note memory "not known without a JDK"
    return
  fi
  left=$((all - heap))
  if [ "$left" -lt 1024 ]; then
    missing memory "$all MB, of which Java's heap may take $heap MB: too little is left for training, which needs 1024 MB beside it" \
      "give Java less, for example: export JAVA_TOOL_OPTIONS=-Xmx$((all / 4))m; or use a machine with more memory"
  else
    good memory "$all MB; Java's heap takes $heap MB of it at most, which leaves $left MB for training in PyTorch"
  fi
}

describe_disk() {
  local free
  free=$(df -Pk "$REPO" | awk 'NR == 2 {printf "%d", $4 / 1024}')
  if [ "$free" -lt 2048 ]; then
    missing "disk space" "$free MB free where this clone lies; about 2 GB are needed" "free some space"
  else
    good "disk space" "$free MB free where this clone lies"
  fi
}

# Names only: a key never reaches the screen.
describe_teacher() {
  local name set=''
  for name in PROMPT2MODEL_TEACHER OPENAI_API_KEY OPENAI_BASE_URL ANTHROPIC_API_KEY OLLAMA_HOST; do
    if [ -n "${!name:-}" ]; then set="$set $name"; fi
  done
  if [ -n "$set" ]; then
    note teacher "set:$set (values are not shown)"
  else
    note teacher "none is set up, so the rehearsal teacher answers; for a real one set OPENAI_API_KEY, ANTHROPIC_API_KEY or OLLAMA_HOST"
  fi
  set=''
  for name in PROMPT2MODEL_RUN PROMPT2MODEL_THREADS PROMPT2MODEL_DEVICE HF_ENDPOINT HF_HOME HF_TOKEN HF_HUB_OFFLINE; do
    if [ -n "${!name:-}" ]; then set="$set $name"; fi
  done
  if [ -n "$set" ]; then note settings "set:$set"; fi
}

doctor() {
  echo "Prompt2Model $VERSION on $(uname -sm)"
  essential JDK describe_jdk
  essential fonts describe_fonts
  essential Maven describe_maven
  essential toolkit describe_jars
  essential Jupyter describe_jupyter
  essential kernel describe_kernel
  describe_disk
  describe_memory
  describe_pytorch
  describe_gpu
  describe_teacher
  if [ "$MISSING" -gt 0 ]; then
    echo "$MISSING missing; what to do stands beside each."
    return 1
  fi
  echo "Everything that is needed is here."
}
